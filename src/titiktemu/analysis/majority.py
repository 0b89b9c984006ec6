"""How likely is it that more than half of a side's opinions agree, once all have voted?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincc, betaincinv, gammaln

from titiktemu.analysis.intervals import LEVEL, jeffreys_interval

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

PRIOR = 0.5  # Jeffreys: half an imagined answer each way
EVEN = 0.1
"""How far from one half a side is still called evenly split."""
WALKED_UP_TO = 1000
"""Votes still to come up to which every future counts exactly; beyond, a quadrature is right to 0.002."""
BEYOND_DOUBT = 0.005
"""Where more than 64 votes are left, a chance as small as this is not followed further: right to 0.004."""
LISTED_UP_TO = 64
"""Votes still to come up to which intervals list every final share; beyond, as many of those to come have an
opinion as is expected, and they are right to 0.007."""
RATES = 65  # points of the quadrature over how many of those to come have an opinion
TABLE = 2**16  # factorials that are kept


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

    The model is that of `majority_probability`. Exactly half is neither above nor below.

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
    if tally.left is None:
        return _endless(tally)
    if tally.left == 0:
        return _counted(tally)
    if tally.left <= LISTED_UP_TO:
        found = _walked(tally, tally.left)
    else:
        found = _beyond_doubt(tally, tally.left) or (
            _walked(tally, tally.left) if tally.left <= WALKED_UP_TO else _matched(tally, tally.left)
        )
    return Chances(*(min(1.0, max(0.0, float(one))) for one in found))


def _beyond_doubt(tally: Tally, left: int) -> tuple[float, float, float] | None:
    above, low, high = betaincc(*_beta_of_final(tally, _expected(tally, left)), [0.5, 0.5 - EVEN, 0.5 + EVEN])
    return None if BEYOND_DOUBT < above < 1 - BEYOND_DOUBT else (above, 1 - above, low - high)


def _expected(tally: Tally, left: int) -> Floats:
    """Opinions to come, on average."""
    return np.asarray(left * (tally.opinions + PRIOR) / (tally.opinions + tally.passed + 1))


def _endless(tally: Tally) -> Chances:
    first, second = tally.agree + PRIOR, tally.disagree + PRIOR
    above = float(betaincc(first, second, 0.5))
    low, high = betainc(first, second, [0.5 - EVEN, 0.5 + EVEN])
    return Chances(above, 1 - above, float(high - low))


def _counted(tally: Tally) -> Chances:
    if not tally.opinions:
        return Chances(0.0, 0.0, 0.0)
    margin, total = tally.agree - tally.disagree, tally.opinions
    return Chances(float(margin > 0), float(margin < 0), float(5 * abs(margin) <= total))


def _walked(tally: Tally, left: int) -> tuple[float, float, float]:
    """Follow every future exactly, in as many steps as votes are left.

    The number of yes among m draws from a Polya urn exceeds a bar with probability T(m, bar),
    and one more draw changes that only at the bar itself:
    T(m + 1, bar) = T(m, bar) + P(exactly bar of m) * P(the next is a yes).
    The bars move by nothing or one from m to m + 1, so each tail is one running sum.
    """
    more = np.arange(left + 1)
    total = tally.opinions + more
    # More than half; at least 0.4; more than 0.6. In whole numbers: 0.6 is no binary fraction.
    bars = np.stack([total // 2, -(-4 * total // 10) - 1, 6 * total // 10]) - tally.agree
    exactly = _drawn(tally.agree, tally.disagree, more, bars)
    gained = exactly[:, :-1] * (tally.agree + PRIOR + bars[:, :-1]) / (total[:-1] + 1)
    lost = np.where(bars[:, 1:] > bars[:, :-1], exactly[:, 1:], 0.0)
    over = np.empty(bars.shape)
    over[:, 0] = bars[:, 0] < 0
    over[:, 1:] = over[:, :1] + np.cumsum(gained - lost, axis=1)
    weights = _drawn(tally.opinions, tally.passed, np.full(left + 1, left), more)
    weights[total == 0] = 0.0  # nobody with an opinion at all
    above = float(weights @ over[0])
    tied = float(weights @ np.where(total % 2 == 0, exactly[0], 0.0))
    return above, float(weights.sum()) - above - tied, float(weights @ (over[1] - over[2]))


def _drawn(first: int, second: int, draws: Ints, of_first: Ints) -> Floats:
    """Probability that so many draws from the urn of these answers are of the first kind."""
    possible = (of_first >= 0) & (of_first <= draws)
    yes = np.where(possible, of_first, 0)
    no = np.where(possible, draws - of_first, 0)
    whole, half = _factorials() if first + second + len(draws) < TABLE else (_whole, _half)
    ways = whole(draws) - whole(yes) - whole(no)
    fixed = _whole(first + second) - _half(first) - _half(second)
    chance = ways + half(first + yes) + half(second + no) - whole(first + second + draws) + fixed
    return np.where(possible, np.exp(chance), 0.0)


def _whole(count: Any) -> Any:
    return gammaln(count + 1.0)


def _half(count: Any) -> Any:
    return gammaln(count + PRIOR)


@lru_cache(maxsize=1)
def _factorials() -> tuple[Any, Any]:
    counts = np.arange(2 * TABLE)
    return _whole(counts).take, _half(counts).take


def _matched(tally: Tally, left: int) -> tuple[float, float, float]:
    """Quadrature over the opinions to come, the final share taken as Beta with its own mean and variance."""
    middles = (np.arange(RATES) + 0.5) / RATES
    more = np.rint(left * betaincinv(tally.opinions + PRIOR, tally.passed + PRIOR, middles))
    total = np.maximum(tally.opinions + more, 1)
    first, second = _beta_of_final(tally, more)

    def over(bar: Floats) -> float:
        chance = betaincc(first, second, np.clip((bar + 0.5) / total, 0, 1))
        bounded = np.where(bar < tally.agree, 1.0, np.where(bar >= tally.agree + more, 0.0, chance))
        return float(bounded.mean())

    above, reached = over(np.floor(total / 2)), over(np.ceil(total / 2) - 1)
    even = over(np.ceil(4 * total / 10) - 1) - over(np.floor(6 * total / 10))
    return above, 1 - reached, even


def _beta_of_final(tally: Tally, more: Floats) -> tuple[Floats, Floats]:
    """The Beta distribution with the mean and variance that the final share has after so many opinions."""
    total = np.maximum(tally.opinions + more, 1)
    imagined = tally.opinions + 2 * PRIOR
    share = (tally.agree + PRIOR) / imagined
    mean = (tally.agree + more * share) / total
    variance = more * share * (1 - share) * (imagined + more) / (imagined + 1) / total**2
    strength = np.maximum(mean * (1 - mean) / np.maximum(variance, 1e-15) - 1, 1e-9)
    return mean * strength, (1 - mean) * strength


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
    bounds = [(1 - level) / 2, (1 + level) / 2]
    if tally.left <= WALKED_UP_TO:
        shares, weights = (_listed if tally.left <= LISTED_UP_TO else _listed_at_mean)(tally, tally.left)
        order = np.argsort(shares, kind="stable")
        held = np.cumsum(weights[order]) / weights.sum()
        low, high = shares[order][np.searchsorted(held, [bounds[0], bounds[1] - 1e-12])]
    else:
        more = np.rint(_expected(tally, tally.left))
        total = tally.opinions + more
        # People are whole: the ends are shares that so many opinions can have.
        low, high = np.ceil(betaincinv(*_beta_of_final(tally, more), bounds) * total - 0.5) / total
    # Where all so far are alike the end is theirs, as with Jeffreys: the whole side may be so.
    return 0.0 if tally.agree == 0 else float(low), 1.0 if tally.disagree == 0 else float(high)


def _listed(tally: Tally, left: int) -> tuple[Floats, Floats]:
    """Every way the votes left can fall: the final share, and its probability."""
    more, yes = _fallings(left)
    weights = _drawn(tally.opinions, tally.passed, np.full(left + 1, left), np.arange(left + 1))
    return (tally.agree + yes) / (tally.opinions + more), weights[more] * _drawn(
        tally.agree, tally.disagree, more, yes
    )


def _listed_at_mean(tally: Tally, left: int) -> tuple[Floats, Floats]:
    """The same, had as many of those left an opinion as is expected."""
    more = int(np.rint(_expected(tally, left)))
    yes = np.arange(more + 1)
    weights = _drawn(tally.agree, tally.disagree, np.full(more + 1, more), yes)
    return (tally.agree + yes) / (tally.opinions + more), weights


@lru_cache(maxsize=LISTED_UP_TO + 1)
def _fallings(left: int) -> tuple[Ints, Ints]:
    return np.tril_indices(left + 1)
