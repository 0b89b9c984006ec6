"""Cards typed from paper: one a line, and what stands further in leads to what it stands under."""

from __future__ import annotations

import re
from dataclasses import dataclass

TAB = 4
MARK = re.compile(r"^(?:[-*•–]\s+|\d{1,3}[.)]\s+)")
"""Bullets and numbers that people write before a line."""


@dataclass(frozen=True)
class Line:
    """One card.

    Attributes
    ----------
    number : int
        The line on the sheet, from 1.
    text : str
        Its words, with single spaces.
    above : int or None
        Place of the card that it stands under, in the list of cards.
    """

    number: int
    text: str
    above: int | None


def read_outline(text: str) -> list[Line]:
    r"""Read cards from lines; a deeper line belongs to the nearest shallower one above it.

    Examples
    --------
    >>> [(one.text, one.above) for one in read_outline("Air kotor\n  - Pipa bocor\n    Tak dirawat\nSakit")]
    [('Air kotor', None), ('Pipa bocor', 0), ('Tak dirawat', 1), ('Sakit', None)]
    """
    found: list[Line] = []
    open_lines: list[tuple[int, int]] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.expandtabs(TAB)
        words = " ".join(MARK.sub("", line.strip()).split())
        if not words:
            continue
        depth = len(line) - len(line.lstrip())
        while open_lines and open_lines[-1][0] >= depth:
            open_lines.pop()
        found.append(Line(number, words, open_lines[-1][1] if open_lines else None))
        open_lines.append((depth, len(found) - 1))
    return found
