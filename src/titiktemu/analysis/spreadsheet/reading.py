"""From a file to sheets of texts. What the bytes are decides how they are read, never the file's name."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, WorksheetNotFound, ZipError

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.dialect import SAMPLE_LETTERS, Dialect, detect_dialect, rows_of
from titiktemu.analysis.spreadsheet.encodings import detect_encoding

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LARGEST_UNPACKED = 1024 * 1024 * 1024
LARGEST_RATIO = 200
"""How many times larger than packed a workbook may become; real ones stay below 30."""
MOST_CELLS = 20_000_000
MOST_COLUMNS = 16_384
LONGEST_CELL = 1024 * 1024
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"BM")
OTHERS = {b"%PDF": "PDF", b"\x1f\x8b": "gzip", b"Rar!": "RAR", b"7z\xbc\xaf": "7-Zip", b"{\\rtf": "RTF"}

PICTURE = gettext_noop(
    "This is a picture. A table in a picture cannot be read; please send the spreadsheet it was made from."
)
OTHER_TYPE = gettext_noop("This is a {kind} file, not a table. Please send CSV, XLSX, XLS or ODS.")
LOCKED = gettext_noop(
    "This workbook is protected by a password. Please save a copy without one and send that."
)
DAMAGED = gettext_noop(
    "This workbook is damaged and cannot be read. Please open it, save it anew and send it again."
)
NOT_A_WORKBOOK = gettext_noop("This is a packed file but no workbook. Please send the spreadsheet itself.")
TOO_LARGE = gettext_noop("Unpacked, this workbook would be far larger than any real one. It was not opened.")
TOO_MANY_CELLS = gettext_noop("A sheet has more than {most} cells. Please send it as CSV.")
TOO_WIDE = gettext_noop("A row has more than {most} cells, more than any spreadsheet can hold.")
CELL_TOO_LONG = gettext_noop(
    "A single cell is longer than {most} letters; a quotation mark is probably never closed."
)
EMPTY = gettext_noop("The file is empty.")


class Unreadable(Exception):
    """The file cannot be read. ``template`` is one English sentence, the key of its translation."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, or the whole of a text file.

    Attributes
    ----------
    name : str
        "" for a text file.
    rows : list of list of str
        Every row, blank ones too, so that the first is row 1 of the file.
    is_hidden : bool
        Whether the workbook hides it.
    """

    name: str
    rows: list[list[str]]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a file.

    Attributes
    ----------
    sheets : tuple of Sheet
        In the order of the file.
    encoding : str
        "" for a workbook.
    dialect : Dialect or None
        None for a workbook.
    """

    sheets: tuple[Sheet, ...]
    encoding: str = ""
    dialect: Dialect | None = None


def read_file(path: Path) -> Read:
    """Read a file as texts.

    Parameters
    ----------
    path : Path
        CSV and its like in any encoding, XLSX, XLSM, XLSB, XLS or ODS.

    Returns
    -------
    Read
        All sheets; a sheet without cells has no rows.

    Raises
    ------
    Unreadable
        With a sentence for the person, where it is no table, locked, damaged or a trap.
    OSError
        Where it cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(512)
        if not head:
            raise Unreadable(EMPTY)
        if head.startswith((ZIP, OLE)):
            return _workbook(path, head)
        _refuse_others(head)
        file.seek(0)
        return _text(file.read())


def _refuse_others(head: bytes) -> None:
    if head.startswith(PICTURES):
        raise Unreadable(PICTURE)
    for magic, kind in OTHERS.items():
        if head.startswith(magic):
            raise Unreadable(OTHER_TYPE, kind=kind)


def _text(raw: bytes) -> Read:
    encoding = detect_encoding(raw)
    text = raw[encoding.mark :].decode(encoding.name, errors="replace")
    dialect = detect_dialect(text[: 2 * SAMPLE_LETTERS])
    return Read((Sheet("", _bounded(io.StringIO(text, newline=""), dialect)),), encoding.name, dialect)


def _bounded(lines: io.StringIO, dialect: Dialect) -> list[list[str]]:
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        rows = list(_narrow(rows_of(lines, dialect)))
    except csv.Error as error:
        if "field larger" in str(error):
            raise Unreadable(CELL_TOO_LONG, most=LONGEST_CELL) from error
        raise Unreadable(OTHER_TYPE, kind="?") from error
    finally:
        csv.field_size_limit(before)
    return rows


def _narrow(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    for row in rows:
        if len(row) > MOST_COLUMNS:
            raise Unreadable(TOO_WIDE, most=MOST_COLUMNS)
        yield row


def _workbook(path: Path, head: bytes) -> Read:
    if head.startswith(OLE) and ENCRYPTED in path.read_bytes():
        raise Unreadable(LOCKED)
    if head.startswith(ZIP):
        _refuse_bombs(path)
    try:
        book = CalamineWorkbook.from_path(path)
        return Read(tuple(_sheet(book, place) for place in range(len(book.sheet_names))))
    except PasswordError as error:
        raise Unreadable(LOCKED) from error
    except (CalamineError, ZipError, WorksheetNotFound, OSError, ValueError) as error:
        raise Unreadable(DAMAGED) from error


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            listed = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Unreadable(DAMAGED) from error
    names = {one.filename for one in listed}
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise Unreadable(NOT_A_WORKBOOK)
    unpacked = sum(one.file_size for one in listed)
    if unpacked > LARGEST_UNPACKED or unpacked > LARGEST_RATIO * max(path.stat().st_size, 64 * 1024):
        raise Unreadable(TOO_LARGE)


def _sheet(book: Any, place: int) -> Sheet:
    about = book.sheets_metadata[place]
    sheet = book.get_sheet_by_index(place)
    if sheet.height * sheet.width > MOST_CELLS:
        raise Unreadable(TOO_MANY_CELLS, most=MOST_CELLS)
    # Rows and columns that are empty at the edges stay: row 1 of the sheet is row 1 here.
    rows = [[as_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    return Sheet(about.name, rows, is_hidden="visible" not in str(about.visible).lower())


def as_text(cell: Any) -> str:
    """A cell of a workbook as it would be typed: numbers with a point, dates as ISO 8601.

    Examples
    --------
    >>> [as_text(one) for one in (2000000.0, 900000.25, True, date(2026, 5, 12), "0812")]
    ['2000000', '900000.25', 'true', '2026-05-12', '0812']
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)
