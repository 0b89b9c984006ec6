"""Blanking as few values as it takes that nobody in a table of people stands out (local suppression)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from titiktemu.analysis.microdata import (
    MISSING,
    Ints,
    Key,
    coded,
    coded_of,
    distinct_rows,
    frequencies_of_codes,
)

type Flags = NDArray[np.bool_]
type Row = tuple[int, ...]

MOST_COLUMNS = 10
"""Beyond, there are too many sets of columns to try; such a table must be made coarser first."""
TRIED = 300_000_000
"""Comparisons spent at most on giving blanked values back."""


def blank_until(
    keys: Sequence[Key], least: int, importance: Sequence[int] | None = None
) -> tuple[list[Key], int]:
    """Blank as few values as it takes that every combination fits at least so many records.

    Record after record, the rarest first, the smallest set of values is blanked that reaches the bar; of sets
    of one size the one whose columns matter least, then the one with which most records fit. At the end
    values are given back that others have made needless to blank.

    Parameters
    ----------
    keys : sequence of tuples
        Identifying values; None where one is missing.
    least : int
        k of k-anonymity.
    importance : sequence of int, optional
        Of the columns: 1 is blanked last. By number of different values unless told otherwise.

    Returns
    -------
    list of tuples, int
        The same records with blanks, and how many values were blanked.

    Raises
    ------
    ValueError
        Where there are fewer records than `least`.

    Examples
    --------
    >>> blank_until([("P", 30), ("P", 30), ("P", 31)], 2)
    ([('P', 30), ('P', 30), ('P', None)], 1)
    """
    blanks = blanks_of_codes(coded(keys), least, importance)
    made = [
        tuple(MISSING if gone else value for value, gone in zip(key, row, strict=True))
        for key, row in zip(keys, blanks.tolist(), strict=True)
    ]
    return made, int(blanks.sum())


def local_suppression_of(
    frame: pl.DataFrame,
    columns: Sequence[str],
    least: int,
    *,
    importance: Sequence[str] = (),
    strata: Sequence[str] = (),
) -> tuple[pl.DataFrame, int]:
    """Likewise for columns of a table, in each stratum by itself.

    Parameters
    ----------
    frame : DataFrame
    columns : sequence of str
        Those that together may identify somebody.
    least : int
        k of k-anonymity.
    importance : sequence of str
        Names of columns, the one that is blanked last first; those not named follow.
    strata : sequence of str
        Columns that part the table; within each part every combination fits enough records.

    Returns
    -------
    DataFrame, int
        The table, and how many values were blanked.

    Raises
    ------
    ValueError
        Where the table or a stratum has fewer records than `least`.

    Examples
    --------
    >>> table = pl.DataFrame({"jk": ["P", "P", "P"], "umur": [30, 30, 31]})
    >>> local_suppression_of(table, ["jk", "umur"], 2)[0]["umur"].to_list()
    [30, 30, None]
    """
    codes = coded_of(frame, columns)
    matters = _by_name(columns, importance, codes)
    blanks = np.zeros(codes.shape, dtype=bool)
    parts = distinct_rows(coded_of(frame, strata))[1] if strata else np.zeros(len(codes), dtype=np.int64)
    for part in np.unique(parts):
        here = np.flatnonzero(parts == part)
        blanks[here] = blanks_of_codes(codes[here], least, matters)
    made = frame.with_columns(
        pl.when(pl.Series(~blanks[:, at])).then(pl.col(name)).alias(name) for at, name in enumerate(columns)
    )
    return made, int(blanks.sum())


def _by_name(columns: Sequence[str], importance: Sequence[str], codes: Ints) -> list[int]:
    usual = _importance(codes)
    named = {name: place for place, name in enumerate(importance)}
    order = sorted(range(len(columns)), key=lambda at: (named.get(columns[at], len(named)), usual[at]))
    return [order.index(at) + 1 for at in range(len(columns))]


def _importance(codes: Ints) -> list[int]:
    different = [len(np.unique(column[column >= 0])) for column in codes.T]
    order = sorted(range(len(different)), key=lambda place: (different[place], place))
    return [order.index(place) + 1 for place in range(len(different))]


def blanks_of_codes(codes: Ints, least: int, importance: Sequence[int] | None = None) -> Flags:
    """Which values are blanked, for columns in numbers (-1 where one is missing).

    Raises
    ------
    ValueError
        Where there are fewer records than `least`, or more columns than `MOST_COLUMNS`.
    """
    if len(codes) < least:
        raise ValueError(f"fewer than {least} records")
    if codes.shape[1] > MOST_COLUMNS:
        raise ValueError(f"more than {MOST_COLUMNS} columns")
    matters = _importance(codes) if importance is None else list(importance)
    made = codes.copy()
    fit = frequencies_of_codes(made).sample
    rare = np.flatnonzero(fit < least)
    rare = rare[np.lexsort((rare, fit[rare]))]
    if len(rare):
        _Blanking(made, rare, least, matters).run()
        _give_back(codes, made, rare, least, matters)
    return (made < 0) & (codes >= 0)


class _Blanking:
    """One pass over the rare records.

    For each record it is known from the start how many fit when a set of columns is not looked at; what was
    blanked since in other records is added. Sets of columns are bits of a number.
    """

    def __init__(self, made: Ints, rare: Ints, least: int, matters: Sequence[int]) -> None:
        self.codes, self.made, self.rare, self.least = made.copy(), made, rare, least
        width = made.shape[1]
        self.whole = (1 << width) - 1
        self.sets = sorted(
            range(1, 1 << width),
            key=lambda one: (one.bit_count(), -sum(matters[at] for at in _places(one))),
        )
        self.known: dict[int, Ints] = {0: frequencies_of_codes(made).sample[rare]}
        self.changes = _Changes()

    def run(self) -> None:
        """Blank what must be."""
        for place, row in enumerate(map(tuple, self.codes[self.rare].tolist())):
            if self._fit(place, row, 0) >= self.least:
                continue
            filled = _pattern(row)
            # A set with a column that is missing anyway comes again without it.
            chosen = next(
                one for one in self.sets if not one & ~filled and self._fit(place, row, one) >= self.least
            )
            blanked = tuple(-1 if chosen >> at & 1 else value for at, value in enumerate(row))
            self.changes.add(row, -1)
            self.changes.add(blanked, 1)
            self.made[self.rare[place]] = blanked

    def _fit(self, place: int, row: Row, blanked: int) -> int:
        if blanked not in self.known:
            left = _places(self.whole & ~blanked)
            found = frequencies_of_codes(self.codes[:, left]).sample if left else [len(self.codes)]
            self.known[blanked] = np.broadcast_to(found, len(self.codes))[self.rare]
        return int(self.known[blanked][place]) + self.changes.fitting(row, _pattern(row) & ~blanked)


class _Changes:
    """Rows that came and went, found again by any of their columns."""

    def __init__(self) -> None:
        self.rows: dict[int, Counter[Row]] = {}
        self.indexes: dict[int, dict[int, Counter[Row]]] = {}

    def add(self, row: Row, many: int) -> None:
        """Count a row in, or out."""
        pattern = _pattern(row)
        self.rows.setdefault(pattern, Counter())[row] += many
        for columns, index in self.indexes.setdefault(pattern, {}).items():
            index[_part(row, columns)] += many

    def fitting(self, row: Row, columns: int) -> int:
        """How many more fit a row now, looked at in some columns."""
        return sum(
            self._index(pattern, pattern & columns)[_part(row, pattern & columns)] for pattern in self.rows
        )

    def _index(self, pattern: int, columns: int) -> Counter[Row]:
        known = self.indexes[pattern]
        if columns not in known:
            known[columns] = Counter()
            for row, many in self.rows[pattern].items():
                known[columns][_part(row, columns)] += many
        return known[columns]


@cache
def _places(columns: int) -> tuple[int, ...]:
    return tuple(at for at in range(columns.bit_length()) if columns >> at & 1)


def _pattern(row: Row) -> int:
    return sum(1 << at for at, value in enumerate(row) if value >= 0)


def _part(row: Row, columns: int) -> Row:
    return tuple([row[at] for at in _places(columns)])


def _differing(rows: Ints, row: Ints) -> Flags:
    """Which rows differ from one row; gaps differ from nothing."""
    filled = row >= 0
    part = rows[:, filled]
    return np.asarray(((part != row[filled]) & (part >= 0)).any(axis=1))


def _give_back(codes: Ints, made: Ints, rare: Ints, least: int, matters: Sequence[int]) -> None:
    """Put values back without which every combination still fits enough records."""
    gone = [
        (matters[column], at, column)
        for at in rare.tolist()
        for column in np.flatnonzero((made[at] < 0) & (codes[at] >= 0)).tolist()
    ]
    if len(gone) * len(made) > TRIED:
        return
    fit = frequencies_of_codes(made).sample
    for _matter, at, column in sorted(gone):
        lost = np.flatnonzero((made[:, column] >= 0) & (made[:, column] != codes[at, column]))
        lost = lost[~_differing(made[lost], made[at])]
        if fit[at] - len(lost) >= least and (fit[lost] > least).all():
            made[at, column] = codes[at, column]
            fit[at] -= len(lost)
            fit[lost] -= 1
