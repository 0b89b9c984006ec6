"""Whether a column holds data of people: by its values, by its name, and inside of its texts.

The kinds and their classes follow Law 27/2022 on personal data; docs/analyses/personal-data.md tells how well
they are found. `patterns` has what a faster engine needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.personal_data.columns import Column, column_of, kinds_by_name
from titiktemu.analysis.personal_data.facts import facts_of
from titiktemu.analysis.personal_data.kinds import KINDS, POINTING, Kind, Personal, personal
from titiktemu.analysis.personal_data.numbers import numbers_of
from titiktemu.analysis.personal_data.patterns import SUSPECT, SUSPECTS
from titiktemu.analysis.personal_data.people import births_of, homes_of, names_of
from titiktemu.analysis.spreadsheet.rules import Meaning, Understood

__all__ = [
    "KINDS", "SUSPECT", "SUSPECTS", "Kind", "Personal", "find_personal", "of_persons", "personal_data",
]  # fmt: skip

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
    found = find_personal(name, values)
    yield from found
    kind = BY_MEANING.get(understood.meaning)
    if decided and kind and kind not in {one.kind for one in found} and (column := column_of(name, values)):
        hits = round(understood.share * column.filled)
        yield personal(
            kind, hits, column.filled, gettext_noop("A person has said that the column means this.")
        )


def find_personal(name: str, values: Mapping[str, int], *, filled: int | None = None) -> tuple[Personal, ...]:
    """Tell which personal data a column holds, by nothing but its name and its values.

    Parameters
    ----------
    name : str
        Of the column; "" where it has none.
    values : mapping of str to int
        Different values, and how often each comes: all of them, or only those that fit `SUSPECT`.
    filled : int, optional
        Cells that are not missing, where `values` are only the suspects.

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
        found.setdefault(one.kind, one)
    return tuple(found[kind] for kind in KINDS if kind in found)


def _all_of(column: Column) -> Iterator[Personal]:
    yield from numbers_of(column)
    yield from names_of(column)
    yield from births_of(column)
    yield from homes_of(column)
    yield from facts_of(column)


def needs_all_values(name: str) -> bool:
    """Whether the name speaks of people, so that the suspects among the values are not enough.

    Examples
    --------
    >>> needs_all_values("diagnosa"), needs_all_values("kode_rup")
    (True, False)
    """
    return bool(kinds_by_name(name))


def of_persons(columns: Sequence[Iterable[Personal]]) -> list[tuple[Personal, ...]]:
    """Leave out what is personal only beside a person, in a table where no column points at one.

    A table that counts people by sex, religion or disease has such columns and is about nobody.

    Parameters
    ----------
    columns : sequence of iterable of Personal
        What was found in each column of one table.

    Returns
    -------
    list of tuple of Personal
        As long as `columns`.

    Examples
    --------
    >>> sex = find_personal("jk", {"L": 7, "P": 5})
    >>> [len(one) for one in of_persons([sex, ()])]
    [0, 0]
    >>> [len(one) for one in of_persons([sex, find_personal("email", {"ani@contoh.id": 1})])]
    [1, 1]
    """
    kept = [tuple(one) for one in columns]
    if any(one.kind in POINTING for found in kept for one in found):
        return kept
    return [tuple(one for one in found if one.kind in POINTING) for found in kept]
