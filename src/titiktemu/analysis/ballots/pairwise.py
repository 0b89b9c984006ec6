"""Rules for ranked ballots that compare every two items: Schulze, ranked pairs, and Borda's count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm

import numpy as np

EXACT = 2**53
"""Whole numbers below are exact as floating point numbers."""

type Ranking = Sequence[Sequence[str]]
"""Items level by level, the best first; those of one level tie."""
type Pairs = dict[tuple[str, str], Fraction]


def support(items: Sequence[str], ballots: Iterable[tuple[Ranking, Fraction]]) -> Pairs:
    """Count for every two items how many prefer the first.

    Parameters
    ----------
    items : sequence of str
        All items.
    ballots : iterable of (Ranking, Fraction)
        Each ranks every item, and counts for so many people. A tie counts for neither.

    Examples
    --------
    >>> found = support("ab", [([["a"], ["b"]], Fraction(2)), ([["a", "b"]], Fraction(5))])
    >>> {pair: int(count) for pair, count in found.items()}
    {('a', 'b'): 2, ('b', 'a'): 0}
    """
    place = {one: at for at, one in enumerate(items)}
    weights: list[Fraction] = []
    ranks = []
    for ranking, weight in ballots:
        own = [0] * len(place)
        for rank, level in enumerate(ranking):
            for one in level:
                own[place[one]] = rank
        ranks.append(own)
        weights.append(weight)
    scale = lcm(*(weight.denominator for weight in weights))
    whole = np.array([int(weight * scale) for weight in weights], dtype=object)
    if whole.sum() < EXACT:
        whole = whole.astype(np.float64)
    table = np.array(ranks, dtype=np.int32).reshape(len(ranks), len(place))
    counts: Pairs = {}
    for a in items:
        above = whole @ (table[:, [place[a]]] < table)
        counts |= {(a, b): Fraction(int(above[place[b]]), scale) for b in items if b != a}
    return counts


def strongest_paths(items: Sequence[str], counts: Pairs) -> Pairs:
    """Strength of the strongest path of won comparisons from each item to each other (winning votes)."""
    paths = {(a, b): count if count > counts[b, a] else Fraction(0) for (a, b), count in counts.items()}
    for via in items:
        for a in items:
            for b in items:
                if a != b and via not in (a, b):
                    paths[a, b] = max(paths[a, b], min(paths[a, via], paths[via, b]))
    return paths


def schulze(items: Sequence[str], counts: Pairs, ties: dict[str, int]) -> tuple[list[str], list[str]]:
    """Find the winners and the order of Schulze's method, by winning votes.

    Parameters
    ----------
    items : sequence of str
        All items.
    counts : dict of (str, str) to Fraction
        How many prefer the first of two, as `support` gives it.
    ties : dict of str to int
        Place of each item in the order that breaks ties.

    Returns
    -------
    tuple of list of str and list of str
        All winners (no path to them is stronger than theirs back); and all items by how many
        others they beat, ties in the order of `ties`.

    References
    ----------
    .. [1] M. Schulze (2011). "A new monotonic, clone-independent, reversal symmetric, and
       Condorcet-consistent single-winner election method". Social Choice and Welfare 36, 267-303.

    Examples
    --------
    >>> counts = support("abc", [([["c"], ["a", "b"]], Fraction(3)), ([["b"], ["c"], ["a"]], Fraction(2))])
    >>> schulze("abc", counts, {"a": 0, "b": 1, "c": 2})
    (['c'], ['c', 'b', 'a'])
    """
    paths = strongest_paths(items, counts)
    beaten = {a: [b for b in items if a != b and paths[a, b] > paths[b, a]] for a in items}
    order = sorted(items, key=lambda one: (-len(beaten[one]), ties[one]))
    losers = {one for found in beaten.values() for one in found}
    return [one for one in order if one not in losers], order


def ranked_pairs(items: Sequence[str], counts: Pairs, ties: dict[str, int]) -> list[str]:
    """Order items by Tideman's ranked pairs, by margins.

    Won comparisons are kept from the clearest on, but for those that close a circle with those
    kept before. Equal margins are taken in the order of `ties`, of the winner, then of the loser.

    References
    ----------
    .. [1] T. N. Tideman (1987). "Independence of clones as a criterion for voting rules". Social
       Choice and Welfare 4, 185-206.

    Examples
    --------
    >>> counts = support("abc", [([["b"], ["a"], ["c"]], Fraction(3)), ([["c"], ["a"], ["b"]], Fraction(2))])
    >>> ranked_pairs("abc", counts, {"a": 0, "b": 1, "c": 2})
    ['b', 'a', 'c']
    """
    margins = {pair: count - counts[pair[1], pair[0]] for pair, count in counts.items()}
    won = sorted(
        (pair for pair, margin in margins.items() if margin > 0),
        key=lambda pair: (-margins[pair], ties[pair[0]], ties[pair[1]]),
    )
    above: dict[str, set[str]] = {one: set() for one in items}
    for winner, loser in won:
        if loser not in above[winner]:
            over = above[winner] | {winner}
            for one in items:
                if one == loser or loser in above[one]:
                    above[one] |= over
    return _in_order(items, above, ties)


def _in_order(items: Sequence[str], above: dict[str, set[str]], ties: dict[str, int]) -> list[str]:
    """Everybody after those above; where several may come next, the first of `ties`."""
    order: list[str] = []
    left = set(items)
    while left:
        free = [one for one in left if not above[one] & left]
        order.append(min(free, key=ties.__getitem__))
        left.remove(order[-1])
    return order


def borda(items: Sequence[str], counts: Pairs, people: Fraction) -> dict[str, Fraction]:
    """Add up Borda's points: for each ballot the items below, and half of those that tie.

    Examples
    --------
    >>> counts = support("abc", [([["a"], ["b", "c"]], Fraction(1))])
    >>> {name: float(points) for name, points in borda("abc", counts, Fraction(1)).items()}
    {'a': 2.0, 'b': 0.5, 'c': 0.5}
    """
    return {
        a: sum(((people + counts[a, b] - counts[b, a]) / 2 for b in items if b != a), Fraction(0))
        for a in items
    }
