"""The next delivery of a table: found again, read as a person decided, with every difference told.

What the person decided holds. Where the values now certainly say something else about how numbers or dates
are written, they are read that way, and the person is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from titiktemu.analysis.recipes.choices import ColumnChoice, Corrections, Recipe
from titiktemu.analysis.recipes.correcting import as_found, corrected, moved
from titiktemu.analysis.recipes.differences import Difference, Kind, difference
from titiktemu.analysis.recipes.naming import clean_title, machine_name, machine_names
from titiktemu.analysis.recipes.proposing import proposed_column
from titiktemu.analysis.recipes.rereading import reread
from titiktemu.analysis.recipes.same_columns import (
    WEIGHTS,
    YEAR,
    How,
    Pair,
    moved_columns,
    paired,
    without_time,
)
from titiktemu.analysis.spreadsheet.sources import Source
from titiktemu.analysis.table_quality import Checked, check_table

LEAST = 0.5
"""Part of the recipe's columns that a table must have to be the same table."""
SAME_SHEET, NEAR_SHEET, SAME_PLACE = 0.2, 0.15, 0.05
"""What name and place add to the likeness of two headers, to choose between equal ones."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """A recipe brought to a new delivery.

    Attributes
    ----------
    place : int or None
        Which table of the file is the same one, from 1; None where none is.
    recipe : Recipe
        For this delivery; unchanged where there is no such table.
    differences : tuple of Difference
        About the table first, then about its columns in their order.
    """

    place: int | None
    recipe: Recipe
    differences: tuple[Difference, ...]

    @property
    def asks(self) -> bool:
        """Whether a person should look before the table is used."""
        return any(one.asks for one in self.differences)


def replay(recipe: Recipe, tables: Sequence[Checked], sources: Sequence[Source] = ()) -> Replayed:
    """Find the table of a recipe in the next delivery, and bring the recipe to it.

    Parameters
    ----------
    recipe : Recipe
    tables : sequence of Checked
        All tables of the new file.
    sources : sequence of Source
        Of the same tables; needed where a person corrected where the table is.

    Returns
    -------
    Replayed
        Nothing that was decided is dropped: a column that is missing stays in the recipe, unwritten.
    """
    place, others = _found_again(recipe, tables)
    if place is None:
        return Replayed(None, recipe, (difference(Kind.NO_TABLE, asks=True),))
    checked, corrections, told = tables[place - 1], as_found(tables[place - 1].table), []
    if not recipe.corrections.is_empty:
        source = sources[place - 1]
        corrections, lost = moved(recipe.corrections, source)
        checked = check_table(corrected(source, corrections), place)
        told += _about_corrections(recipe.corrections, corrections)
        told += [difference(Kind.ROW_LOST, before=one.text or one.row, asks=True) for one in lost]
    columns = _Columns(recipe, checked)
    told = [*_about_place(recipe, checked, place, others, columns.are_same), *told]
    if not corrections.header_rows and corrections.depth != recipe.corrections.depth:
        depths = recipe.corrections.depth, corrections.depth
        told.append(difference(Kind.HEADER_ROWS, "", *depths, asks=not columns.are_same))
    made = replace(
        recipe,
        sheet=checked.sheet,
        place=place,
        header=columns.header,
        columns=columns.choices(),
        key=tuple(columns.renamed.get(name, name) for name in recipe.key),
        treatments=tuple(_with_names(one, columns.renamed) for one in recipe.treatments),
        corrections=corrections,
    )
    return Replayed(place, made, (*told, *columns.differences()))


def _found_again(recipe: Recipe, tables: Sequence[Checked]) -> tuple[int | None, list[Checked]]:
    """The place of the table that is most like the recipe's, and others with the very same columns."""
    names = recipe.corrections.found or recipe.header
    scores = []
    for place, one in enumerate(tables, start=1):
        pairs = paired(names, one.table.names)
        weight = sum(WEIGHTS[pair.how] for pair in pairs)
        likeness = weight / max(len(names), len(one.table.names), 1)
        if len(pairs) >= LEAST * len(names):
            scores.append((likeness + _nearness(recipe, one, place), likeness, place))
    if not scores:
        return None, []
    _best, likeness, place = max(scores, key=lambda score: (score[0], -score[2]))
    others = [tables[other - 1] for _score, like, other in scores if other != place and like >= likeness]
    return place, others


def _nearness(recipe: Recipe, one: Checked, place: int) -> float:
    near = SAME_PLACE * (place == recipe.place)
    if one.sheet == recipe.sheet:
        return near + SAME_SHEET
    return near + NEAR_SHEET * (without_time(one.sheet) == without_time(recipe.sheet))


def _about_place(
    recipe: Recipe, checked: Checked, place: int, others: Sequence[Checked], are_same: bool
) -> list[Difference]:
    told = []
    if checked.sheet != recipe.sheet:
        is_near = are_same or without_time(checked.sheet) == without_time(recipe.sheet)
        told.append(difference(Kind.SHEET, "", recipe.sheet, checked.sheet, asks=not is_near))
    if place != recipe.place:
        told.append(difference(Kind.PLACE, "", recipe.place, place, asks=not are_same))
    if told and others:
        named = ", ".join(one.sheet or str(one.first_row) for one in others)
        told.append(difference(Kind.OTHER_TABLES, "", "", named, asks=True))
    return told


