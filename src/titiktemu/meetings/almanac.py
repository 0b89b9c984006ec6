"""What the calendar has to say against a time: days off, Ramadan, Friday prayer, weekends, office hours.

Warnings, never refusals. Dates by the moon that no decree has fixed yet are told as estimates
(docs/decisions/holidays.md).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

import holidays
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from titiktemu.foundation.words import Side
from titiktemu.meetings.times import at, day_words, days_of, local

FRIDAY, SATURDAY = 4, 5
PRAYER: Final = (time(11, 30), time(13, 0))
"""Friday prayer with the way there and back, in the whole country."""
OFFICE_HOURS: Final = (time(7, 30), time(16, 0))
"""When officials are at work (Perpres 21/2023: 37.5 hours in five days from half past seven)."""
RAMADAN_DAYS: Final = 30
"""Ramadan has 29 or 30 days; counted back from Idul Fitri, the first of thirty is sometimes still Syakban."""
IDUL_FITRI: Final = "Eid al-Fitr"


class Kind(StrEnum):
    """What a warning is about."""

    HOLIDAY = "holiday"
    JOINT_LEAVE = "joint_leave"
    NOT_DECREED = "not_decreed"
    RAMADAN = "ramadan"
    PRAYER = "prayer"
    WEEKEND = "weekend"
    OFFICE_HOURS = "office_hours"
    TWO_AT_ONCE = "two_at_once"


@dataclass(frozen=True)
class Caution:
    """One warning: what it is about, and a sentence."""

    kind: Kind
    sentence: str


@lru_cache(maxsize=64)
def days_off(year: int, category: str, language: str) -> dict[date, str]:
    """Days off of a year with their names: ``category`` "public", or "government" for cuti bersama."""
    found = holidays.country_holidays(
        "ID", years=year, categories=(category,), language="en_US" if language == "en" else "id"
    )
    return {day: name for day, name in found.items() if day.year == year}


@lru_cache(maxsize=16)
def idul_fitri(year: int) -> tuple[date, ...]:
    """The first day of each Idul Fitri of a year: two in some years, in others none."""
    named = [day for day, name in sorted(days_off(year, "public", "en").items()) if IDUL_FITRI in name]
    return tuple(day for day in named if day - timedelta(days=1) not in named)


def is_ramadan(day: date) -> bool:
    """Whether the day is probably in Ramadan: one of the thirty days before an Idul Fitri."""
    return any(
        feast - timedelta(days=RAMADAN_DAYS) <= day < feast
        for year in (day.year, day.year + 1)
        for feast in idul_fitri(year)
    )


def cautions(starts_at: datetime, ends_at: datetime, zone: str, side: str = "") -> list[Caution]:
    """Everything that speaks against a time.

    Parameters
    ----------
    starts_at, ends_at : datetime
        Aware.
    zone : str
        Whose clocks and days count, such as Asia/Jayapura.
    side : str
        Whose meeting it is; where it is civil society's alone, office hours do not matter.
    """
    days = list(days_of(starts_at, ends_at, zone))
    found = [*_days_off(days), *_ramadan(days), *_prayer(days, starts_at, ends_at, zone), *_weekend(days)]
    if side != Side.CIVIL_SOCIETY:
        found += _office_hours(days, local(starts_at, zone), local(ends_at, zone))
    return found


def _days_off(days: list[date]) -> Iterator[Caution]:
    language = "en" if (get_language() or "").startswith("en") else "id"
    for day in days:
        told = {"day": day_words(day)}
        if name := days_off(day.year, "public", language).get(day):
            yield Caution(Kind.HOLIDAY, _("%(day)s is a public holiday: %(name)s.") % {**told, "name": name})
        if name := days_off(day.year, "government", language).get(day):
            sentence = _("%(day)s is a joint day off (cuti bersama): %(name)s.")
            yield Caution(Kind.JOINT_LEAVE, sentence % {**told, "name": name})
    for year in sorted({day.year for day in days}):
        if not days_off(year, "government", language):
            sentence = _("Joint days off (cuti bersama) of %(year)d are not in our calendar yet.")
            yield Caution(Kind.NOT_DECREED, sentence % {"year": year})


def _ramadan(days: list[date]) -> Iterator[Caution]:
    if any(is_ramadan(day) for day in days):
        yield Caution(
            Kind.RAMADAN,
            _(
                "This is probably in Ramadan (an estimate, counted back from Idul Fitri): people fast, office"
                " hours are shorter, and evenings are for breaking the fast and prayer."
            ),
        )


def _prayer(days: list[date], starts_at: datetime, ends_at: datetime, zone: str) -> Iterator[Caution]:
    begins, ends = PRAYER
    if any(
        day.weekday() == FRIDAY and starts_at < at(day, ends, zone) and ends_at > at(day, begins, zone)
        for day in days
    ):
        yield Caution(
            Kind.PRAYER,
            _("It runs through Friday prayer, about 11.30 to 13.00. Plan a break, or end before."),
        )


def _weekend(days: list[date]) -> Iterator[Caution]:
    if any(day.weekday() >= SATURDAY for day in days):
        yield Caution(Kind.WEEKEND, _("It is on a weekend, when most offices are closed."))


def _office_hours(days: list[date], first: datetime, last: datetime) -> Iterator[Caution]:
    opens, closes = OFFICE_HOURS
    works = any(day.weekday() < SATURDAY for day in days)
    overnight = len(days) > 1 and last - first < timedelta(days=1)
    if works and (overnight or first.time() < opens or last.time() > closes):
        yield Caution(
            Kind.OFFICE_HOURS,
            _("Part of it is outside office hours (about 07.30 to 16.00), so officials may need leave."),
        )
