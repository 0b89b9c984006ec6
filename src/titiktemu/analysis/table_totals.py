"""Totals against their parts: the sum or mean of the rows that a total stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from titiktemu.analysis.column_tally import Tally
from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning, Understood
from titiktemu.analysis.spreadsheet.shapes import has_word, words_of
from titiktemu.analysis.spreadsheet.values import is_missing, number

CLOSE = 0.0005
"""How far a total may be from its parts, as a part of it: figures are rounded before they are added."""
SMALL = 1e4
"""Below it whole numbers may be rounded ones: each part may be off by half."""
MEAN = re.compile(r"rata[\s-]?rata|rerata|mean|average", re.IGNORECASE)
RATES = words_of(
    "rata|rerata|rasio|ratio|persen|persentase|presentase|percent|kepadatan|density|indeks|index|laju|growth"
    "|pertumbuhan|angka|tingkat|rate|mean|average|harga|price|capaian|usia|umur|age|per|median|nilai tukar"
)
"""Words of columns whose total is no sum: it lies between the smallest and the largest part."""
DEGREES = frozenset({Meaning.LATITUDE, Meaning.LONGITUDE})


@dataclass(frozen=True, slots=True)
class Totalled:
    """A column whose totals are looked at.

    Attributes
    ----------
    name : str
    understood : Understood
    tally : Tally
        Its numbers, row by row.
    """

    name: str
    understood: Understood
    tally: Tally


def wrong_totals(
    totals: Sequence[tuple[int, list[str]]],
    columns: Sequence[Totalled],
    rows: pl.Series,
    levels: pl.Series | None = None,
) -> tuple[int, list[int]]:
    """Totals that are neither the sum of the rows since the last one nor of all rows.

    A total above all records stands for those below it. Where parents stand among the records (4, 4.1,
    4.1.1), the sum of the highest level counts as well, and a first row that is the sum of the others is
    left out.

    Parameters
    ----------
    totals : sequence of (int, list of str)
        Number and cells of each row of totals.
    columns : sequence of Totalled
    rows : polars.Series of int
        Number of each record.
    levels : polars.Series of int, optional
        How deep in the hierarchy of its code each record is.

    Returns
    -------
    (int, list of int)
        How many figures of totals were looked at, and the rows with one that does not fit.
    """
    looked, wrong = 0, []
    ordered = sorted(totals)
    for (at, cells), before in zip(ordered, [0, *(one for one, _cells in ordered)], strict=False):
        is_mean = MEAN.search(" ".join(cells)) is not None
        parts = list(_parts(at, before, rows, levels))
        states = [
            _fits(said, column, parts, is_mean=is_mean)
            for cell, column in zip(cells, columns, strict=True)
            if (said := _said(cell, column)) is not None
        ]
        looked += len(states)
        if not all(states):
            wrong.append(at)
    return looked, wrong


def _said(cell: str, column: Totalled) -> float | None:
    if column.understood.meaning not in NUMBERS - DEGREES or is_missing(cell):
        return None
    return number(cell, column.understood.decimal or ".")


def _parts(at: int, before: int, rows: pl.Series, levels: pl.Series | None) -> Iterator[pl.Series]:
    """Masks of the records that a total may stand for."""
    above = rows < at
    spans = [above & (rows > before), above] if above.any() else [~above]
    for span in spans:
        yield span
        if levels is not None and (inside := levels.filter(span)).len():
            yield span & (levels == inside.min())


def _fits(said: float, column: Totalled, parts: Sequence[pl.Series], *, is_mean: bool) -> bool:
    numbers = column.tally.numbers
    if numbers is None:
        return True
    is_rate = column.understood.meaning is Meaning.PERCENTAGE or has_word(column.name, RATES)
    for mask in parts:
        known = numbers.filter(mask).drop_nulls()
        if not known.len():
            continue
        if _is_close(said, float(known.sum()) / (known.len() if is_mean else 1), known.len()):
            return True
        if is_rate and float(known.min()) <= said <= float(known.max()):  # type: ignore[arg-type]
            return True
        if (
            known.len() > 1
            and _is_close(said, float(known[0]), 1)
            and _is_close(said, float(known.sum()) - float(known[0]), known.len())
        ):
            return True
    return not any(numbers.filter(mask).drop_nulls().len() for mask in parts)


def _is_close(said: float, whole: float, parts: int) -> bool:
    """Rounded parts may add up to something else by half of the last digit each."""
    step = 1.0 if said == int(said) and abs(said) < SMALL else 0.0
    return abs(whole - said) <= CLOSE * max(abs(said), 1.0) + 0.5 * parts * step
