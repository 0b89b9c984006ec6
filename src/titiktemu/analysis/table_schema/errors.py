"""Errors of a table against its schema: counted exactly, kept packed, told one by one when asked."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.recipes.harmless import harmless
from titiktemu.analysis.table_schema.kinds import Broken, Type

ERRORS = {"row": pl.Int64, "rule": pl.Int32, "text": pl.String}
ROWS_A_BLOCK = 50_000
MOST_IN_A_BLOCK = 200_000
"""Errors that are sorted and packed at once: more of them take the memory of a whole piece again."""
OF_TYPE: dict[Type, str] = {
    Type.STRING: gettext_noop("“{text}” is not written as the format {wanted} asks."),
    Type.NUMBER: gettext_noop("“{text}” is not a number in the notation of this column."),
    Type.INTEGER: gettext_noop("“{text}” is not a whole number in the notation of this column."),
    Type.BOOLEAN: gettext_noop("“{text}” is neither one of the words for yes nor one of those for no."),
    Type.OBJECT: gettext_noop("“{text}” is not an object in JSON."),
    Type.ARRAY: gettext_noop("“{text}” is not an array in JSON."),
    Type.LIST: gettext_noop("“{text}” is not a list of the values that this column holds."),
    Type.DATETIME: gettext_noop("“{text}” is not a day with a time, or no such day was."),
    Type.DATE: gettext_noop("“{text}” is not a date as this column writes it, or no such day was."),
    Type.TIME: gettext_noop("“{text}” is not a time of day as this column writes it."),
    Type.YEAR: gettext_noop("“{text}” is not a year."),
    Type.YEARMONTH: gettext_noop("“{text}” is not a month of a year, such as 2026-05."),
    Type.DURATION: gettext_noop("“{text}” is not a duration, such as P1Y2M."),
    Type.GEOPOINT: gettext_noop("“{text}” is not a longitude and a latitude."),
    Type.GEOJSON: gettext_noop("“{text}” is not GeoJSON."),
}
OF_KIND: dict[Broken, str] = {
    Broken.REQUIRED: gettext_noop("A value must stand here, and there is none."),
    Broken.UNIQUE: gettext_noop("“{text}” stands in an earlier row already, and must come only once."),
    Broken.MIN_LENGTH: gettext_noop("“{text}” is shorter than {wanted}."),
    Broken.MAX_LENGTH: gettext_noop("“{text}” is longer than {wanted}."),
    Broken.MINIMUM: gettext_noop("“{text}” is less than {wanted}."),
    Broken.MAXIMUM: gettext_noop("“{text}” is more than {wanted}."),
    Broken.ABOVE: gettext_noop("“{text}” is not more than {wanted}."),
    Broken.BELOW: gettext_noop("“{text}” is not less than {wanted}."),
    Broken.PATTERN: gettext_noop("“{text}” does not have the pattern {wanted}."),
    Broken.ENUM: gettext_noop("“{text}” is none of the values that are allowed here."),
    Broken.PRIMARY_KEY: gettext_noop("An earlier row has the same key already: {text}."),
    Broken.UNIQUE_KEYS: gettext_noop("An earlier row has the same values in {name} already: {text}."),
    Broken.FOREIGN_KEYS: gettext_noop("“{text}” is not in {wanted}, where it must be."),
    Broken.FIELD_MISSING: gettext_noop("The table has no column {name}."),
    Broken.FIELD_EXTRA: gettext_noop("The schema knows no column {text}."),
    Broken.FIELD_NAME: gettext_noop("The column is called {text}, and must be called {name}."),
    Broken.CELL_EXTRA: gettext_noop("Rows with more cells than the table has columns: {wanted}."),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that may be broken, with the words that an error about it needs.

    Attributes
    ----------
    kind : Broken
    name : str
        Of the field; of several, parted by commas.
    template : str
        One English sentence, the key of its translation.
    wanted : str
        What the schema asks for.
    """

    kind: Broken
    name: str
    template: str
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class SchemaError:
    """One cell, row or column that does not keep to the schema.

    Attributes
    ----------
    row, column : int
        In the file, from 1; 0 where there is none to point at.
    name : str
        Of the field.
    kind : Broken
    text : str
        What stands there.
    template : str
        One English sentence, the key of its translation.
    values : mapping of str to str
        What stands for the names in it.
    """

    row: int
    column: int
    name: str
    kind: Broken
    text: str
    template: str
    values: Mapping[str, str]

    @property
    def sentence(self) -> str:
        """In English."""
        return self.template.format(**self.values)

    def say(self, translate: Callable[[str], str]) -> str:
        """The sentence, translated by the given function."""
        return translate(self.template).format(**self.values)

    def as_json(self) -> dict[str, object]:
        """Plain values for JSON."""
        return {
            "row": self.row,
            "column": self.column,
            "name": self.name,
            "kind": self.kind.value,
            "text": self.text,
            "explanation": self.template,
            "values": dict(self.values),
        }


