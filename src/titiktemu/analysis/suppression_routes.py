"""Ways on which a small cell may differ: which other cells must be hidden with it, at least cost."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csc_array, csr_array, hstack, vstack

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Mask = NDArray[np.bool_]

USED = 1e-7
"""A change smaller than this is none."""
CHEAPEST = 12
"""Cells of each equation that are looked at first; all of them where these do not suffice."""
AGAIN = 3
"""How often the prices are set anew, so that a cell which changes little still costs its whole price."""


class Routes:
    """Looks for ways in one table.

    Attributes
    ----------
    values : ndarray
        Of all cells, none negative.
    equations : sparse array of shape (rows, cells)
    is_hasty : bool
        Whether the first way that is found will do.
    """

    def __init__(self, values: Floats, equations: csr_array, *, is_hasty: bool = False) -> None:
        self.is_hasty = is_hasty
        self.values = np.maximum(values, 0.0)
        self.rows = csr_array(equations)
        self.columns = csc_array(equations)

    def cheapest(self, cell: int, width: float, prices: Floats, allowed: Mask) -> Ints | None:
        """Cells that must be hidden so that one cell can be told no more narrowly than `width`.

        Parameters
        ----------
        cell : int
        width : float
        prices : ndarray
            Of hiding each cell; 0 where it is hidden already.
        allowed : ndarray of bool
            Cells that may be hidden.

        Returns
        -------
        ndarray of int or None
            The cell among them; None where no way is wide enough.
        """
        for places in (self._near(prices, allowed), np.flatnonzero(allowed)):
            found = self._among(cell, width, prices, places[places != cell])
            if found is not None:
                return found
        return None

    def within(self, cell: int, width: float, hidden: Mask) -> Ints | None:
        """A way among cells that are hidden already."""
        places = np.flatnonzero(hidden)
        return self._among(cell, width, np.zeros(len(hidden)), places[places != cell])

    def _near(self, prices: Floats, allowed: Mask) -> Ints:
        """What is hidden already, and the cheapest cells of each equation."""
        near = allowed & (prices <= 0.0)
        for row in range(self.rows.shape[0]):
            line = self.rows.indices[self.rows.indptr[row] : self.rows.indptr[row + 1]]
            line = line[allowed[line]]
            if len(line) > CHEAPEST:
                line = line[np.argpartition(prices[line], CHEAPEST)[:CHEAPEST]]
            near[line] = True
        return np.flatnonzero(near)

    def _among(self, cell: int, width: float, prices: Floats, places: Ints) -> Ints | None:
        if not len(places):
            return None
        block = self.columns[:, places]
        aim = -self.columns[:, [cell]].toarray().ravel()
        found = []
        down = min(float(self.values[cell]), width / 2)
        for up in sorted({width, width - down}):
            spread = self._one_way(block, aim, places, prices, up, width - up)
            if spread is not None:
                found.append(spread)
            if found and (self.is_hasty or not prices[places].any()):
                break
        if not found and (spread := self._two_ways(block, cell, width, places, prices)) is not None:
            found.append(spread)
        if not found:
            return None
        costs = [float(prices[places[one > USED]].sum()) for one in found]
        best = found[int(np.argmin(costs))]
        return np.append(places[best > USED], cell)

    def _one_way(
        self, block: csc_array, aim: Floats, places: Ints, prices: Floats, up: float, down: float
    ) -> Floats | None:
        """One pattern of changes, done so much in the one direction and so much in the other."""
        room_down = self.values[places] / up
        room_up = self.values[places] / down if down else np.full(len(places), np.inf)
        paid = prices[places] + 1e-6 * (1.0 + prices[places].max(initial=0.0))
        return self._cheapened(
            csc_array(hstack([block, -block])), aim, np.concatenate([room_up, room_down]), paid, 2
        )

    def _two_ways(
        self, block: csc_array, cell: int, width: float, places: Ints, prices: Floats
    ) -> Floats | None:
        """Two tables that fit everything and lie so far apart in the cell; its own changes are last."""
        own = self.columns[:, [cell]]
        rows, zero = block.shape[0], csc_array((block.shape[0], 2 * len(places) + 1))
        one = hstack([block, -block])
        above, below = hstack([one, own, zero]), hstack([zero, one, -own])
        apart = np.zeros((1, 4 * len(places) + 2))
        apart[0, 2 * len(places)] = apart[0, -1] = 1.0
        every = csc_array(vstack([above, below, csr_array(apart)]))
        aim = np.concatenate([np.zeros(2 * rows), [width]])
        free, bound = np.full(len(places), np.inf), self.values[places]
        most = np.concatenate([free, bound, [np.inf], free, bound, [float(self.values[cell])]])
        paid = prices[places] + 1e-6 * (1.0 + prices[places].max(initial=0.0))
        spread = _solved(every, aim, most, np.concatenate([paid, paid, [0.0], paid, paid, [0.0]]))
        if spread is None:
            return None
        kept = np.delete(spread, [2 * len(places), len(spread) - 1]).reshape(4, len(places))
        return np.asarray(kept.sum(axis=0))

    def _cheapened(
        self, every: csc_array, aim: Floats, most: Floats, paid: Floats, copies: int
    ) -> Floats | None:
        """Solve, and again with the price of each used cell spread over what it changed."""
        prices, best = paid, None
        for _again in range(1 if self.is_hasty or len(np.unique(paid)) == 1 else AGAIN):
            spread = _solved(every, aim, most, np.tile(prices, copies))
            if spread is None:
                return None
            used = np.asarray(spread.reshape(copies, -1).sum(axis=0))
            cost = float(paid[used > USED].sum())
            if best is not None and cost >= best[0] - 1e-9:
                break
            best = (cost, used)
            if np.abs(used[used > USED] - 1.0).max(initial=0.0) < USED:
                break
            prices = np.where(used > USED, paid / np.maximum(used, USED), paid)
        return None if best is None else best[1]


def _solved(every: csc_array, aim: Floats, most: Floats, prices: Floats) -> Floats | None:
    bounds: Any = np.column_stack([np.zeros(len(most)), most])
    found: Any = linprog(prices, A_eq=cast(Any, every), b_eq=aim, bounds=bounds, method="highs")
    return None if found.x is None else np.asarray(found.x, dtype=np.float64)
