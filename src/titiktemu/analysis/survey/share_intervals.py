"""Intervals for a share of a population, from its estimate and variance in a complex sample."""

from __future__ import annotations

import math
from enum import StrEnum

from scipy.special import betaincinv, expit, logit, stdtrit

type Ends = tuple[float, float]
LEVEL = 0.95


class Interval(StrEnum):
    """How the interval of a share is made."""

    LOGIT = "logit"
    WILSON = "wilson"
    BETA = "beta"


def t_quantile(df: float, level: float = LEVEL) -> float:
    """Give the two-sided critical value of Student's t; of the normal distribution for endless `df`.

    Examples
    --------
    >>> round(t_quantile(14), 4), round(t_quantile(math.inf), 4)
    (2.1448, 1.96)
    """
    return float(stdtrit(df if math.isfinite(df) else 1e300, (1 + level) / 2))


def logit_interval(share: float, variance: float, df: float, level: float = LEVEL) -> Ends:
    """Give the Wald interval of the log odds, carried back: never outside 0 to 1.

    Parameters
    ----------
    share : float
        Above 0 and below 1.
    variance : float
        Of the share.
    df : float
        Degrees of freedom of the design.
    level : float
        Probability inside.

    Examples
    --------
    >>> [round(end, 4) for end in logit_interval(0.8743169, 0.02035948**2, 14)]
    [0.8238, 0.9119]
    """
    half = t_quantile(df, level) * math.sqrt(variance) / (share * (1 - share))
    middle = float(logit(share))
    return float(expit(middle - half)), float(expit(middle + half))


def wilson_interval(share: float, n_effective: float, df: float = math.inf, level: float = LEVEL) -> Ends:
    """Give Wilson's score interval [2]_ as if so many people had been drawn simply [1]_.

    Parameters
    ----------
    share : float
        From 0 to 1.
    n_effective : float
        Size of the simple random sample with the same variance: share (1 - share) / variance.
    df : float
        Degrees of freedom of the design; endless gives the normal quantile.
    level : float
        Probability inside.

    References
    ----------
    .. [1] P. S. Kott, D. A. Carr (1997). "Developing an Estimation Strategy for a Pesticide Data
       Program". Journal of Official Statistics 13(4).
    .. [2] E. B. Wilson (1927). "Probable Inference, the Law of Succession, and Statistical
       Inference". JASA 22, 209-212.

    Examples
    --------
    >>> [round(end, 4) for end in wilson_interval(0.815, 205.63997330664)]
    [0.7563, 0.8621]
    """
    square = t_quantile(df, level) ** 2
    below = 1 + square / n_effective
    middle = share + square / (2 * n_effective)
    half = math.sqrt(square * (share * (1 - share) + square / (4 * n_effective)) / n_effective)
    return max(0.0, (middle - half) / below), min(1.0, (middle + half) / below)


def beta_interval(share: float, n_effective: float, n: int, df: float, level: float = LEVEL) -> Ends:
    """Give the interval of Clopper and Pearson on an effective size, after Korn and Graubard [1]_.

    Parameters
    ----------
    share : float
        From 0 to 1; this interval also stands where nobody or everybody is counted.
    n_effective : float
        Size of the simple random sample with the same variance.
    n : int
        People who answered, at least 2.
    df : float
        Degrees of freedom of the design, at least 1.
    level : float
        Probability inside.

    References
    ----------
    .. [1] E. L. Korn, B. I. Graubard (1998). "Confidence Intervals for Proportions with Small
       Expected Number of Positive Counts Estimated from Survey Data". Survey Methodology 24(2).

    Examples
    --------
    >>> [round(end, 4) for end in beta_interval(0.815, 205.63997330664, 200, 199)]
    [0.7551, 0.8656]
    """
    size = n_effective * (t_quantile(n - 1, level) / t_quantile(df, level)) ** 2
    yes, tail = size * share, (1 - level) / 2
    low = 0.0 if yes <= 0 else float(betaincinv(yes, size - yes + 1, tail))
    high = 1.0 if yes >= size else float(betaincinv(yes + 1, size - yes, 1 - tail))
    return low, high
