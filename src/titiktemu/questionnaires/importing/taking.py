"""From the rows of an export to answers, with a list of everything that could not be read."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from titiktemu.analysis.questionnaire.columns import Target
from titiktemu.analysis.questionnaire.exported import Reader, Record, Unread
from titiktemu.analysis.questionnaire.model import Form
from titiktemu.analysis.questionnaire.situation import MOST_TIMES
from titiktemu.foundation.words import Side
from titiktemu.questionnaires.importing.reading import Opened
from titiktemu.questionnaires.models.responses import week_of

MOST_LISTED = 2000
LONGEST_KEY = 80
SIDES = {
    **{side.value: side.value for side in Side},
    "pemerintah": Side.GOVERNMENT.value,
    "masyarakat sipil": Side.CIVIL_SOCIETY.value,
    "civil society": Side.CIVIL_SOCIETY.value,
    "warga": Side.CITIZENS.value,
    "masyarakat": Side.CITIZENS.value,
    "lainnya": Side.OTHER.value,
    "others": Side.OTHER.value,
}
"""How a side may be written in an export."""


@dataclass
class Tally:
    """What came of an import: how many rows there were, and everything that is not as it was in the file."""

    rows: int = 0
    empty: int = 0
    orphans: int = 0
    unread_count: int = 0
    unread: list[dict[str, Any]] = field(default_factory=list)

    def note(self, sheet: str, some: list[Unread]) -> None:
        """Add values that could not be read; all are counted, the first two thousand listed."""
        self.unread_count += len(some)
        for one in some[: max(0, MOST_LISTED - len(self.unread))]:
            self.unread.append(
                {
                    "sheet": sheet,
                    "row": one.row,
                    "column": one.column,
                    "value": one.value,
                    "template": one.template,
                    "values": dict(one.values),
                }
            )


@dataclass(frozen=True, slots=True)
class Taken:
    """One person's answers, ready to be kept."""

    answers: dict[str, Any]
    source_key: str
    row: int
    side: str
    week: date


class Taking:
    """Goes through an export with a confirmed mapping.

    Parameters
    ----------
    form : Form
    mapping : mapping
        "main" and one entry for each repeat: {"sheet", "columns": {place: target}}.
    side : str
        For whom people speak where no column says it.
    file : str
        Hash of the file, for the keys of rows that have none.
    today : date
    """

    def __init__(self, form: Form, mapping: Mapping[str, Any], side: str, file: str, today: date) -> None:
        self._form, self._mapping, self._side, self._file = form, mapping, side, file
        self._today, self.tally = today, Tally()

    def go(self, opened: Opened) -> Iterator[Taken]:
        """One after the other, in the order of the file."""
        inside = self._repeats(opened)
        main = self._mapping["main"]
        reader = self._reader(opened, main)
        for line in opened.lines(main["sheet"]):
            record = reader.read(line.number, line.cells)
            self.tally.rows += 1
            self.tally.note(main["sheet"], record.unread)
            answers: dict[str, Any] = dict(record.answers)
            for repeat, rows in inside.items():
                own = rows.pop(record.place, None) or rows.pop(record.key, None)
                if own:
                    answers[repeat] = own
            self.tally.empty += not answers
            yield self._taken(record, answers)
        for rows in inside.values():
            self.tally.orphans += sum(map(len, rows.values()))

    def _reader(self, opened: Opened, sheet: Mapping[str, Any]) -> Reader:
        targets = {int(place): Target.read(text) for place, text in sheet["columns"].items() if text}
        return Reader(self._form, opened.header(sheet["sheet"]), targets, SIDES)

    def _repeats(self, opened: Opened) -> dict[str, dict[str, list[dict[str, str]]]]:
        """The rows of repeats by the submission that they belong to."""
        found = {}
        for repeat, sheet in self._mapping.get("repeats", {}).items():
            reader = self._reader(opened, sheet)
            rows: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
            for line in opened.lines(sheet["sheet"]):
                record = reader.read(line.number, line.cells)
                self.tally.note(sheet["sheet"], record.unread)
                if len(rows[record.parent]) < MOST_TIMES:
                    rows[record.parent].append(record.answers)
            found[repeat] = dict(rows)
        return found

    def _taken(self, record: Record, answers: dict[str, Any]) -> Taken:
        key = record.key.removeprefix("uuid:")
        if not key or len(key) > LONGEST_KEY:
            said = f"{self._file}:{record.row}:{key}"
            key = f"row:{hashlib.sha256(said.encode()).hexdigest()}"
        week = week_of(record.day or self._today)
        return Taken(answers, key, record.row, record.side or self._side, week)
