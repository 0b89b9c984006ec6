"""Totals that their parts contradict, figure by figure: as it was typed, and as the parts add up."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning
from titiktemu.analysis.spreadsheet.shapes import has_word
from titiktemu.analysis.spreadsheet.sources import Source
from titiktemu.analysis.spreadsheet.values import is_missing, number
from titiktemu.analysis.table_findings import Column
from titiktemu.analysis.table_quality import Checked
from titiktemu.analysis.table_totals import CLOSE, RATES, SMALL

CHECK = "totals"
MOST = 50
NO_SUMS = frozenset({Meaning.LATITUDE, Meaning.LONGITUDE, Meaning.PERCENTAGE})


def contradictions(source: Source, checked: Checked) -> list[dict[str, Any]]:
    """Plain values for a page; of a table that is held, as only there the figures can be looked up."""
    wrong = {row for one in checked.findings if one.check == CHECK for row in one.rows}
    if not wrong or not source.is_held:
        return []
    sample, rows = source.sample(), pl.Series(source.table.body, dtype=pl.Int64)
    found: list[dict[str, Any]] = []
    totals = sorted(source.table.totals)
    for at, before in zip(totals, [0, *totals], strict=False):
        if at in wrong:
            spans = _spans(rows, at, before)
            for place, column in enumerate(checked.columns):
                found += _of_cell(at, column, source.cells(at)[place], sample[:, place], spans)
    return found[:MOST]


def _spans(rows: pl.Series, at: int, before: int) -> list[pl.Series]:
    above = rows < at
    return [above & (rows > before), above] if above.any() else [~above]


def _of_cell(
    at: int, column: Column, cell: str, texts: pl.Series, spans: list[pl.Series]
) -> Iterator[dict[str, Any]]:
    one = column.understood
    if one.meaning not in NUMBERS - NO_SUMS or has_word(column.name, RATES) or is_missing(cell):
        return
    said = number(cell, one.decimal or ".")
    if said is None:
        return
    read = [number(text, one.decimal or ".") if not is_missing(text) else None for text in texts.to_list()]
    values = pl.Series(read, dtype=pl.Float64)
    sums = [float(values.filter(span).sum()) for span in spans if span.any()]
    rounding = 0.5 * values.len() if said == int(said) and abs(said) < SMALL else 0.0
    if not sums or any(abs(one - said) <= CLOSE * max(abs(said), 1.0) + rounding for one in sums):
        return
    added = min(sums, key=lambda one: abs(one - said))
    yield {"row": at, "column": column.name, "typed": said, "added": round(added, 6)}
