"""Opening an export: its sheets, their columns with examples, and its rows one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.questionnaire.columns import propose, repeat_of
from titiktemu.analysis.questionnaire.model import Form
from titiktemu.analysis.spreadsheet.pieces import bounded_rows, pieces
from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.spreadsheet.sheets import Read, Unreadable
from titiktemu.questionnaires.importing.archives import is_archive, unpacked

HEAD = 256 * 1024
SAMPLED = 200
EXAMPLES = 3
LONGEST_EXAMPLE = 60
MOST_SHEETS = 30
MOST_COLUMNS = 3000
NO_ROWS = gettext_noop("There are no answers in this file: it has no row below the names of its columns.")
TOO_MANY_COLUMNS = gettext_noop("A sheet of this file has {many} columns; at most {most} can be mapped.")


class Line(NamedTuple):
    """A row with its number in the file, from 1."""

    number: int
    cells: Sequence[str]


class Opened:
    """An export that was opened: a table, a workbook, or a ZIP with one table for each sheet.

    Raises
    ------
    Unreadable
        With a sentence, where it is no table.
    """

    def __init__(self, path: Path, tell: Callable[[float], None]) -> None:
        self._tell = tell
        self._parts: dict[str, tuple[Path, Read]] = {}
        if is_archive(path):
            # Held as long as this object: long tables are read from there piece by piece.
            self._folder = TemporaryDirectory(prefix="titiktemu-")
            for one in unpacked(path, self._folder):
                self._add(one.path, read_file(one.path), one.name)
        else:
            self._add(path, read_file(path, lambda part: tell(part / 2)))
        self.names = list(self._parts)[:MOST_SHEETS]
        if not self.names:
            raise Unreadable(NO_ROWS)

    def _add(self, path: Path, read: Read, name: str = "") -> None:
        if read.long is not None:
            self._parts[name] = (path, read)
        for sheet in read.sheets if read.long is None else ():
            if len(sheet.rows) > 1:
                self._parts[name or sheet.name] = (path, read)

    def header(self, sheet: str) -> list[str]:
        """The names of the columns."""
        path, read = self._parts[sheet]
        if read.long is not None and read.dialect is not None:
            with path.open("rb") as file:
                file.seek(read.long.encoding.mark)
                text = file.read(HEAD).decode(read.long.encoding.name, errors="replace")
            row = bounded_rows(text, read.dialect)[0][0]
        else:
            row = self._rows(sheet)[0]
        header = [" ".join(cell.split()) for cell in row]
        while header and not header[-1]:
            header.pop()
        if len(header) > MOST_COLUMNS:
            raise Unreadable(TOO_MANY_COLUMNS, many=len(header), most=MOST_COLUMNS)
        return header

    def _rows(self, sheet: str) -> list[list[str]]:
        sheets = self._parts[sheet][1].sheets
        return next((one.rows for one in sheets if one.name == sheet), sheets[0].rows)

    def lines(self, sheet: str) -> Iterator[Line]:
        """Every row below the header that is not blank; tells how far it is."""
        for line in self._lines(sheet):
            if any(cell.strip() for cell in line.cells):
                yield line

    def _lines(self, sheet: str) -> Iterator[Line]:
        path, read = self._parts[sheet]
        long, dialect = read.long, read.dialect
        if long is None or dialect is None:
            rows = self._rows(sheet)
            for number, row in enumerate(islice(rows, 1, None), start=2):
                if number % SAMPLED == 0:
                    self._tell(number / len(rows))
                yield Line(number, row)
            return
        size, done = path.stat().st_size, 0
        for piece in pieces(path, long.encoding, dialect, len(self.header(sheet))):
            for number, cells in zip(piece.rows.to_list(), piece.frame.iter_rows(), strict=True):
                if number > 1:
                    yield Line(number, cells)
            done += int(piece.frame.estimated_size())
            self._tell(min(1.0, done / size))


def looked_at(opened: Opened, form: Form) -> list[dict[str, Any]]:
    """The sheets of an export as a page shows them: columns with examples and what they probably hold."""
    return [_sheet(opened, form, at, name) for at, name in enumerate(opened.names)]


def _sheet(opened: Opened, form: Form, at: int, name: str) -> dict[str, Any]:
    columns = opened.header(name)
    repeat = repeat_of(form, name, columns) if at else ""
    sample = list(islice(opened.lines(name), SAMPLED))
    proposed = propose(form, columns, repeat) if at == 0 or repeat else {}
    return {
        "name": name,
        "columns": columns,
        "examples": [_examples(sample, place) for place in range(len(columns))],
        "repeat": repeat,
        "proposed": {str(place): str(target) for place, target in proposed.items()},
    }


def _examples(sample: list[Line], place: int) -> list[str]:
    """The first few different values of a column."""
    seen: dict[str, None] = {}
    for line in sample:
        text = line.cells[place].strip() if place < len(line.cells) else ""
        if text:
            seen.setdefault(text[:LONGEST_EXAMPLE])
        if len(seen) == EXAMPLES:
            break
    return list(seen)
