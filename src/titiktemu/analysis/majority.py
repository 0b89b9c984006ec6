"""How likely is it that more than half of a side's opinions agree, once all have voted?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import betainc, betaincc, betaincinv

from titiktemu.analysis.intervals import LEVEL, jeffreys_interval

type Floats = NDArray[np.float64]

PRIOR = 0.5  # Jeffreys: half an imagined answer each way
EXACT_UP_TO = 256
"""Votes still to come up to which every outcome is counted; beyond it the sum is a quadrature."""
OPINION_POINTS, SHARE_POINTS = 33, 128  # its grid; right to 0.005 where half or more had an opinion
CROSSING = 2e-4  # how far an end of an interval may be off
EVEN = 0.1
"""How far from one half a side is still called evenly split."""


@dataclass(frozen=True, slots=True)
class Chances:
    """What the final share of a side may be, as probabilities.

    Attributes
    ----------
    above, below : float
        That more than half agree; that more than half disagree.
    even : float
        That the share lies within 0.1 of one half.
    """

    above: float
    below: float
    even: float


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes of one side so far, and how many can still come.

    Attributes
    ----------
    agree, disagree, passed : int
        Answers given.
    left : int or None
        Votes still to come; None where the number of people is unknown (taken as without end).
    """

    agree: int
    disagree: int
    passed: int
    left: int | None

    @property
    def opinions(self) -> int:
        """Answers that were yes or no."""
        return self.agree + self.disagree


def majority_probability(tally: Tally) -> float:
    """Give the probability that more than half of the opinions agree in the end.

    With an unknown number of people: the posterior probability that the share
    exceeds one half, under Jeffreys' prior Beta(1/2, 1/2). With a known number: the
    posterior predictive probability that, all having voted, the agreeing outnumber
    the disagreeing. Each vote to come is an opinion or a pass as the votes so far were
    (beta-binomial, Jeffreys' prior), and each opinion agrees or not as those so far
    (beta-binomial again). A side that voted whole is simply counted: 0 or 1, and
    exactly half is not more than half.

    Parameters
    ----------
    tally : Tally
        Votes so far and left.

    Returns
    -------
    float
        In [0, 1].

    References
    ----------
    .. [1] A. Gelman et al. (2013). "Bayesian Data Analysis", 3rd ed., sections 2.4
       (prior and posterior of a share) and 8.3 (finite populations: predict the unseen).

    Examples
    --------
    >>> round(majority_probability(Tally(7, 2, 0, None)), 3)
    0.955
    >>> majority_probability(Tally(5, 4, 1, 0)), majority_probability(Tally(5, 5, 0, 0))
    (1.0, 0.0)
    """
    return chances(tally).above


def chances(tally: Tally) -> Chances:
    """Give the three probabilities that decide where a side stands.

    The model is that of `majority_probability`; every future is followed once for all
    three. Exactly half is neither above nor below.

    Parameters
    ----------
    tally : Tally
        Votes so far and left.

    Returns
    -------
    Chances
        Each in [0, 1]; `even` overlaps with the other two.

    Examples
    --------
    >>> chances(Tally(5, 5, 0, 0)), chances(Tally(7, 3, 0, 0)).even
    (Chances(above=0.0, below=0.0, even=1.0), 0.0)
    >>> round(chances(Tally(200, 200, 0, None)).even, 4)
    0.9999
    """
    low, high = 0.5 - EVEN, 0.5 + EVEN
    if tally.left is None:
        first, second = tally.agree + PRIOR, tally.disagree + PRIOR
        above = float(betaincc(first, second, 0.5))
        return Chances(above, 1 - above, float(betainc(first, second, high) - betainc(first, second, low)))
    if tally.left > EXACT_UP_TO:
        above = _tail(tally, tally.left, 0.5)
        even = max(0.0, _tail(tally, tally.left, low) - _tail(tally, tally.left, high))
        return Chances(above, 1 - above, even)
    margins, weights, silent = _outcomes(tally)
    whole = weights.sum() + silent
    inside = np.abs(margins) <= 2 * EVEN + 1e-12
    parts = (weights[margins > 0].sum(), weights[margins < 0].sum(), weights[inside].sum())
    return Chances(*(float(part / whole) for part in parts))


