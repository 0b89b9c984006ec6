"""From a file to sheets of texts. What the bytes are decides how they are read, never the file's name."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.dialect import SAMPLE_LETTERS, detect_dialect
from titiktemu.analysis.spreadsheet.encodings import file_encoding
from titiktemu.analysis.spreadsheet.html_tables import is_markup, read_markup
from titiktemu.analysis.spreadsheet.pieces import (
    CELL_TOO_LONG,
    LONGEST_CELL,
    LONGEST_LINE,
    bounded_rows,
)
from titiktemu.analysis.spreadsheet.sheets import Read, Sheet, TextFile, Unreadable
from titiktemu.analysis.spreadsheet.workbooks import OLE, ZIP, Tell, read_workbook

__all__ = ["Read", "Sheet", "Unreadable", "read_file"]

LONG = 8 * 1024 * 1024
"""Bytes beyond which a text file is never held whole."""
WINDOW = 64 * 1024
"""Bytes in which the end of a line is looked for at once."""
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"BM")
OTHERS = {b"%PDF": "PDF", b"\x1f\x8b": "gzip", b"Rar!": "RAR", b"7z\xbc\xaf": "7-Zip", b"{\\rtf": "RTF"}

PICTURE = gettext_noop(
    "This is a picture. A table in a picture cannot be read; please send the spreadsheet it was made from."
)
OTHER_TYPE = gettext_noop("This is a {kind} file, not a table. Please send CSV, XLSX, XLS or ODS.")
EMPTY = gettext_noop("The file is empty.")


def read_file(path: Path, tell: Tell | None = None) -> Read:
    """Read a file as texts.

    Parameters
    ----------
    path : Path
        CSV and its like in any encoding, XLSX, XLSM, XLSB, XLS or ODS.
    tell : callable, optional
        Told which part is done, from 0 to 1; what it raises ends the reading and comes out here.

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
            return read_workbook(path, head, tell)
        _refuse_others(head)
        if is_markup(head):
            return read_markup(path)
        return _text(path, file)


def _refuse_others(head: bytes) -> None:
    if head.startswith(PICTURES):
        raise Unreadable(PICTURE)
    for magic, kind in OTHERS.items():
        if head.startswith(magic):
            raise Unreadable(OTHER_TYPE, kind=kind)


def _refuse_endless(file: BinaryIO, size: int) -> None:
    """A line longer than can be held is found before anything else is done with the file.

    It is enough to find one end of a line in every stretch that could still be held.
    """
    begin = 0
    while begin + LONGEST_LINE < size:
        begin = _last_line_end(file, begin, begin + LONGEST_LINE)


def _last_line_end(file: BinaryIO, begin: int, stop: int) -> int:
    """Where the last line that ends between two places ends; searched from behind."""
    while stop > begin:
        start = max(begin, stop - WINDOW)
        file.seek(start)
        piece = file.read(stop - start)
        end = max(piece.rfind(b"\n"), piece.rfind(b"\r"))
        if end >= 0:
            return start + end + 1
        stop = start
    raise Unreadable(CELL_TOO_LONG, most=LONGEST_CELL)


def _text(path: Path, file: BinaryIO) -> Read:
    file.seek(0)
    found = TextFile(path, file_encoding(file))
    size = file.tell()
    file.seek(found.encoding.mark)
    sample = file.read(8 * SAMPLE_LETTERS).decode(found.encoding.name, errors="replace")
    dialect = detect_dialect(sample[: 2 * SAMPLE_LETTERS])
    if size > LONG:
        _refuse_endless(file, size)
        return Read((), found.encoding.name, dialect, long=found)
    rows, left_out = bounded_rows(found.text(), dialect)
    return Read((Sheet("", rows),), found.encoding.name, dialect, remarks=tuple(left_out.remarks()))
