"""Tables that stand beside each other in a sheet, with blank columns between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from titiktemu.analysis.spreadsheet.kinds import Kind, kind_of
from titiktemu.analysis.spreadsheet.shapes import has_word, words_of

LOOKED_AT = 2000
"""Rows by which blank columns are looked for; what is found is held against all rows."""
MOST_COLUMNS = 500
"""Columns beyond which no tables are looked for beside each other: wide tables have blank ones themselves."""
LEAST_COLUMNS, LEAST_ROWS = 2, 2
HEADER = 6
"""Rows from the first on in which a column has its name."""
KEYS = words_of(
    "no|nomor|kode|kd|nama|tahun|bulan|uraian|jenis|provinsi|kabupaten|kota|kecamatan|kelurahan|desa|wilayah"
    "|tanggal|komoditas|kategori|code|name|year|month"
)
"""Words of the first column of a table."""
ENOUGH_DIFFERENT, HALF_DIFFERENT = 0.8, 0.5
"""Part of the values of a table's first column that differ; where its name says that it is one, fewer."""

type Rows = Sequence[Sequence[str]]


def strips(rows: Rows) -> list[tuple[int, int]]:
    """The ranges of columns in which tables stand; one from the first to the last where they stand alone.

    A blank column alone does not part tables: a name over two merged cells leaves one too. Both sides must
    look like tables of their own.

    Parameters
    ----------
    rows : sequence of sequences of str
        Of a sheet, or of a part of it.

    Returns
    -------
    list of (int, int)
        First column, and the one after the last, from the left.

    Examples
    --------
    >>> lines = "Kecamatan|Jiwa||Komoditas|Ton/Muncar|10||Padi|5/Srono|20||Jagung|6"
    >>> strips([line.split("|") for line in lines.split("/")])
    [(0, 3), (3, 5)]
    >>> strips([["No", "Nama", "", "Jiwa"], ["1", "Muncar", "", "10"], ["2", "Srono", "", "20"]])
    [(0, 4)]
    """
    width = max(map(len, rows), default=0)
    whole = [(0, width)]
    if not 2 * LEAST_COLUMNS < width <= MOST_COLUMNS:
        return whole
    starts = [0, *_starts(rows, width), width]
    found: list[tuple[int, int]] = []
    begin = 0
    for here, end in pairwise(starts):
        if here and here != begin and _stand_alone(rows, (begin, here), (here, end)):
            found.append((begin, here))
            begin = here
    return [*found, (begin, width)]


def _starts(rows: Rows, width: int) -> list[int]:
    """Columns before which a blank one stands, and which are not blank."""
    open_ = set(range(1, width - 1))
    for row in rows[:LOOKED_AT]:
        open_ = {at for at in open_ if at >= len(row) or not row[at].strip()}
        if not open_:
            return []
    blank = {at for at in open_ if not any(at < len(row) and row[at].strip() for row in rows[LOOKED_AT:])}
    return [at + 1 for at in sorted(blank) if at + 1 not in blank and at + 1 < width]


def _stand_alone(rows: Rows, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether both ranges hold tables, and the right one begins as a table does."""
    sides = [_side(rows, *one) for one in (left, right)]
    if any(len(side) < LEAST_ROWS or _width(side) < LEAST_COLUMNS for side in sides):
        return False
    heads = [_head(side) for side in sides]
    if set(heads[0]) & set(heads[1]):
        return True  # the same names twice, as in No, Nama and again No, Nama
    first = [row[0] for row in sides[1][1:] if row[0].strip()]
    named = [any(has_word(one, KEYS) for one in head[:1]) for head in heads]
    least = HALF_DIFFERENT if named[1] else ENOUGH_DIFFERENT
    if not first or len(set(first)) < least * len(first):
        return False
    ends = len(sides[0]) != len(sides[1])
    if all(named) and ends:
        return True
    skipped = 0 if named[1] else 1
    return (named[1] or ends or _is_text(first)) and all(_has_figures(side, skipped) for side in sides)


def _side(rows: Rows, left: int, right: int) -> list[list[str]]:
    """Rows that have something there, from the first filled column on."""
    cut = [
        [row[at].strip() if at < len(row) else "" for at in range(left, right)] for row in rows[:LOOKED_AT]
    ]
    cut = [row for row in cut if any(row)]
    first = min((at for row in cut for at, cell in enumerate(row) if cell), default=0)
    return [row[first:] for row in cut]


def _width(side: list[list[str]]) -> int:
    """Most filled cells that two rows have."""
    return sorted((sum(1 for cell in row if cell) for row in side), reverse=True)[LEAST_ROWS - 1]


def _head(side: list[list[str]]) -> list[str]:
    """The names of the first row with more than one cell."""
    named = next((row for row in side[:HEADER] if sum(map(bool, row)) > 1), side[0])
    return [cell.lower() for cell in named if kind_of(cell) is Kind.TEXT]


def _is_text(cells: list[str]) -> bool:
    return sum(1 for cell in cells if kind_of(cell) is Kind.TEXT) > len(cells) / 2


def _has_figures(side: list[list[str]], skipped: int) -> bool:
    """Whether a column, beyond so many, holds numbers or dates, as a table of its own does."""
    for column in list(zip(*side, strict=True))[skipped:]:
        filled = [kind_of(cell) for cell in column[1:] if cell]
        if filled and sum(1 for kind in filled if kind in {Kind.NUMBER, Kind.DATE}) > len(filled) / 2:
            return True
    return False
