"""Kemeny's order: the one that agrees most with all comparisons of two, found exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from titiktemu.analysis.ballots.election import BadBallots
from titiktemu.analysis.ballots.pairwise import Pairs
from titiktemu.analysis.marking import gettext_noop

MOST_ITEMS = 14
"""Exact up to here; twice the work for each item more."""
TOO_MANY = gettext_noop("Kemeny's order is exact for up to {most} items; here are {count}.")


@dataclass(frozen=True, slots=True)
class Kemeny:
    """The best orders, and how much they agree with the ballots.

    Attributes
    ----------
    order : tuple of str
        Of all best orders the one that comes first by the order that breaks ties.
    winners : tuple of str
        Items that stand first in any of the best orders.
    score : Fraction
        Comparisons of the ballots that the order agrees with.
    """

    order: tuple[str, ...]
    winners: tuple[str, ...]
    score: Fraction


def kemeny(items: Sequence[str], counts: Pairs, ties: dict[str, int]) -> Kemeny:
    """Find Kemeny's order over all orders, by dynamic programming over sets of items.

    Raises
    ------
    BadBallots
        For more than 14 items.

    References
    ----------
    .. [1] J. Kemeny (1959). "Mathematics without numbers". Daedalus 88, 577-591.
    .. [2] H. P. Young (1988). "Condorcet's theory of voting". Am. Pol. Sci. Rev. 82, 1231-1244.

    Examples
    --------
    >>> from titiktemu.analysis.ballots.pairwise import support
    >>> counts = support("abc", [([["b"], ["a"], ["c"]], Fraction(3)), ([["c"], ["a"], ["b"]], Fraction(2))])
    >>> kemeny("abc", counts, {"a": 0, "b": 1, "c": 2}).order
    ('b', 'a', 'c')
    """
    if len(items) > MOST_ITEMS:
        raise BadBallots(TOO_MANY, most=MOST_ITEMS, count=len(items))
    inside = sorted(items, key=ties.__getitem__)
    scale = lcm(*(count.denominator for count in counts.values()))
    over = [[int(counts[a, b] * scale) if a != b else 0 for b in inside] for a in inside]
    best = _best(over)
    left, order = (1 << len(inside)) - 1, []
    while left:
        first = _firsts(over, best, left)[0]
        order.append(inside[first])
        left ^= 1 << first
    everybody = (1 << len(inside)) - 1
    winners = tuple(inside[one] for one in _firsts(over, best, everybody)) if inside else ()
    return Kemeny(tuple(order), winners, Fraction(best[everybody], scale))


def _best(over: list[list[int]]) -> list[int]:
    """The highest score of ordering each set of items among themselves."""
    best = [0] * (1 << len(over))
    for chosen in range(1, len(best)):
        best[chosen] = max(_lead(over, one, chosen) + best[chosen ^ (1 << one)] for one in _members(chosen))
    return best


def _firsts(over: list[list[int]], best: list[int], chosen: int) -> list[int]:
    """Items of the set that may come first in a best order of it."""
    return [
        one
        for one in _members(chosen)
        if _lead(over, one, chosen) + best[chosen ^ (1 << one)] == best[chosen]
    ]


def _lead(over: list[list[int]], first: int, chosen: int) -> int:
    """How many prefer the item to the others of the set, added up."""
    return sum(over[first][other] for other in _members(chosen))


def _members(chosen: int) -> list[int]:
    return [place for place in range(chosen.bit_length()) if chosen >> place & 1]
