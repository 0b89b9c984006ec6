"""Names, births and homes: what is told by lists, by the column's name and by context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.personal_data.columns import Column
from titiktemu.analysis.personal_data.kinds import PLACED, Personal, personal
from titiktemu.analysis.personal_data.numbers import ALONE, ENOUGH, INSIDE, SAFE_ALONE
from titiktemu.analysis.personal_data.patterns import called
from titiktemu.analysis.personal_data.people_names import ENDING, HEROES, NAMES, TITLED, TITLES
from titiktemu.analysis.personal_data.words import (
    DATED,
    FACILITY,
    HOUSE,
    NAMED,
    NAMED_OTHERWISE,
    NOT_BIRTH,
    ORGANISATION,
    PERSON,
    ROLE,
    STREET,
)
from titiktemu.analysis.spreadsheet.coordinates import pair
from titiktemu.analysis.spreadsheet.shapes import has_word

MOST_WORDS = 8
"""Words of the longest name, with titles and degrees."""
MOST_WORDS_OF_BODY = 5
LISTED_UNDER_PERSON, LISTED_UNDER_NAME, LISTED_ALONE = 0.1, 0.5, 0.7
"""Share of the cells with a word of the list: by how much the column's name says."""
STRONG_UNDER_NAME = 0.4
BIRTHS_SPREAD, BIRTHS_BEFORE = 20, 2008
"""Years between the first and the last tenth of birth dates, and the year before which half of them lie."""
FEWEST_DATES = 6
BESIDE_A_PERSON = gettext_noop("A column of names, in a table in which other columns tell of people.")
_NOTHING_BUT_NAME = re.compile(r"(?:nama|nm\.?|name|nama[ _]?lengkap)", re.IGNORECASE)
_SAYS_NOTHING = re.compile(r"(?:kolom|column|col|field|unnamed)?[ _:-]*[0-9]*|[a-z]{1,2}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_BORN = re.compile(
    r"(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:[A-Za-z .]{2,30},? ?)?(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)[0-9]{2}|[0-9]{2})"
    r"|[1-4][0-9]{4}"
)
"""A year, a date without marks between its parts, or the number that a spreadsheet has for a day."""
_YEAR_IN = re.compile(r"(?:19|20)[0-9]{2}")


def names_of(column: Column) -> Iterator[Personal]:
    """Tell whether a column holds names of people; never sure.

    What is called "Nama" and holds words that no list has, or has no name and some that one has, is told too,
    with the evidence `BESIDE_A_PERSON`.
    """
    cells = column.under("words")
    evidence = _name_evidence(column, cells) if column.share(cells) >= ALONE else ""
    is_name = not evidence and _NOTHING_BUT_NAME.fullmatch(column.name.strip())
    hits = column.count(cells, _may_be_name) if evidence or is_name else 0
    if is_name and hits >= SAFE_ALONE * column.filled:
        evidence = BESIDE_A_PERSON
    if evidence in {"", BESIDE_A_PERSON} and _is_free_text(column):
        called_so = column.count(column.under("wordy"), _calls_somebody)
        evidence, hits = (INSIDE, called_so) if called_so else (evidence, hits)
    if evidence and hits:
        yield personal("person_name", hits, column.filled, evidence, is_sure=False)


@dataclass(slots=True)
class _Spoken:
    """Cells, each as often as it comes: with a word that is a name, mostly names, of bodies, of heroes whom
    streets are called after; and all their words."""

    listed: int = 0
    strong: int = 0
    bodies: int = 0
    streets: int = 0
    words: int = 0

    def hear(self, cell: str, many: int) -> None:
        """Take one cell in."""
        spoken = _WORD.findall(cell.lower())
        if len(spoken) > MOST_WORDS or not spoken:
            return
        if not ORGANISATION.isdisjoint(spoken):
            self.bodies += many
            return
        if " ".join(spoken) in HEROES:
            self.streets += many
        told = [one for one in spoken if one not in TITLES and len(one) > 1]
        hits = sum(_is_name(one) for one in told)
        titled = TITLED.search(cell) is not None
        self.listed += many * (hits > 0 or titled)
        self.strong += many * (titled or (hits > 0 and 2 * hits >= len(told)))
        self.words += many * len(told)


def _is_name(word: str) -> bool:
    """Whether a word is in the list, or ends as names do and words of places do not."""
    return word in NAMES or ENDING.fullmatch(word) is not None


