"""The rows of a table that a page shows: enough to see where it begins, what it holds, and where it ends.

A picture goes into the report of a delivery. It is also a small table of its own: what another header or
another first row would make of it can be tried without the file.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from titiktemu.analysis.recipes.correcting import label
from titiktemu.analysis.spreadsheet.sheets import Sheet
from titiktemu.analysis.spreadsheet.sources import Held, Source
from titiktemu.analysis.spreadsheet.tables import Table
from titiktemu.analysis.spreadsheet.values import is_missing
from titiktemu.analysis.table_quality import Checked

ABOVE, BELOW, FIRST, LAST = 3, 3, 12, 3
"""Rows above the table and below it, first and last records."""
MOST_NOTES, MOST_TOTALS = 6, 5
MOST_CELLS, LONGEST = 6000, 200
MOST_LABELS = 500
"""Rows whose words are kept beside those that are shown: by them a marked row is found again."""
LOOKED_AT = 5000
"""Records among which examples, and the widest ones, are looked for."""
EXAMPLES, ERRORS = 5, 5
KINDS = ("title", "header", "record", "total", "note", "group", "repeat")
_LETTERS, _DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")


def picture_of(source: Source, checked: Checked, sample: pl.DataFrame) -> dict[str, Any]:
    """Plain values: rows with their numbers and kinds, values of each column, and values that do not fit.

    ``sample`` is that of the source, which takes its time to make.
    """
    table, rows = source.table, source.top_rows()
    kinds = _kinds(table)
    shown = [at for at in _wanted(table, rows) if at <= len(rows) or at in table.totals]
    width = max(len(table.names), 1)
    shown = sorted(shown[: max(MOST_CELLS // width, FIRST)])
    return {
        "left": table.left,
        "names": list(table.names),
        "rows": [
            [at, kinds.get(at, ""), [_cut(cell, kinds.get(at)) for cell in _cells(source, rows, at)]]
            for at in shown
        ],
        "labels": _labels(source, rows),
        "examples": [_examples(series) for series in sample.head(LOOKED_AT).get_columns()],
        "errors": [_errors(source, checked, place) for place in range(len(table.names))],
    }


def source_of(picture: Mapping[str, Any], sheet: str) -> Held:
    """The table of a picture; rows that it does not show are blank."""
    known = {at: (kind, cells) for at, kind, cells in picture["rows"]}
    rows = [list(known[at][1]) if at in known else [] for at in range(1, max(known, default=0) + 1)]
    of_kind = {kind: tuple(at for at in sorted(known) if known[at][0] == kind) for kind in KINDS}
    table = Table(
        tuple(picture["names"]),
        picture["left"],
        preamble=of_kind["title"],
        header=of_kind["header"],
        body=of_kind["record"],
        totals=of_kind["total"],
        notes=of_kind["note"],
        groups=of_kind["group"],
        repeats=of_kind["repeat"],
    )
    return Held(Sheet(sheet, rows), table)


def _kinds(table: Table) -> dict[int, str]:
    told = (table.body, table.preamble, table.header, table.totals, table.notes, table.groups, table.repeats)
    names = ("record", "title", "header", "total", "note", "group", "repeat")
    return {at: name for rows, name in zip(told, names, strict=True) for at in rows}


def _wanted(table: Table, rows: Sequence[Sequence[str]]) -> list[int]:
    """Numbers of the rows to show, the most needed first."""
    top = min((*table.preamble, *table.header, *table.body[:1]), default=1)
    bottom = max((*table.body[-1:], *table.totals[-1:], *table.notes[-1:]), default=top)
    wanted = [
        *table.header,
        *table.preamble[-10:],
        *table.body[:FIRST],
        *_widest(table, rows),
        *table.body[-LAST:],
        *table.totals[:MOST_TOTALS],
        *table.totals[-1:],
        *table.notes[:MOST_NOTES],
        *table.groups[:LAST],
        *range(max(1, top - ABOVE), top),
        *range(bottom + 1, bottom + BELOW + 1),
    ]
    return list(dict.fromkeys(wanted))


def _labels(source: Source, rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Words of rows that a person may mark: what was taken for no record, and as many records as are few."""
    table = source.table
    apart = [*table.totals, *table.notes, *table.groups, *table.repeats]
    few = [*table.body] if len(table.body) <= MOST_LABELS else []
    wanted = [at for at in [*apart[:MOST_LABELS], *few] if at <= len(rows) or at in table.totals]
    return {str(at): words for at in wanted if (words := label(_cells(source, rows, at), table))}


def _widest(table: Table, rows: Sequence[Sequence[str]]) -> Iterator[int]:
    """A record that begins furthest left and one that ends furthest right: how wide any header can be."""
    edges = [
        (min(filled), max(filled), at)
        for at in table.body[:LOOKED_AT]
        if at <= len(rows) and (filled := [place for place, cell in enumerate(rows[at - 1]) if cell.strip()])
    ]
    if edges:
        yield min(edges)[2]
        yield max(edges, key=lambda one: one[1])[2]


def _cells(source: Source, rows: Sequence[Sequence[str]], at: int) -> Sequence[str]:
    """Of a row at the beginning, or of a total at the end of a long file."""
    return rows[at - 1] if at <= len(rows) else [*[""] * source.table.left, *source.cells(at)]


def _cut(cell: str, kind: str | None) -> str:
    """Names stay whole: by them columns are found. Of anything else the beginning is enough."""
    return cell if kind == "header" else cell[:LONGEST]


def _examples(series: pl.Series) -> list[str]:
    """Values that look different from each other, the most common of each look first."""
    counted = series.str.strip_chars().value_counts(sort=True, name="many")
    found: dict[str, str] = {}
    again: list[str] = []
    for text in counted[series.name].to_list():
        if is_missing(text):
            continue
        look = _DIGITS.sub("0", _LETTERS.sub("a", text))
        if look in found:
            again.append(text)
        else:
            found[look] = text
        if len(found) >= EXAMPLES:
            break
    return [one[:LONGEST] for one in [*found.values(), *again][:EXAMPLES]]


def _errors(source: Source, checked: Checked, place: int) -> list[list[Any]]:
    """The first values of a column that cannot be read, where they can be fetched again."""
    if not source.is_held:
        return []
    rows = checked.columns[place].misfits[:ERRORS]
    return [[row, source.cells(row)[place][:LONGEST]] for row in rows]
