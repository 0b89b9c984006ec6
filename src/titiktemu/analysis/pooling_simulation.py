"""What partial pooling over the statements of a side would change: simulated, and not adopted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, betaln, gammaln

from titiktemu.analysis.common_ground import SURE
from titiktemu.analysis.intervals import LEVEL

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
ALONE = (0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Pooling:
    """What partial pooling over the statements of a side would change.

    Attributes
    ----------
    coverage, width : tuple of float
        Of the 90 % interval: each statement by itself, pooled.
    false : tuple of float
        A majority claimed that is not one, among the odd statements (among all where none is odd).
    open : tuple of float
        Nothing claimed, among the same.
    coupled : tuple of float
        How often five new answers to one statement change what is claimed of another.
    """

    coverage: tuple[float, float]
    width: tuple[float, float]
    false: tuple[float, float]
    open: tuple[float, float]
    coupled: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Scene:
    """A side that is asked about many statements.

    Attributes
    ----------
    answered : int
        Opinions on each statement.
    size : int or None
        Of the side; None for a side without end.
    spread : tuple of float
        Beta distribution from which the true shares of most statements come.
    odd : float
        Part of the statements whose true share is the mirror image: those that a side
        rejects although it agrees with most.
    statements : int
        Of the consultation.
    """

    answered: int
    size: int | None
    spread: tuple[float, float] = (8, 4)
    odd: float = 0.0
    statements: int = 30


def pooling(scene: Scene, *, runs: int, seed: int) -> Pooling:
    """Simulate pooling towards the mean of a side's statements (empirical Bayes, by moments).

    Parameters
    ----------
    scene : Scene
        What is asked of whom.
    runs, seed : int
        Consultations, and the start of all draws.

    Returns
    -------
    Pooling
        Rates over all statements of all runs.

    References
    ----------
    .. [1] G. Casella (1985). "An Introduction to Empirical Bayes Data Analysis". The American
       Statistician 39(2), 83-87.
    """
    rng = np.random.default_rng(seed)
    rows = []
    for _run in range(runs):
        truth, agree, is_odd = _drawn(scene, rng)
        few = is_odd if is_odd.any() else np.ones(scene.statements, dtype=bool)
        for pooled in (False, True):
            rows.append(
                _measured(scene, truth, agree, few, _prior(agree, scene.answered) if pooled else ALONE)
            )
            rows[-1].append(_coupled(scene, agree, pooled=pooled))
    table = np.array(rows).reshape(runs, 2, 5).mean(axis=0)
    return Pooling(*((float(alone), float(pooled)) for alone, pooled in table.T))


def _drawn(scene: Scene, rng: np.random.Generator) -> tuple[Floats, Ints, NDArray[np.bool_]]:
    truth = rng.beta(*scene.spread, scene.statements)
    is_odd = rng.random(scene.statements) < scene.odd
    truth = np.where(is_odd, 1 - truth, truth)
    if scene.size is None:
        return truth, rng.binomial(scene.answered, truth), is_odd
    whole = rng.binomial(scene.size, truth)
    return whole / scene.size, rng.hypergeometric(whole, scene.size - whole, scene.answered), is_odd


def _prior(agree: Ints | Floats, answered: int) -> tuple[float, float]:
    """The beta distribution of the statements of a side, by moments."""
    shares = agree / answered
    mean, variance = float(np.clip(shares.mean(), 0.01, 0.99)), max(float(shares.var()), 1e-9)
    between = max((variance - mean * (1 - mean) / answered) / (1 - 1 / answered), 1e-4)
    strength = max(mean * (1 - mean) / between - 1, 1.0)
    return mean * strength, (1 - mean) * strength


def _measured(
    scene: Scene, truth: Floats, agree: Ints, few: NDArray[np.bool_], prior: tuple[float, float]
) -> list[float]:
    low, high, told = _judged(scene, agree, prior)
    inside = (low <= truth + 1e-9) & (truth <= high + 1e-9)
    false = ((told > 0) & (truth <= 0.5)) | ((told < 0) & (truth >= 0.5))
    return [inside.mean(), (high - low).mean(), false[few].mean(), (told == 0)[few].mean()]


def _judged(
    scene: Scene, agree: Ints, prior: tuple[float, float]
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Both ends of the interval, and whether a majority agrees (1), disagrees (-1) or is not told (0)."""
    first, second = agree + prior[0], scene.answered - agree + prior[1]
    outside = (1 - LEVEL) / 2
    if scene.size is None:
        low, high = betaincinv(first, second, outside), betaincinv(first, second, 1 - outside)
        above, below = betaincinv(first, second, 1 - SURE) > 0.5, betaincinv(first, second, SURE) < 0.5
        return low, high, above.astype(np.int64) - below
    left = scene.size - scene.answered
    yes = np.arange(left + 1)
    ways = gammaln(left + 1) - gammaln(yes + 1) - gammaln(left - yes + 1)
    chance = np.exp(
        ways + betaln(first[:, None] + yes, second[:, None] + left - yes) - betaln(first, second)[:, None]
    )
    held = np.cumsum(chance, axis=1)
    finals = (agree[:, None] + yes) / scene.size
    ends = [np.argmax(held >= bound - 1e-12, axis=1) for bound in (outside, 1 - outside)]
    rows = np.arange(len(agree))
    above = (chance * (finals > 0.5)).sum(axis=1) >= SURE - 1e-12
    below = (chance * (finals < 0.5)).sum(axis=1) >= SURE - 1e-12
    return finals[rows, ends[0]], finals[rows, ends[1]], above.astype(np.int64) - below


def _coupled(scene: Scene, agree: Ints, *, pooled: bool) -> float:
    """Whether five more answers to the first statement change what is claimed of any other."""
    if not pooled:
        return 0.0  # each statement is judged by its own answers alone
    shares = agree / scene.answered
    moved = shares.copy()
    # Five people who were on one side and would have it otherwise: a change that a group can make.
    moved[0] = (agree[0] + (5 if shares[0] < 0.5 else 0)) / (scene.answered + 5)
    before = _judged(scene, agree, _prior(agree, scene.answered))[2]
    after = _judged(scene, agree, _prior(moved * scene.answered, scene.answered))[2]
    return float((before != after)[1:].any())
