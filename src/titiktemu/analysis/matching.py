"""Opinion groups over time: a group that was found again keeps its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

ALIKE = 0.5
"""Mean distance between two groups' answers (0 to 2) above which they are taken for different groups."""
FEWEST_SHARED = 4  # statements on which both were asked

type Profile = Mapping[int, float]
"""Statement to mean answer of a group, from -1 to 1."""


def match_names(earlier: Mapping[str, Profile], now: Sequence[Profile], names: str) -> list[str]:
    """Name the groups of a new map after those of the last one that answered most alike.

    Groups are paired so that the sum of the distances between their mean answers is
    smallest (the Hungarian method). A pair that is too far apart is none; a group without
    a partner gets the first name that was not used by the last map, then any free one.

    Parameters
    ----------
    earlier : mapping of name to profile
        The last map's groups.
    now : sequence of profile
        The new map's groups, the largest first.
    names : str
        Letters to choose from, at least as many as groups.

    Returns
    -------
    list of str
        A name for each new group, no two alike.

    References
    ----------
    .. [1] H. W. Kuhn (1955). "The Hungarian Method for the Assignment Problem". Naval
       Research Logistics Quarterly 2, 83-97.

    Examples
    --------
    >>> last = {"A": {1: 0.9, 2: -0.8, 3: 0.5, 4: 1}, "B": {1: -0.7, 2: 0.8, 3: -0.5, 4: -1}}
    >>> match_names(last, [{1: -0.6, 2: 0.9, 3: -0.4, 4: -1}, {1: 0.8, 2: -0.9, 3: 0.6, 4: 1}], "ABCD")
    ['B', 'A']
    """
    known = list(earlier)
    table = np.array([[_distance(earlier[name], profile) for name in known] for profile in now])
    found: dict[int, str] = {}
    if table.size:
        rows, columns = linear_sum_assignment(np.minimum(table, 10.0))
        found = {
            int(row): known[column]
            for row, column in zip(rows, columns, strict=True)
            if table[row, column] <= ALIKE
        }
    fresh = [name for name in names if name not in known]
    spare = [name for name in names if name in known and name not in found.values()]
    free = iter([*fresh, *spare])
    return [found.get(place) or next(free) for place in range(len(now))]


def _distance(first: Profile, second: Profile) -> float:
    shared = first.keys() & second.keys()
    if len(shared) < FEWEST_SHARED:
        return float("inf")
    return sum(abs(first[one] - second[one]) for one in sorted(shared)) / len(shared)
