"""What an attacker finds out about hidden cells: two linear programmes for each, as few as will do.

The attacker knows the published cells, the equations between cells, that nothing is negative and, of counts,
that all are whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint, linprog, milp
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Mask = NDArray[np.bool_]

CLOSE = 1e-6
"""Differences that are not one."""
_GREAT = 1e6  # sums of money are counted in larger units beyond, or the solver's tolerances tell nothing


@dataclass(frozen=True, slots=True)
class Interval:
    """Least and greatest value of a cell that fit everything known."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """How far apart the two are."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Knot:
    """Hidden cells that hang together by equations, and apart from all others.

    Attributes
    ----------
    cells : ndarray of int
        Their places.
    equations : sparse array of shape (rows, cells)
    sums : ndarray
        What the equations give.
    truth : ndarray
        Values of the cells.
    most : ndarray
        No cell is greater; infinite where nothing says so.
    """

    cells: Ints
    equations: csr_array
    sums: Floats
    truth: Floats
    most: Floats


def knots(values: Floats, equations: csr_array, hidden: Mask) -> Iterator[Knot]:
    """Part the hidden cells into those that hang together."""
    places = np.flatnonzero(hidden)
    block = csr_array(csr_array(equations)[:, places])
    block.eliminate_zeros()
    block = csr_array(block[np.diff(block.indptr) > 0])
    rows, cells = block.shape
    links = coo_array(block)
    graph = coo_array(
        (np.ones(links.nnz), (links.coords[0], links.coords[1] + rows)), shape=(rows + cells, rows + cells)
    )
    many, part = connected_components(graph, directed=False)
    order = np.argsort(part[rows:], kind="stable")
    row_order = np.argsort(part[:rows], kind="stable")
    cell_ends = np.searchsorted(part[rows:][order], np.arange(many + 1))
    row_ends = np.searchsorted(part[:rows][row_order], np.arange(many + 1))
    for at in range(many):
        own = order[cell_ends[at] : cell_ends[at + 1]]
        mine = csr_array(block[row_order[row_ends[at] : row_ends[at + 1]]][:, own])
        truth = values[places[own]]
        sums = np.asarray(mine @ truth)
        yield Knot(places[own].astype(np.int64), mine, sums, truth, greatest(mine, sums, np.inf))


def greatest(equations: csr_array, sums: Floats, otherwise: float) -> Floats:
    """How great cells can be at most by one equation: where all signs are alike no part exceeds the whole."""
    links = coo_array(equations)
    rows, cells = links.coords
    signs = np.zeros((equations.shape[0], 2), dtype=bool)
    signs[rows[links.data < 0], 0] = True
    signs[rows[links.data > 0], 1] = True
    most = np.full(equations.shape[1], otherwise)
    use = ~signs.all(axis=1)[rows]
    np.minimum.at(most, cells[use], np.maximum(sums[rows[use]] / links.data[use], 0.0))
    return most


