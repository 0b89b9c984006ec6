"""The order of nodes within columns: by barycentres, sweep after sweep, as long as fewer arrows cross."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from itertools import pairwise

type Columns = list[list[int]]
type Near = Mapping[int, Sequence[int]]

SWEEPS = 12


def fewer_crossings(columns: Columns, effects: Near, causes: Near, sweeps: int = SWEEPS) -> Columns:
    """Reorder each column; arrows lead from one column to the next only.

    Examples
    --------
    >>> fewer_crossings([[0, 1], [2, 3]], {0: [3], 1: [2], 2: [], 3: []}, {0: [], 1: [], 2: [1], 3: [0]})
    [[0, 1], [3, 2]]
    """
    best, least = [list(one) for one in columns], count_crossings(columns, effects)
    now = [list(one) for one in columns]
    for sweep in range(sweeps):
        if not least:
            break
        along = sweep % 2 == 0
        order = range(1, len(now)) if along else range(len(now) - 2, -1, -1)
        for at in order:
            now[at] = _by_centre(now[at], now[at - 1 if along else at + 1], causes if along else effects)
        many = count_crossings(now, effects)
        if many < least:
            best, least = [list(one) for one in now], many
    return best


def _by_centre(column: list[int], fixed: list[int], near: Near) -> list[int]:
    """Sort by the mean place of the neighbours; a node without any keeps its place."""
    place = {node: at for at, node in enumerate(fixed)}
    wanted = {}
    for at, node in enumerate(column):
        others = [place[one] for one in near[node] if one in place]
        # Places of both columns run from 0 to 1, so that nodes with and without neighbours compare.
        own = (at + 0.5) / len(column)
        wanted[node] = (sum(others) / len(others) + 0.5) / len(fixed) if others else own
    return sorted(column, key=wanted.__getitem__)


def count_crossings(columns: Columns, effects: Near) -> int:
    """How many pairs of arrows cross between columns that stand side by side."""
    total = 0
    for left, right in pairwise(columns):
        place = {node: at for at, node in enumerate(right)}
        seen: list[int] = []
        for node in left:
            ends = sorted(place[one] for one in effects[node] if one in place)
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total
