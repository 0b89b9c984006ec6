"""What an attacker would learn of a table before and after its treatments, in figures and in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.microdata import (
    coded_of,
    diversity_of,
    frequencies_of_codes,
    individual_risk,
)
from titiktemu.analysis.suppression_lattice import Cell
from titiktemu.analysis.suppression_releases import Learned
from titiktemu.analysis.treatments.adding_up import Group
from titiktemu.analysis.treatments.kinds import Treatment
from titiktemu.analysis.treatments.notes import Note
from titiktemu.analysis.treatments.small import cells_of, column_groups, history_of

LEVELS = (2, 3, 5)
"""Below how many alike people are counted."""
CLOSE = 1e-6

ALONE_BEFORE = gettext_noop(
    "As the table is, whoever knows {columns} of somebody finds {count} of {records} people exactly."
)
ALONE_AFTER = gettext_noop("After the treatments: {count} of {records}.")
NOBODY_ALONE = gettext_noop("After the treatments nobody is alone: at least {least} people share everything.")
FEW = gettext_noop("Groups of fewer than 5 people: {before} people before, {after} after.")
EXPECTED = gettext_noop(
    "Who guesses for everybody would be right about {before} times before, {after} times after."
)
LEARNED_BEFORE = gettext_noop(
    "Of {before} people {column} becomes known, as everybody who is alike has the same; after: {after}."
)
NO_COLUMNS = gettext_noop("No column is left by which a person could be found.")
TABLE_BEFORE = gettext_noop("As the table is, {count} small values are shown or follow from what is shown.")
TABLE_SAFE = gettext_noop(
    "After the treatments none of {count} small values can be told more narrowly than within {width}."
)
TABLE_EXACT = gettext_noop("After the treatments {count} small values can still be worked out exactly.")
TABLE_NARROW = gettext_noop(
    "After the treatments {count} small values can still be told within less than {width}."
)
TABLE_INSIDE = gettext_noop(
    "Of {count} small values somebody who is counted there can work out the others exactly."
)
TABLE_NONE = gettext_noop("The table has no small values.")
BY_TOTALS = gettext_noop("That holds for whoever does not know the totals that are not in the table.")


@dataclass(frozen=True, slots=True)
class PeopleRisk:
    """What who knows the identifying columns of somebody learns from a table of people.

    Attributes
    ----------
    columns : tuple of str
        The identifying columns that the table has.
    records : int
    fewest : int
        People who share the rarest combination (k of k-anonymity); 0 of an empty table.
    below : mapping of int to int
        How many people share theirs with fewer than so many, themselves counted.
    expected : float
        How many would be found, if for everybody one of those who fit were guessed.
    mean, highest : float
        Risk of a person to be found by such a guess.
    learned : mapping of str to int
        For each sensitive column the people all of whose group have the same, so that it is known of them.
    """

    columns: tuple[str, ...]
    records: int
    fewest: int
    below: Mapping[int, int]
    expected: float
    mean: float
    highest: float
    learned: Mapping[str, int]

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self) | {
            "columns": list(self.columns),
            "below": {str(level): many for level, many in self.below.items()},
        }


@dataclass(frozen=True, slots=True)
class PeopleReport:
    """Both sides, and what they mean."""

    before: PeopleRisk
    after: PeopleRisk
    sentences: tuple[Note, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "before": self.before.as_json(),
            "after": self.after.as_json(),
            "sentences": [one.as_json() for one in self.sentences],
        }


def people_risk(
    frame: pl.DataFrame, identifying: Sequence[str], sensitive: Sequence[str] = (), weight: str = ""
) -> PeopleRisk:
    """Measure what an attacker learns from a table of people.

    Parameters
    ----------
    frame : DataFrame
        A row for each person; null where a value is missing, which fits every value.
    identifying : sequence of str
        Columns that somebody may know of a person; those that the table lacks are left out.
    sensitive : sequence of str
        Columns that nobody should learn.
    weight : str
        Column with how many people a row stands for, where the table is a sample.

    Returns
    -------
    PeopleRisk

    Examples
    --------
    >>> table = pl.DataFrame({"jk": ["P", "P", "L"], "sakit": ["TB", "TB", "-"]})
    >>> found = people_risk(table, ["jk"], ["sakit"])
    >>> found.fewest, found.below[2], found.expected, found.learned
    (1, 1, 2.0, {'sakit': 3})
    """
    columns = tuple(one for one in identifying if one in frame.columns)
    kept = [one for one in sensitive if one in frame.columns and one not in columns]
    if not frame.height:
        return PeopleRisk(columns, 0, 0, dict.fromkeys(LEVELS, 0), 0.0, 0.0, 0.0, dict.fromkeys(kept, 0))
    weights = frame[weight].cast(pl.Float64).to_numpy() if weight and weight in frame.columns else None
    found = frequencies_of_codes(coded_of(frame, columns), weights)
    risk = individual_risk(found)
    learned = {}
    for column in kept:
        alike = diversity_of(frame, columns, column) if columns else np.full(frame.height, 2.0)
        learned[column] = int(((alike <= 1.0) & frame[column].is_not_null().to_numpy()).sum())
    return PeopleRisk(
        columns,
        frame.height,
        int(found.sample.min()),
        {level: int((found.sample < level).sum()) for level in LEVELS},
        round(float(risk.sum()), 6),
        round(float(risk.mean()), 9),
        round(float(risk.max()), 9),
        learned,
    )


def people_report(
    before: pl.DataFrame,
    after: pl.DataFrame,
    identifying: Sequence[str],
    sensitive: Sequence[str] = (),
    weight: str = "",
) -> PeopleReport:
    """Compare what an attacker learns before and after the treatments; arguments as for `people_risk`.

    Examples
    --------
    >>> table = pl.DataFrame({"jk": ["P", "P", "L"]})
    >>> print(people_report(table, table.drop("jk"), ["jk"]).sentences[1].sentence)
    No column is left by which a person could be found.
    """
    first = people_risk(before, identifying, sensitive, weight)
    last = people_risk(after, identifying, sensitive, weight)
    return PeopleReport(first, last, tuple(_of_people(first, last)))


def _of_people(before: PeopleRisk, after: PeopleRisk) -> list[Note]:
    named = ", ".join(before.columns)
    told = [Note(ALONE_BEFORE, {"columns": named, "count": before.below[2], "records": before.records})]
    if not after.columns:
        return [*told, Note(NO_COLUMNS)]
    if after.below[2]:
        told.append(Note(ALONE_AFTER, {"count": after.below[2], "records": after.records}))
    else:
        told.append(Note(NOBODY_ALONE, {"least": after.fewest}))
    told.append(Note(FEW, {"before": before.below[5], "after": after.below[5]}))
    told.append(Note(EXPECTED, {"before": round(before.expected), "after": round(after.expected)}))
    for column, many in before.learned.items():
        values = {"column": column, "before": many, "after": after.learned.get(column, 0)}
        told.append(Note(LEARNED_BEFORE, values))
    return told


@dataclass(frozen=True, slots=True)
class CellRisk:
    """What is learned of a small cell; the true value is not kept here.

    Attributes
    ----------
    column : str
        With the counts.
    cell : tuple of str
        Values of the dimensions.
    low, high : float
        Least and greatest value that fit everything ever published; high may be infinite.
    width_inside : float
        How far apart they are for somebody who is counted there.
    """

    column: str
    cell: Cell
    low: float
    high: float
    width_inside: float

    @property
    def is_exact(self) -> bool:
        """Whether the value is told exactly."""
        return self.high - self.low < CLOSE

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON; null where nothing bounds the value."""
        high = self.high if np.isfinite(self.high) else None
        return {"column": self.column, "cell": list(self.cell), "low": self.low, "high": high}


