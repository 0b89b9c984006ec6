"""What a single cell may be: a number in some notation, a date, a code, a marker for missing, or text.

Nothing is decided here: a value often fits several readings (`1.234`), and its column decides (`columns`).
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache

MISSING = re.compile(
    r"(?:[-\u2013\u2014.\u2026]+|\*\)?|n/?a|n\.a\.?|kosong|#n/a|#n/?v|#ref!|#value!|#div/0!|null|none|nan|nihil|tad|x\)"
    r"|tidak ada(?: data)?)",
    re.IGNORECASE,
)
_SIGN = r"[-+\u2212]?\s?"
_MONEY = r"(?:rp|idr|usd|us\$|\$|€)\.?\s?"
NUMBER = re.compile(
    rf"\(?{_SIGN}(?P<money>{_MONEY})?{_SIGN}(?P<digits>\d[\d.,' \u00a0]*\d|\d)(?P<dash>,-+)?\)?\s?"
    r"(?P<percent>%)?"
    r"(?P<power>e[-+]?\d+)?"
    r"(?P<minus>(?<=[.,]\d\d)-)?"
    r"(?:\s?(?:\*{1,3}\)?|[a-z]\)|[ʳ¹²³⁴]\)?|†|‡)|(?<=\d\d)r)?",
    re.IGNORECASE,
)
COMMA_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d+,(?:\d{1,2}|\d{4,})|0\d*,\d+")
POINT_DECIMAL = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|\d+\.(?:\d{1,2}|\d{4,})|0\d*\.\d+")
EITHER = re.compile(r"[1-9]\d{0,2}(?P<mark>[.,])\d{3}")
SPACED = re.compile(r"\d{1,3}(?:[ '\u00a0]\d{3})+(?P<rest>[.,]\d+)?")
WHOLE = re.compile(r"\d+")

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february pebruari feb peb", "maret march mar mrt",
            "april apr", "mei may", "juni june jun", "juli july jul",
            "agustus august agu agt ags aug agst agust", "september sep sept", "oktober october okt oct",
            "november nopember nov nop", "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_CLOCK = (
    r"(?:[T ]+(?P<clock>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?)\s?(?:z|wib|wita|wit|[-+]\d{2}:?\d{2})?)?"
)
COMPACT_DATE = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])")
"""A date only where the column's name says so: it is a number else."""
DEGREES = re.compile(
    r"(?P<sign>-)?(?P<d>\d{1,3})\s?[°º]\s?(?:(?P<m>\d{1,2})\s?['’\u2032])?\s?(?:(?P<s>\d{1,2}(?:[.,]\d+)?)\s?(?:\"|”|\u2033|''))?"
    r"\s?(?P<side>LS|LU|BT|BB|N|S|E|W|U|T|B)?",
    re.IGNORECASE,
)
ISO_DATE = re.compile(rf"(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){_CLOCK}", re.IGNORECASE)
SHORT_DATE = re.compile(
    rf"(?P<a>\d{{1,2}})(?P<mark>[-/.])(?P<b>\d{{1,2}})(?P=mark)(?P<y>\d{{4}}|\d{{2}}){_CLOCK}", re.IGNORECASE
)
LONG_DATE = re.compile(
    r"(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu),?\s+)?(?P<d>\d{1,2})[\s-]+(?P<month>[a-z]+)\.?"
    rf"[\s,-]+(?P<y>\d{{4}}|\d{{2}}){_CLOCK}",
    re.IGNORECASE,
)
TIME = re.compile(
    r"(?:[01]?\d|2[0-4])[:.][0-5]\d(?:[:.][0-5]\d)?(?:\s?(?:wib|wita|wit|am|pm))?", re.IGNORECASE
)
_ROMAN = r"(?:iv|i{1,3}|[1-4])"
PERIOD = re.compile(
    rf"(?:(?:19|20)\d{{2}}(?:\s?[,;&]\s?(?:19|20)\d{{2}})+|(?P<fy>\d{{4}})\s?[/-]\s?(?P<ty>\d{{4}}|\d{{2}})"
    rf"|(?:19|20)\d{{2}}[- /]?(?:q[1-4]|tw\.?\s?{_ROMAN}|s(?:mt|em)?\.?\s?[12])"
    rf"|(?:triwulan|tw\.?|kuartal|q)\s?[-.]?\s?{_ROMAN}(?:[\s,/-]+(?:tahun\s)?(?:19|20)\d{{2}})?"
    r"|(?:ta|t\.a|tahun (?:anggaran|ajaran|pelajaran))\.?\s(?:19|20)\d{2}(?:\s?[/-]\s?(?:(?:19|20)\d{2}"
    r"|\d{2}))?"
    r"|(?:i{1,3}|iv)\s?/\s?(?:19|20)\d{2}"
    rf"|(?:semester|smt\.?|sem\.?)\s?(?:ii?|[12])(?:[\s,/-]+(?:tahun\s)?(?:19|20)\d{{2}})?"
    rf"|(?:(?:semester|smt\.?)\s)?(?:ganjil|genap)[\s,]+(?:19|20)\d{{2}}\s?/\s?(?:(?:19|20)\d{{2}}|\d{{2}})"
    rf"|(?P<month>[a-z]{{3,9}})(?:[\s,-]+(?:19|20)\d{{2}}|[-'’]\d{{2}})|(?:19|20)\d{{2}}-(?:0[1-9]|1[0-2]))",
    re.IGNORECASE,
)
MONTH_OF_YEAR = re.compile(r"(?:19|20)\d{2}-(?:0[1-9]|1[0-2])")
PART_OF_YEAR = re.compile(r"(?:0?[1-9]|1[0-2]|i{1,3}|iv|v|vi{0,3}|ix|x|xi{0,2})", re.IGNORECASE)
"""A number that is a part of a year where the column's name says so."""
YEAR = re.compile(r"(?:19|20)\d{2}\*{0,2}")


