"""A first recipe for a table, made of what was understood of it. A person changes it before it is used."""

from __future__ import annotations

import re

from titiktemu.analysis.column_tally import IDENTIFIERS
from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.recipes.asking import Alternative, Example, Question, questions
from titiktemu.analysis.recipes.choices import ColumnChoice, Found, Recipe
from titiktemu.analysis.recipes.correcting import as_found
from titiktemu.analysis.recipes.naming import NAMELESS, clean_title, machine_names
from titiktemu.analysis.recipes.regional import level_in
from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning, Understood
from titiktemu.analysis.spreadsheet.shapes import has_word, words_of
from titiktemu.analysis.table_findings import Column
from titiktemu.analysis.table_quality import Checked

__all__ = [
    "Alternative",
    "Example",
    "Question",
    "decided",
    "found_in",
    "proposed",
    "proposed_column",
    "questions",
]

DECIDED = gettext_noop("A person decided so.")
LONGEST_UNIT = 25
UNIT = re.compile(rf"[(\[]\s*([^()\[\]]{{1,{LONGEST_UNIT}}}?)\s*[)\]]\s*\*?$")
RUPIAH = words_of("rp|rupiah|idr")
KEYS = IDENTIFIERS | {Meaning.REGION_CODE, Meaning.ACCOUNT_CODE, Meaning.NPWP}
"""Meanings of a column that may tell one row from all others."""


def proposed(checked: Checked, place: int = 1) -> Recipe:
    """The recipe that the evidence speaks for.

    Parameters
    ----------
    checked : Checked
        From `table_quality.check`.
    place : int
        Which table of the file it is, from 1.

    Returns
    -------
    Recipe
        Every column that has a name or a value is kept; its title is its name.
    """
    names = machine_names([column.name for column in checked.columns])
    columns = tuple(
        proposed_column(column, name, checked.rows)
        for column, name in zip(checked.columns, names, strict=True)
    )
    return Recipe(
        sheet=checked.sheet,
        place=place,
        header=tuple(column.name for column in checked.columns),
        columns=columns,
        key=_key(checked, columns),
        corrections=as_found(checked.table),
    )


def decided(recipe: Recipe) -> dict[str, Understood]:
    """What a person decided that columns are, for counting errors and finding personal data by it.

    `table_quality.check` takes it. What is replayed is held against what the values say by themselves, so
    `replaying.replay` wants a check without it.
    """
    return {
        one.name: Understood(one.meaning, 1.0, DECIDED, one.decimal, one.month_first)
        for one in recipe.columns
        if one.name in recipe.header
    }


def proposed_column(column: Column, machine_name: str, rows: int) -> ColumnChoice:
    """The choice that the evidence speaks for, in a table of so many rows."""
    one, found = column.understood, found_in(column, rows)
    return ColumnChoice(
        name=column.name,
        title=clean_title(column.name) or column.name,
        meaning=one.meaning,
        decimal=one.decimal,
        month_first=one.month_first,
        unit=unit_of(column.name, one.meaning),
        # Columns that are only there because a cell was once coloured.
        kept=not (found.is_empty and column.name.startswith(f"{NAMELESS} ")),
        machine_name=machine_name,
        level=level_in(column.name) if one.meaning is Meaning.REGION_NAME else 0,
        found=found,
    )


def found_in(column: Column, rows: int) -> Found:
    """What the values of a column say, for holding the next delivery against it."""
    one = column.understood
    return Found(one.meaning, one.decimal, one.month_first, one.is_sure, column.missing >= rows)


def unit_of(name: str, meaning: Meaning) -> str:
    """The unit that a name says in brackets, or that the meaning has.

    Examples
    --------
    >>> unit_of("Luas panen (ha)", Meaning.DECIMAL), unit_of("Biaya (Rupiah)", Meaning.CURRENCY)
    ('ha', 'Rp')
    >>> unit_of("Capaian", Meaning.PERCENTAGE), unit_of("Jumlah (2024)", Meaning.INTEGER)
    ('%', '')
    """
    if meaning not in NUMBERS:
        return ""
    if found := UNIT.search(name):
        said = clean_title(found[1])
        if RUPIAH.fullmatch(said.lower()):
            return "Rp"
        if not any(letter.isdigit() for letter in said.rstrip("23²³")):
            return said
    if meaning is Meaning.CURRENCY and has_word(name, RUPIAH):
        return "Rp"
    return "%" if meaning is Meaning.PERCENTAGE else ""


def _key(checked: Checked, columns: tuple[ColumnChoice, ...]) -> tuple[str, ...]:
    """The first column whose values are all there and all different."""
    for column, choice in zip(checked.columns, columns, strict=True):
        is_whole = column.distinct_is_exact and column.distinct == checked.rows and not column.missing
        if choice.kept and choice.meaning in KEYS and is_whole and checked.rows:
            return (choice.machine_name,)
    return ()
