"""From texts to values, a whole column at a time: what a column's choice says, exactly, or not at all.

Nearly all values are read by patterns over the whole column; only what these leave open is looked at one
different value at a time, by the rules of `spreadsheet.values`. Both ways give the same values.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from math import isfinite

import polars as pl

from titiktemu.analysis.recipes.choices import ColumnChoice
from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning
from titiktemu.analysis.spreadsheet.surely import COMMA, DEGREES, MISSING_TEXT, PATTERNS, POINT
from titiktemu.analysis.spreadsheet.values import NUMBER, is_missing, number, read_date

EXACT_DIGITS = 15
"""Significant digits that a number of 64 bits always keeps."""
MONEY = frozenset({Meaning.CURRENCY})
LARGEST = 2**63
YES = frozenset({"ya", "y", "true", "benar", "ada", "sudah", "yes", "1"})
NO = frozenset({"tidak", "t", "n", "false", "salah", "tidak ada", "belum", "no", "0"})
CLOCK = (
    r"[T ]+[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:\.[0-9]+)?"
    r"\s?(?i:z|wib|wita|wit|[-+][0-9]{2}:?[0-9]{2})?$"
)
MIDNIGHT = r"[T ]+0{1,2}[:.]00(?:[:.]00)?(?:\.0+)?$"
_SIGN = r"[-+\x{2212}]?\s?"


def _full(decimal: str) -> str:
    """A number with everything that may stand around it; the digits are its first group."""
    group, mark = (r"[. '\x{a0}]", ",") if decimal == "," else (r"[, '\x{a0}]", r"\.")
    digits = rf"(?:[0-9]+|[0-9]{{1,3}}(?:{group}[0-9]{{3}})+)(?:{mark}[0-9]+)?"
    money = r"(?:(?:rp|idr|usd|us\$|\$|€)\.?\s?)?"
    return rf"(?i)^\(?{_SIGN}{money}{_SIGN}({digits})(?:,-+)?\)?\s?%?$"


FULL = {decimal: _full(decimal) for decimal in ",."}
PLAIN = {",": COMMA, ".": POINT}
NEGATIVE = r"^[^0-9]*[-\x{2212}]|^\(.*\)"


@dataclass(frozen=True, slots=True)
class Typed:
    """A column read.

    Attributes
    ----------
    values : polars.Series
        Null where the cell is missing or cannot be read.
    unread : polars.Series of bool or None
        Where a text was there that cannot be read; None where there is no such cell.
    clocks : int
        Dates that had a time of the day, which a date does not keep.
    """

    values: pl.Series
    unread: pl.Series | None = None
    clocks: int = 0


def dtype_of(choice: ColumnChoice) -> pl.DataType:
    """What the values of a column are kept as.

    Whole numbers are kept in 64 bits, all other numbers as floating ones of 64 bits; what identifies, or is
    none of number, date, yes and no, stays text.
    """
    if choice.meaning is Meaning.INTEGER:
        return pl.Int64()
    if choice.meaning in NUMBERS:
        return pl.Float64()
    if choice.meaning is Meaning.DATE:
        return pl.Date()
    return pl.Boolean() if choice.meaning is Meaning.BOOLEAN else pl.String()


def typed_values(choice: ColumnChoice, texts: pl.Series) -> Typed:
    """Read a column.

    Parameters
    ----------
    choice : ColumnChoice
    texts : polars.Series
        As they stand in the file.

    Examples
    --------
    >>> cost = ColumnChoice("Biaya", "Biaya", Meaning.CURRENCY, decimal=",")
    >>> read = typed_values(cost, pl.Series(["Rp 1.234.567,89", "(1.500,00)", "-", "1.23"]))
    >>> read.values.to_list(), read.unread.to_list()
    ([1234567.89, -1500.0, None, None], [False, False, False, True])
    """
    kind, bare = dtype_of(choice), texts.str.strip_chars()
    if kind == pl.String():
        missing = bare.str.contains(MISSING_TEXT)
        return Typed(bare.set(missing, None) if missing.any() else bare)
    if choice.meaning in NUMBERS:
        values = _numbers(choice, bare, kind)
        read = number_reader(choice)
    elif choice.meaning is Meaning.DATE:
        values, read = _iso_days(bare), day_reader(choice)
    else:
        values, read = pl.Series([None], dtype=kind).new_from_index(0, bare.len()), yes_or_no
    bare, clocks = _without_clocks(bare) if choice.meaning is Meaning.DATE else (bare, 0)
    values, unread = _one_by_one(values, bare, read)
    return Typed(values, unread, clocks)


def _without_clocks(bare: pl.Series) -> tuple[pl.Series, int]:
    """Dates without their times of the day, and how many of these were not midnight.

    Days are few where their times are many, so there is less to read one by one.
    """
    with_clock = bare.str.contains(CLOCK)
    if not with_clock.any():
        return bare, 0
    told = with_clock & ~bare.str.contains(MIDNIGHT)
    return bare.str.replace(CLOCK, ""), int(told.sum())


def _one_by_one(
    values: pl.Series, bare: pl.Series, read: Callable[[str], object]
) -> tuple[pl.Series, pl.Series | None]:
    """Read what the patterns left open, each different value once."""
    left = values.is_null()
    if not left.any():
        return values, None
    known: dict[str, object] = {}
    wrong: list[str] = []
    for text in bare.filter(left).unique().to_list():
        value = read(text)
        if value is not None:
            known[text] = value
        elif not is_missing(text):
            wrong.append(text)
    if known:
        found = bare.replace_strict(
            pl.Series([*known], dtype=pl.String),
            pl.Series([*known.values()], dtype=values.dtype),
            default=None,
            return_dtype=values.dtype,
        )
        values = found.zip_with(left, values)
    if not wrong:
        return values, None
    return values, left & bare.is_in(pl.Series(wrong, dtype=pl.String).implode())


def _mark(choice: ColumnChoice, text: str) -> str:
    """The mark before decimals; of degrees without one, each value's own, for no thousands stand in them."""
    if choice.decimal or choice.meaning not in DEGREES:
        return choice.decimal or "."
    return "." if "." in text else ","


