"""How far the cells of a binary workbook reach (XLS, XLSB), and which rows and columns an XLS hides.

A single record can say that it stands in the last row and column there may be; whoever sets aside memory for
all cells before it dies of that. So the records are walked first. Formats: [MS-CFB], [MS-XLS], [MS-XLSB].
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator

from titiktemu.analysis.spreadsheet.packed import DAMAGED, LOCKED, Packed
from titiktemu.analysis.spreadsheet.sheets import Unreadable
from titiktemu.analysis.spreadsheet.workbook_layout import MOST_CELLS, TOO_MANY_CELLS, Layout

FREE = 0xFFFFFFFA
"""Numbers of sectors end here; those above are marks."""
SMALL_STREAM = 4096
ENTRY, MINI = 128, 64
FILEPASS, BOUNDSHEET, EOF, ROW, COLINFO, MULRK = 0x2F, 0x85, 0xA, 0x208, 0x7D, 0xBD
MOST_SHEETS = 1000
CELLS = frozenset({0x203, 0xFD, 0x204, 0x27E, 0x6, 0x206, 0x406, 0x205, 0xD6})
ROW_IS_HIDDEN, COLUMN_IS_HIDDEN = 0x20, 0x1
MOST_XLS_COLUMNS = 256
XLSB_CELLS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 62})


def xls_layouts(held: bytes | mmap.mmap) -> list[Layout]:
    """Layouts of the sheets of an XLS, in the order of the file: extent, hidden rows and columns.

    Raises
    ------
    Unreadable
        Where it is locked, damaged, or has more than `MOST_CELLS`.
    """
    try:
        with memoryview(held) as view:
            return _sheets(_stream(view))
    except (struct.error, LookupError, ValueError) as error:
        raise Unreadable(DAMAGED) from error


def _stream(view: memoryview) -> bytes:
    """The records of the workbook, out of the sectors of the file that holds it."""
    size = 1 << struct.unpack_from("<H", view, 0x1E)[0]
    if size not in {512, 4096}:
        raise ValueError(size)
    first_entry, first_mini, first_more, many_more = (
        struct.unpack_from("<I", view, at)[0] for at in (0x30, 0x3C, 0x44, 0x48)
    )

    def sector(number: int) -> memoryview:
        return view[(number + 1) * size : (number + 2) * size]

    lists = list(struct.unpack_from("<109I", view, 0x4C))
    for _one in range(min(many_more, len(view) // size)):
        more = struct.unpack(f"<{size // 4}I", sector(first_more))
        lists += more[:-1]
        first_more = more[-1]
    real = [one for one in lists if one < FREE][: len(view) // size + 1]
    following = [number for one in real for number in struct.unpack(f"<{size // 4}I", sector(one))]

    def chain(start: int) -> bytes:
        return b"".join(sector(one) for one in _chain(start, following))

    entries = dict(_entries(chain(first_entry)))
    start, length = entries["Workbook" if "Workbook" in entries else "Book"]
    if length >= SMALL_STREAM:
        return chain(start)[:length]
    small = chain(entries["Root Entry"][0])
    numbers = chain(first_mini)
    minis = struct.unpack(f"<{len(numbers) // 4}I", numbers)
    return b"".join(small[one * MINI : (one + 1) * MINI] for one in _chain(start, minis))[:length]


def _chain(start: int, following: list[int] | tuple[int, ...]) -> Iterator[int]:
    for _one in following:  # no chain is longer than all sectors: a ring ends here
        if start >= FREE:
            return
        yield start
        start = following[start]


def _entries(directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    for at in range(0, len(directory) - ENTRY + 1, ENTRY):
        letters = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + min(max(letters - 2, 0), 64)].decode("utf-16-le", "replace")
        yield name, struct.unpack_from("<II", directory, at + 116)


def _sheets(stream: bytes) -> list[Layout]:
    """Each from where the list of sheets says that it begins, as readers do."""
    found: list[Layout] = []
    walked = 0
    for begin in _begins(stream):
        layout = Layout()
        for kind, body, length in _records(stream, begin):
            _note(layout, kind, stream, body, length)
            walked += length + 4
        found.append(layout)
        if walked > 2 * len(stream):  # sheets do not overlap
            raise Unreadable(DAMAGED)
    if sum(one.cells for one in found) > MOST_CELLS:
        raise Unreadable(TOO_MANY_CELLS, most=MOST_CELLS)
    return found


def _begins(stream: bytes) -> list[int]:
    found: list[int] = []
    for kind, body, _length in _records(stream, 0):
        if kind == FILEPASS:
            raise Unreadable(LOCKED)
        if kind == BOUNDSHEET:
            found.append(struct.unpack_from("<I", stream, body)[0])
    if len(found) > MOST_SHEETS:
        raise Unreadable(DAMAGED)
    return found


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kinds of the records up to the end of a part, each with where its content begins and its length."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == EOF:
            return
        yield kind, at + 4, length
        at += 4 + length


def _note(layout: Layout, kind: int, records: bytes, body: int, length: int) -> None:
    if kind in CELLS:
        layout.reach(*struct.unpack_from("<HH", records, body))
    elif kind == MULRK and length >= 6:
        row = struct.unpack_from("<H", records, body)[0]
        layout.reach(row, struct.unpack_from("<H", records, body + length - 2)[0])
    elif kind == ROW:
        row, flags = struct.unpack_from("<H10xH", records, body)
        if flags & ROW_IS_HIDDEN:
            layout.hidden_rows.append(row)
    elif kind == COLINFO:
        first, last, flags = struct.unpack_from("<HH4xH", records, body)
        if flags & COLUMN_IS_HIDDEN:
            layout.hidden_columns += range(first, min(last + 1, MOST_XLS_COLUMNS))


def check_xlsb(packed: Packed) -> None:
    """Walk the cells of an XLSB.

    Raises
    ------
    Unreadable
        Where its sheets together have more than `MOST_CELLS`, or it is damaged.
    """
    cells = 0
    for path in sorted(packed.names):
        if path.startswith("xl/") and "sheet" in path.lower() and path.endswith(".bin"):
            layout = _reach(b"".join(packed.pieces(path)))
            cells += layout.cells
            if cells > MOST_CELLS:
                raise Unreadable(TOO_MANY_CELLS, most=MOST_CELLS)


def _reach(records: bytes) -> Layout:
    layout, row, at = Layout(), 0, 0
    try:
        while at < len(records):
            kind, at = _varying(records, at, 2)
            length, at = _varying(records, at, 4)
            if kind == 0:
                row = struct.unpack_from("<I", records, at)[0]
            elif kind in XLSB_CELLS:
                layout.reach(row, struct.unpack_from("<I", records, at)[0])
            at += length
    except (struct.error, IndexError) as error:
        raise Unreadable(DAMAGED) from error
    return layout


def _varying(records: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of one to four bytes, seven bits each, and where the next thing begins."""
    value = 0
    for place in range(most):
        byte = records[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value, at + place + 1
    return value, at + most
