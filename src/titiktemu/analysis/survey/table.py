"""Answers as texts in columns, read from CSV, and numbers among them."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.dialect import Dialect, detect_dialect
from titiktemu.analysis.spreadsheet.encodings import file_encoding
from titiktemu.analysis.survey.wrong import NotEstimable

type Floats = NDArray[np.float64]

SAMPLE = 64 * 1024
MISSING = ("", "NA", "N/A", "#N/A", "NaN")
"""What counts as no answer. Other words, such as "none" or "-", may be answers to a question."""
POINT = r"^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$"
COMMA = r"^[-+]?(?:\d+(?:,\d+)?|,\d+)$"
ROW, AGAIN = "\0row", "\0again"

MORE_FIELDS = "found more fields"
EMPTY_FILE = gettext_noop("{file} holds no rows below the names of its columns.")
RAGGED = gettext_noop("{file}: some rows have more cells than there are names of columns in the first row.")
NOT_CSV = gettext_noop("{file} cannot be read as CSV: {reason}")
NO_SUCH_COLUMN = gettext_noop("{file} has no column {name}. It has: {names}.")
SAME_NAME = gettext_noop("{file} has several columns called {name}; rename them so that one can be told.")
NOT_NUMBERS = gettext_noop(
    "Column {name} is not all numbers: row {row} has “{value}”. Rows like it: {count}."
)


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of texts; no answer is None.

    Attributes
    ----------
    name : str
        Of the file, for sentences.
    frame : polars.DataFrame
        Texts, with the number of each row's line in the column `ROW`.
    names : tuple of str
        Of all columns that there are, those that were not read as well.
    """

    name: str
    frame: pl.DataFrame
    names: tuple[str, ...]

    @property
    def rows(self) -> int:
        """How many there are."""
        return self.frame.height

    def texts(self, name: str) -> list[str | None]:
        """One column, None where there is no answer."""
        return self.frame[name].to_list()

    def numbers(self, name: str) -> Floats:
        """One column as numbers, NaN where there is no answer.

        A decimal point is read, and a decimal comma where no number of the column has a point.

        Raises
        ------
        NotEstimable
            Where a text is no number.

        Examples
        --------
        >>> table("a.csv", {"x": ["1,5", "2", None]}).numbers("x").tolist()
        [1.5, 2.0, nan]
        """
        column = self.frame[name]
        for pattern, mark in ((POINT, "."), (COMMA, ",")):
            if column.str.contains(pattern).all(ignore_nulls=True):
                plain = column.str.replace(mark, ".", literal=True).str.strip_prefix("+")
                return plain.cast(pl.Float64).fill_null(np.nan).to_numpy().astype(np.float64)
        wrong = self.frame.filter(~column.str.contains(POINT)).sort(ROW)
        row, value = wrong[ROW][0], wrong[name][0]
        raise NotEstimable(NOT_NUMBERS, name=name, row=row, value=value, count=wrong.height)

    def are_numbers(self, name: str) -> bool:
        """Whether every answer of a column is a number.

        Examples
        --------
        >>> told = table("a.csv", {"x": ["1", None], "y": ["Yes", "1"]})
        >>> told.are_numbers("x"), told.are_numbers("y")
        (True, False)
        """
        column = self.frame[name]
        return any(bool(column.str.contains(one).all(ignore_nulls=True)) for one in (POINT, COMMA))

    def levels(self, name: str) -> list[str]:
        """Different answers in a column, numbers by their size and texts by the alphabet.

        Examples
        --------
        >>> table("a.csv", {"x": ["10", "9", None, "9"]}).levels("x")
        ['9', '10']
        """
        return ordered(self.frame[name].drop_nulls().unique().to_list())

    def only(self, names: Sequence[str]) -> Table:
        """These columns, in an order of rows that does not depend on that of the file.

        Sums of floating-point numbers depend on their order a little; so they do not.

        Raises
        ------
        NotEstimable
            Where there is no such column, or more than one.
        """
        kept = list(dict.fromkeys(names))
        for name in kept:
            if name not in self.frame.columns or name == ROW:
                own = ", ".join(one for one in self.names if not one.endswith(AGAIN))
                raise NotEstimable(NO_SUCH_COLUMN, file=self.name, name=name, names=own)
            if name + AGAIN in self.frame.columns:
                raise NotEstimable(SAME_NAME, file=self.name, name=name)
        return Table(self.name, self.frame.select(*kept, ROW).sort(*kept, ROW), self.names)


