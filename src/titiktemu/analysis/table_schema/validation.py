"""A table against its schema, piece by piece: every error with row and column, counted exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TextIO

import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.pieces import Piece
from titiktemu.analysis.spreadsheet.sources import Source
from titiktemu.analysis.table_schema.checks import FieldCheck
from titiktemu.analysis.table_schema.errors import ERRORS, OF_KIND, ErrorLog, Rule, SchemaError
from titiktemu.analysis.table_schema.headers import Matched, matched
from titiktemu.analysis.table_schema.keys import (
    Elsewhere,
    Itself,
    Once,
    among_regions,
    among_rows,
    lacking_in,
)
from titiktemu.analysis.table_schema.kinds import WILAYAH, Broken
from titiktemu.analysis.table_schema.schema import ForeignKey, Schema

NO_REFERENCE = gettext_noop("Whether {fields} stand in the table {table} was not looked at: it is not here.")
NO_COLUMN = gettext_noop("The key of {fields} was not looked at: the table lacks a column for it.")
type Said = tuple[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Validation:
    """What a table breaks of its schema.

    Attributes
    ----------
    schema : Schema
    rows : int
        Records that were looked at.
    unchecked : tuple of (str, mapping)
        What could not be looked at: a sentence in English, the key of its translation, and what stands for
        the names in it.
    """

    schema: Schema
    rows: int
    unchecked: tuple[Said, ...]
    _log: ErrorLog = field(repr=False)

    @property
    def total(self) -> int:
        """How many errors there are."""
        return self._log.total

    @property
    def is_valid(self) -> bool:
        """Whether nothing is broken."""
        return self.total == 0

    @property
    def counts(self) -> dict[tuple[str, Broken], int]:
        """How many errors there are of each field and kind; exact."""
        found: dict[tuple[str, Broken], int] = {}
        for place, many in sorted(self._log.counts.items()):
            rule = self._log.rules[place]
            found[rule.name, rule.kind] = found.get((rule.name, rule.kind), 0) + many
        return found

    def errors(
        self, start: int = 0, count: int = 100, *, name: str = "", kind: Broken | None = None
    ) -> list[SchemaError]:
        """Some of the errors, in the order of the rows.

        Parameters
        ----------
        start, count : int
            Which of them, from 0.
        name : str
            Only those of this field.
        kind : Broken, optional
            Only those of this kind.
        """
        chosen = frozenset(
            place
            for place, rule in enumerate(self._log.rules)
            if name in {"", rule.name} and kind in {None, rule.kind}
        )
        is_all = not name and kind is None
        return list(self._log.listed(start, count, None if is_all else chosen))

    def write_csv(self, out: TextIO, translate: Callable[[str], str] = str) -> None:
        """Write every error as CSV, with its sentence translated by the given function."""
        self._log.write_csv(out, translate)

    def as_json(self, most: int = 100) -> dict[str, Any]:
        """Plain values for JSON, with the first errors."""
        return {
            "valid": self.is_valid,
            "rows": self.rows,
            "errors": self.total,
            "counts": [
                {"field": name, "broken": kind.value, "count": many}
                for (name, kind), many in self.counts.items()
            ],
            "first": [one.as_json() for one in self.errors(0, most)],
            "unchecked": [{"explanation": said, "values": dict(values)} for said, values in self.unchecked],
        }


def validate(
    source: Source,
    schema: Schema,
    tell: Callable[[int], None] | None = None,
    references: Mapping[str, pl.DataFrame] | None = None,
) -> Validation:
    """Hold a table against a schema.

    Parameters
    ----------
    source : Source
        From `spreadsheet.sources.sources_of`.
    schema : Schema
        From `parsing.parse` or `inference.infer`.
    tell : callable, optional
        Told after each piece how many records are done.
    references : mapping of str to polars.DataFrame, optional
        Other tables to which foreign keys point. "wilayah", the regions, is always there.

    Returns
    -------
    Validation
        Errors are kept packed: as much memory as the wrong cells take in a packed file, beside 12 bytes for
        each row and 32 MB for each key.
    """
    return _Run(source, schema, references or {}).done(tell)


@dataclass(slots=True)
class _Key:
    """Columns that are looked at together."""

    rule: int
    names: tuple[str, ...]
    once: Once


@dataclass(slots=True)
class _Link:
    """Columns whose values must stand elsewhere."""

    rule: int
    names: tuple[str, ...]
    elsewhere: Elsewhere | None
    reference: tuple[str, ...] = ()
    itself: Itself = field(default_factory=Itself)


class _Run:
    def __init__(self, source: Source, schema: Schema, references: Mapping[str, pl.DataFrame]) -> None:
        self._source, self._schema, self._references = source, schema, references
        self._log, self._unchecked = ErrorLog(), list[Said]()
        self._matched: Matched = matched(source.table.names, schema)
        self._checks: dict[str, FieldCheck] = {}
        self._rules: dict[str, dict[Broken, int]] = {}
        for one in schema.fields:
            self._take(one.name)
        self._keys = [*self._single_keys(), *self._group_keys()]
        self._links = [link for one in schema.foreign_keys if (link := self._link(one))]

    def _column(self, name: str) -> int:
        return self._source.table.left + self._matched.columns[name] + 1

    def _place(self, kind: Broken, names: Sequence[str], wanted: str = "") -> int:
        rule = Rule(kind, ", ".join(names), OF_KIND[kind], wanted)
        return self._log.place_of(rule, self._column(names[0]))

    def _take(self, name: str) -> None:
        one = self._schema.of(name)
        if one is None or name not in self._matched.columns:
            return
        is_required = bool(one.constraints.get("required")) or name in self._schema.primary_key
        check = FieldCheck(one, self._schema.missing_values(one), is_required=is_required)
        self._checks[name] = check
        self._rules[name] = {
            kind: self._log.place_of(rule, self._column(name)) for kind, rule in check.rules().items()
        }

    def _is_here(self, names: Sequence[str]) -> bool:
        if all(name in self._checks for name in names):
            return True
        self._unchecked.append((NO_COLUMN, {"fields": ", ".join(names)}))
        return False

    def _single_keys(self) -> Iterator[_Key]:
        for name, check in self._checks.items():
            if check.field.constraints.get("unique") and self._schema.primary_key != (name,):
                yield _Key(self._place(Broken.UNIQUE, [name]), (name,), Once())

    def _group_keys(self) -> Iterator[_Key]:
        groups = [(Broken.PRIMARY_KEY, self._schema.primary_key)] if self._schema.primary_key else []
        groups += [(Broken.UNIQUE_KEYS, one) for one in self._schema.unique_keys]
        for kind, names in groups:
            if self._is_here(names):
                yield _Key(self._place(kind, names), names, Once())

    def _link(self, key: ForeignKey) -> _Link | None:
        if not self._is_here(key.fields):
            return None
        wanted = key.resource or ", ".join(key.reference)
        if key.resource == "":
            if not self._is_here(key.reference):
                return None
            return _Link(
                self._place(Broken.FOREIGN_KEYS, key.fields, wanted), key.fields, None, key.reference
            )
        known = self._known(key)
        if known is None:
            self._unchecked.append((NO_REFERENCE, {"fields": ", ".join(key.fields), "table": key.resource}))
            return None
        return _Link(self._place(Broken.FOREIGN_KEYS, key.fields, wanted), key.fields, known)

    def _known(self, key: ForeignKey) -> Elsewhere | None:
        given = self._references.get(key.resource)
        if given is not None and {*key.reference} <= {*given.columns}:
            return among_rows(given.select(key.reference))
        return among_regions(key.reference) if key.resource == WILAYAH and given is None else None

    def done(self, tell: Callable[[int], None] | None) -> Validation:
        """Read everything."""
        self._log.add([self._header()], max(self._source.table.header, default=0))
        rows = 0
        for piece in self._source.pieces():
            self._log.add([*self._cells(piece), *self._known_rows(piece)], int(piece.rows[-1]))
            rows += piece.frame.height
            if tell:
                tell(rows)
        for key in self._keys:
            self._log.add_late(_noted(key.once.again(), key.rule))
        self._second_reading()
        if self._source.wide:
            rule = Rule(Broken.CELL_EXTRA, "", OF_KIND[Broken.CELL_EXTRA], str(self._source.wide))
            self._log.add_late(_one_row(0, self._log.place_of(rule, 0), ""))
        return Validation(self._schema, rows, tuple(self._unchecked), self._log)

    def _header(self) -> pl.DataFrame:
        """Errors of the header as a whole."""
        row = max(self._source.table.header, default=0)
        found = [pl.DataFrame(schema=ERRORS)]
        for kind, name, text, place in self._matched.wrong:
            column = self._source.table.left + place + 1 if place >= 0 else 0
            rule = self._log.place_of(Rule(kind, name, OF_KIND[kind]), column)
            found.append(_one_row(row, rule, text))
        return pl.concat(found)

    def _values(self, piece: Piece, name: str) -> pl.Series:
        return piece.frame[str(self._matched.columns[name])]

    def _cells(self, piece: Piece) -> Iterator[pl.DataFrame]:
        for name, check in self._checks.items():
            broken = check.broken(self._values(piece, name))
            if broken is not None:
                rules = self._rules[name]
                kinds = (
                    pl.Series([kind.value for kind in rules]),
                    pl.Series([*rules.values()], dtype=pl.Int32),
                )
                yield pl.DataFrame(
                    {
                        "row": piece.rows.gather(broken["at"]),
                        "rule": broken["kind"].replace_strict(*kinds, return_dtype=pl.Int32),
                        "text": broken["text"],
                    }
                )

    def _known_rows(self, piece: Piece) -> Iterator[pl.DataFrame]:
        """Keys take the piece over; values that stand nowhere are errors at once, where that can be told."""
        same: dict[str, pl.Series] = {}

        def columns(names: Sequence[str]) -> list[pl.Series]:
            for name in names:
                if name not in same:
                    same[name] = self._checks[name].canonical(self._values(piece, name))
            return [same[name] for name in names]

        for key in self._keys:
            key.once.add(columns(key.names), [self._values(piece, name) for name in key.names], piece.rows)
        for link in self._links:
            if link.elsewhere is None:
                link.itself.add(columns(link.names), columns(link.reference))
                continue
            found = link.elsewhere.unknown(columns(link.names))
            yield _at(piece, found, link.rule)

    def _second_reading(self) -> None:
        """What must stand elsewhere in the same table is known only when all of it was read."""
        open_ = [(one, one.itself.lacking()) for one in self._links if one.elsewhere is None]
        open_ = [(one, lacking) for one, lacking in open_ if lacking.len()]
        for piece in self._source.pieces() if open_ else ():
            for link, lacking in open_:
                columns = [self._checks[name].canonical(self._values(piece, name)) for name in link.names]
                self._log.add_late(_at(piece, lacking_in(columns, lacking), link.rule))


def _one_row(row: int, rule: int, text: str) -> pl.DataFrame:
    return pl.DataFrame({"row": [row], "rule": [rule], "text": [text]}, schema=ERRORS)


def _at(piece: Piece, found: pl.DataFrame, rule: int) -> pl.DataFrame:
    return _noted(pl.DataFrame({"row": piece.rows.gather(found["at"]), "text": found["text"]}), rule)


def _noted(found: pl.DataFrame, rule: int) -> pl.DataFrame:
    return found.select("row", pl.lit(rule, dtype=pl.Int32).alias("rule"), "text")
