"""An exported Polis conversation: statements, votes and groups, with all that was odd about it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from titiktemu.analysis.csv_rows import Problem
from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.polis_tables import (
    MODERATED_OUT,
    Events,
    ExportedStatement,
    read_comments,
    read_events,
    read_matrix,
    read_summary,
)
from titiktemu.analysis.votes import AGREE, DISAGREE, Ints, Votes

ATTRIBUTION = (
    "Data was gathered using the Polis software (compdemocracy.org/polis) and is sub-licensed under "
    "CC BY 4.0 with Attribution to The Computational Democracy Project."
)
"""What must accompany conversations from the project's public collection."""

FILES = ("comments.csv", "votes.csv", "participants-votes.csv", "summary.csv")
LOG, MATRIX = "votes.csv", "participants-votes.csv"

LOG_WITHOUT_VOTES = gettext_noop("The log holds no vote, so the matrix is used.")
TURNED = gettext_noop("By the counts in comments.csv -1 means agree here; the votes were turned round.")
LOG_AND_MATRIX = gettext_noop(
    "Compared with the log, {different} answers differ, {missing} are missing here and {surplus} are only "
    "here; the log is used."
)
UNLISTED = gettext_noop("Statements with votes but without a row here: {statements}.")


class Source(StrEnum):
    """Where the votes were taken from."""

    LOG = "log"  # votes.csv alone, or with a matrix that was compared with it
    MATRIX = "matrix"  # participants-votes.csv alone: repeats are unknown
    NONE = "none"


@dataclass(frozen=True, eq=False, slots=True)
class Export:
    """One exported conversation.

    Attributes
    ----------
    topic, url, description : str
        Of summary.csv; empty where it does not say.
    statements : tuple of ExportedStatement
        Rows of comments.csv by id, those without votes too.
    votes : Votes
        The answers that count, sorted by participant and statement.
    timestamps : ndarray of shape (n_votes,), int64
        Milliseconds since 1970 of each of them; 0 where unknown.
    source : Source
        Which file the votes are from.
    repeats : int or None
        Events of the log that a later one replaced; None where only the matrix is there.
    groups : dict of int to str, or None
        The export's own opinion group of each participant who is in one; None where
        there is no matrix.
    problems : tuple of Problem
        Whatever was left out, turned or in disagreement.
    files : dict of str to str
        SHA-256 of each file read.
    content_hash : str
        SHA-256 of what the files say, whatever the order of their rows: the same
        conversation has the same hash.
    """

    topic: str
    url: str
    description: str
    statements: tuple[ExportedStatement, ...]
    votes: Votes
    timestamps: Ints
    source: Source
    repeats: int | None
    groups: dict[int, str] | None
    problems: tuple[Problem, ...]
    files: dict[str, str]
    content_hash: str

    @property
    def participants(self) -> int:
        """People with at least one vote."""
        return len(np.unique(self.votes.participants))

    @property
    def statements_voted(self) -> int:
        """Statements with at least one vote."""
        return len(np.unique(self.votes.statements))

    @property
    def moderated_out(self) -> tuple[int, ...]:
        """Ids of statements that were rejected."""
        return tuple(statement.id for statement in self.statements if statement.moderated == MODERATED_OUT)


def read_export(folder: Path) -> Export:
    """Read the folder of an exported conversation.

    Files are found by name and columns by their header. Of repeated votes the last by
    timestamp counts, among equal times the later row. A row that cannot be used is
    reported with its line and costs nothing else. Which number means yes is checked
    against the counts in comments.csv. Where log and matrix are both there, the log is
    used and every difference reported.

    Parameters
    ----------
    folder : Path
        With any of comments.csv, votes.csv, participants-votes.csv, summary.csv.

    Returns
    -------
    Export
        Possibly without a vote: see `Export.source`.

    Raises
    ------
    NotADirectoryError
        If there is no such folder.
    OSError
        If a file cannot be read.
    """
    if not folder.is_dir():
        raise NotADirectoryError(folder)
    raw = {name: (folder / name).read_bytes() for name in FILES if (folder / name).is_file()}
    problems: list[Problem] = []
    statements = tuple(read_comments(raw["comments.csv"], problems)) if "comments.csv" in raw else ()
    events = read_events(raw[LOG], problems) if LOG in raw else Events()
    cells, groups = read_matrix(raw[MATRIX], problems) if MATRIX in raw else (Events(), None)
    source = Source.LOG if events.answers else Source.MATRIX if cells.answers else Source.NONE
    if LOG in raw and MATRIX in raw and source is Source.MATRIX:
        problems.append(Problem(LOG, None, LOG_WITHOUT_VOTES))
    used = events if source is Source.LOG else cells
    _fix_sign([used, cells] if used is not cells else [cells], statements, problems, source)
    votes, timestamps, repeats = _last(used)
    if source is Source.LOG and cells.answers:
        _compare(votes, _last(cells)[0], problems)
    _note_unlisted(votes, statements, problems)
    summary = read_summary(raw["summary.csv"]) if "summary.csv" in raw else {}
    return Export(
        topic=summary.get("topic", ""),
        url=summary.get("url", ""),
        description=summary.get("conversation-description", ""),
        statements=statements,
        votes=votes,
        timestamps=timestamps,
        source=source,
        repeats=repeats if source is Source.LOG else None,
        groups=groups,
        problems=tuple(problems),
        files={name: hashlib.sha256(data).hexdigest() for name, data in raw.items()},
        content_hash=_content_hash(summary, statements, votes, groups),
    )


