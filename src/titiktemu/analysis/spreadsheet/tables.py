"""Where the tables of a sheet are: titles, header rows, body, totals, notes.

A sheet is rows of texts. Blocks are parted by blank rows; in a block the header ends where rows begin to look
like those below them, column by column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from titiktemu.analysis.spreadsheet.beside import strips
from titiktemu.analysis.spreadsheet.groups import group_rows, repeated_headers
from titiktemu.analysis.spreadsheet.headers import column_names, header_depth, is_record
from titiktemu.analysis.spreadsheet.kinds import LOOKED_AT, Kind, column_kinds, filled
from titiktemu.analysis.spreadsheet.notes import (
    CONTINUED,
    NUMBERED_TITLE,
    foot,
    is_about,
    is_foot,
    is_note,
    is_signature,
    titles,
)
from titiktemu.analysis.spreadsheet.totals import is_total_label, total_rows


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
    groups, repeats : tuple of int
        Rows of the body that only name the group of the records below them; headers that come again, as at
        the beginning of a printed page.
    """

    names: tuple[str, ...]
    left: int
    preamble: tuple[int, ...] = ()
    header: tuple[int, ...] = ()
    body: tuple[int, ...] = ()
    totals: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()
    repeats: tuple[int, ...] = ()


@dataclass(slots=True)
class _Block:
    """Rows of a sheet between blank ones."""

    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    width_so_far: int = 0

    def add(self, at: int, row: list[str]) -> None:
        """Put in a row."""
        self.rows.append((at, row))
        self.width_so_far = max(self.width_so_far, filled(row))

    @property
    def width(self) -> int:
        """The most filled cells of any row."""
        return self.width_so_far


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
    found = strips(rows)
    if len(found) == 1:
        return _below_each_other(rows)
    return [
        replace(one, left=one.left + left)
        for left, right in found
        for one in _below_each_other([row[left:right] for row in rows])
    ]


def _below_each_other(rows: Sequence[Sequence[str]]) -> list[Table]:
    """The tables of one strip of a sheet, from above."""
    blocks = _blocks(rows)
    widths = [block.width for block in blocks]
    tables: list[Table] = []
    waiting: list[int] = []
    for place, block in enumerate(blocks):
        widest_below = max(widths[place + 1 :], default=0)
        numbers = [at for at, _row in block.rows]
        match _role(block, tables, max(widths), widest_below):
            case "notes":
                tables[-1] = replace(tables[-1], notes=(*tables[-1].notes, *numbers))
                continue
            case "titles":
                waiting += numbers
                continue
        if tables and (longer := _continued(tables[-1], rows, block, waiting)):
            tables[-1] = longer
        else:
            tables += _tables(block, waiting)
        waiting = []
    return [one for one in tables if one.body or one.header]


def _role(block: _Block, tables: list[Table], widest: int, widest_below: int) -> str:
    """What a block is: titles of what comes, notes on what came, or a table."""
    lone = block.width == 1 and widest > 1
    if tables and (lone or block.width < len(tables[-1].names)):
        noted = all(is_note(row) or (lone and is_foot(row, 1)) for _at, row in block.rows)
        if noted or (lone and widest_below < 2) or is_signature(block.rows):
            return "notes"
    about = widest_below > block.width and all(filled(row) == 1 or is_about(row) for _at, row in block.rows)
    return "titles" if lone or about else "table"


def _blocks(rows: Sequence[Sequence[str]]) -> list[_Block]:
    """Rows between blank ones; a numbered title inside of such rows begins a new block too."""
    blocks: list[_Block] = []
    apart = True
    for at, row in enumerate(rows, start=1):
        if not any(cell.strip() for cell in row):
            apart = True
            continue
        if apart or (blocks[-1].width_so_far > 1 and _is_inner_title(row)):
            blocks.append(_Block())
        blocks[-1].add(at, list(row))
        apart = False
    return blocks


def _is_inner_title(row: Sequence[str]) -> bool:
    first = row[0].strip() if row else ""
    return bool(first) and filled(row) == 1 and NUMBERED_TITLE.fullmatch(first) is not None


def _tables(block: _Block, waiting: Sequence[int]) -> list[Table]:
    """The tables of a block: one, or several beside each other."""
    found = strips([row for _at, row in block.rows])
    if len(found) == 1:
        one = _table(list(block.rows))
        return [replace(one, preamble=(*waiting, *one.preamble))]
    made: list[Table] = []
    for left, right in found:
        cut = [(at, row[left:right]) for at, row in block.rows if any(map(str.strip, row[left:right]))]
        one = _table(cut)
        made.append(replace(one, left=one.left + left, preamble=() if made else (*waiting, *one.preamble)))
    return made


def _table(rows: list[tuple[int, list[str]]]) -> Table:
    preamble, rows = titles(rows)
    notes, rows = foot(rows)
    if not rows:
        return Table((), 0, preamble=preamble, notes=notes)
    left, right = _edges([row for _at, row in rows])
    cut = [(at, _cut(row, left, right)) for at, row in rows]
    typed = column_kinds([row for _at, row in cut])
    depth = header_depth([row for _at, row in cut], typed)
    header, below = cut[:depth], cut[depth:]
    names = column_names([row for _at, row in header], right - left)
    about = Table(names, left, preamble, tuple(at for at, _row in header), notes=notes)
    return _with_records(about, below, typed, [row for _at, row in header])


