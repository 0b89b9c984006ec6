"""What is left out of cells when they are read, and counted: apostrophes before numbers, and NUL.

Offices type an apostrophe before a number so that a spreadsheet program keeps it as a text. It is no part of
the number, and a column would not be read as what it is because of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.sheets import MOST_LISTED, Remark

TYPED_AS_TEXT = re.compile(r"'(\+?[0-9][^']*)")
"""A whole cell; where another apostrophe follows, they are something else."""
APOSTROPHES = gettext_noop("Numbers with an apostrophe before them: the apostrophe is left out.")
NULS = gettext_noop("Characters that no text has (NUL) were left out.")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How much was left out.

    Attributes
    ----------
    apostrophes, nuls : int
        Cells with an apostrophe before a number; characters.
    rows : tuple of int
        Rows with such cells, from 1, where they are known; no more than `MOST_LISTED`.
    """

    apostrophes: int = 0
    nuls: int = 0
    rows: tuple[int, ...] = ()

    def __add__(self, other: LeftOut) -> LeftOut:
        """Both together, without their rows."""
        return LeftOut(self.apostrophes + other.apostrophes, self.nuls + other.nuls)

    def one_more(self, row: int) -> LeftOut:
        """The same with an apostrophe more, in this row."""
        is_listed = len(self.rows) >= MOST_LISTED or self.rows[-1:] == (row,)
        return replace(
            self, apostrophes=self.apostrophes + 1, rows=self.rows if is_listed else (*self.rows, row)
        )

    def remarks(self) -> Iterator[Remark]:
        """What a person should know of it."""
        if self.apostrophes:
            yield Remark("apostrophes", "notice", self.apostrophes, APOSTROPHES, self.rows)
        if self.nuls:
            yield Remark("nul", "notice", self.nuls, NULS)


NOTHING = LeftOut()


def without_apostrophe(cell: str) -> str:
    """A cell without the apostrophe before its number.

    Examples
    --------
    >>> [without_apostrophe(one) for one in ("'0812", "'+62812", "'a'", "'2024'", "Jum'at")]
    ['0812', '+62812', "'a'", "'2024'", "Jum'at"]
    """
    found = TYPED_AS_TEXT.fullmatch(cell) if cell[:1] == "'" else None
    return found[1] if found else cell


def leave_out_apostrophes(rows: list[list[str]]) -> LeftOut:
    """Take the apostrophes from before numbers, in the rows as they are, and count them."""
    many = 0
    found: list[int] = []
    for at, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if cell[:1] == "'" and (bare := without_apostrophe(cell)) is not cell:
                row[place] = bare
                many += 1
                if len(found) < MOST_LISTED and found[-1:] != [at]:
                    found.append(at)
    return LeftOut(many, rows=tuple(found))
