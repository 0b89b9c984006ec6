"""What a table loses by its treatments, so that a person can weigh it against what is protected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import polars as pl

NUMBERS = (pl.Int64, pl.Int32, pl.Float64, pl.Float32)


@dataclass(frozen=True, slots=True)
class ColumnLoss:
    """What one column lost.

    Attributes
    ----------
    column : str
    is_dropped : bool
    changed : float
        Share of the filled values that are another now, blanked ones left out.
    blanked : float
        Share of the filled values that are empty now.
    bits : float
        Entropy lost: how many yes-or-no questions less a value answers.
    bits_share : float
        Part of the entropy that is lost, 0 to 1; 0 where there was none.
    mean_change : float or None
        Change of the mean relative to it; None where it is no number on both sides.
    spread_change : float or None
        Likewise of the standard deviation.
    distance : float or None
        Mean of |new - old| / |old| over the values that are left; 0 counts as a distance of 1.
    """

    column: str
    is_dropped: bool
    changed: float
    blanked: float
    bits: float
    bits_share: float
    mean_change: float | None = None
    spread_change: float | None = None
    distance: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Losses:
    """What the table lost.

    Attributes
    ----------
    columns : tuple of ColumnLoss
        Those of the table before, in its order.
    overall : float
        Part of all information that is lost, 0 to 1: the mean of the shares of lost entropy, weighing each
        column by the entropy it had.
    blanked_cells : int
        Filled cells that are empty now, those of dropped columns among them.
    """

    columns: tuple[ColumnLoss, ...]
    overall: float
    blanked_cells: int

    def of(self, column: str) -> ColumnLoss:
        """The loss of one column."""
        return next(one for one in self.columns if one.column == column)

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "columns": [one.as_json() for one in self.columns],
            "overall": self.overall,
            "blanked_cells": self.blanked_cells,
        }


def entropy(values: pl.Series) -> float:
    """How many bits a value of the column holds: 0 where all are alike.

    A missing value is unlike all others, as nothing is known of it; it holds nothing.

    Examples
    --------
    >>> entropy(pl.Series(["a", "a", "b", "b"])), entropy(pl.Series(["a", "a"]))
    (1.0, 0.0)
    """
    many = values.drop_nulls().alias("value").value_counts()["count"]
    return _bits(many) * (values.len() - values.null_count()) / values.len() if many.len() else 0.0


def _bits(many: pl.Series) -> float:
    """Shannon's entropy of these counts."""
    shares = many.to_numpy() / many.sum()
    return abs(float((shares * np.log2(shares)).sum()))


def losses(before: pl.DataFrame, after: pl.DataFrame) -> Losses:
    """Measure what was lost between two states of one table, row by row.

    Parameters
    ----------
    before, after : DataFrame
        The same rows in the same order; columns are matched by name, those that came new are left out.

    Returns
    -------
    Losses

    Examples
    --------
    >>> table = pl.DataFrame({"umur": [20, 30, 40, 50], "jk": ["L", "P", "L", "P"]})
    >>> found = losses(table, table.drop("umur"))
    >>> found.of("umur").bits, found.of("jk").bits, round(found.overall, 3)
    (2.0, 0.0, 0.667)
    """
    had = [entropy(before[name]) for name in before.columns]
    found = tuple(
        _loss(before[name], _after(after, name), bits) for name, bits in zip(before.columns, had, strict=True)
    )
    lost = sum(bits * one.bits_share for bits, one in zip(had, found, strict=True))
    whole = sum(had)
    blanked = sum(_newly_empty(before[name], _after(after, name)) for name in before.columns)
    return Losses(found, round(lost / whole, 6) if whole else 0.0, blanked)


def _after(after: pl.DataFrame, name: str) -> pl.Series | None:
    return after[name] if name in after.columns else None


def _newly_empty(old: pl.Series, new: pl.Series | None) -> int:
    if new is None:
        return old.len() - old.null_count()
    return int((old.is_not_null() & new.is_null()).sum())


def _loss(old: pl.Series, new: pl.Series | None, had: float) -> ColumnLoss:
    filled = old.len() - old.null_count()
    if new is None:
        return ColumnLoss(old.name, True, 0.0, 1.0 if filled else 0.0, had, 1.0 if had else 0.0)
    if old.dtype == new.dtype and old.equals(new):
        return ColumnLoss(old.name, False, 0.0, 0.0, 0.0, 0.0, *_numeric_change(old, new))
    blanked = _newly_empty(old, new)
    lost = max(0.0, had - _kept_bits(old, new))
    return ColumnLoss(
        old.name,
        False,
        _share(_changed(old, new), filled),
        _share(blanked, filled),
        round(lost, 6),
        round(min(1.0, lost / had), 6) if had else 0.0,
        *_numeric_change(old, new),
    )


def _share(part: int, whole: int) -> float:
    return round(part / whole, 6) if whole else 0.0


def _changed(old: pl.Series, new: pl.Series) -> int:
    both = old.is_not_null() & new.is_not_null()
    if old.dtype in NUMBERS and new.dtype in NUMBERS:
        differ = old.cast(pl.Float64) != new.cast(pl.Float64)
    else:
        differ = old.cast(pl.String) != new.cast(pl.String)
    return int((both & differ).sum())


def _kept_bits(old: pl.Series, new: pl.Series) -> float:
    """How much the new value still tells of the old one (mutual information)."""
    pair = pl.DataFrame({"old": old, "new": new}).drop_nulls()
    if not pair.height:
        return 0.0
    joint = pair.group_by("old", "new").len("many")
    alone = [joint.group_by(side).agg(pl.col("many").sum())["many"] for side in ("old", "new")]
    kept = sum(map(_bits, alone)) - _bits(joint["many"])
    return kept * pair.height / old.len()


def _numeric_change(old: pl.Series, new: pl.Series) -> tuple[float | None, float | None, float | None]:
    if old.dtype not in NUMBERS or new.dtype not in NUMBERS:
        return None, None, None
    left, right = old.cast(pl.Float64), new.cast(pl.Float64)
    both = left.is_not_null() & right.is_not_null()
    a, b = left.filter(both), right.filter(both)
    apart = (b - a).abs() / a.abs()  # of 0 it is infinite, or none where it stays 0
    apart = apart.fill_nan(0.0).replace(np.inf, 1.0)
    mean = apart.mean()
    distance = round(mean, 6) if isinstance(mean, float) else None
    return (
        _relative(left.drop_nulls().mean(), right.drop_nulls().mean()),
        _relative(left.drop_nulls().std(), right.drop_nulls().std()),
        distance,
    )


def _relative(old: Any, new: Any) -> float | None:
    if old is None or new is None:
        return None
    if old == new:
        return 0.0
    return round((new - old) / abs(old), 6) if old else None


def columns_changed(found: Sequence[ColumnLoss]) -> list[str]:
    """Names of the columns in which anything is different now."""
    return [one.column for one in found if one.is_dropped or one.changed or one.blanked]
