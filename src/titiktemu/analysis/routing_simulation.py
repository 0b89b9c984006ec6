"""Made-up consultations in which statements are routed in three ways, to compare them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from math import inf

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.common_ground import Standing, standing_of
from titiktemu.analysis.disclosure import may_move
from titiktemu.analysis.exposure_weights import corrected_share
from titiktemu.analysis.majority import Tally
from titiktemu.analysis.routing import Candidates, answers_needed, probabilities

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

GOVERNMENT, CIVIL_SOCIETY = 0, 1
LOOKS = 40  # times at which certainty is looked at


@dataclass(frozen=True, slots=True)
class Setting:
    """A consultation to make up.

    Attributes
    ----------
    people : tuple of int
        Of each side.
    statements : int
        Half are there at the start, the others come until two thirds of the answers are given.
    answers_each : float
        Mean number of answers of a person.
    heavy_tail : bool
        Whether few people give most answers (log-normal), or all nearly as many (Poisson).
    leaning : float
        How much more, in logits, those who answer most agree: votes not missing at random.
    pass_share : float
        Probability of a pass.
    """

    people: tuple[int, int]
    statements: int
    answers_each: float
    heavy_tail: bool = False
    leaning: float = 0.0
    pass_share: float = 0.1


@dataclass(eq=False, slots=True)
class World:
    """A consultation while it runs.

    Attributes
    ----------
    chance : ndarray of shape (people, statements)
        That a person with an opinion agrees.
    side, budget : ndarray of shape (people,)
        Side and number of answers.
    counts : ndarray of shape (2, statements, 3)
        Agree, disagree, pass by side; `released` as the gate released them last.
    shown : ndarray of shape (2, statements)
        Exposures.
    log : list of (side, statement, answer, probability, candidates)
        Every answer with its draw.
    """

    setting: Setting
    chance: Floats
    side: Ints
    budget: Ints
    born: Ints
    counts: Ints
    released: Ints
    shown: Ints
    log: list[tuple[int, int, int, float, int]] = field(default_factory=list)


type Policy = Callable[[World, int, Ints], Floats]
"""Probabilities of these statements for somebody of this side."""


def uniform(_world: World, _side: int, waiting: Ints) -> Floats:
    """Pure chance."""
    return np.full(len(waiting), 1 / len(waiting))


def polis_style(world: World, _side: int, waiting: Ints) -> Floats:
    """Pol.is' priorities, with the difference between the sides for its extremity.

    References
    ----------
    .. [1] C. Small et al. (2021). "Polis: Scaling Deliberation by Mapping High
       Dimensional Opinion Spaces". Recerca 26(2). doi:10.6035/recerca.5516
    """
    counts = world.counts[:, waiting, :].astype(np.float64)
    agree, _disagree, passed = counts.sum(axis=0).T
    seen = counts.sum(axis=(0, 2))
    by_side = (counts[:, :, 0] + 1) / (counts[:, :, :2].sum(axis=2) + 2)
    extremity = np.abs(by_side[0] - by_side[1])
    importance = (1 - (passed + 1) / (seen + 2)) * (extremity + 1) * (agree + 1) / (seen + 2)
    priority = (importance * (1 + 8 * 2 ** (-seen / 5))) ** 2
    return np.asarray(priority / priority.sum())


def by_need(world: World, side: int, waiting: Ints) -> Floats:
    """The product's routing, from released figures alone."""
    size = world.setting.people
    own, other = (world.released[one, waiting].astype(np.float64) for one in (side, 1 - side))
    left = size[side] - own.sum(axis=1)
    elsewhere = answers_needed(other[:, 0], other[:, 1], size[1 - side] - other.sum(axis=1))
    small = size[side] < 20  # nothing of such a side is released while voting goes on
    return probabilities(
        Candidates(
            agree=own[:, 0],
            disagree=own[:, 1],
            shown=world.shown[side, waiting].astype(np.float64),
            left=np.full(len(waiting), inf) if small else left,
            needed_elsewhere=elsewhere,
            is_meta=np.zeros(len(waiting), dtype=bool),
        )
    )


POLICIES: dict[str, Policy] = {"uniform": uniform, "Pol.is style": polis_style, "by need": by_need}


