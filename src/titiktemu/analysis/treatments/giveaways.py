"""Other columns that still tell what was joined or cut off, such as a code beside its name."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.treatments.kinds import Treatment, TreatmentKind
from titiktemu.analysis.treatments.notes import Note

GIVEN_AWAY = gettext_noop(
    "{other} still tells what was taken out of {column}: each of its values comes with only one of {column}."
    " Please treat it too."
)
HIDE_WHAT_IS_RARE = frozenset({TreatmentKind.GROUP, TreatmentKind.LIMIT})
ROWS_A_VALUE = 2
"""Rows that a value must have on average to tell something: of numbers that count rows it is no wonder."""


def given_away(before: pl.DataFrame, after: pl.DataFrame, treatments: Iterable[Treatment]) -> list[Note]:
    """Which columns of the treated table tell values that were joined or cut off in another.

    Parameters
    ----------
    before, after : DataFrame
        The same rows in the same order.
    treatments : iterable of Treatment

    Examples
    --------
    >>> table = pl.DataFrame({"kode": [1, 1, 2, 2, 3, 4], "kerja": ["A", "A", "B", "B", "C", "D"]})
    >>> joined = table.with_columns(kerja=pl.Series(["A", "A", "B", "B", "Lainnya", "Lainnya"]))
    >>> found = given_away(table, joined, [Treatment("group", ["kerja"], {"least": 2})])
    >>> [(one.values["other"], one.values["column"]) for one in found]
    []
    >>> long = pl.concat([table] * 2), pl.concat([joined] * 2)
    >>> [one.values["other"] for one in given_away(*long, [Treatment("group", ["kerja"], {"least": 2})])]
    ['kode']
    """
    columns = [name for one in treatments if one.kind in HIDE_WHAT_IS_RARE for name in one.columns]
    return [
        Note(GIVEN_AWAY, {"other": other, "column": column})
        for column in dict.fromkeys(columns)
        if column in after.columns
        for other in after.columns
        if other != column and _tells(after[other], before[column], after[column])
    ]


def _tells(other: pl.Series, old: pl.Series, new: pl.Series) -> bool:
    """Whether each value of a column that repeats comes with one old value, where new ones come with more."""
    different = other.n_unique()
    if different * ROWS_A_VALUE > other.len() or (not other.null_count() and different < old.n_unique() - 1):
        return False
    rows = pl.DataFrame([other.alias("other"), old.alias("old"), new.alias("new")]).drop_nulls()
    if rows.select("other", "old").unique().height != rows["other"].n_unique():
        return False
    hidden = rows.filter(pl.col("old").cast(pl.String) != pl.col("new").cast(pl.String))
    alike = rows.filter(pl.col("new").is_in(hidden["new"].unique().implode()))
    return alike["old"].n_unique() > 1 and alike["other"].n_unique() > 1
