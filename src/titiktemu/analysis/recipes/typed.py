"""Writing a table typed: Parquet and CSV, piece by piece, and a list of what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.recipes.choices import ColumnChoice, Recipe
from titiktemu.analysis.recipes.correcting import corrected
from titiktemu.analysis.recipes.finishing import (
    CSV,
    NO_COLUMNS,
    PARQUET,
    all_or_nothing,
    finish,
    read_typed,
    write_into,
)
from titiktemu.analysis.recipes.plain import RecipeBroken
from titiktemu.analysis.recipes.typed_values import dtype_of, typed_values
from titiktemu.analysis.spreadsheet.pieces import Piece
from titiktemu.analysis.spreadsheet.sheets import MOST_LISTED
from titiktemu.analysis.spreadsheet.sources import Source

__all__ = ["Unread", "Written", "finish", "read_typed", "write_typed"]

ROWS = "rows.parquet"
ROW = "row"
READING = 0.6
"""Part of the time that goes into reading."""
OTHER_TABLE = gettext_noop(
    "The table does not have the columns of the recipe ({names} differ). Compare the two first."
)


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that cannot be read as its column is; it is missing in what was written.

    Attributes
    ----------
    row : int
        Of the file, from 1.
    column : str
        As the header calls it.
    text : str
        What stands in the cell.
    """

    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """What was written of a table.

    Attributes
    ----------
    parquet, csv : Path
        The table, columns by their machine names.
    rows : Path
        A Parquet with one column, `row`: of each record its row in the file that was read.
    records : int
    unread : tuple of Unread
        Cells that cannot be read; of each column no more than `MOST_LISTED`.
    unread_counts : mapping of str to int
        How many there are in each column that has any; exact.
    clocks : mapping of str to int
        In each column of dates, how many had a time of the day, which a date does not keep.
    """

    parquet: Path
    csv: Path
    rows: Path
    records: int
    unread: tuple[Unread, ...]
    unread_counts: Mapping[str, int]
    clocks: Mapping[str, int]


@dataclass(slots=True)
class _Reading:
    """What comes together while pieces are read."""

    choices: tuple[ColumnChoice, ...]
    places: tuple[int, ...]
    records: int = 0
    unread: dict[str, list[Unread]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    clocks: Counter[str] = field(default_factory=Counter)

    def read(self, piece: Piece) -> pl.DataFrame:
        """The piece typed, with the rows that its records have in the file."""
        columns = piece.frame.get_columns()
        made = [piece.rows.cast(pl.Int64).alias(_ROW_OF_FILE)]
        for choice, place in zip(self.choices, self.places, strict=True):
            typed = typed_values(choice, columns[place])
            made.append(typed.values.alias(choice.machine_name))
            if typed.clocks:
                self.clocks[choice.name] += typed.clocks
            if typed.unread is not None:
                self._note(choice.name, piece.rows.filter(typed.unread), columns[place].filter(typed.unread))
        self.records += piece.rows.len()
        return pl.DataFrame(made)

    def _note(self, name: str, rows: pl.Series, texts: pl.Series) -> None:
        self.counts[name] += rows.len()
        listed = self.unread.setdefault(name, [])
        room = MOST_LISTED - len(listed)
        listed += [
            Unread(row, name, text)
            for row, text in zip(rows.head(room).to_list(), texts.head(room).to_list(), strict=True)
        ]


_ROW_OF_FILE = "\0row"
"""No machine name is so."""


def write_typed(
    source: Source,
    recipe: Recipe,
    folder: Path,
    *,
    rows: int = 0,
    tell: Callable[[float], None] | None = None,
) -> Written:
    """Write a table as its recipe says, typed.

    Parameters
    ----------
    source : Source
        The table as it was found; the corrections of the recipe are applied here.
    recipe : Recipe
        For this very header; `replaying.replay` brings an older one up to date.
    folder : Path
        Is made where it is not there; files of the same names are replaced.
    rows : int
        How many records there are, if that is known, so that progress can be told.
    tell : callable, optional
        Told which part is done, from 0 to 1. What it raises ends the work, and no file is left.

    Returns
    -------
    Written

    Raises
    ------
    RecipeBroken
        Where the recipe is not one for this table.
    Unreadable
        Where the file turns out to be damaged.
    """
    source = corrected(source, recipe.corrections)
    reading = _begin(source, recipe)
    total = rows or (len(source.table.body) if source.is_held else 0)
    told = tell or (lambda _part: None)
    with all_or_nothing(folder) as work:
        parts = work / "parts"
        parts.mkdir()
        told(0.0)
        for at, piece in enumerate(source.pieces()):
            reading.read(piece).write_ipc(parts / f"{at:06}.arrow", compression="lz4")
            told(READING * min(1.0, reading.records / total) if total else 0.0)
        lazy = pl.scan_ipc(sorted(parts.iterdir()), glob=False) if reading.records else _nothing(recipe)
        lazy.select(pl.col(_ROW_OF_FILE).alias(ROW)).sink_parquet(work / ROWS, maintain_order=True)
        write_into(lazy.drop(_ROW_OF_FILE), recipe, work, lambda part: told(READING + (1 - READING) * part))
        _remove(parts)
    return Written(
        parquet=folder / PARQUET,
        csv=folder / CSV,
        rows=folder / ROWS,
        records=reading.records,
        unread=tuple(_in_order(reading.unread)),
        unread_counts=dict(reading.counts),
        clocks=dict(reading.clocks),
    )


def _begin(source: Source, recipe: Recipe) -> _Reading:
    names = source.table.names
    if differing := sorted({*names} ^ {*recipe.header}):
        raise RecipeBroken(OTHER_TABLE, names=", ".join(differing))
    if not recipe.written:
        raise RecipeBroken(NO_COLUMNS)
    return _Reading(recipe.written, tuple(names.index(one.name) for one in recipe.written))


def _nothing(recipe: Recipe) -> pl.LazyFrame:
    """The columns, without a record."""
    kinds = {one.machine_name: dtype_of(one) for one in recipe.written}
    return pl.LazyFrame(schema={_ROW_OF_FILE: pl.Int64(), **kinds})


def _remove(parts: Path) -> None:
    for one in parts.iterdir():
        one.unlink()
    parts.rmdir()


def _in_order(unread: Mapping[str, list[Unread]]) -> Iterator[Unread]:
    """By row, and in a row by column as they are written."""
    everything = [one for listed in unread.values() for one in listed]
    return iter(sorted(everything, key=lambda one: one.row))
