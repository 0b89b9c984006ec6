"""Everything about an exported conversation in one dictionary, for an analyst's own machine.

The figures are raw counts, also of small groups: the folder that they come from holds
every single vote, so whoever can run this knows them already. Nothing of this is for
publishing; what Titik Temu itself shows passes `disclosure`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import Any

import numpy as np

from titiktemu.analysis.consensus import group_informed_consensus
from titiktemu.analysis.counts import Counts
from titiktemu.analysis.csv_rows import Problem
from titiktemu.analysis.map_reasons import SENTENCES, Reason
from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.opinion_map import OpinionMap, draw_map
from titiktemu.analysis.polis_export import Export
from titiktemu.analysis.polis_tables import ExportedStatement, Table
from titiktemu.analysis.votes import count_by_statement, only_of

type Report = dict[str, Any]
"""Only dict, list, str, int, float, bool and None: ready for JSON."""


type Members = dict[str, list[int]]
"""Participants by group or side."""


class Groups(StrEnum):
    """Whose opinion groups are counted by."""

    OWN = "own"
    EXPORT = "export"


NO_EXPORTED_GROUPS = gettext_noop("The export names no opinion groups.")
NO_PARTICIPANT = gettext_noop("“{value}” is no participant id; the row is left out.")
NO_SIDE = gettext_noop("“{value}” is no side ({known}); the row is left out.")
TWO_SIDES = gettext_noop("Participant {participant} is on another side already; the row is left out.")

SIDES = {
    "government": "government",
    "pemerintah": "government",
    "civil_society": "civil_society",
    "masyarakat_sipil": "civil_society",
    "other": "other",
    "lainnya": "other",
    "citizens": "citizens",
    "warga": "citizens",
}
"""Names of sides in both languages; capitals, blanks and hyphens do not matter."""


def report(
    export: Export, *, groups: Groups = Groups.OWN, sides: Mapping[int, str] | None = None, seed: int
) -> Report:
    """Describe an exported conversation.

    Parameters
    ----------
    export : Export
        As read.
    groups : Groups
        OWN draws our map and claims only stable groups; EXPORT takes the file's.
    sides : mapping of participant to side, optional
        As `read_sides` gives it.
    seed : int
        Of our map.

    Returns
    -------
    dict
        participants, statements (rows of comments.csv), statements_voted, votes, repeats
        (None where only the matrix is there), groups (id and size each), stability
        (bootstrap, split_half; None where not measured), reason (a sentence where there
        are no groups) and results: for each statement id, text, moderated, agree,
        disagree, pass, by_group, by_side and group_informed_consensus (None without
        groups).
    """
    members, stability, reason = _groups(export, groups, seed)
    everybody = np.unique(export.votes.participants)
    cells = {"group": members, "side": _by_side(sides or {})}
    statements = _with_unlisted(export)
    ids = [entry.id for entry in statements]
    counted = {
        kind: {name: count_by_statement(only_of(export.votes, people), ids) for name, people in parts.items()}
        for kind, parts in cells.items()
    }
    totals = count_by_statement(export.votes, ids)
    return {
        "participants": len(everybody),
        "statements": len(export.statements),
        "statements_voted": export.statements_voted,
        "votes": len(export.votes),
        "repeats": export.repeats,
        "groups": [{"id": name, "size": len(people)} for name, people in members.items()],
        "stability": stability,
        "reason": reason,
        "results": [
            _result(entry, totals[row], *(_row(counted[kind], row) for kind in ("group", "side")))
            for row, entry in enumerate(statements)
        ],
    }


def _groups(export: Export, groups: Groups, seed: int) -> tuple[Members, dict[str, float | None], str | None]:
    """Members of each group by its name, the stability, and why there is none."""
    unmeasured: dict[str, float | None] = {"bootstrap": None, "split_half": None}
    if groups is Groups.EXPORT:
        given = export.groups or {}
        names = sorted(set(given.values()), key=lambda name: (len(name), name))
        members = {name: [person for person, group in given.items() if group == name] for name in names}
        return members, unmeasured, None if members else NO_EXPORTED_GROUPS
    drawn = draw_map(export.votes, moderated_out=export.moderated_out, seed=seed)
    stability = asdict(drawn.stability) if drawn.stability else unmeasured
    return members_of(drawn), stability, None if drawn.reason is None else SENTENCES[Reason(drawn.reason)]


def members_of(drawn: OpinionMap) -> Members:
    """Participants of each claimed group, by the group's id as text; for counting, not for showing."""
    if drawn.places is None:
        return {}
    places = drawn.places
    return {str(group.id): places.participants[places.labels == group.id].tolist() for group in drawn.groups}


def _by_side(sides: Mapping[int, str]) -> Members:
    names = [name for name in dict.fromkeys(SIDES.values()) if name in sides.values()]
    return {name: [person for person, side in sides.items() if side == name] for name in names}


def _with_unlisted(export: Export) -> list[ExportedStatement]:
    """All statements by id; those with votes and without a row in comments.csv have no text."""
    listed = {entry.id: entry for entry in export.statements}
    voted = np.unique(export.votes.statements).tolist()
    return [listed.get(number, ExportedStatement(number, "")) for number in sorted({*listed, *voted})]


def _row(counted: Mapping[str, Sequence[Counts]], row: int) -> dict[str, Counts]:
    return {name: counts[row] for name, counts in counted.items()}


def _result(
    entry: ExportedStatement, total: Counts, groups: Mapping[str, Counts], sides: Mapping[str, Counts]
) -> Report:
    return {
        "id": entry.id,
        "text": entry.text,
        "moderated": entry.moderated,
        **_cell(total),
        "by_group": {name: _cell(counts) for name, counts in groups.items()},
        "by_side": {name: _cell(counts) for name, counts in sides.items()},
        "group_informed_consensus": group_informed_consensus(groups.values()),
    }


def _cell(counts: Counts) -> dict[str, int]:
    return {"agree": counts.agree, "disagree": counts.disagree, "pass": counts.passed}


def read_sides(raw: bytes, name: str, problems: list[Problem]) -> dict[int, str]:
    """Read which participant is on which side.

    Parameters
    ----------
    raw : bytes
        A CSV file with the columns participant and side; sides as in `SIDES`.
    name : str
        Of the file, for the problems.
    problems : list of Problem
        Rows left out are added here.

    Returns
    -------
    dict of int to str
        Side of each participant: government, civil_society, other or citizens.

    Examples
    --------
    >>> read_sides(b"participant,side\\n3,Masyarakat sipil\\n4,pemerintah\\n", "sides.csv", [])
    {3: 'civil_society', 4: 'government'}
    """
    table, sides = Table(name, raw, problems), dict[int, str]()
    if table.lacks("participant", "side"):
        return sides
    table.note_unknown({"participant", "side"})
    for line, fields in table.rows():
        person = table.number(fields, "participant")
        said = table.cell(fields, "side")
        side = SIDES.get("_".join(said.lower().replace("-", " ").replace("_", " ").split()))
        if person is None:
            table.note(line, NO_PARTICIPANT, value=table.cell(fields, "participant"))
        elif side is None:
            table.note(line, NO_SIDE, value=said, known=", ".join(dict.fromkeys(SIDES.values())))
        elif sides.get(person, side) != side:
            table.note(line, TWO_SIDES, participant=person)
        else:
            sides[person] = side
    return sides
