"""The method of equal shares in exact numbers: everybody gets the same money and pays for what they want."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.ballots.approval import Utility, supports
from titiktemu.analysis.ballots.election import BadBallots, Election
from titiktemu.analysis.marking import gettext_noop

NO_BUDGET = gettext_noop("Equal shares need a budget, and the file names none.")
NO_COST = gettext_noop("Equal shares need the cost of every project; {project} has none.")
NO_SIDE = gettext_noop("To give each side the same part of the budget, every ballot must name its side.")
EXACT = 2**53
"""Whole numbers up to here are exact as floating point numbers."""
TOO_FINE = gettext_noop("The weights of the ballots are too fine to count exactly.")

type Level = tuple[int, int]
"""What each supporter with enough money pays: numerator in units of the purses, and denominator."""
type Ratio = tuple[Fraction, int]
"""Money that a unit of utility costs those who pay in full, and the project's place among ties."""


@dataclass(frozen=True, slots=True)
class Shares:
    """An election made ready: voters with the same ballot and side are one group.

    Attributes
    ----------
    names : tuple of str
        Projects with a cost and supporters that the budget can pay, in the order that breaks ties.
    free : tuple of str
        Projects that cost nothing and have supporters: they are chosen before all others.
    prices : tuple of Fraction
        Costs of the projects in `names`.
    costs, utilities : tuple of int
        Of the same projects, in whole numbers that fit `people` and `unit`.
    backers : tuple of array of int
        Groups that support each project.
    people : array of int
        How many people each group is; where weights are no whole numbers, in parts of a person.
    purse_of : array of int
        Place of each group's purse in `start` and `step`.
    start, step : tuple of Fraction
        Money of one person at first, and what one raise adds; one for each side.
    unit : int
        Parts of a unit of money in a purse; more than one where costs are no whole numbers.
    """

    names: tuple[str, ...]
    free: tuple[str, ...]
    prices: tuple[Fraction, ...]
    costs: tuple[int, ...]
    utilities: tuple[int, ...]
    backers: tuple[NDArray[np.int64], ...]
    people: NDArray[np.int64]
    purse_of: NDArray[np.int64]
    start: tuple[Fraction, ...]
    step: tuple[Fraction, ...]
    unit: int


def shares(
    election: Election, ties: dict[str, int], utility: Utility = Utility.COST, *, by_side: bool = False
) -> Shares:
    """Give everybody a part of the budget.

    Parameters
    ----------
    election : Election
        With a budget and the cost of every project. Projects that cost more than the budget are
        left out: nobody could ever get them.
    ties : dict of str to int
        Place of each project in the order that breaks ties.
    utility : Utility
        What a funded project is worth to its supporters.
    by_side : bool
        Whether each side gets the same part of the budget, however many its voters are. A raise
        then keeps to that: it is one unit a voter on average.

    Raises
    ------
    BadBallots
        Where budget, cost or side is missing.
    """
    budget = _budget(election)
    counts = supports(election)
    wanted = [one for one in election.projects if counts[one.identifier] > 0 and (one.cost or 0) <= budget]
    wanted.sort(key=lambda one: ties[one.identifier])
    paid = [one for one in wanted if one.cost]
    groups, heads = _groups(election, {one.identifier: at for at, one in enumerate(paid)}, by_side)
    parts = lcm(*(weight.denominator for weight in groups.values()))
    unit = lcm(*(one.cost.denominator for one in paid if one.cost)) * parts
    if sum(heads.values()) * parts >= EXACT:
        raise BadBallots(TOO_FINE)
    sides = {side: at for at, side in enumerate(heads)}
    everybody = sum(heads.values(), Fraction(0))
    costs = tuple(int((one.cost or 0) * unit) for one in paid)
    return Shares(
        names=tuple(one.identifier for one in paid),
        free=tuple(one.identifier for one in wanted if not one.cost),
        prices=tuple(one.cost or Fraction(0) for one in paid),
        costs=costs,
        utilities=costs if utility is Utility.COST else (1,) * len(costs),
        backers=_backers(groups, len(paid)),
        people=np.array([int(weight * parts) for weight in groups.values()], dtype=np.int64),
        purse_of=np.array([sides[side] for side, _wanted in groups], dtype=np.int64),
        start=tuple(budget / (len(heads) * count) for count in heads.values()),
        step=tuple(everybody / (len(heads) * count) for count in heads.values()),
        unit=unit // parts,
    )


type Groups = dict[tuple[str, tuple[int, ...]], Fraction]


def _groups(election: Election, place: dict[str, int], by_side: bool) -> tuple[Groups, dict[str, Fraction]]:
    """People with the same side and the same wishes; and people of each side."""
    groups: Groups = {}
    heads: dict[str, Fraction] = {}
    for ballot in election.ballots:
        side = ballot.side if by_side else ""
        heads[side] = heads.get(side, Fraction(0)) + ballot.weight
        wanted = tuple(sorted(place[one] for one in ballot.supported if one in place))
        groups[side, wanted] = groups.get((side, wanted), Fraction(0)) + ballot.weight
    if by_side and "" in heads:
        raise BadBallots(NO_SIDE)
    return groups, heads


def _backers(groups: Groups, many: int) -> tuple[NDArray[np.int64], ...]:
    found: list[list[int]] = [[] for _project in range(many)]
    for at, (_side, wanted) in enumerate(groups):
        for project in wanted:
            found[project].append(at)
    return tuple(np.array(one, dtype=np.int64) for one in found)


def _budget(election: Election) -> Fraction:
    if election.budget is None:
        raise BadBallots(NO_BUDGET)
    for one in election.projects:
        if one.cost is None:
            raise BadBallots(NO_COST, project=one.identifier)
    return election.budget