def share_interval(tally: Tally, level: float = LEVEL) -> tuple[float, float]:
    """Give the interval of the share that agrees in the end.

    Jeffreys' interval where the number of people is unknown, else the equal-tailed
    posterior predictive interval under the model of `majority_probability`: it
    narrows as fewer votes are left, to a point when all have voted.

    Parameters
    ----------
    tally : Tally
        Votes so far and left.
    level : float
        Probability inside.

    Returns
    -------
    tuple of float
        Lower and upper end; (0, 1) where there is no opinion yet.

    Examples
    --------
    >>> share_interval(Tally(6, 2, 1, 0))
    (0.75, 0.75)
    >>> share_interval(Tally(6, 2, 0, 2))
    (0.6, 0.8)
    """
    if tally.opinions == 0:
        return 0.0, 1.0
    if tally.left is None:
        return jeffreys_interval(tally.agree, tally.opinions, level)
    outside = (1 - level) / 2
    if tally.left > EXACT_UP_TO:
        # Where all so far are alike the end is theirs, as with Jeffreys: the whole side may be so.
        low = 0.0 if tally.agree == 0 else _crossing(tally, tally.left, 1 - outside)
        return low, 1.0 if tally.disagree == 0 else _crossing(tally, tally.left, outside)
    margins, weights, _silent = _outcomes(tally)
    order = np.argsort(margins, kind="stable")
    below = np.cumsum(weights[order]) / weights.sum()
    ends = np.searchsorted(below, [outside, 1 - outside - 1e-12])
    low, high = (1 + margins[order][ends]) / 2
    return 0.0 if tally.agree == 0 else float(low), 1.0 if tally.disagree == 0 else float(high)


def _outcomes(tally: Tally) -> tuple[Floats, Floats, float]:
    """List every way the votes left can fall: margin, probability; and that of no opinion at all.

    The margin is (agree - disagree) / opinions.
    Both steps are Polya urns: after each draw the urn holds one more of what was drawn.
    """
    left = tally.left or 0
    opinions = _urn(tally.opinions + PRIOR, tally.passed + PRIOR, left)
    margins: list[Floats] = []
    weights: list[Floats] = []
    silent = 0.0
    agrees = np.ones(1)
    for more in range(left + 1):
        total = tally.opinions + more
        if total == 0:
            silent = float(opinions[0])
        else:
            balance = tally.agree - tally.disagree - more + 2 * np.arange(more + 1)
            margins.append(balance / total)
            weights.append(opinions[more] * agrees)
        agrees = _draw(agrees, tally.agree + PRIOR, tally.disagree + PRIOR)
    if not margins:
        return np.zeros(1), np.zeros(1), 1.0
    return np.concatenate(margins), np.concatenate(weights), silent


def _urn(first: float, second: float, draws: int) -> Floats:
    """Distribution of how often the first kind is drawn; shape (draws + 1,)."""
    chances = np.ones(1)
    for _ in range(draws):
        chances = _draw(chances, first, second)
    return chances


def _draw(chances: Floats, first: float, second: float) -> Floats:
    """One more draw from the urn, after len(chances) - 1 of them."""
    drawn = np.arange(len(chances))
    chance = (first + drawn) / (first + second + len(chances) - 1)
    after = np.zeros(len(chances) + 1)
    after[1:] += chances * chance
    after[:-1] += chances * (1 - chance)
    return after


def _tail(tally: Tally, left: int, share: float) -> float:
    """Probability that the final share exceeds `share`, by quadrature over both unknown rates."""
    opinion_rates = _quantiles(tally.opinions, tally.passed, OPINION_POINTS)
    agree_rates = _quantiles(tally.agree, tally.disagree, SHARE_POINTS)
    more = np.rint(left * opinion_rates)[:, None]
    bar = np.floor(share * (tally.opinions + more) - tally.agree)
    inside = np.clip(bar, 0, np.maximum(more - 1, 0))
    above = betainc(inside + 1, np.maximum(more - inside, 1), agree_rates[None, :])
    return float(np.where(bar < 0, 1.0, np.where(bar >= more, 0.0, above)).mean())


def _quantiles(first: float, second: float, points: int) -> Floats:
    middles = (np.arange(points) + 0.5) / points
    return np.asarray(betaincinv(first + PRIOR, second + PRIOR, middles), dtype=np.float64)


def _crossing(tally: Tally, left: int, probability: float) -> float:
    """The share that the final share exceeds with the given probability."""
    return float(brentq(lambda share: _tail(tally, left, share) - probability, -1e-9, 1.0, xtol=CROSSING))