def packed(frame: pl.DataFrame) -> bytes:
    """A frame in little memory."""
    out = io.BytesIO()
    frame.write_ipc(out, compression="zstd")
    return out.getvalue()


def unpacked(block: bytes) -> pl.DataFrame:
    """The frame again."""
    return pl.read_ipc(io.BytesIO(block))


class ErrorLog:
    """The errors of one table, in blocks of rows that follow each other.

    Attributes
    ----------
    counts : Counter of int
        How many errors there are, by the place of the rule that is broken.
    """

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.columns: list[int] = []
        self.counts: Counter[int] = Counter()
        self._blocks: list[bytes] = []
        self._sizes: list[int] = []
        self._lasts: list[int] = []

    def place_of(self, rule: Rule, column: int) -> int:
        """A place for a rule; errors are noted by it."""
        self.rules.append(rule)
        self.columns.append(column)
        return len(self.rules) - 1

    def add(self, errors: Sequence[pl.DataFrame], last_row: int) -> None:
        """Note the errors of rows up to this one, all of them after those noted before.

        Parameters
        ----------
        errors : sequence of polars.DataFrame
            Columns row, rule and text.
        last_row : int
        """
        new = [one for one in errors if one.height]
        many = sum(one.height for one in new)
        if many > MOST_IN_A_BLOCK:
            first = min(int(one["row"].min()) for one in new)  # type: ignore[arg-type]
            middle = (first + last_row) // 2
            if first <= middle < last_row:
                self.add([one.filter(one["row"] <= middle) for one in new], middle)
                self.add([one.filter(one["row"] > middle) for one in new], last_row)
                return
        self._lasts.append(last_row)
        self._blocks.append(b"")
        self._sizes.append(0)
        self._put(len(self._blocks) - 1, new)

    def add_late(self, errors: pl.DataFrame) -> None:
        """Note errors that were known only at the end, each where its row is."""
        if not errors.height:
            return
        if not self._blocks:
            self.add([errors], 0)
            return
        ends = pl.Series(self._lasts, dtype=pl.Int64)
        at = ends.search_sorted(errors["row"], side="left").clip(0, len(self._blocks) - 1)
        for (block,), part in errors.with_columns(at.alias("block")).group_by("block"):
            self._put(int(block), [part.drop("block")])

    def _put(self, block: int, errors: Sequence[pl.DataFrame]) -> None:
        new = [one for one in errors if one.height]
        if not new:
            return
        for one in new:
            for rule, many in one["rule"].value_counts().rows():
                self.counts[rule] += many
        held = [unpacked(self._blocks[block])] if self._sizes[block] else []
        frame = pl.concat([*held, *new]).sort("row", "rule", maintain_order=True)
        self._blocks[block], self._sizes[block] = packed(frame), frame.height

    @property
    def total(self) -> int:
        """How many errors there are."""
        return self.counts.total()

    def frames(self, start: int, count: int, rules: frozenset[int] | None = None) -> Iterator[pl.DataFrame]:
        """Errors from a place on, in the order of rows: columns row, rule and text."""
        for block, size in zip(self._blocks, self._sizes, strict=True):
            if rules is None and size <= start:
                start -= size
                continue
            if count <= 0:
                return
            frame = unpacked(block) if size else pl.DataFrame(schema={"row": pl.Int64})
            if rules is not None and size:
                frame = frame.filter(pl.col("rule").is_in(list(rules)))
            part = frame.slice(start, count)
            start = max(0, start - frame.height)
            count -= part.height
            if part.height:
                yield part

    def listed(self, start: int, count: int, rules: frozenset[int] | None = None) -> Iterator[SchemaError]:
        """The same, one by one."""
        for frame in self.frames(start, count, rules):
            for row, place, text in frame.select("row", "rule", "text").rows():
                yield self.error(row, place, text)

    def error(self, row: int, place: int, text: str) -> SchemaError:
        """An error with its words."""
        rule = self.rules[place]
        values = {"text": text, "name": rule.name, "wanted": rule.wanted}
        return SchemaError(row, self.columns[place], rule.name, rule.kind, text, rule.template, values)

    def write_csv(self, out: TextIO, translate: Callable[[str], str] = str) -> None:
        """All errors as CSV: row, column, field, what is broken, text, sentence."""
        out.write("row,column,field,broken,text,explanation\n")
        for start in range(0, self.total, ROWS_A_BLOCK):
            told = [
                (one.row, one.column, one.name, one.kind.value, one.text, one.say(translate))
                for one in self.listed(start, ROWS_A_BLOCK)
            ]
            frame = pl.DataFrame(told, schema=[str(at) for at in range(6)], orient="row")
            cells = frame.with_columns(harmless(frame[at]).alias(at) for at in ("2", "4", "5"))
            out.write(cells.write_csv(include_header=False))
