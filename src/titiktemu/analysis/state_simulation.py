"""How often intervals hold the truth and states are right, worked out over every possible sample."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom, hypergeom

from titiktemu.analysis.common_ground import Standing, State, standing_of, state_of
from titiktemu.analysis.intervals import LEVEL, jeffreys_interval
from titiktemu.analysis.majority import EVEN, Tally, share_interval
from titiktemu.analysis.survey.share_intervals import wilson_interval

type Floats = NDArray[np.float64]
type Interval = Callable[[int, int, int | None], tuple[float, float]]
type Side = tuple[int, int | None]
"""How many answered, all with an opinion, and how many there are; None for a side without end."""

ENDLESS_SHARES = np.linspace(0.025, 0.975, 39)
CLOSE = 1e-9


def wilson(agree: int, answered: int, _size: int | None = None) -> tuple[float, float]:
    """Wilson's score interval at the level of `jeffreys_interval`, as if people were without end.

    Examples
    --------
    >>> [round(end, 3) for end in wilson(15, 20)]
    [0.568, 0.873]
    """
    return wilson_interval(agree / answered, answered, level=LEVEL)


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
    return share_interval(_tally(agree, answered, size))


INTERVALS: dict[str, Interval] = {
    "Jeffreys": jeffreys,
    "Wilson": wilson,
    "Jeffreys, finite": jeffreys_corrected,
    "predictive": predictive,
}


def _tally(agree: int, answered: int, size: int | None) -> Tally:
    return Tally(agree, answered - agree, 0, None if size is None else size - answered)


def truths(size: int | None) -> Floats:
    """Every share that a side of this size can end with."""
    return ENDLESS_SHARES if size is None else np.arange(size + 1) / size


def _samples(share: float, side: Side) -> Floats:
    """Probability of each number of agreeing among those who answered first."""
    answered, size = side
    counts = np.arange(answered + 1)
    if size is None:
        return np.asarray(binom.pmf(counts, answered, share))
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


def coverage(interval: Interval, side: Side, shares: Floats | None = None) -> Coverage:
    """Work out the coverage of an interval over every true share and every sample.

    Parameters
    ----------
    interval : callable of (agree, answered, size)
        Gives both ends.
    side : (answered, size)
        All with an opinion; size None for a side without end.
    shares : ndarray, optional
        True shares; `truths` where not given.

    Returns
    -------
    Coverage
        Exact but for rounding: nothing is drawn at random.

    Examples
    --------
    >>> round(coverage(predictive, (12, 12)).least, 9)
    1.0
    """
    answered, size = side
    low, high = np.array([interval(agree, answered, size) for agree in range(answered + 1)]).T
    held, widths = [], []
    for share in truths(size) if shares is None else shares:
        chances = _samples(share, side)
        held.append(chances[(low <= share + CLOSE) & (share <= high + CLOSE)].sum())
        widths.append(chances @ (high - low))
    return Coverage(float(np.mean(held)), float(np.min(held)), float(np.mean(widths)))


@cache
def _standings_by_count(side: Side) -> Mapping[Standing, NDArray[np.bool_]]:
    answered, size = side
    found = [standing_of(_tally(agree, answered, size)) for agree in range(answered + 1)]
    return {one: np.array([other is one for other in found]) for one in Standing}


def standings(share: float, side: Side) -> dict[Standing, float]:
    """Work out how often each standing is claimed of a side whose true share is known.

    Examples
    --------
    >>> round(standings(0.5, (5, None))[Standing.AGREES], 4)
    0.1875
    """
    chances = _samples(share, side)
    return {one: float(chances[held].sum()) for one, held in _standings_by_count(side).items()}


def is_false(standing: Standing, share: float) -> bool:
    """Whether a standing is untrue of a side that ends with this share."""
    if standing is Standing.AGREES:
        return share <= 0.5 + CLOSE
    if standing is Standing.REJECTS:
        return share >= 0.5 - CLOSE
    return standing is Standing.DIVIDED and abs(share - 0.5) > EVEN + CLOSE


@dataclass(frozen=True, slots=True)
class Errors:
    """How often a state is claimed that is not true in the end, over all true shares of both sides alike.

    Attributes
    ----------
    open : float
        How often "not yet known" is said.
    missed : float
        How often it is said where both sides are on one side of one half, at least 0.1 away.
    false_ground : float
        Common ground claimed, accepted or rejected, although it is not, among all cases.
    false_difference : float
        "The sides differ" claimed although they do not.
    false_within : float
        "They differ within the sides" claimed although no side ends between 0.4 and 0.6.
    worst_ground, worst_difference : float
        The same for the true shares for which it is wrong most often.
    """

    open: float
    missed: float
    false_ground: float
    false_difference: float
    false_within: float
    worst_ground: float
    worst_difference: float


def state_errors(sides: Sequence[Side]) -> Errors:
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
    shares = [truths(size) for _answered, size in sides]
    tables = [
        [np.array(list(standings(share, side).values())) for share in some]
        for side, some in zip(sides, shares, strict=True)
    ]
    rows = []
    for share, one in zip(shares[0], tables[0], strict=True):
        for other_share, other in zip(shares[1], tables[1], strict=True):
            rows.append(_wrong(np.outer(one, other), share, other_share))
    found = np.array(rows)
    clear = np.array(
        [is_clear(*pair) for pair in np.array(np.meshgrid(*shares, indexing="ij")).reshape(2, -1).T]
    )
    means, worst = found.mean(axis=0), found.max(axis=0)
    missed = float(found[clear, 0].mean()) if clear.any() else float("nan")
    return Errors(float(means[0]), missed, *(float(one) for one in (*means[1:], *worst[1:3])))


def is_clear(share: float, other: float) -> bool:
    """Whether two sides are plainly on one side of one half."""
    near = min(abs(share - 0.5), abs(other - 0.5))
    return bool((share - 0.5) * (other - 0.5) > 0 and near >= EVEN - CLOSE)


def _wrong(joint: Floats, share: float, other: float) -> tuple[float, float, float, float]:
    """Not yet known; then common ground, difference and division that are claimed and untrue."""
    unknown, ground, difference, within = 0.0, 0.0, 0.0, 0.0
    low, high = min(share, other), max(share, other)
    even = min(abs(share - 0.5), abs(other - 0.5)) <= EVEN + CLOSE
    for first, one in enumerate(Standing):
        for second, two in enumerate(Standing):
            chance = joint[first, second]
            state = state_of({one, two})
            if state is State.NOT_YET_KNOWN:
                unknown += chance
            elif state is State.COMMON_GROUND:
                ground += chance * (is_false(one, share) or is_false(two, other))
            elif state is State.SIDES_DIFFER:
                difference += chance * (not low < 0.5 < high)
            else:
                within += chance * (not even)
    return unknown, ground, difference, within


def ever_claimed(share: float, side: Side, *, step: int = 5) -> tuple[float, float]:
    """Work out how often a side is called agreeing or rejecting at any look, and at the last.

    Parameters
    ----------
    share : float
        True share.
    side : (answered, size)
        At the last look.
    step : int
        Answers between two looks.

    Returns
    -------
    tuple of float
        At some look; at the last one.

    Examples
    --------
    >>> [round(one, 3) for one in ever_claimed(0.5, (10, None))]
    [0.395, 0.109]
    """
    answered, size = side
    quiet = np.ones(1)  # probability of each number of agreeing, nothing claimed yet
    for given in range(answered):
        agree = np.arange(given + 1)
        chance = np.full(given + 1, share)
        if size is not None:
            chance = np.clip((round(share * size) - agree) / (size - given), 0, 1)
        grown = np.zeros(given + 2)
        grown[1:] += quiet * chance
        grown[:-1] += quiet * (1 - chance)
        quiet = grown
        if (given + 1) % step == 0 or given + 1 == answered:
            table = _standings_by_count((given + 1, size))
            quiet = np.where(table[Standing.AGREES] | table[Standing.REJECTS], 0.0, quiet)
    last = standings(share, side)
    return 1 - float(quiet.sum()), last[Standing.AGREES] + last[Standing.REJECTS]
