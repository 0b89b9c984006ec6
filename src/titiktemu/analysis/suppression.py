"""Small cells of a table with all its totals: what must be hidden with them, and what an attacker finds.

The attacker knows every published cell, every total, and that no cell is negative. For each hidden cell two
linear programmes say how small and how large it can be; a table is safe where that interval is wide enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, hstack, lil_array, vstack

type Floats = NDArray[np.float64]
type Mask = NDArray[np.bool_]

WIDTH = 1.0
"""Least width of what an attacker finds for a cell that must be hidden."""
LARGEST_EXACT = 6_000
"""Unknowns up to which the cheapest pattern is searched at once; beyond, cell after cell is protected."""
CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Suppression:
    """Which cells are hidden.

    Attributes
    ----------
    hidden : ndarray of bool
        Of the shape of the table.
    cost : float
        Sum of the costs of the cells that are hidden although they are not small.
    is_cheapest : bool
        Whether no pattern costs less; otherwise one was found that protects, cell after cell.
    """

    hidden: Mask
    cost: float
    is_cheapest: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What an attacker knows of a hidden cell.

    Attributes
    ----------
    cell : tuple of int
        Its place in the table.
    low, high : float
        Least and greatest value that fit everything published.
    """

    cell: tuple[int, ...]
    low: float
    high: float

    @property
    def width(self) -> float:
        """How far apart the two are."""
        return self.high - self.low


def line_totals(shape: Sequence[int]) -> csr_array:
    """Give the equations of a table whose totals along each dimension are published.

    Parameters
    ----------
    shape : sequence of int
        Of the inner table, without its totals.

    Returns
    -------
    sparse array of shape (totals, cells)
        A one where a cell belongs to a total; cells in C order.

    Examples
    --------
    >>> line_totals((2, 3)).toarray().astype(int).tolist()
    [[1, 0, 0, 1, 0, 0], [0, 1, 0, 0, 1, 0], [0, 0, 1, 0, 0, 1], [1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1]]
    """
    places = np.arange(int(np.prod(shape))).reshape(shape)
    lines = [
        line for axis in range(len(shape)) for line in np.moveaxis(places, axis, -1).reshape(-1, shape[axis])
    ]
    made = lil_array((len(lines), places.size))
    for at, line in enumerate(lines):
        made[at, line] = 1.0
    return csr_array(made)


def attack(table: ArrayLike, hidden: Mask | Sequence[Mask], totals: csr_array | None = None) -> list[Found]:
    """Find how narrowly each hidden cell can be told.

    Parameters
    ----------
    table : array-like of float
        True values, none negative.
    hidden : ndarray of bool, or several of them
        Which cells are hidden; of several releases of one table a cell is known as soon as any showed it.
    totals : sparse array, optional
        Equations of the published totals; `line_totals` of the table's shape.

    Returns
    -------
    list of Found
        One for each cell that no release showed, in the order of the table.

    References
    ----------
    .. [1] M. Fischetti, J. J. Salazar (2001). "Solving the Cell Suppression Problem on Tabular Data with
       Linear Constraints". Management Science 47(7). doi:10.1287/mnsc.47.7.1008.9805

    Examples
    --------
    >>> table = [[3, 12, 20], [15, 2, 9], [22, 18, 30]]
    >>> alone = np.zeros((3, 3), dtype=bool)
    >>> alone[1, 1] = True
    >>> [(one.low, one.high) for one in attack(table, alone)]
    [(2.0, 2.0)]
    """
    values = np.asarray(table, dtype=np.float64)
    masks = np.asarray(hidden, dtype=bool)
    unknown = masks.reshape(-1, *values.shape).all(axis=0).ravel()
    if not unknown.any():
        return []
    equations = csr_array(line_totals(values.shape) if totals is None else totals)[:, unknown]
    sums = equations @ values.ravel()[unknown]
    found = []
    for place, cell in enumerate(np.flatnonzero(unknown)):
        ends = [_end(equations, sums, place, sign) for sign in (1.0, -1.0)]
        where = tuple(int(one) for one in np.unravel_index(cell, values.shape))
        found.append(Found(where, ends[0], ends[1]))
    return found


def _end(equations: csr_array, sums: Floats, place: int, sign: float) -> float:
    aim = np.zeros(equations.shape[1])
    aim[place] = sign
    solved: Any = linprog(aim, A_eq=cast(Any, equations), b_eq=sums, bounds=(0, None), method="highs")
    return float(np.inf) if solved.x is None else float(round(solved.x[place], 9))


