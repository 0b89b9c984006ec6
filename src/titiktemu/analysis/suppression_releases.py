"""Hiding small cells of a table in view of everything ever published of it, and attacking the result."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from titiktemu.analysis.disclosure import SHOWN_FROM
from titiktemu.analysis.suppression_attack import Interval, intervals, too_narrow
from titiktemu.analysis.suppression_choice import Table, choose
from titiktemu.analysis.suppression_dimensions import TOTAL, Dimension, Tree
from titiktemu.analysis.suppression_lattice import Cell, Copy, Lattice, Release, copy_of, joined

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Mask = NDArray[np.bool_]

NEARLY = 1e-6


@dataclass(frozen=True, slots=True)
class Rule:
    """Which cells are small, and how unsure an attacker must remain.

    Attributes
    ----------
    threshold : int
        Values from 1 up to below this are small.
    zeros : bool
        Whether 0 is small as well.
    width : float or None
        Least width of an attacker's interval for a small cell; the threshold unless told otherwise.
    is_count : bool
        Whether the attacker knows that values are whole numbers.
    totals_known : bool
        Whether the attacker knows totals that are not in the table. Small ones never.
    """

    threshold: int = SHOWN_FROM
    zeros: bool = False
    width: float | None = None
    is_count: bool = True
    totals_known: bool = True

    @property
    def needed(self) -> float:
        """The width that is required."""
        return float(self.threshold) if self.width is None else self.width

    def is_small(self, values: Floats) -> Mask:
        """Which values are small; what is unknown is not."""
        known = np.nan_to_num(values, nan=float(self.threshold))
        return np.asarray((known < self.threshold) & (known >= 0) & (self.zeros | (known > 0)))


@dataclass(frozen=True, slots=True)
class Hiding:
    """What must be hidden of a table.

    Attributes
    ----------
    hidden : frozenset of cells
        Of the table that is to be released, small ones and others.
    small : frozenset of cells
        Those that are small.
    told_before : frozenset of cells
        Small ones that earlier releases tell, whatever is hidden now.
    cost : float
        Sum of the values that are hidden although they are not small.
    at_least : float
        No safe pattern costs less.
    hides_totals : bool
        Whether totals had to be hidden that are not small themselves.
    totals_known : bool
        Whether it is safe even from who knows the totals that are not in the table.
    """

    hidden: frozenset[Cell]
    small: frozenset[Cell]
    told_before: frozenset[Cell]
    cost: float
    at_least: float
    hides_totals: bool
    totals_known: bool


@dataclass(frozen=True, slots=True)
class Learned:
    """What an attacker learns of a small cell.

    Attributes
    ----------
    cell : tuple of str
        Values of the dimensions of the table.
    value : float
    low, high : float
        Least and greatest value that fit everything ever published.
    """

    cell: Cell
    value: float
    low: float
    high: float

    @property
    def width(self) -> float:
        """How far apart the two are."""
        return self.high - self.low

    @property
    def width_inside(self) -> float:
        """Likewise for somebody who is counted there, and so knows that it is 1 at least."""
        return self.high - max(self.low, 1.0) if self.value >= 1 else self.width


class History:
    """A table as it is, with its true values, and its earlier releases."""

    def __init__(
        self,
        now: Release,
        earlier: Sequence[Release] = (),
        trees: Mapping[str, Tree] | None = None,
        rule: Rule | None = None,
    ) -> None:
        self.now, self.rule = now, rule or Rule()
        self.lattice = Lattice([now, *earlier], trees or {})
        self.places = {cell: self.lattice.place(now, cell) for cell in now.cells}
        self.size = self.lattice.size
        true = self.lattice.shown(now)
        self.in_table = ~np.isnan(true)
        true = self._without_absent(true)
        self.seen = np.zeros(self.size, dtype=bool)
        self.copies: list[Copy] = []
        past = [self.lattice.shown(one) for one in earlier]
        for one in earlier:
            elsewhere = self.lattice.apart(one) & np.isnan(true)
            elsewhere[list(self.places.values())] = False
            for shown in past:
                elsewhere &= np.isnan(shown)
            self.absent |= elsewhere
        true = np.where(self.absent, 0.0, true)
        self.true = self.lattice.added_up(true)
        for shown in past:
            self._take_in(shown)
        self._settle(past)
        self.small = self.rule.is_small(self.values) & self._in_table()
        self.hidden_before = self._hidden_before(earlier)

    def _without_absent(self, true: Floats) -> Floats:
        """What the table does not have although it has all its values is nothing, and everybody sees that."""
        inner = np.zeros(self.lattice.shape, dtype=bool)
        own = []
        for one in self.lattice.dimensions:
            if one.name not in self.now.dimensions:
                own.append([0])
                continue
            here = {*self.now.values_of(one.name)} - self._sums_of(one)
            own.append([at for at, value in enumerate(one.values) if value in here])
        inner[np.ix_(*own)] = True
        self.absent = inner.ravel() & np.isnan(true)
        self.absent[list(self.places.values())] = False  # there, but without a value
        return np.where(self.absent, 0.0, true)

    def _take_in(self, shown: Floats) -> None:
        copy = copy_of(self.lattice, shown, self.true)
        told = ~np.isnan(shown)
        if copy is not None:
            told[copy.own] = False
            self.copies.append(copy)
        self.true = np.where(np.isnan(self.true) & told, shown, self.true)
        self.seen |= told

    def _settle(self, past: Sequence[Floats]) -> None:
        """Find values for what nobody told us, such that everything adds up.

        Any will do: what is learned depends on what was told alone. Where there are none, the releases are
        taken apart.
        """
        for attempt in range(3):
            if attempt == 1:
                copies = [copy_of(self.lattice, one, self.true, is_all=True) for one in past]
                self.copies = [one for one in copies if one is not None]
            if attempt == 2:
                self.copies = []
            self.equations = joined(self._true_sums(), self.copies)
            told = np.concatenate([self.true, *(one.shown for one in self.copies)])
            self.copied = ~np.isnan(told[self.size :])
            found = _completed(told, self.equations, is_count=self.rule.is_count)
            if found is not None:
                self.values = found
                return
        unknown = np.isnan(told)
        loose = np.asarray(abs(self.equations) @ unknown.astype(np.float64)) > 0
        self.equations = csr_array(self.equations[np.flatnonzero(~loose)])
        self.values = np.nan_to_num(told)

    def _hidden_before(self, earlier: Sequence[Release]) -> Mask:
        """Cells that earlier releases hide and that are not in the table, or were others then."""
        hidden = np.zeros(len(self.values), dtype=bool)
        for one in earlier:
            hidden[[self.lattice.place(one, cell) for cell, value in one.cells.items() if value is None]] = (
                True
            )
        start = self.size
        for copy in self.copies:
            hidden[start : start + len(copy.own)] = hidden[copy.own] & np.isnan(copy.shown)
            start += len(copy.own)
        return np.asarray(hidden & ~self._in_table())

    def _true_sums(self) -> csr_array:
        """Equations without those that only an earlier release with gaps would suggest.

        Totals of the table itself that its parts contradict stay: it is safer to say that everybody knows by
        how much.
        """
        every = self.lattice.equations
        told = ~np.isnan(self.true)
        parts = np.asarray(abs(every) @ (~told).astype(np.float64)) == 0
        wrong = np.abs(every @ np.nan_to_num(self.true)) > 1e-6 * (1 + abs(every) @ np.nan_to_num(self.true))
        own = np.asarray(abs(every) @ (~self.in_table).astype(np.float64)) == 0
        return csr_array(every[np.flatnonzero(~(parts & wrong & ~own))])

    def _in_table(self) -> Mask:
        return np.concatenate([self.in_table, np.zeros(len(self.values) - self.size, dtype=bool)])

    def known(self, hidden: Mask, *, totals_known: bool) -> Mask:
        """What an attacker knows when all of the table but the hidden cells is released."""
        shown = self._in_table() & ~hidden
        shown[: self.size] |= self.seen | self.absent
        shown[self.size :] |= self.copied
        if totals_known:
            implied = ~self.in_table & ~np.isnan(self.true)
            shown[: self.size] |= implied & ~self.rule.is_small(self.true)
        return np.asarray(shown)

    def hide(self) -> Hiding:
        """Choose what to hide: totals only where the cells alone cannot be protected."""
        told_before = self._told_before()
        wanted = (self.small & ~told_before) | self._safe_before()
        width = np.where(wanted, self.rule.needed, 0.0)
        before = self.known(self._in_table(), totals_known=False)
        for hides_totals, totals_known in self._levels():
            may = self._in_table() & ~before
            if not hides_totals:
                may[: self.size] &= ~self._wholes()
            fixed = self.known(may | self.small, totals_known=totals_known)
            if (self.hidden_before & wanted & fixed).any():
                continue
            try:
                chosen = choose(self._reduced(width, may | self.small, fixed))
            except ValueError:
                continue
            hidden = self._spread(chosen.hidden, fixed)
            return self._hiding(hidden, told_before, (chosen.cost, chosen.at_least), totals_known)
        # Nothing protects them all: everything is hidden, and what is told nevertheless is said.
        everything = self._in_table() & ~before
        cost = float(self.values[everything & ~self.small].sum())
        return self._hiding(everything, told_before, (cost, 0.0), totals_known=False)

    def _levels(self) -> list[tuple[bool, bool]]:
        """Whether totals may be hidden, and whether those not in the table are known: the best first."""
        every = [(False, True), (True, True), (False, False), (True, False)]
        return [one for one in every if self.rule.totals_known or not one[1]]

    def _reduced(self, width: Floats, may: Mask, fixed: Mask) -> Table:
        """The table without the cells that are known in any case; their part of each sum is known."""
        open_ = ~fixed
        self._open = np.flatnonzero(open_)
        cells = self._open
        block = csr_array(self.equations[:, cells])
        free = ~may & open_
        # Unpublished cells that nobody may choose about are hidden at no price.
        prices = np.where(free, 0.0, self.values)
        return Table(
            self.values[cells],
            csr_array(block[np.flatnonzero(np.diff(block.indptr) > 0)]),
            width[cells],
            np.ones(len(cells), dtype=bool),
            prices[cells],
            self.rule.is_count,
        )

    def _spread(self, hidden: Mask, fixed: Mask) -> Mask:
        made = np.zeros(len(self.values), dtype=bool)
        made[self._open[hidden]] = True
        return made & ~fixed

    def _wholes(self) -> Mask:
        """Cells that are the sum of others in the table."""
        grid = np.zeros(self.lattice.shape, dtype=bool)
        for axis, one in enumerate(self.lattice.dimensions):
            if one.name not in self.now.dimensions:
                continue
            at = [one.values.index(whole) for whole in self._sums_of(one)]
            grid[(slice(None),) * axis + (at,)] = True
        return grid.ravel()

    def _sums_of(self, one: Dimension) -> set[str]:
        """Values of a dimension that are the sum of others in the table."""
        here = {*self.now.values_of(one.name)}
        return {whole for whole, parts in one.sums if here & {*parts}}

    def _safe_before(self) -> Mask:
        """What earlier releases hide, may be small, and cannot be told yet; it must stay so.

        Totals of it, or a correction beside it, might otherwise tell by subtraction what was hidden then.
        """
        made = np.zeros(len(self.values), dtype=bool)
        asked = np.flatnonzero(self.hidden_before).tolist()
        if not asked:
            return made
        known = self.known(self._in_table(), totals_known=False)
        open_ = [at for at in asked if not known[at]]
        found = intervals(self.values, self.equations, ~known, only=open_, is_count=self.rule.is_count)
        for at, one in found.items():
            made[at] = one.low < self.rule.threshold and one.width >= self.rule.needed - NEARLY
        return made

    def _told_before(self) -> Mask:
        """Small cells that are too narrow even if nothing of the table were released."""
        if not self.seen.any() and not self.copies:
            return np.zeros(len(self.values), dtype=bool)
        known = self.known(self._in_table(), totals_known=False)
        width = np.where(self.small, self.rule.needed, 0.0)
        narrow = too_narrow(self.values, self.equations, ~known, width, is_count=self.rule.is_count)
        made = np.zeros(len(self.values), dtype=bool)
        made[narrow] = True
        return made

    def _hiding(self, hidden: Mask, told: Mask, costs: tuple[float, float], totals_known: bool) -> Hiding:
        hidden = (hidden | self.small) & self._in_table()
        wholes = np.zeros(len(hidden), dtype=bool)
        wholes[: self.size] = self._wholes()

        def cells(flags: Mask) -> frozenset[Cell]:
            return frozenset(cell for cell, at in self.places.items() if flags[at])

        hides_totals = bool((hidden & ~self.small & wholes).any())
        return Hiding(cells(hidden), cells(self.small), cells(told), *costs, hides_totals, totals_known)

    def learned(self, hidden: Collection[Cell] = (), *, totals_known: bool | None = None) -> list[Learned]:
        """What an attacker learns of each small cell when all but the hidden cells are released.

        Parameters
        ----------
        hidden : collection of cells
        totals_known : bool, optional
            Whether the attacker knows totals that are not in the table; as the rule says unless told.
        """
        flags = np.zeros(len(self.values), dtype=bool)
        flags[[self.places[cell] for cell in hidden]] = True
        totals_known = self.rule.totals_known if totals_known is None else totals_known
        known = self.known(flags, totals_known=totals_known)
        asked = [at for cell, at in self.places.items() if self.small[at]]
        found = intervals(self.values, self.equations, ~known, only=asked, is_count=self.rule.is_count)
        exact = {at: Interval(float(self.values[at]), float(self.values[at])) for at in asked if known[at]}
        every = found | exact
        return [
            Learned(cell, float(self.values[at]), every[at].low, every[at].high)
            for cell, at in self.places.items()
            if self.small[at]
        ]


def _completed(told: Floats, equations: csr_array, *, is_count: bool) -> Floats | None:
    unknown = np.flatnonzero(np.isnan(told))
    values = np.nan_to_num(told)
    if not len(unknown):
        return values
    block = csr_array(equations[:, unknown])
    rows = np.flatnonzero(np.diff(block.indptr) > 0)
    aim = -np.asarray(equations @ values)[rows]
    found = milp(
        np.zeros(len(unknown)),
        constraints=LinearConstraint(cast(Any, csr_array(block[rows])), aim, aim) if len(rows) else None,
        integrality=np.full(len(unknown), int(is_count)),
        bounds=Bounds(0, np.inf),
    )
    if found.x is None:
        return None
    values[unknown] = np.rint(found.x) if is_count else found.x
    return values


__all__ = ["TOTAL", "Hiding", "History", "Learned", "Release", "Rule"]
