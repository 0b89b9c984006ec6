"""All panels that meet the quotas, as rules; and finding the one that is worth most."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from titiktemu.analysis.sortition.people import Pool

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]


class Panels:
    """Panels as numbers of people of each kind.

    Attributes
    ----------
    people : ndarray of shape (kinds,)
        How many there are of each kind.
    most : ndarray of shape (kinds,)
        How many of each kind a panel may hold: one of each household.
    rows : ndarray of shape (rules, kinds)
        What each rule counts: quotas, households, and seats in the last row.
    low, high : ndarray of shape (rules,)
        Between which ends each count must lie.
    """

    def __init__(self, pool: Pool) -> None:
        kinds = pool.kinds
        self.people = np.array([len(kind.people) for kind in kinds], dtype=np.float64)
        self.most = np.array([len(kind.households) for kind in kinds], dtype=np.float64)
        rows = [
            [float(kind.values[pool.features.index(quota.feature)] == quota.value) for kind in kinds]
            for quota in pool.quotas
        ]
        low: list[float] = [quota.least for quota in pool.quotas]
        high: list[float] = [quota.most for quota in pool.quotas]
        self.quotas = len(rows)
        for circle in sorted({kind.circle for kind in kinds}):
            inside = [kind for kind in kinds if kind.circle == circle]
            if len(inside) > 1:
                rows.append([float(kind.circle == circle) for kind in kinds])
                low.append(0.0)
                high.append(len(inside[0].households))
        self.rows = np.array([*rows, [1.0] * len(kinds)])
        self.low, self.high = np.array([*low, pool.size]), np.array([*high, pool.size])

    def best(self, worth: Floats) -> Ints | None:
        """The panel with the greatest sum of worth over its people; None where there is no panel."""
        return self.best_between(worth, self.low, self.high, np.zeros_like(self.most), self.most)

    def best_between(
        self, worth: Floats, low: Floats, high: Floats, fewest: Floats, most: Floats
    ) -> Ints | None:
        """The same with ends of its own for each rule and each kind."""
        answer: Any = milp(
            -worth,
            integrality=np.ones(len(worth), dtype=np.int64),
            bounds=Bounds(fewest, most),
            constraints=LinearConstraint(self.rows, low, high),
            options={"mip_rel_gap": 0.0},
        )
        return None if answer.x is None else np.round(answer.x).astype(np.int64)