class Notation(StrEnum):
    """Which mark stands before the decimals."""

    COMMA = "comma"
    POINT = "point"
    EITHER = "either"
    NONE = "none"


def is_missing(text: str) -> bool:
    """Whether a cell says that there is nothing: empty, or a marker such as a dash or n/a.

    Examples
    --------
    >>> [is_missing(one) for one in ("", " - ", "…", "#N/A", "x)", "0", "Nihil", "Nadi")]
    [True, True, True, True, True, False, True, False]
    """
    bare = text.strip()
    return not bare or MISSING.fullmatch(bare) is not None


@lru_cache(maxsize=65536)
def notation(text: str) -> Notation | None:
    """Which notation a number is written in; None where it is no number at all.

    Examples
    --------
    >>> [notation(one).value for one in ("1.234,5", "1,234.5", "1.234", "12", "Rp 1.200.000,-", "54,7%")]
    ['comma', 'point', 'either', 'none', 'comma', 'comma']
    >>> notation("35.10.01") is None, notation("12 Mei") is None
    (True, True)
    """
    found = NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    digits = found["digits"].strip()
    if found["dash"]:
        return Notation.COMMA if WHOLE.fullmatch(digits) or _reads(digits, ",") is not None else None
    if WHOLE.fullmatch(digits):
        return Notation.NONE
    if spaced := SPACED.fullmatch(digits):
        rest = spaced["rest"]
        return Notation.NONE if rest is None else Notation.COMMA if rest[0] == "," else Notation.POINT
    if EITHER.fullmatch(digits):
        return Notation.EITHER
    if COMMA_DECIMAL.fullmatch(digits):
        return Notation.COMMA
    return Notation.POINT if POINT_DECIMAL.fullmatch(digits) else None


def number(text: str, decimal: str = ",") -> float | None:
    """Read a number, with this mark before the decimals; None where it cannot be read so.

    Parameters
    ----------
    text : str
        A cell.
    decimal : str
        "," or ".".

    Returns
    -------
    float or None
        Percentages as they are written: 4,5% is 4.5.

    Examples
    --------
    >>> number("1.234.567,89"), number("(1.500,00)"), number("4,5%"), number("1.234", ".")
    (1234567.89, -1500.0, 4.5, 1.234)
    >>> number("12,5", ".") is None
    True
    """
    bare = text.strip()
    found = NUMBER.fullmatch(bare)
    if found is None:
        return None
    read = _reads(found["digits"].strip(), decimal)
    if read is None:
        return None
    before = bare[: found.start("digits")]
    negative = (
        bool(found["minus"]) or "-" in before or "\u2212" in before or (bare.startswith("(") and ")" in bare)
    )
    power = float("1" + found["power"]) if found["power"] else 1.0
    return (-read if negative else read) * power


