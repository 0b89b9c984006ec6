"""Kappas: agreement on categories beyond chance, of many raters (Fleiss) and of two (Cohen)."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.stats import norm

from titiktemu.analysis.agreement.krippendorff import ALL_ALIKE, CONFIDENCE
from titiktemu.analysis.agreement.levels import Floats, Level, Undefined, complete
from titiktemu.analysis.marking import gettext_noop

TWO_ONLY = gettext_noop("It compares two raters, and there are {raters}.")


@dataclass(frozen=True, slots=True)
class Kappa:
    """Fleiss' kappa.

    Attributes
    ----------
    estimate : float
        1: always alike; 0: as by chance.
    statistic, p : float
        z and its two-sided probability, of "no agreement beyond chance".
    subjects, raters, categories : int
        Only subjects that everybody rated count.
    left_out : int
        Subjects with a missing rating.
    """

    estimate: float
    statistic: float
    p: float
    subjects: int
    raters: int
    categories: int
    left_out: int


def fleiss_kappa(ratings: Floats) -> Kappa:
    """Give Fleiss' kappa for any number of raters.

    Parameters
    ----------
    ratings : ndarray of shape (subjects, raters)
        Numbers are names of categories. nan where missing.

    Raises
    ------
    Undefined
        With fewer than two raters or complete subjects, or one category alone.

    References
    ----------
    .. [1] J. L. Fleiss (1971). "Measuring nominal scale agreement among many raters". Psychological Bulletin
       76(5), 378-382. doi:10.1037/h0031619
    .. [2] J. L. Fleiss, J. C. M. Nee, J. R. Landis (1979). "Large sample variance of kappa in the case of
       different sets of raters". Psychological Bulletin 86(5), 974-977. doi:10.1037/0033-2909.86.5.974

    Examples
    --------
    >>> round(fleiss_kappa(np.array([[1.0, 1, 2], [2, 2, 2], [1, 1, 1], [3, 3, 1]])).estimate, 4)
    0.4545
    """
    kept = complete(ratings)
    subjects, raters = kept.shape
    names, codes = np.unique(kept, return_inverse=True)
    if len(names) < 2:
        raise Undefined(ALL_ALIKE)
    counts = np.zeros((subjects, len(names)))
    np.add.at(counts, (np.repeat(np.arange(subjects), raters), codes.ravel()), 1)
    shares = counts.sum(axis=0) / counts.sum()
    observed = float((counts * (counts - 1)).sum()) / (subjects * raters * (raters - 1))
    apart = float(shares @ (1 - shares))
    estimate = 1 - (1 - observed) / apart
    skew = float((shares * (1 - shares)) @ (1 - 2 * shares))
    error = sqrt(2 * max(0.0, apart**2 - skew) / (subjects * raters * (raters - 1))) / apart
    statistic = estimate / error
    return Kappa(
        estimate=estimate,
        statistic=statistic,
        p=float(2 * norm.sf(abs(statistic))),
        subjects=subjects,
        raters=raters,
        categories=len(names),
        left_out=len(ratings) - subjects,
    )


@dataclass(frozen=True, slots=True)
class PairKappa:
    """Cohen's kappa with its interval.

    Attributes
    ----------
    estimate, low, high : float
        The interval is the large-sample one, within -1 and 1.
    is_weighted : bool
        Whether near misses count for less (squared distance).
    subjects : int
        Rated by both.
    categories, left_out : int
    """

    estimate: float
    low: float
    high: float
    is_weighted: bool
    subjects: int
    categories: int
    left_out: int


def cohen_kappa(ratings: Floats, level: Level, confidence: float = CONFIDENCE) -> PairKappa:
    """Give Cohen's kappa of two raters: plain at the nominal level, with squared weights above it.

    At the ordinal level the distance is that of places in the order of the values that occur, otherwise
    that of the values.

    Raises
    ------
    Undefined
        With other than two raters, fewer than two subjects rated by both, or one category alone.

    References
    ----------
    .. [1] J. Cohen (1968). "Weighted kappa". Psychological Bulletin 70(4), 213-220. doi:10.1037/h0026256
    .. [2] J. L. Fleiss, J. Cohen, B. S. Everitt (1969). "Large sample standard errors of kappa and weighted
       kappa". Psychological Bulletin 72(5), 323-327. doi:10.1037/h0028106

    Examples
    --------
    >>> pairs = np.repeat([[1.0, 1.0], [1.0, 2.0], [2.0, 1.0], [2.0, 2.0]], [20, 5, 10, 15], axis=0)
    >>> round(cohen_kappa(pairs, Level.NOMINAL).estimate, 4)
    0.4
    """
    if ratings.shape[1] != 2:
        raise Undefined(TWO_ONLY, raters=ratings.shape[1])
    kept = complete(ratings)
    names, codes = np.unique(kept, return_inverse=True)
    if len(names) < 2:
        raise Undefined(ALL_ALIKE)
    first, second = codes.reshape(kept.shape).T
    table = np.zeros((len(names), len(names)))
    np.add.at(table, (first, second), 1 / len(kept))
    estimate, error = _weighed(table, _weights(names, level), len(kept))
    reach = float(norm.ppf((1 + confidence) / 2)) * error
    low, high = max(-1.0, estimate - reach), min(1.0, estimate + reach)
    is_weighted = level is not Level.NOMINAL
    return PairKappa(estimate, low, high, is_weighted, len(kept), len(names), len(ratings) - len(kept))


def _weights(names: Floats, level: Level) -> Floats:
    if level is Level.NOMINAL:
        return np.eye(len(names))
    scores = np.arange(len(names), dtype=np.float64) if level is Level.ORDINAL else names
    return np.asarray(1 - ((scores[:, None] - scores) / (scores[-1] - scores[0])) ** 2)


def _weighed(table: Floats, weights: Floats, subjects: int) -> tuple[float, float]:
    """Kappa and its standard error from shares of pairs and weights of agreement."""
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    observed, chance = float((weights * table).sum()), float(rows @ weights @ columns)
    estimate = (observed - chance) / (1 - chance)
    edges = (weights @ columns)[:, None] + (rows @ weights)
    inner = float((table * (weights * (1 - chance) - edges * (1 - observed)) ** 2).sum())
    inner -= (observed * chance - 2 * chance + observed) ** 2
    return estimate, sqrt(max(0.0, inner) / subjects) / (1 - chance) ** 2
