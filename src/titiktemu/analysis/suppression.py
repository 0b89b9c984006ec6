"""Small cells of a table with all its totals: what must be hidden with them, and what an attacker finds.

The attacker knows every published cell, every total, and that no cell is negative. For each hidden cell two
linear programmes say how small and how large it can be; a table is safe where that interval is wide enough.
`suppression_tables` does the same for tables in rows, with subtotals and earlier releases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array, lil_array

from titiktemu.analysis.suppression_attack import intervals
from titiktemu.analysis.suppression_choice import Table, choose

type Floats = NDArray[np.float64]
type Mask = NDArray[np.bool_]

WIDTH = 1.0
"""Least width of what an attacker finds for a cell that must be hidden."""
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
    at_least : float
        No safe pattern costs less than this.
    """

    hidden: Mask
    cost: float
    at_least: float

    @property
    def is_cheapest(self) -> bool:
        """Whether it is proven that no pattern costs less."""
        return self.cost <= self.at_least + CLOSE * max(1.0, self.cost)


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


def attack(
    table: ArrayLike,
    hidden: Mask | Sequence[Mask],
    totals: csr_array | None = None,
    *,
    is_count: bool = True,
) -> list[Found]:
    """Find how narrowly each hidden cell can be told.

    Parameters
    ----------
    table : array-like of float
        True values, none negative.
    hidden : ndarray of bool, or several of them
        Which cells are hidden; of several releases of one table a cell is known as soon as any showed it.
    totals : sparse array, optional
        Equations of the published totals; `line_totals` of the table's shape.
    is_count : bool
        Whether the attacker knows that all values are whole numbers.

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
    equations = line_totals(values.shape) if totals is None else csr_array(totals)
    found = intervals(values.ravel(), equations, unknown, is_count=is_count)
    return [
        Found(tuple(int(at) for at in np.unravel_index(cell, values.shape)), one.low, one.high)
        for cell, one in found.items()
    ]


def suppress(
    table: ArrayLike,
    primary: ArrayLike,
    totals: csr_array | None = None,
    *,
    cost: ArrayLike | None = None,
    width: ArrayLike = WIDTH,
    may_hide: ArrayLike | None = None,
    is_count: bool = True,
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
    width : float or array-like of float
        Least width of the attacker's interval for every primary cell, or for each.
    may_hide : array-like of bool, optional
        Cells that may be hidden with them; all unless told otherwise.
    is_count : bool
        Whether the attacker knows that all values are whole numbers.

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
    prices = np.asarray(values if cost is None else cost, dtype=np.float64).ravel()
    wide = np.broadcast_to(np.asarray(width, dtype=np.float64), values.shape).ravel()
    may = np.ones(values.shape, dtype=bool) if may_hide is None else np.asarray(may_hide, dtype=bool)
    found = choose(
        Table(
            values.ravel(),
            line_totals(values.shape) if totals is None else csr_array(totals),
            np.where(first, wide, 0.0),
            may.ravel(),
            prices,
            is_count,
        )
    )
    return Suppression(found.hidden.reshape(values.shape), found.cost, found.at_least)
