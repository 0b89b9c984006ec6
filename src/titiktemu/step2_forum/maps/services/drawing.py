"""What a side draws: cards, links, several at once from paper, the ladder of "why?"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.analysis.causal_maps.outline import Line
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.step2_forum.maps.models import Card, CausalLink, CausalMap, Wording
from titiktemu.step2_forum.maps.queries.cards import MOST_CARDS, core_of, locked, same_words
from titiktemu.step2_forum.maps.words import CardKind, Confidence, MapState, Sign, WordingFate

LONGEST = 200


@dataclass(frozen=True)
class Edited:
    """A card after a change; ``conflict`` is the wording that was kept beside another's, if any."""

    card: Card
    conflict: Wording | None = None


@transaction.atomic
def add_card(
    *, actor: Actor, causal_map: CausalMap, side: str, text: str, kind: str, beside: Card | None = None
) -> Card:
    """Add a card; with ``beside``, a cause that leads to that card, or an implication that follows."""
    require(actor, Action.DRAW_MAP, causal_map.initiative, side=side)
    causal_map = _drawable(causal_map)
    card = _added(causal_map, side, text, kind)
    if beside is not None:
        _check_same_map([beside, card])
        _linked(*((card, beside) if kind == CardKind.CAUSE else (beside, card)))
    _changed(causal_map)
    record(actor, Action.DRAW_MAP, causal_map.initiative, card, {"change": "added"})
    return card


@transaction.atomic
def type_paper(
    *, actor: Actor, causal_map: CausalMap, side: str, kind: str, lines: Sequence[Line], beside: Card
) -> list[Card]:
    """Type cards from paper: what stands further in is tied to what it stands under, the rest to ``beside``.

    A card that is there already is not added again; what stands under it is tied to the one that is there.
    """
    require(actor, Action.DRAW_MAP, causal_map.initiative, side=side)
    causal_map = _drawable(causal_map)
    _check_same_map([beside])
    if beside.side != side or beside.map_id != causal_map.pk:
        raise RuleBroken(_("That card is not on this map."))
    known = {same_words(one.text): one for one in causal_map.cards.filter(side=side, removed_at=None)}
    placed: list[Card] = []
    for line in lines:
        card = known.get(same_words(line.text)) or _added(causal_map, side, line.text, kind)
        known[same_words(card.text)] = card
        near = beside if line.above is None else placed[line.above]
        ends = (card, near) if kind == CardKind.CAUSE else (near, card)
        if card != near and not CausalLink.objects.filter(cause=ends[0], effect=ends[1]).exists():
            _linked(*ends)
        placed.append(card)
    _changed(causal_map)
    record(actor, Action.DRAW_MAP, causal_map.initiative, causal_map, {"cards": len(placed)})
    return placed


@transaction.atomic
def edit_card(*, actor: Actor, card: Card, version: int, **fields: Any) -> Edited:
    """Change a card. Whoever saw an older version changes nothing: both wordings are kept side by side."""
    require(actor, Action.DRAW_MAP, card.initiative, side=card.side)
    causal_map = _drawable(card.map)
    card = _there(card)
    kind = card.kind if card.kind == CardKind.CORE else fields["kind"]
    text = _text(fields["text"])
    conflict = None
    if version != card.version and (text, kind) != (card.text, card.kind):
        conflict = Wording.objects.create(
            card=card, text=text, kind=kind, of_version=version, written_at=timezone.now()
        )
    elif (text, kind) != (card.text, card.kind):
        _check_new(causal_map, card.side, text, besides=card)
        card.text, card.kind, card.text_en, card.version = text, kind, "", card.version + 1
        card.save(update_fields=["text", "text_en", "kind", "version"])
    _changed(causal_map)
    record(actor, Action.DRAW_MAP, card.initiative, card, {"change": "conflict" if conflict else "edited"})
    return Edited(card, conflict)


@transaction.atomic
def settle_wording(*, actor: Actor, wording: Wording, fate: str) -> Wording:
    """Choose between two wordings of a card: take the second, leave it, or make it a card of its own."""
    card = wording.card
    require(actor, Action.DRAW_MAP, card.initiative, side=card.side)
    causal_map = _drawable(card.map)
    card = _there(card)
    wording = Wording.objects.select_for_update(of=("self",)).get(pk=wording.pk)
    if wording.fate != WordingFate.WAITING:
        raise RuleBroken(_("Somebody has chosen already."))
    if fate == WordingFate.TAKEN:
        # The wording that gives way is kept as well.
        Wording.objects.create(
            card=card,
            text=card.text,
            kind=card.kind,
            of_version=card.version,
            fate=WordingFate.LEFT,
            written_at=timezone.now(),
        )
        card.text, card.kind, card.text_en, card.version = wording.text, wording.kind, "", card.version + 1
        card.save(update_fields=["text", "text_en", "kind", "version"])
    elif fate == WordingFate.APART:
        kind = CardKind.CAUSE.value if wording.kind == CardKind.CORE else wording.kind
        _added(causal_map, card.side, wording.text, kind)
    wording.fate = fate
    wording.save(update_fields=["fate"])
    _changed(causal_map)
    record(actor, Action.DRAW_MAP, card.initiative, card, {"change": fate})
    return wording


