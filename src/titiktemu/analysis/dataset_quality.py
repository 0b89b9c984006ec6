"""How good a dataset is beyond its cells: on time, open, described as Satu Data asks, described at all.

Each finding has the form of `table_findings.Finding`, with values beside its sentence. Nothing here knows
what day it is: today is handed in.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.satu_data import Concept, State, elements

FREQUENCIES: dict[str, tuple[int, int]] = {
    "daily": (0, 1), "weekly": (0, 7), "monthly": (1, 0), "quarterly": (3, 0), "semiannual": (6, 0),
    "annual": (12, 0), "biennial": (24, 0), "triennial": (36, 0),
}  # fmt: skip
"""Months and days from one release to the next. "once" and "irregular" promise nothing."""
GRACE = 6
"""A release may be late by this part of its interval (two months of a year) before it is called a problem."""
PROMISES_NOTHING = frozenset({"once", "irregular"})


@dataclass(frozen=True, slots=True)
class Licence:
    """Under which terms data may be used.

    Attributes
    ----------
    title : str
    is_open : bool
        By the Open Definition: anybody may use, change and pass on, for any purpose.
    address : str
        Where its text is; "" where it is the publisher's own.
    """

    title: str
    is_open: bool
    address: str = ""


LICENCES: dict[str, Licence] = {
    "CC-BY-4.0": Licence(
        "Creative Commons Attribution 4.0",
        is_open=True,
        address="https://creativecommons.org/licenses/by/4.0/",
    ),
    "CC0-1.0": Licence(
        "Creative Commons Zero 1.0",
        is_open=True,
        address="https://creativecommons.org/publicdomain/zero/1.0/",
    ),
    "ODbL-1.0": Licence(
        "Open Database License 1.0", is_open=True, address="https://opendatacommons.org/licenses/odbl/1-0/"
    ),
    "ketentuan-khusus": Licence("Ketentuan khusus", is_open=False),
}
STRUCTURED = frozenset(
    {"csv", "tsv", "json", "geojson", "xml", "parquet", "ods", "xlsx", "xls", "gpkg", "ttl", "jsonld"}
)
FREE = STRUCTURED - {"xlsx", "xls"}
"""Formats that belong to no company. A picture or a PDF of a table is not even structured."""


@dataclass(frozen=True, slots=True)
class About:
    """What is told of a dataset and of its newest release.

    Attributes
    ----------
    title, description, publisher, contact, licence : str
        The licence by its key in `LICENCES`.
    frequency : str
        A key of `FREQUENCIES`, or "once" or "irregular".
    period_start, period_end, released : date or None
        What the data cover, and when they were released.
    formats : tuple of str
        Endings of the files that are given out.
    keywords : tuple of str
    region, source, method : str
        Where the data are about, where they come from, how they were made.
    is_public : bool
        Whether anybody can fetch it at an address.
    has_addresses : bool
        Whether the things in it have addresses of their own on the web.
    is_linked : bool
        Whether it points to the addresses of others.
    """

    title: str = ""
    description: str = ""
    publisher: str = ""
    contact: str = ""
    licence: str = ""
    frequency: str = ""
    period_start: date | None = None
    period_end: date | None = None
    released: date | None = None
    formats: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    region: str = ""
    source: str = ""
    method: str = ""
    is_public: bool = False
    has_addresses: bool = False
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class DatasetFinding:
    """One thing about the quality of a dataset.

    Attributes
    ----------
    check : str
        Short key of what was looked at.
    state : str
        "ok", "notice" or "problem".
    count : int
        How often, or how many days; exact.
    explanation : str
        One English sentence, the key of its translation.
    values : mapping of str to object
        What stands for the names in it.
    """

    check: str
    state: str
    count: int
    explanation: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """In English."""
        return self.explanation.format(**self.values)

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        values = {key: str(one) if isinstance(one, date) else one for key, one in self.values.items()}
        return {
            "check": self.check,
            "state": self.state,
            "count": self.count,
            "explanation": self.explanation,
            "values": values,
        }


def dataset_findings(about: About, concepts: Sequence[Concept], today: date) -> list[DatasetFinding]:
    """Everything that was looked at in a dataset, the good too.

    Parameters
    ----------
    about : About
    concepts : sequence of Concept
        One for each column.
    today : date

    Examples
    --------
    >>> about = About(frequency="annual", period_end=date(2024, 12, 31), released=date(2025, 3, 1))
    >>> late = dataset_findings(about, [], date(2026, 5, 1))[0]
    >>> late.state, late.count, late.sentence
    ('problem', 61, 'The next release was due on 2026-03-01. Days since then: 61.')
    """
    return [*timeliness(about, today), *openness(about), *_satu_data(concepts), *_metadata(about)]


def after(day: date, frequency: str) -> date:
    """The day one interval later; the last of the month, where it has no such day.

    Examples
    --------
    >>> after(date(2026, 1, 31), "monthly"), after(date(2024, 2, 29), "annual")
    (datetime.date(2026, 2, 28), datetime.date(2025, 2, 28))
    """
    months, days = FREQUENCIES[frequency]
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last)) + timedelta(days)


def timeliness(about: About, today: date) -> Iterator[DatasetFinding]:
    """The release against what was promised, and against the period that it covers."""
    yield _due(about, today)
    if about.period_start and about.period_end and about.period_start > about.period_end:
        sentence = gettext_noop("The period that the data cover ends on {end}, before it begins on {start}.")
        values = {"start": about.period_start, "end": about.period_end}
        yield DatasetFinding("period", "problem", 1, sentence, values)
    if about.released and about.period_end:
        yield _lag(about.released, about.period_end)


def _due(about: About, today: date) -> DatasetFinding:
    if about.released is None:
        return DatasetFinding("timeliness", "notice", 1, gettext_noop("No day of release is told."))
    if about.released > today:
        sentence = gettext_noop("The day of release, {day}, is yet to come.")
        return DatasetFinding("timeliness", "problem", 1, sentence, {"day": about.released})
    if about.frequency in PROMISES_NOTHING:
        return DatasetFinding("timeliness", "ok", 0, gettext_noop("No further release is promised."))
    if about.frequency not in FREQUENCIES:
        sentence = gettext_noop(
            "How often the data are renewed is not told, so nobody knows whether they are late."
        )
        return DatasetFinding("timeliness", "notice", 1, sentence)
    due = after(about.released, about.frequency)
    late = (today - due).days
    if late <= 0:
        sentence = gettext_noop("The next release is due on {day}.")
        return DatasetFinding("timeliness", "ok", 0, sentence, {"day": due})
    state = "problem" if late > (due - about.released).days // GRACE else "notice"
    sentence = gettext_noop("The next release was due on {day}. Days since then: {days}.")
    return DatasetFinding("timeliness", state, late, sentence, {"day": due, "days": late})


def _lag(released: date, end: date) -> DatasetFinding:
    days = (released - end).days
    if days < 0:
        sentence = gettext_noop("It was released on {day}, before the period that it covers ended on {end}.")
        return DatasetFinding("currency", "notice", -days, sentence, {"day": released, "end": end})
    sentence = gettext_noop("Days from the end of the period that it covers to its release: {days}.")
    return DatasetFinding("currency", "ok", days, sentence, {"days": days})


def stars(about: About) -> tuple[int, str]:
    """Stars of open data by Berners-Lee [1]_, and what is missing for the next one.

    Returns
    -------
    int
        0 to 5.
    str
        One English sentence, the key of its translation; "" with five stars.

    Examples
    --------
    >>> stars(About(licence="CC-BY-4.0", is_public=True, formats=("xlsx",)))
    (2, 'For the third star: give it out in a format that belongs to no company, such as CSV.')

    References
    ----------
    .. [1] T. Berners-Lee (2010). "Linked data: is your linked open data 5 star?"
       https://www.w3.org/DesignIssues/LinkedData.html
    """
    licence, formats = LICENCES.get(about.licence), {one.lower().lstrip(".") for one in about.formats}
    steps = (
        (
            about.is_public and licence is not None and licence.is_open,
            gettext_noop("For the first star: let anybody fetch it, under an open licence."),
        ),
        (
            bool(formats & STRUCTURED),
            gettext_noop("For the second star: give it out as a table, not as a picture or a document."),
        ),
        (
            bool(formats & FREE),
            gettext_noop(
                "For the third star: give it out in a format that belongs to no company, such as CSV."
            ),
        ),
        (
            about.has_addresses,
            gettext_noop("For the fourth star: give the things in it addresses of their own on the web."),
        ),
        (
            about.is_linked,
            gettext_noop(
                "For the fifth star: point from it to the addresses of things in other people's data."
            ),
        ),
    )
    for reached, (is_there, missing) in enumerate(steps):
        if not is_there:
            return reached, missing
    return len(steps), ""


def openness(about: About) -> Iterator[DatasetFinding]:
    """Stars with what is missing for the next, the licence, and the formats."""
    reached, missing = stars(about)
    state = "ok" if reached >= 3 else "notice" if reached else "problem"
    sentence = missing or gettext_noop("It has all five stars of open data.")
    yield DatasetFinding("stars", state, reached, sentence)
    yield _licence(about)
    closed = sorted({one.lower() for one in about.formats} - FREE)
    if not about.formats:
        yield DatasetFinding("format", "problem", 1, gettext_noop("There is no file to fetch."))
    elif len(closed) == len({one.lower() for one in about.formats}):
        sentence = gettext_noop("No file has a format that belongs to no company: {formats}.")
        yield DatasetFinding("format", "notice", len(closed), sentence, {"formats": ", ".join(closed)})
    else:
        yield DatasetFinding(
            "format", "ok", 0, gettext_noop("A file has a format that every program can read.")
        )


def _licence(about: About) -> DatasetFinding:
    licence = LICENCES.get(about.licence)
    if not about.licence:
        sentence = gettext_noop("No licence is told, so nobody may use it without asking.")
        return DatasetFinding("licence", "problem", 1, sentence)
    if licence is None:
        sentence = gettext_noop("The licence {licence} is not known here; whether it is open cannot be told.")
        return DatasetFinding("licence", "notice", 1, sentence, {"licence": about.licence})
    if not licence.is_open:
        sentence = gettext_noop("It is given out under terms of its own, which are not open: {licence}.")
        return DatasetFinding("licence", "notice", 1, sentence, {"licence": licence.title})
    sentence = gettext_noop("The licence is open: {licence}.")
    return DatasetFinding("licence", "ok", 0, sentence, {"licence": licence.title})


SATU_DATA = {
    "konsep": gettext_noop("Columns without a concept: {columns}."),
    "definisi": gettext_noop("Columns without a definition: {columns}."),
    "klasifikasi": gettext_noop("Columns of categories without a classification: {columns}."),
    "ukuran": gettext_noop("Columns of numbers of which it is not told what they measure: {columns}."),
    "satuan": gettext_noop("Columns of numbers without a unit: {columns}."),
}
ALL_THERE = gettext_noop("All columns that need it have it.")


def _satu_data(concepts: Sequence[Concept]) -> Iterator[DatasetFinding]:
    """The five elements of standard data (BPS regulation 4/2020), each over all columns."""
    found = [one for concept in concepts for one in elements(concept)]
    for element, sentence in SATU_DATA.items():
        missing = [one.column for one in found if one.element == element and one.state is State.MISSING]
        check = f"satu_data_{element}"
        if missing:
            yield DatasetFinding(check, "notice", len(missing), sentence, {"columns": ", ".join(missing)})
        elif any(one.element == element and one.state is not State.NOT_NEEDED for one in found):
            yield DatasetFinding(check, "ok", 0, ALL_THERE)
    for one in found:
        if one.state is State.BREAKS_RULE:
            yield DatasetFinding(f"satu_data_{one.element}", "notice", 1, one.explanation, one.values)


METADATA = {
    "title": gettext_noop("The dataset has no title."),
    "description": gettext_noop("Nothing tells what the dataset is about."),
    "publisher": gettext_noop("It is not told which office the dataset is from."),
    "contact": gettext_noop("There is nobody to ask about the dataset."),
    "frequency": gettext_noop("It is not told how often the dataset is renewed."),
    "period_end": gettext_noop("It is not told which period the dataset covers."),
    "region": gettext_noop("It is not told which region the dataset is about."),
    "source": gettext_noop("It is not told where the data come from."),
    "method": gettext_noop("It is not told how the data were made."),
    "keywords": gettext_noop("The dataset has no keywords, so few will find it."),
}
NEEDED = frozenset({"title", "description", "publisher", "contact"})
"""Without these a release is of no use to anybody; the others should be there."""


def _metadata(about: About) -> Iterator[DatasetFinding]:
    missing = [name for name in METADATA if not getattr(about, name)]
    for name in missing:
        state = "problem" if name in NEEDED else "notice"
        yield DatasetFinding(f"metadata_{name}", state, 1, METADATA[name])
    sentence = gettext_noop("Of {all} things that should be told of a dataset, these are told: {there}.")
    values = {"there": len(METADATA) - len(missing), "all": len(METADATA)}
    yield DatasetFinding("metadata", "notice" if missing else "ok", len(missing), sentence, values)
