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
from titiktemu.analysis.treatments.adding_up import (
    Group,
    groups_of,
    is_of_regions,
    rates_of,
    rows_like_totals,
    rows_of_totals,
)
from titiktemu.analysis.treatments.aligning import aligned
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
RATES_TELL = gettext_noop("{count} values of {column} were emptied, as they would tell hidden counts.")
TANGLED = gettext_noop(
    "The columns {columns} add up in several ways, so small counts in them cannot be hidden safely. Leave"
    " some of them out first."
)
COLUMN = "\x00"
"""Name of the dimension that the columns with counts make."""
NAMED = 5
"""How many combinations a note names."""


def small_cells(
    frame: pl.DataFrame, treatment: Treatment, earlier: Sequence[pl.DataFrame] = ()
) -> tuple[pl.DataFrame, list[Note]]:
    """Hide small counts and as many others as keep them from being found; null stands for what is hidden.

    Beside each column with counts comes a column NAME_mark that says which are hidden. Columns that add up
    with those of the treatment are hidden with them, and shares where they would tell a hidden count.

    Raises
    ------
    TreatmentBroken
        Where two rows are for one combination, or values are negative or no numbers.
    """
    notes: list[Note] = []
    made = frame
    for group in column_groups(frame, treatment, earlier):
        history = history_of(frame, treatment, group, earlier)
        found = history.hide()
        made = _hidden(frame, made, treatment, group, found)
        notes += _told(found)
    return _without_rates(frame, made, treatment, notes), notes


def column_groups(
    frame: pl.DataFrame, treatment: Treatment, earlier: Sequence[pl.DataFrame] = ()
) -> list[Group]:
    """Columns with counts that belong together because they add up, here or in an earlier release."""
    told = treatment.options
    frames = [_numeric(frame, treatment), *(aligned(one, frame, treatment) for one in earlier)]
    found = groups_of(frames, treatment.columns, told["dimensions"], told["totals"])
    for one in found:
        if one.is_tangled:
            raise TreatmentBroken(TANGLED, columns=", ".join(one.columns))
    return found


def _numeric(frame: pl.DataFrame, treatment: Treatment) -> pl.DataFrame:
    numbers = [as_numbers(frame[one])[0].alias(one) for one in treatment.columns if one in frame.columns]
    return frame.with_columns(numbers)


def totals_of(frame: pl.DataFrame, treatment: Treatment, earlier: Sequence[pl.DataFrame] = ()) -> list[str]:
    """What totals are called: as the treatment says, and rows that are by their values the sum of others."""
    dimensions, known = treatment.options["dimensions"], [*treatment.options["totals"]]
    now = _numeric(frame, treatment)
    known += rows_of_totals(now, dimensions, treatment.columns, known)
    for one in earlier:
        known += rows_like_totals(one, now, dimensions, treatment.columns, known)
    return known


def history_of(
    frame: pl.DataFrame, treatment: Treatment, group: Group, earlier: Sequence[pl.DataFrame] = ()
) -> History:
    """The table and its earlier releases as `suppression_releases` takes them."""
    told, before = treatment.options, [aligned(one, frame, treatment) for one in earlier]
    totals = totals_of(frame, treatment, before)
    now = release_of(frame, told["dimensions"], _here(group, frame), totals, group)
    past = [
        release_of(
            one,
            [name for name in told["dimensions"] if name in one.columns] + _new_dimensions(one, treatment),
            _here(group, one),
            totals,
            group,
        )
        for one in before
        if _here(group, one)
    ]
    is_count = told["is_count"] and all(value is None or value == int(value) for value in now.cells.values())
    rule = Rule(told["threshold"], told["zeros"], told["width"], is_count)
    trees: dict[str, Tree] = {**_regions(told["dimensions"], [now, *past]), **told["hierarchies"]}
    return History(now, past, {**trees, COLUMN: group.tree}, rule)


def _here(group: Group, frame: pl.DataFrame) -> list[str]:
    return [one for one in group.columns if one in frame.columns]


def _regions(dimensions: Sequence[str], releases: Sequence[Release]) -> dict[str, Tree]:
    """Dimensions whose values are codes of regions and of their parts, which add up though nobody said so."""
    values = {
        name: [value for one in releases if name in one.dimensions for value in one.values_of(name)]
        for name in dimensions
    }
    return {name: "region" for name, several in values.items() if is_of_regions(several)}


def cells_of(
    frame: pl.DataFrame, treatment: Treatment, group: Group, like: pl.DataFrame
) -> Mapping[Cell, float | None]:
    """Cells of some columns as `history_of` names them of a table like this, None where a value is hidden."""
    totals = totals_of(like, treatment)
    return release_of(frame, treatment.options["dimensions"], _here(group, frame), totals, group).cells


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
    group: Group | None = None,
) -> Release:
    """A release from a table in long form.

    Examples
    --------
    >>> table = pl.DataFrame({"desa": ["A", "B", "Jumlah"], "kasus": [3, None, 12]})
    >>> release_of(table, ["desa"], ["kasus"], ["jumlah"]).cells
    {('A',): 3.0, ('B',): None, ('*',): 12.0}
    """
    keys = cell_keys(frame, dimensions, totals)
    is_wide = group is not None and len(group.columns) > 1
    cells: dict[Cell, float | None] = {}
    for column in columns:
        numbers = as_numbers(frame[column])[0]
        if (numbers < 0).any():
            raise TreatmentBroken(NEGATIVE, column=column)
        own = (TOTAL if group and column == group.whole else column,) if is_wide else ()
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


def _hidden(
    frame: pl.DataFrame, made: pl.DataFrame, treatment: Treatment, group: Group, found: Hiding
) -> pl.DataFrame:
    told = treatment.options
    keys = cell_keys(frame, told["dimensions"], totals_of(frame, treatment))
    columns: dict[str, pl.Series] = {}
    for column in _here(group, frame):
        own = (TOTAL if column == group.whole else column,) if len(group.columns) > 1 else ()
        flags = pl.Series([(*key, *own) in found.hidden for key in keys], dtype=pl.Boolean)
        values = as_numbers(frame[column])[0]
        columns[column] = pl.select(pl.when(~flags).then(values).alias(column)).to_series()
        mark = pl.select(pl.when(flags).then(pl.lit(told["mark"])).alias("mark")).to_series()
        columns[f"{column}_mark"] = mark.rename(f"{column}_mark")
    return made.with_columns([series.alias(name) for name, series in columns.items()])


def _without_rates(
    frame: pl.DataFrame, made: pl.DataFrame, treatment: Treatment, notes: list[Note]
) -> pl.DataFrame:
    """Shares and rates emptied where they would tell a count that is hidden."""
    counts = [one.removesuffix("_mark") for one in made.columns if one not in frame.columns]
    for rate, told in rates_of(_numeric(frame, treatment), counts, treatment.options["dimensions"]).items():
        shown = pl.all_horizontal(pl.col(f"{one}_mark").is_null() for one in told)
        emptied = made.select((~shown & pl.col(rate).is_not_null()).sum()).item()
        made = made.with_columns(pl.when(shown).then(pl.col(rate)).alias(rate))
        if emptied:
            notes.append(Note(RATES_TELL, {"count": emptied, "column": rate}))
    return made


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
