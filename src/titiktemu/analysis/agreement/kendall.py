"""Kendall's coefficient of concordance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2, rankdata

from titiktemu.analysis.agreement.levels import Floats, Undefined, complete
from titiktemu.analysis.marking import gettext_noop

NO_ORDER = gettext_noop("Every rater gave all subjects the same value: there is no order to agree on.")


@dataclass(frozen=True, slots=True)
class Concordance:
    """Kendall's W.

    Attributes
    ----------
    estimate : float
        0 (no common order) to 1 (all order alike), corrected for ties.
    uncorrected : float
        As if there were no ties; smaller where there are.
    statistic, df, p : float, int, float
        Friedman's chi-square of "no common order"; rough for fewer than about eight subjects.
    subjects, raters : int
        Only subjects that everybody rated count.
    left_out : int
        Subjects with a missing rating.
    """

    estimate: float
    uncorrected: float
    statistic: float
    df: int
    p: float
    subjects: int
    raters: int
    left_out: int


def kendall_w(ratings: Floats) -> Concordance:
    r"""Give Kendall's W, corrected for ties.

    :math:`W = 12 S / (m^2 (n^3 - n) - m \sum T)`, with S the squared deviations of the subjects' sums of
    ranks, and T the sum of t³ - t over each rater's ties.

    Parameters
    ----------
    ratings : ndarray of shape (subjects, raters)
        Only the order within each rater counts. nan where missing.

    Raises
    ------
    Undefined
        With fewer than two raters or complete subjects, or where nobody orders anything.

    References
    ----------
    .. [1] M. G. Kendall, B. Babington Smith (1939). "The problem of m rankings". Annals of Mathematical
       Statistics 10(3), 275-287. doi:10.1214/aoms/1177732186
    .. [2] S. Siegel, N. J. Castellan (1988). Nonparametric Statistics for the Behavioral Sciences, 9.5.

    Examples
    --------
    >>> round(kendall_w(np.array([[1.0, 1.0, 2.0], [2.0, 3.0, 1.0], [3.0, 2.0, 3.0]])).estimate, 4)
    0.4444
    """
    kept = complete(ratings)
    subjects, raters = kept.shape
    ranks = rankdata(kept, axis=0)
    sums = ranks.sum(axis=1)
    spread = float(((sums - sums.mean()) ** 2).sum())
    ties = sum(_ties(column) for column in kept.T)
    most = raters**2 * (subjects**3 - subjects)
    if most == raters * ties:
        raise Undefined(NO_ORDER)
    estimate = 12 * spread / (most - raters * ties)
    statistic = raters * (subjects - 1) * estimate
    return Concordance(
        estimate=estimate,
        uncorrected=12 * spread / most,
        statistic=statistic,
        df=subjects - 1,
        p=float(chi2.sf(statistic, subjects - 1)),
        subjects=subjects,
        raters=raters,
        left_out=len(ratings) - subjects,
    )


def _ties(column: Floats) -> int:
    many = np.unique(column, return_counts=True)[1].astype(object)  # whole numbers without end
    return int((many**3 - many).sum())
