"""A table where a person saw it, when it was found elsewhere: header, first and last row, totals, notes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl

from titiktemu.analysis.recipes.choices import Corrections, Role, RowChoice
from titiktemu.analysis.spreadsheet.headers import column_names
from titiktemu.analysis.spreadsheet.kinds import Kind, kind_of
from titiktemu.analysis.spreadsheet.pieces import Piece
from titiktemu.analysis.spreadsheet.sources import Source
from titiktemu.analysis.spreadsheet.tables import Table

LONGEST_LABEL = 200
"""Letters by which a row is found again."""
WORDS = frozenset({Kind.TEXT, Kind.CODE})


def as_found(table: Table) -> Corrections:
    """No corrections yet, of a table that was found here."""
    return Corrections(top=_top(table), bottom=_bottom(table), depth=len(table.header), found=table.names)


def corrected(source: Source, corrections: Corrections) -> Source:
    """The table as a person saw it.

    Parameters
    ----------
    source : Source
    corrections : Corrections
        Their rows are those of this very file; `moved` brings older ones to it.

    Returns
    -------
    Source
        The same one, where nothing was corrected.
    """
    if corrections.is_empty:
        return source
    if source.is_held:
        return source.seen(_held(source, corrections))
    records = [one.row for one in corrections.rows if one.role is Role.RECORD]
    seen = source.seen(_long(source, corrections), records)
    told = {one.row: one.role for one in corrections.rows if one.role is not Role.RECORD}
    return Cut(seen, told, corrections.last_row)


class Cut:
    """A long table without some of its rows.

    Parameters
    ----------
    source : Source
    out : mapping of int to Role
        Rows of the file that are no records, and what they are; those that are totals are totals of the table
        once all pieces were read.
    last : int or None
        The last record's row.
    """

    is_held = False

    def __init__(self, source: Source, out: Mapping[int, Role], last: int | None) -> None:
        self._source, self._out, self._last = source, out, last
        self._totals: dict[int, list[str]] = {}
        self.sheet, self.table, self.wide = source.sheet, source.table, source.wide
        self.left_out = source.left_out

    def pieces(self) -> Iterator[Piece]:
        """The records that are left."""
        out = pl.Series([*self._out], dtype=pl.Int64).implode()
        totals = pl.Series([at for at, role in self._out.items() if role is Role.TOTAL], dtype=pl.Int64)
        for piece in self._source.pieces():
            named = piece.rows.is_in(totals.implode())
            if named.any():
                cells = map(list, piece.frame.filter(named).rows())
                self._totals |= zip(piece.rows.filter(named).to_list(), cells, strict=True)
            kept = ~piece.rows.is_in(out)
            if self._last is not None:
                kept &= piece.rows <= self._last
            left = piece if kept.all() else piece.where(kept)
            if left.frame.height:
                yield left
        self.table, self.wide = self._source.table, self._source.wide
        self.left_out = self._source.left_out
        found = [at for at in self.table.totals if at not in self._out]
        self.table = replace(self.table, totals=tuple(sorted({*found, *self._totals})))

    def sample(self) -> pl.DataFrame:
        """Records from everywhere in the table."""
        return self._source.sample()

    def cells(self, row: int) -> list[str]:
        """The texts of a row of totals."""
        return self._totals[row] if row in self._totals else self._source.cells(row)

    def top_rows(self) -> Sequence[Sequence[str]]:
        """The rows of the beginning."""
        return self._source.top_rows()

    def seen(self, table: Table, records: Collection[int] = ()) -> Source:
        """The same rows with the table elsewhere."""
        return self._source.seen(table, records)


def moved(corrections: Corrections, source: Source) -> tuple[Corrections, tuple[RowChoice, ...]]:
    """Corrections brought to another delivery of the table, whose rows may stand elsewhere.

    Header and first row keep their distance from the top of the table as it is found, the last row from its
    bottom. Rows that were marked are found again by their words, the nearest one.

    Returns
    -------
    Corrections
    tuple of RowChoice
        Marked rows that are not found again; they are no longer among the corrections.
    """
    table = source.table
    down, below = _top(table) - corrections.top, _bottom(table) - corrections.bottom
    rows = source.top_rows() if corrections.rows else ()
    labels = {at: label(row, table) for at, row in enumerate(rows, start=1)}
    firsts = {at: _first_text(row) for at, row in enumerate(rows, start=1)}
    kept: list[RowChoice] = []
    lost: list[RowChoice] = []
    for one in corrections.rows:
        near = one.row + down, one.row + below
        row = _found_again(one, labels, near) or _found_again(one, firsts, near)
        if row is None or row in {other.row for other in kept}:
            lost.append(one)
        else:
            kept.append(replace(one, row=row))
    first, last = corrections.first_row, corrections.last_row
    made = replace(
        corrections,
        top=_top(table),
        bottom=_bottom(table),
        depth=len(table.header),
        found=table.names,
        header_rows=tuple(at + down for at in corrections.header_rows if at + down >= 1),
        first_row=None if first is None else max(1, first + down),
        last_row=None if last is None else max(1, (first or 1) + down, last + below),
        rows=tuple(kept),
    )
    return made, tuple(lost)


def _found_again(one: RowChoice, firsts: Mapping[int, str], near: tuple[int, int]) -> int | None:
    same = [at for at, text in firsts.items() if text == one.text and text]
    return min(same, key=lambda at: min(abs(at - place) for place in near), default=None)


def label_text(source: Source, row: int) -> str:
    """The words of a row, by which it is found again in another delivery; "" where it is not at hand."""
    rows = source.top_rows()
    return label(rows[row - 1], source.table) if row <= len(rows) else ""


def labels_missing(corrections: Corrections, source: Source) -> dict[str, str]:
    """Words of marked rows that were not at hand when somebody marked them, by the number of the row."""
    rows = source.top_rows() if any(not one.text for one in corrections.rows) else ()
    return {
        str(one.row): label(rows[one.row - 1], source.table)
        for one in corrections.rows
        if not one.text and one.row <= len(rows)
    }


def with_labels(corrections: Corrections, labels: Mapping[str, str]) -> Corrections:
    """The same with the words that `labels_missing` found."""
    rows = (replace(one, text=one.text or labels.get(str(one.row), "")) for one in corrections.rows)
    return replace(corrections, rows=tuple(rows))


def label(row: Sequence[str], table: Table) -> str:
    """What does not change with the figures of a row: its words, or its first cell where it has none.

    Examples
    --------
    >>> label(["2023", "Muncar", "Jumlah", "1.200"], Table(("Tahun", "Desa", "Jenis", "Jiwa"), 0))
    'Muncar · Jumlah'
    """
    own = row[table.left : table.left + max(len(table.names), 1)]
    words = (" ".join(cell.split()) for cell in own if kind_of(cell) in WORDS)
    return " · ".join(one for one in words if one)[:LONGEST_LABEL] or _first_text(row)


def _first_text(row: Sequence[str]) -> str:
    return next((" ".join(cell.split()) for cell in row if cell.strip()), "")


def _top(table: Table) -> int:
    return min((*table.header, *table.body[:1], *table.totals[:1]), default=1)


def _bottom(table: Table) -> int:
    return max((*table.header, *table.body[-1:], *table.totals[-1:]), default=1)


def _begin(source: Source, told: Corrections) -> tuple[Table, int]:
    """The table with the right header, and the first row that can be a record."""
    rows, table = source.top_rows(), source.table
    if not told.header_rows:
        first = min((*table.body[:1], *table.totals[:1]), default=max(table.header, default=0) + 1)
        return table, told.first_row or first
    header = [rows[at - 1] for at in told.header_rows if at <= len(rows)]
    below = [rows[at - 1] for at in table.body if at <= len(rows)]
    left, right = _edges([*header, *below])
    cut = [[row[at] if at < len(row) else "" for at in range(left, right)] for row in header]
    names = column_names(cut, right - left)
    above = tuple(at for at in range(1, told.header_rows[0]) if at <= len(rows) and _first_text(rows[at - 1]))
    table = replace(table, names=names, left=left, header=told.header_rows, preamble=above)
    return table, told.first_row or told.header_rows[-1] + 1


def _edges(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    places = [place for row in rows for place, cell in enumerate(row) if cell.strip()]
    return min(places, default=0), max(places, default=0) + 1


def _held(source: Source, told: Corrections) -> Table:
    table, first = _begin(source, told)
    rows = source.top_rows()
    last = min(told.last_row or _bottom(source.table), len(rows))
    said = {one.row: one.role for one in told.rows}
    made: dict[Role, list[int]] = {role: [] for role in Role}
    for at in range(1, len(rows) + 1):
        role = said.get(at) or _role(at, source.table, first, last, is_last_told=told.last_row is not None)
        if role and _first_text(rows[at - 1]):
            made[role].append(at)
    return replace(
        table,
        groups=tuple(at for at in table.groups if at not in said),
        repeats=tuple(at for at in table.repeats if at not in said),
        preamble=tuple(at for at in table.preamble if at < first),
        body=tuple(made[Role.RECORD]),
        totals=tuple(made[Role.TOTAL]),
        notes=tuple(made[Role.NOTE]),
    )


def _role(at: int, table: Table, first: int, last: int, *, is_last_told: bool) -> Role | None:
    """What a row is that the person said nothing about."""
    if at in table.groups or at in table.repeats:
        return None
    if first <= at <= last:
        if at in table.totals:
            return Role.TOTAL
        return Role.NOTE if at in table.notes and not is_last_told else Role.RECORD
    return Role.NOTE if at > last and at in table.notes else None


def _long(source: Source, told: Corrections) -> Table:
    """Of a long table only its beginning is moved; its end is cut while it is read."""
    table, first = _begin(source, told)
    above = tuple(at for at in range(1, first) if at not in table.header)
    return replace(table, preamble=above)
