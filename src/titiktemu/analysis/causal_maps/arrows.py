"""A causal map as nodes and arrows, and who can be reached from whom."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

type Neighbours[Node: Hashable] = Mapping[Node, tuple[Node, ...]]


class Arrow[Node: Hashable](NamedTuple):
    """One node leads to another."""

    cause: Node
    effect: Node


@dataclass(frozen=True)
class Graph[Node: Hashable]:
    """Nodes in a fixed order, and what follows and precedes each.

    Attributes
    ----------
    nodes : tuple of hashable
        Each once, in the order in which they were given.
    effects, causes : mapping of node to tuple of node
        Neighbours along and against the arrows, in the order of the nodes.
    """

    nodes: tuple[Node, ...]
    effects: Neighbours[Node]
    causes: Neighbours[Node]

    @property
    def arrows(self) -> tuple[Arrow[Node], ...]:
        """Every arrow once, in the order of the nodes."""
        return tuple(Arrow(node, effect) for node in self.nodes for effect in self.effects[node])


def graph_of[Node: Hashable](nodes: Iterable[Node], arrows: Iterable[tuple[Node, Node]]) -> Graph[Node]:
    """Gather nodes and arrows; arrows that are there twice count once, arrows to oneself do not count.

    Examples
    --------
    >>> graph_of("abc", [("a", "b"), ("a", "b"), ("c", "c")]).arrows
    (Arrow(cause='a', effect='b'),)
    """
    known = tuple(dict.fromkeys(nodes))
    place = {node: at for at, node in enumerate(known)}
    effects: dict[Node, set[Node]] = {node: set() for node in known}
    causes: dict[Node, set[Node]] = {node: set() for node in known}
    for cause, effect in arrows:
        if cause != effect:
            effects[cause].add(effect)
            causes[effect].add(cause)
    return Graph(known, _ordered(effects, place), _ordered(causes, place))


def _ordered[Node: Hashable](found: dict[Node, set[Node]], place: dict[Node, int]) -> Neighbours[Node]:
    return {node: tuple(sorted(near, key=place.__getitem__)) for node, near in found.items()}


def distances[Node: Hashable](start: Node, near: Neighbours[Node]) -> dict[Node, int]:
    """How many arrows it takes to each node that can be reached; the start itself takes none.

    Examples
    --------
    >>> distances("a", graph_of("abc", ["ab", "bc"]).effects)
    {'a': 0, 'b': 1, 'c': 2}
    """
    found = {start: 0}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for other in near[node]:
            if other not in found:
                found[other] = found[node] + 1
                waiting.append(other)
    return found


def components[Node: Hashable](graph: Graph[Node]) -> list[list[Node]]:
    """Strongly connected components (Tarjan, without recursion), each in the order of the nodes.

    Examples
    --------
    >>> components(graph_of("abc", ["ab", "ba", "bc"]))
    [['a', 'b'], ['c']]
    """
    walk = _Tarjan(graph)
    for node in graph.nodes:
        if node not in walk.number:
            walk.visit(node)
    place = {node: at for at, node in enumerate(graph.nodes)}
    found = [sorted(one, key=place.__getitem__) for one in walk.found]
    return sorted(found, key=lambda one: place[one[0]])


class _Tarjan[Node: Hashable]:
    """The state of one walk over the graph."""

    def __init__(self, graph: Graph[Node]) -> None:
        self.graph = graph
        self.number: dict[Node, int] = {}
        self.low: dict[Node, int] = {}
        self.held: list[Node] = []
        self.is_held: set[Node] = set()
        self.found: list[list[Node]] = []

    def visit(self, root: Node) -> None:
        path = [(root, iter(self.graph.effects[root]))]
        self._enter(root)
        while path:
            node, rest = path[-1]
            fresh = next((other for other in rest if self._is_new(node, other)), None)
            if fresh is not None:
                self._enter(fresh)
                path.append((fresh, iter(self.graph.effects[fresh])))
                continue
            path.pop()
            if path:
                above = path[-1][0]
                self.low[above] = min(self.low[above], self.low[node])
            if self.low[node] == self.number[node]:
                self._leave(node)

    def _is_new(self, node: Node, other: Node) -> bool:
        if other not in self.number:
            return True
        if other in self.is_held:
            self.low[node] = min(self.low[node], self.number[other])
        return False

    def _enter(self, node: Node) -> None:
        self.number[node] = self.low[node] = len(self.number)
        self.held.append(node)
        self.is_held.add(node)

    def _leave(self, root: Node) -> None:
        found: list[Node] = []
        while not found or found[-1] != root:
            found.append(self.held.pop())
            self.is_held.discard(found[-1])
        self.found.append(found)