def _about_corrections(before: Corrections, after: Corrections) -> list[Difference]:
    rows = [_rows_of(one) for one in (before, after)]
    return [difference(Kind.CORRECTIONS, "", *rows, asks=True)] if rows[0] != rows[1] else []


def _rows_of(one: Corrections) -> str:
    ends = [at for at in (one.first_row, one.last_row) if at is not None]
    return ", ".join(map(str, sorted({*one.header_rows, *ends, *(row.row for row in one.rows)})))


class _Columns:
    """The columns of a recipe held against those of a delivery.

    Attributes
    ----------
    header : tuple of str
        Of the delivery.
    are_same : bool
        Whether every column has the name that it had, and there are no others.
    renamed : dict of str to str
        Machine names that changed with a year.
    """

    def __init__(self, recipe: Recipe, checked: Checked) -> None:
        self._recipe, self._checked = recipe, checked
        self.header = tuple(column.name for column in checked.columns)
        self._columns = {column.name: column for column in checked.columns}
        self._pairs = self._all_pairs()
        self.are_same = len(self._pairs) == len(self.header) == len(recipe.header) and all(
            one.how is How.SAME for one in self._pairs
        )
        self.renamed: dict[str, str] = {}
        self._told: dict[str, list[Difference]] = {}
        self._made = {one.old: self._taken_on(one) for one in self._pairs}
        self._new = self._new_choices()
        self._note_moves()

    def _all_pairs(self) -> list[Pair]:
        """Of the header, and of columns that earlier deliveries had: these by their very names."""
        recipe = self._recipe
        known = {*recipe.header}
        away = [one.name for one in recipe.columns if one.name not in known]
        exact = [Pair(name, name, How.SAME) for name in away if name in self._columns]
        free = [name for name in self.header if name not in {one.new for one in exact}]
        return [*paired(recipe.header, free), *exact]

    def _taken_on(self, pair: Pair) -> ColumnChoice:
        """The choice about a column, for its new name and values."""
        choice = self._recipe.of(pair.old)
        told = self._told.setdefault(pair.new, [])
        if pair.old not in self._recipe.header:
            told.append(difference(Kind.BACK, pair.new))
        if pair.how is not How.SAME:
            choice = self._renamed(choice, pair)
            kind = Kind.TIME if pair.how is How.TIME else Kind.RENAMED
            is_near = pair.how is How.NEAR
            said = "renamed_near" if is_near else ""
            told.append(difference(kind, pair.new, pair.old, pair.new, asks=is_near, said=said))
        choice, about_values = reread(choice, self._columns[pair.new], self._checked.rows)
        told += about_values
        return choice

    def _renamed(self, choice: ColumnChoice, pair: Pair) -> ColumnChoice:
        was_name = choice.title == clean_title(pair.old)
        title, machine = clean_title(pair.new) if was_name else choice.title, choice.machine_name
        if pair.how is How.TIME:
            title = title if was_name else _with_years(title, pair)
            is_plain = machine == machine_name(pair.old)
            machine = machine_name(pair.new) if is_plain else _with_years(machine, pair)
        if machine != choice.machine_name:
            taken = [one.machine_name for one in self._recipe.columns if one is not choice]
            (machine,) = machine_names([machine], [*taken, *self.renamed.values()])
            self.renamed[choice.machine_name] = machine
        return replace(choice, name=pair.new, title=title, machine_name=machine)

    def _new_choices(self) -> list[ColumnChoice]:
        known = {one.new for one in self._pairs}
        names = [name for name in self.header if name not in known]
        taken = [one.machine_name for one in (*self._recipe.columns, *self._made.values())]
        made = []
        for name, machine in zip(names, machine_names(names, taken), strict=True):
            choice = proposed_column(self._columns[name], machine, self._checked.rows)
            made.append(replace(choice, kept=False))
            self._told.setdefault(name, []).append(difference(Kind.NEW, name, asks=True))
        return made

    def _note_moves(self) -> None:
        old, new = self._recipe.header, self.header
        for pair in moved_columns(old, new, [one for one in self._pairs if one.old in old]):
            places = old.index(pair.old) + 1, new.index(pair.new) + 1
            self._told[pair.new].append(difference(Kind.MOVED, pair.new, *places))

    def choices(self) -> tuple[ColumnChoice, ...]:
        """In the old order, the new ones at the end; those of missing columns stay."""
        kept = [self._made.get(one.name, one) for one in self._recipe.columns]
        return (*kept, *self._new)

    def differences(self) -> list[Difference]:
        """About each column of the delivery in its order, then about those that are missing."""
        told = [one for name in self.header for one in self._told.get(name, ())]
        for name in self._recipe.header:
            if name not in self._made:
                is_key = self._recipe.of(name).machine_name in self._recipe.key
                said = "missing_key" if is_key else ""
                told.append(difference(Kind.MISSING, name, name, asks=True, said=said))
        return told


def _with_years(text: str, pair: Pair) -> str:
    """A text with the years of the new name in place of those of the old one."""
    years = dict(zip(YEAR.findall(pair.old), YEAR.findall(pair.new), strict=False))
    return YEAR.sub(lambda found: years.get(found[0], found[0]), text)


def _with_names(value: Any, renamed: Mapping[str, str]) -> Any:
    """A treatment whose columns have new machine names."""
    if isinstance(value, Mapping):
        return {renamed.get(key, key): _with_names(one, renamed) for key, one in value.items()}
    if isinstance(value, list):
        return [_with_names(one, renamed) for one in value]
    return renamed.get(value, value) if isinstance(value, str) else value