@dataclass(frozen=True, slots=True)
class TableRisk:
    """What an attacker learns of the small cells of a table.

    Attributes
    ----------
    small : int
        How many there are.
    exact, narrow : int
        How many are told exactly, and how many within less than required (those among them).
    exact_inside : int
        How many are told exactly to somebody who is counted there (those told to everybody among them).
    cells : tuple of CellRisk
    """

    small: int
    exact: int
    narrow: int
    exact_inside: int
    cells: tuple[CellRisk, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "small": self.small,
            "exact": self.exact,
            "narrow": self.narrow,
            "exact_inside": self.exact_inside,
            "cells": [one.as_json() for one in self.cells],
        }


@dataclass(frozen=True, slots=True)
class TableReport:
    """Both sides, and what they mean.

    Attributes
    ----------
    before, after : TableRisk
    width : float
        Required of each interval.
    totals_known : bool
        Whether `after` holds for who knows totals that are not in the table.
    sentences : tuple of Note
    """

    before: TableRisk
    after: TableRisk
    width: float
    totals_known: bool
    sentences: tuple[Note, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "before": self.before.as_json(),
            "after": self.after.as_json(),
            "width": self.width,
            "totals_known": self.totals_known,
            "sentences": [one.as_json() for one in self.sentences],
        }


