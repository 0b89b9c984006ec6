"""Columns of texts from CSV and TSV files, with or without a header, as long as memory allows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.dialect import Dialect, detect_dialect, rows_of
from titiktemu.analysis.spreadsheet.encodings import file_encoding

SAMPLE = 48 * 1024
LONGEST_CELL = 100_000_000
ZIP = b"PK\x03\x04"
NO_ROWS = gettext_noop("{file} holds no rows.")
NO_COLUMN = gettext_noop("{file} has no column “{column}”; its columns are: {columns}.")
NO_SUCH_NUMBER = gettext_noop("{file} has no column {column}: its first row has {many}.")
WORKBOOK = gettext_noop("{file} is a workbook; save its sheet as CSV first.")
BROKEN = gettext_noop("{file} cannot be cut into rows and cells: {reason}.")
SHOWN = 20


class NoTexts(Exception):
    """The file cannot be used. ``template`` is one English sentence, the key of its translation."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values


@dataclass(frozen=True, slots=True)
class Columns:
    """Some columns of a file.

    Attributes
    ----------
    values : tuple of list of str
        Of each column that was asked for, its cells; "" where a row is too short.
    has_header : bool
        Whether the first row holds names.
    """

    values: tuple[list[str], ...]
    has_header: bool


def read_columns(path: Path, names: Sequence[str]) -> Columns:
    r"""Read some columns.

    Parameters
    ----------
    path : Path
        A CSV or TSV file; encoding, delimiter and quotes are told from it.
    names : sequence of str
        Columns by name. Where the first row has no such name, a number from 1 means a column by its place;
        where all are meant so, the file has no header.

    Returns
    -------
    Columns
        Blank lines are left out; a row whose cells are all empty is a row.

    Raises
    ------
    NoTexts
        Without rows or such columns, for a workbook, and where it cannot be cut into rows.
    """
    with path.open("rb") as file:
        if file.read(4) == ZIP:
            raise NoTexts(WORKBOOK, file=path.name)
        file.seek(0)
        encoding = file_encoding(file)
        file.seek(encoding.mark)
        text = io.TextIOWrapper(file, encoding=encoding.name, errors="replace", newline="")
        dialect = _dialect(path, text.read(SAMPLE))
        text.seek(encoding.mark)
        before = csv.field_size_limit(LONGEST_CELL)
        try:
            rows = rows_of(text, dialect)
            if dialect.sep_line:
                next(rows, None)
            return _cut(path.name, map(_bare, rows) if not dialect.quote else rows, names)
        except csv.Error as error:
            raise NoTexts(BROKEN, file=path.name, reason=error) from error
        finally:
            csv.field_size_limit(before)


def _dialect(path: Path, sample: str) -> Dialect:
    """How the file is cut.

    A file that calls itself tab-separated is, where it has tabs: sentences are full of commas. Where every
    line has as many tabs, a row is a line, and a quote that is never closed swallows nothing.
    """
    if path.suffix.lower() in {".tsv", ".tab"} and "\t" in sample:
        sample = sample.replace(",", " ").replace(";", " ")
    found = detect_dialect(sample)
    lines = sample.splitlines()[: -1 if len(sample) >= SAMPLE else None]
    tabs = {line.count("\t") for line in lines if line.strip()}
    return replace(found, quote="", escape="") if found.delimiter == "\t" and len(tabs) == 1 else found


def _bare(row: list[str]) -> list[str]:
    """Cells without the quotes around them."""
    return [
        cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell
        for cell in row
    ]


def _cut(file: str, rows: Iterator[list[str]], names: Sequence[str]) -> Columns:
    filled = (row for row in rows if row)
    first = next(filled, None)
    if first is None:
        raise NoTexts(NO_ROWS, file=file)
    places, has_header = _places(file, [cell.strip() for cell in first], names)
    values: tuple[list[str], ...] = tuple([] for _ in places)
    for row in filled if has_header else chain([first], filled):
        for place, cells in zip(places, values, strict=True):
            cells.append(row[place] if place < len(row) else "")
    return Columns(values, has_header)


def _places(file: str, head: list[str], names: Sequence[str]) -> tuple[list[int], bool]:
    """Where the columns are, and whether the first row holds names."""
    small = [cell.casefold() for cell in head]
    places, has_header = [], False
    for name in names:
        if name in head or name.strip().casefold() in small:
            places.append(head.index(name) if name in head else small.index(name.strip().casefold()))
            has_header = True
        elif not name.isdecimal():
            shown = ", ".join(cell[:40] for cell in head[:SHOWN])
            raise NoTexts(NO_COLUMN, file=file, column=name, columns=shown)
        elif not 1 <= int(name) <= len(head):
            raise NoTexts(NO_SUCH_NUMBER, file=file, column=name, many=len(head))
        else:
            places.append(int(name) - 1)
    return places, has_header