def _shape(decimal: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What the digits of a number look like with this mark, and the marks of thousands in them."""
    group = rf"[{re.escape('.' if decimal == ',' else ',')} '\u00a0]"
    return re.compile(rf"(?:\d+|\d{{1,3}}(?:{group}\d{{3}})+)(?:{re.escape(decimal)}\d+)?"), re.compile(group)


_SHAPES = {decimal: _shape(decimal) for decimal in ",."}


def _reads(digits: str, decimal: str) -> float | None:
    shape, group = _SHAPES[decimal]
    if shape.fullmatch(digits) is None:
        return None
    return float(group.sub("", digits).replace(decimal, "."))


@lru_cache(maxsize=65536)
def looks_like_date(text: str) -> bool:
    """Whether a cell is written as a date, possible or not.

    Examples
    --------
    >>> [looks_like_date(one) for one in ("12 Mei 2026", "31 Februari 2024", "17-08-2026", "35.10.01")]
    [True, True, True, False]
    """
    bare = text.strip()
    if ISO_DATE.fullmatch(bare):
        return True
    if found := SHORT_DATE.fullmatch(bare):
        return len(found["y"]) == 4 or found["mark"] != "."
    found = LONG_DATE.fullmatch(bare)
    return found is not None and found["month"].lower() in MONTHS


def read_date(text: str, *, month_first: bool = False) -> date | None:
    """Read a date; None where it is none, or no such day was.

    Examples
    --------
    >>> read_date("12 Mei 2026"), read_date("03/04/2026"), read_date("03/04/2026", month_first=True)
    (datetime.date(2026, 5, 12), datetime.date(2026, 4, 3), datetime.date(2026, 3, 4))
    >>> read_date("31 Februari 2024") is None, read_date("17 Agt 45")
    (True, datetime.date(1945, 8, 17))
    """
    bare = text.strip()
    if found := ISO_DATE.fullmatch(bare):
        day, month, year = found["d"], int(found["m"]), found["y"]
    elif found := SHORT_DATE.fullmatch(bare):
        day, month, year = found["a"], int(found["b"]), found["y"]
        if month_first:
            day, month = found["b"], int(found["a"])
    elif found := COMPACT_DATE.fullmatch(bare):
        day, month, year = found["d"], int(found["m"]), found["y"]
    elif (found := LONG_DATE.fullmatch(bare)) and found["month"].lower() in MONTHS:
        day, month, year = found["d"], MONTHS[found["month"].lower()], found["y"]
    else:
        return None
    try:
        return date(_whole_year(year), month, int(day))
    except ValueError:
        return None


def _whole_year(year: str) -> int:
    short = int(year)
    return short if len(year) == 4 else short + (2000 if short < 40 else 1900)


def is_period(text: str) -> bool:
    """Whether a cell names a quarter, a half-year, a month of a year or a span of years.

    Examples
    --------
    >>> [is_period(one) for one in ("Triwulan II 2024", "2024-Q1", "Mei 2026", "2023/2024", "Abu 2020")]
    [True, True, True, True, False]
    """
    found = PERIOD.fullmatch(text.strip())
    if found is None:
        return False
    if found["month"]:
        return found["month"].lower() in MONTHS
    if found["fy"]:
        first, last = int(found["fy"]), int(found["ty"])
        if MONTH_OF_YEAR.fullmatch(text.strip()):
            return True
        return 1900 <= first < 2100 and (last - first) % 100 in range(1, 11)
    return True


def degrees(text: str) -> float | None:
    """Read degrees, minutes and seconds with the side of the earth; None where they are no such.

    Examples
    --------
    >>> degrees("8° 13' 12'' LS"), degrees("114°30' BT"), degrees("114.5") is None
    (-8.22, 114.5, True)
    """
    found = DEGREES.fullmatch(text.strip())
    if found is None:
        return None
    seconds = float((found["s"] or "0").replace(",", "."))
    read = int(found["d"]) + int(found["m"] or 0) / 60 + seconds / 3600
    side = (found["side"] or "").upper()
    return -read if found["sign"] or side in {"LS", "S", "BB", "W", "B"} else read


def is_part_of_year(text: str) -> bool:
    """Whether a cell is a month or a number of one, or of a quarter, as columns called so have them.

    Examples
    --------
    >>> [is_part_of_year(one) for one in ("Mei", "Agt", "IV", "12", "13", "Muncar")]
    [True, True, True, True, False, False]
    """
    bare = text.strip().lower().rstrip(".")
    return bare in MONTHS or PART_OF_YEAR.fullmatch(bare) is not None
