"""The five elements of Satu Data for each column, and the rules by which a concept is named.

Standard data has a concept, a definition, a classification, a measure and a unit (Perpres 39/2019; BPS
regulation 4/2020). A name of a concept holds no abbreviation, no period and no region (annex I of Permenkum
29/2025).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.regions import writing
from titiktemu.analysis.regions.codes import accepted, look_up_in
from titiktemu.analysis.regions.reading import Level, System, entries
from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning
from titiktemu.analysis.spreadsheet.values import MONTHS

SORTED_BY_CLASS = frozenset(
    {Meaning.CATEGORY, Meaning.REGION_CODE, Meaning.REGION_NAME, Meaning.ACCOUNT_CODE}
)
MEASURED = NUMBERS - {Meaning.LATITUDE, Meaning.LONGITUDE}
SHORT = frozenset(
    {
        "jml", "jlh", "jmlh", "thn", "th", "kec", "kab", "prov", "kel", "ds", "tgl", "ttl", "no", "nmr", "nm",
        "pddk", "org", "pnddk", "rmh", "kk", "rt", "rw", "dll", "dst", "dsb", "sd", "smp", "sma", "smk",
        "pkm", "rs", "opd", "skpd", "apbd", "apbn", "lk", "pr", "lp", "klmn", "pct", "thd", "dgn", "yg",
        "utk", "dr", "blm", "sdh", "keg", "prog", "pend",
    }
)  # fmt: skip
"""Short forms that offices use in headers. Household (KK) and schools (SD) have words of their own too."""
SHORT_FORM = re.compile(r"\b(?:[A-Z]{2,}[0-9]?|[A-Za-z]+\.(?=\W|$)|[A-Za-z]/[A-Za-z])(?![a-z])")
PERIOD = re.compile(
    r"\b(?:(?:19|20)\d{2}|triwulan\s+\w+|semester\s+\w+|kuartal\s+\w+|q[1-4]"
    r"|(?:bulan|tahun)\s+(?:ini|lalu))\b"
    rf"|\b(?:mei|{'|'.join(sorted(name for name in MONTHS if len(name) > 3))})\s+(?:19|20)\d{{2}}\b",
    re.IGNORECASE,
)
ALSO_WORDS = frozenset(
    {
        "batu", "batang", "pati", "tegal", "bone", "buru", "landak", "serang", "metro", "kota", "siak",
        "sigi", "agam", "paser", "bima", "solok", "maros", "dairi", "barru", "langsa", "demak", "malaka",
        "nias", "padang",
    }
)  # fmt: skip
"""Names of regencies that are words of the language as well: limestone is no matter of Kota Batu."""
LONGEST_NAME = 4
"""Words of the longest name of a province or regency that is looked for."""


class State(StrEnum):
    """How it stands with an element of a column."""

    PRESENT = "present"
    MISSING = "missing"
    BREAKS_RULE = "breaks_rule"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Concept:
    """What is told of a column.

    Attributes
    ----------
    column : str
        Its name.
    meaning : Meaning
    concept, definition, classification, measure, unit : str
        Konsep, definisi, klasifikasi, ukuran, satuan; "" where it is not told.
    """

    column: str
    meaning: Meaning = Meaning.TEXT
    concept: str = ""
    definition: str = ""
    classification: str = ""
    measure: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """One of the five elements of a column.

    Attributes
    ----------
    column, element : str
        The element is one of konsep, definisi, klasifikasi, ukuran, satuan.
    state : State
    explanation : str
        One English sentence, the key of its translation; "" where nothing is wrong.
    values : mapping of str to str
        What stands for the names in it.
    """

    column: str
    element: str
    state: State
    explanation: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


MISSING = {
    "konsep": gettext_noop("The column {column} has no concept."),
    "definisi": gettext_noop("The column {column} has no definition."),
    "klasifikasi": gettext_noop("The categories of {column} have no classification."),
    "ukuran": gettext_noop("It is not told what {column} measures: a number of something, a share, a mean."),
    "satuan": gettext_noop("The numbers of {column} have no unit."),
}
ABBREVIATED = gettext_noop("The concept of {column} holds an abbreviation: {found}. Write it in full.")
DATED = gettext_noop("The concept of {column} holds a period: {found}. The period belongs to the data.")
PLACED = gettext_noop("The concept of {column} holds a region: {found}. The region belongs to the data.")
SAYS_NOTHING = gettext_noop("The definition of {column} says no more than its name.")


def elements(one: Concept) -> list[Element]:
    """The five elements of a column: there, missing, against a rule, or not needed.

    Examples
    --------
    >>> told = Concept("jml", Meaning.INTEGER, concept="Jml penduduk Banyuwangi 2024", measure="Jumlah")
    >>> [it.values["found"] for it in elements(told) if it.state is State.BREAKS_RULE]
    ['Jml', '2024', 'Banyuwangi']
    >>> [(it.element, it.state.value) for it in elements(told)][3:]
    [('definisi', 'missing'), ('klasifikasi', 'not_needed'), ('ukuran', 'present'), ('satuan', 'missing')]
    """
    return [
        *_concept(one),
        *_definition(one),
        _plain(one, "klasifikasi", one.classification, is_needed=one.meaning in SORTED_BY_CLASS),
        _plain(one, "ukuran", one.measure, is_needed=one.meaning in MEASURED),
        _plain(one, "satuan", one.unit, is_needed=one.meaning in MEASURED - {Meaning.PERCENTAGE}),
    ]


def _plain(one: Concept, element: str, told: str, *, is_needed: bool) -> Element:
    if told.strip():
        return Element(one.column, element, State.PRESENT)
    if not is_needed:
        return Element(one.column, element, State.NOT_NEEDED)
    return Element(one.column, element, State.MISSING, MISSING[element], {"column": one.column})


def _concept(one: Concept) -> Iterator[Element]:
    if not one.concept.strip():
        yield _plain(one, "konsep", "", is_needed=True)
        return
    broken = [
        Element(one.column, "konsep", State.BREAKS_RULE, sentence, {"column": one.column, "found": found})
        for sentence, found in broken_rules(one.concept)
    ]
    yield from broken or [Element(one.column, "konsep", State.PRESENT)]


def _definition(one: Concept) -> Iterator[Element]:
    told = re.sub(r"\W+", "", one.definition).lower()
    if told and told in {re.sub(r"\W+", "", name).lower() for name in (one.concept, one.column)}:
        yield Element(one.column, "definisi", State.BREAKS_RULE, SAYS_NOTHING, {"column": one.column})
    else:
        yield _plain(one, "definisi", one.definition, is_needed=True)


def broken_rules(name: str) -> list[tuple[str, str]]:
    """Rules that the name of a concept breaks, and by what.

    Examples
    --------
    >>> [found for _rule, found in broken_rules("Jumlah balita gizi buruk")]
    []
    >>> [found for _rule, found in broken_rules("Realisasi APBD Kab. Jember triwulan II")]
    ['APBD', 'triwulan II', 'Kab. Jember']
    """
    period = PERIOD.search(name)
    # "II" of a quarter and "Kab." of a region are told by the rules after this one.
    rest = name.replace(period[0], " ") if period else name
    region = region_in(rest)
    rest = rest.replace(region, " ") if region else rest
    found = [(ABBREVIATED, short)] if (short := _short_form(rest, is_loud=name.isupper())) else []
    found += [(DATED, period[0])] if period else []
    return [*found, (PLACED, region)] if region else found


def _short_form(name: str, *, is_loud: bool) -> str:
    """The first abbreviation. In a name all of capitals, capitals say nothing."""
    found = SHORT_FORM.search(name)
    if found and not is_loud:
        return found[0].strip()
    return next((word for word in re.findall(r"[^\W_]+", name) if word.lower() in SHORT), "")


def region_in(name: str) -> str:
    """The first province or regency that a name holds, as it is written there; "" if none.

    Examples
    --------
    >>> region_in("Produksi padi Kota Probolinggo"), region_in("Luas Jawa Timur")
    ('Kota Probolinggo', 'Jawa Timur')
    >>> region_in("Produksi Batu Kapur")
    ''
    """
    words = [found.span() for found in re.finditer(r"[^\W_]+\.?", name)]
    for size in range(LONGEST_NAME, 0, -1):
        for at in range(len(words) - size + 1):
            part = name[words[at][0] : words[at + size - 1][1]]
            if _is_region(part):
                return part.rstrip(".")
    return ""


def _is_region(part: str) -> bool:
    if part.lower() in ALSO_WORDS or not part[0].isupper():
        return False
    return not writing.forms(part).isdisjoint(_upper_forms())


@cache
def _upper_forms() -> frozenset[writing.Form]:
    """Every way to write a province or a regency."""
    found: set[writing.Form] = set()
    for system in System:
        for digits in entries(system):
            region = look_up_in(digits, system) if len(digits) <= 4 else None
            if region and region.level <= Level.REGENCY:
                found |= accepted(region)
    return frozenset(found)
