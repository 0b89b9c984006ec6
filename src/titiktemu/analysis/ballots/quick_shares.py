"""Equal shares in floating point numbers that know how far they may be off, and give up where it matters."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.ballots.equal_shares import Shares

ERROR_OF_ROUND = 64 * float(np.finfo(np.float64).eps)
"""Part of all money by which one round of sums over everybody may be off; several times what is possible."""

type Floats = NDArray[np.float64]


class Unsure(Exception):
    """Two numbers are too close to be told apart; exact ones must be worked out."""


@dataclass(frozen=True, slots=True)
class Quick:
    """What a unit of utility of a project costs, with the most that this may be off.

    Attributes
    ----------
    project : int
        Its place in the order of ties.
    ratio, off : float
        The true ratio is no further than `off` from `ratio`.
    rank : int
        Where everybody pays the same, place of the ratio among those of all projects: exact. Else -1.
    """

    project: int
    ratio: float
    off: float
    rank: int

    def before(self, other: Quick) -> bool:
        """Whether this is cheaper, or equal and first in the order of ties.

        Raises
        ------
        Unsure
            Where it cannot be told.
        """
        if self.rank >= 0 and other.rank >= 0:
            return (self.rank, self.project) < (other.rank, other.project)
        if abs(self.ratio - other.ratio) <= self.off + other.off:
            raise Unsure
        return self.ratio < other.ratio


@dataclass(frozen=True, slots=True)
class Table:
    """An election in floating point numbers, worked out once for many runs."""

    costs: list[float]
    utilities: list[float]
    weights: list[Floats]
    people: list[float]
    ranks: list[int]
    all_people: Floats

    @classmethod
    def of(cls, given: Shares) -> Table:
        """Turn the numbers of an election into floating point ones."""
        people = [int(given.people[groups].sum()) for groups in given.backers]
        even = [
            Fraction(cost, heads * utility)
            for cost, heads, utility in zip(given.costs, people, given.utilities, strict=True)
        ]
        place = {ratio: rank for rank, ratio in enumerate(sorted(set(even)))}
        return cls(
            costs=[float(one) for one in given.costs],
            utilities=[float(one) for one in given.utilities],
            weights=[given.people[groups].astype(np.float64) for groups in given.backers],
            people=[float(one) for one in people],
            ranks=[place[one] for one in even],
            all_people=given.people.astype(np.float64),
        )


class QuickMarket:
    """As `equal_shares.Market`, in floating point numbers.

    Payments of all add up to costs, so rounding errors of all purses together grow by no more
    than a few units in the last place of all money in every round. Divided among those who pay
    in full this is how far a price may be off.
    """

    def __init__(self, given: Shares, table: Table, raises: Fraction) -> None:
        self._given, self._table = given, table
        pairs = zip(given.start, given.step, strict=True)
        each = np.array([float((start + raises * step) * given.unit) for start, step in pairs])
        self._money = each[given.purse_of]
        self._error = ERROR_OF_ROUND * float(self._money @ table.all_people)
        self._off = self._error
        self.left = dict.fromkeys(range(len(given.names)), 0.0)
        self._known: dict[int, Quick] = {}

    def price(self, project: int) -> Quick | None:
        """What a unit of a project costs now; None where it cannot be paid, and never again."""
        table = self._table
        money = self._money[self._given.backers[project]]
        weights, cost, payers = table.weights[project], table.costs[project], table.people[project]
        level, rank = cost / payers, table.ranks[project]
        if money.min() <= level + self._off:
            rank = -1
            held = money * weights
            self._must_differ(float(held.sum()), cost)
            if held.sum() < cost:
                del self.left[project]
                return None
            level, payers = _level(money, weights, held, cost, max(level, self.left[project]))
        self.left[project] = level
        utility = table.utilities[project]
        ratio = level / utility
        found = Quick(project, ratio, self._off / payers / utility + ratio * ERROR_OF_ROUND, rank)
        self._known[project] = found
        return found

    def _must_differ(self, one: float, other: float) -> None:
        if abs(one - other) <= self._off:
            raise Unsure

    def cheapest(self) -> Quick | None:
        """The project that costs its supporters least a unit; None where none can be paid.

        Raises
        ------
        Unsure
            Where two come too close.
        """
        best: Quick | None = None
        for project in sorted(self.left, key=self._bound):
            if best is not None and self._bound(project) > best.ratio + best.off:
                break
            found = self.price(project)
            if found is not None and (best is None or found.before(best)):
                best = found
        return best

    def any_before(self, limit: Quick) -> bool:
        """Whether a project that is left may come before the limit.

        Raises
        ------
        Unsure
            Where it comes too close.
        """
        for project in list(self.left):
            if project != limit.project and self._bound(project) <= limit.ratio + limit.off:
                found = self.price(project)
                if found is not None and found.before(limit):
                    return True
        return False

    def _bound(self, project: int) -> float:
        """The least that a unit can cost; prices never fall while others buy."""
        known = self._known.get(project)
        return known.ratio - known.off if known else 0.0

    def buy(self, project: int) -> None:
        """Take the price from the supporters; it must have been worked out for the money of now."""
        groups = self._given.backers[project]
        self._money[groups] = np.maximum(0.0, self._money[groups] - self.left.pop(project))
        self._off += self._error


def _level(money: Floats, weights: Floats, held: Floats, cost: float, level: float) -> tuple[float, float]:
    """What everybody pays at most, from a lower bound of it; and how many pay that in full."""
    payers, count = 0.0, -1
    while True:
        poor = money < level
        if (many := int(np.count_nonzero(poor))) == count:
            return level, payers
        payers = float(weights @ ~poor)
        if payers <= 0:
            raise Unsure
        level, count = (cost - float(held @ poor)) / payers, many


def run(given: Shares, table: Table, raises: Fraction) -> list[Quick]:
    """Buy projects as `equal_shares.run` does.

    Raises
    ------
    Unsure
        Where rounding errors might change the outcome.
    """
    market = QuickMarket(given, table, raises)
    bought: list[Quick] = []
    while (found := market.cheapest()) is not None:
        market.buy(found.project)
        bought.append(found)
    return bought


def same(given: Shares, table: Table, bought: list[Quick], raises: Fraction) -> list[Quick] | None:
    """Buy the same projects with more money; None where any raise on the way might buy others.

    Raises
    ------
    Unsure
        Where rounding errors might change the answer.
    """
    market = QuickMarket(given, table, raises)
    again: list[Quick] = []
    for limit in bought:
        price = market.price(limit.project)
        if price is None or market.any_before(limit):
            return None
        market.buy(limit.project)
        again.append(price)
    return again if market.cheapest() is None else None


def prices(given: Shares, table: Table, bought: list[int], raises: Fraction) -> list[Quick]:
    """What projects cost a unit when they are bought in this order.

    Raises
    ------
    Unsure
        Where it cannot be told whether one can be paid.
    """
    market = QuickMarket(given, table, raises)
    found: list[Quick] = []
    for project in bought:
        price = market.price(project)
        if price is None:
            raise Unsure
        market.buy(project)
        found.append(price)
    return found
