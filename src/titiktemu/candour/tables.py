"""The one door of the house to the suppression of tables: what may be shown of counts that are broken down.

The gate takes lines of opinion groups through it, the catalogue tables with their totals.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import SHOWN_FROM, suppress_small
from titiktemu.analysis.suppression_dimensions import TOTAL, Tree
from titiktemu.analysis.suppression_releases import History, Learned, Release, Rule

type Cell = tuple[str, ...]

__all__ = ["TOTAL", "Earlier", "ShownTable", "learned_of", "shown_lines", "shown_table"]


@dataclass(frozen=True)
class Earlier:
    """A table as it was shown before, perhaps broken down otherwise.

    Attributes
    ----------
    dimensions : tuple of str
    cells : mapping of cell to count or None
        TOTAL in place of a value stands for all of it; None where the count was hidden.
    """

    dimensions: tuple[str, ...]
    cells: Mapping[Cell, float | None]


@dataclass(frozen=True)
class ShownTable:
    """What may be shown of a table.

    Attributes
    ----------
    cells : mapping of cell to count or None
        The same cells in the same order; None where nothing may be shown.
    cost : float
        Sum of the counts that are hidden although they are not small.
    at_least : float
        No safe choice hides less.
    told_before : frozenset of cells
        Small ones that follow from what was shown before, whatever is hidden now.
    hides_totals : bool
        Whether totals had to be hidden that are not small themselves.
    totals_known : bool
        Whether it is safe even from who knows totals that are not in the table.
    """

    cells: Mapping[Cell, float | None]
    cost: float
    at_least: float
    told_before: frozenset[Cell]
    hides_totals: bool
    totals_known: bool


def shown_table(
    table: Mapping[Cell, float],
    dimensions: Sequence[str],
    earlier: Sequence[Earlier] = (),
    *,
    trees: Mapping[str, Tree] | None = None,
    threshold: int = SHOWN_FROM,
) -> ShownTable:
    """Say what may be shown of a table of counts.

    Parameters
    ----------
    table : mapping of cell to count
        With its totals, where TOTAL stands in place of a value of a dimension.
    dimensions : sequence of str
        What the values of each cell are of.
    earlier : sequence of Earlier
        Everything that was ever shown of the same counts.
    trees : mapping, optional
        For a dimension which values are parts of which, or "region".
    threshold : int
        Counts from 1 up to below this are hidden, and no attacker can say one within less.

    Returns
    -------
    ShownTable
    """
    found = _history(table, dimensions, earlier, trees, threshold).hide()
    return ShownTable(
        {cell: None if cell in found.hidden else count for cell, count in table.items()},
        found.cost,
        found.at_least,
        found.told_before,
        found.hides_totals,
        found.totals_known,
    )


def learned_of(
    table: Mapping[Cell, float],
    dimensions: Sequence[str],
    shown: Mapping[Cell, float | None],
    earlier: Sequence[Earlier] = (),
    *,
    trees: Mapping[str, Tree] | None = None,
    threshold: int = SHOWN_FROM,
) -> list[Learned]:
    """What an attacker learns of each small count from what is shown and what was ever shown."""
    hidden = [cell for cell, count in shown.items() if count is None]
    return _history(table, dimensions, earlier, trees, threshold).learned(hidden)


def _history(
    table: Mapping[Cell, float],
    dimensions: Sequence[str],
    earlier: Sequence[Earlier],
    trees: Mapping[str, Tree] | None,
    threshold: int,
) -> History:
    past = [Release(tuple(one.dimensions), one.cells) for one in earlier]
    return History(Release(tuple(dimensions), table), past, trees, Rule(threshold))


def shown_lines[Line, Group](
    table: Mapping[Line, Mapping[Group, Counts]],
) -> dict[Line, dict[Group, Counts | None]]:
    """What may be shown of disjoint groups of each line, where totals over lines are shown nowhere.

    A line by itself needs no programme: the smallest groups are hidden until two of them hold five people.
    """
    return suppress_small(table)
