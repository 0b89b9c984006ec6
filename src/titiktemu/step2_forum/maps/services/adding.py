"""What comes up while both talk and nobody drew apart: a card, or a link, of the joint map."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.step2_forum.maps.models import Card, CausalMap, JointLink
from titiktemu.step2_forum.maps.queries.cards import MOST_CARDS, locked, same_words
from titiktemu.step2_forum.maps.words import MapState, Outcome


@dataclass(frozen=True)
class Found:
    """A link found together; the signs are what each side says of it (None: nothing)."""

    cause: Card
    effect: Card
    government: int | None
    civil_society: int | None
    note: str = ""


@transaction.atomic
def add_joint_card(*, actor: Actor, causal_map: CausalMap, text: str, text_en: str, kind: str) -> Card:
    """Put a card on the joint map that neither side drew. It moves no index before a link leads to it."""
    require(actor, Action.ADD_JOINT, causal_map.initiative)
    causal_map = _running(causal_map)
    cards = list(causal_map.cards.filter(side="", removed_at=None))
    same = next((one for one in cards if same_words(text) in map(same_words, (one.text, one.text_en))), None)
    if same is not None:
        raise RuleBroken(_("This card is there already: number %(number)d.") % {"number": same.number})
    if len(cards) >= 2 * MOST_CARDS:
        raise RuleBroken(_("A map has at most %(most)d cards.") % {"most": 2 * MOST_CARDS})
    last = causal_map.cards.aggregate(last=Max("number"))["last"] or 0
    card = Card.objects.create(
        initiative=causal_map.initiative,
        map=causal_map,
        number=last + 1,
        kind=kind,
        text=text,
        text_en=text_en,
    )
    _redrawn(causal_map)
    record(actor, Action.ADD_JOINT, causal_map.initiative, card, {"change": "card"})
    return card


@transaction.atomic
def add_joint_link(*, actor: Actor, causal_map: CausalMap, found: Found) -> JointLink:
    """Draw a link that neither side drew. The index of the start stays; the one of now counts it."""
    require(actor, Action.ADD_JOINT, causal_map.initiative)
    causal_map = _running(causal_map)
    _check(causal_map, found)
    last = causal_map.joint_links.aggregate(last=Max("number"))["last"] or 0
    alike = found.government == found.civil_society
    link = JointLink.objects.create(
        map=causal_map,
        number=last + 1,
        cause=found.cause,
        effect=found.effect,
        government_sign=found.government,
        civil_society_sign=found.civil_society,
        outcome=(Outcome.CHANGED if alike else Outcome.KEPT).value,
        note=found.note,
        settled_at=timezone.now(),
    )
    _redrawn(causal_map)
    record(actor, Action.ADD_JOINT, causal_map.initiative, link, {"change": "link"})
    return link


def _check(causal_map: CausalMap, found: Found) -> None:
    ends = (found.cause, found.effect)
    if any(one.map_id != causal_map.pk or one.side or one.removed_at for one in ends):
        raise RuleBroken(_("That card is not on this map."))
    if found.cause == found.effect:
        raise RuleBroken(_("A card cannot lead to itself. Which other card lies between?"))
    if not found.government and not found.civil_society:
        raise RuleBroken(_("At least one side has to see the link."))
    if causal_map.joint_links.filter(cause=found.cause, effect=found.effect).exists():
        raise RuleBroken(_("This link is on the joint map already. Talk about it there."))


def _running(causal_map: CausalMap) -> CausalMap:
    causal_map = locked(causal_map)
    if causal_map.state != MapState.SESSION:
        raise RuleBroken(_("The session is not running."))
    return causal_map


def _redrawn(causal_map: CausalMap) -> None:
    causal_map.revision += 1
    causal_map.save(update_fields=["revision"])