def table_report(
    before: pl.DataFrame, after: pl.DataFrame, treatment: Treatment, earlier: Sequence[pl.DataFrame] = ()
) -> TableReport:
    """Compare what an attacker learns of small cells, with the table as it is and as it was treated.

    Parameters
    ----------
    before, after : DataFrame
        The same rows in the same order.
    treatment : Treatment
        Of the kind SMALL_CELLS; it says what is small.
    earlier : sequence of DataFrame
        Everything ever published of the table.

    Returns
    -------
    TableReport
    """
    first: list[CellRisk] = []
    last: list[CellRisk] = []
    width, totals_known = 0.0, True
    for group in column_groups(before, treatment, earlier):
        history = history_of(before, treatment, group, earlier)
        width = history.rule.needed
        hidden = {
            cell
            for cell, value in cells_of(after, treatment, group, before).items()
            if value is None and cell in history.places
        }
        found = history.learned(hidden)
        if any(one.width < width - CLOSE for one in found):
            other = history.learned(hidden, totals_known=False)
            if all(one.width >= width - CLOSE for one in other):
                found, totals_known = other, False
        first += _risks(group, history.learned())
        last += _risks(group, found)
    sides = _side(first, width), _side(last, width)
    sentences = _of_table(*sides, width, totals_known=totals_known)
    return TableReport(*sides, width, totals_known, tuple(sentences))


def _risks(group: Group, found: Sequence[Learned]) -> list[CellRisk]:
    """A cell of a table with several columns ends with the name of its column."""
    is_one = len(group.columns) == 1
    return [
        CellRisk(
            group.columns[0] if is_one else one.cell[-1],
            one.cell if is_one else one.cell[:-1],
            one.low,
            one.high,
            one.width_inside,
        )
        for one in found
    ]


def _side(cells: Sequence[CellRisk], width: float) -> TableRisk:
    narrow = sum(one.high - one.low < width - CLOSE for one in cells)
    inside = sum(one.width_inside < CLOSE for one in cells)
    return TableRisk(len(cells), sum(one.is_exact for one in cells), narrow, inside, tuple(cells))


def _of_table(before: TableRisk, after: TableRisk, width: float, *, totals_known: bool) -> list[Note]:
    if not before.small:
        return [Note(TABLE_NONE)]
    told = [Note(TABLE_BEFORE, {"count": before.exact})]
    plain = int(width) if width == int(width) else width
    if after.exact:
        told.append(Note(TABLE_EXACT, {"count": after.exact}))
    if after.narrow > after.exact:
        told.append(Note(TABLE_NARROW, {"count": after.narrow - after.exact, "width": plain}))
    if after.exact_inside > after.exact:
        told.append(Note(TABLE_INSIDE, {"count": after.exact_inside - after.exact}))
    if not after.narrow:
        told.append(Note(TABLE_SAFE, {"count": before.small, "width": plain}))
        if not totals_known:
            told.append(Note(BY_TOTALS))
    return told
