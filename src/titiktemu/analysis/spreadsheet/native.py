"""Cells of a workbook as texts: as they would be typed, and in the notation of the texts beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from titiktemu.analysis.spreadsheet.left_out import NOTHING, LeftOut, without_apostrophe
from titiktemu.analysis.spreadsheet.sheets import MOST_LISTED
from titiktemu.analysis.spreadsheet.values import YEAR, Notation, notation

LONGEST_EXACT = 1e15
"""A spreadsheet keeps 15 digits of a number; what is longer has lost the rest when it was typed."""
LARGEST_PLAIN, SMALLEST_PLAIN = 1e22, 1e-12
NOISE = 12
"""Digits of a number that is read from 15 but has 16 or 17: more would be cut off, not noise left out."""
MOST_KEPT = 1 << 17
FIRST_LETTERS = frozenset("0123456789-+(\u2212rRiIuU$€'")
"""A text that is a number begins with one of these, or with the apostrophe before it."""


def as_text(cell: Any) -> str:
    """A cell of a workbook as it would be typed: numbers with a point, dates as ISO 8601.

    A fraction of three digits gets a zero more, so that it is not taken for thousands.

    Examples
    --------
    >>> [as_text(one) for one in (2000000.0, 900000.25, True, date(2026, 5, 12), "0812")]
    ['2000000', '900000.25', 'true', '2026-05-12', '0812']
    >>> [as_text(one) for one in (0.1 + 0.2, 1.234, 3510014508900000.0, 1 / 3)]
    ['0.3', '1.2340', '3510014508900000', '0.3333333333333333']
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def percent_text(cell: float) -> str:
    """A share that the spreadsheet shows as per cent.

    Examples
    --------
    >>> percent_text(0.547), percent_text(1.0), percent_text(0.07)
    ('54.7%', '100%', '7%')
    """
    shown = _number(cell)
    if "e" in shown or not shown.lstrip("-").replace(".", "").isdigit():
        return shown
    text = format(Decimal(shown).scaleb(2), "f")
    return _unmistakable(text.rstrip("0").rstrip(".") if "." in text else text) + "%"


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < LONGEST_EXACT:
        return str(int(value))
    text = repr(value)
    if len(text) > 15 and (short := format(value, ".15g")) and sum(map(str.isdigit, short)) <= NOISE:
        text = short
    if "e" in text or text.endswith(".0"):
        if not SMALLEST_PLAIN < abs(value) < LARGEST_PLAIN:
            return text
        text = format(Decimal(text), "f").removesuffix(".0")
    return _unmistakable(text)


def _unmistakable(text: str) -> str:
    """1.234 is read as thousands where 1.2340 is not."""
    before, _point, after = text.partition(".")
    return text + "0" if len(after) == 3 and before.lstrip("-") != "0" else text


@dataclass(slots=True)
class Survey:
    """What the cells of a sheet are to the spreadsheet itself, counted before they become texts.

    Attributes
    ----------
    native : Counter of int
        Numbers of each column.
    fractions : set of int
        Columns with numbers that have decimals.
    long : list of int
        Rows, from 1, with numbers longer than a spreadsheet keeps; ``long_count`` counts them all.
    left_out : LeftOut
        Apostrophes before numbers, which `writer` leaves out.
    """

    native: Counter[int] = field(default_factory=Counter)
    fractions: set[int] = field(default_factory=set)
    long: list[int] = field(default_factory=list)
    long_count: int = 0
    left_out: LeftOut = NOTHING
    _texts: dict[int, Counter[str]] = field(default_factory=dict)
    _rows: dict[int, list[int]] = field(default_factory=dict)

    def look(self, rows: Iterable[list[Any]], top: int, left: int) -> None:
        """Count a sheet whose first row and column are these, from 0."""
        for at, row in enumerate(rows, start=top + 1):
            for place, cell in enumerate(row, start=left):
                kind = cell.__class__
                if kind is float:
                    self.native[place] += 1
                    if not cell.is_integer():
                        self.fractions.add(place)
                    elif not -LONGEST_EXACT < cell < LONGEST_EXACT:
                        self._note_long(at)
                elif kind is str and cell and cell[0] in FIRST_LETTERS and not cell.isdigit():
                    self._look_at_text(cell, at, place)

    def _note_long(self, at: int) -> None:
        self.long_count += 1
        if len(self.long) < MOST_LISTED:
            self.long.append(at)

    def _look_at_text(self, text: str, at: int, place: int) -> None:
        if (bare := without_apostrophe(text)) is not text:
            self.left_out, text = self.left_out.one_more(at), bare
        found = notation(text)
        if found is None or found is Notation.NONE:
            return
        mark = found.value
        if found is Notation.EITHER:
            mark = "dots" if "." in text else "commas"
        self._texts.setdefault(place, Counter())[mark] += 1
        rows = self._rows.setdefault(place, [])
        if len(rows) < MOST_LISTED:
            rows.append(at)

    @property
    def with_comma(self) -> frozenset[int]:
        """Columns whose numbers are written with a comma before the decimals, as the texts there are.

        What the column's texts say goes before what the sheet's say; thousands with points are a sign too.
        """
        sheet: Counter[str] = Counter()
        for counted in self._texts.values():
            sheet.update(counted)
        return frozenset(place for place in self.fractions if _is_comma(self._texts.get(place), sheet))

    def mixed(self) -> tuple[int, list[int], list[int]]:
        """Texts written as numbers with marks in columns of true numbers: how many, rows, columns."""
        columns = [place for place in sorted(self._texts) if self.native[place] > 0]
        rows = sorted({row for place in columns for row in self._rows[place]})
        return sum(self._texts[place].total() for place in columns), rows[:MOST_LISTED], columns


def _is_comma(column: Counter[str] | None, sheet: Counter[str]) -> bool:
    for counted in (column or Counter(), sheet):
        for comma, point in (("comma", "point"), ("dots", "commas")):
            if counted[comma] != counted[point]:
                return counted[comma] > counted[point]
    return False


def is_label(text: str) -> bool:
    """Whether a text may be repeated without being counted twice: words and years, not amounts.

    Examples
    --------
    >>> is_label("Utara"), is_label("2024"), is_label("1.200.000")
    (True, True, False)
    """
    return notation(text) is None or YEAR.fullmatch(text.strip()) is not None


def writer(commas: Iterable[int]) -> Callable[[list[Any]], list[str]]:
    """A function from rows of cells to rows of texts that keeps each repeated text only once.

    An apostrophe before a number is left out.
    """
    texts: dict[str, str] = {}
    others: dict[Any, str] = {}
    text_of, other_of = texts.get, others.get
    places = tuple(commas)

    def keep(text: str) -> str:
        bare = without_apostrophe(text)
        if text and len(texts) < MOST_KEPT:
            texts[text] = bare
        return bare

    def keep_other(cell: Any) -> str:
        text = as_text(cell)
        if len(others) < MOST_KEPT:
            others[cell] = text
        return text

    def written(row: list[Any]) -> list[str]:
        made = [
            (text_of(cell) or keep(cell))
            if (kind := cell.__class__) is str
            else as_text(cell)
            if kind is bool  # True is 1 to a dictionary
            else (other_of(cell) or keep_other(cell))
            for cell in row
        ]
        for place in places:
            if row[place].__class__ is float:
                made[place] = made[place].replace(".", ",")
        return made

    return written
