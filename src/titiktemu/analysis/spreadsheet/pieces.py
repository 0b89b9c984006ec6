"""A long text file, piece by piece: frames of texts with the numbers of their rows, in bounded memory.

Each piece is cut by polars where that gives one record for each line, and by Python's own reader where it
does not (line breaks in cells, blank lines, rows of another length): the second is slower and always right.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.dialect import Dialect, rows_of
from titiktemu.analysis.spreadsheet.encodings import Encoding
from titiktemu.analysis.spreadsheet.left_out import NOTHING, TYPED_AS_TEXT, LeftOut, leave_out_apostrophes
from titiktemu.analysis.spreadsheet.sheets import Unreadable

PIECE = 16 * 1024 * 1024
LONGEST_CELL = 1024 * 1024
LONGEST_LINE = 4 * PIECE
MOST_COLUMNS = 16_384
STEPS_BACK = 1000
"""Lines that a cut may move back to leave no cell open."""
LINE_FEED, NEAR, STEP = 10, 64 * 1024, 512 * 1024
TOO_WIDE = gettext_noop("A row has more than {most} cells, more than any spreadsheet can hold.")
CELL_TOO_LONG = gettext_noop(
    "A single cell is longer than {most} letters; a quotation mark is probably never closed."
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a table.

    Attributes
    ----------
    frame : polars.DataFrame
        Columns "0", "1", … of texts, without nulls.
    rows : polars.Series
        Number of each row in its file, from 1.
    wide : int
        Rows that had filled cells beyond the last column; these are not in the frame.
    left_out : LeftOut
        What was left out of the cells.
    """

    frame: pl.DataFrame
    rows: pl.Series
    wide: int = 0
    left_out: LeftOut = NOTHING

    def where(self, kept: pl.Series) -> Piece:
        """Only the rows for which this is true."""
        return replace(self, frame=self.frame.filter(kept), rows=self.rows.filter(kept))


def frame_of(rows: Sequence[Sequence[str]], width: int, left: int = 0) -> pl.DataFrame:
    """Rows of texts as a frame of so many columns; short rows are filled with empty texts."""
    cut = [[*row[left : left + width], *[""] * (left + width - len(row))] for row in rows]
    return _framed(cut, width)


def _framed(cut: list[list[str]], width: int) -> pl.DataFrame:
    columns = list(zip(*cut, strict=True)) if cut else [()] * width
    return pl.DataFrame([pl.Series(str(at), values[:], dtype=pl.String) for at, values in enumerate(columns)])


def bounded_rows(text: str, dialect: Dialect) -> tuple[list[list[str]], LeftOut]:
    """All rows of a text, and what was left out of them; refuses cells and rows beyond any real one.

    Raises
    ------
    Unreadable
        Where a cell or a row is too long.
    """
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        rows = []
        for row in rows_of(text, dialect):
            if len(row) > MOST_COLUMNS:
                raise Unreadable(TOO_WIDE, most=MOST_COLUMNS)
            rows.append(row)
    except csv.Error as error:
        raise Unreadable(CELL_TOO_LONG, most=LONGEST_CELL) from error
    finally:
        csv.field_size_limit(before)
    left_out = LeftOut(nuls=text.count("\0"))
    if "'" in text and dialect.quote != "'":
        left_out = replace(leave_out_apostrophes(rows), nuls=left_out.nuls)
    return rows, left_out


class _Bytes:
    """A file that is UTF-8: bytes from a place, as many as wanted."""

    def __init__(self, path: Path, encoding: Encoding) -> None:
        self._file = path.open("rb", buffering=0)
        self._at, self._size = encoding.mark, path.stat().st_size

    def __enter__(self) -> _Bytes:
        return self

    def __exit__(self, *_about: object) -> None:
        self._file.close()

    def ahead(self, wanted: int) -> tuple[bytes, bool]:
        """The next bytes, without going on, and whether they are the last.

        Fewer where a line ends near: a block of whole lines need not be copied to be cut.
        """
        if self._at + wanted < self._size:
            many = min(wanted, NEAR)
            self._file.seek(self._at + wanted - many)
            if cut := self._file.read(many).rfind(b"\n") + 1:
                wanted -= many - cut
        self._file.seek(self._at)
        block = self._file.read(wanted)
        return block, self._at + len(block) >= self._size

    def go_on(self, many: int) -> None:
        """Leave so many bytes behind."""
        self._at += many


class _Letters(_Bytes):
    """The same of a file in another encoding."""

    @staticmethod
    def _of(decoder: codecs.IncrementalDecoder) -> codecs.IncrementalDecoder | io.IncrementalNewlineDecoder:
        return decoder

    def __init__(self, path: Path, encoding: Encoding) -> None:
        super().__init__(path, encoding)
        decoder = codecs.getincrementaldecoder(encoding.name)("replace")
        self._decoder = self._of(decoder)
        self._file.seek(encoding.mark)
        self._held, self._is_last = b"", False

    def ahead(self, wanted: int) -> tuple[bytes, bool]:
        """The next bytes in UTF-8, without going on, and whether they are the last."""
        while len(self._held) < wanted and not self._is_last:
            raw = self._file.read(PIECE)
            self._is_last = not raw
            self._held += self._decoder.decode(raw, final=not raw).encode()
        return self._held[:wanted], self._is_last and len(self._held) <= wanted

    def go_on(self, many: int) -> None:
        """Leave so many bytes behind."""
        self._held = self._held[many:]


