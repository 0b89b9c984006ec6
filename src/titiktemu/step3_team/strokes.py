"""A signature drawn on a screen, as text: "M12 34 L15 40 …", one M for each stroke. Pure."""

from itertools import pairwise
from math import hypot
from typing import Final

WIDTH: Final = 600
HEIGHT: Final = 200
MOST_POINTS: Final = 4000
MOST_LETTERS: Final = 48_000
LEAST_INK: Final = 60.0
"""A dot or a slip of the finger is no signature."""

type Stroke = list[tuple[int, int]]


class NoSignature(ValueError):
    """The text is no drawing of this kind, or nothing was really drawn."""


def read_strokes(text: str) -> list[Stroke]:
    """The strokes of a drawing; NoSignature for anything else.

    >>> read_strokes("M10 20 L110 20")
    [[(10, 20), (110, 20)]]
    """
    words = text.split() if len(text) <= MOST_LETTERS else []
    if not words or len(words) % 2 or len(words) > 2 * MOST_POINTS:
        raise NoSignature(len(text))
    strokes: list[Stroke] = []
    for first, second in zip(words[::2], words[1::2], strict=True):
        letter, point = first[:1], (_number(first[1:], WIDTH), _number(second, HEIGHT))
        if letter == "M":
            strokes.append([point])
        elif letter == "L" and strokes:
            strokes[-1].append(point)
        else:
            raise NoSignature(first)
    if _ink(strokes) < LEAST_INK:
        raise NoSignature(text[:40])
    return strokes


def written(strokes: list[Stroke]) -> str:
    """The strokes as the text of an SVG path, always the same for the same drawing.

    >>> written([[(10, 20), (110, 20)]])
    'M10 20 L110 20'
    """
    return " ".join(
        f"{'L' if at else 'M'}{across} {down}" for one in strokes for at, (across, down) in enumerate(one)
    )


def _number(text: str, most: int) -> int:
    # ASCII alone: other digits would be read as numbers and stand in the path as they came.
    if not (text.isascii() and text.isdecimal() and len(text) <= 3 and int(text) <= most):
        raise NoSignature(text[:10])
    return int(text)


def _ink(strokes: list[Stroke]) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for one in strokes for a, b in pairwise(one))
