"""Made-up consultations in which statements are routed in several ways, to compare them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from math import inf

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.common_ground import Standing, standing_of
from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import may_move, may_move_where_anybody_joins
from titiktemu.analysis.majority import EVEN, Tally
from titiktemu.analysis.routing import Candidates, Figures, as_shown, probabilities

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

GOVERNMENT, CIVIL_SOCIETY, CITIZENS = 0, 1, 2
BOTH = (GOVERNMENT, CIVIL_SOCIETY)
LOOKS = 40  # times at which certainty is looked at
LASTS = timedelta(days=3)
CAPS = 200  # answers between two drawings of Pol.is' map


@dataclass(frozen=True, slots=True)
class Setting:
    """A consultation to make up.

    Attributes
    ----------
    people : tuple of int
        Of government, of civil society and, where there is a third, of citizens, whose number nobody knows.
    statements : int
        Half are there at the start, the others come until two thirds of the answers are given.
    answers_each : float
        Mean number of answers of a person.
    heavy_tail : bool
        Whether few people give most answers (log-normal), or all nearly as many.
    leaning : float
        How much more, in logits, those who answer most agree: votes not missing at random.
    together : bool
        Whether all answer at the same time, as in one room, or one comes after the other.
    pass_share : float
        Probability of a pass.
    """

    people: tuple[int, ...]
    statements: int
    answers_each: float
    heavy_tail: bool = False
    leaning: float = 0.0
    together: bool = False
    pass_share: float = 0.1


@dataclass(eq=False, slots=True)
class World:
    """A consultation while it runs.

    Attributes
    ----------
    answers : ndarray of shape (people, statements)
        1, -1 or 0: what each person would answer.
    side, budget : ndarray of shape (people,)
        Side and number of answers.
    born : ndarray of shape (statements,)
        After how many answers it is there.
    counts, released : ndarray of shape (sides, statements, 3)
        Agree, disagree, pass, now and as the gate let them through last.
    seen : ndarray of shape (sides, statements, 3)
        Released figures as a reader sees them.
    moved : ndarray of shape (sides, statements)
        After how many answers the figure moved last.
    shown : ndarray of shape (sides, statements)
        Exposures.
    log : list of (person, statement, probability, candidates, answers before)
        Every answer with its draw.
    """

    setting: Setting
    answers: Ints
    side: Ints
    budget: Ints
    born: Ints
    counts: Ints
    released: Ints
    seen: Floats
    moved: Ints
    shown: Ints
    stretch: Floats
    log: list[tuple[int, int, float, int, int]] = field(default_factory=list)

    @property
    def sizes(self) -> list[int | None]:
        """Electorate of each group; nobody knows how many citizens there are."""
        return [None if side == CITIZENS else size for side, size in enumerate(self.setting.people)]


TURNED = {
    (Standing.AGREES, -1),
    (Standing.REJECTS, 1),
    (Standing.DIVIDED, -1),
    (Standing.DIVIDED, 1),
}
"""What a side was said to be, and what it is when everybody answers: -1 or 1 outside 0.4 to 0.6."""

type Policy = Callable[[World, int, Ints], Floats]
"""Probabilities of these statements for somebody of this side."""


def uniform(_world: World, _side: int, waiting: Ints) -> Floats:
    """Pure chance."""
    return np.full(len(waiting), 1 / len(waiting))


def polis_style(world: World, _side: int, waiting: Ints) -> Floats:
    """Pol.is' priorities, from live votes of everybody together.

    References
    ----------
    .. [1] C. Small et al. (2021). "Polis: Scaling Deliberation by Mapping High
       Dimensional Opinion Spaces". Recerca 26(2). doi:10.6035/recerca.5516
    """
    if len(world.log) % CAPS == 0:
        world.stretch = _extremity(world)
    agree, disagree, passed = world.counts[:, waiting].sum(axis=0).T.astype(np.float64)
    seen = agree + disagree + passed
    importance = (1 - (passed + 1) / (seen + 2)) * (world.stretch[waiting] + 1) * (agree + 1) / (seen + 2)
    priority = (importance * (1 + 8 * 2 ** (-seen / 5))) ** 2
    return np.asarray(priority / priority.sum())


def _extremity(world: World) -> Floats:
    """How far from the middle of the map somebody stands who only agrees with this statement."""
    votes = np.full(world.answers.shape, np.nan)
    for person, statement, *_draw in world.log:
        votes[person, statement] = world.answers[person, statement]
    voted = ~np.isnan(votes)
    means = np.nansum(votes, axis=0) / np.maximum(voted.sum(axis=0), 1)
    centred = np.where(voted, votes - means, 0.0)
    _values, vectors = np.linalg.eigh(centred.T @ centred)
    length = np.sqrt((vectors[:, -2:] ** 2).sum(axis=1))
    return np.asarray(np.sqrt(len(means)) * np.abs(1 - means) * length)


def by_worth(world: World, side: int, waiting: Ints) -> Floats:
    """The product's routing: figures as a reader sees them, and exposures where there are none."""
    return _by(world, side, waiting, world.seen)


