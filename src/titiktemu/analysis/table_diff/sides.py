"""The two releases that are compared, and their columns made comparable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from titiktemu.analysis.table_schema.checks import FieldCheck
from titiktemu.analysis.table_schema.kinds import Type
from titiktemu.analysis.table_schema.schema import Field, Schema

MIXED = 0x9E3779B97F4A7C15
"""The odd number nearest to 2⁶⁴ over the golden ratio, which spreads sums of hashes (Knuth, TAOCP 6.4)."""
NUMERIC = frozenset({Type.NUMBER, Type.INTEGER, Type.YEAR})
TEXTS = frozenset({Type.STRING, Type.ANY})


@dataclass(frozen=True, slots=True)
class Release:
    """A table with its schema.

    Attributes
    ----------
    table : polars.LazyFrame
        Of a Parquet; a column of it is read when it is asked for.
    schema : Schema
        Fields are those columns that have the same name.
    """

    table: pl.LazyFrame
    schema: Schema

    @classmethod
    def at(cls, path: Path, schema: Schema) -> Release:
        """The release in a Parquet file."""
        return cls(pl.scan_parquet(path), schema)

    @property
    def names(self) -> list[str]:
        """Of the columns, in their order."""
        return self.table.collect_schema().names()

    def column(self, name: str) -> pl.Series:
        """One column, whole."""
        return self.table.select(name).collect().to_series()

    def rows(self) -> int:
        """How many rows there are."""
        return int(self.table.select(pl.len()).collect().item())

    def field(self, name: str) -> Field:
        """The field of a column; of one that the schema does not know, what its kind says."""
        return self.schema.of(name) or Field({"name": name, "type": "any"})

    def texts(self, name: str, at: pl.Series | None = None) -> pl.Series:
        """A column, or some rows of it, as it is written; null where there is nothing."""
        values = self.column(name)
        return as_written(values if at is None else values.gather(at))


def as_written(values: pl.Series) -> pl.Series:
    """Values as texts from which they can be read again."""
    return values if values.dtype == pl.String else values.cast(pl.String)


def alike(
    old: pl.Series, new: pl.Series, old_field: Field, new_field: Field, schemas: tuple[Schema, Schema]
) -> tuple[pl.Series, pl.Series]:
    """Two columns so that values which mean the same are equal: numbers as numbers, dates as dates.

    Examples
    --------
    >>> from titiktemu.analysis.table_schema.parsing import parse
    >>> text = parse({"fields": [{"name": "biaya", "type": "number", "decimalChar": ",", "groupChar": "."}]})
    >>> typed = parse({"fields": [{"name": "biaya", "type": "number"}]})
    >>> old, new = pl.Series(["1.234,50", "7", ""]), pl.Series([1234.5, 8.0, None])
    >>> one, other = alike(old, new, text.fields[0], typed.fields[0], (text, typed))
    >>> one.eq_missing(other).to_list()
    [True, False, True]
    """
    if old.dtype == new.dtype and (old.dtype != pl.String or _are_same_texts(old_field, new_field, schemas)):
        return old, new
    if old.dtype.is_numeric() and new.dtype.is_numeric():
        both = pl.Int64 if old.dtype.is_integer() and new.dtype.is_integer() else pl.Float64
        return old.cast(both), new.cast(both)
    is_float = any(one.dtype.is_float() for one in (old, new)) or Type.NUMBER in {
        old_field.type,
        new_field.type,
    }
    return (
        _canonical(old, old_field, schemas[0], is_float=is_float),
        _canonical(new, new_field, schemas[1], is_float=is_float),
    )


def _are_same_texts(old: Field, new: Field, schemas: tuple[Schema, Schema]) -> bool:
    """Whether texts may be compared as texts: both are, or both are written in one way."""
    if old.type in TEXTS and new.type in TEXTS:
        return schemas[0].missing_values(old) == schemas[1].missing_values(new)
    return False


def _canonical(values: pl.Series, field: Field, schema: Schema, *, is_float: bool) -> pl.Series:
    """Texts that are the same where the values are. What cannot be read stays as it is written."""
    if values.dtype != pl.String:
        numeric = values.dtype.is_numeric() and is_float
        return (values.cast(pl.Float64) if numeric else values).cast(pl.String)
    missing = schema.missing_values(field)
    check = FieldCheck(field, missing, is_required=False)
    read = check.canonical(values.fill_null(""))
    if field.type in NUMERIC and is_float:
        read = read.cast(pl.Float64, strict=False).cast(pl.String)
    unread = read.is_null() & values.is_not_null() & ~values.is_in(list(missing))
    return read.zip_with(~unread, values) if unread.any() else read


def hash_of(columns: Sequence[pl.Series], height: int) -> pl.Series:
    """A hash of each row of some columns; missing values are equal to each other."""
    mixed = pl.repeat(0, height, dtype=pl.UInt64, eager=True)
    for one in columns:
        mixed = (mixed ^ one.hash()) * MIXED
    return mixed
