"""Choosing the cells to hide: ways for one small cell after the other, then the needless are shown again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from titiktemu.analysis.suppression_attack import too_narrow
from titiktemu.analysis.suppression_bound import Master
from titiktemu.analysis.suppression_routes import Routes

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Mask = NDArray[np.bool_]

LARGEST_EXACT = 6_000
"""Cells times small cells up to which the cheapest pattern is proven."""
LARGEST_CUT = 60_000
"""Likewise up to which the bound is sharpened by what attackers of fractional patterns would find."""
LINEAR_ROUNDS, WHOLE_ROUNDS = 6, 20
CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be protected.

    Attributes
    ----------
    values : ndarray
        Of all cells, none negative.
    equations : sparse array of shape (rows, cells)
        Whose sums everybody knows.
    width : ndarray
        Required of each cell's interval; 0 where nothing is.
    may_hide : ndarray of bool
        Not what was published before, nor totals that must be shown. Cells with a width are hidden anyway.
    prices : ndarray
        Of hiding each cell.
    is_count : bool
        Whether the attacker knows that all values are whole numbers.
    """

    values: Floats
    equations: csr_array
    width: Floats
    may_hide: Mask
    prices: Floats
    is_count: bool = True

    @property
    def must(self) -> Mask:
        """Cells that are hidden in any case."""
        return np.asarray(self.width > 0)

    def cost(self, hidden: Mask) -> float:
        """Sum of the prices of what is hidden beside what must be."""
        return float(self.prices[hidden & ~self.must].sum())


@dataclass(frozen=True, slots=True)
class Choice:
    """Which cells are hidden, what it costs, and what any safe pattern costs at least."""

    hidden: Mask
    cost: float
    at_least: float


def choose(table: Table) -> Choice:
    """Choose the cells to hide so that no interval is narrower than required.

    Raises
    ------
    ValueError
        Where even hiding every cell would protect too little.
    """
    if not table.must.any():
        return Choice(table.must, 0.0, 0.0)
    hidden = _safe(table, table.prices)
    master = Master(table.values, table.equations, table.width, table.may_hide, table.prices)
    size = int(table.may_hide.sum()) * int(table.must.sum())
    at_least, wished = master.sharpened(LINEAR_ROUNDS if size <= LARGEST_CUT else 1, hidden)
    if table.cost(hidden) > at_least + CLOSE:
        # What the relaxed problem would hide gets cheaper: often a better pattern comes out.
        other = _safe(table, table.prices * (1.05 - wished))
        hidden = min((hidden, other), key=table.cost)
    if size <= LARGEST_EXACT and table.cost(hidden) > at_least + CLOSE:
        at_least, exact = master.proven(WHOLE_ROUNDS, table.cost(hidden))
        if exact is not None and table.cost(exact) < table.cost(hidden) and not _narrow(table, exact):
            hidden = exact
    return Choice(hidden, table.cost(hidden), float(min(at_least, table.cost(hidden))))


def _narrow(table: Table, hidden: Mask) -> list[int]:
    return too_narrow(table.values, table.equations, hidden, table.width, is_count=table.is_count)


def _safe(table: Table, prices: Floats) -> Mask:
    """A safe pattern that was found way after way.

    Where whole numbers tell more than the equations alone, the cell is given more room, until it is safe.
    """
    width = table.width.copy()
    for _again in range(12):
        hidden = _Search(table, width, prices).run()
        narrow = _narrow(table, hidden)
        if not narrow:
            return hidden
        width[narrow] += np.maximum(1.0, 0.25 * table.width[narrow])
    raise ValueError("even hiding every cell would protect too little")


class _Search:
    def __init__(self, table: Table, width: Floats, prices: Floats) -> None:
        self.table, self.width = table, width
        # Of equal costs the fewer cells; and no cell is free, or needless ones would stay hidden.
        self.prices = prices + 1e-6 * (1.0 + prices.max(initial=0.0))
        size = int(table.may_hide.sum()) * int(table.must.sum())
        self.routes = Routes(table.values, table.equations, is_hasty=size > LARGEST_CUT)
        self.allowed = table.may_hide | table.must
        self.hidden = table.must.copy()
        self.ways: dict[int, Ints] = {}

    def run(self) -> Mask:
        """Protect cell after cell, the greatest first; then show what turns out needless."""
        cells = np.flatnonzero(self.table.must)
        for cell in sorted(cells.tolist(), key=lambda one: (-self.table.values[one], one)):
            self._protect(cell, self.allowed)
        self._show_again()
        return self.hidden

    def _protect(self, cell: int, allowed: Mask) -> None:
        prices = np.where(self.hidden, 0.0, self.prices)
        way = self.routes.cheapest(cell, float(self.width[cell]), prices, allowed)
        if way is None:
            raise ValueError("even hiding every cell would protect too little")
        self.ways[cell] = way
        self.hidden[way] = True

    def _show_again(self) -> None:
        """The dearest first: is there another way for all that lead through it, among what is hidden?"""
        further = np.flatnonzero(self.hidden & ~self.table.must)
        for cell in sorted(further.tolist(), key=lambda one: (-self.prices[one], one)):
            left = self.hidden.copy()
            left[cell] = False
            ways = {one: way for one, way in self.ways.items() if cell in way}
            others: dict[int, Ints] = {}
            for one in ways:
                way = self.routes.within(one, float(self.width[one]), left)
                if way is None:
                    break
                others[one] = way
            if len(others) == len(ways):
                self.hidden = left
                self.ways |= others
        used = np.unique(np.concatenate(list(self.ways.values())))
        self.hidden = self.table.must.copy()
        self.hidden[used] = True
