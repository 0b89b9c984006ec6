"""Which sums are sensitive because few stand behind them: dominance and p% rules, for money and amounts.

Counts have a threshold (`suppression_releases.Rule`); a sum of many amounts may still tell one of them.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

type Floats = NDArray[np.float64]

DOMINANT, SHARE, NEAR = 2, 0.85, 0.10
"""What holds unless told otherwise: two have 85 % of the sum; the second comes within 10 % of the first."""


def largest(cells: Sequence[Hashable], amounts: ArrayLike, many: int) -> dict[Hashable, Floats]:
    """The largest contributions to each cell, greatest first, filled up with 0; last the sum of all.

    Parameters
    ----------
    cells : sequence of hashable
        To which cell each contribution belongs.
    amounts : array-like of float
        None negative.
    many : int
        How many of the largest are kept.

    Examples
    --------
    >>> {cell: found.tolist() for cell, found in largest(["A", "A", "A", "B"], [5, 90, 1, 7], 2).items()}
    {'A': [90.0, 5.0, 96.0], 'B': [7.0, 0.0, 7.0]}
    """
    given: dict[Hashable, list[float]] = {}
    for cell, amount in zip(cells, np.asarray(amounts, dtype=np.float64).tolist(), strict=True):
        if amount < 0:
            raise ValueError("a contribution is negative")
        given.setdefault(cell, []).append(amount)
    made = {}
    for cell, own in given.items():
        top = [*sorted(own, reverse=True)[:many], *[0.0] * many][:many]
        made[cell] = np.array([*top, sum(own)])
    return made


def dominated(found: Floats, share: float = SHARE) -> bool:
    """Whether the largest contributions make up more than a share of the sum ((n,k) rule).

    Examples
    --------
    >>> dominated(np.array([90.0, 5.0, 96.0])), dominated(np.array([30.0, 25.0, 96.0]))
    (True, False)
    """
    return bool(found[-1] > 0 and found[:-1].sum() > share * found[-1])


def nearly_told(found: Floats, near: float = NEAR) -> bool:
    """Whether the second largest, who knows their own, can say the largest within a share of it (p% rule).

    Examples
    --------
    >>> nearly_told(np.array([90.0, 5.0, 96.0])), nearly_told(np.array([30.0, 25.0, 96.0]))
    (True, False)
    """
    return bool(found[0] > 0 and found[-1] - found[0] - found[1] < near * found[0])


def width_needed(found: Floats, near: float = NEAR) -> float:
    """How wide the interval of a sensitive sum must be, so that the largest is not told within a share of it.

    Upwards and downwards so much as is lacking: the rest of the sum already hides the remainder.

    Examples
    --------
    >>> width_needed(np.array([90.0, 5.0, 96.0]))
    16.0
    """
    return float(2 * max(0.0, near * found[0] - (found[-1] - found[0] - found[1])))
