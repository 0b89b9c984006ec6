"""Drawing the opinion map from the votes: in the worker, which alone loads the compiled loops."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
from django.utils import timezone

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import SHARE_FROM, SHOWN_FROM, STEP, TENTHS_FROM, Kind, Presented
from titiktemu.analysis.grouping import Stability
from titiktemu.analysis.map_reasons import SEED
from titiktemu.analysis.matching import match_names
from titiktemu.analysis.opinion_map import OpinionMap, draw_map
from titiktemu.analysis.packed import Packed, count_cells
from titiktemu.analysis.representative import representative_statements
from titiktemu.analysis.straight_lines import straight_liners
from titiktemu.analysis.votes import Votes
from titiktemu.candour import gate
from titiktemu.candour.gate import Cell
from titiktemu.consultation.models import Consultation, DrawnMap
from titiktemu.consultation.queries import EVERYBODY, WITHOUT_ALIKE, electorates_of, shown_statements
from titiktemu.consultation.vote_store import read_votes
from titiktemu.foundation.models import Participant

GROUP_NAMES = "ABCDEFGHIJKLMNOP"
SHAKE_AFTER = 1.05
"""How many times the votes must have grown until the stability is measured anew while voting goes on; it
takes as long as thirty maps, and hardly moves with one vote in twenty."""


def draw(consultation: Consultation) -> None:
    """Draw the map and keep what may be shown; at the close also the figures without answers all alike."""
    votes = _shown(read_votes(consultation), consultation)
    packed = Packed.of(votes)
    last = DrawnMap.objects.filter(consultation=consultation).first()
    drawn, shaken = _drawn(packed, last, closed=consultation.is_closed)
    names, profiles = _named(packed, drawn, last)
    DrawnMap.objects.update_or_create(
        consultation=consultation,
        defaults={
            "content": _content(consultation, packed, drawn, names),
            "profiles": {"groups": profiles, "shaken": shaken},
            "votes": len(packed),
            "drawn_at": timezone.now(),
        },
    )
    if consultation.is_closed:
        _release_without_alike(consultation, votes)


def _shown(votes: Votes, consultation: Consultation) -> Votes:
    """Votes on statements that are shown: what is moderated out is left out whole."""
    keys = list(shown_statements(consultation).values_list("pk", flat=True))
    keep = np.isin(votes.statements, keys)
    return Votes(votes.participants[keep], votes.statements[keep], votes.answers[keep])


def _drawn(packed: Packed, last: DrawnMap | None, *, closed: bool) -> tuple[OpinionMap, dict[str, Any]]:
    """The map; while voting goes on with the stability measured last, as long as little has changed."""
    earlier: dict[str, Any] = (last.profiles if last else {}).get("shaken") or {}
    if closed or not earlier.get("stability") or len(packed) > SHAKE_AFTER * earlier["votes"]:
        drawn = draw_map(packed, seed=SEED)
        kept = asdict(drawn.stability) if drawn.stability else None
        return drawn, {"votes": len(packed), "stability": kept, "groups": len(drawn.groups)}
    drawn = draw_map(packed, seed=SEED, stability=Stability(**earlier["stability"]))
    if len(drawn.groups) == earlier["groups"]:
        return drawn, earlier
    return draw_map(packed, seed=SEED), earlier | {"votes": 0}


def _named(packed: Packed, drawn: OpinionMap, last: DrawnMap | None) -> tuple[list[str], dict[str, Any]]:
    """A letter for each group, the one it had before where it is the same group; and how each answered."""
    if drawn.places is None:
        return [], (last.profiles if last else {}).get("groups") or {}
    counts = count_cells(packed, _cells(packed, drawn), len(drawn.groups))
    profiles = []
    for one in counts:
        given = one.sum(axis=1)
        means = (one[:, 2] - one[:, 0]) / np.maximum(given, 1)
        answered = zip(packed.statements.tolist(), means.tolist(), given.tolist(), strict=True)
        profiles.append({key: round(mean, 3) for key, mean, count in answered if count >= SHOWN_FROM})
    before = (last.profiles if last else {}).get("groups") or {}
    earlier = {name: {int(key): mean for key, mean in one.items()} for name, one in before.items()}
    names = match_names(earlier, profiles, GROUP_NAMES)
    return names, dict(zip(names, profiles, strict=True))


def _cells(packed: Packed, drawn: OpinionMap) -> np.ndarray:
    """The group of each person, -1 for those who have no place."""
    cells = np.full(len(packed.people), -1, dtype=np.int64)
    if drawn.places is not None:
        cells[np.searchsorted(packed.people, drawn.places.participants)] = drawn.places.labels
    return cells


def _content(
    consultation: Consultation, packed: Packed, drawn: OpinionMap, names: list[str]
) -> dict[str, Any]:
    groups = [
        {
            "name": name,
            "size": _may_say(group.size, consultation),
            "exact": consultation.is_closed,
            "x": group.centre[0],
            "y": group.centre[1],
            "rx": group.radii[0],
            "ry": group.radii[1],
            "angle": group.angle,
        }
        for name, group in zip(names, drawn.groups, strict=True)
    ]
    return {
        "voters": len(packed.people),
        "people": _may_say(drawn.people, consultation),
        "reason": drawn.reason.value if drawn.reason else "",
        "stability": asdict(drawn.stability) if drawn.stability else None,
        "groups": sorted(groups, key=lambda group: str(group["name"])),
        "statements": _by_group(consultation, packed, drawn, names),
    }


def _may_say(people: int, consultation: Consultation) -> int:
    """In steps of five while voting goes on: the next map would tell in which group one more person is."""
    return people if consultation.is_closed else people // STEP * STEP


def _by_group(
    consultation: Consultation, packed: Packed, drawn: OpinionMap, names: list[str]
) -> list[dict[str, Any]]:
    """Figures of each statement by group, once voting has closed; none while they could still be compared.

    A map drawn again with a few more votes would differ by these votes.
    """
    if drawn.places is None or not consultation.is_closed:
        return []
    counts = count_cells(packed, _cells(packed, drawn), len(names))
    place = {key: at for at, key in enumerate(packed.statements.tolist())}
    nothing = Counts(0, 0, 0)
    table: dict[int, dict[str, Counts]] = defaultdict(dict)
    for key, number in shown_statements(consultation).values_list("pk", "number"):
        for group, name in enumerate(names):
            at = place.get(key)
            table[number][name] = nothing if at is None else _counts(counts[group, at])
    cells = gate.shown_cells(table, public=consultation.is_imported)
    apart = _apart(cells, sorted(names))
    return [
        {
            "number": number,
            "cells": {name: _plain(figure) for name, figure in sorted(groups.items())},
            "apart": apart.get(number, {}),
        }
        for number, groups in cells.items()
    ]


def _apart(cells: Mapping[int, Mapping[str, Presented]], names: list[str]) -> dict[int, dict[str, bool]]:
    """Statements that set a group apart, and whether it agrees more; from what is shown and nothing else."""
    numbers = list(cells)
    table = [[_as_shown(cells[number][name]) for number in numbers] for name in names]
    found: dict[int, dict[str, bool]] = {}
    for name, listed in zip(names, representative_statements(table), strict=True):
        for one in listed:
            found.setdefault(numbers[one.statement], {})[name] = one.agrees
    return found


def _as_shown(figure: Presented) -> Counts | None:
    """Counts as a reader could guess them: the fewest that the band allows, at the share that is shown."""
    if figure.counts is not None:
        return figure.counts
    if figure.kind is not Kind.TENTHS or figure.share is None:
        return None
    fewest = SHARE_FROM if figure.n_band.endswith("+") else TENTHS_FROM
    agree = round(figure.share * fewest)
    return Counts(agree, fewest - agree, 0)


def _counts(row: np.ndarray) -> Counts:
    disagree, passed, agree = (int(one) for one in row)
    return Counts(agree, disagree, passed)


def _plain(figure: Presented) -> dict[str, Any]:
    """A figure as JSON: what may be shown and nothing else."""
    return {
        "kind": figure.kind.value,
        "word": figure.word.value if figure.word else "",
        "share": figure.share,
        "low": figure.low,
        "high": figure.high,
        "passed_share": figure.passed_share,
        "n": figure.n_band,
    }


def _release_without_alike(consultation: Consultation, votes: Votes) -> None:
    """Figures without the people who answered everything alike, where nobody follows by subtraction."""
    flagged = straight_liners(votes)
    if not len(flagged):
        return
    packed = Packed.of(votes)
    sides = dict(Participant.objects.filter(pk__in=packed.people.tolist()).values_list("pk", "side"))
    groups = sorted(set(sides.values())) if consultation.has_sides else [EVERYBODY]
    group = [groups.index(sides[one]) if consultation.has_sides else 0 for one in packed.people.tolist()]
    is_alike = np.isin(packed.people, flagged)
    counts = count_cells(packed, np.array(group) + len(groups) * is_alike, 2 * len(groups))
    fresh: dict[Cell, Counts] = {}
    for at, key in enumerate(packed.statements.tolist()):
        for place, name in enumerate(groups):
            rest, alike = _counts(counts[place, at]), _counts(counts[place + len(groups), at])
            if alike.answered >= SHOWN_FROM and rest.answered >= SHARE_FROM:
                fresh[key, name] = rest
    occasion = gate.Occasion(closed=True, electorates=electorates_of(consultation))
    gate.release(WITHOUT_ALIKE, fresh, occasion)
