"""A written table as a workbook for Excel: titles, dates and numbers as such, codes as text."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.recipes.finishing import columns_of, read_typed, rows_a_group
from titiktemu.analysis.recipes.harmless import harmless

MOST_ROWS, MOST_COLUMNS, LONGEST = 1_048_575, 16_384, 32_767
"""Records of a sheet below its header, its columns, and letters of a cell."""
EXACT = 10**15
"""Whole numbers from here on lose digits in a spreadsheet, which keeps fifteen."""
TOO_LARGE = gettext_noop(
    "The table has {rows} rows and {columns} columns, more than a sheet of a workbook holds."
    " Please use the CSV."
)
TOO_LONG = gettext_noop(
    "The column {column} has a text longer than {most} letters, the most that a cell of a workbook holds."
    " Please use the CSV."
)
WIDEST, NARROWEST = 60, 10


class DoesNotFit(Exception):
    """The table is too large for a workbook. ``template`` is one English sentence, as translated."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values


def write_workbook(
    parquet: Path, path: Path, *, on: date, sheet: str = "Data", tell: Callable[[float], None] | None = None
) -> None:
    """Write a table that `finish` or `write_typed` wrote as XLSX, the same bytes for the same table and day.

    Parameters
    ----------
    parquet : Path
    path : Path
        Is replaced where it is there.
    on : date
        The day that the workbook says it was made.
    sheet : str
        Name of its sheet.
    tell : callable, optional
        Told which part is done, from 0 to 1. What it raises ends the work, and no file is left.

    Raises
    ------
    DoesNotFit
        Where a sheet or a cell cannot hold it; nothing is cut off.
    """
    lazy = read_typed(parquet)
    columns = columns_of(parquet)
    records = int(lazy.select(pl.len()).collect().item())
    if records > MOST_ROWS or len(columns) > MOST_COLUMNS:
        raise DoesNotFit(TOO_LARGE, rows=records, columns=len(columns))
    half = path.with_name(f".{path.name}.half")
    try:
        with xlsxwriter.Workbook(
            half, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        ) as book:
            book.set_properties({"created": datetime.combine(on, time())})
            made = _Sheet(book, sheet, columns)
            step = rows_a_group(len(columns))
            for start in range(0, records, step):
                made.add(lazy.slice(start, step).collect())
                if tell:
                    tell(min(1.0, (start + step) / records))
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)


class _Sheet:
    """A sheet that grows row by row."""

    def __init__(self, book: Any, name: str, columns: list[dict[str, str]]) -> None:
        self._sheet, self._line = book.add_worksheet(name), 0
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        # Excel's own apostrophe: the text stays text, even when somebody edits the cell.
        self._quoted = book.add_format({"quote_prefix": True})
        self._titles = [one["title"] for one in columns]
        for place, title in enumerate(self._titles):
            self._sheet.set_column(place, place, min(WIDEST, max(NARROWEST, len(title) + 2)))
        self._sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for place, title in enumerate(self._titles):
            self._sheet.write_string(0, place, title, bold)

    def add(self, frame: pl.DataFrame) -> None:
        """Write the rows of a frame below those that are there."""
        risky = [_risky(series) for series in frame.get_columns()]
        for title, series in zip(self._titles, frame.get_columns(), strict=True):
            if series.dtype == pl.String and (series.str.len_chars() > LONGEST).any():
                raise DoesNotFit(TOO_LONG, column=title, most=LONGEST)
        for at, row in enumerate(frame.iter_rows()):
            self._line += 1
            for place, value in enumerate(row):
                if value is not None:
                    self._write(place, value, is_risky=at in risky[place])

    def _write(self, place: int, value: Any, *, is_risky: bool) -> None:
        if isinstance(value, bool):
            self._sheet.write_boolean(self._line, place, value)
        elif isinstance(value, date):
            self._write_day(place, value)
        elif isinstance(value, float) or (isinstance(value, int) and abs(value) < EXACT):
            self._sheet.write_number(self._line, place, value)
        elif is_risky:
            self._sheet.write_string(self._line, place, value, self._quoted)
        else:
            self._sheet.write_string(self._line, place, str(value))

    def _write_day(self, place: int, day: date) -> None:
        if day.year < 1900:  # before a spreadsheet's time
            self._sheet.write_string(self._line, place, day.isoformat())
        else:
            self._sheet.write_datetime(self._line, place, datetime.combine(day, time()), self._day)


def _risky(series: pl.Series) -> frozenset[int]:
    """Places of texts that would be formulas if they were typed."""
    if series.dtype != pl.String:
        return frozenset()
    return frozenset((harmless(series) != series).fill_null(value=False).arg_true().to_list())
