"""Where solutions stand in the drawing of acceptability against data; drawn as SVG by a template."""

from dataclasses import dataclass

from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.step1_issues.queries.ratings import RatedSolution
from titiktemu.step1_issues.sentences import acceptable_words, basis_words, place_of

LEFT, RIGHT, TOP, BOTTOM = 44.0, 324.0, 16.0, 216.0
CLASSES = {Side.GOVERNMENT: "gov", Side.CIVIL_SOCIETY: "cso"}
NEAR = 11.0
"""Marks nearer than this to one before them are moved aside, so that none covers another."""


@dataclass(frozen=True)
class Mark:
    """One side's mark for a solution."""

    side: str
    css: str
    x: float
    y: float


@dataclass(frozen=True)
class Drawn:
    """A solution in the drawing and in the table beside it."""

    rated: RatedSolution
    x: float | None
    marks: list[Mark]
    words: dict[str, str]
    basis: str

    @property
    def line(self) -> tuple[float, float] | None:
        """Top and bottom of the line that joins both sides' marks."""
        ys = [mark.y for mark in self.marks]
        return (min(ys), max(ys)) if len(ys) > 1 else None

    @property
    def label_y(self) -> float:
        """Where the number of the solution stands: above its marks."""
        return min(mark.y for mark in self.marks) - 10


def drawn(solutions: list[RatedSolution]) -> list[Drawn]:
    """The solutions with their places: to the right the more data, upwards the more acceptable."""
    taken: list[float] = []
    found = []
    for rated in solutions:
        share = rated.basis.share or 0.0
        x = LEFT + 20 + share * (RIGHT - LEFT - 32)
        while any(abs(x - other) < 2 * NEAR for other in taken):
            x += 2 * NEAR if x < (LEFT + RIGHT) / 2 else -2 * NEAR
        marks = _marks(rated, x)
        if marks:
            taken.append(x)
        counted = rated.solution.rated_at is not None
        words = {
            side.value: acceptable_words(rated.figures[side.value], counted=counted) for side in BOTH_SIDES
        }
        found.append(Drawn(rated, x if marks else None, marks, words, basis_words(rated)))
    return found


def _marks(rated: RatedSolution, x: float) -> list[Mark]:
    """Government a little to the left, civil society a little to the right of the solution's place."""
    found = []
    for side, aside in zip(BOTH_SIDES, (-NEAR / 2, NEAR / 2), strict=True):
        place = place_of(rated.figures[side.value])
        if place is not None:
            found.append(Mark(side.value, CLASSES[side], x + aside, BOTTOM - place * (BOTTOM - TOP)))
    return found
