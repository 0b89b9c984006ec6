"""What reading a file gives: sheets of texts with remarks, or a sentence that says why not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from titiktemu.analysis.spreadsheet.dialect import Dialect
from titiktemu.analysis.spreadsheet.encodings import Encoding

MOST_LISTED = 1000
"""Rows that a remark names; its count is exact all the same."""


class Unreadable(Exception):
    """The file cannot be read. ``template`` is one English sentence, the key of its translation."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person should know about a sheet or a workbook before using what was read of it.

    Attributes
    ----------
    about : str
        Short key, such as "uncomputed" or "hidden".
    state : str
        "notice", or "problem" where values are wrong or missing.
    count : int
        How many cells, rows or columns; exact.
    sentence : str
        In English, the key of its translation.
    rows : tuple of int
        Rows of the sheet, from 1; no more than `MOST_LISTED`.
    columns : tuple of str
        Letters of the columns, where the remark is about columns.
    """

    about: str
    state: str
    count: int
    sentence: str
    rows: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, ends included; rows and columns count from 0.

    Examples
    --------
    >>> str(Area(0, 0, 4, 27))
    'A1:AB5'
    """

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{letters(self.left)}{self.top + 1}:{letters(self.right)}{self.bottom + 1}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, or the whole of a text file.

    Attributes
    ----------
    name : str
        "" for a text file.
    rows : list of list of str
        Every row, blank ones too, so that the first is row 1 of the file.
    is_hidden : bool
        Whether the workbook hides it; it is read all the same.
    hidden_rows : tuple of int
        Rows that the sheet hides, from 1; they are read all the same.
    hidden_columns : tuple of str
        Letters of the columns that it hides; they are read all the same.
    merged : tuple of Area
        Cells that are merged. A group's label that is merged down over records stands in each of them.
    native : tuple of int
        Of each column, how many cells are numbers to the spreadsheet itself. How such a number is written
        here (with a point, or as the texts of its column are) is no evidence for other columns.
    remarks : tuple of Remark
        What a person should know about it.
    """

    name: str
    rows: list[list[str]]
    is_hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    merged: tuple[Area, ...] = ()
    native: tuple[int, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file that is too long to be held: where it is, and how its bytes become letters."""

    path: Path
    encoding: Encoding

    def text(self) -> str:
        """All of it."""
        return self.path.read_bytes()[self.encoding.mark :].decode(self.encoding.name, errors="replace")


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a file.

    Attributes
    ----------
    sheets : tuple of Sheet
        In the order of the file.
    encoding : str
        "" for a workbook.
    dialect : Dialect or None
        None for a workbook.
    remarks : tuple of Remark
        About the file as a whole: macros, what cannot be told.
    long : TextFile or None
        In place of sheets, where a text file is too long to be held.
    """

    sheets: tuple[Sheet, ...]
    encoding: str = ""
    dialect: Dialect | None = None
    remarks: tuple[Remark, ...] = ()
    long: TextFile | None = None


def letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0.

    Examples
    --------
    >>> [letters(one) for one in (0, 25, 26, 701, 702, 16383)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD']
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_of(name: str) -> int:
    """The column that a spreadsheet calls so, counted from 0.

    Examples
    --------
    >>> [column_of(one) for one in ("A", "z", "AA", "XFD")]
    [0, 25, 26, 16383]
    """
    column = 0
    for letter in name.upper():
        column = 26 * column + ord(letter) - ord("A") + 1
    return column - 1
