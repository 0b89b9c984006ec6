"""A difference told: in sentences, as JSON, and as a file of rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TextIO

import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.recipes.harmless import harmless
from titiktemu.analysis.table_diff.cells import CodeChange
from titiktemu.analysis.table_diff.crosswalk import SENTENCES
from titiktemu.analysis.table_diff.difference import Difference
from titiktemu.analysis.table_schema.keys import joined

ROWS_A_PART = 50_000
HEADER = ("change", "key", "column", "before", "after", "reason")
type Said = tuple[str, dict[str, object]]
"""An English sentence, the key of its translation, and what stands for the names in it."""

NOTHING = gettext_noop("Both releases say the same.")
BY_KEY = gettext_noop("Rows are told apart by {key}. Rows before: {old}, now: {new}.")
BY_WHOLE = gettext_noop("There is no key, so whole rows were compared. Rows before: {old}, now: {new}.")
ROWS = gettext_noop(
    "Rows that are new: {added}, that are gone: {removed}, that have changed cells: {changed}."
)
REPEATED = gettext_noop(
    "The key comes more than once. Surplus rows before: {old}, now: {new}."
    " The same rows among them were paired first, then the others in their order."
)
CELLS = gettext_noop("Changed values of {column}: {count}.")
REJOINED = gettext_noop("Rows that are the same ones under another code of their region: {count}.")


def summary(one: Difference) -> list[Said]:
    """What is otherwise, in sentences."""
    if one.is_empty:
        return [(NOTHING, {})]
    old, new = one.rows
    by = (BY_KEY, {"key": ", ".join(one.key), "old": old, "new": new})
    said: list[Said] = [by if one.key else (BY_WHOLE, {"old": old, "new": new})]
    said.append((ROWS, {"added": one.added, "removed": one.removed, "changed": one.changed_rows}))
    if one.key and any(one.pairs.repeated):
        said.append((REPEATED, {"old": one.pairs.repeated[0], "new": one.pairs.repeated[1]}))
    said += [(change.template, {**change.values}) for change in one.schema_changes]
    said += [(CELLS, {"column": name, "count": many}) for name, many in one.cells.items()]
    if one.rejoined:
        said.append((REJOINED, {"count": one.rejoined}))
    return said + [told(change) for change in one.code_changes]


def told(change: CodeChange) -> Said:
    """A change of a code table as a sentence."""
    law = f" ({change.known.law})" if change.known.law else ""
    values: dict[str, object] = {"column": change.column, "before": change.before, "after": change.after}
    return SENTENCES[change.known.kind], values | {"law": law}


def as_json(one: Difference, most: int = 100) -> dict[str, Any]:
    """Plain values for JSON, with exact counts and the first rows and cells of each kind."""
    return {
        "key": list(one.key),
        "rows": {
            "before": one.rows[0],
            "after": one.rows[1],
            "added": one.added,
            "removed": one.removed,
            "changed": one.changed_rows,
            "rejoined": one.rejoined,
            "repeated_before": one.pairs.repeated[0],
            "repeated_after": one.pairs.repeated[1],
        },
        "schema": [change.as_json() for change in one.schema_changes],
        "cells": one.cells,
        "codes": [_code_json(change) for change in one.code_changes],
        "summary": [{"explanation": template, "values": values} for template, values in summary(one)],
        "first": {
            "added": one.alone("added", 0, most),
            "removed": one.alone("removed", 0, most),
            "changed": [
                {"column": cell.column, "key": list(cell.key), "before": cell.before, "after": cell.after}
                for cell in one.changes(0, most)
            ],
        },
    }


def _code_json(change: CodeChange) -> dict[str, Any]:
    template, values = told(change)
    return {
        "column": change.column,
        "before": change.before,
        "after": change.after,
        "kind": change.known.kind.value,
        "law": change.known.law,
        "rows": change.count,
        "explanation": template,
        "values": values,
    }


def write_csv(one: Difference, out: TextIO, translate: Callable[[str], str] = str) -> None:
    """Write everything that is otherwise as CSV, a row for each thing.

    Columns are change (schema, removed, added, cell, code), key, column, before, after and reason. Of rows
    that only one release has, before or after is the whole row as JSON.

    Parameters
    ----------
    one : Difference
    out : text file
    translate : callable
        Of the sentences that give the reason.
    """
    out.write(",".join(HEADER) + "\n")
    for rows in _parts(one, translate):
        _write(pl.DataFrame(rows, schema=dict.fromkeys(HEADER, pl.String), orient="row"), out)
    keys = [one.new.texts(name).fill_null("") for name in one.key]
    for name, part in one.log.changed(0, sum(one.cells.values())):
        key = joined([column.gather(part["new"]) for column in keys])
        cells = part.select(
            change=pl.lit("cell"), key=key, column=pl.lit(name), before="before", after="after"
        )
        _write(cells.with_columns(reason=pl.lit(None, dtype=pl.String)), out)


def _write(rows: pl.DataFrame, out: TextIO) -> None:
    safe = rows.with_columns(harmless(rows[name].fill_null("")).alias(name) for name in HEADER)
    out.write(safe.write_csv(include_header=False))


def _parts(one: Difference, translate: Callable[[str], str]) -> Iterator[list[tuple[str | None, ...]]]:
    """Changes of the schema and of codes, and rows that only one release has."""

    def say(template: str, values: Mapping[str, object]) -> str:
        return translate(template).format(**values)

    yield [
        ("schema", None, it.name, it.before, it.after, say(it.template, it.values))
        for it in one.schema_changes
    ]
    yield [("code", None, it.column, it.before, it.after, say(*told(it))) for it in one.code_changes]
    for side, many in (("removed", one.removed), ("added", one.added)):
        for start in range(0, many, ROWS_A_PART):
            yield [_alone(side, row, one) for row in one.alone(side, start, ROWS_A_PART)]


def _alone(side: str, row: dict[str, str | None], one: Difference) -> tuple[str | None, ...]:
    names = one.key if side == "added" else [one.columns[name] for name in one.key]
    key = ", ".join(row[name] or "" for name in names) if names else None
    whole = json.dumps(row, ensure_ascii=False)
    return (side, key, None, None, whole, None) if side == "added" else (side, key, None, whole, None, None)
