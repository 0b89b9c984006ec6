"""Which row of the old release is which row of the new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

type Whole = Callable[[pl.Series, pl.Series], tuple[pl.Series, pl.Series]]
"""Of some old and some new rows: hashes of all their cells."""


@dataclass(frozen=True, slots=True)
class Paired:
    """Rows that belong together, and those that have no partner.

    Attributes
    ----------
    old, new : polars.Series of int
        Numbers of rows from 0, in pairs.
    removed, added : polars.Series of int
        Rows of the old and of the new release that are alone.
    repeated : tuple of int
        Surplus rows whose key comes more than once, in the old and in the new release.
    """

    old: pl.Series
    new: pl.Series
    removed: pl.Series
    added: pl.Series
    repeated: tuple[int, int]


def paired(old: pl.Series, new: pl.Series, whole: Whole) -> Paired:
    """Pair rows by the hashes of their keys.

    Where a key comes more than once, rows that are the same in all cells are paired first, then the others in
    their order.

    Parameters
    ----------
    old, new : polars.Series
        Hash of the key of each row.
    whole : callable

    Examples
    --------
    >>> keys, others = pl.Series([1, 2, 3]), pl.Series([3, 4, 1])
    >>> found = paired(keys, others, lambda one, other: (one, other))
    >>> list(zip(found.old, found.new)), found.removed.to_list(), found.added.to_list()
    ([(2, 0), (0, 2)], [1], [1])
    """
    one, other = _numbered(old, "old"), _numbered(new, "new")
    again = pl.concat(
        [one.filter(one["key"].is_duplicated()), other.filter(other["key"].is_duplicated())], how="diagonal"
    )
    repeated = (old.len() - old.n_unique(), new.len() - new.n_unique())
    if not again.height:
        pairs = one.join(other, on="key", how="inner", maintain_order="left").select("old", "new")
    else:
        keys = again["key"].unique().implode()
        once = one.filter(~one["key"].is_in(keys)), other.filter(~other["key"].is_in(keys))
        many = one.filter(one["key"].is_in(keys)), other.filter(other["key"].is_in(keys))
        pairs = pl.concat(
            [once[0].join(once[1], on="key", how="inner").select("old", "new"), _many(*many, whole)]
        )
    pairs = pairs.sort("new")
    return Paired(
        pairs["old"], pairs["new"], _rest(old.len(), pairs["old"]), _rest(new.len(), pairs["new"]), repeated
    )


def _numbered(keys: pl.Series, name: str) -> pl.DataFrame:
    return pl.DataFrame({"key": keys, name: pl.int_range(keys.len(), dtype=pl.UInt32, eager=True)})


def _rest(many: int, taken: pl.Series) -> pl.Series:
    """Numbers from 0 that are not taken."""
    left = pl.repeat(True, many, eager=True)
    left = left.scatter(taken, False) if taken.len() else left
    return left.arg_true().cast(pl.UInt32)


def _many(one: pl.DataFrame, other: pl.DataFrame, whole: Whole) -> pl.DataFrame:
    """Rows whose key comes more than once: the same first, then by order."""
    hashes = whole(one["old"], other["new"])
    one, other = one.with_columns(hashes[0].alias("all")), other.with_columns(hashes[1].alias("all"))
    same = _by_order(one, other, ["key", "all"])
    rest = (
        one.join(same, on="old", how="anti"),
        other.join(same, on="new", how="anti"),
    )
    return pl.concat([same, _by_order(*rest, ["key"])])


def _by_order(one: pl.DataFrame, other: pl.DataFrame, on: list[str]) -> pl.DataFrame:
    nth = pl.int_range(pl.len()).over(on).alias("nth")
    first, second = one.sort("old").with_columns(nth), other.sort("new").with_columns(nth)
    return first.join(second, on=[*on, "nth"], how="inner").select("old", "new")
