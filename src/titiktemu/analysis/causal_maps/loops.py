"""Feedback loops: what comes back to itself, the shortest first, and whether it grows or settles."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from math import prod

from titiktemu.analysis.causal_maps.arrows import Graph, components, distances, graph_of

LONGEST = 10
MOST_LOOPS = 100
MOST_STEPS = 200_000
"""Arrows that are tried before the search says that there may be more."""


@dataclass(frozen=True)
class Loop[Node: Hashable]:
    """A way back to its beginning.

    Attributes
    ----------
    nodes : tuple of node
        Each once, beginning with the one that comes first in the map.
    sign : int
        +1 reinforcing: it grows on; -1 balancing: it works against itself.
    """

    nodes: tuple[Node, ...]
    sign: int


@dataclass(frozen=True)
class Loops[Node: Hashable]:
    """The loops that were found, and whether these are all of at most the longest length."""

    found: tuple[Loop[Node], ...]
    complete: bool


def find_loops[Node: Hashable](
    graph: Graph[Node],
    signs: Mapping[tuple[Node, Node], int],
    *,
    longest: int = LONGEST,
    most: int = MOST_LOOPS,
    steps: int = MOST_STEPS,
) -> Loops[Node]:
    """Find feedback loops within bounds, the shortest first.

    Examples
    --------
    >>> graph = graph_of("abc", ["ab", "ba", "bc", "ca"])
    >>> signs = {("a", "b"): 1, ("b", "a"): -1, ("b", "c"): -1, ("c", "a"): -1}
    >>> [("".join(loop.nodes), loop.sign) for loop in find_loops(graph, signs).found]
    [('ab', -1), ('abc', 1)]
    """
    search = _Search(graph, steps)
    found: list[Loop[Node]] = []
    for length in range(2, longest + 1):
        for nodes in search.of_length(length):
            if len(found) == most:
                return Loops(tuple(found), complete=False)
            ways = zip(nodes, (*nodes[1:], nodes[0]), strict=True)
            found.append(Loop(nodes, prod(signs.get(way, 1) for way in ways)))
        if search.left <= 0:
            break
    return Loops(tuple(found), complete=search.left > 0)


class _Search[Node: Hashable]:
    """Loops of one length after the other; from each node only over nodes that come later in the map."""

    def __init__(self, graph: Graph[Node], steps: int) -> None:
        self.left = steps
        self.parts = [self._prepared(graph, one) for one in components(graph) if len(one) > 1]

    def _prepared(
        self, graph: Graph[Node], part: list[Node]
    ) -> list[tuple[Node, Graph[Node], dict[Node, int]]]:
        prepared = []
        for at, root in enumerate(part):
            later = set(part[at:])
            arrows = [(node, other) for node in part[at:] for other in graph.effects[node] if other in later]
            inner = graph_of(part[at:], arrows)
            prepared.append((root, inner, distances(root, inner.causes)))
        return prepared

    def of_length(self, length: int) -> Iterator[tuple[Node, ...]]:
        for part in self.parts:
            for root, inner, back in part:
                yield from self._from(root, inner, back, length)

    def _from(
        self, root: Node, inner: Graph[Node], back: dict[Node, int], length: int
    ) -> Iterator[tuple[Node, ...]]:
        """Ways of exactly this length; a step from which the root is too far is not taken."""
        path, rest = [root], [iter(inner.effects[root])]
        on_path = {root}
        while rest and self.left > 0:
            self.left -= 1
            node = next(rest[-1], None)
            if node is None:
                rest.pop()
                on_path.discard(path.pop())
            elif node == root:
                if len(path) == length:
                    yield tuple(path)
            elif node not in on_path and len(path) + back.get(node, length) <= length:
                path.append(node)
                on_path.add(node)
                rest.append(iter(inner.effects[node]))
