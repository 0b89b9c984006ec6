"""Which values of a long column certainly are what the column means, told for all of them at once.

A test here may miss a value that fits, never take one that does not: what it misses is looked at one value at
a time, by the rule itself (`rules`). The patterns know no letters or digits but plain ones.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning, Understood
from titiktemu.analysis.spreadsheet.values import MISSING

_BLANK = r"[\s\x1c-\x1f]*"
MISSING_TEXT = rf"(?i)^{_BLANK}(?:{MISSING.pattern})?{_BLANK}$"
_DAY = r"(?:0[1-9]|[12][0-9]|3[01])"
_BIRTH = r"(?:[04][1-9]|[1256][0-9]|[37][01])"
_MONTH = r"(?:0[1-9]|1[0-2])"
_CLOCK = r"(?:[ T][0-2][0-9](?::[0-5][0-9]){2})?"
_PROVINCE = r"(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])"
_SERIAL = r"(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
PATTERNS = {
    Meaning.NIK: rf"^{_PROVINCE}[0-9]{{4}}{_BIRTH}{_MONTH}[0-9]{{2}}{_SERIAL}$",
    Meaning.KK: rf"^{_PROVINCE}[0-9]{{4}}{_DAY}{_MONTH}[0-9]{{2}}{_SERIAL}$",
    Meaning.PHONE: r"^(?:\+62|62|0)8[0-9]{7,11}$",
    Meaning.BPJS: r"^000[0-9]{10}$",
    Meaning.SCHOOL_ID: r"^[0-9]{8}$",
    Meaning.NPWP: r"^[0-9]{2}\.[0-9]{3}\.[0-9]{3}\.[0-9]-[0-9]{3}\.[0-9]{3}$",
    Meaning.EMAIL: r"^[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+\.[A-Za-z]+$",
    Meaning.URL: r"^https?://[^\s]+$",
    Meaning.DATE: rf"^(?:19|20)[0-9]{{2}}-{_MONTH}-(?:0[1-9]|1[0-9]|2[0-8]){_CLOCK}$",
}
COMMA, POINT = (
    r"^-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?$",
    r"^-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?$",
)
PLAIN = r"^-?[0-9]{1,3}(?:\.[0-9]+)?$"
FARTHEST = 180
EPOCH = date(1970, 1, 1).toordinal()
DEGREES = frozenset({Meaning.LATITUDE, Meaning.LONGITUDE})


def surely(one: Understood, values: pl.Series) -> tuple[pl.Series, pl.Series | None]:
    """Tell the values that certainly fit.

    Parameters
    ----------
    one : Understood
        What the column means.
    values : polars.Series
        Of texts.

    Returns
    -------
    polars.Series of bool
        True: not missing, and reads as the column does. False: not known.
    polars.Series of float or None
        The numbers read, where the column is one of numbers, and days since the year 1 in one of dates;
        without meaning where the first is false.
    """
    if one.meaning in NUMBERS:
        return _numbers(one, values)
    if pattern := PATTERNS.get(one.meaning):
        read = _days(values) if one.meaning is Meaning.DATE else None
        return values.str.contains(pattern), read
    if one.meaning in {Meaning.TEXT, Meaning.CATEGORY, Meaning.IDENTIFIER}:
        return ~values.str.contains(MISSING_TEXT), None
    return pl.repeat(False, len(values), eager=True), None


def _numbers(one: Understood, values: pl.Series) -> tuple[pl.Series, pl.Series]:
    if one.meaning in DEGREES:
        read = values.cast(pl.Float64, strict=False)
        return (read.abs() <= FARTHEST).fill_null(value=False) & values.str.contains(PLAIN), read
    decimal = one.decimal or "."
    known = values.str.contains(COMMA if decimal == "," else POINT)
    group = "." if decimal == "," else ","
    bare = values.str.replace_all(group, "", literal=True)
    if decimal == ",":
        bare = bare.str.replace(",", ".", literal=True)
    return known, bare.cast(pl.Float64, strict=False)


def _days(values: pl.Series) -> pl.Series:
    days = values.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    return (days.cast(pl.Int32) + EPOCH).cast(pl.Float64)
