"""A causal map as a picture: columns of boxes from causes to implications, and curves between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor

from titiktemu.analysis.causal_maps.arrows import Graph, graph_of
from titiktemu.analysis.causal_maps.crossings import Columns, fewer_crossings
from titiktemu.analysis.causal_maps.layers import Layered, layer
from titiktemu.analysis.causal_maps.placing import place
from titiktemu.analysis.causal_maps.wrapping import wrap

type Point = tuple[int, int]

LETTER, LINE, PADDING = 14, 18, 10
WIDTH, BETWEEN, GAP, MARGIN = 208, 72, 16, 12
THREAD = 6
"""Height that a long arrow takes where it passes a column."""
TURNED_OUT = 26
"""How far an arrow against the direction of reading bends out of its boxes."""


@dataclass(frozen=True)
class Box:
    """A card in the picture: its upper left corner, its size, and its words in lines."""

    key: int
    x: int
    y: int
    height: int
    lines: tuple[str, ...]
    width: int = WIDTH


@dataclass(frozen=True)
class Way:
    """A link in the picture, from cause to effect as it really points; ``path`` as SVG draws it."""

    cause: int
    effect: int
    path: str
    middle: Point


@dataclass(frozen=True)
class Picture:
    """Boxes that never overlap, and the ways between them."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    ways: tuple[Way, ...]


def lay_out(
    cards: Sequence[tuple[int, str]],
    arrows: Sequence[tuple[int, int]],
    stage: Mapping[int, int] | None = None,
) -> Picture:
    """Lay out a map (after Sugiyama, Tagawa and Toda 1981).

    Loops are opened, nodes go to columns, long arrows get a thread through each column they pass,
    barycentres order the columns, least squares place the boxes. The same map always gives the same
    picture. Cards without links stand in rows below.

    Parameters
    ----------
    cards : sequence of (int, str)
        Key and words of each card.
    arrows : sequence of (int, int)
        Cause and effect of each link.
    stage : mapping of int to int, optional
        Higher for what is meant to stand further to the right.
    """
    lines = {key: wrap(text, (WIDTH - 2 * PADDING) / LETTER) for key, text in cards}
    heights = {key: LINE * len(one) + 2 * PADDING for key, one in lines.items()}
    graph = graph_of(lines, arrows)
    linked = [key for key in graph.nodes if graph.effects[key] or graph.causes[key]]
    drawing = _Drawing(layer(graph_of(linked, arrows), stage), heights)
    boxes = {key: Box(key, *drawing.corner(key), heights[key], lines[key]) for key in linked}
    below = drawing.height + GAP if linked else MARGIN
    loose = [key for key in graph.nodes if key not in boxes]
    bottom = _in_rows(loose, boxes, lines, max(drawing.columns, 3), below)
    right = max((one.x + WIDTH for one in boxes.values()), default=0)
    ways = tuple(drawing.way(cause, effect) for cause, effect in graph.arrows)
    return Picture(
        right + MARGIN + TURNED_OUT, bottom + MARGIN, tuple(boxes[key] for key in graph.nodes), ways
    )


def _in_rows(
    loose: list[int], boxes: dict[int, Box], lines: dict[int, tuple[str, ...]], across: int, top: int
) -> int:
    """Put cards without links in rows. Returns where the picture ends."""
    for at in range(0, len(loose), across):
        row = loose[at : at + across]
        for column, key in enumerate(row):
            height = LINE * len(lines[key]) + 2 * PADDING
            boxes[key] = Box(key, _left(column), top, height, lines[key])
        top += max(boxes[key].height for key in row) + GAP
    return max(top - GAP, MARGIN)


def _left(column: int) -> int:
    return MARGIN + TURNED_OUT + column * (WIDTH + BETWEEN)


class _Drawing:
    """The linked cards of a map with the threads of their long arrows, placed."""

    def __init__(self, layered: Layered[int], heights: dict[int, int]) -> None:
        self.turned = {(one.cause, one.effect) for one in layered.turned}
        self.column = dict(layered.column)
        self.heights = {key: heights[key] for key in layered.graph.nodes}
        self.columns = max(self.column.values(), default=-1) + 1
        self.threads: dict[tuple[int, int], list[int]] = {}
        graph = self._threaded(layered.graph)
        columns: Columns = [[] for _column in range(self.columns)]
        for key in graph.nodes:
            columns[self.column[key]].append(key)
        ordered = fewer_crossings(columns, graph.effects, graph.causes)
        tops = place(ordered, self.heights, GAP, (graph.effects, graph.causes))
        # Rounded the same way everywhere: heights and gaps are whole, so that no two boxes come nearer.
        self.top = {key: floor(one + 0.5) + MARGIN for key, one in tops.items()}
        self.height = max((one + self.heights[key] for key, one in self.top.items()), default=0)

    def _threaded(self, graph: Graph[int]) -> Graph[int]:
        nodes = list(graph.nodes)
        arrows: list[tuple[int, int]] = []
        fresh = min(nodes, default=0)
        for cause, effect in graph.arrows:
            passed = range(self.column[cause] + 1, self.column[effect])
            threads = []
            for column in passed:
                fresh = min(fresh, 0) - 1
                self.column[fresh], self.heights[fresh] = column, THREAD
                threads.append(fresh)
            self.threads[cause, effect] = threads
            nodes.extend(threads)
            arrows.extend(pairwise([cause, *threads, effect]))
        return graph_of(nodes, arrows)

    def corner(self, key: int) -> Point:
        """Upper left corner of a card."""
        return _left(self.column[key]), self.top[key]

    def way(self, cause: int, effect: int) -> Way:
        """The curve of a link, and a point on it where its sign can stand."""
        is_turned = (cause, effect) in self.turned
        threads = self.threads[(effect, cause) if is_turned else (cause, effect)]
        points = [self._door(cause, right=not is_turned)]
        for thread in threads[::-1] if is_turned else threads:
            left, middle = _left(self.column[thread]), self.top[thread] + THREAD // 2
            ends = [(left, middle), (left + WIDTH, middle)]
            points.extend(ends[::-1] if is_turned else ends)
        points.append(self._door(effect, right=is_turned))
        at = len(points) // 2 - 1 if len(points) > 2 else 0
        first, second = points[at], points[at + 1]
        return Way(cause, effect, _curve(points), ((first[0] + second[0]) // 2, (first[1] + second[1]) // 2))

    def _door(self, key: int, *, right: bool) -> Point:
        x, y = self.corner(key)
        return (x + WIDTH if right else x, y + self.heights[key] // 2)


def _curve(points: list[Point]) -> str:
    """Curves where columns are crossed, straight lines along the threads."""
    parts = [f"M{points[0][0]},{points[0][1]}"]
    for (x, y), (to_x, to_y) in pairwise(points):
        half = (x + to_x) // 2
        parts.append(f"L{to_x},{to_y}" if y == to_y else f"C{half},{y} {half},{to_y} {to_x},{to_y}")
    return " ".join(parts)
