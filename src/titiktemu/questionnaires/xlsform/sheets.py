"""The sheets of a form's workbook as rows of named cells, with the numbers that people see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.questionnaire.soundness import MOST_CHOICES, MOST_ITEMS, Fault
from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.spreadsheet.sheets import Sheet, Unreadable

LARGEST = 5 * 1024 * 1024
LONGEST_CELL = 10_000
MOST_COLUMNS = 100
USED = ("survey", "choices", "settings")
ROWS = {"survey": MOST_ITEMS, "choices": MOST_CHOICES, "settings": 100}
TOO_LARGE = gettext_noop("The workbook is larger than {most} megabytes; no questionnaire needs that.")
NO_SURVEY = gettext_noop("The workbook has no sheet named “survey”, in which an XLSForm has its questions.")
TOO_MANY_ROWS = gettext_noop("The sheet “{sheet}” has {many} rows; at most {most} are taken.")
CELL_TOO_LONG = gettext_noop("The cell under “{column}” has {letters} letters; at most {most} are taken.")
COLUMN_TWICE = gettext_noop("The column “{column}” stands twice on the sheet “{sheet}”.")
TOO_MANY_COLUMNS = gettext_noop("The sheet “{sheet}” has more than {most} columns.")


class Refused(Exception):
    """The form is not taken. ``faults`` are the reasons, each with its sheet and row."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self.faults = list(faults)


@dataclass
class Sheets:
    """Rows of the three sheets that are used; ``numbers`` are their rows in the file, from 1."""

    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    numbers: dict[str, list[int]] = field(default_factory=dict)
    headers: dict[str, list[str]] = field(default_factory=dict)

    def number(self, sheet: str, counted: int) -> int:
        """The row that people see, for the row that pyxform counts: from 2, below the header."""
        numbers = self.numbers.get(sheet, [])
        return numbers[counted - 2] if 0 <= counted - 2 < len(numbers) else counted

    def for_pyxform(self) -> dict[str, Any]:
        """The same as pyxform takes it."""
        found: dict[str, Any] = {"sheet_names": list(self.rows)}
        for name, rows in self.rows.items():
            found[name] = [dict(row) for row in rows]
            found[f"{name}_header"] = [dict.fromkeys(self.headers[name])]
        return found


def read_sheets(path: Path) -> Sheets:
    """Read the workbook with the bounds of a questionnaire; anything hostile ends here.

    Raises
    ------
    Refused
    """
    if path.stat().st_size > LARGEST:
        raise Refused([Fault(0, "", TOO_LARGE, {"most": LARGEST // 1024 // 1024})])
    try:
        read = read_file(path)
    except Unreadable as error:
        raise Refused([Fault(0, "", error.template, error.values)]) from error
    sheets = {one.name.strip().lower(): one.rows for one in read.sheets}
    numbers: dict[str, list[int]] = {}
    if list(sheets) == [""]:
        sheets, numbers = _of_text(read.sheets[0])
    if "survey" not in sheets:
        raise Refused([Fault(0, "", NO_SURVEY, {})])
    found = Sheets()
    for name in USED:
        if name in sheets:
            _take(found, name, sheets[name], numbers.get(name))
    return found


def _of_text(sheet: Sheet) -> tuple[dict[str, list[list[str]]], dict[str, list[int]]]:
    """The sheets of a form in one text file: the name of the sheet stands in the first column."""
    found: dict[str, list[list[str]]] = {}
    numbers: dict[str, list[int]] = {}
    name = ""
    for number, row in enumerate(sheet.rows, start=1):
        if row and row[0].strip():
            name = row[0].strip().lower()
        if name and any(cell.strip() for cell in row[1:]):
            found.setdefault(name, []).append(row[1:])
            numbers.setdefault(name, []).append(number)
    return found, {sheet_name: some[1:] for sheet_name, some in numbers.items()}


def _take(found: Sheets, name: str, rows: list[list[str]], numbers: list[int] | None) -> None:
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows = rows[:-1]
    if len(rows) > ROWS[name] + 1:
        fault = Fault(0, name, TOO_MANY_ROWS, {"sheet": name, "many": len(rows) - 1, "most": ROWS[name]})
        raise Refused([fault])
    header = _header(name, rows[0] if rows else [])
    found.headers[name] = [one for one in header if one]
    found.numbers[name] = numbers or list(range(2, len(rows) + 1))
    found.rows[name] = [
        _cells(name, number, header, row) for number, row in zip(found.numbers[name], rows[1:], strict=True)
    ]


def _header(sheet: str, row: list[str]) -> list[str]:
    header = [" ".join(cell.split()) for cell in row]
    filled = [one for one in header if one]
    if len(filled) > MOST_COLUMNS:
        raise Refused([Fault(1, sheet, TOO_MANY_COLUMNS, {"sheet": sheet, "most": MOST_COLUMNS})])
    for one in filled:
        if filled.count(one) > 1:
            raise Refused([Fault(1, sheet, COLUMN_TWICE, {"sheet": sheet, "column": one})])
    return header


def _cells(sheet: str, number: int, header: list[str], row: list[str]) -> dict[str, str]:
    found = {}
    for column, cell in zip(header, row, strict=False):
        text = cell.strip()
        if len(text) > LONGEST_CELL:
            values = {"column": column, "letters": len(text), "most": LONGEST_CELL}
            raise Refused([Fault(number, sheet, CELL_TOO_LONG, values)])
        if column and text:
            found[column] = text
    return found
