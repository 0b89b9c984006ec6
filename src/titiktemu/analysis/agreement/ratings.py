"""Ratings from a CSV file: rows are subjects, columns are raters."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.agreement.levels import Floats, Level
from titiktemu.analysis.csv_rows import decode, read_rows
from titiktemu.analysis.marking import gettext_noop

MISSING = frozenset({"", "NA"})
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
DECIMAL_COMMA = re.compile(r"[+-]?\d+,(?:\d{1,2}|\d{4,})")
"""Three digits behind the comma might be thousands, so that is no number."""
LIKE_IDS = 8
"""Rows from which a first column that never repeats, unlike the others, looks like ids."""
EMPTY = gettext_noop("{file} holds no ratings.")
BROKEN = gettext_noop("{file}, line {line}: this row cannot be read.")
WIDER = gettext_noop("{file}, line {line}: there are {found} ratings, and {wanted} in the first row.")
NO_NUMBER = gettext_noop(
    "{file}, line {line}: “{value}” is no number, and numbers are needed at the {level} level."
)
HEADER_OF_NUMBERS = gettext_noop(
    "The first row holds numbers alone and was taken as names; if these are ratings, add --no-header."
)
FIRST_LIKE_IDS = gettext_noop(
    "The first column never repeats a value and was taken as a rater; if it names subjects, leave it out."
)


class NoRatings(Exception):
    """The file cannot be used. ``template`` is one English sentence, the key of its translation."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values


@dataclass(frozen=True, slots=True)
class Ratings:
    """What a file holds.

    Attributes
    ----------
    values : ndarray of shape (subjects, raters)
        nan where missing; texts as numbers of their own in the order of the alphabet.
    are_numbers : bool
        Whether they were numbers in the file.
    remarks : tuple of str
        English sentences on what may be misread, keys of their translations.
    """

    values: Floats
    are_numbers: bool
    remarks: tuple[str, ...] = ()


def read_ratings(
    raw: bytes, file: str, level: Level, *, has_header: bool = True, is_transposed: bool = False
) -> Ratings:
    r"""Read ratings; empty fields and NA are missing.

    Parameters
    ----------
    raw : bytes
        Comma, semicolon or tab between fields; a decimal comma is understood.
    file : str
        Its name, for sentences.
    level : Level
        Texts are welcome at the nominal level only.
    has_header : bool
        Whether the first row holds names.
    is_transposed : bool
        Whether rows are raters and columns subjects.

    Raises
    ------
    NoRatings
        With file and line.

    Examples
    --------
    >>> read_ratings(b"ani,budi\n1,2\n3,\n", "r.csv", Level.ORDINAL).values
    array([[ 1.,  2.],
           [ 3., nan]])
    """
    head, body = _texts(raw, file, has_header=has_header)
    words = np.array([fields for _line, fields in body], dtype=object)
    numbers = np.array([[_number(text) for text in fields] for _line, fields in body], dtype=np.float64)
    strange = np.isnan(numbers) & ~np.isin(words, list(MISSING))
    if strange.any() and level is not Level.NOMINAL:
        row, column = np.argwhere(strange)[0]
        raise NoRatings(NO_NUMBER, file=file, line=body[row][0], value=words[row, column], level=level)
    table = _names(words) if strange.any() else numbers
    remarks = []
    if has_header and not any(np.isnan(_number(text)) for text in head):
        remarks.append(HEADER_OF_NUMBERS)
    if not is_transposed and _is_like_ids(table):
        remarks.append(FIRST_LIKE_IDS)
    return Ratings(table.T if is_transposed else table, not strange.any(), tuple(remarks))


def _texts(raw: bytes, file: str, *, has_header: bool) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The first row, and the rows of ratings with their lines, all as wide as the first."""
    head: list[str] | None = None
    body: list[tuple[int, list[str]]] = []
    for line, fields in read_rows(decode(raw)):
        if fields is None:
            raise NoRatings(BROKEN, file=file, line=line)
        cells = [field.strip() for field in fields]
        if head is None:
            head = cells
            if has_header:
                continue
        if len(cells) > len(head):
            raise NoRatings(WIDER, file=file, line=line, found=len(cells), wanted=len(head))
        body.append((line, cells + [""] * (len(head) - len(cells))))
    if head is None or not body:
        raise NoRatings(EMPTY, file=file)
    return head, body


def _number(text: str) -> float:
    """The number that a text is; nan where it is none."""
    if NUMBER.fullmatch(text):
        return float(text)
    return float(text.replace(",", ".")) if DECIMAL_COMMA.fullmatch(text) else np.nan


def _names(words: NDArray[np.object_]) -> Floats:
    """A number for each text, in the order of the alphabet."""
    codes = {text: float(at) for at, text in enumerate(sorted(set(words.ravel()) - MISSING))}
    return np.array([[codes.get(text, np.nan) for text in fields] for fields in words])


def _is_like_ids(table: Floats) -> bool:
    """Whether the first column never repeats a value, and every other does."""
    rows, columns = table.shape
    if rows < LIKE_IDS or columns < 2:
        return False
    different = [len(np.unique(column)) == rows and not np.isnan(column).any() for column in table.T]
    return different[0] and not any(different[1:])
