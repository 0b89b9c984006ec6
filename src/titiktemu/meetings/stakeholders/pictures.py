"""The own group's grid of power and interest, and the links, as pictures; lists beside them say the same."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any, Final

from django.utils.html import escape
from django.utils.safestring import SafeString

from titiktemu.analysis.causal_maps.layout import Box, Way, lay_out
from titiktemu.foundation.words import Side
from titiktemu.meetings.stakeholders.models import Stakeholder, StakeholderLink
from titiktemu.meetings.stakeholders.queries.ratings import Rated
from titiktemu.meetings.stakeholders.words import Level, Tie

CELL: Final = 72
LEFT: Final = 96
TOP: Final = 8
STEP: Final = 23
"""From the middle of one mark to the next in a cell that has room."""
MANY: Final = len(Level)
CLASSES: Final = {
    Side.GOVERNMENT: "gov",
    Side.CIVIL_SOCIETY: "cso",
    Side.OTHER: "other",
    Side.CITIZENS: "citizens",
}
FILLS: Final = {"gov": "#2456A6", "cso": "#B4500B", "other": "#6B5B95", "citizens": "#56606B"}
SHAPES: Final = {
    "gov": "M-9-9H9V9H-9z",
    "cso": "M0-10A10 10 0 1 1 0 10A10 10 0 1 1 0-10z",
    "other": "M0-13L13 0L0 13L-13 0z",
    "citizens": "M0-14L14 9H-14z",
}
"""Each side has a shape of its own, as everywhere: never by its colour alone."""
FIRST_LINE: Final = 23
LINE: Final = 18
WORD: Final = 13


@dataclass(frozen=True)
class Mark:
    """A stakeholder on the grid: its number in the shape of its side."""

    number: int
    name: str
    css: str
    x: int
    y: int

    @property
    def shape(self) -> str:
        """The outline around the middle."""
        return SHAPES[self.css]

    @property
    def fill(self) -> str:
        """The colour where no style sheet says another."""
        return FILLS[self.css]


@dataclass(frozen=True)
class Grid:
    """A field of four by four; much power is on top, much interest to the right."""

    marks: list[Mark]
    width: int = LEFT + CELL * MANY + 2
    height: int = TOP + CELL * MANY + 40
    left: int = LEFT
    top: int = TOP
    side: int = CELL * MANY
    half: int = CELL * MANY // 2
    foot: int = TOP + CELL * MANY
    middle: int = TOP + CELL * MANY // 2
    centre: int = LEFT + CELL * MANY // 2

    @property
    def lines(self) -> list[tuple[int, int, int, int]]:
        """The thin lines between cells."""
        inner = [CELL, 3 * CELL]
        return [
            *((LEFT, TOP + at, LEFT + self.side, TOP + at) for at in inner),
            *((LEFT + at, TOP, LEFT + at, self.foot) for at in inner),
        ]

    @property
    def columns(self) -> list[tuple[str, int]]:
        """Each word of interest with where it stands."""
        return [(str(level.label), LEFT + CELL * level + CELL // 2) for level in Level]

    @property
    def rows(self) -> list[tuple[str, int]]:
        """Each word of power with where it stands."""
        return [(str(level.label), TOP + CELL * (MANY - 1 - level) + CELL // 2 + 4) for level in Level]


def grid_of(rated: Iterable[Rated]) -> Grid | None:
    """Everybody whom the group has rated; None where there is nobody."""
    told = [(one.stakeholder, one.rating) for one in rated if one.rating is not None]
    crowd = Counter((rating.power, rating.interest) for _row, rating in told)
    taken: Counter[tuple[int, int]] = Counter()
    marks = []
    for row, rating in told:
        cell = rating.power, rating.interest
        x, y = _spot(taken[cell], crowd[cell])
        taken[cell] += 1
        marks.append(
            Mark(
                row.number,
                clean(row.name),
                CLASSES[row.shown_side],
                LEFT + CELL * rating.interest + CELL // 2 + x,
                TOP + CELL * (MANY - 1 - rating.power) + CELL // 2 + y,
            )
        )
    return Grid(marks) if marks else None


def _spot(at: int, many: int) -> tuple[int, int]:
    """Where in its cell a mark stands, from the middle: in rows, nearer together where there are many."""
    across = ceil(sqrt(many))
    down = ceil(many / across)
    step = min(STEP, (CELL - STEP) // max(across - 1, 1)) if across > 1 else 0
    row, column = divmod(at, across)
    in_row = min(across, many - row * across)
    return round(step * (column - (in_row - 1) / 2)), round(step * (row - (down - 1) / 2))


def network_of(rows: Sequence[Stakeholder], links: Sequence[StakeholderLink]) -> dict[str, Any]:
    """The linked stakeholders as boxes with the links between them. They are put together here, not in a
    template: of two hundred boxes that takes a tenth of the time."""
    linked = {pk for one in links for pk in (one.first_id, one.second_id)}
    known = {one.pk: one for one in rows if one.pk in linked}
    ties: dict[tuple[int, int], list[Tie]] = {}
    for one in links:
        ties.setdefault((one.first_id, one.second_id), []).append(Tie(one.tie))
    texts = [(pk, f"{one.number}. {clean(one.name)}") for pk, one in known.items()]
    drawn = lay_out(texts, tuple(ties))
    return {
        "width": drawn.width,
        "height": drawn.height,
        "boxes": SafeString("\n".join(_box(box, known[box.key]) for box in drawn.boxes)),
        "ways": SafeString("".join(_way(way, ties[way.cause, way.effect]) for way in drawn.ways)),
        "words": SafeString("".join(_words(way, ties[way.cause, way.effect]) for way in drawn.ways)),
        "people": len(known),
        "links": len(links),
    }


def _box(box: Box, row: Stakeholder) -> str:
    css = CLASSES[row.shown_side]
    lines = "".join(
        f'<text x="{box.x + 12}" y="{box.y + FIRST_LINE + LINE * at}" fill="#1B1F24">{escape(line)}</text>'
        for at, line in enumerate(box.lines)
    )
    return (
        f'<g class="{css}"><title>{escape(f"{row.number}. {clean(row.name)} ({row.kind_name})")}</title>'
        f'<rect class="box" x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="4"'
        f' fill="#FFFFFF" stroke="{FILLS[css]}" stroke-width="1.5"/>{lines}'
        f'<path class="sign" transform="translate({box.x + box.width - 2} {box.y + 2}) scale(.6)"'
        f' d="{SHAPES[css]}" fill="{FILLS[css]}"/></g>'
    )


def _way(way: Way, ties: list[Tie]) -> str:
    directed = any(not one.is_mutual for one in ties)
    tip = ' marker-end="url(#ujung)"' if directed else ""
    dots = ' stroke-dasharray="3 4"' if Tie.CONFLICT in ties else ""
    css = "way conflict" if Tie.CONFLICT in ties else "way"
    return f'<path class="{css}" d="{way.path}" stroke="#56606B"{dots}{tip}/>'


def _words(way: Way, ties: list[Tie]) -> str:
    """What the link is, a line for each kind, on a ground of its own so that no other line runs through."""
    x, y = way.middle
    top = y + 4 - WORD * (len(ties) - 1) // 2
    return "".join(
        f'<text class="tie" x="{x}" y="{top + WORD * at}" text-anchor="middle" font-size="11" fill="#56606B"'
        f' stroke="#FFFFFF" stroke-width="4" paint-order="stroke">{escape(one.in_short)}</text>'
        for at, one in enumerate(ties)
    )


def clean(text: str) -> str:
    """Without characters that no XML may hold."""
    return "".join(one if unicodedata.category(one) not in {"Cc", "Cs", "Cn"} else " " for one in text)