class _OldLines(_Letters):
    """The same of a file whose lines end with a carriage return alone: line feeds are put in their place."""

    @staticmethod
    def _of(decoder: codecs.IncrementalDecoder) -> io.IncrementalNewlineDecoder:
        return io.IncrementalNewlineDecoder(decoder, translate=True)


def _cut(block: bytes, mark: bytes) -> int:
    """Where the last whole record ends; 0 where none does."""
    end = block.rfind(b"\n") + 1
    if not mark or not end:
        return end
    odd, steps, cut = block.count(mark, 0, end) % 2, 0, end
    while odd and cut and steps < STEPS_BACK:
        before = block.rfind(b"\n", 0, cut - 1) + 1
        odd ^= block.count(mark, before, cut) % 2
        cut, steps = before, steps + 1
    # Marks that never pair stand inside of plain cells; the slow reader will sort that out.
    return end if odd else cut


def pieces(path: Path, encoding: Encoding, dialect: Dialect, width: int, left: int = 0) -> Iterator[Piece]:
    """The rows of a text file from the first to the last, blank ones too.

    Parameters
    ----------
    path : Path
    encoding : Encoding
    dialect : Dialect
    width : int
        Columns of the table.
    left : int
        Column in which it begins, from 0.

    Yields
    ------
    Piece

    Raises
    ------
    Unreadable
        Where a line has no end, or a cell or a row is too long.
    """
    first, wanted = 1, PIECE
    opened = _Bytes if encoding.name == "utf-8" else _Letters
    if dialect.line == "\r":
        opened = _OldLines
    with opened(path, encoding) as source:
        while True:
            block, is_last = source.ahead(wanted)
            if not block:
                return
            end, frame, wide, left_out = _read(block, is_last, dialect, width, left)
            if not end:
                if wanted >= LONGEST_LINE:
                    raise Unreadable(CELL_TOO_LONG, most=LONGEST_CELL)
                wanted *= 2
                continue
            source.go_on(end)
            wanted = PIECE
            yield Piece(frame, pl.int_range(first, first + frame.height, eager=True), wide, left_out)
            first += frame.height


def _read(
    block: bytes, is_last: bool, dialect: Dialect, width: int, left: int
) -> tuple[int, pl.DataFrame, int, LeftOut]:
    """How many bytes of the block are whole records, these, how many are too wide, what was left out."""
    end = len(block) if is_last else block.rfind(b"\n") + 1
    whole = block if end == len(block) else block[:end]
    nuls = whole.count(b"\0") if b"\0" in whole else 0  # looking is quick, counting is not
    frame = _fast(whole.replace(b"\0", b"") if nuls else whole, dialect, left + width)
    if frame is not None:
        frame = frame[:, left:].rename(lambda name: str(int(name) - left)) if left else frame
        left_out = LeftOut(nuls=nuls)
        if b"'" in whole and dialect.quote != "'":
            frame, many = _without_apostrophes(frame)
            left_out = replace(left_out, apostrophes=many)
        return end, frame, 0, left_out
    end = len(block) if is_last else _cut(block, dialect.quote.encode())
    text = block[:end].decode("utf-8", "replace")
    rows, left_out = bounded_rows(text, dialect)
    wide = sum(1 for row in rows if any(map(str.strip, row[left + width :])))
    return end, frame_of(rows, width, left), wide, left_out


def _without_apostrophes(frame: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """The same without the apostrophes before numbers, and how many there were."""
    pattern, many, bare = rf"^{TYPED_AS_TEXT.pattern}$", 0, {}
    for series in frame.get_columns():
        if series.str.starts_with("'").any() and (found := int(series.str.contains(pattern).sum())):
            many += found
            bare[series.name] = series.str.replace(pattern, "$1")
    return frame.with_columns(**bare), many


def _fast(block: bytes, dialect: Dialect, width: int) -> pl.DataFrame | None:
    """A block by polars, or None where it does not give one record for each line."""
    quick = len(dialect.delimiter.encode()) == 1 and len(dialect.quote.encode()) <= 1 and not dialect.escape
    if not quick or not block:
        return None
    try:
        frame = pl.read_csv(
            block,
            has_header=False,
            schema={str(at): pl.String for at in range(width)},
            separator=dialect.delimiter,
            quote_char=dialect.quote or None,
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError:
        return None
    lines = _line_feeds(block) + (not block.endswith(b"\n"))
    last = block[block.rfind(b"\n", 0, -1) + 1 :]
    # Where every line is a record, only the last may hold a cell that goes on beyond the block.
    if frame.height != lines or (dialect.quote and last.count(dialect.quote.encode()) % 2):
        return None
    return frame.fill_null("") if any(series.null_count() for series in frame) else frame


def _line_feeds(block: bytes) -> int:
    """How many there are: in steps that stay in the processor's cache, which is twice as quick as `count`."""
    letters = np.frombuffer(block, dtype=np.uint8)
    parts = (letters[at : at + STEP] for at in range(0, len(letters), STEP))
    return sum(int(np.count_nonzero(one == LINE_FEED)) for one in parts)
