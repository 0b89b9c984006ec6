"""Equal shares in floating point numbers that know how far they may be off, and give up where it matters."""

from __future__ import annotations

from collections.abc import Iterator
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
    payers : float
        How many pay in full; the others pay all they have.
    twin : int
        The same number for projects with the same cost and the same supporters: they always tie.
    """

    project: int
    ratio: float
    off: float
    rank: int
    payers: float
    twin: int

    def before(self, other: Quick) -> bool:
        """Whether this is cheaper, or equal and first in the order of ties.

        Raises
        ------
        Unsure
            Where it cannot be told.
        """
        if self.twin == other.twin:
            return self.project < other.project
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
    twins: list[int]
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
            twins=_twins(given),
            all_people=given.people.astype(np.float64),
        )


def _twins(given: Shares) -> list[int]:
    first: dict[tuple[int, bytes], int] = {}
    pairs = zip(given.costs, given.backers, strict=True)
    return [first.setdefault((cost, groups.tobytes()), place) for place, (cost, groups) in enumerate(pairs)]


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
        off = self._off / payers / utility + ratio * ERROR_OF_ROUND
        found = Quick(project, ratio, off, rank, payers, table.twins[project])
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

    def rivals(self, limit: Quick) -> Iterator[Quick]:
        """Other projects that are left and come before the limit.

        Raises
        ------
        Unsure
            Where one comes too close.
        """
        for project in list(self.left):
            if project != limit.project and self._bound(project) <= limit.ratio + limit.off:
                found = self.price(project)
                if found is not None and found.before(limit):
                    yield found

    def held(self, project: int) -> float:
        """Money that all supporters of a project have together."""
        return float(self._money[self._given.backers[project]] @ self._table.weights[project])

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
        if (many := int(np.count_nonzero(poor))) <= count:  # rounding may lose one again: no more than that
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


class Earlier:
    """Prices at the near end of a stretch of raises, worked out where they are asked for."""

    def __init__(self, given: Shares, table: Table, bought: list[Quick], raises: Fraction) -> None:
        self.bought = bought
        self._table = table
        self._start = (given, table, raises)
        self._market: QuickMarket | None = None
        self._turn = 0

    def market(self, turn: int) -> QuickMarket:
        """The market before this purchase; turns may only go up."""
        if self._market is None:
            self._market = QuickMarket(*self._start)
        while self._turn < turn:
            project = self.bought[self._turn].project
            if self._market.price(project) is None:
                raise Unsure
            self._market.buy(project)
            self._turn += 1
        return self._market

    def price(self, project: int, turn: int) -> Quick | None:
        """Price of a project then; None where it could not be paid."""
        market = self.market(turn)
        return market.price(project) if project in market.left else None

    def part_until_paid(self, project: int, turn: int, held: float) -> float | None:
        """At which part of the stretch a project can first be paid, if money grows evenly."""
        had, cost = self.market(turn).held(project), self._table.costs[project]
        return (cost - had) / (held - had) if had < cost < held else None


def same(given: Shares, table: Table, near: Earlier, raises: Fraction) -> list[Quick] | float | None:
    """Buy the same projects with more money.

    A purchase is the same all along the stretch where no other project is cheaper at its far end
    than the bought one was at its near end. It is also the same where at both ends the bought one
    is cheaper, and those who pay all they have are the same people at both ends, then for the
    other one and for all bought so far: poor people only ever become fewer, so they are the same
    all along, and all prices run in straight lines.

    Returns
    -------
    list of Quick or float or None
        The purchases at the far end, or where any raise on the way might buy others: at which part
        of the stretch this seems to begin, or None where that is not known.

    Raises
    ------
    Unsure
        Where rounding errors might change the answer.
    """
    market = QuickMarket(given, table, raises)
    again: list[Quick] = []
    is_straight = True
    for turn, limit in enumerate(near.bought):
        price = market.price(limit.project)
        if price is None:
            raise Unsure
        is_straight = is_straight and price.payers == limit.payers
        for rival in market.rivals(limit):
            before = near.price(rival.project, turn)
            if before is None:
                return near.part_until_paid(rival.project, turn, market.held(rival.project))
            if not is_straight or before.payers != rival.payers or rival.before(price):
                return _crossing(before.ratio - limit.ratio, rival.ratio - price.ratio)
        market.buy(limit.project)
        again.append(price)
    if (other := market.cheapest()) is None:
        return again
    return near.part_until_paid(other.project, len(again), market.held(other.project))


def _crossing(near: float, far: float) -> float | None:
    """Where a straight line from one gap to the other crosses zero."""
    return near / (near - far) if far < 0 < near else None


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
