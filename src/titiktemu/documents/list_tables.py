"""Lists that people bring as a workbook or CSV: the sheet and the row in which its columns are named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.spreadsheet.sheets import Unreadable
from titiktemu.foundation.errors import RuleBroken

MOST_BYTES: Final = 5 * 1024 * 1024
HEAD_WITHIN: Final = 20
"""Titles and notes may stand above the names of the columns, but no more rows than these."""


@dataclass(frozen=True)
class ListTable:
    """All rows of a sheet, the row that names its columns (from 0), and where each known column stands."""

    rows: Sequence[list[str]]
    head: int
    places: dict[str, int]

    def unknown(self, ours: Sequence[str]) -> list[str]:
        """Names of columns that nobody knows; ``ours`` are those of our own file that are not read again."""
        return [
            self.rows[self.head][at].strip()
            for at, one in enumerate(_heads(self.rows[self.head]))
            if one and at not in self.places.values() and one not in ours
        ]


def find_table(path: Path, columns: Mapping[str, Sequence[str]], needed: Sequence[str]) -> ListTable | None:
    """The first sheet with a row that names every ``needed`` column; None where there is none.

    ``columns`` are the names by which each is known, in lower case. `RuleBroken` where the file is too
    large or cannot be read.
    """
    if path.stat().st_size > MOST_BYTES:
        raise RuleBroken(_("The table is larger than %(most)d MB.") % {"most": MOST_BYTES // 1024 // 1024})
    try:
        sheets = read_file(path).sheets
    except Unreadable as error:
        raise RuleBroken(_(error.template).format(**error.values)) from error
    for sheet in sheets:
        for at, row in enumerate(islice(sheet.rows, HEAD_WITHIN)):
            places = _places(row, columns)
            if all(name in places for name in needed):
                return ListTable(sheet.rows, at, places)
    return None


def _heads(row: Sequence[str]) -> list[str]:
    return [" ".join(cell.lower().split()) for cell in row]


def _places(row: Sequence[str], columns: Mapping[str, Sequence[str]]) -> dict[str, int]:
    heads = _heads(row)
    return {
        name: heads.index(head)
        for name, known in columns.items()
        if (head := next((one for one in heads if one in known), None)) is not None
    }
