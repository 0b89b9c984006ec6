"""Approvals and points added up, and projects taken in that order while the budget lasts."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from fractions import Fraction

from titiktemu.analysis.ballots.election import Election


class Utility(StrEnum):
    """How much a funded project is worth to everybody who supports it."""

    COST = "cost"
    """Its cost: who is worth much money is served much."""
    CARDINALITY = "cardinality"
    """One, whatever it costs."""


def supports(election: Election) -> dict[str, Fraction]:
    """Add up the weights of the ballots that speak for each project.

    Examples
    --------
    >>> from titiktemu.analysis.ballots.election import Ballot, Project, VoteType
    >>> ballots = (Ballot("1", ("a", "b")), Ballot("2", ("b",), weight=Fraction(2)))
    >>> found = supports(Election(VoteType.APPROVAL, (Project("a"), Project("b")), ballots))
    >>> {name: int(count) for name, count in found.items()}
    {'a': 1, 'b': 3}
    """
    counts = dict.fromkeys(election.identifiers, Fraction(0))
    for ballot in election.ballots:
        for one in ballot.supported:
            counts[one] += ballot.weight
    return counts


def scores(election: Election) -> dict[str, Fraction]:
    """Add up the points of each project; where ballots give no points, its approvals."""
    if not election.vote_type.has_points:
        return supports(election)
    totals = dict.fromkeys(election.identifiers, Fraction(0))
    for ballot in election.ballots:
        for one, points in zip(ballot.named, ballot.points, strict=True):
            totals[one] += points * ballot.weight
    return totals


def by_total(totals: dict[str, Fraction], ties: dict[str, int]) -> list[str]:
    """Order from the highest total to the lowest; equal ones in the order of `ties`."""
    return sorted(totals, key=lambda one: (-totals[one], ties[one]))


def leaders(totals: dict[str, Fraction], ties: dict[str, int]) -> list[str]:
    """Everybody with the highest total.

    Examples
    --------
    >>> leaders({"a": Fraction(2), "b": Fraction(3), "c": Fraction(3)}, {"a": 0, "b": 1, "c": 2})
    ['b', 'c']
    """
    best = max(totals.values(), default=Fraction(0))
    return [one for one in by_total(totals, ties) if totals[one] == best]


def greedy_order(election: Election, ties: dict[str, int], utility: Utility = Utility.COST) -> list[str]:
    """Order projects by what a unit of money is worth.

    With cost utilities that is the number of supporters, with cardinality utilities supporters
    per cost; a project without cost comes first.
    """
    counts = supports(election)
    if utility is Utility.COST:
        return by_total(counts, ties)
    costs = {one.identifier: one.cost or Fraction(0) for one in election.projects}
    free = [one for one in by_total(counts, ties) if not costs[one]]
    worth = {one: count / costs[one] for one, count in counts.items() if costs[one]}
    return free + by_total(worth, ties)


def fill(election: Election, budget: Fraction, order: list[str], taken: Collection[str] = ()) -> list[str]:
    """Take projects that have a supporter in the given order, each that still fits the budget.

    Parameters
    ----------
    taken : collection of str
        Projects that are chosen already; their cost is spent.

    Returns
    -------
    list of str
        What is taken besides, in that order.
    """
    costs = {one.identifier: one.cost or Fraction(0) for one in election.projects}
    counts = supports(election)
    left = budget - sum(costs[one] for one in taken)
    found = []
    for one in order:
        if one not in taken and counts[one] > 0 and costs[one] <= left:
            found.append(one)
            left -= costs[one]
    return found
