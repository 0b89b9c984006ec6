"""Counting one column of a table, piece by piece, exactly and in bounded memory.

A column of few different values is counted value by value. One of very many is asked in whole which of its
values certainly are what the column means (`spreadsheet.surely`); only the others are looked at one by one,
by the same rules. Both ways give the same counts, but only the second can do without holding every text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.personal_data.patterns import SUSPECT
from titiktemu.analysis.spreadsheet.columns import misfit
from titiktemu.analysis.spreadsheet.rules import MOST, NUMBERS, Meaning, Understood
from titiktemu.analysis.spreadsheet.surely import DEGREES, surely
from titiktemu.analysis.spreadsheet.values import degrees, is_missing, number, read_date

IDENTIFIERS = frozenset({Meaning.IDENTIFIER, Meaning.NIK, Meaning.SCHOOL_ID, Meaning.BPJS})
MANY = 50_000
"""Different values, as a sample tells them, beyond which a column is not counted value by value."""
SKETCH = 100_000
"""Different values up to which they are counted exactly; beyond, their number is estimated."""
LARGEST_HASH = 2**64
MOST_SUSPECTS = 50_000
"""Different texts of a long column that are kept to be looked at for personal data."""


@dataclass(slots=True)
class Distinct:
    """How many different values there are: exact to `SKETCH`, then by the smallest hashes [1]_.

    The standard error of the estimate is 1/√SKETCH, a third of a per cent. What must be exact keeps all
    hashes of 64 bits: two values of two million share one with a chance below one in five million.

    References
    ----------
    .. [1] Z. Bar-Yossef, T. S. Jayram, R. Kumar, D. Sivakumar, L. Trevisan (2002). "Counting distinct
       elements in a data stream". RANDOM 2002. doi:10.1007/3-540-45726-7_1
    """

    is_exact: bool
    kept: list[pl.Series] = field(default_factory=list)
    limit: int = LARGEST_HASH
    _waiting: int = 0

    def add(self, hashes: pl.Series) -> None:
        """Take over the hashes of the values of a piece."""
        if self.is_exact:
            self.kept.append(hashes)
            return
        if self.limit < LARGEST_HASH:
            hashes = hashes.filter(hashes < self.limit)
        self.kept.append(hashes)
        self._waiting += hashes.len()
        if self._waiting > 4 * SKETCH:
            self._shrink()

    def _shrink(self) -> None:
        """Keep only the smallest different hashes."""
        held = pl.concat(self.kept).unique()
        if held.len() > SKETCH:
            held = held.sort()
            self.limit = int(held[SKETCH])
            held = held.head(SKETCH)
        self.kept, self._waiting = [held], 0

    def count(self) -> int:
        """Different values; of an estimate, the nearest whole number."""
        if not self.kept:
            return 0
        if self.is_exact:
            return pl.concat(self.kept).n_unique()
        self._shrink()
        held = self.kept[0]
        return held.len() if self.limit == LARGEST_HASH else round(SKETCH / (self.limit / LARGEST_HASH))

    @property
    def is_estimate(self) -> bool:
        """Whether `count` is no exact number."""
        return not self.is_exact and self.limit < LARGEST_HASH


class Tally:
    """The counts of one column.

    Parameters
    ----------
    understood : Understood
        What the column is taken for.
    keeps_days : bool
        Whether dates are kept as numbers, to compare them with those of another column.

    Attributes
    ----------
    missing, filled : int
        Cells without and with a value.
    misfits : list of int
        Rows whose value cannot be read as the column is.

    Notes
    -----
    Values are told apart by hashes of 64 bits: two of a hundred thousand share one with a chance below one in
    a thousand million.
    """

    def __init__(self, understood: Understood, *, keeps_days: bool = False) -> None:
        self.understood = understood
        self.missing = self.filled = 0
        self.misfits: list[int] = []
        self._keeps_days = keeps_days and understood.meaning is Meaning.DATE
        self._many: dict[int, int] = {}
        self._value: dict[int, str] = {}
        self._missing: set[int] = set()
        self._misfit: set[int] = set()
        self._read: dict[int, float | None] = {}
        self._numbers: list[pl.Series] = []

    def add(self, values: pl.Series, rows: pl.Series) -> pl.Series:
        """Count the cells of a piece. Gives a hash of each."""
        hashes = values.hash()
        different = self._count(values, hashes)
        self._note_misfits(different, hashes, rows)
        if self.keeps_numbers:
            self._numbers.append(self._read_all(different, hashes))
        return hashes

    @property
    def keeps_numbers(self) -> bool:
        """Whether `numbers` gives the values of the rows."""
        return self.understood.meaning in NUMBERS or self._keeps_days

    def _count(self, values: pl.Series, hashes: pl.Series) -> list[int]:
        """Count values one by one; gives the hashes of the different ones."""
        counted = hashes.value_counts(name="many")
        different: list[int] = counted[hashes.name].to_list()
        self._meet([key for key in different if key not in self._many], values, hashes)
        for key, many in zip(different, counted["many"].to_list(), strict=True):
            self._many[key] += many
            if key in self._missing:
                self.missing += many
            else:
                self.filled += many
        return different

    def _meet(self, new: list[int], values: pl.Series, hashes: pl.Series) -> None:
        """Judge values that were not seen before."""
        if not new:
            return
        met = hashes.is_in(pl.Series(new, dtype=pl.UInt64).implode())
        first = pl.DataFrame({"hash": hashes.filter(met), "value": values.filter(met)}).unique("hash")
        for key, value in first.iter_rows():
            self._many[key] = 0
            self._judge(key, value)

    def _judge(self, key: int, value: str) -> None:
        self._value[key] = value
        if is_missing(value):
            self._missing.add(key)
        elif misfit(self.understood, value):
            self._misfit.add(key)
        elif self.keeps_numbers:
            self._read[key] = self._number(value)

    def _number(self, value: str) -> float | None:
        if self.understood.meaning in NUMBERS:
            read = number(value, self.understood.decimal or ".")
            return degrees(value) if read is None and self.understood.meaning in DEGREES else read
        day = read_date(value, month_first=self.understood.month_first)
        return float(day.toordinal()) if day else None

    def _note_misfits(self, different: list[int], hashes: pl.Series, rows: pl.Series) -> None:
        if self._misfit and (wrong := self._misfit.intersection(different)):
            self.misfits += rows.filter(
                hashes.is_in(pl.Series(list(wrong), dtype=pl.UInt64).implode())
            ).to_list()

    def _read_all(self, different: list[int], hashes: pl.Series) -> pl.Series:
        read = pl.Series([self._read.get(key) for key in different], dtype=pl.Float64)
        keys = pl.Series(different, dtype=pl.UInt64)
        return hashes.replace_strict(keys, read, default=None, return_dtype=pl.Float64)

    @property
    def known(self) -> Counter[str]:
        """Every different value looked at, and how often it comes; of a long column, few of them."""
        return Counter({self._value[key]: many for key, many in self._many.items()})

    @property
    def numbers(self) -> pl.Series | None:
        """The number in each row, null where there is none; None for a column of something else."""
        if not self.keeps_numbers:
            return None
        return pl.concat(self._numbers) if self._numbers else pl.Series(dtype=pl.Float64)

    @property
    def fitting(self) -> list[str]:
        """The different values that are neither missing nor misfits."""
        bad = self._missing | self._misfit
        return [value for key, value in self._value.items() if key not in bad]

    def distinct(self) -> tuple[int, bool]:
        """Different values, and whether that is exact."""
        there = {value.strip() for key, value in self._value.items() if key not in self._missing}
        return len(there), True

    def ends(self) -> tuple[float | str | None, float | str | None]:
        """Smallest and largest: of numbers, of days, else of texts in the order of their letters."""
        found: list[float] | list[str]
        if self.understood.meaning in NUMBERS:
            found = [read for read in self._read.values() if read is not None]
        elif self.understood.meaning is Meaning.DATE:
            days = [read_date(value, month_first=self.understood.month_first) for value in self.fitting]
            found = [day.isoformat() for day in days if day]
        else:
            found = [value.strip() for value in self.fitting]
        return (min(found), max(found)) if found else (None, None)


class LongTally(Tally):
    """The counts of a column with very many different values, which are not held."""

    def __init__(self, understood: Understood, *, keeps_days: bool = False) -> None:
        super().__init__(understood, keeps_days=True)
        self._different = Distinct(is_exact=understood.meaning in IDENTIFIERS)
        self.suspects: Counter[str] = Counter()
        """Values of a column of words that may hold personal data inside, the first `MOST_SUSPECTS` or so."""
        self.suspected = 0
        """How many cells there are of these, kept or not."""
        self._smallest: list[float | str] = []
        self._largest: list[float | str] = []

    def add(self, values: pl.Series, rows: pl.Series) -> pl.Series:
        """Count the cells of a piece. Gives a hash of each."""
        if self.understood.meaning in IDENTIFIERS:
            values = values.str.strip_chars()
        sure, read = surely(self.understood, values)
        self.filled += int(sure.sum())
        hashes = kept_hashes = values.hash()
        there = values
        if not sure.all():
            open_, keys = ~sure, hashes.filter(~sure)
            different = self._count(values.filter(open_), keys)
            self._note_misfits(different, keys, rows.filter(open_))
            if read is not None:
                read = read.zip_with(sure, self._read_all(different, hashes))
            if empty := self._missing.intersection(different):
                kept = ~hashes.is_in(pl.Series(list(empty), dtype=pl.UInt64).implode())
                there, kept_hashes = values.filter(kept), hashes.filter(kept)
        if read is not None and self.keeps_numbers:
            self._numbers.append(read)
        self._different.add(kept_hashes)
        if self.understood.meaning is Meaning.TEXT:
            self._suspect(values)
        self._reach(there if read is None else read)
        self._forget()
        return hashes

    def _suspect(self, values: pl.Series) -> None:
        fitting = values.filter(values.str.contains(SUSPECT))
        self.suspected += fitting.len()
        if len(self.suspects) < MOST_SUSPECTS:
            self.suspects.update(fitting.to_list())

    def _reach(self, there: pl.Series) -> None:
        if there.drop_nulls().len():
            self._smallest.append(there.min())  # type: ignore[arg-type] # typed as anything; not empty
            self._largest.append(there.max())  # type: ignore[arg-type] # the same

    def _forget(self) -> None:
        """Values that were looked at one by one, when there are too many of them to be held."""
        if len(self._many) > SKETCH:
            for held in (self._many, self._value, self._missing, self._misfit, self._read):
                held.clear()

    def distinct(self) -> tuple[int, bool]:
        """Different values, and whether that is exact."""
        return self._different.count(), not self._different.is_estimate

    def ends(self) -> tuple[float | str | None, float | str | None]:
        """Smallest and largest: of numbers, of days, else of texts in the order of their letters."""
        if not self._smallest:
            return None, None
        low, high = min(self._smallest), max(self._largest)
        if self.understood.meaning is Meaning.DATE:
            return (date.fromordinal(int(low)).isoformat(), date.fromordinal(int(high)).isoformat())
        return low, high


def tally_for(understood: Understood, sample: Mapping[str, int], *, keeps_days: bool, held: bool) -> Tally:
    """The way of counting that a column needs.

    Parameters
    ----------
    understood : Understood
    sample : mapping of str to int
        Values of a sample, and how often they come in it.
    keeps_days : bool
        Whether dates are compared with another column.
    held : bool
        Whether the whole column is in memory anyway.
    """
    made = Tally if held or expected_distinct(sample) < MANY else LongTally
    return made(understood, keeps_days=keeps_days)


def expected_distinct(sample: Mapping[str, int]) -> float:
    """How many different values a column has, by those that come once and twice in a sample [1]_.

    Examples
    --------
    >>> expected_distinct({"a": 5, "b": 7}), expected_distinct({"a": 1, "b": 1, "c": 2})
    (2.0, 5.0)

    References
    ----------
    .. [1] A. Chao (1984). "Nonparametric estimation of the number of classes in a population".
       Scandinavian Journal of Statistics 11(4).
    """
    once = sum(1 for many in sample.values() if many == 1)
    twice = sum(1 for many in sample.values() if many == 2)
    if not once:
        return float(len(sample))
    return len(sample) + once * once / (2 * twice) if twice else len(sample) + once * (once - 1) / 2


def settled(tally: LongTally) -> Understood:
    """What a long column means once all of it was read.

    What a sample promised has to hold in the whole; where it does not, the column is free text. Whole numbers
    of a sample may turn out to have decimals.
    """
    one, numbers = tally.understood, tally.numbers
    if not tally.filled or one.meaning in {Meaning.TEXT, Meaning.CATEGORY, Meaning.IDENTIFIER}:
        return one
    fit = 1 - len(tally.misfits) / tally.filled
    if fit < MOST:
        return Understood(Meaning.TEXT, 1.0, gettext_noop("Free text."))
    if one.meaning is Meaning.INTEGER and numbers is not None and (numbers != numbers.floor()).any():
        return replace(
            one, meaning=Meaning.DECIMAL, evidence=gettext_noop("The values are numbers with decimals.")
        )
    return replace(one, share=fit)
