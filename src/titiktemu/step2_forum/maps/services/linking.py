"""Links between cards of a side, and what speaks for them."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.step2_forum.maps.models import Card, CausalLink, CausalMap, DataQuestion, LinkEvidence
from titiktemu.step2_forum.maps.queries.cards import locked
from titiktemu.step2_forum.maps.words import MapState

MOST_PIECES = 20


@transaction.atomic
def add_link(*, actor: Actor, cause: Card, effect: Card, sign: int, confidence: int) -> CausalLink:
    """Say that one card leads to another, or that it does not. Loops are welcome."""
    require(actor, Action.DRAW_MAP, cause.initiative, side=cause.side)
    causal_map = _drawable(cause.map)
    if (cause.map_id, cause.side) != (effect.map_id, effect.side) or cause.removed_at or effect.removed_at:
        raise RuleBroken(_("That card is not on this map."))
    if cause == effect:
        raise RuleBroken(_("A card cannot lead to itself. Which other card lies between?"))
    if CausalLink.objects.filter(cause=cause, effect=effect).exists():
        raise RuleBroken(_("This link is on the map already. You can change it in the list below."))
    link = CausalLink.objects.create(
        initiative=cause.initiative,
        map=causal_map,
        side=cause.side,
        cause=cause,
        effect=effect,
        sign=sign,
        confidence=confidence,
    )
    causal_map.revision += 1
    causal_map.save(update_fields=["revision"])
    record(actor, Action.DRAW_MAP, cause.initiative, link, {"change": "linked"})
    return link


@transaction.atomic
def edit_link(*, actor: Actor, link: CausalLink, sign: int, confidence: int, version: int) -> CausalLink:
    """Change what a link says and how sure the side is; ``version`` is the one that was in view."""
    require(actor, Action.DRAW_MAP, link.initiative, side=link.side)
    causal_map = _drawable(link.map)
    link = CausalLink.objects.select_for_update(of=("self",)).filter(pk=link.pk).first() or link
    if link.version != version and (link.sign, link.confidence) != (sign, confidence):
        raise RuleBroken(
            _("Somebody has changed this link meanwhile: %(sign)s, %(sure)s. Save again to put yours there.")
            % {"sign": link.get_sign_display(), "sure": link.get_confidence_display()}
        )
    link.sign, link.confidence, link.version = sign, confidence, link.version + 1
    link.save(update_fields=["sign", "confidence", "version"])
    causal_map.revision += 1
    causal_map.save(update_fields=["revision"])
    record(actor, Action.DRAW_MAP, link.initiative, link, {"change": "edited"})
    return link


@transaction.atomic
def remove_link(*, actor: Actor, link: CausalLink) -> None:
    """Take a link off the map."""
    require(actor, Action.DRAW_MAP, link.initiative, side=link.side)
    causal_map = _drawable(link.map)
    CausalLink.objects.filter(pk=link.pk).delete()
    causal_map.revision += 1
    causal_map.save(update_fields=["revision"])
    record(actor, Action.DRAW_MAP, causal_map.initiative, causal_map, {"change": "unlinked"})


@transaction.atomic
def back_up(*, actor: Actor, link: CausalLink, **told: Any) -> LinkEvidence:
    """Add what speaks for a link: a piece of step 1, a dataset, or a source in words.

    The words are kept as they are now, whatever becomes of the piece.
    """
    require(actor, Action.DRAW_MAP, link.initiative, side=link.side)
    causal_map = _drawable(link.map)
    piece, dataset = told.get("piece"), told.get("dataset")
    text = told.get("text") or (piece and piece.text) or (dataset and dataset.title) or ""
    if not text:
        raise RuleBroken(_("Choose what speaks for the link, or write where it can be read."))
    if link.evidence.count() >= MOST_PIECES:
        raise RuleBroken(_("A link has at most %(most)d pieces of evidence.") % {"most": MOST_PIECES})
    made = LinkEvidence.objects.create(
        link=link, piece=piece, dataset=dataset, text=text[:300], url=told.get("url") or ""
    )
    causal_map.revision += 1
    causal_map.save(update_fields=["revision"])
    record(actor, Action.DRAW_MAP, link.initiative, link, {"pieces": link.evidence.count()})
    return made


@transaction.atomic
def ask_data(*, actor: Actor, card: Card, text: str) -> DataQuestion:
    """Say which data would show whether a card is right. It may be asked at any time."""
    require(actor, Action.ASK_DATA, card.initiative, side=card.side)
    causal_map = locked(card.map)
    question = DataQuestion.objects.create(
        initiative=card.initiative, side=card.side, card=card, text=text, asked_at=timezone.now()
    )
    causal_map.revision += 1
    causal_map.save(update_fields=["revision"])
    record(actor, Action.ASK_DATA, card.initiative, question)
    return question


def _drawable(causal_map: CausalMap) -> CausalMap:
    causal_map = locked(causal_map)
    if causal_map.state != MapState.APART:
        raise RuleBroken(_("The maps are open: nobody changes what the sides drew apart."))
    return causal_map
