"""Intervals for a share."""

from __future__ import annotations

from scipy.special import betaincinv

LEVEL = 0.90  # two-sided, so that each end is the one-sided 95 % bound


def jeffreys_interval(successes: float, trials: float, level: float = LEVEL) -> tuple[float, float]:
    """Give the equal-tailed Jeffreys interval of a binomial share.

    The quantiles of Beta(successes + 1/2, trials - successes + 1/2), with the ends
    pulled to 0 where nobody and to 1 where everybody agreed, as reference [1]
    recommends: its coverage stays near the level also for few people, where the
    textbook interval fails.

    Parameters
    ----------
    successes : float
        At least 0 and at most `trials`.
    trials : float
        At least 0. With none the interval is (0, 1): nothing is known.
    level : float
        Probability inside the interval, above 0 and below 1.

    Returns
    -------
    tuple of float
        Lower and upper end, both in [0, 1].

    Raises
    ------
    ValueError
        If `successes` is outside [0, trials] or `level` outside (0, 1).

    References
    ----------
    .. [1] L. D. Brown, T. T. Cai, A. DasGupta (2001). "Interval Estimation for a
       Binomial Proportion". Statistical Science 16(2), section 4.1.1.
       doi:10.1214/ss/1009213286

    Examples
    --------
    >>> [round(end, 3) for end in jeffreys_interval(15, 20)]
    [0.571, 0.878]
    >>> jeffreys_interval(0, 0)
    (0.0, 1.0)
    """
    if not 0 <= successes <= trials:
        raise ValueError(f"successes must be between 0 and trials, got {successes} of {trials}")
    if not 0 < level < 1:
        raise ValueError(f"level must be between 0 and 1, got {level}")
    first, second = successes + 0.5, trials - successes + 0.5
    tail = (1 - level) / 2
    low = 0.0 if successes == 0 else float(betaincinv(first, second, tail))
    high = 1.0 if successes == trials else float(betaincinv(first, second, 1 - tail))
    return low, high
