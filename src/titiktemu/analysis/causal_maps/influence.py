"""Which nodes drive and which depend: degrees, MICMAC by powers of the matrix, centralities."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.causal_maps.arrows import Graph, distances

type Matrix = NDArray[np.float64]

LONGEST_WAY = 12
"""Arrows of the longest way that counts as indirect influence."""


class Part(StrEnum):
    """What a node is in the whole, by Godet's four fields."""

    DRIVER = "driver"
    LINKAGE = "linkage"
    DEPENDENT = "dependent"
    AUTONOMOUS = "autonomous"


@dataclass(frozen=True)
class Influence:
    """How much a node drives and depends.

    Attributes
    ----------
    drives, depends : int
        Arrows that leave and reach it.
    drives_indirectly, depends_indirectly : float
        Ways of two and more arrows that begin and end at it.
    part : Part
        Its field, from the sums of direct and indirect ways against their means.
    between : float
        Betweenness: the share of shortest ways between two others that lead over it.
    near : float
        Closeness: how near it is to those that lead to it (Wasserman and Faust).
    """

    drives: int
    depends: int
    drives_indirectly: float
    depends_indirectly: float
    part: Part
    between: float
    near: float


def influence[Node: Hashable](graph: Graph[Node]) -> dict[Node, Influence]:
    """Weigh every node of a map."""
    matrix = matrix_of(graph)
    ways = indirect_ways(matrix)
    whole = matrix + ways
    parts = _parts(whole.sum(axis=1), whole.sum(axis=0))
    between, near = betweenness(graph), closeness(graph)
    return {
        node: Influence(
            drives=len(graph.effects[node]),
            depends=len(graph.causes[node]),
            drives_indirectly=float(ways[at].sum()),
            depends_indirectly=float(ways[:, at].sum()),
            part=parts[at],
            between=between[node],
            near=near[node],
        )
        for at, node in enumerate(graph.nodes)
    }


def matrix_of[Node: Hashable](graph: Graph[Node]) -> Matrix:
    """1 where the row's node leads to the column's node."""
    place = {node: at for at, node in enumerate(graph.nodes)}
    made = np.zeros((len(place), len(place)))
    for cause, effect in graph.arrows:
        made[place[cause], place[effect]] = 1
    return made


def indirect_ways(matrix: Matrix, longest: int = LONGEST_WAY) -> Matrix:
    """Count the ways of two and more arrows between each two nodes: the sum of the powers of the matrix.

    Godet takes one high power. In a map without loops every high power is empty, so all powers count, up
    to the first after which neither order (of driving, of depending) changes, or to the longest way.

    Examples
    --------
    >>> indirect_ways(np.array([[0, 1, 0], [0, 0, 1], [0, 0, 0.0]])).tolist()
    [[0.0, 0.0, 1.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    """
    total, power = np.zeros_like(matrix), matrix
    before: tuple[tuple[int, ...], ...] | None = None
    for _length in range(2, longest + 1):
        power = power @ matrix
        if not power.any():
            break
        total = total + power
        order = (_order((matrix + total).sum(axis=1)), _order((matrix + total).sum(axis=0)))
        if order == before:
            break
        before = order
    return total


def _order(sums: Matrix) -> tuple[int, ...]:
    return tuple(np.argsort(-sums, kind="stable").tolist())


def _parts(drives: Matrix, depends: Matrix) -> list[Part]:
    if not len(drives):
        return []
    fields = {
        (True, True): Part.LINKAGE,
        (True, False): Part.DRIVER,
        (False, True): Part.DEPENDENT,
        (False, False): Part.AUTONOMOUS,
    }
    # In a plain loop all are alike, and all are part of it: the mean itself is much.
    much, often = ((one >= one.mean()) & (one > 0) for one in (drives, depends))
    return [fields[bool(one), bool(other)] for one, other in zip(much, often, strict=True)]


def betweenness[Node: Hashable](graph: Graph[Node]) -> dict[Node, float]:
    """Share of the shortest ways between two other nodes that lead over each node (Brandes 2001)."""
    total: dict[Node, float] = dict.fromkeys(graph.nodes, 0.0)
    for source in graph.nodes:
        order, ways, before = _shortest(graph, source)
        carried = dict.fromkeys(order, 0.0)
        for node in reversed(order):
            for earlier in before[node]:
                carried[earlier] += ways[earlier] / ways[node] * (1 + carried[node])
            if node != source:
                total[node] += carried[node]
    pairs = (len(graph.nodes) - 1) * (len(graph.nodes) - 2)
    return {node: share / pairs if pairs > 0 else 0.0 for node, share in total.items()}


def _shortest[Node: Hashable](
    graph: Graph[Node], source: Node
) -> tuple[list[Node], Mapping[Node, int], Mapping[Node, list[Node]]]:
    """Nodes by distance, how many shortest ways lead to each, and the last steps of these ways."""
    distance, ways = {source: 0}, {source: 1}
    before: dict[Node, list[Node]] = {source: []}
    order: list[Node] = []
    waiting = deque([source])
    while waiting:
        node = waiting.popleft()
        order.append(node)
        for other in graph.effects[node]:
            if other not in distance:
                distance[other], ways[other], before[other] = distance[node] + 1, 0, []
                waiting.append(other)
            if distance[other] == distance[node] + 1:
                ways[other] += ways[node]
                before[other].append(node)
    return order, ways, before


def closeness[Node: Hashable](graph: Graph[Node]) -> dict[Node, float]:
    """How near each node is to those that lead to it, times the share of nodes that do."""
    others = len(graph.nodes) - 1
    found = {}
    for node in graph.nodes:
        reached = distances(node, graph.causes)
        far = sum(reached.values())
        found[node] = (len(reached) - 1) ** 2 / far / others if far else 0.0
    return found