def make_world(setting: Setting, rng: np.random.Generator) -> World:
    """Make up people and statements: some common ground, some division, some in between."""
    people, statements = sum(setting.people), setting.statements
    kinds = rng.choice([1.4, 0.0, -1.4], size=(2, statements), p=[0.5, 0.25, 0.25])
    lean = kinds + rng.normal(0, 0.4, (2, statements))
    side = np.repeat([GOVERNMENT, CIVIL_SOCIETY], setting.people)
    noise = 0.9 if setting.heavy_tail else 0.15
    drawn = np.exp(rng.normal(np.log(setting.answers_each) - noise**2 / 2, noise, people))
    budget = np.clip(np.rint(drawn), 1, statements).astype(np.int64)
    activity = (np.log(budget) - np.log(budget).mean()) / max(np.log(budget).std(), 1e-9)
    logits = lean[side] + rng.normal(0, 0.5, (people, 1)) + setting.leaning * activity[:, None]
    late = np.sort(rng.uniform(0, 2 / 3, statements - statements // 2))
    born = np.concatenate([np.zeros(statements // 2), late * budget.sum()]).astype(np.int64)
    empty = np.zeros((2, statements, 3), dtype=np.int64)
    chance = 1 / (1 + np.exp(-logits))
    return World(
        setting, chance, side, budget, born, empty, empty.copy(), np.zeros((2, statements), np.int64)
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run.

    Attributes
    ----------
    known : ndarray of shape (40,)
        Share of the statements on which both sides are told, at equal steps of the answers.
    fewest_shown : int
        How often the least shown statement was shown to the side that saw it least.
    raw_bias, corrected_bias : float
        Mean of estimated minus true share, over statements and sides with 20 opinions.
    raw_error, corrected_error : float
        Root mean square of the same.
    held : float
        How often the corrected 90 % interval holds the true share.
    """

    known: Floats
    fewest_shown: int
    raw_bias: float
    corrected_bias: float
    raw_error: float
    corrected_error: float
    held: float


def simulate(setting: Setting, policy: Policy, *, seed: int) -> Outcome:
    """Run one consultation: people come one after the other and answer until they leave.

    Parameters
    ----------
    setting : Setting
        What to make up.
    policy : callable
        One of `POLICIES`.
    seed : int
        The same seed makes the same people and statements whatever the policy.

    Returns
    -------
    Outcome
        Certainty over time, starvation, and how far shares are off.
    """
    world = make_world(setting, np.random.default_rng(seed))
    rng = np.random.default_rng(seed + 1)
    order = rng.permutation(len(world.side))
    total, known = int(world.budget.sum()), []
    looks = iter(np.linspace(total / LOOKS, total, LOOKS))
    look, given = float(next(looks)), 0
    for person in order:
        left = np.ones(setting.statements, dtype=bool)
        for _turn in range(world.budget[person]):
            _ask(world, policy, int(person), left, given, rng)
            given += 1
            while given >= look - 1e-9:
                known.append(_share_known(world))
                look = float(next(looks, inf))
    return Outcome(np.array(known), int(world.shown.min()), *_accuracy(world))


def _ask(
    world: World, policy: Policy, person: int, left: NDArray[np.bool_], given: int, rng: np.random.Generator
) -> None:
    waiting = np.flatnonzero(left & (world.born <= given))
    if not len(waiting):
        return
    side = int(world.side[person])
    chances = policy(world, side, waiting)
    place = int(rng.choice(len(waiting), p=chances))
    statement = int(waiting[place])
    left[statement] = False
    world.shown[side, statement] += 1
    kind = (
        2 if rng.random() < world.setting.pass_share else int(rng.random() >= world.chance[person, statement])
    )
    world.counts[side, statement, kind] += 1
    world.log.append((side, statement, (1, -1, 0)[kind], float(chances[place]), len(waiting)))
    released = int(world.released[side, statement].sum())
    now, size = int(world.counts[side, statement].sum()), world.setting.people[side]
    if may_move(released or None, now, closed=False, electorate=size):
        world.released[side, statement] = world.counts[side, statement]


def _share_known(world: World) -> float:
    told = 0
    for statement in range(world.setting.statements):
        told += all(
            _is_told(*(int(one) for one in world.counts[side, statement]), world.setting.people[side])
            for side in (GOVERNMENT, CIVIL_SOCIETY)
        )
    return told / world.setting.statements


@lru_cache(maxsize=200_000)
def _is_told(agree: int, disagree: int, passed: int, size: int) -> bool:
    tally = Tally(agree, disagree, passed, size - agree - disagree - passed)
    return standing_of(tally) is not Standing.OPEN


def _accuracy(world: World) -> tuple[float, float, float, float, float]:
    off: list[tuple[float, float, bool]] = []
    log = np.array(world.log)
    for side in (GOVERNMENT, CIVIL_SOCIETY):
        truth = world.chance[world.side == side].mean(axis=0)
        for statement in range(world.setting.statements):
            mine = log[(log[:, 0] == side) & (log[:, 1] == statement)]
            opinions = mine[mine[:, 2] != 0]
            if len(opinions) < 20:
                continue
            found = corrected_share(mine[:, 2], mine[:, 3], mine[:, 4])
            raw = (opinions[:, 2] == 1).mean() - truth[statement]
            corrected = (found.share or 0.0) - truth[statement]
            off.append((raw, corrected, found.low <= truth[statement] <= found.high))
    if not off:
        return (np.nan,) * 5
    table = np.array(off)
    raw, corrected = table[:, 0], table[:, 1]
    rms = [float(np.sqrt((column**2).mean())) for column in (raw, corrected)]
    return float(raw.mean()), float(corrected.mean()), rms[0], rms[1], float(table[:, 2].mean())
