"""Where things stand in the drawings of figures: positions in per cent of the width, words beside them.

A bar begins at the left; on a scale those who disagree go to the left of the middle and those who agree to
the right, so that sides can be compared at a glance. Everything drawn is also a table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from titiktemu.analysis.questionnaire.model import Form, Item
from titiktemu.foundation.words import Side
from titiktemu.questionnaires.splits import SIDE
from titiktemu.questionnaires.wording import label_of, language

CLASSES = {
    Side.GOVERNMENT.value: "gov",
    Side.CIVIL_SOCIETY.value: "cso",
    Side.OTHER.value: "other",
    Side.CITIZENS.value: "citizens",
}
MIDDLE, HALF = 50.0, 48.0
WHOLE = 96.0
LEFT = 2.0
STEPS = 5
"""Shades that a scale is drawn in."""


@dataclass(frozen=True)
class Cell:
    """One share or mean of one group, ready to be drawn; empty words where it is hidden."""

    level: str
    share: float | None = None
    low: float | None = None
    high: float | None = None
    words: str = ""
    interval: str = ""
    start: str = ""
    width: str = ""
    from_: str = ""
    to: str = ""
    shade: int = 0
    effective: str = ""
    effect: str = ""

    @property
    def is_hidden(self) -> bool:
        """Whether nothing may be shown of it."""
        return self.share is None


@dataclass(frozen=True)
class Row:
    """One group of people."""

    name: str
    css: str
    sides: tuple[str, ...]
    n: str
    cells: tuple[Cell, ...]
    is_everybody: bool = False

    @property
    def effective(self) -> str:
        """The effective n of its figures, from the least to the greatest."""
        return _span([one.effective for one in self.cells])

    @property
    def effect(self) -> str:
        """The design effect of its figures, from the least to the greatest."""
        return _span([one.effect for one in self.cells])

    @property
    def is_whole(self) -> bool:
        """Whether no cell of it is hidden."""
        return not any(one.is_hidden for one in self.cells)

    @property
    def sentence(self) -> str:
        """The row, read aloud."""
        told = ", ".join(f"{one.level} {one.words}" for one in self.cells if not one.is_hidden)
        return f"{self.name}: {told or _('hidden')}."


@dataclass(frozen=True)
class Table:
    """The figures of a question, split by the sides or by another question."""

    title: str
    by: str
    rows: tuple[Row, ...]
    levels: tuple[str, ...]

    @property
    def by_level(self) -> list[tuple[str, list[tuple[Row, Cell]]]]:
        """The same the other way round: each choice with what every group says."""
        return [(level, [(row, row.cells[at]) for row in self.rows]) for at, level in enumerate(self.levels)]

    @property
    def legend(self) -> list[tuple[str, int]]:
        """The steps of a scale with their shades."""
        return [(level, shade_of(at, len(self.levels))) for at, level in enumerate(self.levels)]


def _span(words: Sequence[str]) -> str:
    """One figure, or two with a dash between; they come in the order of the figures."""
    figures = [one for one in words if one[:1].isdigit()] or [one for one in words if one]
    known = sorted(set(figures), key=lambda one: (len(one), one))
    return known[0] if len(known) == 1 else f"{known[0]}–{known[-1]}" if known else ""


def shade_of(at: int, many: int) -> int:
    """The shade of a step, from 1 to 5, however many steps there are."""
    return round(1 + at * (STEPS - 1) / max(1, many - 1))


@dataclass(frozen=True)
class Chart:
    """One question with its figures."""

    name: str
    label: str
    kind: str
    tables: tuple[Table, ...]


def charts_of(form: Form, content: Mapping[str, Any]) -> list[Chart]:
    """Every question that has figures, in the order of the form."""
    found = []
    for placed in form.places:
        told = content.get("questions", {}).get(placed.item.name)
        if told is not None:
            tables = tuple(_table(form, placed.item, told, one) for one in told["tables"])
            found.append(Chart(placed.item.name, label_of(form, placed.item), told["kind"], tables))
    return found


def _levels(form: Form, item: Item, told: Mapping[str, Any]) -> tuple[str, ...]:
    """The words of the levels: choices by their labels, thirds of a scale by its ends."""
    labels = {one.name: form.say(one.label, language()) or one.name for one in form.choices_of(item)}
    if told["kind"] == "number":
        return (_("Mean"),)
    if told["kind"] == "thirds":
        ends = list(labels.values())
        half = len(ends) // 2
        words = {"-": " / ".join(ends[:half]), "0": ends[half], "+": " / ".join(ends[-half:])}
        return tuple(words[one] for one in told["levels"])
    return tuple(labels.get(one, one) for one in told["levels"])


def _table(form: Form, item: Item, told: Mapping[str, Any], table: Mapping[str, Any]) -> Table:
    levels = _levels(form, item, told)
    by = table["by"]
    title = _("By side") if by == SIDE else label_of(form, form[by].item)
    rows = tuple(_row(form, by, told["kind"], levels, one) for one in table["rows"])
    return Table(title, by, rows, levels)


def _row(form: Form, by: str, kind: str, levels: Sequence[str], row: Mapping[str, Any]) -> Row:
    groups = row["groups"]
    cells = [_cell(kind, level, cell, row["n"]) for level, cell in zip(levels, row["cells"], strict=True)]
    if kind in {"likert", "thirds"}:
        cells = _diverging(cells)
    n = row["n"]
    return Row(
        name=_names(form, by, groups) if groups else _("Everybody"),
        css=CLASSES.get(groups[0], "") if by == SIDE and len(groups) == 1 else "",
        sides=tuple(groups) if by == SIDE else (),
        n="–" if n is None else number_format(n),
        cells=tuple(cells),
        is_everybody=not groups,
    )


def _names(form: Form, by: str, groups: Sequence[str]) -> str:
    if by == SIDE:
        return " + ".join(str(Side(one).label) for one in groups)
    labels = {one.name: form.say(one.label, language()) for one in form.choices_of(form[by].item)}
    return " + ".join(labels.get(one) or one or _("No answer") for one in groups)


def _cell(kind: str, level: str, cell: Mapping[str, Any] | None, n: int | None) -> Cell:
    if cell is None:
        return Cell(level)
    effective, effect = _precision(cell, n)
    return replace(_drawn(kind, level, cell), effective=effective, effect=effect)


def _precision(cell: Mapping[str, Any], n: int | None) -> tuple[str, str]:
    """The effective n and the design effect: nothing where n is hidden, which they would tell."""
    effect = cell.get("effect")
    if n is None or effect is None:
        return "", ""
    effective = cell.get("effective", n / effect if effect else None)
    if effective is None:
        return _("fixed by the margins"), number_format(effect, 2)
    return number_format(effective, 0), number_format(effect, 2)


def _drawn(kind: str, level: str, cell: Mapping[str, Any]) -> Cell:
    share, low, high = cell["share"], cell["low"], cell["high"]
    if kind == "number":
        words = number_format(share, decimal_pos=2)
        ends = "" if low is None else f"{number_format(low, 2)} – {number_format(high, 2)}"
        return Cell(level, share, low, high, words, ends)
    ends = "" if low is None or high is None else f"{round(100 * low)}–{round(100 * high)}%"
    first, last = (_at(low), _at(high)) if ends else ("", "")
    width = f"{WHOLE * share:.2f}%"
    return Cell(level, share, low, high, _percent(share), ends, _at(0), width, first, last)


def _at(share: float) -> str:
    return f"{LEFT + WHOLE * share:.2f}%"


def _percent(share: float) -> str:
    return f"{round(100 * share)}%"


def _diverging(cells: Sequence[Cell]) -> list[Cell]:
    """The steps of a scale around the middle; a middle step lies on it."""
    if any(one.share is None for one in cells):
        return list(cells)
    shares = [one.share or 0.0 for one in cells]
    half = len(shares) // 2
    before = sum(shares[:half]) + (shares[half] / 2 if len(shares) % 2 else 0.0)
    edges = [0.0]
    for share in shares:
        edges.append(edges[-1] + share)
    found = []
    for at, (one, (left, right)) in enumerate(zip(cells, pairwise(edges), strict=True)):
        found.append(
            replace(
                one,
                start=f"{MIDDLE + HALF * (left - before):.2f}%",
                width=f"{HALF * (right - left):.2f}%",
                shade=shade_of(at, len(cells)),
            )
        )
    return found