def _numbers(choice: ColumnChoice, bare: pl.Series, kind: pl.DataType) -> pl.Series:
    if choice.decimal or choice.meaning not in DEGREES:
        return _in_notation(choice.decimal or ".", choice, bare, kind)
    commas = ~bare.str.contains(".", literal=True)
    point = _in_notation(".", choice, bare, kind)
    return _in_notation(",", choice, bare, kind).zip_with(commas, point) if commas.any() else point


def _in_notation(decimal: str, choice: ColumnChoice, bare: pl.Series, kind: pl.DataType) -> pl.Series:
    """Numbers that the patterns know; null for all others."""
    known = bare.str.contains(PLAIN[decimal])
    digits = _cleaned(bare, decimal)
    if not known.all():
        digits = digits.zip_with(known, _with_signs(bare, decimal))
    if choice.meaning in MONEY:
        # More digits than are kept exactly: looked at one by one.
        digits = digits.set((digits.str.len_bytes() > EXACT_DIGITS).fill_null(value=False), None)
    values = digits.cast(kind, strict=False)
    zeros = values == 0
    return values.set(zeros, 0) if zeros.any() else values  # no minus before zero


def _cleaned(digits: pl.Series, decimal: str) -> pl.Series:
    """Digits without marks of thousands, with a point before the decimals."""
    if decimal == ",":
        return digits.str.replace_all(r"[. '\x{a0}]", "").str.replace(",", ".", literal=True)
    return digits.str.replace_all(r"[, '\x{a0}]", "")


def _with_signs(bare: pl.Series, decimal: str) -> pl.Series:
    """Digits of numbers with Rp, brackets, per cent; null for anything else."""
    digits = _cleaned(bare.str.extract(FULL[decimal], 1), decimal)
    negative = bare.str.contains(NEGATIVE)
    return ("-" + digits).zip_with(negative, digits) if negative.any() else digits


def number_reader(choice: ColumnChoice) -> Callable[[str], object]:
    """How one text of a column of numbers is read; None for what is none, or cannot be kept exactly."""

    def read(text: str) -> float | int | None:
        decimal = _mark(choice, text)
        value = number(text, decimal)
        if value is None or not isfinite(value):
            return None
        if choice.meaning is Meaning.INTEGER:
            return whole(text, decimal)
        if choice.meaning in MONEY and not _is_exact(text, decimal, value):
            return None
        return value + 0.0

    return read


def whole(text: str, decimal: str) -> int | None:
    """A whole number, exactly; None where it has decimals or is beyond 64 bits.

    Examples
    --------
    >>> whole("(1.200,00)", ","), whole("12,5", ","), whole("9.007.199.254.740.993", ",")
    (-1200, None, 9007199254740993)
    """
    value = _exactly(text, decimal)
    if value is None or value != value.to_integral_value() or not -LARGEST <= value < LARGEST:
        return None
    return int(value)


def _exactly(text: str, decimal: str) -> Decimal | None:
    """The number as it is written, without its per-cent sign."""
    read, found = number(text, decimal), NUMBER.fullmatch(text.strip())
    if read is None or found is None:
        return None
    digits = re.sub(rf"[^0-9{re.escape(decimal)}]", "", found["digits"]).replace(decimal, ".")
    try:
        value = Decimal(digits + (found["power"] or ""))
    except InvalidOperation:
        return None
    return -value if read < 0 else value


def _is_exact(text: str, decimal: str, value: float) -> bool:
    """Whether a floating number shows the very digits that were written."""
    return _exactly(text, decimal) == Decimal(repr(value))


def _iso_days(bare: pl.Series) -> pl.Series:
    known = bare.str.contains(PATTERNS[Meaning.DATE])
    days = bare.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    return days.set(~known, None) if not known.all() else days


def day_reader(choice: ColumnChoice) -> Callable[[str], date | None]:
    """How one text of a column of dates is read."""
    return lambda text: read_date(text, month_first=choice.month_first)


def yes_or_no(text: str) -> bool | None:
    """Yes or no; None for anything else.

    Examples
    --------
    >>> [yes_or_no(one) for one in ("Ya", "TIDAK", "T", "tidak ada", "1", "mungkin")]
    [True, False, False, False, True, None]
    """
    said = text.lower()
    return True if said in YES else False if said in NO else None
