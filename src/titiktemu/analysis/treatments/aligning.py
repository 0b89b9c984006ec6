"""An earlier release brought to the names of today: columns called otherwise, values written otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from titiktemu.analysis.treatments.kinds import Treatment

MOST_VALUES, FEWEST_VALUES = 0.8, 2
"""Which part of the values two dimensions must share, and how many, to be the same under two names."""
MOST_CELLS, FEWEST_CELLS = 0.5, 2
"""Which part of the counts that both show must be equal, and how many: some were corrected."""


def aligned(before: pl.DataFrame, now: pl.DataFrame, treatment: Treatment) -> pl.DataFrame:
    """An earlier release with dimensions, their values and columns of counts called as they are now.

    A column that an office renamed between two releases is the same column to everybody who reads both.

    Examples
    --------
    >>> before = pl.DataFrame({"Kelurahan": ["SUKUN ", "KLOJEN"], "kasus": [None, 14]})
    >>> now = pl.DataFrame({"desa": ["Sukun", "Klojen"], "kasus": [3, 14]})
    >>> aligned(before, now, Treatment("small_cells", ["kasus"], {"dimensions": ["desa"]})).rows()
    [('Sukun', None), ('Klojen', 14)]
    """
    dimensions = [one for one in treatment.options["dimensions"] if one in now.columns]
    made = before
    for name in dimensions:
        if name not in made.columns and (same := _same_dimension(name, made, now)):
            made = made.rename({same: name})
        if name in made.columns:
            made = made.with_columns(_respelt(made[name], now[name]))
    return _counts_renamed(made, now, dimensions)


def _folded(values: pl.Series) -> pl.Series:
    """Without what two spellings of a word differ in: case, and blanks around and inside of it."""
    return values.cast(pl.String).str.strip_chars().str.to_lowercase().str.replace_all(r"\s+", " ")


def _same_dimension(name: str, before: pl.DataFrame, now: pl.DataFrame) -> str:
    known = {*_folded(now[name]).drop_nulls()}
    best, most = "", 0.0
    for other in before.columns:
        if other in now.columns or before[other].dtype != pl.String or other.endswith("_mark"):
            continue
        values = {*_folded(before[other]).drop_nulls()}
        both = len(known & values)
        share = both / max(1, min(len(known), len(values)))
        if both >= FEWEST_VALUES and share >= MOST_VALUES and share > most:
            best, most = other, share
    return best


def _respelt(before: pl.Series, now: pl.Series) -> pl.Series:
    """Values as they are written now, where only their spelling differs."""
    texts = now.cast(pl.String).drop_nulls().unique(maintain_order=True)
    known: Mapping[str, str] = dict(zip(_folded(texts), texts, strict=True))
    own = before.cast(pl.String)
    made = [
        None if folded is None else known.get(folded, text)
        for text, folded in zip(own, _folded(own), strict=True)
    ]
    return pl.Series(before.name, made, pl.String)


def _counts_renamed(before: pl.DataFrame, now: pl.DataFrame, dimensions: Sequence[str]) -> pl.DataFrame:
    keys = [one for one in dimensions if one in before.columns]
    gone = [one for one in before.columns if one not in now.columns and before[one].dtype.is_numeric()]
    come = [one for one in now.columns if one not in before.columns and now[one].dtype.is_numeric()]
    if not keys or not gone or not come or len(keys) < len(dimensions):
        return before
    parts = before.group_by(keys, maintain_order=True).agg(_sum_if_known(one) for one in gone)
    today = now.select(*(pl.col(one).cast(pl.String) for one in keys), *(pl.col(one) for one in come))
    if today.select(keys).is_duplicated().any():
        return before
    both = parts.join(today, on=keys, nulls_equal=True)
    renamed: dict[str, str] = {}
    for name in come:
        same = next((one for one in gone if one not in renamed and _is_same(both[one], both[name])), "")
        if same:
            renamed[same] = name
    left = [one for one in gone if one not in renamed], [one for one in come if one not in renamed.values()]
    if renamed and len(left[0]) == len(left[1]) == 1:
        renamed[left[0][0]] = left[1][0]
    return before.rename(renamed)


def _sum_if_known(name: str) -> pl.Expr:
    """The sum of what is broken down further there, where nothing of it is hidden."""
    return pl.when(pl.col(name).null_count() == 0).then(pl.col(name).sum()).alias(name)


def _is_same(one: pl.Series, other: pl.Series) -> bool:
    filled = one.is_not_null() & other.is_not_null() & ((one > 0) | (other > 0))
    equal = int((filled & (one == other)).sum())
    return equal >= FEWEST_CELLS and equal >= MOST_CELLS * int(filled.sum())