def suppress(
    table: ArrayLike,
    primary: ArrayLike,
    totals: csr_array | None = None,
    *,
    cost: ArrayLike | None = None,
    width: float = WIDTH,
) -> Suppression:
    """Choose the cells to hide so that no small cell can be told more narrowly than allowed.

    Parameters
    ----------
    table : array-like of float
        True values, none negative, without the totals.
    primary : array-like of bool
        Cells that must be hidden.
    totals : sparse array, optional
        Equations of the published totals; `line_totals` of the table's shape.
    cost : array-like of float, optional
        Of hiding each cell; its value unless told otherwise.
    width : float
        Least width of the attacker's interval for every primary cell.

    Returns
    -------
    Suppression
        Safe by `attack`.

    Raises
    ------
    ValueError
        Where even hiding every cell would protect too little.

    Examples
    --------
    >>> table = np.array([[18, 2], [14, 19], [12, 10], [11, 14]])
    >>> found = suppress(table, table < 3)
    >>> found.hidden.astype(int).tolist(), found.cost, found.is_cheapest
    ([[1, 1], [0, 0], [1, 1], [0, 0]], 40.0, True)
    """
    values = np.asarray(table, dtype=np.float64)
    first = np.asarray(primary, dtype=bool).ravel()
    equations = csr_array(line_totals(values.shape) if totals is None else totals)
    prices = (values if cost is None else np.asarray(cost, dtype=np.float64)).ravel().astype(np.float64)
    must = list(np.flatnonzero(first))
    whole = 2 * len(must) * values.size + values.size <= LARGEST_EXACT
    hidden = first.copy()
    for group in [must] if whole else [[one] for one in _widest_last(values, must)]:
        paid = np.where(hidden, 0.0, prices + CLOSE)  # of equal costs the fewer cells
        hidden |= _cheapest(values.ravel(), equations, group, hidden, paid, width)
    spent = float(prices[hidden & ~first].sum())
    return Suppression(hidden.reshape(values.shape), spent, is_cheapest=whole)


def _widest_last(values: Floats, must: list[np.intp]) -> list[np.intp]:
    """The smallest first: what protects them protects others as well."""
    return sorted(must, key=lambda one: (values.ravel()[one], one))


def _cheapest(
    values: Floats, equations: csr_array, must: Sequence[np.intp], hidden: Mask, prices: Floats, width: float
) -> Mask:
    """The mixed-integer programme of Fischetti and Salazar, with one width for both directions.

    Unknowns are whether each cell is hidden, and two tables for each protected cell that fit everything
    published and lie so far apart in it.
    """
    cells, tables = len(values), 2 * len(must)
    if not tables:
        return hidden.copy()
    span = values.sum() + width
    unknowns = cells * (1 + tables)
    starts = [cells * (1 + at) for at in range(tables)]
    apart = lil_array((len(must), unknowns))
    for at, cell in enumerate(must):
        apart[at, starts[2 * at] + cell], apart[at, starts[2 * at + 1] + cell] = 1.0, -1.0
    eye = csr_array(np.eye(cells))
    below = vstack([_block(eye, values, start, unknowns) for start in starts])
    above = vstack([_block(eye, values - span, start, unknowns) for start in starts])
    sums = vstack([_placed(equations, start, unknowns) for start in starts])
    told = np.tile(equations @ values, tables)
    truth = np.tile(values, tables)
    solved = milp(
        np.concatenate([prices, np.zeros(cells * tables)]),
        constraints=[
            LinearConstraint(csr_array(below), truth, np.inf),
            LinearConstraint(csr_array(above), -np.inf, truth),
            LinearConstraint(csr_array(sums), told, told),
            LinearConstraint(csr_array(apart), width, np.inf),
        ],
        integrality=np.concatenate([np.ones(cells), np.zeros(cells * tables)]),
        bounds=Bounds(
            np.concatenate([hidden.astype(np.float64), np.zeros(cells * tables)]),
            np.concatenate([np.ones(cells), np.full(cells * tables, np.inf)]),
        ),
        options={"mip_rel_gap": 0.0},
    )
    if solved.x is None:
        raise ValueError("even hiding every cell would protect too little")
    return np.asarray(solved.x[:cells] > 0.5)


def _block(eye: csr_array, factor: Floats, start: int, unknowns: int) -> csr_array:
    """Rows "value of the cell in one table, plus factor times whether it is hidden"."""
    hiding = csr_array(eye.multiply(factor[:, None]))
    return csr_array(_placed(hiding, 0, unknowns) + _placed(eye, start, unknowns))


def _placed(block: csr_array, start: int, unknowns: int) -> csr_array:
    rows, width = block.shape
    before, after = csr_array((rows, start)), csr_array((rows, unknowns - start - width))
    return csr_array(hstack([before, block, after]))
