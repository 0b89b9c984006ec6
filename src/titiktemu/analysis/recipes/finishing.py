"""The files of a release: Parquet, and CSV made of it. The same table gives the same bytes, every time."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.recipes.choices import Recipe
from titiktemu.analysis.recipes.harmless import harmless
from titiktemu.analysis.recipes.plain import RecipeBroken

PARQUET, CSV = "table.parquet", "table.csv"
ROWS_A_GROUP, FEWEST_ROWS = 100_000, 1000
CELLS_A_GROUP = 5_000_000
"""Rows that are held at a time, and of each row group of the Parquet: fewer of a wide table."""
COMPRESSION_LEVEL = 6
COLUMNS = "titiktemu.columns"
"""Under this the Parquet says what its columns are, as JSON."""
HALF = 0.5
NO_COLUMNS = gettext_noop("No column of the table is kept, so there is nothing to write.")


@dataclass(frozen=True, slots=True)
class Finished:
    """What was written.

    Attributes
    ----------
    parquet, csv : Path
    records : int
    """

    parquet: Path
    csv: Path
    records: int


@contextmanager
def all_or_nothing(folder: Path) -> Iterator[Path]:
    """A folder to write in, whose files come to ``folder`` at the end; none does where an error ends it."""
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".writing-", dir=folder))
    is_done = False
    try:
        yield work
        for one in sorted(work.iterdir()):
            os.replace(one, folder / one.name)
        is_done = True
    finally:
        shutil.rmtree(work, ignore_errors=True)
        if made and not is_done:
            shutil.rmtree(folder, ignore_errors=True)


def read_typed(parquet: Path) -> pl.LazyFrame:
    """A table that was written, its columns called by their machine names."""
    return pl.scan_parquet(parquet, glob=False)


def columns_of(parquet: Path) -> list[dict[str, str]]:
    """What a Parquet says of its columns: name, title, unit, meaning."""
    told: list[dict[str, str]] = json.loads(pl.read_parquet_metadata(parquet)[COLUMNS])
    return told


def finish(
    table: pl.DataFrame | pl.LazyFrame | Path,
    recipe: Recipe,
    folder: Path,
    *,
    tell: Callable[[float], None] | None = None,
) -> Finished:
    """Write a table as Parquet and CSV, after treatments or without any.

    Parameters
    ----------
    table : polars.DataFrame, polars.LazyFrame or Path
        Columns by machine names, or a Parquet of them. Treatments may have changed their types.
    recipe : Recipe
        Gives titles, units and meanings.
    folder : Path
        Is made where it is not there; files of the same names are replaced.
    tell : callable, optional
        Told which part is done, from 0 to 1. What it raises ends the work, and no file is left.

    Returns
    -------
    Finished
    """
    with all_or_nothing(folder) as work:
        records = write_into(table, recipe, work, tell or _nobody)
    return Finished(folder / PARQUET, folder / CSV, records)


def _nobody(_part: float) -> None:
    return None


def write_into(
    table: pl.DataFrame | pl.LazyFrame | Path, recipe: Recipe, work: Path, tell: Callable[[float], None]
) -> int:
    """Write both files into a folder; gives the number of rows."""
    lazy = read_typed(table) if isinstance(table, Path) else table.lazy()
    names = lazy.collect_schema().names()
    if not names:
        raise RecipeBroken(NO_COLUMNS)
    tell(0.0)
    lazy.sink_parquet(
        work / PARQUET,
        compression="zstd",
        compression_level=COMPRESSION_LEVEL,
        row_group_size=rows_a_group(len(names)),
        maintain_order=True,
        metadata={COLUMNS: json.dumps(_told(recipe, names), ensure_ascii=False, sort_keys=True)},
    )
    tell(HALF)
    return _write_csv(work, lambda part: tell(HALF + (1 - HALF) * part))


def rows_a_group(width: int) -> int:
    """How many rows of so many columns are held at a time.

    Examples
    --------
    >>> rows_a_group(15), rows_a_group(500), rows_a_group(16_384)
    (100000, 10000, 1000)
    """
    return max(FEWEST_ROWS, min(ROWS_A_GROUP, CELLS_A_GROUP // width))


def _told(recipe: Recipe, names: list[str]) -> list[dict[str, str]]:
    """Of each column what people call it; a column that a treatment made is called by its own name."""
    known = {one.machine_name: one for one in recipe.columns}
    return [
        {"name": name, "title": one.title, "unit": one.unit, "meaning": one.meaning.value}
        if (one := known.get(name))
        else {"name": name, "title": name, "unit": "", "meaning": ""}
        for name in names
    ]


def _write_csv(work: Path, tell: Callable[[float], None]) -> int:
    """CSV as RFC 4180 has it, in UTF-8 without a mark; docs/decisions/recipes.md says why."""
    lazy = read_typed(work / PARQUET)
    records = int(lazy.select(pl.len()).collect().item())
    names = lazy.collect_schema().names()
    step = rows_a_group(len(names))
    with (work / CSV).open("wb") as file:
        for start in range(0, max(records, 1), step):
            part = lazy.slice(start, step).collect()
            texts = [harmless(one) if one.dtype == pl.String else one for one in part.get_columns()]
            pl.DataFrame(texts).write_csv(
                file,
                include_header=not start,
                line_terminator="\r\n",
                float_scientific=False,
                # A missing value alone in its row would be a blank line, which readers pass over.
                quote_style="always" if len(names) == 1 else "necessary",
            )
            tell(min(1.0, (start + part.height) / max(records, 1)))
    return records
