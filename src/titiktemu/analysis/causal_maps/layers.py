"""In which column each node of a map stands: loops are opened, then what leads stands before what follows."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from titiktemu.analysis.causal_maps.arrows import Arrow, Graph, components, graph_of


@dataclass(frozen=True)
class Layered[Node: Hashable]:
    """A map without loops, and the column of each node.

    Attributes
    ----------
    graph : Graph
        The map with some arrows turned, so that every arrow leads to a later column.
    turned : frozenset of Arrow
        Arrows of the map that were turned, as they really point.
    column : dict of node to int
        From 0; the first column is not empty.
    """

    graph: Graph[Node]
    turned: frozenset[Arrow[Node]]
    column: dict[Node, int]


def layer[Node: Hashable](graph: Graph[Node], stage: Mapping[Node, int] | None = None) -> Layered[Node]:
    """Give each node a column.

    Parameters
    ----------
    graph : Graph
        The map.
    stage : mapping of node to int, optional
        What is meant to stand further to the right has a higher number: arrows that lead back to a lower
        one are turned before all others, so that a loop never puts a cause behind its problem.

    Examples
    --------
    >>> layer(graph_of("abc", ["ab", "bc", "ca"])).column
    {'a': 0, 'b': 1, 'c': 2}
    """
    stages = stage or {}
    back = {one for one in graph.arrows if stages.get(one.cause, 0) > stages.get(one.effect, 0)}
    rest = graph_of(graph.nodes, (one for one in graph.arrows if one not in back))
    turned = _arrows_to_turn(rest) | back
    straight = graph_of(
        graph.nodes,
        (Arrow(one.effect, one.cause) if one in turned else one for one in graph.arrows),
    )
    order = _sorted(straight)
    column = dict.fromkeys(order, 0)
    for node in order:
        for effect in straight.effects[node]:
            column[effect] = max(column[effect], column[node] + 1)
    # What only leads stands right before what it leads to, and not at the far end of a long arrow.
    for node in reversed(order):
        effects = straight.effects[node]
        if effects and len(effects) >= len(straight.causes[node]):
            column[node] = min(column[effect] for effect in effects) - 1
    first = min(column.values(), default=0)
    return Layered(straight, turned, {node: column[node] - first for node in graph.nodes})


def _arrows_to_turn[Node: Hashable](graph: Graph[Node]) -> frozenset[Arrow[Node]]:
    """Few arrows that open every loop (Eades, Lin and Smyth 1993), within each knot of loops."""
    turned: set[Arrow[Node]] = set()
    for part in components(graph):
        if len(part) > 1:
            inside = set(part)
            arrows = [one for one in graph.arrows if one.cause in inside and one.effect in inside]
            place = {node: at for at, node in enumerate(_sequence(graph_of(part, arrows)))}
            turned.update(one for one in arrows if place[one.cause] > place[one.effect])
    return frozenset(turned)


def _sequence[Node: Hashable](graph: Graph[Node]) -> list[Node]:
    """Sources to the front, sinks to the back; of the rest, what leads more than it follows to the front."""
    effects = {node: set(near) for node, near in graph.effects.items()}
    causes = {node: set(near) for node, near in graph.causes.items()}
    left = dict.fromkeys(graph.nodes)
    front: list[Node] = []
    back: list[Node] = []
    while left:
        sink = next((node for node in left if not effects[node]), None)
        source = next((node for node in left if not causes[node]), None)
        if sink is not None:
            node, into = sink, back
        elif source is not None:
            node, into = source, front
        else:
            node, into = max(left, key=lambda one: len(effects[one]) - len(causes[one])), front
        into.append(node)
        del left[node]
        for other in effects.pop(node):
            causes[other].discard(node)
        for other in causes.pop(node):
            effects[other].discard(node)
    return front + back[::-1]


def _sorted[Node: Hashable](graph: Graph[Node]) -> list[Node]:
    """Nodes of a map without loops, each after all that lead to it."""
    waits = {node: len(near) for node, near in graph.causes.items()}
    order = [node for node in graph.nodes if not waits[node]]
    for node in order:
        for effect in graph.effects[node]:
            waits[effect] -= 1
            if not waits[effect]:
                order.append(effect)
    return order
