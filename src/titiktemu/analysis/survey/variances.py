"""The variance of a sum over a sample, by linearisation, stage by stage."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.survey.designs import NEARLY, Design, Lonely, Stage

type Floats = NDArray[np.float64]


def covariance(design: Design, scores: Floats) -> Floats:
    """Give the covariances of sums of weighted scores.

    At each stage the totals of units are measured from the mean of their stratum (Horvitz and
    Thompson with the usual n / (n - 1)), less the part of the population that was drawn; a later
    stage counts as far as the stages before it were drawn from finite populations [1]_. Where
    weights were calibrated, scores are first replaced by their residuals of the regression on the
    margins [2]_, so that what is fixed by a margin has no variance.

    Parameters
    ----------
    design : Design
        Of the sample.
    scores : ndarray of shape (n_rows,) or (n_rows, n_sums)
        Influence of each row without its weight; 0 outside of a domain, whose rows stay.

    Returns
    -------
    ndarray of shape (n_sums, n_sums)
        Covariances of the sums of weight times score.

    References
    ----------
    .. [1] C.-E. Särndal, B. Swensson, J. Wretman (1992). "Model Assisted Survey Sampling".
       Springer, result 4.3.1 and section 5.5.
    .. [2] J.-C. Deville, C.-E. Särndal, O. Sautory (1993). "Generalized Raking Procedures in Survey
       Sampling". JASA 88(423). doi:10.1080/01621459.1993.10476369

    Examples
    --------
    >>> from titiktemu.analysis.survey.designs import make_design
    >>> covariance(make_design(4), np.array([-1.0, 1.0, -1.0, 1.0])).round(6).tolist()
    [[5.333333]]
    """
    columns = scores.reshape(design.rows, -1)
    weighted = design.weights[:, None] * residuals(design, columns)
    found = np.zeros((columns.shape[1], columns.shape[1]))
    reach = np.ones(design.rows)
    for stage in design.stages:
        totals = _totals(stage, weighted)
        found += _between(stage, totals, _factors(stage, reach), design.lonely)
        if stage.fraction is None:
            break
        reach = reach * stage.fraction[stage.stratum_of[stage.units]]
    return found


def residuals(design: Design, scores: Floats) -> Floats:
    """What of scores the calibration margins do not explain; regression weighted by the weights before it."""
    if design.margins is None:
        return scores
    root = np.sqrt(design.base)[:, None]
    scaled = root * scores
    left = scaled - design.margins @ (design.margins.T @ scaled)
    return np.divide(left, root, out=np.zeros_like(left), where=root > 0)


def _totals(stage: Stage, weighted: Floats) -> Floats:
    many = stage.stratum_of.size
    return np.stack([np.bincount(stage.units, column, many) for column in weighted.T], axis=1)


def _factors(stage: Stage, reach: Floats) -> Floats:
    """What a squared deviation of each unit counts for; `reach` is the part drawn at the stages before."""
    drawn = stage.drawn.astype(np.float64)
    left = np.ones(drawn.size) if stage.fraction is None else 1 - stage.fraction
    left = np.where(left < NEARLY, 0.0, left)
    of_stratum = left * np.where(drawn > 1, drawn / np.maximum(drawn - 1, 1), 1.0)
    of_unit = np.zeros(stage.stratum_of.size)
    of_unit[stage.units] = reach
    return of_unit * of_stratum[stage.stratum_of]


def _between(stage: Stage, totals: Floats, factors: Floats, lonely: Lonely) -> Floats:
    means = np.stack(
        [np.bincount(stage.stratum_of, column, stage.drawn.size) / stage.drawn for column in totals.T], axis=1
    )
    if lonely is Lonely.GRAND_MEAN:
        means = np.where((stage.drawn == 1)[:, None], totals.mean(axis=0)[None, :], means)
    apart = totals - means[stage.stratum_of]
    return np.asarray((apart * factors[:, None]).T @ apart)
