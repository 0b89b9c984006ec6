"""Numbers and dates said more coarsely: bands, steps, limits, months and years."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import polars as pl

from titiktemu.analysis.disclosure import SHOWN_FROM
from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.values import number, read_date
from titiktemu.analysis.treatments.notes import Note, not_read
from titiktemu.analysis.treatments.options import Broken

NOT_NUMBERS = gettext_noop("The column {column} does not hold numbers.")
NOT_DATES = gettext_noop("The column {column} does not hold dates.")
FEW_AT_LIMIT = gettext_noop(
    "Only {count} rows of {column} have the limit {limit}: whoever knows that somebody is beyond it finds"
    " them."
)

MOST_WHOLE = 2**63

type Done = tuple[pl.Series, list[Note]]


def dates(values: pl.Series, options: Mapping[str, Any]) -> Done:
    """Keep of each day its month, quarter, half year, year or decade, as text that sorts by time.

    Examples
    --------
    >>> days = pl.Series("lahir", ["12 Mei 1990", "2001-11-03", "?"])
    >>> made, notes = dates(days, {"to": "quarter", "month_first": False})
    >>> made.to_list(), notes[0].sentence
    (['1990-Q2', '2001-Q4', None], '1 values of lahir could not be read and were emptied.')
    """
    if values.dtype not in (pl.String, pl.Date):
        raise Broken(NOT_DATES, column=values.name)
    say = PERIODS[options["to"]]

    def coarse(value: Any) -> str | None:
        day = value if isinstance(value, date) else read_date(value, month_first=options["month_first"])
        return None if day is None else say(day)

    return _each(values, coarse, pl.String)


PERIODS: dict[str, Callable[[date], str]] = {
    "month": lambda day: f"{day.year:04}-{day.month:02}",
    "quarter": lambda day: f"{day.year:04}-Q{(day.month + 2) // 3}",
    "semester": lambda day: f"{day.year:04}-S{(day.month + 5) // 6}",
    "year": lambda day: f"{day.year:04}",
    "decade": lambda day: f"{day.year // 10 * 10:04}–{day.year // 10 * 10 + 9:04}",
}
"""How each period is written."""


def bands(values: pl.Series, options: Mapping[str, Any]) -> Done:
    """Say each number by the band in which it lies.

    Bands of whole numbers are written by their first and last number (20–24), others by the limits that they
    lie between, the lower one included.

    Examples
    --------
    >>> told = {"width": 5, "start": 0, "edges": [], "lowest": 15, "highest": 60, "decimal": "."}
    >>> bands(pl.Series("umur", [7, 22, 24, 59, 60, None]), told)[0].to_list()
    ['<15', '20–24', '20–24', '55–59', '60+', None]
    >>> bands(pl.Series("gaji", [2.5, 3.5]), {**told, "edges": [0, 3, 10]})[0].to_list()
    ['0–<3', '3–<10']
    """
    numbers, notes = as_numbers(values, options["decimal"])
    is_whole = numbers.dtype == pl.Int64
    made, _ = _each(numbers, lambda value: _band(value, options, is_whole=is_whole), pl.String)
    return made, notes


def _band(value: float, options: Mapping[str, Any], *, is_whole: bool) -> str:
    low, high, edges = options["lowest"], options["highest"], options["edges"]
    if edges:
        low, high = edges[0], edges[-1]
    if low is not None and value < low:
        return f"<{number_text(low)}"
    if high is not None and value >= high:
        return f"{number_text(high)}+"
    if edges:
        at = bisect_right(edges, value)
        return _between(edges[at - 1], edges[at], is_whole=is_whole)
    width, start = options["width"], options["start"]
    first = start + math.floor((value - start) / width) * width
    last = first + width
    # An open band may cut through another; its label says what is left of it.
    first = first if low is None else max(first, low)
    last = last if high is None else min(last, high)
    return _between(first, last, is_whole=is_whole)


def _between(first: float, after: float, *, is_whole: bool) -> str:
    if is_whole and float(first).is_integer() and float(after).is_integer():
        return number_text(first) if after - first == 1 else f"{number_text(first)}–{number_text(after - 1)}"
    return f"{number_text(first)}–<{number_text(after)}"


def number_text(value: float) -> str:
    """A number as a released file writes it.

    Examples
    --------
    >>> number_text(85.0), number_text(2.5)
    ('85', '2.5')
    """
    return str(int(value)) if float(value).is_integer() else repr(round(float(value), 9))


def rounded(values: pl.Series, options: Mapping[str, Any]) -> Done:
    """Round numbers to the nearest step, halves to the even one.

    Examples
    --------
    >>> rounded(pl.Series("rp", [1_499, 2_500, 3_500]), {"to": 1000, "decimal": "."})[0].to_list()
    [1000, 2000, 4000]
    """
    step = options["to"]
    return _as_before(values, options["decimal"], lambda value: round(value / step) * step)


def limited(values: pl.Series, options: Mapping[str, Any]) -> Done:
    """Set numbers beyond a limit to the limit (top and bottom coding).

    Examples
    --------
    >>> told = {"lowest": None, "highest": 85, "decimal": "."}
    >>> limited(pl.Series("umur", [12, 85, 103]), told)[0].to_list()
    [12, 85, 85]
    """
    ends = options["lowest"], options["highest"]
    made, notes = as_numbers(values, options["decimal"])
    # Whole numbers stay whole numbers of 64 bits: as decimal ones the longest would lose their last digits.
    if made.dtype == pl.Int64 and all(_is_whole(one) for one in ends):
        made = made.clip(*(None if one is None else int(one) for one in ends))
    else:
        made = made.cast(pl.Float64).clip(*ends)
    for limit in ends:
        many = 0 if limit is None else int((made == limit).sum())
        if 0 < many < SHOWN_FROM:
            notes = [
                *notes,
                Note(FEW_AT_LIMIT, {"count": many, "column": values.name, "limit": number_text(limit)}),
            ]
    return made, notes


def _is_whole(limit: float | None) -> bool:
    return limit is None or (float(limit).is_integer() and abs(limit) < MOST_WHOLE)


def _as_before(values: pl.Series, decimal: str, change: Callable[[float], float]) -> Done:
    """Changed numbers, whole ones where they all were and still are."""
    numbers, notes = as_numbers(values, decimal)
    known = {value: change(value) for value in numbers.drop_nulls().unique().to_list()}
    is_whole = numbers.dtype == pl.Int64 and all(float(one).is_integer() for one in known.values())
    kind, put = (pl.Int64, int) if is_whole else (pl.Float64, float)
    made = [None if value is None else put(known[value]) for value in numbers.to_list()]
    return pl.Series(values.name, made, kind), notes


def as_numbers(values: pl.Series, decimal: str = ".") -> Done:
    """Numbers of a column: as they are, or read from text; Int64 where all are whole.

    Raises
    ------
    Broken
        Where the column holds anything else, or nothing in it can be read.
    """
    if values.dtype.is_integer():
        return values.cast(pl.Int64), []
    if values.dtype.is_float():
        return values.cast(pl.Float64), []
    if values.dtype != pl.String:
        raise Broken(NOT_NUMBERS, column=values.name)
    read, notes = _each(values, lambda text: number(text, decimal), pl.Float64)
    filled = read.drop_nulls()
    if values.drop_nulls().len() and not filled.len():
        raise Broken(NOT_NUMBERS, column=values.name)
    return (read.cast(pl.Int64) if (filled == filled.floor()).all() else read), notes


def _each(values: pl.Series, change: Callable[[Any], Any], kind: type[pl.DataType]) -> Done:
    """Change each different value once."""
    known = {value: change(value) for value in values.drop_nulls().unique().to_list()}
    made = pl.Series(
        values.name, [None if value is None else known[value] for value in values.to_list()], kind
    )
    return made, not_read(values.name, made.null_count() - values.null_count())
