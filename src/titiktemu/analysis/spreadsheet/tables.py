"""Where the tables of a sheet are: titles, header rows, body, totals, notes.

A sheet is rows of texts. Blocks are parted by blank rows; in a block the header ends where rows begin to look
like those below them, column by column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from titiktemu.analysis.spreadsheet.headers import column_names, header_depth, is_record
from titiktemu.analysis.spreadsheet.kinds import LOOKED_AT, Kind, column_kinds, filled, kind_of
from titiktemu.analysis.spreadsheet.totals import is_total_label, total_rows

LONG_TEXT = 60
NOTE = re.compile(
    r"(?:sumber|catatan|keterangan|ket\.?|source|note|notes|catt?\.?|ctt\.?)\b\s*(?:/\s*\w+)?\s*[:.]?.*"
    r"|\*+\)?\s*\S.*|\(?\d\)\s\S.*|[x°†‡]\)?\s.*",
    re.IGNORECASE | re.DOTALL,
)
TITLE = re.compile(r"(?:tabel|table|lampiran|daftar|grafik|gambar|laporan|rekap\w*|data)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a sheet. Rows are counted from 1, as the sheet's own.

    Attributes
    ----------
    names : tuple of str
        Of the columns; header rows joined from above, unique.
    left : int
        Column of the sheet in which the table begins, from 0.
    preamble, header, body, totals, notes : tuple of int
        Numbers of rows: titles above, header, records, totals and subtotals, footnotes and sources.
    """

    names: tuple[str, ...]
    left: int
    preamble: tuple[int, ...] = ()
    header: tuple[int, ...] = ()
    body: tuple[int, ...] = ()
    totals: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()