def _with_records(
    table: Table, below: list[tuple[int, list[str]]], typed: list[Kind], header: list[list[str]]
) -> Table:
    """The table with rows below its header, each as what it is."""
    repeats = repeated_headers(below, header)
    below = [one for one in below if one[0] not in repeats] if repeats else below
    totals = total_rows(below, typed)
    groups = group_rows([one for one in below if one[0] not in totals] if totals else below, typed)
    apart = totals | groups
    return replace(
        table,
        body=(*table.body, *(at for at, _row in below if at not in apart)),
        totals=(*table.totals, *sorted(totals)),
        groups=(*table.groups, *sorted(groups)),
        repeats=(*table.repeats, *sorted(repeats)),
    )


def _edges(rows: list[list[str]]) -> tuple[int, int]:
    left, right = max(map(len, rows)), 0
    for row in rows:
        left = next((at for at, cell in enumerate(row[:left]) if cell.strip()), left)
        right = next((at for at in range(len(row), right, -1) if row[at - 1].strip()), right)
    return left, right


def _cut(row: Sequence[str], left: int, right: int) -> list[str]:
    return [row[place] if place < len(row) else "" for place in range(left, right)]


def _continued(
    table: Table, rows: Sequence[Sequence[str]], block: _Block, waiting: Sequence[int]
) -> Table | None:
    """The same table with the rows of a block below it, where they are more of it; else None.

    They are where they look as those above do, without a header of their own; or where the same header comes
    again, below nothing or below a title that says so.
    """
    right = table.left + len(table.names)
    header = [_cut(rows[at - 1], table.left, right) for at in table.header]
    notes, below = foot(list(block.rows), has_header=False)
    said = [cell for at in waiting for cell in rows[at - 1] if cell.strip()]
    above, below = _again(
        below, header, table.left, right, is_told=any(map(CONTINUED.search, said)) or not said
    )
    if not above:
        if not below:
            return None
        more = _begins(table, below) if not table.body else _goes_on(table, rows, below, titled=bool(said))
        if not more:
            return None
        table = replace(table, groups=(*table.groups, *waiting))
    else:
        table = replace(table, repeats=(*table.repeats, *above), notes=(*table.notes, *waiting))
    body = [_cut(rows[at - 1], table.left, right) for at in table.body[:LOOKED_AT]]
    cut = [(at, _cut(row, table.left, right)) for at, row in below]
    typed = column_kinds(body or [row for _at, row in cut])
    longer = _with_records(table, cut, typed, header)
    return replace(longer, notes=(*longer.notes, *notes))


def _again(
    below: list[tuple[int, list[str]]], header: list[list[str]], left: int, right: int, *, is_told: bool
) -> tuple[list[int], list[tuple[int, list[str]]]]:
    """The header at the beginning of a block, perhaps below a title that says it goes on, and the rest."""
    many = 0
    while many < len(below) and filled(below[many][1]) == 1 and CONTINUED.search(" ".join(below[many][1])):
        many += 1
    is_told = is_told or many > 0
    end = many + len(header)
    same = [_cut(row, left, right) for _at, row in below[many:end]] == header
    if not header or not same or not is_told or end >= len(below):
        return [], below
    return [at for at, _row in below[:end]], below[end:]


def _begins(table: Table, below: list[tuple[int, list[str]]]) -> bool:
    """Whether rows after a gap are the body of a header that stands alone."""
    if not below or not table.header or max(filled(row) for _at, row in below) > len(table.names):
        return False
    left, end = _edges([row for _at, row in below])
    right = table.left + len(table.names)
    if left < table.left or end > right:
        return False
    numbered = [(at, _cut(row, table.left, right)) for at, row in below]
    typed = column_kinds([row for _at, row in numbered])
    groups = group_rows(numbered, typed)
    cut = [row for at, row in numbered if at not in groups]
    return all(kind is Kind.TEXT for kind in typed) or header_depth(cut, typed) == 0 or len(cut) == 1


def _goes_on(
    table: Table, rows: Sequence[Sequence[str]], below: list[tuple[int, list[str]]], *, titled: bool
) -> bool:
    """Whether rows after a gap have no header and look as those of the table above."""
    right = table.left + len(table.names)
    body = [_cut(rows[at - 1], table.left, right) for at in table.body[:LOOKED_AT]]
    if not body or max(filled(row) for _at, row in below) > len(table.names):
        return False
    typed = column_kinds(body)
    if all(is_total_label(row) for _at, row in below):
        return True
    left, end = _edges([row for _at, row in below])
    if left < table.left or end > right or all(kind is Kind.TEXT for kind in typed):
        return False
    cut = [(at, _cut(row, table.left, right)) for at, row in below]
    groups = group_rows(cut, typed)
    first = next((row for at, row in cut if at not in groups), None)
    return first is not None and is_record(first, [], typed) and not (titled and groups)
