"""Totals, means, shares, quantiles and ratios of a population, each with its interval and design effect."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.survey.designs import Basis, Design
from titiktemu.analysis.survey.share_intervals import (
    LEVEL,
    Interval,
    beta_interval,
    logit_interval,
    t_quantile,
    wilson_interval,
)
from titiktemu.analysis.survey.variances import covariance
from titiktemu.analysis.survey.wrong import NotEstimable

type Floats = NDArray[np.float64]
type Mask = NDArray[np.bool_]

FIXED = 1e-9
"""A standard error below this part of what simple random sampling would give is that of a fixed figure."""
NOTHING_HERE = gettext_noop("Nobody answered, so there is nothing to estimate.")
NO_DENOMINATOR = gettext_noop("The total below the line of the ratio is 0.")
MODEL_BASED = gettext_noop(
    "These people were not drawn by chance. The interval is model-based: it holds only as far as weights "
    "make those who answered like everybody else."
)
DESIGN_BASED = gettext_noop("The interval covers what chance in drawing people adds, nothing else.")


class Statistic(StrEnum):
    """What is estimated."""

    MEAN = "mean"
    TOTAL = "total"
    SHARE = "share"
    QUANTILE = "quantile"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure for the population.

    Attributes
    ----------
    variable : str
        Column, or two with a slash between for a ratio.
    statistic : Statistic
        What of it.
    level : str or float or None
        Answer whose share or count it is, or the probability of a quantile.
    by : str or None
        Group of people it is about; None for everybody.
    estimate : float
        In the unit of the variable; shares from 0 to 1.
    se : float or None
        Standard error; None where it cannot be told.
    low, high : float or None
        Ends of the interval.
    n : int
        People with an answer, in the group: what the figure rests on.
    n_effective : float or None
        Size of the simple random sample with the same variance, `n` / `design_effect`; None where
        the figure is fixed by a margin.
    design_effect : float or None
        Variance over that of a simple random sample of `n`, drawn with replacement.
    basis : Basis
        What the interval rests on.
    hits : int or None
        Of shares, people with this answer, not weighted.
    """

    variable: str
    statistic: Statistic
    level: str | float | None
    by: str | None
    estimate: float
    se: float | None
    low: float | None
    high: float | None
    n: int
    n_effective: float | None
    design_effect: float | None
    basis: Basis = Basis.DESIGN
    hits: int | None = None

    @property
    def caveat(self) -> str:
        """The sentence that belongs beside it, in English, the key of its translation."""
        return MODEL_BASED if self.basis is Basis.MODEL else DESIGN_BASED


@dataclass(frozen=True, slots=True)
class About:
    """How to estimate and name a figure.

    Attributes
    ----------
    variable : str
        Name of the variable.
    by : str or None
        Name of the group.
    inside : ndarray of bool, or None
        Rows of the group. The others stay in the sample with influence 0, as they must.
    level : float
        Probability inside of intervals.
    interval : Interval
        How intervals of shares are made.
    """

    variable: str = ""
    by: str | None = None
    inside: Mask | None = None
    level: float = LEVEL
    interval: Interval = Interval.LOGIT


EVERYBODY = About()


def kish(weights: ArrayLike) -> float:
    """Give Kish's effective size, (sum of w)² / sum of w²: what uneven weights alone leave of n.

    Examples
    --------
    >>> kish([1, 1, 1, 1]), kish([1, 3])
    (4.0, 1.6)
    """
    own = np.asarray(weights, dtype=np.float64)
    return float(own.sum() ** 2 / (own**2).sum())


def mean(design: Design, values: ArrayLike, about: About = EVERYBODY) -> Estimate:
    """Estimate a mean.

    Parameters
    ----------
    design : Design
        Of the sample.
    values : array-like of float, shape (n_rows,)
        NaN where there is no answer; those who answered are a domain of their own.
    about : About
        Name, group and interval.

    Returns
    -------
    Estimate
        With Student's interval on the degrees of freedom of the whole design.

    Raises
    ------
    NotEstimable
        Where nobody in the group has an answer.

    Examples
    --------
    >>> from titiktemu.analysis.survey.designs import make_design
    >>> found = mean(make_design(4), [1, 2, 3, np.nan])
    >>> found.estimate, round(found.se, 4), found.n
    (2.0, 0.5443, 3)
    """
    own, inside = known(design, values, about)
    weights = design.weights * inside
    middle = float(weights @ own / weights.sum())
    scores = np.where(inside, own - middle, 0.0) / weights.sum()
    variance = float(covariance(design, scores)[0, 0])
    plain = spread(weights, own, inside) / int(inside.sum())
    made = Estimate(about.variable, Statistic.MEAN, None, about.by, middle, None, None, None, 0, None, None)
    return with_t(made, design, inside, variance, plain, about)


def total(design: Design, values: ArrayLike, about: About = EVERYBODY) -> Estimate:
    """Estimate a total over the population, or over a group of it.

    Parameters and errors are those of `mean`. Where answers are missing it is the total of what is known.

    Examples
    --------
    >>> from titiktemu.analysis.survey.designs import make_design
    >>> found = total(make_design(2, weights=[10, 20]), [1, 2])
    >>> found.estimate, found.se
    (50.0, 30.0)
    """
    own, inside = known(design, values, about)
    weights = design.weights * inside
    variance = float(covariance(design, np.where(inside, own, 0.0))[0, 0])
    # A simple random sample would not know either how many of a group it draws: all rows count here.
    drawn = design.weights > 0
    everybody = float(design.weights.sum())
    plain = spread(design.weights, np.where(inside, own, 0.0), drawn) * everybody**2 / int(drawn.sum())
    made = Estimate(
        about.variable, Statistic.TOTAL, None, about.by, float(weights @ own), None, None, None, 0, None, None
    )
    return with_t(made, design, inside, variance, plain, about)


