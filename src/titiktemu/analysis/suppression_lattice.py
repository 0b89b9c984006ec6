"""One system of equations for a table and everything that was ever published of it.

Cells are told apart by the values of all dimensions. A release that is not broken down by one of them shows
its totals; one that groups otherwise shows sums of the same cells. Where a later release corrects an earlier
one, cells that may have changed are two cells, of then and of now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from math import prod

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, vstack

from titiktemu.analysis.suppression_dimensions import TOTAL, Dimension, Tree, dimension

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Mask = NDArray[np.bool_]
type Cell = tuple[str, ...]

MOST_CELLS = 250_000
"""Beyond, the system would not fit; such releases must be compared in parts."""


@dataclass(frozen=True, slots=True)
class Release:
    """A table as it was, or is to be, published.

    Attributes
    ----------
    dimensions : tuple of str
    cells : mapping of cell to float or None
        Values of the dimensions (TOTAL for totals), and the value; None where it is hidden.

    Examples
    --------
    >>> Release(("desa", "jk"), {("A", "L"): 3.0, ("A", "P"): None, ("A", TOTAL): 12.0}).values_of("jk")
    ['L', 'P', '*']
    """

    dimensions: tuple[str, ...]
    cells: Mapping[Cell, float | None]

    def values_of(self, name: str) -> list[str]:
        """Values of a dimension, in the order in which they come."""
        at = self.dimensions.index(name)
        return list(dict.fromkeys(cell[at] for cell in self.cells))


class Lattice:
    """All cells that the values of the dimensions make, totals among them, and how they add up."""

    def __init__(self, releases: Sequence[Release], trees: Mapping[str, Tree]) -> None:
        names = dict.fromkeys(name for one in releases for name in one.dimensions)
        self.dimensions: tuple[Dimension, ...] = tuple(
            dimension(
                name,
                [one.values_of(name) for one in releases if name in one.dimensions],
                trees.get(name, {}),
            )
            for name in names
        )
        self.shape = tuple(len(one.values) for one in self.dimensions)
        if prod(self.shape) > MOST_CELLS:
            raise ValueError(f"more than {MOST_CELLS} cells")
        self._places = [{value: at for at, value in enumerate(one.values)} for one in self.dimensions]

    @property
    def size(self) -> int:
        """How many cells there are."""
        return prod(self.shape)

    def place(self, release: Release, cell: Cell) -> int:
        """Where a cell of a release is."""
        told = dict(zip(release.dimensions, cell, strict=True))
        at = [
            places[told.get(one.name, TOTAL)]
            for one, places in zip(self.dimensions, self._places, strict=True)
        ]
        return int(np.ravel_multi_index(at, self.shape)) if at else 0

    @cached_property
    def equations(self) -> csr_array:
        """Whole minus parts is nothing, along each dimension."""
        grid = np.arange(self.size).reshape(self.shape)
        rows, cells, signs = list[Ints](), list[Ints](), list[Floats]()
        many = 0
        for axis, one in enumerate(self.dimensions):
            turned = np.moveaxis(grid, axis, 0).reshape(self.shape[axis], -1)
            for whole, parts in one.sums:
                wholes = turned[self._places[axis][whole]]
                below = turned[[self._places[axis][part] for part in parts]]
                own = np.arange(many, many + len(wholes))
                rows += [own, np.tile(own, len(parts))]
                cells += [wholes, below.ravel()]
                signs += [np.ones(len(wholes)), np.full(below.size, -1.0)]
                many += len(wholes)
        if not rows:
            return csr_array((0, self.size))
        found = (np.concatenate(signs), (np.concatenate(rows), np.concatenate(cells)))
        return csr_array(coo_array(found, shape=(many, self.size)))

    def shown(self, release: Release) -> Floats:
        """What a release shows of each cell; NaN of all others."""
        made = np.full(self.size, np.nan)
        for cell, value in release.cells.items():
            if value is not None:
                made[self.place(release, cell)] = value
        return made

    def apart(self, release: Release) -> Mask:
        """Cells of places that lie elsewhere: a village of one district has nobody in any other district.

        Where each value of a dimension comes with one value of another only, it lies within that one.
        """
        made = np.zeros(self.shape, dtype=bool)
        axes = [at for at, one in enumerate(self.dimensions) if one.name in release.dimensions]
        for inner, outer in permutations(axes, 2):
            made |= self._apart(release, inner, outer)
        return made.ravel()

    def _apart(self, release: Release, inner: int, outer: int) -> Mask:
        part, whole = (release.dimensions.index(self.dimensions[axis].name) for axis in (inner, outer))
        around: dict[str, set[str]] = {}
        for cell in release.cells:
            if TOTAL not in {cell[part], cell[whole]}:
                around.setdefault(cell[part], set()).add(cell[whole])
        shape = [1] * len(self.shape)
        shape[inner], shape[outer] = self.shape[inner], self.shape[outer]
        flags = np.zeros((self.shape[inner], self.shape[outer]), dtype=bool)
        known = {one for several in around.values() for one in several}
        if len(known) > 1 and all(len(several) == 1 for several in around.values()):
            columns = [self._places[outer][one] for one in known]
            for one, several in around.items():
                flags[self._places[inner][one], columns] = True
                flags[self._places[inner][one], self._places[outer][next(iter(several))]] = False
        return np.asarray((flags if inner < outer else flags.T).reshape(shape))

    def added_up(self, values: Floats) -> Floats:
        """Fill in what follows from parts; NaN where a part is unknown."""
        made = values.reshape(self.shape).copy()
        while (before := int(np.isnan(made).sum())) and self._add_up(made) < before:
            pass
        return made.ravel()

    def _add_up(self, made: Floats) -> int:
        """One round; how many are unknown after it."""
        for axis, one in enumerate(self.dimensions):
            turned = np.moveaxis(made, axis, 0)
            for whole, parts in one.sums:
                at = self._places[axis][whole]
                sums = turned[[self._places[axis][part] for part in parts]].sum(axis=0)
                turned[at] = np.where(np.isnan(turned[at]), sums, turned[at])
        return int(np.isnan(made).sum())


@dataclass(frozen=True, slots=True)
class Copy:
    """The cells of an earlier release that a later one corrected, or may have.

    Attributes
    ----------
    own : ndarray of int
        Places in the lattice of cells that are other ones in this release.
    equations : sparse array
        Of those with the others.
    shown : ndarray
        What the release shows of `own`; NaN where it hides it.
    """

    own: Ints
    equations: csr_array
    shown: Floats


def copy_of(lattice: Lattice, earlier: Floats, now: Floats, *, is_all: bool = False) -> Copy | None:
    """Find what an earlier release shows otherwise than the table is now.

    Where the changes of what is shown explain each other, an attacker takes what is hidden as unchanged;
    where they do not, the hidden cells of that sum may be others.

    Parameters
    ----------
    lattice : Lattice
    earlier, now : ndarray
        What was shown, and what is; NaN where unknown.
    is_all : bool
        Whether every hidden cell may be another.

    Returns
    -------
    Copy or None
        None where nothing was corrected.
    """
    both = ~np.isnan(earlier) & ~np.isnan(now)
    change = np.where(both, np.nan_to_num(earlier) - np.nan_to_num(now), 0.0)
    if not (np.abs(change) > 1e-9).any():
        return None
    equations = lattice.equations
    unexplained = np.abs(equations @ change) > 1e-9
    touched = np.asarray(abs(equations).T @ unexplained.astype(np.float64)) > 0
    other = (np.abs(change) > 1e-9) | (np.isnan(earlier) & (touched | is_all))
    own = np.flatnonzero(other)
    rows = np.asarray(abs(equations) @ other.astype(np.float64)) > 0
    kept = csr_array(equations[np.flatnonzero(rows)])
    mixed = csr_array(kept @ _diagonal(~other))
    return Copy(own, csr_array(_beside(mixed, csr_array(kept[:, own]))), earlier[own])


def _diagonal(flags: Mask) -> csr_array:
    at = np.flatnonzero(flags)
    return csr_array((np.ones(len(at)), (at, at)), shape=(len(flags), len(flags)))


def _beside(left: csr_array, right: csr_array) -> coo_array:
    one, other = coo_array(left), coo_array(right)
    return coo_array(
        (
            np.concatenate([one.data, other.data]),
            (
                np.concatenate([one.coords[0], other.coords[0]]),
                np.concatenate([one.coords[1], other.coords[1] + left.shape[1]]),
            ),
        ),
        shape=(left.shape[0], left.shape[1] + right.shape[1]),
    )


def joined(base: csr_array, copies: Sequence[Copy]) -> csr_array:
    """All equations over the cells of the lattice and then those of each copy."""
    wide = base.shape[1] + sum(len(one.own) for one in copies)
    blocks = [_moved(base, base.shape[1], 0, wide)]
    start = base.shape[1]
    for one in copies:
        blocks.append(_moved(one.equations, base.shape[1], start - base.shape[1], wide))
        start += len(one.own)
    return csr_array(vstack(blocks))


def _moved(block: csr_array, fixed: int, by: int, wide: int) -> csr_array:
    """The same with columns beyond `fixed` moved to the right."""
    links = coo_array(block)
    columns = np.where(links.coords[1] >= fixed, links.coords[1] + by, links.coords[1])
    return csr_array(coo_array((links.data, (links.coords[0], columns)), shape=(block.shape[0], wide)))