class Purses:
    """Money of all groups while projects are bought, in whole numbers over one denominator.

    Groups with the same money share a class; classes are kept from the poorest to the richest.
    """

    def __init__(self, given: Shares, raises: Fraction) -> None:
        self.given = given
        pairs = zip(given.start, given.step, strict=True)
        money = [(start + raises * step) * given.unit for start, step in pairs]
        self.denominator = lcm(*(one.denominator for one in money))
        self._arrange([int(one * self.denominator) for one in money], given.purse_of)

    def _arrange(self, money: list[int], class_of: NDArray[np.int64]) -> None:
        """Join classes with the same money and sort them."""
        self.money = sorted(set(money))
        rank = {amount: place for place, amount in enumerate(self.money)}
        self.class_of = np.array([rank[amount] for amount in money], dtype=np.int64)[class_of]

    def level(self, project: int) -> Level | None:
        """What each supporter pays at most so that the cost is met; None where they have too little."""
        groups = self.given.backers[project]
        people = self.given.people[groups]
        heads = np.bincount(self.class_of[groups], people)
        left, payers = self.given.costs[project] * self.denominator, int(people.sum())
        for place in np.flatnonzero(heads).tolist():
            if left <= self.money[place] * payers:
                return left, payers
            left -= self.money[place] * int(heads[place])
            payers -= int(heads[place])
        return None

    def ratio(self, project: int, level: Level) -> Fraction:
        """Money a unit of utility at that level."""
        return Fraction(level[0], level[1] * self.denominator * self.given.utilities[project])

    def pay(self, project: int, level: Level) -> None:
        """Take from each supporter what the level says, or all they have where that is less."""
        shared = gcd(*level)
        price, times = level[0] // shared, level[1] // shared
        self.denominator *= times
        many = len(self.money)
        class_of = self.class_of.copy()
        class_of[self.given.backers[project]] += many
        used, class_of = np.unique(class_of, return_inverse=True)
        money = [
            self.money[place] * times if place < many else max(0, self.money[place - many] * times - price)
            for place in used.tolist()
        ]
        self._arrange(money, class_of)

    def left(self) -> list[Fraction]:
        """Money that each person of each group has left."""
        scale = self.denominator * self.given.unit
        return [Fraction(self.money[place], scale) for place in self.class_of.tolist()]


class Market:
    """Projects that are still to be bought, each with the least that a unit of it can cost.

    What people have only goes down, so a ratio only goes up: an old one is a lower bound, and
    most projects need not be looked at again in most rounds.
    """

    def __init__(self, given: Shares, raises: Fraction) -> None:
        self.purses = Purses(given, raises)
        self._bounds: list[tuple[Fraction, int, int]] = []
        self._round = 0
        for project in range(len(given.names)):
            self._bounds.append((Fraction(0), project, -1))

    def cheapest(self, until: Ratio | None = None) -> Ratio | None:
        """The project that costs its supporters least a unit; the first of ties.

        Parameters
        ----------
        until : Ratio, optional
            Projects that cost more are not worked out, and one of them may be returned, with a
            lower bound of its ratio.

        Returns
        -------
        Ratio or None
            None where no project can be paid any more.
        """
        while self._bounds:
            bound, project, known = self._bounds[0]
            if known == self._round or (until is not None and (bound, project) > until):
                return bound, project
            level = self.purses.level(project)
            if level is None:
                heapq.heappop(self._bounds)
            else:
                heapq.heapreplace(self._bounds, (self.purses.ratio(project, level), project, self._round))
        return None

    def buy(self, project: int, limit: Ratio | None = None) -> Fraction | None:
        """Let its supporters pay for a project.

        Returns
        -------
        Fraction or None
            Its ratio. None, and nothing is bought, where its supporters cannot pay, or where another
            project comes before `limit`.
        """
        self._bounds = [one for one in self._bounds if one[1] != project]
        heapq.heapify(self._bounds)
        if limit is not None and (other := self.cheapest(limit)) is not None and other < limit:
            return None
        level = self.purses.level(project)
        if level is None:
            return None
        ratio = self.purses.ratio(project, level)
        self.purses.pay(project, level)
        self._round += 1
        return ratio


def run(given: Shares, raises: Fraction = Fraction(0)) -> list[Ratio]:
    """Buy projects, the cheapest a unit first, until no group of supporters can pay another.

    Parameters
    ----------
    given : Shares
        The election.
    raises : Fraction
        How many raises everybody got before.

    Returns
    -------
    list of Ratio
        Ratio and place of each project bought, in the order of buying.

    References
    ----------
    .. [1] D. Peters, G. Pierczyński, P. Skowron (2021). "Proportional Participatory Budgeting with
       Additive Utilities". NeurIPS 34.

    Examples
    --------
    Three people with two units each; two of them want "a", all want "b":

    >>> from titiktemu.analysis.ballots.election import Ballot, Project, VoteType, tie_order
    >>> projects = (Project("a", Fraction(3)), Project("b", Fraction(3)))
    >>> ballots = (Ballot("1", ("a", "b")), Ballot("2", ("a", "b")), Ballot("3", ("b",)))
    >>> given = shares(Election(VoteType.APPROVAL, projects, ballots, Fraction(6)), tie_order(projects))
    >>> [(given.names[place], str(ratio)) for ratio, place in run(given)]
    [('b', '1/3')]
    """
    market = Market(given, raises)
    bought: list[Ratio] = []
    while (found := market.cheapest()) is not None:
        market.buy(found[1])
        bought.append(found)
    return bought
