"""What cells and columns look like, as far as finding tables needs it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from titiktemu.analysis.spreadsheet.values import is_missing, is_period, looks_like_date, notation

LOOKED_AT = 400
"""Rows of a block by which its columns are known."""
TYPED = 0.6
"""Share of a column's cells that must be numbers, dates or codes for it to be called so."""
HEADER_ROWS = 5
"""As many rows may be a header."""
LONGEST = 100
"""Letters beyond which a cell is a text, without looking further."""
CODE = re.compile(r"\d[\d./-]*\d|\d+[A-Z]{0,2}|[A-Z]{1,4}[-./]?\d[\w./-]*", re.IGNORECASE)


class Kind(StrEnum):
    """What a cell looks like, as far as finding tables needs it."""

    EMPTY = "empty"
    NUMBER = "number"
    DATE = "date"
    CODE = "code"
    TEXT = "text"


@lru_cache(maxsize=65536)
def kind_of(cell: str) -> Kind:
    """What a cell looks like.

    Examples
    --------
    >>> [kind_of(one).value for one in ("1.234,5", "12 Mei 2026", "35.10.01", "Muncar", "-")]
    ['number', 'date', 'code', 'text', 'empty']
    """
    bare = cell.strip()
    if len(bare) > LONGEST:
        return Kind.TEXT
    if is_missing(bare):
        return Kind.EMPTY
    if notation(bare) is not None:
        return Kind.NUMBER
    if looks_like_date(bare) or is_period(bare):
        return Kind.DATE
    return Kind.CODE if CODE.fullmatch(bare) else Kind.TEXT


def filled(row: Sequence[str]) -> int:
    """How many cells of a row hold something."""
    return len(row) - list(map(str.strip, row)).count("")


def column_kinds(rows: list[list[str]]) -> list[Kind]:
    """What most cells of each column are, judged by its lower part, where no header is."""
    lower = rows[min(HEADER_ROWS, len(rows) // 3) or (1 if len(rows) > 1 else 0) :][:LOOKED_AT]
    kinds = []
    for column in zip(*lower, strict=True):
        counted = Counter(kind_of(cell) for cell in column)
        filled = sum(many for kind, many in counted.items() if kind is not Kind.EMPTY)
        kind, many = max(
            ((one, counted[one]) for one in (Kind.NUMBER, Kind.DATE, Kind.CODE, Kind.TEXT)),
            key=lambda it: it[1],
        )
        kinds.append(kind if filled and many >= TYPED * filled else Kind.TEXT)
    return kinds
