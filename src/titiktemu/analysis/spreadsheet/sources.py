"""Where the rows of a table come from: a sheet that is held, or a long text file that never is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.dialect import Dialect
from titiktemu.analysis.spreadsheet.encodings import Encoding
from titiktemu.analysis.spreadsheet.kinds import LOOKED_AT, column_kinds
from titiktemu.analysis.spreadsheet.left_out import NOTHING, LeftOut
from titiktemu.analysis.spreadsheet.margins import beside
from titiktemu.analysis.spreadsheet.pieces import PIECE, Piece, bounded_rows, frame_of, pieces
from titiktemu.analysis.spreadsheet.sheets import Read, Sheet, Unreadable
from titiktemu.analysis.spreadsheet.tables import Table, find_tables
from titiktemu.analysis.spreadsheet.totals import TOTAL, first

ROWS_A_PIECE = 50_000
FEW_ROWS, SAMPLED_ROWS = 20_000, 2000
"""Records of a held table that are all looked at one by one; and of a larger one, about how many."""
MOST_HELD = 24 * 1024 * 1024
"""Bytes beyond which a text file is read as one table, whatever else may stand in it."""
NO_TABLE = gettext_noop("No table was found at the beginning of this long file.")
HEAD, TAIL = 256 * 1024, 64 * 1024
"""Bytes of a long file in which its header and its notes are looked for."""
WINDOWS, WINDOW = 16, 8 * 1024
"""Places of a long file, and bytes of each, by which the meaning of its columns is guessed."""


type Tell = Callable[[float], None]


class Source(Protocol):
    """The rows of one table, as often as they are wanted.

    Attributes
    ----------
    sheet : str
        Name of the sheet; "" in a text file.
    table : Table
        Of a long file, its last rows are known only after all pieces were read.
    is_held : bool
        Whether a second reading costs next to nothing.
    wide : int
        Rows with filled cells beyond the last column, after all pieces were read.
    left_out : LeftOut
        Of a long file, what was left out of its cells, after all pieces were read; of a shorter one, the
        remarks of reading it say so.
    """

    sheet: str
    table: Table
    is_held: bool
    wide: int
    left_out: LeftOut

    def pieces(self) -> Iterator[Piece]:
        """The records, without totals and notes."""

    def sample(self) -> pl.DataFrame:
        """Records from everywhere in the table; all of them, if there are not more than `FEW_ROWS`."""

    def cells(self, row: int) -> list[str]:
        """The texts of a row of totals."""

    def top_rows(self) -> Sequence[Sequence[str]]:
        """All rows of the sheet; of a long file, those of its beginning."""

    def seen(self, table: Table, records: Collection[int] = ()) -> Source:
        """The same rows with the table where a person saw it; these rows are records, whatever they say."""


class Held:
    """A table of a sheet that is in memory."""

    is_held = True
    wide = 0

    def __init__(
        self, sheet: Sheet, table: Table, tell: Tell | None = None, left_out: LeftOut = NOTHING
    ) -> None:
        self.sheet, self.table, self._tell, self.left_out = sheet.name, table, tell, left_out
        self._rows = sheet.rows

    def pieces(self) -> Iterator[Piece]:
        """The records, some thousands at a time."""
        body, left, width = self.table.body, self.table.left, len(self.table.names)
        for start in range(0, len(body), ROWS_A_PIECE):
            part = body[start : start + ROWS_A_PIECE]
            frame = frame_of([self._rows[at - 1] for at in part], width, left)
            yield Piece(frame, pl.Series(part, dtype=pl.Int64))
            if self._tell:
                self._tell((start + len(part)) / len(body))

    def sample(self) -> pl.DataFrame:
        """All records; of very many, some from everywhere."""
        body, left, width = self.table.body, self.table.left, len(self.table.names)
        if len(body) > FEW_ROWS:
            body = body[:: len(body) // SAMPLED_ROWS]
        return frame_of([self._rows[at - 1] for at in body], width, left)

    def cells(self, row: int) -> list[str]:
        """The texts of a row, cut to the table."""
        left, width = self.table.left, len(self.table.names)
        cut = self._rows[row - 1][left : left + width]
        return [*cut, *[""] * (width - len(cut))]

    def top_rows(self) -> Sequence[Sequence[str]]:
        """All rows of the sheet."""
        return self._rows

    def seen(self, table: Table, records: Collection[int] = ()) -> Held:
        """The same rows with the table where a person saw it."""
        other = copy(self)
        other.table = table
        return other


class LongText:
    """The one table of a text file too long to be held.

    Parameters
    ----------
    path : Path
    encoding : Encoding
    dialect : Dialect
    tell : callable, optional
        Told after each piece how many bytes of the file are done, about.
    """

    is_held = False
    sheet = ""

    def __init__(self, path: Path, encoding: Encoding, dialect: Dialect, tell: Tell | None = None) -> None:
        self._path, self._encoding, self._dialect, self._tell = path, encoding, dialect, tell
        self._size = path.stat().st_size
        head, self._tail = self._head(), self._last_rows()
        found = find_tables([*head, *self._tail])
        self.is_one = len(found) == 1 and len(found[0].body) > len(head) // 2
        if self._size > MOST_HELD and not (found and found[0].names):
            raise Unreadable(NO_TABLE)
        self.is_largest = self._size > MOST_HELD
        """Whether it is too long to look for other tables in it."""
        self._seam, self._found = len(head), found[0] if found else Table((), 0)
        self._filled = self._dimensions([*head, *self._tail])
        self._kept: Collection[int] = ()
        self.table, self.wide, self.left_out = self._found, 0, NOTHING
        self._totals: dict[int, list[str]] = {}

    def _dimensions(self, rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
        """The columns that margins of a cube have filled beside the first; none where it is no cube."""
        body = [(at, self._cut(rows[at - 1])) for at in self._found.body[:LOOKED_AT]]
        records = [one for one in body if TOTAL.fullmatch(first(one[1])) is None]
        return beside(0, records, column_kinds([row for _at, row in body])) if records else ()

    def _head(self) -> list[list[str]]:
        with self._path.open("rb") as file:
            file.seek(self._encoding.mark)
            return self._rows(file.read(HEAD))[:-1]

    def _last_rows(self) -> list[list[str]]:
        with self._path.open("rb") as file:
            file.seek(max(self._size - TAIL, 0) // 4 * 4 + self._encoding.mark % 4)
            return self._rows(file.read())[1:]

    def _rows(self, raw: bytes) -> list[list[str]]:
        text = raw.decode(self._encoding.name, errors="replace")
        return bounded_rows(text, self._dialect)[0]

    def sample(self) -> pl.DataFrame:
        """Records from windows spread over the file."""
        left, width = self.table.left, len(self.table.names)
        rows: list[list[str]] = []
        with self._path.open("rb") as file:
            for place in range(WINDOWS):
                start = HEAD + place * max(self._size - HEAD, 0) // WINDOWS
                file.seek(start // 4 * 4 + self._encoding.mark % 4)
                rows += self._rows(file.read(WINDOW))[1:-1]
        return frame_of([row for row in rows if len(row) >= left + width], width, left)

    def pieces(self) -> Iterator[Piece]:
        """The records: no header, blank rows, totals or notes."""
        self._totals, self.wide, self.left_out = {}, 0, NOTHING
        left, width = self.table.left, len(self.table.names)
        above = max((*self._found.preamble, *self._found.header), default=0)
        waiting: Piece | None = None
        last = done = 0
        for piece in pieces(self._path, self._encoding, self._dialect, width, left):
            if waiting is not None:
                yield from self._records(waiting)
            waiting, last = piece, int(piece.rows[-1])
            if int(piece.rows[0]) <= above:
                waiting = piece.where(piece.rows > above)
            self.wide += piece.wide
            self.left_out += piece.left_out
            done += PIECE
            if self._tell:
                self._tell(min(1.0, done / self._size))
        if waiting is not None:
            self._know_end(last)
            below = [*self.table.notes]
            yield from self._records(waiting.where(~waiting.rows.is_in(below)) if below else waiting)
        self.table = replace(self.table, totals=tuple(sorted({*self._totals}.difference(self._kept))))

    def _know_end(self, last: int) -> None:
        """The rows of the end, found with the head alone, by their numbers in the whole file."""
        shift = last - self._seam - len(self._tail)
        notes = tuple(at + shift for at in self._found.notes if at > self._seam)
        ends = [at for at in self._found.totals if at > self._seam]
        self._totals |= {at + shift: self._cut(self._tail[at - self._seam - 1]) for at in ends}
        self.table = replace(self._found, notes=notes)

    def _records(self, piece: Piece) -> Iterator[Piece]:
        """A piece without blank rows and totals."""
        blank = pl.repeat(True, piece.frame.height, eager=True)
        for series in piece.frame.get_columns():
            if not blank.any():
                break
            blank &= series.str.len_bytes() == 0
        if blank.any():
            piece = piece.where(~blank)
        if not piece.frame.height:
            return
        totals = self._total_rows(piece)
        if totals:
            piece = piece.where(~piece.rows.is_in(totals))
        if piece.frame.height:
            yield piece

    def _total_rows(self, piece: Piece) -> list[int]:
        """Rows whose first filled cell is a word for total, and that are no margins of a cube."""
        frame, found = piece.frame, pl.repeat(False, piece.frame.height, eager=True)
        empty_so_far = ~found
        for series in frame.get_columns():
            if not empty_so_far.any():
                break
            found |= empty_so_far & series.str.contains(_TOTAL)
            empty_so_far &= series.str.len_bytes() == 0
        if found.any() and self._filled:
            others = [frame.get_columns()[at].str.strip_chars().str.len_bytes() > 0 for at in self._filled]
            found &= ~pl.select(pl.all_horizontal(others)).to_series()
        if found.any():
            numbers = piece.rows.filter(found).to_list()
            self._totals |= zip(numbers, map(list, frame.filter(found).rows()), strict=True)
        here = [row for row in self._totals if piece.rows[0] <= row <= piece.rows[-1]]
        return [row for row in here if row not in self._kept]

    def cells(self, row: int) -> list[str]:
        """The texts of a row of totals."""
        return self._totals[row]

    def top_rows(self) -> Sequence[Sequence[str]]:
        """The rows of the beginning."""
        return self._head()

    def seen(self, table: Table, records: Collection[int] = ()) -> LongText:
        """The same rows with the table where a person saw it."""
        other = copy(self)
        if (table.left, len(table.names)) != (self._found.left, len(self._found.names)):
            other._filled = ()
        other.table = other._found = table
        other._kept = frozenset(records)
        return other

    def _cut(self, row: Sequence[str]) -> list[str]:
        left, width = self._found.left, len(self._found.names)
        cut = list(row[left : left + width])
        return [*cut, *[""] * (width - len(cut))]


_TOTAL = rf"(?i)^\s*(?:{TOTAL.pattern})\s*$"


def sources_of(read: Read, tell: Tell | None = None) -> Sequence[Source]:
    """The tables of a file, in its order.

    Parameters
    ----------
    read : Read
        From `spreadsheet.reading.read_file`.
    tell : callable, optional
        Told now and then which part of the table that is being read is done, from 0 to 1. What it raises ends
        the reading.
    """
    if read.long is not None and read.dialect is not None:
        long = LongText(read.long.path, read.long.encoding, read.dialect, tell)
        if long.is_one or long.is_largest:
            return [long]
        rows, left_out = bounded_rows(read.long.text(), read.dialect)
        sheet = Sheet("", rows)
        return [
            Held(sheet, table, tell, NOTHING if place else left_out)
            for place, table in enumerate(find_tables(rows))
        ]
    return [Held(sheet, table, tell) for sheet in read.sheets for table in find_tables(sheet.rows)]
