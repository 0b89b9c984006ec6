"""The files of a Polis export, each read by the names in its header."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from titiktemu.analysis.csv_rows import Problem, decode, read_rows
from titiktemu.analysis.marking import gettext_noop

COMMENTS = {
    "timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body",
    "is-meta", "is-seed", "group-informed-consensus",
}  # fmt: skip
VOTES = {"timestamp", "datetime", "comment-id", "voter-id", "vote"}
PARTICIPANTS = {"participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"}

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}(\.0+)?")  # "1.0" is how spreadsheets and data frames write 1
_ANSWERS = {-1, 0, 1}
_TRUE = {"true", "t", "1", "yes"}
MODERATED_OUT, UNMODERATED, MODERATED_IN = -1, 0, 1

NO_COLUMN = gettext_noop("A needed column is missing ({columns}), so this file is not used.")
UNKNOWN_COLUMNS = gettext_noop("Unknown columns are passed over: {columns}.")
COLUMN_TWICE = gettext_noop("A column name occurs twice; the first counts.")
UNREADABLE = gettext_noop("The row cannot be read (a quotation mark is not closed); it is left out.")
WRONG_WIDTH = gettext_noop("The row has {fields} fields, the header {width}; it is left out.")
NO_STATEMENT_ID = gettext_noop("“{value}” is no statement id; the row is left out.")
STATEMENT_TWICE = gettext_noop("Statement {statement} occurs a second time; the row is left out.")
NO_MODERATION = gettext_noop("“{value}” is none of -1, 0, 1 in the column moderated; the row is left out.")
NO_TIMESTAMPS = gettext_noop("There are no timestamps, so the last row of a person and statement counts.")
NO_NUMBER = gettext_noop("An id or the timestamp is no whole number; the row is left out.")
NO_VOTE = gettext_noop("“{value}” is no vote (1, 0 or -1); the row is left out.")
NO_PARTICIPANT = gettext_noop("“{value}” is no participant id, or a repeated one; the row is left out.")
NO_CELL = gettext_noop("“{value}” is no vote (1, 0 or -1) on statement {statement}; the cell is left out.")


@dataclass(frozen=True, slots=True)
class ExportedStatement:
    """One row of comments.csv.

    Attributes
    ----------
    id : int
        As in the file.
    text : str
        As written, line breaks included.
    moderated : int
        1 accepted, 0 not looked at, -1 rejected.
    author : int or None
        Participant who wrote it.
    timestamp : int or None
        Milliseconds since 1970.
    is_meta, is_seed : bool
        About the conversation itself; written by its owner.
    agrees, disagrees : int or None
        As the file counts them: every event, repeats included. Good for telling which
        number means yes, for nothing else.
    """

    id: int
    text: str
    moderated: int = UNMODERATED
    author: int | None = None
    timestamp: int | None = None
    is_meta: bool = False
    is_seed: bool = False
    agrees: int | None = None
    disagrees: int | None = None


@dataclass(slots=True)
class Events:
    """Votes as columns; `timestamps` are 0 where the file has none."""

    participants: list[int] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    timestamps: list[int] = field(default_factory=list)

    def add(self, participant: int, statement: int, answer: int, timestamp: int) -> None:
        """Append one vote."""
        self.participants.append(participant)
        self.statements.append(statement)
        self.answers.append(answer)
        self.timestamps.append(timestamp)


class Table:
    """Rows of one file by column name; what does not fit goes to `problems`."""

    def __init__(self, name: str, raw: bytes, problems: list[Problem]) -> None:
        self.name = name
        self.problems = problems
        self._rows = read_rows(decode(raw))
        _line, header = next(self._rows, (1, None))
        names = [title.strip().lower() for title in header or []]
        self.columns = {title: place for place, title in reversed(list(enumerate(names)))}
        self.names = names

    def note(self, line: int | None, template: str, **values: object) -> None:
        """Keep a problem with its line."""
        self.problems.append(Problem(self.name, line, template, values))

    def lacks(self, *required: str) -> bool:
        """Whether a needed column is missing; if so that is noted, and the file is not used."""
        missing = [title for title in required if title not in self.columns]
        if missing:
            self.note(1, NO_COLUMN, columns=", ".join(missing))
        return bool(missing)

    def note_unknown(self, known: set[str]) -> None:
        """Report columns nobody knows; they are passed over."""
        unknown = [title for title in self.names if title not in known]
        if unknown:
            self.note(1, UNKNOWN_COLUMNS, columns=", ".join(unknown))
        if len(self.columns) < len(self.names):
            self.note(1, COLUMN_TWICE)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Give the readable rows of the right width, with their lines."""
        width = len(self.names)
        for line, fields in self._rows:
            if fields is None:
                self.note(line, UNREADABLE)
            elif len(fields) != width:
                self.note(line, WRONG_WIDTH, fields=len(fields), width=width)
            else:
                yield line, fields

    def cell(self, fields: list[str], title: str) -> str:
        """A field by its column's name; empty where there is no such column."""
        place = self.columns.get(title)
        return "" if place is None else fields[place]

    def number(self, fields: list[str], title: str) -> int | None:
        """A whole number by its column's name; None where it is none."""
        return whole(self.cell(fields, title))


