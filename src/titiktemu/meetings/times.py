"""When a meeting is, in the words of its own place. Moments are kept in UTC, zones beside them."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils.translation import get_language

from titiktemu.foundation.words import TimeZone

LONGEST = timedelta(days=31)
"""A meeting of more days is several meetings."""
LONGEST_NIGHT = timedelta(hours=12)
"""An end before the beginning means the next morning, where the meeting is no longer than this."""


def local(moment: datetime, zone: str) -> datetime:
    """The moment as clocks of the zone show it."""
    return moment.astimezone(ZoneInfo(zone))


def at(day: date, hour: time, zone: str) -> datetime:
    """The moment at which clocks of the zone show this."""
    return datetime.combine(day, hour, tzinfo=ZoneInfo(zone))


def zone_name(zone: str) -> str:
    """WIB, WITA or WIT; any other zone by its own name."""
    return str(TimeZone(zone).label) if zone in TimeZone else zone


def days_of(starts_at: datetime, ends_at: datetime, zone: str) -> Iterator[date]:
    """Every day on which the meeting runs; one that ends at midnight does not touch the next day."""
    day = local(starts_at, zone).date()
    last = local(ends_at - timedelta(microseconds=1), zone).date()
    while day <= last:
        yield day
        day += timedelta(days=1)


def period(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """The whole time in words: Monday, 17 August 2026, 09:00–12:00 WIB."""
    first, last = local(starts_at, zone), local(ends_at, zone)
    if first.date() == last.date():
        return f"{day_words(first.date())}, {clock(first)}–{clock(last)} {zone_name(zone)}"
    return (
        f"{day_words(first.date())}, {clock(first)} – "
        f"{day_words(last.date())}, {clock(last)} {zone_name(zone)}"
    )


def beginning(starts_at: datetime, zone: str) -> str:
    """The beginning alone, short: 17 Aug 2026, 09:00 WIB."""
    first = local(starts_at, zone)
    return f"{format_date(first.date(), 'd MMM y', locale=_locale())}, {clock(first)} {zone_name(zone)}"


def day_words(day: date) -> str:
    """The day in full with the name of the weekday."""
    return format_date(day, "EEEE, d MMMM y", locale=_locale())


def clock(moment: datetime) -> str:
    """Hours and minutes as they are written in the reader's language: 09.00 or 09:00."""
    return moment.strftime("%H:%M" if _locale() == "en_GB" else "%H.%M")


def _locale() -> str:
    return "en_GB" if (get_language() or "").startswith("en") else "id"
