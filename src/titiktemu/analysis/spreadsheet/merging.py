"""Cells that are merged over several rows: a group's label belongs to each record beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.native import is_label
from titiktemu.analysis.spreadsheet.sheets import Area
from titiktemu.analysis.spreadsheet.tables import find_tables

REPEATED = gettext_noop("Cells that are merged over several rows: their text was repeated in each row.")
NOT_REPEATED = gettext_noop(
    "Numbers that are merged over several rows: they stand in the first row alone, so that nothing is "
    "counted twice."
)


@dataclass(slots=True)
class Repeated:
    """Rows, from 1, once for each cell: filled with a merged text, or with a number that was left alone."""

    filled: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)


def fill_down(rows: list[list[str]], merged: Sequence[Area]) -> Repeated:
    """Write texts that are merged over rows of a table's body into each of them, in place.

    Headers stay as they are: a name over several rows is one name. Numbers stay too, unless they are in the
    first column of their table or years: an amount that is repeated would be counted more than once.

    Parameters
    ----------
    rows : list of list of str
        All rows of a sheet; changed.
    merged : sequence of Area
        Of that sheet.

    Returns
    -------
    Repeated

    Examples
    --------
    >>> rows = [["Wilayah", "Desa", "Rp"], ["Utara", "A", "1"], ["", "B", "2"], ["Selatan", "C", "3"]]
    >>> fill_down(rows, [Area(1, 0, 2, 0)]).filled, rows[2]
    ([3], ['Utara', 'B', '2'])
    """
    done = Repeated()
    tall = [one for one in merged if one.bottom > one.top < len(rows)]
    if not tall:
        return done
    above: set[int] = set()
    firsts: dict[int, int] = {}
    for table in find_tables(rows):
        above.update(table.preamble, table.header)
        firsts.update(dict.fromkeys((*table.body, *table.totals), table.left))
    budget = sum(map(len, rows))  # merged cells that overlap are never more than the sheet has
    for area in tall:
        row = rows[area.top]
        text = row[area.left] if area.left < len(row) else ""
        if not text.strip() or area.top + 1 in above:
            continue
        if not is_label(text) and firsts.get(area.top + 1) != area.left:
            done.left.append(area.top + 1)
            continue
        bottom = min(area.bottom, len(rows) - 1)
        budget -= bottom - area.top
        if budget < 0:
            break
        done.filled += _fill(rows, area, bottom, text)
    return done


def _fill(rows: list[list[str]], area: Area, bottom: int, text: str) -> list[int]:
    filled = []
    for at in range(area.top + 1, bottom + 1):
        if area.left < len(rows[at]) and not rows[at][area.left].strip():
            rows[at][area.left] = text
            filled.append(at + 1)
    return filled
