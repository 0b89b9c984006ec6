"""Limits that may be proposed for a column of numbers without telling anything of a single person."""

from __future__ import annotations

import math

import polars as pl

BEYOND, FEWEST_BEYOND = 0.02, 10
"""Which part of the rows a limit takes together, and how many at least."""
MOST_BEYOND = 0.25
"""A limit that takes more than this part together would leave too little."""
STEPS_BETWEEN = 10
"""Limits are round numbers: steps of 1, 2 or 5 times a power of ten, about so many between the two."""


def proposed_limits(values: pl.Series) -> tuple[float | None, float | None]:
    """A lower and an upper limit for numbers; None where there is nothing beyond, or too few rows.

    A limit stands in the recipe, which everybody reads. So it is no number of the table but a round one near
    the fiftieth part of the rows, of which ten at least are beyond it or equal to it.

    Examples
    --------
    >>> proposed_limits(pl.Series([*range(100)] * 10))
    (5, 95)
    >>> proposed_limits(pl.Series([3, 5, 81]))
    (None, None)
    """
    numbers = values.drop_nulls().cast(pl.Float64)
    numbers = numbers.filter(numbers.is_finite()).sort()
    beyond = max(FEWEST_BEYOND, math.ceil(BEYOND * numbers.len()))
    if beyond > MOST_BEYOND * numbers.len():
        return None, None
    low, high = float(numbers[beyond - 1]), float(numbers[-beyond])
    if low >= high:
        return None, None
    step = _round_step((high - low) / STEPS_BETWEEN, is_whole=bool((numbers == numbers.floor()).all()))
    lower, upper = _plain(math.ceil(low / step) * step), _plain(math.floor(high / step) * step)
    if lower >= upper:
        return None, None
    return lower if lower > numbers[0] else None, upper if upper < numbers[-1] else None


def _round_step(width: float, *, is_whole: bool) -> float:
    """The greatest of 1, 2 and 5 times a power of ten that is no greater."""
    power: float = 10.0 ** math.floor(math.log10(width))
    step = next(one * power for one in (5, 2, 1) if one * power <= width or one == 1)
    return max(1.0, step) if is_whole else step


def _plain(value: float) -> float:
    """Without what floating point leaves behind; a whole number where it is one."""
    near = float(f"{value:.12g}")
    return int(near) if near.is_integer() else near
