"""Dates and times as Table Schema writes them: the default of ISO 8601, "any", or a pattern of strptime."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import partial

import polars as pl

from titiktemu.analysis.spreadsheet.values import MONTHS, read_date
from titiktemu.analysis.table_schema.kinds import Type
from titiktemu.analysis.table_schema.schema import Field

type Exact = Callable[[str], object | None]
type Quick = Callable[[pl.Series], pl.Series]

DAY, CLOCK = r"\d{4}-\d{2}-\d{2}", r"\d{2}:\d{2}:\d{2}(?:\.\d+)?"
ZONE = r"(?:Z|[+-]\d{2}:\d{2})?"
ISO = {Type.DATE: DAY, Type.TIME: CLOCK + ZONE, Type.DATETIME: f"{DAY}T{CLOCK}{ZONE}"}
ANY_CLOCK = re.compile(
    r"(?P<h>[01]?\d|2[0-4])[:.](?P<m>[0-5]\d)(?:[:.](?P<s>[0-5]\d)(?:\.\d+)?)?"
    r"\s?(?P<half>am|pm)?\s?(?:wib|wita|wit|z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE | re.ASCII,
)
PLAIN = {
    "%Y": "[0-9]{4}",
    "%m": "[0-9]{2}",
    "%d": "[0-9]{2}",
    "%H": "[0-9]{2}",
    "%M": "[0-9]{2}",
    "%S": "[0-9]{2}",
}
"""Parts of a pattern that are read for whole columns at once."""
FIXED = (date(2000, 1, 1), datetime(2000, 1, 1, tzinfo=UTC), time(0, 0))


def date_readings(field: Field) -> tuple[Exact, Quick | None]:
    """How a field of dates, times or both is read: exactly, and quickly.

    Examples
    --------
    >>> exact, _quick = date_readings(Field({"name": "day", "type": "date", "format": "any"}))
    >>> exact("12 Mei 2026"), exact("31 Februari 2024") is None
    (datetime.date(2026, 5, 12), True)
    """
    if field.format == "default":
        return partial(_iso, field.type), _quick_iso(field.type)
    if field.format == "any":
        month_first = bool(field.properties.get("monthFirst", False))
        return partial(_anyhow, field.type, month_first), _quick_iso(field.type)
    pattern = field.format.removeprefix("fmt:")
    return partial(_by_pattern, field.type, pattern), _quick_pattern(field.type, pattern)


def _iso(kind: Type, text: str) -> object | None:
    bare = text.strip()
    if re.fullmatch(ISO[kind], bare, re.ASCII) is None:
        return None
    try:
        if kind is Type.DATE:
            return date.fromisoformat(bare)
        if kind is Type.TIME:
            return _plain_time(time.fromisoformat(bare.replace("24:00:00", "00:00:00")))
        return _plain_moment(datetime.fromisoformat(bare))
    except ValueError:
        return None


def _plain_moment(moment: datetime) -> datetime:
    """Without a zone, so that all compare; those without one are taken as they are."""
    if moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(UTC).replace(tzinfo=None)
    except OverflowError:  # in the first or last hours that a computer can count
        return moment.replace(tzinfo=None)


def _plain_time(moment: time) -> time:
    if moment.tzinfo is None:
        return moment
    return _plain_moment(datetime.combine(FIXED[0], moment)).time()


def _anyhow(kind: Type, month_first: bool, text: str) -> object | None:
    if (read := _iso(kind, text)) is not None:
        return read
    if kind is Type.DATE:
        return read_date(text, month_first=month_first)
    day, clock = _parted(text.strip()) if kind is Type.DATETIME else ("", text.strip())
    at = _any_time(clock)
    if at is None or kind is Type.TIME:
        return at
    on = read_date(day, month_first=month_first)
    return datetime.combine(on, at) if on else None


def _parted(bare: str) -> tuple[str, str]:
    """A date, and the time behind it; midnight where there is none."""
    found = re.fullmatch(r"(?P<day>.+?)[T ,]+(?P<clock>\d{1,2}[:.]\d{2}\b.*)", bare)
    return (found["day"], found["clock"]) if found else (bare, "00:00")


def _any_time(text: str) -> time | None:
    found = ANY_CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, half = int(found["h"]) % 24, (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return time(hour, int(found["m"]), int(found["s"] or 0))


def _by_pattern(kind: Type, pattern: str, text: str) -> object | None:
    """By a pattern; names of months may be Indonesian."""
    bare = text.strip()
    if "%B" in pattern or "%b" in pattern:
        pattern = pattern.replace("%B", "%m").replace("%b", "%m")
        bare = re.sub(r"[^\W\d_]+", lambda word: str(MONTHS.get(word[0].lower(), word[0])), bare)
    try:
        found = datetime.strptime(bare, pattern)  # noqa: DTZ007 -- a pattern may have no zone
    except (ValueError, re.error):
        return None
    moment = _plain_moment(found)
    return {Type.DATE: moment.date(), Type.TIME: moment.time()}.get(kind, moment)


def is_pattern(pattern: str) -> bool:
    """Whether Python can read dates by a pattern at all.

    Examples
    --------
    >>> is_pattern("%d/%m/%Y"), is_pattern("fmt:%Y"), is_pattern("dd/mm/yyyy"), is_pattern("%Q")
    (True, True, False, False)
    """
    bare = pattern.removeprefix("fmt:")
    if "%" not in bare:
        return False
    try:
        datetime.strptime(FIXED[1].strftime(bare), bare)  # noqa: DTZ007 -- only whether it can be read
    except (ValueError, re.error):
        return False
    return True


def _quick_iso(kind: Type) -> Quick | None:
    if kind is Type.TIME:
        return None
    pattern = "%Y-%m-%d" if kind is Type.DATE else "%Y-%m-%dT%H:%M:%S"
    return _quick_pattern(kind, pattern)


def _quick_pattern(kind: Type, pattern: str) -> Quick | None:
    """By a pattern of digits alone; polars is less strict about their number, so the shape is held to."""
    parts = re.split(r"(%.)", pattern)
    marked = [part for part in parts if part.startswith("%")]
    if kind is Type.TIME or any(part not in PLAIN for part in marked) or len({*marked}) < len(marked):
        return None
    if not {"%Y", "%m", "%d"} <= {*marked}:
        return None
    shape = "".join(PLAIN.get(part) or re.escape(part) for part in parts)
    kept = pl.Date if kind is Type.DATE else pl.Datetime("us")

    def quick(values: pl.Series) -> pl.Series:
        read = values.str.strptime(kept, pattern, strict=False, exact=True)
        return read.set(~values.str.contains(f"^{shape}$"), None)

    return quick
