"""How often intervals hold the truth and states are right, worked out over every possible sample."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtri
from scipy.stats import binom, hypergeom

from titiktemu.analysis.common_ground import SideVotes, Standing, State, judge_side, state_of
from titiktemu.analysis.counts import Counts
from titiktemu.analysis.intervals import LEVEL, jeffreys_interval

type Floats = NDArray[np.float64]
type Interval = Callable[[int, int, int | None], tuple[float, float]]

ENDLESS_SHARES = np.linspace(0.025, 0.975, 39)


def wilson_interval(agree: int, answered: int, _size: int | None = None) -> tuple[float, float]:
    """Give the Wilson score interval at the level of `jeffreys_interval`.

    References
    ----------
    .. [1] E. B. Wilson (1927). "Probable Inference, the Law of Succession, and Statistical
       Inference". JASA 22, 209-212.

    Examples
    --------
    >>> [round(end, 3) for end in wilson_interval(15, 20)]
    [0.568, 0.873]
    """
    z = float(ndtri((1 + LEVEL) / 2))
    share = agree / answered
    middle = (share + z**2 / (2 * answered)) / (1 + z**2 / answered)
    half = z / (1 + z**2 / answered) * sqrt(share * (1 - share) / answered + z**2 / (4 * answered**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def jeffreys(agree: int, answered: int, _size: int | None = None) -> tuple[float, float]:
    """Jeffreys' interval, as if people were without end."""
    return jeffreys_interval(agree, answered)


def jeffreys_corrected(agree: int, answered: int, size: int | None) -> tuple[float, float]:
    """Jeffreys' interval narrowed around the share by the finite-population correction."""
    low, high = jeffreys_interval(agree, answered)
    if size is None or size <= 1:
        return low, high
    share, factor = agree / answered, sqrt((size - answered) / (size - 1))
    return share - (share - low) * factor, share + (high - share) * factor


def predictive(agree: int, answered: int, size: int | None) -> tuple[float, float]:
    """The product's: of the final share, votes still to come predicted from those so far."""
    verdict = _judged(agree, answered, size)
    return verdict.low, verdict.high


INTERVALS: dict[str, Interval] = {
    "Jeffreys": jeffreys,
    "Wilson": wilson_interval,
    "Jeffreys, finite": jeffreys_corrected,
    "predictive": predictive,
}


@cache
def _judged(agree: int, answered: int, size: int | None):  # type: ignore[no-untyped-def] # cached
    return judge_side(SideVotes(Counts(agree, answered - agree, 0), size))


def _truths(size: int | None) -> Floats:
    """Every share that a side of this size can end with."""
    return ENDLESS_SHARES if size is None else np.arange(size + 1) / size


