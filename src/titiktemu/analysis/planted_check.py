"""How many planted files are read as they are meant, and what went wrong in the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from titiktemu.analysis.planted_layout import Sketch
from titiktemu.analysis.planted_tables import Planted, plant
from titiktemu.analysis.spreadsheet.columns import understand
from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.spreadsheet.sheets import Read
from titiktemu.analysis.spreadsheet.tables import Table, find_tables
from titiktemu.analysis.spreadsheet.values import number

SAME = {"text": {"text", "category"}}
"""Meanings that a planted one may be taken for: few different texts are a category."""


@dataclass(slots=True)
class Scores:
    """Counts over many files.

    Attributes
    ----------
    files, texts, columns : int
        Looked at: all files, those of text, columns of tables that were found.
    encodings, dialects, tables, meanings : int
        Read as meant. A file's tables are right where names, titles, header, body, totals, groups and notes
        of all of them are. Of a dialect the quote and the escape count where the file has any.
    failures : list of (int, str)
        Seed of the file, and the first thing that was wrong in it.
    """

    files: int = 0
    texts: int = 0
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
    with TemporaryDirectory() as folder:
        path = Path(folder) / "planted"
        for seed in seeds:
            planted = plant(seed)
            path.write_bytes(planted.raw)
            scores.files += 1
            if cause := _compared(read_file(path), planted, scores):
                scores.failures.append((seed, cause))
    return scores


def _compared(read: Read, planted: Planted, scores: Scores) -> str:
    if planted.encoding:
        scores.texts += 1
        scores.encodings += read.encoding == planted.encoding
        if wrong := _dialect(read, planted):
            return wrong
        scores.dialects += 1
    rows = read.sheets[0].rows
    found = find_tables(rows)
    if len(found) != len(planted.tables):
        return f"{len(found)} tables instead of {len(planted.tables)}, {planted.layout}"
    for one, meant in zip(found, planted.tables, strict=True):
        if wrong := _differs(one, rows, meant):
            return wrong
    scores.tables += 1
    causes = [_meanings(one, rows, meant, scores) for one, meant in zip(found, planted.tables, strict=True)]
    return next(filter(None, causes), "")


def _dialect(read: Read, planted: Planted) -> str:
    dialect = read.dialect
    if dialect is None or dialect.delimiter != planted.delimiter:
        return f"delimiter {dialect and dialect.delimiter!r} instead of {planted.delimiter!r}"
    if planted.quote and dialect.quote != planted.quote:
        return f"quote {dialect.quote!r} instead of {planted.quote!r}"
    if planted.escape and dialect.escape != planted.escape:
        return "escape"
    return ""


def _differs(found: Table, rows: Sequence[Sequence[str]], meant: Sketch) -> str:
    if found.names != meant.names:
        return "names"
    pairs = {
        "header": (found.header, meant.parts.get("header", ())),
        "titles": (found.preamble, meant.parts.get("preamble", ())),
        "totals": (found.totals, meant.parts.get("totals", ())),
        "groups": (found.groups, meant.parts.get("groups", ())),
        "notes": (found.notes, meant.parts.get("notes", ())),
    }
    wrong = next((name for name, (one, other) in pairs.items() if one != other), "")
    body = [_cells(rows[at - 1], found) for at in found.body]
    return wrong or ("" if _same(body, meant.body) else "body")


def _same(found: Sequence[Sequence[str]], meant: Sequence[Sequence[str]]) -> bool:
    """Whether cells are equal, or are the same number in another notation, as a workbook has it."""
    return len(found) == len(meant) and all(
        one == other
        or (number(one, mark_of(one)) is not None and number(one, mark_of(one)) == number(other))
        or number(one, mark_of(one)) == number(other, ".")
        for row, right in zip(found, meant, strict=True)
        for one, other in zip(row, right, strict=True)
    )


def mark_of(text: str) -> str:
    """The mark before the decimals of a text that is no more than a number.

    Examples
    --------
    >>> mark_of("12.5"), mark_of("12,5"), mark_of("1.234,5")
    ('.', ',', ',')
    """
    return "." if text.rfind(".") > text.rfind(",") else ","


def _cells(row: Sequence[str], found: Table) -> tuple[str, ...]:
    width = len(found.names)
    cut = [*row[found.left : found.left + width]]
    return tuple(cut + [""] * (width - len(cut)))


def _meanings(found: Table, rows: Sequence[Sequence[str]], planted: Sketch, scores: Scores) -> str:
    wrong = ""
    columns = zip(*(_cells(rows[at - 1], found) for at in found.body), strict=True)
    for name, meant, values in zip(planted.names, planted.meanings, columns, strict=True):
        if not meant:
            continue
        scores.columns += 1
        got = understand(name, Counter(values)).meaning.value
        if got in SAME.get(meant, {meant}):
            scores.meanings += 1
        else:
            wrong = f"{meant} taken for {got}"
    return wrong
