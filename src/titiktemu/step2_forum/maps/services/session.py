"""The joint map and the talk about its links, with the index before and after."""

from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.analysis.causal_maps.shared import index_of
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.words import Side
from titiktemu.step2_forum.maps.models import (
    Card,
    CardPair,
    CausalLink,
    CausalMap,
    DataQuestion,
    JointLink,
    LinkEvidence,
)
from titiktemu.step2_forum.maps.queries.cards import locked
from titiktemu.step2_forum.maps.queries.joint import standings
from titiktemu.step2_forum.maps.words import MapState, Outcome

TURNED: Final = 2
"""What a side says that sees the link the other way round."""
GOVERNMENT, CIVIL_SOCIETY = "government_sign", "civil_society_sign"


@dataclass(frozen=True)
class Verdict:
    """What came of talking about a link; the signs are what each side says now (None: nothing)."""

    outcome: str
    government: int | None
    civil_society: int | None
    note: str = ""
    question: str = ""


@transaction.atomic
def begin_session(*, actor: Actor, causal_map: CausalMap) -> CausalMap:
    """Make the joint map of what the sides drew and matched, and measure the index before anybody talks."""
    require(actor, Action.BEGIN_MAP_SESSION, causal_map.initiative)
    causal_map = locked(causal_map)
    if causal_map.state != MapState.OPEN:
        raise RuleBroken(_("A session begins once, after both maps are opened."))
    _join_cards(causal_map)
    _join_links(causal_map)
    index = index_of(standings(causal_map.joint_links.all()).values())
    causal_map.start_shared, causal_map.start_links = index.shared, index.links
    causal_map.state, causal_map.began_at = MapState.SESSION.value, timezone.now()
    causal_map.revision += 1
    causal_map.save()
    record(
        actor,
        Action.BEGIN_MAP_SESSION,
        causal_map.initiative,
        causal_map,
        {"shared": index.shared, "links": index.links},
    )
    return causal_map


@transaction.atomic
def settle_link(*, actor: Actor, link: JointLink, verdict: Verdict) -> JointLink:
    """Write down what came of a link: each keeps its view, a view changed, or data is needed."""
    require(actor, Action.SETTLE_LINK, link.map.initiative)
    causal_map = locked(link.map)
    if causal_map.state != MapState.SESSION:
        raise RuleBroken(_("The session is not running."))
    _check(verdict, link)
    if verdict.outcome == Outcome.CHANGED:
        _say(link, GOVERNMENT, verdict.government)
        _say(link, CIVIL_SOCIETY, verdict.civil_society)
    link.outcome, link.note, link.settled_at = verdict.outcome, verdict.note, timezone.now()
    link.save()
    if verdict.question:
        DataQuestion.objects.create(
            initiative=causal_map.initiative,
            joint_link=link,
            text=verdict.question,
            asked_at=timezone.now(),
        )
    causal_map.revision += 1
    causal_map.save(update_fields=["revision"])
    record(actor, Action.SETTLE_LINK, causal_map.initiative, link, {"outcome": verdict.outcome})
    return link


@transaction.atomic
def close_session(*, actor: Actor, causal_map: CausalMap) -> CausalMap:
    """Close the session and measure the index again."""
    require(actor, Action.CLOSE_MAP_SESSION, causal_map.initiative)
    causal_map = locked(causal_map)
    if causal_map.state != MapState.SESSION:
        raise RuleBroken(_("The session is not running."))
    index = index_of(standings(causal_map.joint_links.all()).values())
    causal_map.end_shared, causal_map.end_links = index.shared, index.links
    causal_map.state, causal_map.closed_at = MapState.CLOSED.value, timezone.now()
    causal_map.revision += 1
    causal_map.save()
    record(
        actor,
        Action.CLOSE_MAP_SESSION,
        causal_map.initiative,
        causal_map,
        {"shared": index.shared, "links": index.links},
    )
    return causal_map


def _check(verdict: Verdict, link: JointLink) -> None:
    changed = (verdict.government, verdict.civil_society) != link.signs()
    if verdict.outcome == Outcome.CHANGED and not changed:
        raise RuleBroken(_("No view is different from before. Say what each side sees now."))
    if verdict.outcome == Outcome.DATA and not verdict.question:
        raise RuleBroken(_("Say which data would show who is right."))
    if verdict.outcome == Outcome.CHANGED and not {verdict.government, verdict.civil_society} & {
        -1, 1, 0, TURNED,
    }:  # fmt: skip
        raise RuleBroken(_("At least one side has to say something of the link."))


def _say(link: JointLink, name: str, sign: int | None) -> None:
    """Write what a side says; whoever sees a link one way round does not see it the other way as well."""
    before = getattr(link, name)
    if sign == before:
        return
    back = JointLink.objects.filter(map=link.map_id, cause=link.effect_id, effect=link.cause_id).first()
    if sign == TURNED:
        if back is None:
            number = JointLink.objects.filter(map=link.map_id).count() + 1
            back = JointLink(map=link.map, number=number, cause=link.effect, effect=link.cause)
        setattr(back, name, before or 1)
        back.save()
        setattr(link, name, None)
        return
    if sign and back is not None and before is None:
        setattr(back, name, None)
        back.save()
    setattr(link, name, sign)


def _join_cards(causal_map: CausalMap) -> None:
    """A card of the joint map for each pair and for each card that has no partner."""
    cards = list(causal_map.cards.filter(removed_at=None).exclude(side="").order_by("number"))
    partner = {
        pair.civil_society_card_id: pair.government_card_id
        for pair in CardPair.objects.filter(map=causal_map, government_says=True, civil_society_says=True)
    }
    number = max((card.number for card in causal_map.cards.all()), default=0)
    joint: dict[int, Card] = {}
    # Government's cards first, so that those of civil society find their partners.
    for card in sorted(cards, key=lambda one: (one.side != Side.GOVERNMENT, one.number)):
        known = joint.get(partner.get(card.pk, 0))
        if known is None:
            number += 1
            known = Card.objects.create(
                initiative=causal_map.initiative,
                map=causal_map,
                number=number,
                kind=card.kind,
                text=card.text,
                text_en=card.text_en,
            )
        joint[card.pk] = known
        card.joint = known
    Card.objects.bulk_update(cards, ["joint"])


def _join_links(causal_map: CausalMap) -> None:
    rows = CausalLink.objects.filter(map=causal_map, cause__removed_at=None, effect__removed_at=None)
    found: dict[tuple[int, int], JointLink] = {}
    sure: dict[tuple[int, int], list[int]] = {}
    pieces = list(LinkEvidence.objects.filter(link__map=causal_map).values_list("link_id", flat=True))
    for row in rows.select_related("cause", "effect").order_by("pk"):
        place = (row.cause.joint_id or 0, row.effect.joint_id or 0)
        if place[0] == place[1]:
            continue
        link = found.setdefault(
            place,
            JointLink(map=causal_map, number=len(found) + 1, cause_id=place[0], effect_id=place[1]),
        )
        side = "government" if row.side == Side.GOVERNMENT else "civil_society"
        setattr(link, f"{side}_sign", row.sign)
        setattr(link, f"start_{side}", row.sign)
        sure.setdefault(place, []).append(row.confidence)
        link.confidence = sum(sure[place]) / len(sure[place])
        link.pieces += pieces.count(row.pk)
    JointLink.objects.bulk_create(found.values())
