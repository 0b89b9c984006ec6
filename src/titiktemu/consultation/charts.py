"""Where things stand in the drawings of results: positions and words, drawn as SVG by the templates.

Positions are percentages of the drawing's width, so that one drawing serves a phone and a projector and
its letters keep their size. Government goes from the middle to the left, civil society to the right, the
others stand below the middle, in a drawing of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, degrees, hypot, sin
from typing import Any

from titiktemu.analysis.disclosure import Kind, Presented
from titiktemu.consultation.queries import EVERYBODY
from titiktemu.consultation.results import StatementResult
from titiktemu.consultation.sentences import (
    answers_words,
    figure_sentence,
    figure_words,
    group_name,
    interval_words,
    passed_words,
)
from titiktemu.consultation.turnout import coarse
from titiktemu.foundation.words import BOTH_SIDES, Side

CLASSES = {
    Side.GOVERNMENT: "gov",
    Side.CIVIL_SOCIETY: "cso",
    Side.OTHER: "other",
    Side.CITIZENS: "citizens",
    EVERYBODY: "everybody",
}


@dataclass(frozen=True)
class Scale:
    """Where nobody and where all agreeing stand, in per cent of the width."""

    zero: float
    one: float

    def at(self, share: float) -> str:
        """The position of a share."""
        return f"{self.zero + share * (self.one - self.zero):.2f}%"

    def between(self, first: float, second: float) -> tuple[str, str]:
        """Left end and width of a bar between two shares."""
        ends = sorted(self.zero + share * (self.one - self.zero) for share in (first, second))
        return f"{ends[0]:.2f}%", f"{ends[1] - ends[0]:.2f}%"


LEFTWARDS, RIGHTWARDS, CENTRED, WHOLE = Scale(50, 6), Scale(50, 94), Scale(2, 98), Scale(6, 94)


@dataclass(frozen=True)
class Arm:
    """One group's figure, ready to be drawn."""

    group: str
    name: str
    css: str
    kind: str
    words: str
    answers: str
    passed: str
    sentence: str
    half: str
    word_start: str
    word_width: str
    mark: str = ""
    start: str = ""
    width: str = ""
    low: str = ""
    high: str = ""
    interval: str = ""
    zero: str = ""
    one: str = ""


@dataclass(frozen=True)
class Comparison:
    """One statement's figures side by side."""

    sides: tuple[Arm, ...]
    below: tuple[Arm, ...]

    @property
    def in_order(self) -> tuple[Arm, ...]:
        """Every figure in the order in which groups are shown."""
        return (*self.sides, *self.below)

    @property
    def axis(self) -> str:
        """Where nobody agreeing stands: the middle, or the left end where there are no sides."""
        return self.sides[0].zero

    @property
    def sentence(self) -> str:
        """The whole drawing, read aloud."""
        return " ".join(arm.sentence for arm in self.in_order)


def comparison(row: StatementResult, held: frozenset[str]) -> Comparison:
    """Lay out a statement's figures; ``held`` are the groups that are shown when voting closes."""
    arms = {group: _arm(group, figure, group in held) for group, figure in row.figures.items()}
    return Comparison(
        tuple(arms[group] for group in (*BOTH_SIDES, EVERYBODY) if group in arms),
        tuple(arm for group, arm in arms.items() if group not in (*BOTH_SIDES, EVERYBODY)),
    )


def _scale(group: str) -> Scale:
    found = {Side.GOVERNMENT.value: LEFTWARDS, Side.CIVIL_SOCIETY.value: RIGHTWARDS, EVERYBODY: WHOLE}
    return found.get(str(group), CENTRED)


def _arm(group: str, figure: Presented, held: bool) -> Arm:
    scale = _scale(group)
    word_start, word_width = scale.between(0.06, 0.98)
    drawn: dict[str, Any] = {}
    if figure.kind in {Kind.TENTHS, Kind.SHARE} and figure.share is not None:
        start, width = scale.between(0, figure.share)
        drawn = {"mark": scale.at(figure.share), "start": start, "width": width}
        if figure.low is not None and figure.high is not None:
            drawn |= {"low": scale.at(figure.low), "high": scale.at(figure.high)}
            drawn["interval"] = interval_words(figure.low, figure.high)
    return Arm(
        group=str(group),
        name=group_name(group),
        css=CLASSES[str(group)],
        kind=figure.kind.value,
        words=figure_words(figure, held=held),
        answers=answers_words(figure),
        passed=passed_words(figure),
        sentence=figure_sentence(group, figure, held=held),
        half=scale.at(0.5),
        word_start=word_start,
        word_width=word_width,
        zero=scale.at(0),
        one=scale.at(1),
        **drawn,
    )


MAP_WIDTH, MAP_HEIGHT, MAP_EDGE = 640.0, 400.0, 48.0


@dataclass(frozen=True)
class Ellipse:
    """One opinion group on the map: where most of its people stand, never a person."""

    name: str
    people: int
    is_exact: bool
    x: str
    y: str
    rx: str
    ry: str
    turn: str
    label_y: str


def ellipses(groups: list[Mapping[str, Any]]) -> list[Ellipse]:
    """Fit the groups of a drawn map into the drawing, both axes on one scale."""
    boxes = [(group, *_half_box(group)) for group in groups]
    if not boxes:
        return []
    left = min(group["x"] - wide for group, wide, _high in boxes)
    right = max(group["x"] + wide for group, wide, _high in boxes)
    low = min(group["y"] - high for group, _wide, high in boxes)
    top = max(group["y"] + high for group, _wide, high in boxes)
    scale = min(
        (MAP_WIDTH - 2 * MAP_EDGE) / max(right - left, 1e-9),
        (MAP_HEIGHT - 2 * MAP_EDGE) / max(top - low, 1e-9),
    )

    def place(group: Mapping[str, Any]) -> Ellipse:
        x = MAP_WIDTH / 2 + (group["x"] - (left + right) / 2) * scale
        y = MAP_HEIGHT / 2 - (group["y"] - (low + top) / 2) * scale
        people, is_exact = coarse(group["size"])
        return Ellipse(
            name=group["name"],
            people=people,
            is_exact=is_exact and group.get("exact", True),
            x=f"{x:.1f}",
            y=f"{y:.1f}",
            rx=f"{max(group['rx'] * scale, 14):.1f}",
            ry=f"{max(group['ry'] * scale, 14):.1f}",
            turn=f"rotate({-degrees(group['angle']):.1f} {x:.1f} {y:.1f})",
            label_y=f"{y + 8:.1f}",
        )

    return [place(group) for group in groups]


def _half_box(group: Mapping[str, Any]) -> tuple[float, float]:
    """Half the width and height of the box around a turned ellipse."""
    turned = group["angle"]
    return (
        hypot(group["rx"] * cos(turned), group["ry"] * sin(turned)),
        hypot(group["rx"] * sin(turned), group["ry"] * cos(turned)),
    )