def ratio(design: Design, above: ArrayLike, below: ArrayLike, about: About = EVERYBODY) -> Estimate:
    """Estimate the ratio of two totals.

    Examples
    --------
    >>> from titiktemu.analysis.survey.designs import make_design
    >>> ratio(make_design(2), [1, 2], [2, 4]).estimate
    0.5
    """
    line, inside = known(design, below, about)
    top, inside = known(design, above, replace(about, inside=inside))
    line = np.where(inside, line, 0.0)
    weights = design.weights * inside
    under = float(weights @ line)
    if under == 0:
        raise NotEstimable(NO_DENOMINATOR)
    found = float(weights @ top) / under
    left = np.where(inside, top - found * line, 0.0)
    variance = float(covariance(design, left / under)[0, 0])
    plain = spread(weights, left, inside) * float(weights.sum()) ** 2 / under**2 / int(inside.sum())
    made = Estimate(about.variable, Statistic.RATIO, None, about.by, found, None, None, None, 0, None, None)
    return with_t(made, design, inside, variance, plain, about)


def share(design: Design, holds: ArrayLike, about: About = EVERYBODY, level: str | None = None) -> Estimate:
    """Estimate which part of the population something holds for.

    Parameters
    ----------
    design : Design
        Of the sample.
    holds : array-like of float, shape (n_rows,)
        1 where it holds, 0 where it does not, NaN where there is no answer.
    about : About
        Name, group and kind of interval.
    level : str, optional
        Answer that it is the share of.

    Returns
    -------
    Estimate
        Where nobody or everybody is counted, logit gives way to the beta interval on Kish's effective
        size, for nothing else says anything there. A share that margins fix is its own interval.

    Examples
    --------
    >>> from titiktemu.analysis.survey.designs import make_design
    >>> found = share(make_design(4), [1, 1, 1, 0])
    >>> found.estimate, round(found.low, 3), round(found.high, 3), found.hits
    (0.75, 0.041, 0.995, 3)
    """
    own, inside = known(design, holds, about)
    weights = design.weights * inside
    found = min(1.0, max(0.0, float(weights @ own / weights.sum())))
    variance = float(covariance(design, np.where(inside, own - found, 0.0) / weights.sum())[0, 0])
    n, hits = int(inside.sum()), int(own[inside].sum())
    if hits in (0, n):
        found, effective = float(hits == n), kish(weights)
        ends = _beta_or_nothing(found, effective, n, design.df, about)
        return _share(about, level, found, 0.0, ends, n, effective, hits, design)
    if math.sqrt(variance) <= FIXED * math.sqrt(found * (1 - found) / n):
        return _share(about, level, found, 0.0, (found, found), n, None, hits, design)
    effective = found * (1 - found) / variance
    ends = _ends(found, variance, effective, n, design.df, about)
    return _share(about, level, found, math.sqrt(variance), ends, n, effective, hits, design)


type Ends = tuple[float | None, float | None]


def _beta_or_nothing(found: float, effective: float, n: int, df: int, about: About) -> Ends:
    return beta_interval(found, effective, n, df, about.level) if df > 0 and n > 1 else (None, None)


def _ends(found: float, variance: float, effective: float, n: int, df: int, about: About) -> Ends:
    if df < 1:
        return None, None
    if about.interval is Interval.WILSON:
        return wilson_interval(found, effective, df, about.level)
    if about.interval is Interval.BETA:
        return _beta_or_nothing(found, effective, n, df, about)
    return logit_interval(found, variance, df, about.level)


def _share(
    about: About,
    level: str | None,
    found: float,
    se: float,
    ends: Ends,
    n: int,
    effective: float | None,
    hits: int,
    design: Design,
) -> Estimate:
    effect = 0.0 if effective is None else n / effective
    return Estimate(
        about.variable,
        Statistic.SHARE,
        level,
        about.by,
        found,
        se,
        *ends,
        n,
        effective,
        effect,
        design.basis,
        hits,
    )


def known(design: Design, values: ArrayLike, about: About) -> tuple[Floats, Mask]:
    """Values with 0 for what is missing, and which rows count: answered, in the group, weight above 0."""
    own = np.asarray(values, dtype=np.float64)
    inside = np.isfinite(own) & (design.weights != 0)
    if about.inside is not None:
        inside &= about.inside
    if not inside.any():
        raise NotEstimable(NOTHING_HERE)
    return np.where(np.isfinite(own), own, 0.0), inside


def spread(weights: Floats, own: Floats, inside: Mask) -> float:
    """Weighted variance of values in the population, with n / (n - 1) for those in the sample."""
    n = int(inside.sum())
    if n < 2:
        return 0.0
    middle = weights @ own / weights.sum()
    return float(weights @ (own - middle) ** 2 / weights.sum() * n / (n - 1))


def with_t(
    made: Estimate, design: Design, inside: Mask, variance: float, plain: float, about: About
) -> Estimate:
    """Give an estimate its standard error, Student's interval and design effect."""
    n, se = int(inside.sum()), math.sqrt(max(0.0, variance))
    if plain > 0 and se <= FIXED * math.sqrt(plain):
        se = 0.0
    effect = se**2 / plain if plain > 0 else None
    half = None if design.df < 1 else t_quantile(design.df, about.level) * se
    return replace(
        made,
        se=se,
        low=None if half is None else made.estimate - half,
        high=None if half is None else made.estimate + half,
        n=n,
        n_effective=n / effect if effect else None,
        design_effect=effect,
        basis=design.basis,
    )
