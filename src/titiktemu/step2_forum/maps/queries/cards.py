"""Maps, cards and links that a reader may see."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet

from titiktemu.catalogue.models import Dataset
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, visible_to
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step1_issues.models import EvidenceLink
from titiktemu.step2_forum.maps.models import Card, CausalLink, CausalMap
from titiktemu.step2_forum.maps.words import CardKind, MapState

MOST_CARDS: Final = 600
"""Cards of one side; a wall has rarely more than a hundred."""
OFFERED: Final = 100
_LETTERS = re.compile(r"\W+")


def maps_of(initiative: Initiative) -> QuerySet[CausalMap]:
    """The maps of an initiative, each with its initiative."""
    return initiative.causal_maps.select_related("initiative", "issue")


def cards_of(actor: Actor, causal_map: CausalMap, side: str) -> QuerySet[Card]:
    """Cards of a side ("" the joint map) that this actor may see: the other side's when both have opened."""
    rows = Card.objects.filter(map=causal_map, side=side, removed_at=None)
    return rows if sees(actor, causal_map, side) else visible_to(actor, rows)


def links_of(actor: Actor, causal_map: CausalMap, side: str) -> QuerySet[CausalLink]:
    """Links of a side that this actor may see."""
    rows = CausalLink.objects.filter(map=causal_map, side=side)
    rows = rows.filter(cause__removed_at=None, effect__removed_at=None)
    return rows if sees(actor, causal_map, side) else visible_to(actor, rows)


def sees(actor: Actor, causal_map: CausalMap, side: str) -> bool:
    """Whether this actor sees all of a side's map, or of the joint one."""
    if causal_map.is_open:
        return True
    return side in BOTH_SIDES and allows(actor, Action.VIEW_SIDE_MAP, causal_map.initiative, side=side)


def locked(causal_map: CausalMap) -> CausalMap:
    """The map as it is now, held until the end of the transaction: changes come one after the other."""
    rows = CausalMap.objects.select_for_update(of=("self",)).select_related("initiative")
    return rows.get(pk=causal_map.pk)


def core_of(causal_map: CausalMap, side: str) -> Card:
    """The core problem as a side has it."""
    return Card.objects.get(map=causal_map, side=side, kind=CardKind.CORE)


def same_words(text: str) -> str:
    """A text without what does not matter when two cards are compared.

    >>> same_words("Pipa  bocor!") == same_words("pipa bocor")
    True
    """
    return _LETTERS.sub(" ", text.casefold()).strip()


@dataclass(frozen=True)
class Drawn:
    """A map to draw: cards and links with a sign; links that a side denies are not among them."""

    cards: list[Card]
    links: list[tuple[int, int, int]]


def drawn_of(actor: Actor, causal_map: CausalMap, side: str) -> Drawn:
    """What a side drew, or the joint map. Two queries."""
    cards = list(cards_of(actor, causal_map, side))
    known = {card.pk for card in cards}
    rows: Iterable[tuple[int, int, int]]
    if side:
        rows = links_of(actor, causal_map, side).values_list("cause_id", "effect_id", "sign")
    else:
        joint = causal_map.joint_links.order_by("number")
        rows = [
            (one.cause_id, one.effect_id, one.government_sign or one.civil_society_sign or 0) for one in joint
        ]
    return Drawn(cards, [one for one in rows if one[2] and one[0] in known and one[1] in known])


def evidence_to_link(causal_map: CausalMap) -> QuerySet[EvidenceLink]:
    """What was gathered in step 1, of the map's own issue where it has one."""
    rows = EvidenceLink.objects.filter(issue__initiative=causal_map.initiative)
    return (rows.filter(issue=causal_map.issue) if causal_map.issue_id else rows)[:OFFERED]


def data_to_link(causal_map: CausalMap) -> QuerySet[Dataset]:
    """Datasets of the initiative."""
    return Dataset.objects.filter(initiative=causal_map.initiative).order_by("number")[:OFFERED]


def untold_drawing(initiative: Initiative) -> Q:
    """Entries of the log that nobody reads yet: how busily each side draws, as long as it draws apart.

    All of them, those of the reader's own side too: what is left of a known sum would be the other side's.
    """
    is_apart = CausalMap.objects.filter(initiative=initiative, state=MapState.APART).exists()
    return Q(action__in=(Action.DRAW_MAP, Action.ASK_DATA)) if is_apart else Q(pk__in=())
