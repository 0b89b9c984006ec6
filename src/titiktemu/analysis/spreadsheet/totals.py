"""Which rows of a table are totals of others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from titiktemu.analysis.spreadsheet.kinds import Kind
from titiktemu.analysis.spreadsheet.values import number

TOTAL = re.compile(
    r"(?:(?:sub|grand)[\s-]*)?(?:jumlah|total|jml\.?|subjumlah|subtotal|rata[\s-]?rata)"
    r"(?:[\s/&-]+(?:keseluruhan|seluruh(?:nya)?|total|jumlah|akhir|semua|umum|[ivx]{1,4}|[a-z]|\d{1,2})\b)*"
    r"[\s.:*]*",
    re.IGNORECASE,
)
TOTAL_OF = re.compile(
    r"(?:(?:sub|grand)[\s-]*)?(?:jumlah|total|jml\.?|subjumlah|subtotal|rata[\s-]?rata)\b.*", re.IGNORECASE
)


def is_total_label(row: Sequence[str]) -> bool:
    """Whether a row begins with a word for total and nothing that says of what."""
    return TOTAL.fullmatch(first(row)) is not None


def first(row: Sequence[str]) -> str:
    """The first filled cell: a record has its number or code there, a total its name."""
    return next((cell.strip() for cell in row if cell.strip()), "")


def total_rows(below: list[tuple[int, list[str]]], typed: list[Kind]) -> set[int]:
    """Rows that say they are totals, or say it at length and are the sum of what stands above."""
    found: set[int] = set()
    sums = [place for place, kind in enumerate(typed) if kind is Kind.NUMBER]
    since: list[list[str]] = []
    for at, row in below:
        named = TOTAL_OF.fullmatch(first(row)) is not None
        if is_total_label(row) or (named and (at == below[-1][0] or _adds_up(row, since, sums))):
            found.add(at)
            since = []
        else:
            since.append(row)
    return found


def _adds_up(row: list[str], parts: list[list[str]], sums: list[int]) -> bool:
    """Whether some number of this row is the sum of those above since the last total."""
    for place in sums:
        for decimal in (",", "."):
            whole = number(row[place], decimal)
            added = [number(part[place], decimal) for part in parts]
            known = [one for one in added if one is not None]
            if whole and len(known) > 1 and abs(sum(known) - whole) <= 0.005 * abs(whole):
                return True
    return False