class Attack:
    """Finds how narrowly the cells of one knot can be told.

    What every solution shows of all cells is kept, so that most ends need no programme of their own.
    """

    def __init__(self, knot: Knot, *, is_count: bool) -> None:
        self.knot, self.is_count = knot, is_count
        self.scale = 1.0 if is_count else max(1.0, float(np.abs(knot.truth).max(initial=0.0)) / _GREAT)
        self.truth = np.maximum(knot.truth, 0.0)
        self.low, self.high = self.truth.copy(), self.truth.copy()
        self.settled: dict[tuple[int, float], float] = {}

    def interval(self, place: int) -> Interval:
        """Both ends of one cell."""
        return Interval(self._end(place, 1.0), self._end(place, -1.0))

    def is_wide(self, place: int, width: float) -> bool:
        """Whether a cell's interval is at least so wide; no more is solved than it takes."""
        for sign in (0.0, -1.0, 1.0):
            if sign:
                self._end(place, sign)
            if self.high[place] - self.low[place] >= width - CLOSE * max(1.0, width):
                return True
        return False

    def _end(self, place: int, sign: float) -> float:
        if sign > 0 and self.low[place] <= CLOSE:
            return 0.0
        if sign < 0 and self.high[place] >= self.knot.most[place] - CLOSE:
            return float(self.high[place])
        if (place, sign) not in self.settled:
            self.settled[place, sign] = self._solved(place, sign)
        return self.settled[place, sign]

    def _solved(self, place: int, sign: float) -> float:
        aim = np.zeros(len(self.truth))
        aim[place] = sign
        found: Any = linprog(
            aim,
            A_eq=cast(Any, self.knot.equations),
            b_eq=self.knot.sums / self.scale,
            bounds=(0, None),
            method="highs",
        )
        if found.x is None:
            self.high[place] = np.inf if sign < 0 else self.high[place]
            return np.inf if sign < 0 else 0.0
        values = np.asarray(found.x) * self.scale
        if self.is_count and np.abs(values - np.rint(values)).max() > CLOSE:
            values = self._in_whole_numbers(aim)
        self.low, self.high = np.minimum(self.low, values), np.maximum(self.high, values)
        return float(round(values[place], 6))

    def _in_whole_numbers(self, aim: Floats) -> Floats:
        """Where a corner of the linear programme is no table of whole numbers, the best one that is."""
        found = milp(
            aim,
            constraints=LinearConstraint(cast(Any, self.knot.equations), self.knot.sums, self.knot.sums),
            integrality=np.ones(len(aim), dtype=np.int64),
            options={"mip_rel_gap": 0.0},
        )
        return self.truth if found.x is None else np.rint(found.x)


def intervals(
    values: Floats,
    equations: csr_array,
    hidden: Mask,
    *,
    only: Iterable[int] | None = None,
    is_count: bool = True,
) -> dict[int, Interval]:
    """Find for hidden cells the least and the greatest value that fit everything published.

    Parameters
    ----------
    values : ndarray
        Of all cells, hidden or not, none negative.
    equations : sparse array of shape (rows, cells)
        Whose sums everybody knows: of a total and its parts 0, of published totals the totals.
    hidden : ndarray of bool
        Cells that nobody published.
    only : iterable of int, optional
        The cells that are asked about; all hidden ones unless told otherwise.
    is_count : bool
        Whether the attacker knows that all values are whole numbers.

    Returns
    -------
    dict of int to Interval
        By place of the cell.

    Examples
    --------
    >>> row = csr_array(np.array([[1.0, 1.0, 1.0]]))
    >>> intervals(np.array([2.0, 5.0, 9.0]), row, np.array([True, True, False]))
    {0: Interval(low=0.0, high=7.0), 1: Interval(low=0.0, high=7.0)}
    """
    asked = hidden if only is None else np.isin(np.arange(len(values)), list(only)) & hidden
    found: dict[int, Interval] = {}
    for knot in knots(values, equations, hidden):
        wanted = np.flatnonzero(asked[knot.cells])
        if len(wanted):
            attack = Attack(knot, is_count=is_count)
            found |= {int(knot.cells[place]): attack.interval(int(place)) for place in wanted}
    return dict(sorted(found.items()))


def too_narrow(
    values: Floats, equations: csr_array, hidden: Mask, width: Floats, *, is_count: bool = True
) -> list[int]:
    """Cells whose interval is narrower than required; far quicker than finding all intervals.

    Parameters
    ----------
    values, equations, hidden, is_count
        As for `intervals`.
    width : ndarray
        Required of each cell; 0 where nothing is.

    Returns
    -------
    list of int
        Among them cells that are required to be wide and are not even hidden.
    """
    found = np.flatnonzero((width > 0) & ~hidden).tolist()
    for knot in knots(values, equations, hidden):
        wanted = np.flatnonzero(width[knot.cells] > 0)
        attack = Attack(knot, is_count=is_count) if len(wanted) else None
        found += [
            int(knot.cells[place])
            for place in wanted
            if attack and not attack.is_wide(int(place), float(width[knot.cells[place]]))
        ]
    return sorted(found)
