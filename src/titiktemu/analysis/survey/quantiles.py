"""Quantiles of a population, with Woodruff's interval."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from titiktemu.analysis.survey.designs import Design
from titiktemu.analysis.survey.estimates import EVERYBODY, About, Estimate, Statistic, known
from titiktemu.analysis.survey.share_intervals import t_quantile
from titiktemu.analysis.survey.variances import covariance

type Floats = NDArray[np.float64]

TIES = 1e-12
"""Shares nearer than this are equal: sums of weights are not exact."""


def quantile(
    design: Design, values: ArrayLike, probability: float = 0.5, about: About = EVERYBODY
) -> Estimate:
    """Estimate the least value that at least this part of the population does not exceed.

    The interval is that of the share of people at or below the estimate (Student's t, on the degrees
    of freedom of the design), read off the estimated distribution [1]_; the standard error is its
    length over twice the critical value.

    Parameters
    ----------
    design : Design
        Of the sample.
    values : array-like of float, shape (n_rows,)
        NaN where there is no answer.
    probability : float
        Above 0 and below 1; 0.5 is the median.
    about : About
        Name, group and interval.

    Returns
    -------
    Estimate
        An end of the interval is None where it lies beyond every value of the sample, and both are
        where the estimate is the greatest value.

    Raises
    ------
    NotEstimable
        Where nobody in the group has an answer.

    References
    ----------
    .. [1] R. S. Woodruff (1952). "Confidence Intervals for Medians and Other Position Measures".
       JASA 47(260). doi:10.1080/01621459.1952.10483443

    Examples
    --------
    >>> from titiktemu.analysis.survey.designs import make_design
    >>> found = quantile(make_design(9), range(9))
    >>> found.estimate, found.low, found.high
    (4.0, 1.0, 8.0)
    """
    own, inside = known(design, values, about)
    weights = design.weights * inside
    ordered, reached = _distribution(own[inside], weights[inside])
    found = _at(ordered, reached, probability)
    below = np.where(inside, (own <= found).astype(np.float64), 0.0)
    part = float(weights @ below / weights.sum())
    scores = np.where(inside, below - part, 0.0) / weights.sum()
    se_share = math.sqrt(max(0.0, float(covariance(design, scores)[0, 0])))
    n = int(inside.sum())
    plain = part * (1 - part) / n
    effect = se_share**2 / plain if plain > 0 else None
    made = Estimate(
        about.variable,
        Statistic.QUANTILE,
        probability,
        about.by,
        found,
        None,
        None,
        None,
        n,
        n / effect if effect else None,
        effect,
        design.basis,
    )
    if design.df < 1 or plain <= TIES:
        return made
    t = t_quantile(design.df, about.level)
    low, high = (_end(ordered, reached, part + sign * t * se_share) for sign in (-1, 1))
    se = None if low is None or high is None else (high - low) / (2 * t)
    return replace(made, se=se, low=low, high=high)


def _distribution(values: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Distinct values, and which part of the population is at or below each."""
    ordered, places = np.unique(values, return_inverse=True)
    reached = np.cumsum(np.bincount(places, weights))
    return ordered, reached / reached[-1]


def _at(ordered: Floats, reached: Floats, probability: float) -> float:
    place = int(np.searchsorted(reached, probability - TIES))
    return float(ordered[min(place, ordered.size - 1)])


def _end(ordered: Floats, reached: Floats, probability: float) -> float | None:
    return _at(ordered, reached, probability) if 0 <= probability <= 1 else None
