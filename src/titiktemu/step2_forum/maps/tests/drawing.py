"""Maps for tests, made through the services."""

from typing import Any

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side
from titiktemu.step2_forum.maps.models import Card, CausalMap
from titiktemu.step2_forum.maps.queries.cards import core_of
from titiktemu.step2_forum.maps.services.drawing import add_card
from titiktemu.step2_forum.maps.services.opening import answer_pair, create_map, open_side
from titiktemu.step2_forum.maps.services.session import begin_session

GOVERNMENT, CIVIL_SOCIETY = Side.GOVERNMENT.value, Side.CIVIL_SOCIETY.value
PIPES = {GOVERNMENT: "Pipa sekolah bocor", CIVIL_SOCIETY: "Pipa di sekolah sudah bocor"}
OWN = {GOVERNMENT: "Anggaran terlambat", CIVIL_SOCIETY: "Warga tidak didengar"}

LATER = {
    **dict.fromkeys(("maps:settle", "maps:add", "maps:close", "maps:influence"), "talked of"),
    **dict.fromkeys(("maps:align", "maps:begin"), "opened"),
}
"""Addresses for which both sides have opened their maps, or talk about the links."""


def begun(facilitator: Actor, initiative: Initiative, problem: str = "Air sekolah kotor") -> CausalMap:
    """A map with the core problem alone."""
    return create_map(actor=facilitator, initiative=initiative, problem=problem)


def drawn(actor: Actor, causal_map: CausalMap, side: str) -> list[Card]:
    """Two causes of a side: pipes, which both name, and one of its own that leads to the pipes."""
    core = core_of(causal_map, side)
    told: dict[str, Any] = {"actor": actor, "causal_map": causal_map, "side": side, "kind": "cause"}
    pipes = add_card(text=PIPES[side], beside=core, **told)
    return [core, pipes, add_card(text=OWN[side], beside=pipes, **told)]


def opened(facilitator: Actor, initiative: Initiative, speakers: dict[str, Actor]) -> CausalMap:
    """A map that both sides drew and opened."""
    causal_map = begun(facilitator, initiative)
    for side, actor in speakers.items():
        drawn(facilitator, causal_map, side)
        open_side(actor=actor, causal_map=causal_map, side=side)
    causal_map.refresh_from_db()
    return causal_map


def talked_of(facilitator: Actor, initiative: Initiative, speakers: dict[str, Actor]) -> CausalMap:
    """A map in its session, with the pipes of both sides as one card."""
    causal_map = opened(facilitator, initiative, speakers)
    for pair in causal_map.pairs.filter(likeness__isnull=False):
        for side, actor in speakers.items():
            answer_pair(actor=actor, pair=pair, side=side, same=True)
    return begin_session(actor=facilitator, causal_map=causal_map)


def map_arguments(
    facilitator: Actor, speakers: dict[str, Actor], initiative: Initiative, wanted: str
) -> dict[str, Any]:
    """A map as far as its addresses need it, with what stands in addresses."""
    told: dict[str, Any] = {"side": GOVERNMENT, "form": "csv"}
    if LATER.get(wanted) == "talked of":
        causal_map = talked_of(facilitator, initiative, speakers)
        return {**told, "number": causal_map.number, "card": 1, "link": 1}
    if LATER.get(wanted) == "opened":
        causal_map = opened(facilitator, initiative, speakers)
        return {**told, "number": causal_map.number, "card": 1, "link": 1}
    causal_map = begun(facilitator, initiative)
    cards = drawn(facilitator, causal_map, GOVERNMENT)
    link = cards[1].leads_to.get()
    return {**told, "number": causal_map.number, "card": cards[1].number, "link": link.pk}
