"""How many planted files are read as they are meant, and what went wrong in the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from titiktemu.analysis.planted_tables import Planted, plant
from titiktemu.analysis.spreadsheet.columns import understand
from titiktemu.analysis.spreadsheet.dialect import detect_dialect, rows_of
from titiktemu.analysis.spreadsheet.encodings import detect_encoding
from titiktemu.analysis.spreadsheet.tables import Table, find_tables

SAME = {"text": {"text", "category"}}
"""Meanings that a planted one may be taken for: few different texts are a category."""


@dataclass(slots=True)
class Scores:
    """Counts over many files.

    Attributes
    ----------
    files, columns : int
        Looked at.
    encodings, dialects, tables, meanings : int
        Read as meant. A table is right where names, titles, header, body, totals and notes all are.
    failures : list of (int, str)
        Seed of the file, and the first thing that was wrong in it.
    """

    files: int = 0
    columns: int = 0
    encodings: int = 0
    dialects: int = 0
    tables: int = 0
    meanings: int = 0
    failures: list[tuple[int, str]] = field(default_factory=list)

    @property
    def causes(self) -> Counter[str]:
        """How often each thing was wrong."""
        return Counter(cause for _seed, cause in self.failures)


def score(seeds: Iterable[int]) -> Scores:
    """Read planted files and compare each with its truth.

    Parameters
    ----------
    seeds : iterable of int
        One file each.

    Returns
    -------
    Scores
    """
    scores = Scores()
    for seed in seeds:
        scores.files += 1
        if cause := _read(plant(seed), scores):
            scores.failures.append((seed, cause))
    return scores


def _read(planted: Planted, scores: Scores) -> str:
    encoding = detect_encoding(planted.raw)
    scores.encodings += encoding.name == planted.encoding
    text = planted.raw[encoding.mark :].decode(encoding.name, errors="replace")
    dialect = detect_dialect(text)
    if dialect.delimiter != planted.delimiter:
        return f"delimiter {dialect.delimiter!r} instead of {planted.delimiter!r}"
    scores.dialects += 1
    rows = list(rows_of(text, dialect))
    found = find_tables(rows)
    if len(found) != 1:
        return f"{len(found)} tables instead of one"
    if wrong := _differs(found[0], rows, planted):
        return wrong
    scores.tables += 1
    return _meanings(planted, scores)


def _differs(found: Table, rows: list[list[str]], planted: Planted) -> str:
    body = tuple(_cells(rows[at - 1], found) for at in found.body)
    pairs = {
        "header": (found.header, planted.header),
        "names": (found.names, planted.names),
        "titles": (found.preamble, planted.preamble),
        "totals": (found.totals, planted.totals),
        "notes": (found.notes, planted.notes),
        "body": (body, planted.body),
    }
    return next((name for name, (one, other) in pairs.items() if one != other), "")


def _cells(row: list[str], found: Table) -> tuple[str, ...]:
    width = len(found.names)
    cut = row[found.left : found.left + width]
    return tuple(cut + [""] * (width - len(cut)))


def _meanings(planted: Planted, scores: Scores) -> str:
    wrong = ""
    for name, meant, values in zip(
        planted.names, planted.meanings, zip(*planted.body, strict=True), strict=True
    ):
        if not meant:
            continue
        scores.columns += 1
        got = understand(name, Counter(values)).meaning.value
        if got in SAME.get(meant, {meant}):
            scores.meanings += 1
        else:
            wrong = f"{meant} taken for {got}"
    return wrong
