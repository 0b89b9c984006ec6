"""Value against effort and against risk in pictures: each asset where each side puts it, and a line."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from titiktemu.analysis.data_needs.opening import HIGHEST
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step2_forum.needs.models import AssetRating
from titiktemu.step2_forum.needs.queries.opening import Board
from titiktemu.step2_forum.needs.words import mark_words

CELL: Final = 60
LEFT: Final = 40
TOP: Final = 10
MARK: Final = 18
IN_A_ROW: Final = 3
PLACES: Final = IN_A_ROW * IN_A_ROW
"""Marks that fit into one cell; those after stand on top of the last."""
GOVERNMENT: Final = BOTH_SIDES[0].value


@dataclass(frozen=True)
class Mark:
    """An asset where one side puts it: the middle of a square (government) or a circle (civil society)."""

    number: int
    side: str
    x: float
    y: float

    @property
    def is_square(self) -> bool:
        """Whether government put it there."""
        return self.side == GOVERNMENT

    @property
    def corner(self) -> tuple[float, float]:
        """Where the square begins."""
        return self.x - MARK / 2, self.y - MARK / 2

    @property
    def baseline(self) -> float:
        """Where its number stands."""
        return self.y + 4


@dataclass(frozen=True)
class Tie:
    """A line from where government puts an asset to where civil society does."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Picture:
    """One field of five by five."""

    name: str
    across: str
    title: str
    marks: list[Mark]
    ties: list[Tie]

    width: int = LEFT + CELL * HIGHEST + 4
    height: int = TOP + CELL * HIGHEST + 38
    left: int = LEFT
    top: int = TOP
    side: int = CELL * HIGHEST
    foot: int = TOP + CELL * HIGHEST

    @property
    def lines(self) -> list[tuple[int, int, int, int]]:
        """The lines between cells."""
        inner = [CELL * at for at in range(1, HIGHEST)]
        return [
            *((LEFT, TOP + at, LEFT + self.side, TOP + at) for at in inner),
            *((LEFT + at, TOP, LEFT + at, self.foot) for at in inner),
        ]

    @property
    def columns(self) -> list[tuple[int, int]]:
        """Each figure across, with where it stands."""
        return [(mark, LEFT + CELL * (mark - 1) + CELL // 2) for mark in range(1, HIGHEST + 1)]

    @property
    def rows(self) -> list[tuple[int, int]]:
        """Each figure of value, with where it stands: much on top."""
        return [(mark, TOP + CELL * (HIGHEST - mark) + CELL // 2 + 4) for mark in range(1, HIGHEST + 1)]


def pictures_of(boards: Iterable[Board]) -> list[Picture]:
    """Both pictures, of the assets that both sides have rated; none where there is none."""
    told = [one for one in boards if one.is_open and one.government and one.civil_society]
    if not told:
        return []
    return [_picture(told, across) for across in ("effort", "risk")]


def _picture(boards: list[Board], across: str) -> Picture:
    taken: dict[tuple[int, int], int] = {}
    crowd = Counter(
        _cell(rating, across) for one in boards for rating in (one.government, one.civil_society) if rating
    )
    marks: list[Mark] = []
    ties: list[Tie] = []
    for board in boards:
        pair = [
            _mark(board, rating, across, taken, crowd)
            for rating in (board.government, board.civil_society)
            if rating
        ]
        marks += pair
        first, second = pair
        ties.append(Tie(first.x, first.y, second.x, second.y))
    words = {"value": mark_words("value"), "across": mark_words(across)}
    return Picture(
        name=across,
        across=words["across"],
        title=_("%(value)s against %(across)s, as each side puts it") % words,
        marks=marks,
        ties=ties,
    )


def _cell(rating: AssetRating, across: str) -> tuple[int, int]:
    return getattr(rating, across), rating.value


def _mark(
    board: Board,
    rating: AssetRating,
    across: str,
    taken: dict[tuple[int, int], int],
    crowd: Counter[tuple[int, int]],
) -> Mark:
    """The next free place around the middle of its cell; the first ones are on top, left to right."""
    cell = _cell(rating, across)
    many = min(crowd[cell], PLACES)
    rows = -(-many // IN_A_ROW)
    at = min(taken.get(cell, 0), PLACES - 1)
    taken[cell] = taken.get(cell, 0) + 1
    row, column = divmod(at, IN_A_ROW)
    step = CELL / IN_A_ROW
    in_row = min(IN_A_ROW, many - row * IN_A_ROW)
    return Mark(
        number=board.asset.number,
        side=rating.side,
        x=LEFT + CELL * (cell[0] - 1) + CELL / 2 + step * (column - (in_row - 1) / 2),
        y=TOP + CELL * (HIGHEST - cell[1]) + CELL / 2 + step * (row - (rows - 1) / 2),
    )
