"""Where boxes stand within their columns: as near to their neighbours as the boxes beside them allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from titiktemu.analysis.causal_maps.crossings import Columns, Near

SWEEPS = 8


def place(
    columns: Columns, heights: Mapping[int, float], gap: float, near: tuple[Near, Near]
) -> dict[int, float]:
    """Give each box its upper edge; boxes of a column keep their order and the gap between them.

    Each column in turn moves to the mean of its neighbours' middles, by least squares under the order
    (pool adjacent violators), first against the columns on its left, then against those on its right.
    """
    effects, causes = near
    top = _stacked(columns, heights, gap)
    for sweep in range(SWEEPS):
        along = sweep % 2 == 0
        order = range(1, len(columns)) if along else range(len(columns) - 2, -1, -1)
        side = causes if along else effects
        for at in order:
            column = columns[at]
            wanted = [_wanted(node, side[node], top, heights) for node in column]
            steps = [heights[node] + gap for node in column]
            top.update(zip(column, apart(wanted, steps), strict=True))
    least = min(top.values(), default=0.0)
    return {node: one - least for node, one in top.items()}


def _stacked(columns: Columns, heights: Mapping[int, float], gap: float) -> dict[int, float]:
    """Each column stacked around the same middle."""
    top: dict[int, float] = {}
    for column in columns:
        at = -sum(heights[node] + gap for node in column) / 2
        for node in column:
            top[node] = at
            at += heights[node] + gap
    return top


def _wanted(node: int, near: Sequence[int], top: Mapping[int, float], heights: Mapping[int, float]) -> float:
    if not near:
        return top[node]
    middle = sum(top[one] + heights[one] / 2 for one in near) / len(near)
    return middle - heights[node] / 2


def apart(wanted: Sequence[float], steps: Sequence[float]) -> list[float]:
    """Move values as little as possible (least squares) so that each is its step below the next.

    Examples
    --------
    >>> apart([0, 0, 9], [2, 2, 2])
    [-1.0, 1.0, 9.0]
    """
    blocks: list[tuple[float, int]] = []
    offset, offsets = 0.0, []
    for value, step in zip(wanted, steps, strict=True):
        offsets.append(offset)
        mean, many = value - offset, 1
        while blocks and blocks[-1][0] > mean:
            other, of = blocks.pop()
            mean = (mean * many + other * of) / (many + of)
            many += of
        blocks.append((mean, many))
        offset += step
    means = [mean for mean, many in blocks for _one in range(many)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]
