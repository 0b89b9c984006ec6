"""Where the header of a table ends, and what its columns are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from titiktemu.analysis.spreadsheet.groups import ENUMERATOR
from titiktemu.analysis.spreadsheet.kinds import HEADER_ROWS, Kind, kind_of
from titiktemu.analysis.spreadsheet.values import YEAR

MANY_ROWS = 2
"""Rows below a plain 1, 2, 3 from which it is taken for a numbering of the columns."""
FITS = 0.5
"""Share of such columns that a row must fit to be a row of the body."""
UNIT = re.compile(r"\(.*\)|%")
UNNAMED = re.compile(r"kolom \d+")
"""What a column without a name is called."""
NUMBERING = re.compile(r"\(?(\d{1,2}|[a-z])\)?(?:\s?[=x*+/:-].*)?", re.IGNORECASE)


def header_depth(rows: list[list[str]], typed: list[Kind]) -> int:
    """How many rows stand above the first that is like those below."""
    if len(rows) < 2:
        return 1 if rows and all(kind_of(cell) in {Kind.TEXT, Kind.EMPTY} for cell in rows[0]) else 0
    most = min(HEADER_ROWS, len(rows) - 1)
    depth = next(
        (
            at
            for at in range(most + 1)
            if is_record(rows[at], rows[at + 1 :], typed) or _is_group(rows, at, typed)
        ),
        None,
    )
    if depth is None:
        is_typed = any(one is not Kind.TEXT for one in typed)
        depth = most if is_typed and is_record(rows[most], [], typed) else _named_depth(rows[: most + 1])
    while 0 < depth < min(len(rows) - 1, HEADER_ROWS) and _numbers_columns(
        rows[depth], rows[depth + 1 :], typed
    ):
        depth += 1
    return depth


def _named_depth(rows: list[list[str]]) -> int:
    """Header rows above texts: a row that names just what the rows above it left without a name is one."""
    for depth in range(1, len(rows)):
        unnamed = [at for at in range(len(rows[0])) if not any(row[at].strip() for row in rows[:depth])]
        row = rows[depth]
        if not unnamed or not all(row[at].strip() for at in unnamed) or all(map(str.strip, row)):
            return depth
    return 1


def is_record(row: list[str], below: list[list[str]], typed: list[Kind]) -> bool:
    """Whether a row looks, column by column, like those of the body."""
    strict = [place for place, kind in enumerate(typed) if kind is not Kind.TEXT]
    if not strict:
        return False
    if _numbers_columns(row, below, typed) or _is_years(row, below, typed):
        return False
    seen = [(place, kind_of(row[place])) for place in strict]
    fits = sum(1 for place, kind in seen if _agree(kind, typed[place]))
    filled = sum(1 for _place, kind in seen if kind is not Kind.EMPTY)
    texts = sum(1 for place, kind in enumerate(typed) if kind is Kind.TEXT and row[place].strip())
    if not filled:
        # A record may have nothing but its name and markers for missing, which no header has.
        return bool(texts) and any(row[place].strip() for place in strict)
    return fits >= FITS * filled and (fits > 0)


def _is_group(rows: list[list[str]], at: int, typed: list[Kind]) -> bool:
    """Whether a row names the group of the records below it: every column has its name above it already."""
    if not at or at + 1 >= len(rows) or not is_record(rows[at + 1], rows[at + 2 :], typed):
        return False
    row, named = rows[at], column_names(rows[:at], len(rows[at]))
    if any(row[place].strip() for place, kind in enumerate(typed) if place and kind is not Kind.TEXT):
        return False
    filled = [cell.strip() for cell in row if cell.strip()]
    if len(filled) != 1 and not (len(filled) == 2 and ENUMERATOR.fullmatch(filled[0])):
        return False
    return (
        UNIT.fullmatch(filled[-1]) is None
        and not any(map(UNNAMED.fullmatch, named))
        and _all_alone(rows[:at])
    )


def _all_alone(header: list[list[str]]) -> bool:
    """Whether no name of the last header row reaches over several columns."""
    return all(any(row[place].strip() for row in header) for place in range(len(header[0])))


def _agree(kind: Kind, column: Kind) -> bool:
    return kind is column or {kind, column} <= {Kind.NUMBER, Kind.CODE}


def _numbers_columns(
    row: Sequence[str], below: Sequence[Sequence[str]] = (), typed: Sequence[Kind] = ()
) -> bool:
    """A row that numbers the columns: (1), (2), (3), or 1, 2, 3 = 1 + 2.

    Without brackets it may be a record; it is none where it has numbers in a column of texts.
    """
    marks = [cell.strip() for cell in row if cell.strip()]
    found = [NUMBERING.fullmatch(one) for one in marks]
    if len(marks) < max(2, len(row) - 1) or not all(found):
        return False
    bare = not any(one.startswith("(") or "=" in one for one in marks)
    if bare and typed and (len(below) < MANY_ROWS or Kind.TEXT not in typed):
        return False
    numbers = [one[1] for one in found if one]
    if all(one.isdigit() for one in numbers):
        counted = [int(one) for one in numbers]
        return counted == list(range(counted[0], counted[0] + len(counted))) and counted[0] in {0, 1}
    return [one.lower() for one in numbers] == [chr(ord("a") + at) for at in range(len(numbers))]


def _is_years(row: list[str], below: list[list[str]], typed: list[Kind]) -> bool:
    """A row of years above columns that hold none."""
    years = [place for place, cell in enumerate(row) if YEAR.fullmatch(cell.strip())]
    others = [
        place
        for place, cell in enumerate(row)
        if place not in years and kind_of(cell) in {Kind.NUMBER, Kind.DATE}
    ]
    if not years or others:
        return False
    under = [rest[place] for rest in below[:20] for place in years if rest[place].strip()]
    return not under or sum(1 for cell in under if YEAR.fullmatch(cell.strip())) < 0.5 * len(under)


def column_names(header: list[list[str]], width: int) -> tuple[str, ...]:
    """Header rows joined from above; what stands over several columns belongs to each of them."""
    rows = [row for depth, row in enumerate(header) if not depth or not _numbers_columns(row)]
    parts: list[list[str]] = [[] for _column in range(width)]
    owners: list[tuple[int, ...]] = [() for _column in range(width)]
    for depth, row in enumerate(rows):
        starts = [_owner(rows, depth, place, owners) for place in range(width)]
        for place, start in enumerate(starts):
            said = " ".join(row[start].split()) if start >= 0 else ""
            if said and said not in parts[place]:
                parts[place].append(said)
            owners[place] = (*owners[place], start)
    return _unique([" ".join(one) for one in parts])


def _owner(rows: list[list[str]], depth: int, place: int, owners: Sequence[tuple[int, ...]]) -> int:
    """The column whose name stands over a column in a row of the header: itself, one before it, or -1.

    Over several columns stands only what has names of its own below it, and no more columns than what stands
    over it.
    """
    row = rows[depth]
    if row[place].strip():
        return place
    if not any(rest[place].strip() for rest in rows[depth + 1 :]):
        return -1
    start = next((at for at in range(place - 1, -1, -1) if row[at].strip()), -1)
    if start < 0 or owners[start] != owners[place]:
        return -1
    return start if any(rest[start].strip() for rest in rows[depth + 1 :]) else -1


def _unique(names: list[str]) -> tuple[str, ...]:
    """Names that each column has alone; one without a name is called by its place."""
    seen: Counter[str] = Counter()
    made = []
    for place, name in enumerate(names, start=1):
        said = name or f"kolom {place}"
        seen[said] += 1
        made.append(said if seen[said] == 1 else f"{said} ({seen[said]})")
    return tuple(made)