def _samples(share: float, answered: int, size: int | None) -> Floats:
    """Probability of each number of agreeing among those who answered first."""
    counts = np.arange(answered + 1)
    if size is None:
        return np.asarray(binom(answered, share).pmf(counts))
    return np.asarray(hypergeom(size, round(share * size), answered).pmf(counts))


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often an interval holds the final share, and how wide it is.

    Attributes
    ----------
    mean, least : float
        Over all true shares alike; for the worst true share.
    width : float
        Mean width.
    """

    mean: float
    least: float
    width: float


def coverage(interval: Interval, answered: int, size: int | None) -> Coverage:
    """Work out the coverage of an interval over every true share and every sample.

    Parameters
    ----------
    interval : callable of (agree, answered, size)
        Gives both ends.
    answered : int
        Of the side, all with an opinion.
    size : int or None
        Of the side; None for a side without end.

    Returns
    -------
    Coverage
        Exact but for rounding: nothing is drawn at random.

    Examples
    --------
    >>> round(coverage(predictive, 12, 12).least, 9)
    1.0
    """
    ends = np.array([interval(agree, answered, size) for agree in range(answered + 1)])
    held, widths = [], []
    for share in _truths(size):
        chances = _samples(share, answered, size)
        inside = (ends[:, 0] <= share + 1e-9) & (share <= ends[:, 1] + 1e-9)
        held.append(chances[inside].sum())
        widths.append(chances @ (ends[:, 1] - ends[:, 0]))
    return Coverage(float(np.mean(held)), float(np.min(held)), float(np.mean(widths)))


@dataclass(frozen=True, slots=True)
class Errors:
    """How often a state is claimed that is not true in the end, over all true shares of both sides alike.

    Attributes
    ----------
    claimed : float
        How often anything but "not yet known" is said.
    false_ground : float
        Common ground claimed although it is not, among all cases.
    false_difference : float
        "The sides differ" claimed although they do not.
    false_within : float
        "They differ within the sides" claimed although no side ends between 0.4 and 0.6.
    worst_ground : float
        Common ground claimed, for the true shares for which it is wrong most often.
    """

    claimed: float
    false_ground: float
    false_difference: float
    false_within: float
    worst_ground: float


def state_errors(sides: Sequence[tuple[int, int | None]]) -> Errors:
    """Work out the error rates of the states of two sides, over every true share and sample.

    Parameters
    ----------
    sides : sequence of two (answered, size)
        Of government and civil society; size None for a side without end.

    Returns
    -------
    Errors
        Exact but for rounding.

    Examples
    --------
    >>> round(state_errors([(12, 12), (9, 9)]).false_ground, 9)
    0.0
    """
    (first, first_truths), (second, second_truths) = (_standings(*side) for side in sides)
    totals = dict.fromkeys(("claimed", "ground", "difference", "within"), 0.0)
    worst = 0.0
    pairs = len(first_truths) * len(second_truths)
    for one, share in zip(first, first_truths, strict=True):
        for other, other_share in zip(second, second_truths, strict=True):
            states = _states(one, other)
            wrong = _wrong(states, share, other_share)
            totals["claimed"] += 1 - states[State.NOT_YET_KNOWN, False]
            for name in wrong:
                totals[name] += wrong[name]
            worst = max(worst, wrong["ground"])
    mean = {name: value / pairs for name, value in totals.items()}
    return Errors(mean["claimed"], mean["ground"], mean["difference"], mean["within"], worst)


def _standings(answered: int, size: int | None) -> tuple[list[dict[Standing, float]], Floats]:
    standing = [_judged(agree, answered, size).standing for agree in range(answered + 1)]
    truths = _truths(size)
    found = []
    for share in truths:
        chances = _samples(share, answered, size)
        found.append(
            {
                one: float(sum(chances[at] for at, other in enumerate(standing) if other is one))
                for one in Standing
            }
        )
    return found, truths


def _states(first: dict[Standing, float], second: dict[Standing, float]) -> dict[tuple[State, bool], float]:
    found = {(state, rejected): 0.0 for state in State for rejected in (False, True)}
    for one, chance in first.items():
        for other, other_chance in second.items():
            standings = {one, other}
            found[state_of(standings), standings == {Standing.REJECTS}] += chance * other_chance
    return found


def _wrong(states: dict[tuple[State, bool], float], share: float, other: float) -> dict[str, float]:
    low, high = min(share, other), max(share, other)
    even = any(0.4 - 1e-9 <= one <= 0.6 + 1e-9 for one in (share, other))
    return {
        "ground": states[State.COMMON_GROUND, False] * (low <= 0.5)
        + states[State.COMMON_GROUND, True] * (high >= 0.5),
        "difference": states[State.SIDES_DIFFER, False] * (not low < 0.5 < high),
        "within": states[State.DIFFER_WITHIN, False] * (not even),
    }


@dataclass(frozen=True, slots=True)
class Pooling:
    """What partial pooling over the statements of a side would change.

    Attributes
    ----------
    coverage, width : tuple of float
        Of the 90 % interval: each statement by itself, pooled.
    false_majority : tuple of float
        "More than half agree" claimed although not so, among all statements.
    open : tuple of float
        Nothing claimed.
    """

    coverage: tuple[float, float]
    width: tuple[float, float]
    false_majority: tuple[float, float]
    open: tuple[float, float]


def pooling(
    answered: int, spread: tuple[float, float], *, odd: float, statements: int, runs: int, seed: int
) -> Pooling:
    """Simulate pooling towards the mean of a side's statements (empirical Bayes, by moments).

    Parameters
    ----------
    answered : int
        Opinions on each statement.
    spread : tuple of float
        Beta distribution from which the true shares of most statements come.
    odd : float
        Part of the statements whose true share is the mirror image: those that a side
        rejects although it agrees with most.
    statements, runs : int
        Of each consultation; consultations.
    seed : int
        Of all draws.

    Returns
    -------
    Pooling
        Rates over all statements of all runs; `false_majority` and `open` over the odd ones
        only, because they are those whom pooling could drag along.
    """
    rng = np.random.default_rng(seed)
    rows = []
    for _run in range(runs):
        truth = rng.beta(*spread, statements)
        is_odd = rng.random(statements) < odd
        truth = np.where(is_odd, 1 - truth, truth)
        agree = rng.binomial(answered, truth)
        shares = agree / answered
        mean, variance = shares.mean(), max(shares.var(), 1e-9)
        between = max(variance - mean * (1 - mean) / answered, 1e-6)
        strength = max(mean * (1 - mean) / between - 1, 1e-6)
        for prior in ((0.5, 0.5), (mean * strength, (1 - mean) * strength)):
            first, second = agree + prior[0], answered - agree + prior[1]
            low, high = betaincinv(first, second, 0.05), betaincinv(first, second, 0.95)
            told = betaincinv(first, second, 0.10) > 0.5
            untold = ~told & (betaincinv(first, second, 0.90) >= 0.5)
            inside = (low <= truth) & (truth <= high)
            few = is_odd if is_odd.any() else np.ones(statements, dtype=bool)
            rows.append(
                (inside.mean(), (high - low).mean(), (told & (truth <= 0.5))[few].mean(), untold[few].mean())
            )
    table = np.array(rows).reshape(runs, 2, 4).mean(axis=0)
    pairs = [(float(alone), float(pooled)) for alone, pooled in table.T]
    return Pooling(*pairs)
