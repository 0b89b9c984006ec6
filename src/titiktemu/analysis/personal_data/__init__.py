"""Whether a column holds data of people: by its values, by its name, and inside of its texts.

The kinds and their classes follow Law 27/2022 on personal data; docs/analyses/personal-data.md tells how well
they are found. `patterns` has what a faster engine needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.personal_data.columns import Column, column_of
from titiktemu.analysis.personal_data.facts import facts_of
from titiktemu.analysis.personal_data.kinds import (
    EACH_AS_OFTEN,
    EACH_ONCE,
    KEEPS_COMPANY,
    KINDS,
    NUMBERS_OF_PEOPLE,
    ONE_FACT_IS_ENOUGH,
    PLACED,
    POINTING,
    SAYS_WHO,
    Kind,
    Personal,
    personal,
)
from titiktemu.analysis.personal_data.numbers import numbers_of
from titiktemu.analysis.personal_data.patterns import SUSPECT, SUSPECTS
from titiktemu.analysis.personal_data.people import BESIDE_A_PERSON, births_of, homes_of, names_of
from titiktemu.analysis.personal_data.words import COUNTED, COUNTING, FACILITY
from titiktemu.analysis.spreadsheet.rules import Meaning, Understood
from titiktemu.analysis.spreadsheet.shapes import has_word

__all__ = [
    "KINDS", "SUSPECT", "SUSPECTS", "Kind", "Personal", "Suspects", "find_in_long", "find_personal",
    "of_persons", "personal_data",
]  # fmt: skip

ONLY_BESIDE = frozenset({BESIDE_A_PERSON, EACH_AS_OFTEN, EACH_ONCE, PLACED})
"""Evidence that says something of people only where other columns tell of them."""
BY_MEANING = {
    Meaning.NIK: "nik", Meaning.KK: "kk", Meaning.NPWP: "npwp", Meaning.PHONE: "phone",
    Meaning.EMAIL: "email", Meaning.PLATE: "plate", Meaning.BPJS: "bpjs",
    Meaning.PERSON_NAME: "person_name", Meaning.ADDRESS: "address",
}  # fmt: skip
"""Meanings that are personal data where a person has decided for them, and what they are called."""


def personal_data(
    name: str, understood: Understood, values: Mapping[str, int], *, decided: bool = False
) -> Iterator[Personal]:
    """Tell which personal data a column holds.

    Parameters
    ----------
    name : str
        Of the column.
    understood : Understood
        What it means.
    values : mapping of str to int
        Every different value, and how often it comes.
    decided : bool
        Whether a person has said what the column means; then that is taken, whatever the values look like.

    Yields
    ------
    Personal
        None for most columns; free text may hold several kinds. Each kind comes once.

    Examples
    --------
    >>> text = Understood(Meaning.TEXT, 1.0, "")
    >>> [one.kind for one in personal_data("catatan", text, {"hubungi 081234567890": 1, "-": 3})]
    ['phone']
    """
    found = find_personal(name, values, in_table=True)
    yield from found
    kind = BY_MEANING.get(understood.meaning)
    if decided and kind and kind not in {one.kind for one in found} and (column := column_of(name, values)):
        hits = round(understood.share * column.filled)
        yield personal(
            kind, hits, column.filled, gettext_noop("A person has said that the column means this.")
        )


def find_personal(
    name: str, values: Mapping[str, int], *, filled: int | None = None, in_table: bool = False
) -> tuple[Personal, ...]:
    """Tell which personal data a column holds, by nothing but its name and its values.

    Parameters
    ----------
    name : str
        Of the column; "" where it has none.
    values : mapping of str to int
        Different values, and how often each comes: all of them, or only those that fit `SUSPECT`.
    filled : int, optional
        Cells that are not missing, where `values` are only the suspects.
    in_table : bool
        Also give names that are those of people only if other columns tell of people, as `of_persons` sees.

    Returns
    -------
    tuple of Personal
        Each kind once, in the order of `KINDS`. The order of the values changes nothing.

    Examples
    --------
    >>> salaries = {"4.500.000": 2, "5.100.000": 1}
    >>> [(one.kind, one.count, one.law) for one in find_personal("gaji_pokok", salaries)]
    [('salary', 3, 'specific')]
    >>> find_personal("jumlah pasien hiv", {"3": 1, "12": 1}), find_personal("lat", {"-8.081234567890": 1})
    ((), ())
    """
    column = column_of(name, values, filled)
    if column is None:
        return ()
    found: dict[str, Personal] = {}
    for one in _all_of(column):
        if in_table or one.evidence not in ONLY_BESIDE:
            found.setdefault(one.kind, one)
    return tuple(found[kind] for kind in KINDS if kind in found)


def _all_of(column: Column) -> Iterator[Personal]:
    yield from numbers_of(column)
    yield from names_of(column)
    yield from births_of(column)
    yield from homes_of(column)
    yield from facts_of(column)


@dataclass(frozen=True, slots=True)
class Suspects:
    """What is kept of a column too long to be held.

    Attributes
    ----------
    filled : int
        Its cells that are not missing.
    sample : mapping of str to int
        Cells from everywhere in it, of any look.
    suspects : mapping of str to int
        Cells that fit `SUSPECT`: all of them, or the first so many.
    suspected : int
        How many cells fit it.
    """

    filled: int
    sample: Mapping[str, int]
    suspects: Mapping[str, int]
    suspected: int


def find_in_long(name: str, held: Suspects, *, in_table: bool = False) -> tuple[Personal, ...]:
    """Tell which personal data a column holds that is too long to be held.

    What has a form is counted among the suspects: exactly while all of them are kept, else in proportion.
    Names, births and whatever the name of the column tells are estimated by the sample.

    Parameters
    ----------
    name : str
    held : Suspects
    in_table : bool
        As in `find_personal`.

    Returns
    -------
    tuple of Personal

    Examples
    --------
    >>> notes = {"lancar": 98, "hubungi 081234567890": 2}
    >>> held = Suspects(1_000_000, notes, {"hubungi 081234567890": 3, "WA 081298765432": 2}, 20_000)
    >>> [(one.kind, one.count, one.share) for one in find_in_long("catatan", held)]
    [('phone', 20000, 0.02)]
    """
    kept = sum(held.suspects.values())
    times = held.suspected / kept if kept else 1.0
    exact = find_personal(name, held.suspects, filled=round(held.filled / times))
    found = {one.kind: replace(one, count=round(one.count * times)) for one in exact}
    for one in find_personal(name, held.sample, in_table=in_table):
        found.setdefault(one.kind, replace(one, count=round(one.share * held.filled)))
    return tuple(found[kind] for kind in KINDS if kind in found)


def of_persons(
    columns: Sequence[Iterable[Personal]], names: Sequence[str] = ()
) -> list[tuple[Personal, ...]]:
    """Leave out what is personal only beside a person, in a table that is not about single people.

    A table that counts people by sex, religion or disease has such columns and is about nobody. Records
    without names or numbers are about people all the same: births or illnesses are *combined to identify*.

    Parameters
    ----------
    columns : sequence of iterable of Personal
        What was found in each column of one table.
    names : sequence of str
        Of all columns: a column of counts tells that rows are groups. Without them, only what points at
        somebody makes a table one of people.

    Returns
    -------
    list of tuple of Personal
        As long as `columns`.

    Examples
    --------
    >>> sex = find_personal("jk", {"L": 7, "P": 5})
    >>> ill = find_personal("diagnosa", {"TB": 9, "HIV": 2, "ISPA": 1})
    >>> [len(one) for one in of_persons([sex, ()], ["jk", "desa"])]
    [0, 0]
    >>> [len(one) for one in of_persons([sex, ill], ["jk", "diagnosa"])]
    [1, 1]
    >>> [len(one) for one in of_persons([sex, ill, ()], ["jk", "diagnosa", "jumlah"])]
    [0, 0, 0]
    """
    kept = _with_company([tuple(one) for one in columns], names)
    kinds = {one.kind for found in kept for one in found}
    if kinds & POINTING or _are_records(kept, names):
        return kept
    return [tuple(one for one in found if one.kind in POINTING) for found in kept]


def _with_company(columns: list[tuple[Personal, ...]], names: Sequence[str]) -> list[tuple[Personal, ...]]:
    """Without what only counts beside people, where there are none beside it."""
    gone = set(ONLY_BESIDE)
    if _kinds(columns, gone) & KEEPS_COMPANY:
        gone.discard(BESIDE_A_PERSON)
    kinds = _kinds(columns, gone)
    counts = any(has_word(name, COUNTED) or has_word(name, COUNTING) for name in names)
    if kinds & NUMBERS_OF_PEOPLE:
        gone.clear()
    elif kinds & SAYS_WHO and not counts:
        of_bodies = "nip" in kinds or any(has_word(name, FACILITY) for name in names)
        gone -= {EACH_AS_OFTEN} if of_bodies else {EACH_AS_OFTEN, PLACED}
    return [tuple(one for one in found if one.evidence not in gone) for found in columns]


def _kinds(columns: Sequence[tuple[Personal, ...]], gone: set[str]) -> set[str]:
    return {one.kind for found in columns for one in found if one.evidence not in gone}


def _are_records(columns: Sequence[tuple[Personal, ...]], names: Sequence[str]) -> bool:
    """Whether rows are single people though nothing points at them."""
    if not names or any(has_word(name, COUNTED) or has_word(name, COUNTING) for name in names):
        return False
    facts = {one.kind for found in columns for one in found if one.is_sure}
    return bool(facts & ONE_FACT_IS_ENOUGH) or len(facts) > 1
