"""What any safe pattern of hidden cells costs at least, and for small tables the cheapest one.

The programme of Fischetti and Salazar by its cuts: of a pattern that leaves a cell too narrow, the prices of
the attacker's programme tell which cells must be added.
"""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array, csc_array, csr_array, vstack

from titiktemu.analysis.suppression_attack import greatest

type Floats = NDArray[np.float64]
type Mask = NDArray[np.bool_]

CLOSE = 1e-6
LEAST_RISE = 0.002
"""A bound that rises by less in a round is not sharpened further."""
NODES = 2_000
"""Branches of the search for whole patterns in each round."""


class Master:
    """The choice of cells under all cuts found so far. Unknowns: is it hidden, for each cell; and how many of
    each equation are.
    """

    def __init__(
        self, values: Floats, equations: csr_array, width: Floats, may_hide: Mask, prices: Floats
    ) -> None:
        self.values, self.width, self.prices = np.maximum(values, 0.0), width, prices
        self.must = width > 0
        self.may = may_hide | self.must
        self.equations = csc_array(equations)
        sums = np.asarray(equations @ self.values)
        otherwise = float(self.values.sum()) + float(width.max(initial=0.0))
        self.most = greatest(csr_array(equations), sums, otherwise)
        self.price = np.where(self.must, 0.0, prices)
        self.cuts: list[Floats] = []
        self.least: list[float] = []
        self.base = self._together()
        for row in range(equations.shape[0]):
            self._cuts_of(csr_array(equations)[[row]])

    def _together(self) -> csr_array:
        """A hidden cell alone in an equation is told by it: two of it are hidden, or none.

        Rows "how many of the equation - twice whether the cell", and "how many" itself.
        """
        links = coo_array(self.equations)
        keep = self.may[links.coords[1]]
        rows, cells = links.coords[0][keep], links.coords[1][keep]
        size, many = len(self.values), self.equations.shape[0]
        at = np.arange(len(rows))
        two = csr_array(
            (
                np.concatenate([np.ones(len(rows)), np.full(len(rows), -2.0)]),
                (np.concatenate([at, at]), np.concatenate([size + rows, cells])),
            ),
            shape=(len(rows), size + many),
        )
        count = csr_array(
            (
                np.concatenate([np.ones(len(rows)), np.full(many, -1.0)]),
                (np.concatenate([rows, np.arange(many)]), np.concatenate([cells, size + np.arange(many)])),
            ),
            shape=(many, size + many),
        )
        self.pairs, self.rows = len(rows), many
        return csr_array(vstack([two, count]))

    def _cuts_of(self, row: csr_array) -> None:
        """In one equation a cell can grow only by what the others can give."""
        cells, signs = row.indices, row.data
        for cell in cells[self.must[cells]]:
            short = float(self.width[cell] - self.values[cell])
            if short <= 0:
                continue
            same = signs == signs[cells == cell][0]
            give = np.where(same, self.values[cells], short)
            give = np.where((cells == cell) | ~self.may[cells], 0.0, np.minimum(give, short))
            cut = np.zeros(len(self.values))
            cut[cells] = give
            self._add(cut, short)

    def _add(self, cut: Floats, least: float) -> None:
        cut = np.where(self.may, cut, 0.0)
        rest = least - float(cut[self.must].sum())
        if rest > CLOSE:
            free = np.minimum(np.where(self.must, 0.0, cut), rest) / rest
            self.cuts.append(free)
            self.least.append(1.0)

    def sharpened(self, rounds: int, hidden: Mask) -> tuple[float, Floats]:
        """A bound, and the fractional pattern that gives it."""
        at_least, wished = 0.0, hidden.astype(np.float64)
        for turn in range(rounds):
            found = self._solved(is_whole=False)
            if found is None:
                break
            has_risen = found[0] > at_least * (1.0 + LEAST_RISE)
            at_least, wished = max(at_least, found[0]), found[1]
            if not has_risen or turn + 1 == rounds or not self._cut(wished):
                break
        return at_least, wished

    def proven(self, rounds: int, known: float) -> tuple[float, Mask | None]:
        """A bound, and the cheapest pattern if it was found."""
        at_least = 0.0
        for _turn in range(rounds):
            found = self._solved(is_whole=True)
            if found is None:
                return at_least, None
            at_least = max(at_least, found[0])
            if at_least >= known - CLOSE:
                return at_least, None
            if not self._cut(np.rint(found[1])):
                return at_least, found[1] > 0.5
        return at_least, None

    def _solved(self, *, is_whole: bool) -> tuple[float, Floats] | None:
        size = len(self.values)
        every = self.base
        low = np.concatenate([np.zeros(self.pairs), np.zeros(self.rows)])
        high = np.concatenate([np.full(self.pairs, np.inf), np.zeros(self.rows)])
        if self.cuts:
            cuts = csr_array(np.array(self.cuts))
            wide = csr_array((cuts.data, cuts.indices, cuts.indptr), shape=(len(self.cuts), every.shape[1]))
            every = csr_array(vstack([every, wide]))
            low, high = np.append(low, self.least), np.append(high, np.full(len(self.cuts), np.inf))
        tie = 1e-7 * (1.0 + self.price.max(initial=0.0))  # of equal costs the fewer cells
        solved = milp(
            np.concatenate([self.price + np.where(self.must, 0.0, tie), np.zeros(self.rows)]),
            constraints=LinearConstraint(cast(Any, every), low, high),
            integrality=np.repeat([int(is_whole), 0], [size, self.rows]),
            bounds=Bounds(
                np.concatenate([self.must.astype(np.float64), np.zeros(self.rows)]),
                np.concatenate([self.may.astype(np.float64), np.full(self.rows, np.inf)]),
            ),
            options={"mip_rel_gap": 0.0, "node_limit": NODES},
        )
        if solved.x is None:
            return None
        shown = np.asarray(solved.x[:size])
        bound = solved.mip_dual_bound if is_whole else solved.fun
        spent = float(bound) - tie * float(shown[~self.must].sum())
        return max(0.0, spent), np.clip(shown, 0.0, 1.0)

    def _cut(self, hidden: Floats) -> bool:
        """Add a cut for each cell that is too narrow in the pattern."""
        before = len(self.cuts)
        for cell in np.flatnonzero(self.must):
            need = float(self.width[cell])
            ends = [self._end(int(cell), sign, hidden) for sign in (1.0, -1.0)]
            if sum(one[0] for one in ends) < need - CLOSE * max(1.0, need):
                self._add(np.minimum(ends[0][1] + ends[1][1], need), need)
        return len(self.cuts) > before

    def _end(self, cell: int, sign: float, hidden: Floats) -> tuple[float, Floats]:
        """How far a cell can move, and how much each hidden cell adds to that at most."""
        places = np.flatnonzero(hidden > CLOSE)
        below, above = self.values, np.maximum(self.most - self.values, 0.0)
        aim = np.where(places == cell, -sign, 0.0)
        share = hidden[places]
        solved: Any = linprog(
            aim,
            A_eq=cast(Any, self.equations[:, places]),
            b_eq=np.zeros(self.equations.shape[0]),
            bounds=cast(Any, np.column_stack([-below[places] * share, above[places] * share])),
            method="highs",
        )
        if solved.x is None:
            return np.inf, np.zeros(len(self.values))
        rest = -np.asarray(self.equations.T @ solved.eqlin.marginals)
        rest[cell] -= sign
        rest[np.abs(rest) < 1e-9] = 0.0
        return float(-solved.fun), np.where(rest > 0, rest * below, -rest * above)