def _last(events: Events) -> tuple[Votes, Ints, int]:
    """The votes that count, their times, and how many events were replaced."""
    votes, repeats = Votes.last_of(events.participants, events.statements, events.answers, events.timestamps)
    latest = dict[tuple[int, int], int]()
    for person, topic, time in zip(events.participants, events.statements, events.timestamps, strict=True):
        pair = (person, topic)
        latest[pair] = max(time, latest.get(pair, time))
    pairs = zip(votes.participants.tolist(), votes.statements.tolist(), strict=True)
    return votes, np.array([latest[pair] for pair in pairs], dtype=np.int64), repeats


def _fix_sign(
    tables: list[Events], statements: Sequence[ExportedStatement], problems: list[Problem], source: Source
) -> None:
    """Turn the votes round where comments.csv shows that -1 means yes, as in Polis' own database.

    Its counts hold every event, so they are compared with events; the other reading must be clearly nearer.
    """
    counted = [entry for entry in statements if entry.agrees is not None and entry.disagrees is not None]
    if not counted or source is Source.NONE:
        return
    events = tables[0]
    straight, turned = 0, 0
    ups, downs = _events_by_statement(events, AGREE), _events_by_statement(events, DISAGREE)
    for entry in counted:
        up, down = ups.get(entry.id, 0), downs.get(entry.id, 0)
        straight += abs(up - (entry.agrees or 0)) + abs(down - (entry.disagrees or 0))
        turned += abs(down - (entry.agrees or 0)) + abs(up - (entry.disagrees or 0))
    if 2 * turned < straight:  # clearly: counts of another day must not turn the votes
        for table in tables:
            table.answers[:] = [-answer for answer in table.answers]
        problems.append(Problem(LOG if source is Source.LOG else MATRIX, None, TURNED))


def _events_by_statement(events: Events, answer: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for topic, given in zip(events.statements, events.answers, strict=True):
        if given == answer:
            found[topic] = found.get(topic, 0) + 1
    return found


def _compare(log: Votes, matrix: Votes, problems: list[Problem]) -> None:
    """Report how many answers of log and matrix differ."""
    first = _answers_by_pair(log)
    second = _answers_by_pair(matrix)
    different = sum(first[pair] != second[pair] for pair in first.keys() & second.keys())
    only_log, only_matrix = len(first.keys() - second.keys()), len(second.keys() - first.keys())
    if different or only_log or only_matrix:
        values = {"different": different, "missing": only_log, "surplus": only_matrix}
        problems.append(Problem(MATRIX, None, LOG_AND_MATRIX, values))


def _answers_by_pair(votes: Votes) -> dict[tuple[int, int], int]:
    pairs = zip(votes.participants.tolist(), votes.statements.tolist(), strict=True)
    return dict(zip(pairs, votes.answers.tolist(), strict=True))


def _note_unlisted(votes: Votes, statements: Sequence[ExportedStatement], problems: list[Problem]) -> None:
    unlisted = sorted({*np.unique(votes.statements).tolist()} - {entry.id for entry in statements})
    if unlisted:
        values = {"statements": ", ".join(map(str, unlisted))}
        problems.append(Problem("comments.csv", None, UNLISTED, values))


def _content_hash(
    summary: dict[str, str],
    statements: Sequence[ExportedStatement],
    votes: Votes,
    groups: dict[int, str] | None,
) -> str:
    digest = hashlib.sha256()
    texts = [(entry.id, entry.text, entry.moderated, entry.is_meta) for entry in statements]
    about = [summary.get(key, "") for key in ("topic", "url", "conversation-description")]
    digest.update(repr((about, texts, sorted((groups or {}).items()))).encode())
    for column in (votes.participants, votes.statements, votes.answers.astype(np.int64)):
        digest.update(column.astype("<i8").tobytes())
    return digest.hexdigest()
