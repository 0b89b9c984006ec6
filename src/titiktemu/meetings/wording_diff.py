"""What changed from one wording to the next, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

PIECES = re.compile(r"\s+|[^\s\w]|\w+")
"""Words, marks and spaces, each a piece of its own, so that a new comma is a comma."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, came in, or went out."""

    how: Literal["same", "added", "gone"]
    text: str


def word_diff(before: str, after: str) -> list[Piece]:
    """The new wording with what came in and what went out.

    >>> [(one.how, one.text) for one in word_diff("Tiga hari kerja.", "Lima hari kerja.")]
    [('gone', 'Tiga'), ('added', 'Lima'), ('same', ' hari kerja.')]
    """
    old, new = PIECES.findall(before), PIECES.findall(after)
    found: list[Piece] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(new[new_from:new_to])))
            continue
        if old_to > old_from:
            found.append(Piece("gone", "".join(old[old_from:old_to])))
        if new_to > new_from:
            found.append(Piece("added", "".join(new[new_from:new_to])))
    return found
