"""Weights that fit known totals: raking, post-stratification and calibration on amounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.survey.designs import Design, Texts
from titiktemu.analysis.survey.margins import Cells, cells_of
from titiktemu.analysis.survey.wrong import NotEstimable

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

CLOSE, MOST_ROUNDS, MOST_STEPS = 1e-11, 5000, 200
RANK = 1e-9
NOT_REACHED = gettext_noop(
    "No weights fit all margins at once after {rounds} rounds; “{variable}” is still off by {off} per cent. "
    "Probably some combinations of levels have nobody in the sample: join levels, or leave a margin out."
)
NOT_CALIBRATED = gettext_noop(
    "No weights between the bounds fit all totals. Widen the bounds or leave a total out."
)


class Distance(StrEnum):
    """How far weights are moved from what they were."""

    LINEAR = "linear"
    RAKING = "raking"
    LOGIT = "logit"


def rake(design: Design, margins: Mapping[str, Mapping[str, float]], answers: Mapping[str, Texts]) -> Design:
    """Fit weights to one or several margins; one margin is post-stratification.

    Weights are multiplied level by level until every margin is met (iterative proportional fitting,
    reference [1]). Variances of the design it returns come from residuals of the regression on the
    margins, weighted by the weights before (reference [2]).

    Parameters
    ----------
    design : Design
        Not yet calibrated.
    margins : mapping of str to mapping of str to float
        For each variable the total of each level. Totals of variables that disagree are scaled to
        that of the first, with a remark.
    answers : mapping of str to sequence of str
        Level of each row, of each variable in `margins`.

    Returns
    -------
    Design
        With new weights.

    Raises
    ------
    NotEstimable
        With a sentence: levels without people or without a total, missing answers, margins that
        cannot be met together.

    References
    ----------
    .. [1] W. E. Deming, F. F. Stephan (1940). "On a Least Squares Adjustment of a Sampled Frequency
       Table When the Expected Marginal Totals are Known". Annals of Mathematical Statistics 11(4).
    .. [2] J.-C. Deville, C.-E. Särndal, O. Sautory (1993). "Generalized Raking Procedures in Survey
       Sampling". JASA 88(423). doi:10.1080/01621459.1993.10476369

    Examples
    --------
    >>> from titiktemu.analysis.survey.designs import make_design
    >>> raked = rake(make_design(3), {"sex": {"f": 60, "m": 40}}, {"sex": ["f", "m", "m"]})
    >>> raked.weights.round(6).tolist()
    [60.0, 20.0, 20.0]
    """
    found, remarks = cells_of(margins, answers, design.weights)
    weights = _fitted(design.weights, found)
    indicators = np.concatenate([np.eye(len(one.totals))[one.places] for one in found], axis=1)
    fixed = _directions(design.base, indicators)
    return replace(design, weights=weights, margins=fixed, remarks=(*design.remarks, *remarks))


def _fitted(weights: Floats, margins: Sequence[Cells]) -> Floats:
    fitted = weights.copy()
    for _round in range(MOST_ROUNDS):
        off: list[tuple[float, str]] = []
        for one in margins:
            sums = np.bincount(one.places, fitted, one.totals.size)
            known = sums > 0
            scale = np.divide(one.totals, sums, out=np.zeros(sums.size), where=known)
            off.append((float(np.abs(scale[known & (one.totals > 0)] - 1).max(initial=0.0)), one.variable))
            fitted = fitted * scale[one.places]
        # The last margin is met at the end of a round; a round that moves nothing has met them all.
        if max(off)[0] < CLOSE:
            return fitted
    worst, variable = max(off)
    shown = round(100 * worst, 2)
    raise NotEstimable(NOT_REACHED, rounds=MOST_ROUNDS, variable=variable, off=shown)


def _directions(base: Floats, explaining: Floats) -> Floats:
    """Orthonormal columns that span what explains, times the root of the base weights."""
    scaled = np.sqrt(base)[:, None] * explaining
    lengths = np.sqrt((scaled**2).sum(axis=0))
    scaled = scaled[:, lengths > 0] / lengths[lengths > 0]
    left, sizes, _right = np.linalg.svd(scaled, full_matrices=False)
    return np.asarray(left[:, sizes > RANK * sizes.max()])


def calibrate(
    design: Design,
    explaining: Floats,
    totals: Sequence[float],
    *,
    distance: Distance = Distance.RAKING,
    bounds: tuple[float, float] = (0.0, np.inf),
) -> Design:
    """Fit weights to totals of any columns, such as indicators of levels and amounts known for everybody.

    Parameters
    ----------
    design : Design
        Not yet calibrated.
    explaining : ndarray of shape (n_rows, n_totals)
        What is known for each row and, summed, for the population.
    totals : sequence of float
        Of the population.
    distance : Distance
        ``LINEAR`` is the regression estimator (weights may fall below 0), ``RAKING`` keeps them above
        0, ``LOGIT`` keeps new over old weight within `bounds`.
    bounds : tuple of float
        Least and greatest new over old weight, below and above 1; for ``LOGIT`` only.

    Returns
    -------
    Design
        With new weights, and variances from residuals.

    Raises
    ------
    NotEstimable
        Where no such weights exist.

    References
    ----------
    .. [1] J.-C. Deville, C.-E. Särndal (1992). "Calibration Estimators in Survey Sampling". JASA
       87(418). doi:10.1080/01621459.1992.10475217

    Examples
    --------
    >>> from titiktemu.analysis.survey.designs import make_design
    >>> told = np.array([[1.0, 2.0], [1.0, 4.0], [1.0, 9.0]])
    >>> calibrate(make_design(3), told, [6, 30], distance=Distance.LINEAR).weights.round(6).tolist()
    [2.0, 2.0, 2.0]
    """
    columns = np.asarray(explaining, dtype=np.float64).reshape(design.rows, -1)
    goal = np.asarray(totals, dtype=np.float64)
    size = np.maximum(np.abs(columns).max(axis=0), 1e-300)
    columns, goal = columns / size, goal / size
    factors = _newton(design.weights, columns, goal, distance, bounds)
    return replace(design, weights=design.weights * factors, margins=_directions(design.base, columns))


def _newton(
    weights: Floats, columns: Floats, goal: Floats, distance: Distance, bounds: tuple[float, float]
) -> Floats:
    """The factors that meet the goal, by Newton's steps, halved while they lead away from it."""
    along = np.zeros(goal.size)
    factors, slopes = _moved(columns @ along, distance, bounds)
    gap = goal - columns.T @ (weights * factors)
    for _step in range(MOST_STEPS):
        if np.abs(gap).max() <= CLOSE * max(1.0, float(np.abs(goal).max())):
            return factors
        curve = columns.T @ ((weights * slopes)[:, None] * columns)
        step = np.linalg.lstsq(curve, gap, rcond=1e-13)[0]
        for _halving in range(40):
            factors, slopes = _moved(columns @ (along + step), distance, bounds)
            new = goal - columns.T @ (weights * factors)
            if np.isfinite(new).all() and np.linalg.norm(new) < np.linalg.norm(gap):
                break
            step = step / 2
        else:
            break
        along, gap = along + step, new
    raise NotEstimable(NOT_CALIBRATED)


