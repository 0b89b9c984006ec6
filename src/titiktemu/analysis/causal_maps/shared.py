"""What two sides say of the same links: shared, contested, or said by one side alone.

Both maps must use the same name for the same card; see ``alignment``.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from titiktemu.analysis.causal_maps.arrows import Arrow, distances, graph_of

type Said[Node: Hashable] = Mapping[tuple[Node, Node], int]
"""What one side says: +1 the more the more, -1 the more the less, 0 there is no such link."""


class Standing(StrEnum):
    """How the two sides stand to a link."""

    SHARED = "shared"
    SIGN = "sign"
    DENIED = "denied"
    DIRECTION = "direction"
    FIRST_ALONE = "first_alone"
    SECOND_ALONE = "second_alone"


CONTESTED = frozenset({Standing.SIGN, Standing.DENIED, Standing.DIRECTION})
ALONE = frozenset({Standing.FIRST_ALONE, Standing.SECOND_ALONE})


@dataclass(frozen=True)
class Index:
    """The index of shared understanding: links that both sides draw alike, of all that either draws."""

    shared: int
    links: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; None where nobody draws a link."""
        return self.shared / self.links if self.links else None


def compare[Node: Hashable](first: Said[Node], second: Said[Node]) -> dict[Arrow[Node], Standing]:
    """Find how two sides stand to every link that at least one of them draws.

    A link that the first draws one way round and the second only the other way round is one contested
    link, named by the way of the first. What nobody draws and somebody denies is no link.

    Examples
    --------
    >>> found = compare({("a", "b"): 1, ("b", "c"): 1}, {("a", "b"): 1, ("b", "c"): -1, ("d", "c"): 1})
    >>> [(link.cause + link.effect, str(how)) for link, how in found.items()]
    [('ab', 'shared'), ('bc', 'sign'), ('dc', 'second_alone')]
    """
    found: dict[Arrow[Node], Standing] = {}
    for link, sign in first.items():
        if sign:
            found[Arrow(*link)] = _standing(link, sign, first, second)
    for link, sign in second.items():
        if sign and Arrow(*link) not in found and not _is_turned(link, second, first):
            found[Arrow(*link)] = Standing.DENIED if link in first else Standing.SECOND_ALONE
    return found


def _standing[Node: Hashable](
    link: tuple[Node, Node], sign: int, first: Said[Node], second: Said[Node]
) -> Standing:
    if link in second:
        other = second[link]
        if other == 0:
            return Standing.DENIED
        return Standing.SHARED if other == sign else Standing.SIGN
    return Standing.DIRECTION if _is_turned(link, first, second) else Standing.FIRST_ALONE


def _is_turned[Node: Hashable](link: tuple[Node, Node], own: Said[Node], other: Said[Node]) -> bool:
    """Whether the other side draws the link the other way round, and each side only its own way."""
    back = (link[1], link[0])
    return bool(other.get(back)) and back not in own and link not in other


def index_of(standings: Iterable[Standing]) -> Index:
    """Count shared links among all.

    Examples
    --------
    >>> index_of([Standing.SHARED, Standing.SIGN, Standing.FIRST_ALONE, Standing.SHARED]).value
    0.5
    """
    told = list(standings)
    return Index(sum(one is Standing.SHARED for one in told), len(told))


def branches[Node: Hashable](
    standings: Mapping[Arrow[Node], Standing], core: Node
) -> dict[tuple[str, Node], Index]:
    """Count the index of each branch of the core problem.

    A branch is what leads to the core problem through one of its causes, or follows from it through one
    of its implications, whoever drew it. A link may be part of several branches.

    Returns
    -------
    dict of (str, node) to Index
        "cause" or "implication" with the node next to the core problem.
    """
    graph = graph_of((node for link in standings for node in link), standings)
    if core not in graph.effects:
        return {}
    # A way that goes through the core problem belongs to no branch: the core itself is taken out.
    apart = [link for link in graph.arrows if core not in link]
    inner = graph_of(graph.nodes, apart)
    found: dict[tuple[str, Node], Index] = {}
    for near in graph.causes[core]:
        reached = distances(near, inner.causes)
        part = [link for link in standings if link.effect in reached and link.cause != core]
        found["cause", near] = index_of(standings[link] for link in [*part, Arrow(near, core)])
    for near in graph.effects[core]:
        reached = distances(near, inner.effects)
        part = [link for link in standings if link.cause in reached and link.effect != core]
        found["implication", near] = index_of(standings[link] for link in [*part, Arrow(core, near)])
    return found


def order_of_talk[Node: Hashable](
    standings: Mapping[Arrow[Node], Standing],
    confidence: Mapping[Arrow[Node], float],
    pieces: Mapping[Arrow[Node], int],
) -> list[tuple[Arrow[Node], float]]:
    """Order the links that are not shared by how much there is to gain from talking about them.

    The worth is influence x disagreement x (1 - evidence). Influence: how many pairs of nodes the link
    could join, against the most that any link joins. Disagreement: 1 for a contested link and 1/2 for one
    that one side alone draws, times the mean confidence of those who spoke (1 to 3) of 3. Evidence: each
    piece halves what is left to doubt.
    """
    graph = graph_of((node for link in standings for node in link), standings)
    before = {node: len(distances(node, graph.causes)) for node in graph.nodes}
    after = {node: len(distances(node, graph.effects)) for node in graph.nodes}
    joins = {link: before[link.cause] * after[link.effect] for link in standings}
    most = max(joins.values(), default=1)
    worth = {
        link: joins[link]
        / most
        * (1.0 if how in CONTESTED else 0.5)
        * confidence.get(link, 2.0)
        / 3
        * 0.5 ** pieces.get(link, 0)
        for link, how in standings.items()
        if how is not Standing.SHARED
    }
    place = {link: at for at, link in enumerate(standings)}
    return sorted(worth.items(), key=lambda one: (-one[1], place[one[0]]))
