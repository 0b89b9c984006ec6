"""The order in which causes, links and targets are asked which data would prove or disprove them.

A question is worth most where the sides see a thing differently, where much hangs on it, and where nobody
has brought anything that speaks for it: there an answer can change what people do. These three are asked
one after the other and never added up, so that everybody can follow why something comes first.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from titiktemu.analysis.causal_maps.arrows import Arrow, distances, graph_of


class Kind(StrEnum):
    """What is asked about; of things that are alike in all else, in this order."""

    LINK = "link"
    CAUSE = "cause"
    TARGET = "target"


class Dispute(IntEnum):
    """How far the two sides are apart on it."""

    NONE = 0
    ONE_SIDE = 1
    CONTESTED = 2


class Reason(StrEnum):
    """Why something comes early."""

    CONTESTED = "contested"
    ONE_SIDE = "one_side"
    INFLUENTIAL = "influential"
    NO_EVIDENCE = "no_evidence"


@dataclass(frozen=True)
class Subject:
    """One thing to ask about.

    Attributes
    ----------
    kind : Kind
    number : int
        Tells it from others of its kind.
    dispute : Dispute
    weight : int or None
        How much hangs on it, counted alike within its kind; None where that is not counted (a target).
    pieces : int
        Pieces of evidence that are known to speak for it.
    """

    kind: Kind
    number: int
    dispute: Dispute = Dispute.NONE
    weight: int | None = None
    pieces: int = 0


@dataclass(frozen=True)
class Asked:
    """A subject with the reasons for its place."""

    subject: Subject
    reasons: tuple[Reason, ...]


def order_of_asking(subjects: Iterable[Subject]) -> list[Asked]:
    """Put what is worth asking most first.

    First what is contested, then what one side alone sees, then what both see alike. Among these first
    what much hangs on (the mean of its kind or more), and among these first what nothing speaks for. What
    is still alike stands by weight against the most of its kind, then by fewer pieces, kind and number.

    Parameters
    ----------
    subjects : iterable of Subject

    Returns
    -------
    list of Asked

    Examples
    --------
    >>> told = [
    ...     Subject(Kind.CAUSE, 1, Dispute.NONE, 9, 0),
    ...     Subject(Kind.LINK, 2, Dispute.CONTESTED, 1, 3),
    ...     Subject(Kind.LINK, 3, Dispute.CONTESTED, 4, 0),
    ... ]
    >>> for one in order_of_asking(told):
    ...     print(one.subject.number, *one.reasons)
    3 contested influential no_evidence
    2 contested
    1 influential no_evidence
    """
    told = list(subjects)
    means, most = _means(told), _most(told)
    asked = [Asked(one, _reasons(one, means)) for one in told]
    return sorted(asked, key=lambda one: _place(one, most))


def _place(one: Asked, most: Mapping[Kind, int]) -> tuple[int, bool, bool, float, int, int, int]:
    subject = one.subject
    share = (subject.weight or 0) / most[subject.kind] if most.get(subject.kind) else 0.0
    return (
        -subject.dispute,
        Reason.INFLUENTIAL not in one.reasons,
        Reason.NO_EVIDENCE not in one.reasons,
        -share,
        subject.pieces,
        list(Kind).index(subject.kind),
        subject.number,
    )


def _reasons(one: Subject, means: Mapping[Kind, float]) -> tuple[Reason, ...]:
    said = {Dispute.CONTESTED: (Reason.CONTESTED,), Dispute.ONE_SIDE: (Reason.ONE_SIDE,)}
    found = said.get(one.dispute, ())
    if one.weight and one.weight >= means[one.kind]:
        found = (*found, Reason.INFLUENTIAL)
    return found if one.pieces else (*found, Reason.NO_EVIDENCE)


def _means(told: list[Subject]) -> dict[Kind, float]:
    weights = _weights(told)
    return {kind: sum(found) / len(found) for kind, found in weights.items()}


def _most(told: list[Subject]) -> dict[Kind, int]:
    return {kind: max(found) for kind, found in _weights(told).items()}


def _weights(told: list[Subject]) -> dict[Kind, list[int]]:
    found: dict[Kind, list[int]] = {}
    for one in told:
        if one.weight is not None:
            found.setdefault(one.kind, []).append(one.weight)
    return found


def weights_of[Node: Hashable](
    nodes: Iterable[Node], links: Iterable[tuple[Node, Node]]
) -> tuple[dict[Node, int], dict[Arrow[Node], int]]:
    """Count how much hangs on each node and each link of a map.

    On a node: how many others it leads to, over any way. On a link: how many pairs of nodes it could join,
    what leads to its beginning times what its end leads to (both themselves counted).

    Examples
    --------
    >>> nodes, links = weights_of("abc", [("a", "b"), ("b", "c")])
    >>> nodes
    {'a': 2, 'b': 1, 'c': 0}
    >>> sorted(links.values())
    [2, 2]
    """
    graph = graph_of(nodes, [Arrow(*one) for one in links])
    after = {node: len(distances(node, graph.effects)) for node in graph.nodes}
    before = {node: len(distances(node, graph.causes)) for node in graph.nodes}
    joins = {link: before[link.cause] * after[link.effect] for link in graph.arrows}
    return {node: count - 1 for node, count in after.items()}, joins
