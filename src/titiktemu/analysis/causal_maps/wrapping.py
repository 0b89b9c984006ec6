"""Words broken into the lines of a box, by how wide letters are on the average."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, east_asian_width

MOST_LINES = 6
NARROW = frozenset("fijlrtI.,:;'’!|()[]- ")
WIDE = frozenset("mwMW@%&")


def wide(text: str) -> float:
    """How wide a text is, in heights of its letters."""
    return sum(map(_letter, text))


@lru_cache(maxsize=4096)
def _letter(letter: str) -> float:
    kind = category(letter)
    if kind in {"Mn", "Me", "Cf"}:
        return 0.0
    if east_asian_width(letter) in "WF":
        return 1.05
    if letter in NARROW:
        return 0.36
    if letter in WIDE:
        return 0.95
    return 0.74 if kind == "Lu" else 0.6


def wrap(text: str, room: float, most: int = MOST_LINES) -> tuple[str, ...]:
    """Break a text into lines of at most this width; words too long are cut, and lines too many end in “…”.

    Examples
    --------
    >>> wrap("Pipa bocor dan tidak dirawat", 8)
    ('Pipa bocor dan', 'tidak dirawat')
    """
    lines: list[str] = []
    line = ""
    for word in (piece for one in text.split() for piece in _pieces(one, room)):
        longer = f"{line} {word}" if line else word
        if line and wide(longer) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    if len(lines) > most:
        last = lines[most - 1]
        while last and wide(last) + 0.9 > room:
            last = last[:-1]
        return (*lines[: most - 1], last.rstrip() + "…")
    return tuple(lines)


def _pieces(word: str, room: float) -> list[str]:
    """A word in pieces that fit; nearly always the word itself."""
    pieces, piece = [], ""
    for letter in word:
        if piece and wide(piece + letter) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]