def from_live_votes(world: World, side: int, waiting: Ints) -> Floats:
    """The same rule, had it every vote at once; what candour costs is the difference."""
    return _by(world, side, waiting, world.counts)


def veiled(world: World, side: int, waiting: Ints) -> Floats:
    """The same rule where results are hidden: exposures alone."""
    return _by(world, side, waiting, np.zeros_like(world.seen))


def _by(world: World, side: int, waiting: Ints, table: Floats | Ints) -> Floats:
    def figures(one: int) -> Figures:
        agree, disagree, passed = table[one, waiting].astype(np.float64).T
        size = world.sizes[one]
        shown = world.shown[one, waiting].astype(np.float64)
        return Figures(agree, disagree, passed, shown, inf if size is None else size)

    opposite = figures(1 - side) if side in BOTH else None
    return probabilities(Candidates(figures(side), opposite, np.zeros(len(waiting), dtype=bool)))


POLICIES: dict[str, Policy] = {
    "uniform": uniform,
    "Pol.is style": polis_style,
    "Titik Temu": by_worth,
    "with live votes": from_live_votes,
    "exposures alone": veiled,
}


def make_world(setting: Setting, rng: np.random.Generator) -> World:
    """Make up people and statements: some common ground, some division, some in between."""
    sides, people, statements = len(setting.people), sum(setting.people), setting.statements
    kinds = rng.choice([1.4, 0.0, -1.4], size=(sides, statements), p=[0.5, 0.25, 0.25])
    lean = kinds + rng.normal(0, 0.4, kinds.shape)
    side = np.repeat(np.arange(sides), setting.people)
    noise = 0.9 if setting.heavy_tail else 0.15
    drawn = np.exp(rng.normal(np.log(setting.answers_each) - noise**2 / 2, noise, people))
    budget = np.clip(np.rint(drawn), 1, statements).astype(np.int64)
    activity = (np.log(budget) - np.log(budget).mean()) / max(np.log(budget).std(), 1e-9)
    logits = lean[side] + rng.normal(0, 0.5, (people, 1)) + setting.leaning * activity[:, None]
    late = np.sort(rng.uniform(0, 2 / 3, statements - statements // 2))
    born = np.concatenate([np.zeros(statements // 2), late * budget.sum()]).astype(np.int64)
    answers = np.where(rng.random(logits.shape) < 1 / (1 + np.exp(-logits)), 1, -1)
    answers[rng.random(logits.shape) < setting.pass_share] = 0
    cells = np.zeros((sides, statements, 3), dtype=np.int64)
    flat = np.zeros((sides, statements), dtype=np.int64)
    return World(
        setting, answers, side, budget, born, cells, cells.copy(), cells.astype(np.float64), flat,
        flat.copy(), np.zeros(statements),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Course:
    """How a run went.

    Attributes
    ----------
    known : ndarray of shape (3, 40)
        Share of the statements told at equal steps of the answers: on both sides, on each.
    wrong : float
        Of the sides told in the end, how many would turn had everybody answered.
    fewest_late : int
        How often the least shown of the statements that came late was shown to a side.
    """

    known: Floats
    wrong: float
    fewest_late: int


def simulate(setting: Setting, policy: Policy, *, seed: int) -> tuple[World, Course]:
    """Run one consultation.

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
    World, Course
        What there is in the end, and how it went.
    """
    world = make_world(setting, np.random.default_rng(seed))
    rng = np.random.default_rng(seed + 1)
    order = rng.permutation(len(world.side))
    turns = np.repeat(order, world.budget[order])
    turns = rng.permutation(turns) if setting.together else turns
    looks = np.ceil(np.arange(1, LOOKS + 1) * len(turns) / LOOKS)
    left = np.ones(world.answers.shape, dtype=bool)
    known = []
    for given, person in enumerate(turns):
        _ask(world, policy, int(person), np.flatnonzero(left[person] & (world.born <= given)), rng)
        if world.log and world.log[-1][0] == person:
            left[person, world.log[-1][1]] = False
        known += [_shares_known(world)] * int((looks == given + 1).sum())
    late = world.born > 0
    fewest = int(world.shown[:2, late].min()) if late.any() else 0
    return world, Course(np.array(known).T, _share_wrong(world), fewest)


def _ask(world: World, policy: Policy, person: int, waiting: Ints, rng: np.random.Generator) -> None:
    if not len(waiting):
        return
    side, given = int(world.side[person]), len(world.log)
    chances = policy(world, side, waiting)
    place = min(int(np.searchsorted(np.cumsum(chances), rng.random())), len(waiting) - 1)
    statement = int(waiting[place])
    world.shown[side, statement] += 1
    world.counts[side, statement, (2, 0, 1)[world.answers[person, statement]]] += 1
    world.log.append((person, statement, min(1.0, float(chances[place])), len(waiting), given))
    earlier, now = (_counts(table[side, statement]) for table in (world.released, world.counts))
    if _lets_through(world, side, statement, earlier, now):
        world.released[side, statement] = world.counts[side, statement]
        world.seen[side, statement] = as_shown(now)
        world.moved[side, statement] = given


def _counts(row: Ints) -> Counts:
    agree, disagree, passed = (int(one) for one in row)
    return Counts(agree, disagree, passed)


def _lets_through(world: World, side: int, statement: int, earlier: Counts, now: Counts) -> bool:
    """The release policy while voting goes on."""
    electorate = world.sizes[side]
    if earlier.answered and electorate is None:
        passed = (len(world.log) - world.moved[side, statement]) / world.budget.sum()
        return may_move_where_anybody_joins(earlier, now, LASTS * float(passed))
    return may_move(earlier.answered or None, now.answered, closed=False, electorate=electorate)


def _standings(world: World) -> list[list[Standing]]:
    return [
        [_standing(*(int(one) for one in row), world.setting.people[side]) for row in world.counts[side]]
        for side in BOTH
    ]


def _shares_known(world: World) -> list[float]:
    told = np.array([[one is not Standing.OPEN for one in row] for row in _standings(world)])
    return [float(told.all(axis=0).mean()), *(float(row.mean()) for row in told)]


def _share_wrong(world: World) -> float:
    wrong = []
    for side, row in enumerate(_standings(world)):
        would = _would_be(world.answers[world.side == side])
        wrong += [
            (one, would_be) in TURNED
            for one, would_be in zip(row, would, strict=True)
            if one is not Standing.OPEN
        ]
    return float(np.mean(wrong)) if wrong else 0.0


def _would_be(answers: Ints) -> list[int]:
    agree, disagree = (answers == 1).sum(axis=0), (answers == -1).sum(axis=0)
    margin = (agree - disagree) / np.maximum(agree + disagree, 1)
    return [int(one) for one in np.where(np.abs(margin) <= 2 * EVEN, 0, np.sign(margin))]


@lru_cache(maxsize=200_000)
def _standing(agree: int, disagree: int, passed: int, size: int) -> Standing:
    return standing_of(Tally(agree, disagree, passed, size - agree - disagree - passed))