@dataclass(slots=True)
class _Block:
    """Rows of a sheet between blank ones."""

    rows: list[tuple[int, list[str]]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """The most filled cells of any row."""
        return max(filled(row) for _at, row in self.rows)


def find_tables(rows: Sequence[Sequence[str]]) -> list[Table]:
    """Find the tables of a sheet.

    Parameters
    ----------
    rows : sequence of sequences of str
        All rows, blank ones too; cells that are merged have their text in the first.

    Returns
    -------
    list of Table
        From above; none where the sheet is empty. A single column of texts is a table too.

    Examples
    --------
    >>> lines = "Tabel 1| / | /Nama|Rp/Muncar|1.200/Jumlah|1.200/Sumber: BPS| "
    >>> one = find_tables([line.split("|") for line in lines.split("/")])[0]
    >>> one.names, one.preamble, one.header, one.body, one.totals, one.notes
    (('Nama', 'Rp'), (1,), (3,), (4,), (5,), (6,))
    """
    blocks = _blocks(rows)
    widest = max((block.width for block in blocks), default=0)
    tables: list[Table] = []
    waiting: list[int] = []
    for block in blocks:
        numbers = [at for at, _row in block.rows]
        if block.width == 1 and widest > 1:
            if tables and (all(_is_note(row) for _at, row in block.rows) or not _more_below(blocks, block)):
                tables[-1] = replace(tables[-1], notes=(*tables[-1].notes, *numbers))
            else:
                waiting += numbers
            continue
        if tables and _goes_on(tables[-1], rows, block):
            tables[-1] = _longer(tables[-1], rows, block)
            continue
        found = _table(block)
        tables.append(replace(found, preamble=(*waiting, *found.preamble)))
        waiting = []
    return [one for one in tables if one.body or one.header]


def _blocks(rows: Sequence[Sequence[str]]) -> list[_Block]:
    blocks: list[_Block] = []
    apart = True
    for at, row in enumerate(rows, start=1):
        if not any(cell.strip() for cell in row):
            apart = True
            continue
        if apart:
            blocks.append(_Block())
        blocks[-1].rows.append((at, list(row)))
        apart = False
    return blocks


def _more_below(blocks: list[_Block], block: _Block) -> bool:
    below = blocks[blocks.index(block) + 1 :]
    return any(one.width > 1 for one in below)


def _is_note(row: Sequence[str]) -> bool:
    texts = [cell.strip() for cell in row if cell.strip()]
    return bool(texts) and NOTE.fullmatch(texts[0]) is not None and len(texts) <= 2


def _table(block: _Block) -> Table:
    rows = list(block.rows)
    preamble, rows = _titles(rows)
    notes, rows = _foot(rows)
    if not rows:
        return Table((), 0, preamble=preamble, notes=notes)
    left, right = _edges([row for _at, row in rows])
    cut = [(at, _cut(row, left, right)) for at, row in rows]
    typed = column_kinds([row for _at, row in cut])
    depth = header_depth([row for _at, row in cut], typed)
    header, below = cut[:depth], cut[depth:]
    totals = total_rows(below, typed)
    names = column_names([row for _at, row in header], right - left)
    return Table(
        names=names,
        left=left,
        preamble=preamble,
        header=tuple(at for at, _row in header),
        body=tuple(at for at, _row in below if at not in totals),
        totals=tuple(sorted(totals)),
        notes=notes,
    )


def _titles(rows: list[tuple[int, list[str]]]) -> tuple[tuple[int, ...], list[tuple[int, list[str]]]]:
    """Rows with one filled cell above rows with more: titles, not headers."""
    widths = [filled(row) for _at, row in rows]
    usual = Counter(widths).most_common(1)[0][0]
    wide = max(usual, 2) if max(widths) > 1 else 1
    many = 0
    while many < len(rows) - 1 and widths[many] == 1 and wide > 1 and not _starts_group(rows, many):
        many += 1
    return tuple(at for at, _row in rows[:many]), rows[many:]


def _starts_group(rows: list[tuple[int, list[str]]], at: int) -> bool:
    """A lone cell belongs to a header of several rows where it is not in the first column, or names it.

    It names it where the rows of the header below leave the first column empty.
    """
    first = min(place for _at, row in rows for place, cell in enumerate(row) if cell.strip())
    own = rows[at][1][first].strip()
    return not own or (
        not rows[at + 1][1][first].strip() and TITLE.match(own) is None and len(own) <= LONG_TEXT
    )


def _foot(rows: list[tuple[int, list[str]]]) -> tuple[tuple[int, ...], list[tuple[int, list[str]]]]:
    """Notes and sources below the body, from the end upwards."""
    widths = [filled(row) for _at, row in rows]
    if max(widths, default=0) < 2:
        return (), rows
    end = len(rows)
    while end > 1 and (
        _is_note(rows[end - 1][1])
        or (widths[end - 1] == 1 and not is_total_label(rows[end - 1][1]) and _is_remark(rows[end - 1][1]))
    ):
        end -= 1
    return tuple(at for at, _row in rows[end:]), rows[:end]


def _is_remark(row: Sequence[str]) -> bool:
    """A lone text where a record would stand: long, or ending as a sentence does."""
    text = next(cell.strip() for cell in row if cell.strip())
    return kind_of(text) is Kind.TEXT and (
        len(text) > LONG_TEXT or text.endswith((".", ":")) or bool(NOTE.match(text))
    )


def _edges(rows: list[list[str]]) -> tuple[int, int]:
    places = [place for row in rows for place, cell in enumerate(row) if cell.strip()]
    return min(places), max(places) + 1


def _cut(row: Sequence[str], left: int, right: int) -> list[str]:
    return [row[place] if place < len(row) else "" for place in range(left, right)]


def _longer(table: Table, rows: Sequence[Sequence[str]], block: _Block) -> Table:
    """The same table, with the rows after a gap."""
    notes, below = _foot(list(block.rows))
    right = table.left + len(table.names)
    cut = [(at, _cut(row, table.left, right)) for at, row in below]
    body = [_cut(rows[at - 1], table.left, right) for at in table.body]
    totals = total_rows(cut, column_kinds(body))
    return replace(
        table,
        body=(*table.body, *(at for at, _row in cut if at not in totals)),
        totals=(*table.totals, *sorted(totals)),
        notes=(*table.notes, *notes),
    )


def _goes_on(table: Table, rows: Sequence[Sequence[str]], block: _Block) -> bool:
    """Whether a block is more of the table above: it has no header, and its cells are as those there."""
    right = table.left + len(table.names)
    body = [_cut(rows[at - 1], table.left, right) for at in table.body[:LOOKED_AT]]
    if not body or block.width > len(table.names):
        return False
    typed = column_kinds(body)
    if all(is_total_label(row) for _at, row in block.rows):
        return True
    left, end = _edges([row for _at, row in block.rows])
    if left < table.left or end > right or all(kind is Kind.TEXT for kind in typed):
        return False
    return is_record(_cut(block.rows[0][1], table.left, right), [], typed)
