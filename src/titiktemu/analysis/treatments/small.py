"""Small counts of a table in long form: a row for each combination, with or without rows of totals.

Several columns with counts are one more dimension where one of them is the total of the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.suppression_dimensions import TOTAL, Tree
from titiktemu.analysis.suppression_lattice import Cell, Release
from titiktemu.analysis.suppression_releases import Hiding, History, Rule
from titiktemu.analysis.treatments.coarser import as_numbers
from titiktemu.analysis.treatments.kinds import Treatment, TreatmentBroken
from titiktemu.analysis.treatments.notes import Note

ROWS_ALIKE = gettext_noop("Two rows of the table are for the same combination: {combination}.")
NEGATIVE = gettext_noop("The column {column} has negative values; small counts cannot be found in it.")
HIDDEN = gettext_noop(
    "{small} small values and {others} others were hidden; what is shown adds up to the same."
)
AT_LEAST = gettext_noop(
    "The hidden values that are not small add up to {cost}; no safe choice has less than {least}."
)
TOTALS_TOO = gettext_noop("Totals had to be hidden as well.")
TOLD_BEFORE = gettext_noop(
    "{count} small values follow from earlier releases, whatever is hidden now: {combinations}."
)
TOTALS_TELL = gettext_noop("Whoever knows the totals that are not in the table may find small values.")
COLUMN = "\x00"
"""Name of the dimension that the columns with counts make."""
NAMED = 5
"""How many combinations a note names."""
LEAST_COLUMNS, MOST_ROWS = 3, 0.8
"""A total with its parts takes three columns, and holds in most rows; single wrong totals happen."""


def small_cells(
    frame: pl.DataFrame, treatment: Treatment, earlier: Sequence[pl.DataFrame] = ()
) -> tuple[pl.DataFrame, list[Note]]:
    """Hide small counts and as many others as keep them from being found; null stands for what is hidden.

    Beside each column with counts comes a column NAME_mark that says which are hidden.

    Raises
    ------
    TreatmentBroken
        Where two rows are for one combination, or values are negative or no numbers.
    """
    notes: list[Note] = []
    for columns in column_groups(frame, treatment):
        history = history_of(frame, treatment, columns, earlier)
        found = history.hide()
        frame = _hidden(frame, treatment, columns, found)
        notes += _told(found)
    return frame, notes


def column_groups(frame: pl.DataFrame, treatment: Treatment) -> list[list[str]]:
    """Columns with counts that belong together: all of them where one is the total of the others."""
    columns = [*treatment.columns]
    if total_column(frame, columns, treatment.options["totals"]):
        return [columns]
    return [[one] for one in columns]


def total_column(frame: pl.DataFrame, columns: Sequence[str], totals: Sequence[str]) -> str | None:
    """The column that is the total of the others, if there is one; by its values, those so called first.

    Examples
    --------
    >>> table = pl.DataFrame({"L": [18, 14], "P": [2, 19], "jumlah": [20, 33]})
    >>> total_column(table, ["L", "P", "jumlah"], ["jumlah"])
    'jumlah'
    """
    if len(columns) < LEAST_COLUMNS:
        return None
    numbers = {one: as_numbers(frame[one])[0].cast(pl.Float64) for one in columns}
    for one in sorted(columns, key=lambda name: not {*totals} & {*_words(name)}):
        others = pl.DataFrame([numbers[other] for other in columns if other != one])
        apart = (numbers[one] - others.sum_horizontal(ignore_nulls=False)).abs().drop_nulls()
        if apart.len() and (apart < 0.5).mean() >= MOST_ROWS:  # type: ignore[operator]
            return one
    return None


def _words(name: str) -> list[str]:
    return name.lower().replace("_", " ").split()


def history_of(
    frame: pl.DataFrame, treatment: Treatment, columns: Sequence[str], earlier: Sequence[pl.DataFrame] = ()
) -> History:
    """The table and its earlier releases as `suppression_releases` takes them."""
    told = treatment.options
    total = total_column(frame, columns, told["totals"])
    now = release_of(frame, told["dimensions"], columns, told["totals"], total)
    past = [
        release_of(
            one,
            [name for name in told["dimensions"] if name in one.columns] + _new_dimensions(one, treatment),
            [name for name in columns if name in one.columns],
            told["totals"],
            total,
        )
        for one in earlier
        if {*columns} & {*one.columns}
    ]
    is_count = told["is_count"] and all(value is None or value == int(value) for value in now.cells.values())
    rule = Rule(told["threshold"], told["zeros"], told["width"], is_count)
    trees: Mapping[str, Tree] = told["hierarchies"]
    return History(now, past, trees, rule)


def cells_of(
    frame: pl.DataFrame, treatment: Treatment, columns: Sequence[str], like: pl.DataFrame
) -> Mapping[Cell, float | None]:
    """Cells of some columns as `history_of` names them of a table like this, None where a value is hidden."""
    told = treatment.options
    total = total_column(like, columns, told["totals"])
    return release_of(frame, told["dimensions"], columns, told["totals"], total).cells


def _new_dimensions(frame: pl.DataFrame, treatment: Treatment) -> list[str]:
    """Text columns by which an earlier release was broken down as well."""
    known = {*treatment.options["dimensions"], *treatment.columns}
    return [
        name
        for name in frame.columns
        if name not in known and frame[name].dtype == pl.String and not name.endswith("_mark")
    ]


def release_of(
    frame: pl.DataFrame,
    dimensions: Sequence[str],
    columns: Sequence[str],
    totals: Sequence[str],
    total_column: str | None = None,
) -> Release:
    """A release from a table in long form.

    Examples
    --------
    >>> table = pl.DataFrame({"desa": ["A", "B", "Jumlah"], "kasus": [3, None, 12]})
    >>> release_of(table, ["desa"], ["kasus"], ["jumlah"]).cells
    {('A',): 3.0, ('B',): None, ('*',): 12.0}
    """
    keys = cell_keys(frame, dimensions, totals)
    is_wide = total_column is not None
    cells: dict[Cell, float | None] = {}
    for column in columns:
        numbers = as_numbers(frame[column])[0]
        if (numbers < 0).any():
            raise TreatmentBroken(NEGATIVE, column=column)
        own = (TOTAL if column == total_column else column,) if is_wide else ()
        for key, value in zip(keys, numbers.to_list(), strict=True):
            if (*key, *own) in cells:
                raise TreatmentBroken(ROWS_ALIKE, combination=", ".join(key))
            cells[*key, *own] = None if value is None else float(value)
    return Release((*dimensions, *([COLUMN] if is_wide else [])), cells)


def cell_keys(frame: pl.DataFrame, dimensions: Sequence[str], totals: Sequence[str]) -> list[Cell]:
    """For each row the values of its dimensions, with TOTAL where the table says so or says nothing."""
    known = {*totals}
    columns = [
        [
            TOTAL if one is None or one.strip().lower() in known else one.strip()
            for one in frame[name].cast(pl.String).to_list()
        ]
        for name in dimensions
    ]
    return list(zip(*columns, strict=True))


def _hidden(frame: pl.DataFrame, treatment: Treatment, columns: Sequence[str], found: Hiding) -> pl.DataFrame:
    told = treatment.options
    total = total_column(frame, columns, told["totals"])
    keys = cell_keys(frame, told["dimensions"], told["totals"])
    made: dict[str, pl.Series] = {}
    for column in columns:
        own = (TOTAL if column == total else column,) if total is not None else ()
        flags = pl.Series([(*key, *own) in found.hidden for key in keys], dtype=pl.Boolean)
        values = as_numbers(frame[column])[0]
        made[column] = pl.select(pl.when(~flags).then(values).alias(column)).to_series()
        mark = pl.select(pl.when(flags).then(pl.lit(told["mark"])).alias("mark")).to_series()
        made[f"{column}_mark"] = mark.rename(f"{column}_mark")
    return frame.with_columns([series.alias(name) for name, series in made.items()])


def _told(found: Hiding) -> list[Note]:
    if not found.hidden:
        return []
    others = len(found.hidden) - len(found.small & found.hidden)
    notes = [Note(HIDDEN, {"small": len(found.small), "others": others})]
    if others:
        notes.append(Note(AT_LEAST, _plain({"cost": found.cost, "least": found.at_least})))
    if found.hides_totals:
        notes.append(Note(TOTALS_TOO))
    if found.told_before:
        named = ["/".join(cell) for cell in sorted(found.told_before)[:NAMED]]
        notes.append(Note(TOLD_BEFORE, {"count": len(found.told_before), "combinations": ", ".join(named)}))
    if not found.totals_known:
        notes.append(Note(TOTALS_TELL))
    return notes


def _plain(values: dict[str, float]) -> dict[str, Any]:
    return {name: int(value) if value == int(value) else round(value, 1) for name, value in values.items()}
