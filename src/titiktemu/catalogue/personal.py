"""Personal data in a typed table: looked for in every column, whatever it was said to mean."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

import polars as pl

from titiktemu.analysis.personal_data import SUSPECT, Personal, find_personal, needs_all_values, of_persons

WHOLE = 50_000
"""Different values up to which a column is looked at whole; beyond, only values that may hold something."""
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
    return dict(zip(columns, of_persons(found), strict=True))


def _of_column(table: pl.LazyFrame, column: str, name: str) -> tuple[Personal, ...]:
    texts = table.select(_as_text(column, table.collect_schema()[column])).drop_nulls()
    filled, different = texts.select(pl.len(), pl.col("text").n_unique()).collect(engine="streaming").row(0)
    if different > WHOLE and not (needs_all_values(name) or needs_all_values(column)):
        texts = texts.filter(pl.col("text").str.contains(SUSPECT))
    counted = texts.group_by("text").len("many").collect(engine="streaming")
    values = dict(zip(counted["text"].to_list(), counted["many"].to_list(), strict=True))
    by_name = {one.kind: one for one in find_personal(column, values, filled=filled)}
    by_name |= {one.kind: one for one in find_personal(name, values, filled=filled)}
    return tuple(by_name.values())


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