def _name_evidence(column: Column, cells: list[str]) -> str:
    said, total = _Spoken(), column.filled
    for cell in cells:
        said.hear(cell, column.known[cell])
    if said.bodies > 0.3 * total or said.streets > 0.5 * total:
        return ""
    named = has_word(column.name, NAMED)
    if has_word(column.name, PERSON):
        few = named and len(column.known) < ENOUGH
        needed = LISTED_UNDER_PERSON if named else LISTED_UNDER_NAME
        return _SAID if few or said.listed >= needed * total else ""
    if has_word(column.name, ROLE) and said.strong >= STRONG_UNDER_NAME * total:
        return _SAID
    if has_word(column.name, NAMED_OTHERWISE):
        return ""
    if named:
        enough = said.listed >= LISTED_UNDER_NAME * total and said.strong >= STRONG_UNDER_NAME * total
        return _SAID if enough else ""
    mostly = said.strong >= LISTED_ALONE * total and said.words >= 1.5 * said.strong
    if said.bodies + said.streets > 0.1 * total:
        return ""
    some = _SAYS_NOTHING.fullmatch(column.name.strip()) and said.strong >= STRONG_UNDER_NAME * total
    return _LISTED if mostly else BESIDE_A_PERSON if some else ""


_SAID = gettext_noop("Words as in names of people, and the name of the column says so.")
_LISTED = gettext_noop(
    "Most values hold words that are names of people; the name of the column does not say so."
)


def _is_free_text(column: Column) -> bool:
    return column.is_text and not (has_word(column.name, NAMED) and has_word(column.name, NAMED_OTHERWISE))


def _may_be_name(cell: str) -> bool:
    spoken = _WORD.findall(cell.lower())
    return 0 < len(spoken) <= MOST_WORDS and ORGANISATION.isdisjoint(spoken)


def _calls_somebody(cell: str) -> bool:
    words = cell.lower().split(maxsplit=MOST_WORDS_OF_BODY)
    if words[0] in ORGANISATION and len(words) <= MOST_WORDS_OF_BODY:
        return False  # a workshop or a shop that is called after its owner
    for one in called(cell):
        spoken = _WORD.findall(one.lower())
        if ORGANISATION.isdisjoint(spoken) and any(map(_is_name, spoken)):
            return True
    return False


def births_of(column: Column) -> Iterator[Personal]:
    """Tell of birth dates by the name of the column, or by years as far apart as those of people."""
    dates = column.under("date")
    if "birth_place" in column.heads:
        cells = column.under("words")
        if column.share(cells) >= ALONE:
            evidence = gettext_noop("Words, and the name says place of birth.")
            yield personal("birth_place", column.count(cells), column.filled, evidence)
    if "birth_date" in column.heads and "birth_place" not in column.heads:
        cells = dates or [one for one in column.known if _BORN.fullmatch(one)]
        if cells and column.share(cells) >= ALONE:
            evidence = gettext_noop("The values are dates, and the name says birth.")
            yield personal("birth_date", column.count(cells), column.filled, evidence)
    elif column.share(dates) >= 0.9 and _says_no_date(column.name) and _spread_as_births(dates):
        evidence = gettext_noop("Dates of many decades, as births are; the name does not say so.")
        yield personal("birth_date", column.count(dates), column.filled, evidence, is_sure=False)


def _says_no_date(name: str) -> bool:
    return not has_word(name, NOT_BIRTH) and not has_word(name, DATED)


def _spread_as_births(dates: list[str]) -> bool:
    years = sorted(year for one in dates if (year := _year(one)))
    if len(years) < FEWEST_DATES:
        return False
    first, last = years[len(years) // 10], years[-1 - len(years) // 10]
    return last - first >= BIRTHS_SPREAD and years[len(years) // 2] < BIRTHS_BEFORE


def _year(date: str) -> int:
    if found := _YEAR_IN.search(date):
        return int(found[0])
    short = date[-2:]
    return int(short) + (2000 if int(short) < 30 else 1900) if short.isascii() and short.isdecimal() else 0


def homes_of(column: Column) -> Iterator[Personal]:
    """Tell of addresses, but not of those of offices, and not of mere names of streets.

    What is a place on the map is told with the evidence `PLACED`, which counts only beside people.
    """
    if (places := column.count(column.under("place"), pair)) >= ALONE * column.filled:
        if not has_word(column.name, FACILITY):
            yield personal("address", places, column.filled, PLACED, is_sure=False)
        return
    if "address" in column.heads:
        hits = column.count(column.known, _may_be_address)
        if not has_word(column.name, FACILITY) and hits >= ALONE * column.filled:
            yield personal("address", hits, column.filled, gettext_noop("The name says address."))
        return
    if has_word(column.name, FACILITY) or has_word(column.name, NAMED_OTHERWISE):
        return
    hits = column.count(column.under("wordy"), lambda one: STREET.match(one) and HOUSE.search(one))
    if hits and hits >= 0.6 * column.filled:
        evidence = gettext_noop("Streets with numbers of houses; whose they are cannot be seen.")
        yield personal("address", hits, column.filled, evidence, is_sure=False)


def _may_be_address(cell: str) -> bool:
    lowered = cell.lower()
    return "@" not in cell and "://" not in cell and "www." not in lowered and any(map(str.isalpha, cell))
