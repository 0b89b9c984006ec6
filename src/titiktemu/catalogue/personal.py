"""Personal data in a typed table: looked for in every column, whatever it was said to mean."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

import polars as pl

from titiktemu.analysis.personal_data import (
    SUSPECT,
    Personal,
    Suspects,
    find_in_long,
    find_personal,
    of_persons,
)

WHOLE = 50_000
"""Different values up to which a column is looked at whole; beyond, a sample and what may hold something."""
SAMPLED = 10_000
"""Cells of a longer column that are looked at for what only many of them tell."""
GREATEST_WHOLE = 2.0**63


def personal_in(
    table: pl.LazyFrame, names: Mapping[str, str], tell: Callable[[float], None] | None = None
) -> dict[str, tuple[Personal, ...]]:
    """What is found in each column, by machine name; ``names`` says what the header called each.

    The meaning that a person gave a column counts for nothing here: a NIK that was called a number is a NIK.
    """
    columns = table.collect_schema().names()
    found = []
    for at, column in enumerate(columns):
        if tell:
            tell(at / len(columns))
        found.append(_of_column(table, column, names.get(column, column)))
    headers = [names.get(column, column) for column in columns]
    return dict(zip(columns, of_persons(found, headers), strict=True))


def _of_column(table: pl.LazyFrame, column: str, name: str) -> tuple[Personal, ...]:
    texts = table.select(_as_text(column, table.collect_schema()[column])).drop_nulls()
    filled, different = texts.select(pl.len(), pl.col("text").n_unique()).collect(engine="streaming").row(0)
    by_name: dict[str, Personal] = {}
    if different > WHOLE:
        fitting = texts.filter(pl.col("text").str.contains(SUSPECT))
        held = Suspects(filled, _counts(_sample(texts, filled)), *_some(fitting))
        for called in (column, name):
            by_name |= {one.kind: one for one in find_in_long(called, held, in_table=True)}
        return tuple(by_name.values())
    values = _counts(texts)
    for called in (column, name):
        by_name |= {one.kind: one for one in find_personal(called, values, filled=filled, in_table=True)}
    return tuple(by_name.values())


def _counts(texts: pl.LazyFrame) -> dict[str, int]:
    counted = texts.group_by("text").len("many").collect(engine="streaming")
    return dict(zip(counted["text"].to_list(), counted["many"].to_list(), strict=True))


def _sample(texts: pl.LazyFrame, filled: int) -> pl.LazyFrame:
    """Cells from everywhere in the column."""
    return texts.gather_every(max(1, filled // SAMPLED))


def _some(fitting: pl.LazyFrame) -> tuple[dict[str, int], int]:
    """The first cells that may hold something, and how many there are."""
    many = fitting.select(pl.len()).collect(engine="streaming").item()
    return _counts(fitting.head(WHOLE)), many


def _as_text(column: str, kind: pl.DataType) -> pl.Expr:
    """The values as a reader would see them: sixteen digits stay sixteen digits, as floats too."""
    value = pl.col(column)
    if kind.is_float():
        is_whole = (value == value.floor()) & (value.abs() < GREATEST_WHOLE)
        whole = value.cast(pl.Int64, strict=False).cast(pl.String)
        return pl.when(is_whole).then(whole).otherwise(value.cast(pl.String)).alias("text")
    return value.cast(pl.String).alias("text")


def as_json(found: Mapping[str, tuple[Personal, ...]]) -> list[dict[str, Any]]:
    """Plain values: one for each column and kind."""
    return [{"column": column, **asdict(one)} for column, kinds in found.items() for one in kinds]
