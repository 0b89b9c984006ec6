"""Asking for data, naming the assets that answer, and saying what came of it."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.analysis.data_needs.asking import Kind
from titiktemu.catalogue.models import DataAsset
from titiktemu.catalogue.queries import known_to_both, visible_assets
from titiktemu.catalogue.services.datasets import tell_asset
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.step2_forum.maps.models import DataQuestion
from titiktemu.step2_forum.needs.models import DataNeed, NeedAsset
from titiktemu.step2_forum.needs.queries.subjects import Topic, questions_to_carry, walk_of
from titiktemu.step2_forum.needs.words import NeedState, Whereabouts

COLUMNS = {Kind.CAUSE: "card_id", Kind.LINK: "link_id", Kind.TARGET: "passage_id"}


@dataclass(frozen=True)
class Wanted:
    """What is asked: in words, and what is known of who has the data."""

    text: str
    whereabouts: str = Whereabouts.UNKNOWN


@transaction.atomic
def ask_need(*, actor: Actor, initiative: Initiative, side: str, about: str, wanted: Wanted) -> DataNeed:
    """Ask which data would prove or disprove a cause, a link or a passage; "" asks for both together."""
    require(actor, Action.ASK_NEED, initiative, side=side)
    topic = walk_of(initiative).topic(about)
    if topic is None:
        raise RuleBroken(_("Choose a cause, a link or a passage of this initiative."))
    need = _add(initiative, side, topic, wanted)
    record(actor, Action.ASK_NEED, initiative, need, {"side": side, "kind": str(topic.kind)})
    return need


@transaction.atomic
def carry_question(*, actor: Actor, initiative: Initiative, question: DataQuestion) -> DataNeed:
    """Take a question over that was asked on a map: in its words, in the name of who asked it."""
    require(actor, Action.ASK_NEED, initiative, side=question.side)
    locked = DataQuestion.objects.select_for_update().get(pk=question.pk)
    found = [one for one in questions_to_carry(initiative, walk_of(initiative)) if one.question == locked]
    if not found:
        raise RuleBroken(_("This question is a data need already, or what it is about is gone."))
    topic = found[0].topic
    need = _add(initiative, question.side, topic, Wanted(locked.text), locked)
    record(actor, Action.ASK_NEED, initiative, need, {"side": question.side, "kind": str(topic.kind)})
    return need


def _add(
    initiative: Initiative, side: str, topic: Topic, wanted: Wanted, question: DataQuestion | None = None
) -> DataNeed:
    # The lock keeps two who ask at once from taking the same number.
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    known = DataNeed.objects.filter(initiative=initiative)
    same = known.filter(text__iexact=wanted.text, **{COLUMNS[topic.kind]: topic.number}).first()
    if same is not None:
        raise RuleBroken(_("This is asked already: number %(number)d.") % {"number": same.number})
    return DataNeed.objects.create(
        initiative=initiative,
        number=int(known.aggregate(last=Max("number"))["last"] or 0) + 1,
        side=side,
        question=question,
        text=wanted.text,
        whereabouts=wanted.whereabouts,
        asked_at=timezone.now(),
        **{COLUMNS[topic.kind]: topic.number},
    )


@transaction.atomic
def change_need(*, actor: Actor, need: DataNeed, wanted: Wanted, version: int) -> DataNeed:
    """Say more exactly which data, or who has it; ``version`` is the one that was in view."""
    require(actor, Action.ASK_NEED, need.initiative, side=need.side)
    need = DataNeed.objects.select_for_update().get(pk=need.pk)
    if need.version != version:
        raise RuleBroken(
            _("Somebody else has changed this meanwhile to “%(text)s”. Save again to put yours there.")
            % {"text": need.text}
        )
    if need.state != NeedState.OPEN:
        raise RuleBroken(_("What came of it is written down; open it again before you change the question."))
    need.text, need.whereabouts, need.version = wanted.text, wanted.whereabouts, need.version + 1
    need.save(update_fields=["text", "whereabouts", "version"])
    record(actor, Action.ASK_NEED, need.initiative, need, {"side": need.side, "change": "edited"})
    return need


@transaction.atomic
def name_asset(*, actor: Actor, need: DataNeed, asset: DataAsset, tell: bool = False) -> NeedAsset:
    """Name an asset that may answer. One that only its own side knows of is told to both with it."""
    require(actor, Action.LINK_ASSET, need.initiative, side=actor.side_in(need.initiative))
    if not visible_assets(actor, need.initiative).filter(pk=asset.pk).exists():
        raise RuleBroken(_("Choose data of the register of this initiative."))
    if need.links.filter(asset=asset).exists():
        raise RuleBroken(_("This data is named already."))
    if not known_to_both(need.initiative).filter(pk=asset.pk).exists():
        if not tell:
            raise RuleBroken(
                _("The other side does not know of this data yet. Say that it may, or name other data.")
            )
        tell_asset(actor=actor, asset=asset)
    link = NeedAsset.objects.create(need=need, asset=asset, linked_at=timezone.now())
    record(actor, Action.LINK_ASSET, need.initiative, need, {"asset": asset.pk, "change": "named"})
    return link


@transaction.atomic
def unname_asset(*, actor: Actor, need: DataNeed, asset: DataAsset) -> None:
    """Say that an asset does not answer after all. Both sides go on knowing of it."""
    require(actor, Action.LINK_ASSET, need.initiative, side=actor.side_in(need.initiative))
    gone, _kinds = need.links.filter(asset=asset).delete()
    if not gone:
        raise RuleBroken(_("This data is not named here."))
    record(actor, Action.LINK_ASSET, need.initiative, need, {"asset": asset.pk, "change": "removed"})


@transaction.atomic
def settle_need(*, actor: Actor, need: DataNeed, state: str, answer: str = "") -> DataNeed:
    """Say what came of a need: the side that asked says it; of what both ask, whoever leads."""
    require(actor, Action.SETTLE_NEED, need.initiative, side=need.side)
    need = DataNeed.objects.select_for_update().get(pk=need.pk)
    if state != NeedState.OPEN and not answer.strip():
        raise RuleBroken(_("Say what the data show, or why there can be no answer."))
    need.state, need.answer = state, answer
    need.settled_at = None if state == NeedState.OPEN else timezone.now()
    need.save(update_fields=["state", "answer", "settled_at"])
    record(actor, Action.SETTLE_NEED, need.initiative, need, {"state": state})
    return need
