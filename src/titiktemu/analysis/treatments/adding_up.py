"""How columns and rows of a table add up, found by their values: whatever adds up can be subtracted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
import polars as pl
from numpy.typing import NDArray

type Floats = NDArray[np.float64]

MOST_ROWS, FEWEST_ROWS = 0.8, 4
"""A total holds in most rows, as single wrong ones happen; in very few rows anything may add up by chance."""
MOST_COLUMNS, MOST_STEP = 60, 6
MOST_LOOKED_AT = 2000
"""Rows in which sums are looked for."""
FIRST_ROWS = 50
"""Rows from everywhere by which most candidates fall."""
NEAR = 0.5
CORRECTED = 0.05
"""Part by which a total may have been corrected since the last release."""
CODE = re.compile(r"\d{2}(\.\d{2}){0,2}|\d{2}(\.\d{2}){2}\.\d{4}|\d{4}|\d{6,7}|\d{10}")
"""How codes of regions are written, with dots and without."""
RATES = (1.0, 100.0, 1_000.0, 10_000.0, 100_000.0)
MOST_DECIMALS = 6
THREE = len(("rate", "above", "below"))


@dataclass(frozen=True, slots=True)
class Group:
    """Columns with counts that add up.

    Attributes
    ----------
    columns : tuple of str
    whole : str
        The column that is the sum of all others; "" where there is none.
    tree : mapping of str to tuple of str
        Which columns are the sum of which others, `whole` left out.
    is_tangled : bool
        Whether columns are parts of several sums, which is no tree.
    """

    columns: tuple[str, ...]
    whole: str = ""
    tree: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_tangled: bool = False


def groups_of(
    frames: Sequence[pl.DataFrame], listed: Sequence[str], left_out: Sequence[str], totals: Sequence[str]
) -> list[Group]:
    """Groups of columns that add up in one of the frames, with all the listed ones.

    A column that is not listed is taken in where it is the sum of listed ones, or a part of such a sum: what
    is shown in it would tell what is hidden in them.

    Examples
    --------
    >>> table = pl.DataFrame({"l": [3, 14, 11, 7], "p": [19, 22, 2, 9], "semua": [22, 36, 13, 16]})
    >>> groups_of([table], ["l"], [], [])
    [Group(columns=('l', 'p', 'semua'), whole='semua', tree={}, is_tangled=False)]
    """
    sums: dict[str, tuple[str, ...]] = {}
    is_tangled: set[str] = set()
    for frame in frames:
        for whole, parts in sums_in(frame, listed, left_out, totals):
            if sums.setdefault(whole, parts) != parts:
                is_tangled |= {whole, *parts}
    found = []
    for names in _joined(sums, listed):
        own = {whole: parts for whole, parts in sums.items() if whole in names}
        found.append(_group(names, own, is_tangled=bool(is_tangled & names)))
    return found


def _group(names: set[str], sums: Mapping[str, tuple[str, ...]], *, is_tangled: bool) -> Group:
    parts = [part for several in sums.values() for part in several]
    tops = [one for one in names if one not in parts]
    whole = tops[0] if len(tops) == 1 and len(names) > 1 else ""
    columns = tuple(sorted(names))
    tree = {one: several for one, several in sums.items() if one != whole}
    return Group(columns, whole, tree, is_tangled or len(parts) > len({*parts}))


def _joined(sums: Mapping[str, tuple[str, ...]], listed: Sequence[str]) -> list[set[str]]:
    """Sets of columns that hang together, those without a listed one left out."""
    sets: list[set[str]] = [{one} for one in listed]
    for whole, parts in sums.items():
        together = {whole, *parts}
        touched = [one for one in sets if one & together]
        sets = [one for one in sets if not one & together] + [together.union(*touched)]
    return [one for one in sets if one & {*listed}]


def sums_in(
    frame: pl.DataFrame, listed: Sequence[str], left_out: Sequence[str], totals: Sequence[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Columns that are the sum of others: of two, of all the listed, or of several at equal distances."""
    names = [
        name
        for name in frame.columns
        if name not in left_out and frame[name].dtype.is_numeric() and frame[name].null_count() < frame.height
    ][:MOST_COLUMNS]
    table = frame.select(pl.col(names).cast(pl.Float64)).head(MOST_LOOKED_AT).to_numpy()
    chosen = [at for at, name in enumerate(names) if name in listed]
    for at, name in enumerate(names):
        best = _parts_of(at, table, chosen, is_called=_is_called(name, totals))
        if best:
            yield name, tuple(names[one] for one in best)