def whole(text: str) -> int | None:
    """Read a whole number.

    Examples
    --------
    >>> whole(" -1 "), whole("1.0"), whole("1.5"), whole("")
    (-1, 1, None, None)
    """
    text = text.strip()
    return int(text.partition(".")[0]) if _WHOLE.fullmatch(text) else None


def read_comments(raw: bytes, problems: list[Problem]) -> list[ExportedStatement]:
    """Read comments.csv, either header; statements nobody voted on are kept.

    Parameters
    ----------
    raw : bytes
        The file.
    problems : list of Problem
        Rows left out are added here.

    Returns
    -------
    list of ExportedStatement
        By id.
    """
    table = Table("comments.csv", raw, problems)
    if table.lacks("comment-id", "comment-body"):
        return []
    table.note_unknown(COMMENTS)
    found: dict[int, ExportedStatement] = {}
    for line, fields in table.rows():
        number = table.number(fields, "comment-id")
        moderated = (
            table.number(fields, "moderated") if table.cell(fields, "moderated").strip() else UNMODERATED
        )
        if number is None:
            table.note(line, NO_STATEMENT_ID, value=table.cell(fields, "comment-id"))
        elif number in found:
            table.note(line, STATEMENT_TWICE, statement=number)
        elif moderated not in {MODERATED_OUT, UNMODERATED, MODERATED_IN}:
            table.note(line, NO_MODERATION, value=table.cell(fields, "moderated"))
        else:
            found[number] = _statement(table, fields, number, moderated)
    return [found[number] for number in sorted(found)]


def _statement(table: Table, fields: list[str], number: int, moderated: int) -> ExportedStatement:
    return ExportedStatement(
        id=number,
        text=table.cell(fields, "comment-body"),
        moderated=moderated,
        author=table.number(fields, "author-id"),
        timestamp=table.number(fields, "timestamp"),
        is_meta=table.cell(fields, "is-meta").strip().lower() in _TRUE,
        is_seed=table.cell(fields, "is-seed").strip().lower() in _TRUE,
        agrees=table.number(fields, "agrees"),
        disagrees=table.number(fields, "disagrees"),
    )


def read_events(raw: bytes, problems: list[Problem]) -> Events:
    """Read votes.csv, the log of every vote, repeats included, in the order of the file.

    Parameters
    ----------
    raw : bytes
        The file.
    problems : list of Problem
        Rows left out are added here.

    Returns
    -------
    Events
        Without a timestamp column all times are 0, so the later row counts.
    """
    table, events = Table("votes.csv", raw, problems), Events()
    if table.lacks("comment-id", "voter-id", "vote"):
        return events
    table.note_unknown(VOTES)
    timed = "timestamp" in table.columns
    if not timed:
        table.note(1, NO_TIMESTAMPS)
    for line, fields in table.rows():
        statement, participant = table.number(fields, "comment-id"), table.number(fields, "voter-id")
        answer = table.number(fields, "vote")
        timestamp = table.number(fields, "timestamp") if timed else 0
        if statement is None or participant is None or timestamp is None:
            table.note(line, NO_NUMBER)
        elif answer not in _ANSWERS:
            table.note(line, NO_VOTE, value=table.cell(fields, "vote"))
        else:
            events.add(participant, statement, answer, timestamp)
    return events


def read_matrix(raw: bytes, problems: list[Problem]) -> tuple[Events, dict[int, str]]:
    """Read participants-votes.csv: people by statements, with or without xid.

    Parameters
    ----------
    raw : bytes
        The file.
    problems : list of Problem
        Rows and cells left out are added here.

    Returns
    -------
    Events
        One vote for each filled cell.
    dict of int to str
        Group of each participant; those in none are absent.
    """
    table, events, groups = Table("participants-votes.csv", raw, problems), Events(), dict[int, str]()
    if table.lacks("participant"):
        return events, groups
    statements = {place: whole(title) for place, title in enumerate(table.names)}
    topics = [(place, number) for place, number in statements.items() if number is not None]
    table.note_unknown(PARTICIPANTS | {table.names[place] for place, _number in topics})
    seen: set[int] = set()
    for line, fields in table.rows():
        person = table.number(fields, "participant")
        if person is None or person in seen:
            table.note(line, NO_PARTICIPANT, value=table.cell(fields, "participant"))
            continue
        seen.add(person)
        if group := table.cell(fields, "group-id").strip():
            groups[person] = group.removesuffix(".0")
        _add_row(table, events, line, person, [(number, fields[place]) for place, number in topics])
    return events, groups


def _add_row(table: Table, events: Events, line: int, person: int, cells: list[tuple[int, str]]) -> None:
    for statement, text in cells:
        if not text or text.isspace():
            continue
        answer = whole(text)
        if answer in _ANSWERS:
            events.add(person, statement, answer, 0)
        else:
            table.note(line, NO_CELL, value=text, statement=statement)


def read_summary(raw: bytes) -> dict[str, str]:
    """Read summary.csv, which holds a key and a value in each row and has no header.

    Examples
    --------
    >>> read_summary(b'topic,Air bersih\\nurl,https://example.org/1\\n')["topic"]
    'Air bersih'
    """
    rows = csv.reader(io.StringIO(decode(raw), newline=""))
    return {fields[0].strip().lower(): ",".join(fields[1:]).strip() for fields in rows if fields}