@transaction.atomic
def remove_card(*, actor: Actor, card: Card) -> None:
    """Take a card and its links off the map. The core problem stays."""
    require(actor, Action.DRAW_MAP, card.initiative, side=card.side)
    causal_map = _drawable(card.map)
    card = _there(card)
    if card.kind == CardKind.CORE:
        raise RuleBroken(_("The core problem stays on the map."))
    CausalLink.objects.filter(cause=card).delete()
    CausalLink.objects.filter(effect=card).delete()
    card.removed_at = timezone.now()
    card.save(update_fields=["removed_at"])
    _changed(causal_map)
    record(actor, Action.DRAW_MAP, card.initiative, card, {"change": "removed"})


@transaction.atomic
def climb(*, actor: Actor, causal_map: CausalMap, side: str, answers: Sequence[str]) -> list[Card]:
    """Keep the answers to "why?", asked again of each answer: a chain that ends at the core problem.

    An answer that is on the map already is used as it is.
    """
    require(actor, Action.DRAW_MAP, causal_map.initiative, side=side)
    causal_map = _drawable(causal_map)
    below = core_of(causal_map, side)
    known = {same_words(one.text): one for one in causal_map.cards.filter(side=side, removed_at=None)}
    chain: list[Card] = []
    for answer in answers:
        card = known.get(same_words(answer)) or _added(causal_map, side, answer, CardKind.CAUSE)
        known[same_words(card.text)] = card
        if not CausalLink.objects.filter(cause=card, effect=below).exists():
            _linked(card, below)
        chain.append(card)
        below = card
    _changed(causal_map)
    record(actor, Action.DRAW_MAP, causal_map.initiative, causal_map, {"cards": len(chain)})
    return chain


def _drawable(causal_map: CausalMap) -> CausalMap:
    causal_map = locked(causal_map)
    if causal_map.state != MapState.APART:
        raise RuleBroken(_("The maps are open: nobody changes what the sides drew apart."))
    return causal_map


def _there(card: Card) -> Card:
    found = Card.objects.select_related("initiative", "map").get(pk=card.pk)
    if found.removed_at is not None:
        raise RuleBroken(_("This card was taken off the map."))
    return found


def _text(text: str) -> str:
    text = " ".join(text.split())
    if not same_words(text):
        raise RuleBroken(_("A card needs words."))
    if len(text) > LONGEST:
        raise RuleBroken(
            _("A card has at most %(most)d letters; this one has %(many)d: “%(begin)s…”")
            % {"most": LONGEST, "many": len(text), "begin": text[:40]}
        )
    return text


def _check_new(causal_map: CausalMap, side: str, text: str, besides: Card | None = None) -> None:
    wanted = same_words(text)
    for card in causal_map.cards.filter(side=side, removed_at=None):
        if card != besides and same_words(card.text) == wanted:
            raise RuleBroken(
                _("This card is on the map already, as number %(number)d: “%(text)s”")
                % {"number": card.number, "text": card.text}
            )


def _added(causal_map: CausalMap, side: str, text: str, kind: str) -> Card:
    text = _text(text)
    _check_new(causal_map, side, text)
    if causal_map.cards.filter(side=side, removed_at=None).count() >= MOST_CARDS:
        raise RuleBroken(_("A map has at most %(most)d cards of a side.") % {"most": MOST_CARDS})
    found = causal_map.cards.aggregate(last=Max("number"))
    return Card.objects.create(
        initiative=causal_map.initiative,
        map=causal_map,
        number=int(found["last"] or 0) + 1,
        side=side,
        kind=kind,
        text=text,
    )


def _check_same_map(cards: Sequence[Card]) -> None:
    if len({(card.map_id, card.side) for card in cards}) > 1 or any(card.removed_at for card in cards):
        raise RuleBroken(_("That card is not on this map."))


def _linked(cause: Card, effect: Card) -> CausalLink:
    if cause == effect:
        raise RuleBroken(_("A card cannot lead to itself. Which other card lies between?"))
    return CausalLink.objects.create(
        initiative=cause.initiative,
        map=cause.map,
        side=cause.side,
        cause=cause,
        effect=effect,
        sign=Sign.MORE,
        confidence=Confidence.MIDDLE,
    )


def _changed(causal_map: CausalMap) -> None:
    causal_map.revision += 1
    causal_map.save(update_fields=["revision"])