def ordered(levels: Sequence[str]) -> list[str]:
    """Levels in the order in which people expect them.

    Examples
    --------
    >>> ordered(["b", "a"]), ordered(["2", "10", "1"]), ordered(["2", "x"])
    (['a', 'b'], ['1', '2', '10'], ['2', 'x'])
    """
    if all(re.match(POINT, one) for one in levels):
        return sorted(levels, key=lambda one: (float(one), one))
    return sorted(levels)


def table(name: str, columns: dict[str, Sequence[str | None]]) -> Table:
    """A table of texts that are at hand.

    Examples
    --------
    >>> table("a.csv", {"x": ["NA", " a "]}).texts("x")
    [None, 'a']
    """
    frame = pl.DataFrame({one: pl.Series(values, dtype=pl.String) for one, values in columns.items()})
    return Table(name, _clean(frame.with_row_index(ROW, 1)), tuple(columns))


def read_table(path: Path, wanted: Collection[str] | None = None) -> Table:
    """Read a CSV file of any usual delimiter and encoding, with names in its first line.

    Parameters
    ----------
    path : Path
        The file.
    wanted : collection of str, optional
        Columns to keep; a long file then takes little memory.

    Returns
    -------
    Table
        Without lines that hold nothing, as spreadsheets leave them at the end.

    Raises
    ------
    NotEstimable
        Where it holds no rows or is no CSV.
    OSError
        Where it cannot be opened.
    """
    with path.open("rb") as file:
        encoding = file_encoding(file)
        file.seek(encoding.mark)
        sample = file.read(SAMPLE).decode(encoding.name, errors="ignore")
    source: Path | io.BytesIO = path
    if encoding.name != "utf-8":
        text = path.read_bytes()[encoding.mark :].decode(encoding.name, errors="replace")
        source = io.BytesIO(text.encode())
    try:
        frame, names = _scanned(source, detect_dialect(sample), wanted)
    except pl.exceptions.NoDataError as error:
        raise NotEstimable(EMPTY_FILE, file=path.name) from error
    except pl.exceptions.PolarsError as error:
        reason = str(error).strip().splitlines()[0]
        if MORE_FIELDS in reason:
            raise NotEstimable(RAGGED, file=path.name) from error
        raise NotEstimable(NOT_CSV, file=path.name, reason=reason) from error
    if not frame.height:
        raise NotEstimable(EMPTY_FILE, file=path.name)
    return Table(path.name, _clean(frame), names)


def _scanned(
    source: Path | io.BytesIO, dialect: Dialect, wanted: Collection[str] | None
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The wanted columns as they stand, with line numbers, and the names of all columns."""
    lines = pl.scan_csv(
        source,
        separator=dialect.delimiter or ",",
        quote_char=dialect.quote or '"',
        infer_schema=False,
        skip_rows=int(dialect.sep_line),
        encoding="utf8-lossy",
        has_header=False,
    )
    names = _names(lines.head(1).collect())
    kept = [old for old, name in names.items() if wanted is None or name.removesuffix(AGAIN) in wanted]
    cells = lines.with_row_index(ROW, 1 + int(dialect.sep_line)).slice(1)
    filled = pl.exclude(ROW).fill_null("").str.strip_chars() != ""
    cells = cells.filter(pl.any_horizontal(filled if len(names) > 1 else pl.exclude(ROW).is_not_null()))
    told = {old: name for old, name in names.items() if old in kept}
    frame = cells.select(ROW, *kept).rename(told).collect(engine="streaming")
    return frame, tuple(name for name in names.values() if not name.startswith("\0"))


def _names(frame: pl.DataFrame) -> dict[str, str]:
    """Names of the first row; one that was there before is marked."""
    given: dict[str, str] = {}
    for old, name in zip(frame.columns, frame.row(0), strict=True):
        own = (name or "").removeprefix("\ufeff").strip() or f"\0{old}"
        while own in given.values():
            own += AGAIN
        given[old] = own
    return given


def _clean(frame: pl.DataFrame) -> pl.DataFrame:
    """Texts without blanks around, and nothing where there is no answer."""
    answer = pl.exclude(ROW).str.strip_chars()
    return frame.with_columns(
        pl.when(answer.is_in(list(MISSING))).then(None).otherwise(answer).name.keep(),
        pl.col(ROW).cast(pl.Int64),
    )
