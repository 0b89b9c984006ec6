"""A map from its beginning to the moment both sides see each other's, and which cards mean the same."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.step1_issues.models import Issue
from titiktemu.step2_forum.maps.models import Card, CardPair, CausalLink, CausalMap
from titiktemu.step2_forum.maps.queries.cards import core_of, locked
from titiktemu.step2_forum.maps.queries.joint import suggested
from titiktemu.step2_forum.maps.words import CardKind, MapState


@transaction.atomic
def create_map(
    *, actor: Actor, initiative: Initiative, problem: str, problem_en: str = "", issue: Issue | None = None
) -> CausalMap:
    """Begin a map: both sides start from the same core problem."""
    require(actor, Action.CREATE_MAP, initiative)
    # The lock keeps two who begin at once from taking the same number.
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    if issue is not None and issue.initiative_id != initiative.pk:
        raise RuleBroken(_("That issue is not one of this initiative."))
    found = initiative.causal_maps.aggregate(last=Max("number"))
    made = CausalMap.objects.create(
        initiative=initiative,
        number=int(found["last"] or 0) + 1,
        problem=problem,
        problem_en=problem_en,
        issue=issue,
    )
    for number, side in enumerate(BOTH_SIDES, start=1):
        Card.objects.create(
            initiative=initiative,
            map=made,
            number=number,
            side=side,
            kind=CardKind.CORE,
            text=problem,
            text_en=problem_en,
        )
    record(actor, Action.CREATE_MAP, initiative, made)
    return made


@transaction.atomic
def open_side(*, actor: Actor, causal_map: CausalMap, side: str) -> CausalMap:
    """Say for a side that its map may be opened. When both have, both are, and nobody changes them."""
    require(actor, Action.OPEN_SIDE, causal_map.initiative, side=side)
    causal_map = locked(causal_map)
    if causal_map.state != MapState.APART:
        raise RuleBroken(_("The maps are open already."))
    if not CausalLink.objects.filter(map=causal_map, side=side, cause__removed_at=None).exists():
        raise RuleBroken(_("There is no link on your map yet. Draw at least one before you open it."))
    now = timezone.now()
    if side == Side.GOVERNMENT:
        causal_map.government_ready_at = now
    else:
        causal_map.civil_society_ready_at = now
    if all(causal_map.is_ready(one) for one in BOTH_SIDES):
        causal_map.state = MapState.OPEN.value
        _suggest(causal_map)
    _save(causal_map)
    record(actor, Action.OPEN_SIDE, causal_map.initiative, causal_map, {"state": causal_map.state})
    return causal_map


@transaction.atomic
def draw_on(*, actor: Actor, causal_map: CausalMap, side: str) -> CausalMap:
    """Take back that a side is ready, as long as the other is not."""
    require(actor, Action.OPEN_SIDE, causal_map.initiative, side=side)
    causal_map = locked(causal_map)
    if causal_map.state != MapState.APART:
        raise RuleBroken(_("The maps are open already."))
    if side == Side.GOVERNMENT:
        causal_map.government_ready_at = None
    else:
        causal_map.civil_society_ready_at = None
    _save(causal_map)
    record(actor, Action.OPEN_SIDE, causal_map.initiative, causal_map, {"state": causal_map.state})
    return causal_map


@transaction.atomic
def answer_pair(*, actor: Actor, pair: CardPair, side: str, same: bool) -> CardPair:
    """Say for a side whether two cards mean the same. Each card means the same as one other at most."""
    require(actor, Action.ALIGN_CARDS, pair.map.initiative, side=side)
    causal_map = _open(pair.map)
    pair = CardPair.objects.select_related("government_card", "civil_society_card").get(pk=pair.pk)
    if side == Side.GOVERNMENT:
        pair.government_says = same
    else:
        pair.civil_society_says = same
    if pair.is_confirmed:
        _check_free(pair)
    pair.save(update_fields=["government_says", "civil_society_says"])
    _save(causal_map)
    record(actor, Action.ALIGN_CARDS, causal_map.initiative, pair)
    return pair


@transaction.atomic
def propose_pair(
    *, actor: Actor, causal_map: CausalMap, side: str, government_card: Card, civil_society_card: Card
) -> CardPair:
    """Propose for a side that two cards mean the same, where nothing was suggested."""
    require(actor, Action.ALIGN_CARDS, causal_map.initiative, side=side)
    causal_map = _open(causal_map)
    sides = (government_card.side, civil_society_card.side)
    if sides != tuple(BOTH_SIDES) or {government_card.map_id, civil_society_card.map_id} != {causal_map.pk}:
        raise RuleBroken(_("Choose one card of each side."))
    said: dict[str, Any] = {f"{side}_says": True}
    pair, is_new = CardPair.objects.get_or_create(
        government_card=government_card,
        civil_society_card=civil_society_card,
        defaults={"map": causal_map, **said},
    )
    if not is_new:
        raise RuleBroken(_("These two cards are in the list already."))
    _save(causal_map)
    record(actor, Action.ALIGN_CARDS, causal_map.initiative, pair)
    return pair


def _suggest(causal_map: CausalMap) -> None:
    """The core problem is one card for both; the others are suggested by their words."""
    core = CardPair(
        map=causal_map,
        government_card=core_of(causal_map, Side.GOVERNMENT),
        civil_society_card=core_of(causal_map, Side.CIVIL_SOCIETY),
        government_says=True,
        civil_society_says=True,
    )
    CardPair.objects.bulk_create(
        [
            core,
            *(
                CardPair(
                    map=causal_map,
                    government_card_id=one.first,
                    civil_society_card_id=one.second,
                    likeness=one.likeness,
                    is_opposite=one.opposite,
                )
                for one in suggested(causal_map)
            ),
        ]
    )


def _check_free(pair: CardPair) -> None:
    others = CardPair.objects.filter(map=pair.map_id, government_says=True, civil_society_says=True)
    others = others.exclude(pk=pair.pk)
    for name in ("government_card", "civil_society_card"):
        card = getattr(pair, name)
        if others.filter(**{name: card}).exists():
            raise RuleBroken(
                _("“%(text)s” means the same as another card already. Take that back first.")
                % {"text": card.shown_text}
            )


def _open(causal_map: CausalMap) -> CausalMap:
    causal_map = locked(causal_map)
    if causal_map.state != MapState.OPEN:
        raise RuleBroken(_("Cards are matched after both maps are opened and before the session begins."))
    return causal_map


def _save(causal_map: CausalMap) -> None:
    causal_map.revision += 1
    causal_map.save(update_fields=["government_ready_at", "civil_society_ready_at", "state", "revision"])
