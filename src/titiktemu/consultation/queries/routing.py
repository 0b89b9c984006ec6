"""Reads for drawing the next statement, and what of the exposures the gate needs."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from math import inf

import numpy as np
from django.db.models import Count, Exists, OuterRef, QuerySet

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.exposure_weights import chances_of_chance
from titiktemu.analysis.routing import NOTHING, Candidates, Figures, as_shown
from titiktemu.candour import gate
from titiktemu.candour.gate import Cell
from titiktemu.consultation.models import Consultation, Exposure, Moderation, Statement, Vote
from titiktemu.consultation.queries import EVERYBODY, TOPIC, electorates_of, shown_statements
from titiktemu.consultation.queries.veil import is_veiled
from titiktemu.foundation.models import Participant
from titiktemu.foundation.words import BOTH_SIDES, Side, opposite

type Waiting = list[tuple[int, bool]]
"""Statements by key, and whether each is about the consultation itself."""

type Asked = tuple[int, float, int, float, float]
"""An answer, the probability of its draw, among how many, and the chances of chance later and at all."""

MILLISECONDS = 1000


def open_exposure(consultation: Consultation, participant: Participant) -> Exposure | None:
    """What was drawn for this participant last and waits for an answer."""
    answered = Vote.objects.filter(participant=participant, statement=OuterRef("statement"))
    shown = Exposure.objects.filter(
        ~Exists(answered),
        participant=participant,
        statement__consultation=consultation,
        statement__state=Statement.State.SHOWN,
    )
    return shown.select_related("statement").order_by("-shown_at", "-pk").first()


def waiting_for(consultation: Consultation, participant: Participant) -> Waiting:
    """The shown statements this participant has not answered."""
    answered = Vote.objects.filter(participant=participant).values("statement")
    waiting = shown_statements(consultation).exclude(pk__in=answered).order_by("pk")
    return list(waiting.values_list("pk", "is_meta"))


def candidates_for(consultation: Consultation, side: str, waiting: Waiting) -> Candidates:
    """What routing may know of these statements: figures as a reader sees them, and exposures.

    Votes that are not released never come in, nor exact counts where a word or a tenth is shown: what
    people are asked next would tell of them.
    """
    keys = [key for key, _meta in waiting]
    released = gate.frozen(TOPIC, keys)
    veiled = is_veiled(consultation)
    electorates = electorates_of(consultation)
    own = _figures(released, electorates, side, keys, veiled=veiled)
    other = opposite(side) if side in BOTH_SIDES else None
    return Candidates(
        own=own,
        opposite=None if other is None else _figures(released, electorates, other, keys, veiled=veiled),
        is_meta=np.array([meta for _key, meta in waiting], dtype=bool),
    )


def _figures(
    released: Mapping[Cell, Counts],
    electorates: Mapping[str, int | None],
    side: str,
    keys: list[int],
    *,
    veiled: bool,
) -> Figures:
    found = [released.get((key, side)) for key in keys]
    seen = [NOTHING if veiled or one is None else as_shown(one) for one in found]
    agree, disagree, passed = np.array(seen, dtype=np.float64).reshape(-1, 3).T
    size = electorates.get(side)
    shown = _shown(keys, found, side)
    return Figures(agree, disagree, passed, shown, inf if size is None else float(size))


def _shown(keys: list[int], released: list[Counts | None], side: str) -> np.ndarray:
    """How often each was shown to the side: as many times as were released as answered, else exposures."""
    unreleased = [key for key, one in zip(keys, released, strict=True) if one is None]
    rows = Exposure.objects.filter(statement__in=unreleased, participant__side=side)
    exposed = dict(rows.values_list("statement").annotate(times=Count("pk")))
    pairs = zip(keys, released, strict=True)
    return np.array([exposed.get(key, 0) if one is None else one.answered for key, one in pairs], np.float64)


def fresh_exposed(consultation: Consultation, cells: Collection[Cell]) -> dict[Cell, list[Asked]]:
    """Answers with how likely each was to be asked for, by cell: input of the gate, never of a page.

    Only answers to statements that were drawn or stood on paper; where somebody chose a statement from a
    list nothing is known of its probability.
    """
    wanted = set(cells)
    people = Exposure.objects.filter(statement__in={statement for statement, _group in wanted})
    rows = _answered(Exposure.objects.filter(participant__in=people.values("participant")), consultation)
    if not rows:
        return {cell: [] for cell in wanted}
    there = _there_since(consultation)
    person, statement, _side, _answer, _chance, among, when = zip(*rows, strict=True)
    later, ever = chances_of_chance(
        np.array(person), np.array(when), np.array(among), np.array([there[one] for one in statement])
    )
    found: dict[Cell, list[Asked]] = {cell: [] for cell in wanted}
    for row, after, whole in zip(rows, later.tolist(), ever.tolist(), strict=True):
        _person, key, side, answer, chance, among_, _when = row
        cell = (key, side if consultation.has_sides else EVERYBODY)
        if cell in found:
            found[cell].append((answer, chance, among_, after, whole))
    return found


type Row = tuple[int, int, str, int, float, int, int]


def _answered(exposures: QuerySet[Exposure], consultation: Consultation) -> list[Row]:
    """Exposures that were answered: person, statement, side, answer, probability, among, millisecond."""
    votes = Vote.objects.filter(statement=OuterRef("statement"), participant=OuterRef("participant"))
    rows = (
        exposures.filter(statement__consultation=consultation)
        .annotate(answer=votes.values("answer")[:1])
        .exclude(answer=None)
        .order_by("participant", "shown_at", "pk")
        .values_list(
            "participant", "statement", "participant__side", "answer", "probability", "among", "shown_at"
        )
    )
    return [(*row[:6], int(row[6].timestamp() * MILLISECONDS)) for row in rows.iterator(chunk_size=5000)]


def _there_since(consultation: Consultation) -> dict[int, int]:
    """From which millisecond on each statement could be drawn: added, or let through by a moderator."""
    there = dict(consultation.statements.values_list("pk", "added_at"))
    decided = Moderation.objects.filter(statement__consultation=consultation).order_by("decided_at", "pk")
    first: dict[int, tuple[str, datetime]] = {}
    for key, state, moment in decided.values_list("statement", "state", "decided_at"):
        first.setdefault(key, (state, moment))
    there |= {key: moment for key, (state, moment) in first.items() if state == Statement.State.SHOWN}
    return {key: int(moment.timestamp() * MILLISECONDS) for key, moment in there.items()}


def shown_and_left(statements: Iterable[int]) -> dict[tuple[int, str], int]:
    """How many of each side a statement was shown to who left without an answer; past the gate only."""
    answered = Vote.objects.filter(participant=OuterRef("participant"), statement=OuterRef("statement"))
    rows = Exposure.objects.filter(~Exists(answered), statement__in=list(statements))
    counted = rows.values_list("statement", "participant__side").annotate(times=Count("pk"))
    return {(statement, Side(side).value): times for statement, side, times in counted}