def _moved(along: Floats, distance: Distance, bounds: tuple[float, float]) -> tuple[Floats, Floats]:
    """New over old weight, and how fast it changes."""
    if distance is Distance.LINEAR:
        return 1 + along, np.ones(along.size)
    if distance is Distance.RAKING:
        with np.errstate(over="ignore"):
            factors = np.exp(along)
        return factors, factors
    low, high = bounds
    pull = (high - low) / ((1 - low) * (high - 1))
    part = expit(pull * along + logit((1 - low) / (high - low)))
    return low + (high - low) * part, (high - low) * pull * part * (1 - part)


def trimmed(design: Design, lowest: float, highest: float) -> Design:
    """Cut weights off at a least and a greatest one; what is cut off is spread evenly over the others.

    Margins are met a little less exactly afterwards, which is the price of no person counting for too many.

    Examples
    --------
    >>> from titiktemu.analysis.survey.designs import make_design
    >>> trimmed(make_design(4, weights=[1, 1, 1, 5]), 0, 3.5).weights.tolist()
    [1.5, 1.5, 1.5, 3.5]
    """
    cut = np.clip(design.weights, lowest, highest)
    within = (design.weights >= lowest) & (design.weights <= highest)
    if within.any():
        cut[within] += (design.weights - cut).sum() / within.sum()
    return replace(design, weights=cut)