def _is_called(name: str, totals: Sequence[str]) -> bool:
    return bool({*totals} & {*name.lower().replace("_", " ").split()})


def _parts_of(at: int, table: Floats, listed: Sequence[int], *, is_called: bool) -> tuple[int, ...]:
    """The fewest columns of which this one is the sum, so that totals of totals are told by their parts."""
    others = [one for one in range(table.shape[1]) if one != at and np.nansum(np.abs(table[:, one])) > 0]
    rest = tuple(one for one in listed if one != at)
    candidates = {*_candidates(others), *([rest] if len(rest) > 1 and at in listed else [])}
    some = table[:: max(1, len(table) // FIRST_ROWS)]
    for parts in sorted(candidates, key=lambda one: (len(one), one)):
        if _share_of(at, parts, some) < MOST_ROWS / 2:
            continue
        fewest = 1 if is_called or parts == rest else FEWEST_ROWS
        apart = _apart(at, parts, table)
        # Of a row of zeros everything is the sum.
        telling = int((~np.isnan(apart) & (np.nan_to_num(table[:, at]) > 0)).sum())
        if telling >= fewest and _share_of(at, parts, table) >= MOST_ROWS and _is_more(at, parts, table):
            return parts
    return ()


def _apart(at: int, parts: Sequence[int], table: Floats) -> Floats:
    return np.asarray(np.abs(table[:, at] - table[:, list(parts)].sum(axis=1)))


def _share_of(at: int, parts: Sequence[int], table: Floats) -> float:
    """In which part of the rows the sum holds."""
    apart = _apart(at, parts, table)
    known = apart[~np.isnan(apart)]
    return float((known < NEAR).mean()) if len(known) else 0.0


def _is_more(at: int, parts: Sequence[int], table: Floats) -> bool:
    """Whether no part alone is the same as the whole; two columns may be equal without being a sum."""
    return all((np.abs(table[:, at] - table[:, one]) >= NEAR).any() for one in parts)


def _candidates(others: Sequence[int]) -> Iterator[tuple[int, ...]]:
    seen: set[tuple[int, ...]] = set()
    many = len(others)
    for step in range(1, min(MOST_STEP, many) + 1):
        for start in range(many):
            for end in range(start + step, many, step):
                seen.add(tuple(others[start : end + 1 : step]))
    seen.update((one, other) for at, one in enumerate(others) for other in others[at + 1 :])
    yield from sorted(seen)


def rows_of_totals(
    frame: pl.DataFrame, dimensions: Sequence[str], columns: Sequence[str], totals: Sequence[str]
) -> tuple[str, ...]:
    """What rows of totals are called that bear no such name: values whose counts are the sum of all others.

    Examples
    --------
    >>> table = pl.DataFrame({"desa": ["A", "B", "C", "Kabupaten"], "kasus": [3, 14, 11, 28]})
    >>> rows_of_totals(table, ["desa"], ["kasus"], ["jumlah"])
    ('kabupaten',)
    """
    known = [name for name in columns if frame[name].dtype.is_numeric() and not frame[name].null_count()]
    found = []
    for name in dimensions:
        value = pl.col(name).cast(pl.String).str.strip_chars().str.to_lowercase().alias("value")
        sums = frame.select(value, *known).drop_nulls("value").group_by("value").sum()
        sums = sums.filter(~pl.col("value").is_in(list(totals)))
        if sums.height < FEWEST_ROWS or not known:
            continue
        twice = [(sums[one] * 2 - sums[one].sum()).abs() < NEAR for one in known if sums[one].sum() > 0]
        rows = range(sums.height if twice else 0)
        found += [str(sums["value"][at]) for at in rows if all(one[at] for one in twice)]
    return tuple(found)


def rows_like_totals(
    before: pl.DataFrame,
    now: pl.DataFrame,
    dimensions: Sequence[str],
    columns: Sequence[str],
    totals: Sequence[str],
) -> tuple[str, ...]:
    """What rows of totals of an earlier release are called: values that are gone, with the sum of today.

    Parts of it are hidden there, so it cannot be told from the release alone.
    """
    sums = {one: _sum_of(now, one, dimensions, totals) for one in columns if one in before.columns}
    found = []
    for name in dimensions:
        if name not in before.columns:
            continue
        own, here = (
            frame[name].cast(pl.String).str.strip_chars().str.to_lowercase() for frame in (before, now)
        )
        for value in own.filter(~own.is_in(here.implode()) & ~own.is_in(list(totals))).drop_nulls().unique():
            rows = before.filter(own == value)
            if any(_is_near(float(rows[one].cast(pl.Float64).sum()), most) for one, most in sums.items()):
                found.append(str(value))
    return tuple(found)


def _sum_of(frame: pl.DataFrame, column: str, dimensions: Sequence[str], totals: Sequence[str]) -> float:
    folded = (pl.col(one).cast(pl.String).str.strip_chars().str.to_lowercase() for one in dimensions)
    parts = frame.filter(~pl.any_horizontal(one.is_in(list(totals)) for one in folded))
    return float(parts[column].cast(pl.Float64).sum())


def _is_near(value: float, whole: float) -> bool:
    return whole > 0 and abs(value - whole) <= NEAR + CORRECTED * whole


def is_of_regions(values: Sequence[str]) -> bool:
    """Whether these are codes of regions, some of them of parts of others.

    Examples
    --------
    >>> is_of_regions(["35.10", "35.10.01"]), is_of_regions(["1", "10"]), is_of_regions(["2024", "2025"])
    (True, False, False)
    """
    plain = {one.replace(".", "") for one in values if CODE.fullmatch(one)}
    if len(plain) < len({*values} - {"*"}):
        return False
    return any(one[:cut] in plain for one in plain for cut in (2, 4, 6, 7) if cut < len(one))


def rates_of(frame: pl.DataFrame, columns: Sequence[str], left_out: Sequence[str]) -> dict[str, list[str]]:
    """Columns that are shares or rates of counts, with the counts that they tell.

    Examples
    --------
    >>> table = pl.DataFrame({"l": [3, 14, 11, 7], "semua": [22, 36, 13, 16]})
    >>> table = table.with_columns((pl.col("l") / pl.col("semua") * 100).round(1).alias("persen"))
    >>> rates_of(table, ["l", "semua"], [])
    {'persen': ['l', 'semua']}
    """
    numbers = [one for one in frame.columns if frame[one].dtype.is_numeric() and one not in left_out]
    table = {one: frame[one].cast(pl.Float64).head(MOST_LOOKED_AT).to_numpy() for one in numbers}
    found: dict[str, list[str]] = {}
    rates = [one for one in numbers if one not in columns]
    for name, above, below in product(rates, numbers, numbers):
        told = [one for one in (above, below) if one in columns]
        if len({name, above, below}) == THREE and told and _is_rate(table[name], table[above], table[below]):
            found[name] = list(dict.fromkeys([*found.get(name, []), *told]))
    return found


def _is_rate(rate: Floats, above: Floats, below: Floats) -> bool:
    known = ~(np.isnan(rate) | np.isnan(above) | np.isnan(below)) & (below > 0) & (above > 0)
    if known.sum() < FEWEST_ROWS:
        return False
    share, told = above[known] / below[known], rate[known]
    apart = NEAR * 10.0 ** -_decimals(told) * (1 + 1e-6)
    return any(
        (np.abs(told - share * times) <= apart).mean() >= MOST_ROWS
        # Rounded so far that all are alike it would tell nothing, and be like any other column.
        and np.ptp(share) * times > 2 * apart
        for times in RATES
    )


def _decimals(values: Floats) -> int:
    """How many decimals numbers were rounded to."""
    for many in range(MOST_DECIMALS):
        if np.allclose(values, np.round(values, many), rtol=0, atol=1e-9):
            return many
    return MOST_DECIMALS
