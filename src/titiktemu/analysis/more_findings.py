"""Further checks of a table: totals beside their parts, shares beyond 100, one word written in several ways.

They give plain values; `table_findings` makes findings of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning
from titiktemu.analysis.spreadsheet.shapes import has_word, words_of

if TYPE_CHECKING:
    from titiktemu.analysis.table_findings import Column, Counted

TOTAL = words_of("jumlah|total|jml|seluruh(?:nya)?|keseluruhan")
ENOUGH_ROWS = 4
ADD_UP = 0.6
"""Part of the rows in which columns must add up to another for it to be called their total."""
ROUNDED = 0.005
"""How far a total may be from its parts, as a part of it: figures are rounded before they are added."""
MOST_PARTS = 40
ADDED = NUMBERS - {Meaning.LATITUDE, Meaning.LONGITUDE, Meaning.PERCENTAGE}
NAMED = frozenset({Meaning.CATEGORY, Meaning.REGION_NAME})


class Found(NamedTuple):
    """What a finding is made of: its check, its count, its sentence, its state, and its rows."""

    check: str
    many: int
    explanation: str
    state: str
    rows: Sequence[int] = ()


def more_findings(columns: Sequence[Column], whole: Counted) -> Iterator[Found]:
    """What else was looked at in a table.

    Parameters
    ----------
    columns : sequence of Column
    whole : Counted
    """
    yield from _of_parts(columns, whole)
    yield from _of_shares(columns, whole)
    yield from _of_words(columns, whole)


def _of_parts(columns: Sequence[Column], whole: Counted) -> Iterator[Found]:
    """Columns called total against those before or after them, row by row."""
    wrong: set[int] = set()
    looked = 0
    for at, column in enumerate(columns):
        if column.understood.meaning in ADDED and has_word(column.name, TOTAL):
            differs = _differing(at, columns, whole)
            if differs is not None:
                looked += 1
                wrong.update(whole.rows.filter(differs).to_list())
    if looked:
        sentence = gettext_noop("Rows whose total differs from the sum of its parts beside it.")
        yield Found("parts", len(wrong), sentence, "problem", sorted(wrong))


def _differing(at: int, columns: Sequence[Column], whole: Counted) -> pl.Series | None:
    """Rows in which a column is not the sum of its neighbours; None where it is no sum of them at all."""
    total = whole.tallies[at].numbers
    for parts in _neighbours(at, columns):
        numbers = [one for place in parts if (one := whole.tallies[place].numbers) is not None]
        if total is None or len(numbers) < 2:
            continue
        added = numbers[0]
        for one in numbers[1:]:
            added = added + one
        known = total.is_not_null() & added.is_not_null()
        near = ((total - added).abs() <= ROUNDED * total.abs()).fill_null(value=False)
        fit, many = int((near & known).sum()), int(known.sum())
        if many >= ENOUGH_ROWS and fit >= ADD_UP * many and (total != 0).any():
            return known & ~near
    return None


def _neighbours(at: int, columns: Sequence[Column]) -> Iterator[list[int]]:
    """Columns of numbers that stand together before a column, or after it; the nearest two, then more."""
    before, after = _run(at, -1, columns), _run(at, 1, columns)
    for run in (before, after):
        for many in range(2, len(run) + 1):
            yield run[:many]


def _run(at: int, step: int, columns: Sequence[Column]) -> list[int]:
    found: list[int] = []
    place = at + step
    while 0 <= place < len(columns) and len(found) < MOST_PARTS:
        column = columns[place]
        if column.understood.meaning not in ADDED or has_word(column.name, TOTAL):
            break
        found.append(place)
        place += step
    return found


def _of_shares(columns: Sequence[Column], whole: Counted) -> Iterator[Found]:
    """Shares of a hundred below 0 or above 100. Growth and budgets may well be; a person must look."""
    rows: set[int] = set()
    count = looked = 0
    for column, tally in zip(columns, whole.tallies, strict=True):
        numbers = tally.numbers
        if column.understood.meaning is not Meaning.PERCENTAGE or numbers is None:
            continue
        looked += 1
        outside = ((numbers < 0) | (numbers > 100)).fill_null(value=False)
        count += int(outside.sum())
        rows.update(whole.rows.filter(outside).to_list())
    if looked:
        sentence = gettext_noop("Percentages below 0 or above 100.")
        yield Found("range", count, sentence, "notice", sorted(rows))


def _of_words(columns: Sequence[Column], whole: Counted) -> Iterator[Found]:
    """Categories and names that differ only by capitals, blanks or marks from one that comes more often."""
    count = looked = 0
    for column, tally in zip(columns, whole.tallies, strict=True):
        if column.understood.meaning in NAMED:
            looked += 1
            count += _written_otherwise(tally.known)
    if looked:
        sentence = gettext_noop(
            "Words that are also written otherwise: with other capitals, blanks or marks."
        )
        yield Found("writing", count, sentence, "notice")


def _written_otherwise(known: Counter[str]) -> int:
    """Cells that are not written as most cells of the same word.

    Examples
    --------
    >>> _written_otherwise(Counter({"Muncar": 5, "MUNCAR ": 2, "Genteng": 1}))
    2
    """
    same: dict[str, list[int]] = {}
    for text, many in known.items():
        letters = re.sub(r"[\W_]+", "", text).casefold()
        if letters:
            same.setdefault(letters, []).append(many)
    return sum(sum(counts) - max(counts) for counts in same.values())
