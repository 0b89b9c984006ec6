"""Which rows of a table are totals of others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from titiktemu.analysis.spreadsheet.kinds import Kind
from titiktemu.analysis.spreadsheet.margins import margins
from titiktemu.analysis.spreadsheet.values import YEAR, number

_WORD = r"(?:jumlah|total|jml\.?|subjumlah|subtotal|rata[\s-]?rata|rerata|average|mean|sum|grand total)"
_BEFORE = r"(?:(?:sub|grand)[\s-]*)?"
TOTAL = re.compile(
    rf"{_BEFORE}{_WORD}"
    r"(?:[\s/&-]+(?:(?:sub|grand)[\s-]*)?(?:keseluruhan|seluruh(?:nya)?|total|jumlah|akhir|semua|umum|average"
    r"|mean|amount|sum|[ivx]{1,4}|[a-z]|\d{1,2})\b)*"
    r"(?:\s*\([^()]{1,40}\))?[\s.:*]*",
    re.IGNORECASE,
)
TOTAL_OF = re.compile(rf"{_BEFORE}{_WORD}\b.*", re.IGNORECASE)
CLOSE = 0.005
"""How far a sum may be from a row that is named as one, as a part of it."""
EXACT = 1e-6
"""How far it may be where nothing but the sum says so."""
ENOUGH_PARTS, ENOUGH_COLUMNS = 3, 2
"""Rows and columns of which a row must be the sum to be a total without being called one."""
MOST_PARTS = 5000
"""Rows beyond which a row is not tried as a sum without a word for it."""

type Numbered = tuple[int, list[str]]


def is_total_label(row: Sequence[str]) -> bool:
    """Whether a row begins with a word for total and nothing that says of what.

    Examples
    --------
    >>> [is_total_label([one]) for one in ("Jumlah/Total", "JUMLAH (I+II)", "Total Lele")]
    [True, True, False]
    """
    return TOTAL.fullmatch(first(row)) is not None


def first(row: Sequence[str]) -> str:
    """The first filled cell: a record has its number or code there, a total its name."""
    return next((cell.strip() for cell in row if cell.strip()), "")


def total_rows(below: Sequence[Numbered], typed: Sequence[Kind]) -> set[int]:
    """Rows that say they are totals, or say it at length and are the sum of what stands above.

    Margins of a cube say so too, and are records (`spreadsheet.margins`). The first or last row is one too
    where all its figures are the sums of all others, whatever its name: tables of regencies end with their
    province.
    """
    found: set[int] = set()
    sums = [place for place, kind in enumerate(typed) if kind is Kind.NUMBER]
    numbered = sum(1 for _at, row in below if row[0].strip())
    since: list[list[str]] = []
    named = {at for at, row in below if TOTAL_OF.fullmatch(first(row))}
    if len(named) > 1:
        named -= _margins(below, named, typed)
    for at, row in below:
        label = first(row)
        if at in named and (
            TOTAL.fullmatch(label) is not None
            or at == below[-1][0]
            or (not row[0].strip() and numbered > len(below) / 2)
            or _adds_up(row, since, sums)
        ):
            found.add(at)
            since = []
        else:
            since.append(row)
    if not found and ENOUGH_PARTS < len(below) <= MOST_PARTS:
        found |= _unnamed(below, sums)
    return found


def _margins(below: Sequence[Numbered], named: set[int], typed: Sequence[Kind]) -> set[int]:
    return margins(
        [one for one in below if one[0] in named], [one for one in below if one[0] not in named], typed
    )


def _adds_up(row: Sequence[str], parts: Sequence[Sequence[str]], sums: Sequence[int]) -> bool:
    """Whether some number of this row is the sum of the rows before it, as far up as it takes."""
    for place in sums:
        for decimal in (",", "."):
            whole = number(row[place], decimal)
            added = [number(part[place], decimal) or 0.0 for part in reversed(parts)]
            if whole and any(abs(one - whole) <= CLOSE * abs(whole) for one in list(accumulate(added))[1:]):
                return True
    return False


def _unnamed(below: Sequence[Numbered], sums: Sequence[int]) -> set[int]:
    """The last or first row, where its figures are those of all others added."""
    for whole, parts in ((below[-1], below[:-1]), (below[0], below[1:])):
        if _is_margin(whole[1], [row for _at, row in parts]):
            continue
        if any(_is_whole([row for _at, row in parts], whole[1], sums, mark) for mark in (",", ".")):
            return {whole[0]}
    return set()


def _is_margin(whole: Sequence[str], parts: Sequence[Sequence[str]]) -> bool:
    """Whether a row has the label of others, and says only in a further column that it is their total."""
    label = first(whole)
    others = [cell.strip() for cell in whole if cell.strip()][1:]
    return any(first(row) == label for row in parts) and any(map(TOTAL.fullmatch, others))


def _is_whole(
    parts: Sequence[Sequence[str]], whole: Sequence[str], sums: Sequence[int], decimal: str
) -> bool:
    fits = 0
    for place in sums:
        said = number(whole[place], decimal)
        added = [number(part[place], decimal) for part in parts]
        known = [one for one in added if one is not None]
        if said is None or not said or len(known) < ENOUGH_PARTS or YEAR.fullmatch(whole[place].strip()):
            continue
        if abs(sum(known) - said) > EXACT * abs(said) or said <= max(known):
            return False
        fits += 1
    return fits >= ENOUGH_COLUMNS
