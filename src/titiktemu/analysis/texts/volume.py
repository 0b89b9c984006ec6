"""How many articles each source brought in each period, with the interval that counts deserve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scipy.special import gammaincinv

LEVEL = 0.95


class Period(StrEnum):
    """What articles are counted by."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Volume:
    """Articles of one source in one period.

    Attributes
    ----------
    source : str
        "" for all sources together.
    begin : date
        First day of the period; a week begins on Monday.
    articles : int
        After folding.
    low, high : float
        95 % interval of the rate behind the count, in articles a period.
    """

    source: str
    begin: date
    articles: int
    low: float
    high: float


def poisson_interval(count: int, level: float = LEVEL) -> tuple[float, float]:
    """Give the exact interval of a rate of which `count` events were seen (Garwood).

    Parameters
    ----------
    count : int
        At least 0.
    level : float
        Probability inside, above 0 and below 1.

    References
    ----------
    .. [1] F. Garwood (1936). "Fiducial limits for the Poisson distribution". Biometrika 28(3-4), 437-442.

    Examples
    --------
    >>> [round(end, 3) for end in poisson_interval(10)], round(poisson_interval(0)[1], 3)
    ([4.795, 18.39], 3.689)
    """
    if count < 0:
        raise ValueError(f"count must be at least 0, got {count}")
    if not 0 < level < 1:
        raise ValueError(f"level must be between 0 and 1, got {level}")
    tail = (1 - level) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    return low, float(gammaincinv(count + 1, 1 - tail))


def count_articles(
    sources: Sequence[str], days: Sequence[date], groups: Sequence[int], period: Period
) -> list[Volume]:
    """Count articles by source and period, near-duplicates once.

    A source that brings an article twice brought it once, on the first of its days. All sources together
    brought it once, on the first day of all: how often it was copied is not how much was written.

    Parameters
    ----------
    sources : sequence of str
        Of each article, not "".
    days : sequence of date
        When it appeared.
    groups : sequence of int
        Its group of near-duplicates, as `duplicates.Folded.group` has it.
    period : Period
        Day, week or month.

    Returns
    -------
    list of Volume
        All sources together first, then by source; every period from the first to the last, also those
        without an article. An interval treats articles as if they came independently of each other: what
        happens makes many at once, so the truth is wider.

    Examples
    --------
    >>> days = [date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 20)]
    >>> found = count_articles(["Radar", "Kabar", "Radar"], days, [0, 0, 2], Period.WEEK)
    >>> [(one.source, one.begin.day, one.articles) for one in found][:3], len(found)
    ([('', 5, 1), ('', 12, 0), ('', 19, 1)], 9)
    """
    if not days:
        return []
    first: dict[tuple[str, int], date] = {}
    for source, day, group in zip(sources, days, groups, strict=True):
        for key in ((source, group), ("", group)):
            first[key] = min(day, first.get(key, day))
    counted = Counter((source, begin_of(day, period)) for (source, _group), day in first.items())
    periods = list(_periods(begin_of(min(days), period), max(days), period))
    return [
        Volume(source, begin, counted[source, begin], *poisson_interval(counted[source, begin]))
        for source in ["", *sorted(set(sources))]
        for begin in periods
    ]


def begin_of(day: date, period: Period) -> date:
    """The first day of the period that a day is in.

    Examples
    --------
    >>> begin_of(date(2026, 3, 15), Period.WEEK), begin_of(date(2026, 3, 15), Period.MONTH)
    (datetime.date(2026, 3, 9), datetime.date(2026, 3, 1))
    """
    if period is Period.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if period is Period.MONTH else day


def _periods(begin: date, last: date, period: Period) -> Iterator[date]:
    step = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 31}[period]
    while begin <= last:
        yield begin
        begin = begin_of(begin + timedelta(days=step), period)
