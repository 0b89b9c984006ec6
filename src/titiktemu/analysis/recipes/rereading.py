"""One column of the next delivery, held against what was decided about it."""

from __future__ import annotations

from dataclasses import replace

from titiktemu.analysis.recipes.choices import ColumnChoice, Found
from titiktemu.analysis.recipes.differences import Difference, Kind, difference
from titiktemu.analysis.recipes.proposing import found_in
from titiktemu.analysis.recipes.typed_values import dtype_of
from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning
from titiktemu.analysis.spreadsheet.surely import DEGREES
from titiktemu.analysis.table_findings import Column

HARMLESS = frozenset({Meaning.TEXT, Meaning.CATEGORY, Meaning.IDENTIFIER})
"""Words may repeat more or less from one delivery to the next."""
AMOUNTS = frozenset({Meaning.INTEGER, Meaning.DECIMAL, Meaning.CURRENCY})


def reread(choice: ColumnChoice, column: Column, rows: int) -> tuple[ColumnChoice, list[Difference]]:
    """Bring the choice about a column to the values that it has now.

    Parameters
    ----------
    choice : ColumnChoice
        With the column's name of now.
    column : Column
        As it was checked.
    rows : int
        Records of the table.

    Returns
    -------
    ColumnChoice
        As decided; another mark or order only where the values say so without doubt.
    list of Difference
    """
    now = found_in(column, rows)
    before = choice.found or Found(choice.meaning, choice.decimal, choice.month_first)
    if now == before or (now.is_empty and before.is_empty):
        return choice, []
    name = column.name
    if now.is_empty:
        told = [difference(Kind.EMPTIED, name, asks=choice.kept)]
        return replace(choice, found=replace(before, is_empty=True)), told
    told = []
    if before.is_empty:
        told.append(difference(Kind.FILLED, name, asks=now.meaning is not choice.meaning))
    elif now.meaning is not before.meaning:
        is_quiet = _is_quiet(choice, now)
        told.append(difference(Kind.MEANING, name, before.meaning, now.meaning, asks=not is_quiet))
    choice, about_marks = _marks(choice, before, now)
    choice, about_order = _order(choice, before, now)
    kept = replace(now, decimal=now.decimal or before.decimal)
    return replace(choice, found=kept), [*told, *about_marks, *about_order]


def _is_quiet(choice: ColumnChoice, now: Found) -> bool:
    """Whether the values can be read as decided, and are nothing that must be looked at."""
    if {choice.meaning, now.meaning} <= HARMLESS:
        return True
    both = {choice.meaning, now.meaning}
    like_now = dtype_of(replace(choice, meaning=now.meaning))
    return both <= AMOUNTS and (dtype_of(choice) == like_now or now.meaning is Meaning.INTEGER)


def _marks(choice: ColumnChoice, before: Found, now: Found) -> tuple[ColumnChoice, list[Difference]]:
    """The mark before the decimals."""
    is_same = now.decimal == before.decimal and now.is_sure == before.is_sure
    if choice.meaning not in NUMBERS - DEGREES or not now.decimal or is_same:
        return choice, []
    if now.decimal == choice.decimal:
        return choice, []
    told = (choice.name, choice.decimal, now.decimal)
    made = replace(choice, decimal=now.decimal)
    if not choice.decimal:
        return made, [difference(Kind.NOTATION, *told, asks=not now.is_sure, said="notation_first")]
    if now.is_sure:
        return made, [difference(Kind.NOTATION, *told, asks=True)]
    return choice, [difference(Kind.NOTATION, *told, asks=True, said="notation_unsure")]


def _order(choice: ColumnChoice, before: Found, now: Found) -> tuple[ColumnChoice, list[Difference]]:
    """Day or month first."""
    if choice.meaning is not Meaning.DATE or now.month_first == before.month_first:
        return choice, []
    if now.month_first == choice.month_first:
        return choice, []
    if now.month_first:
        made = replace(choice, month_first=True)
        return made, [difference(Kind.DATE_ORDER, choice.name, asks=True)]
    return choice, [difference(Kind.DATE_ORDER, choice.name, asks=True, said="date_order_kept")]
