"""Choosing which votes stand for before and after the discussion."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.consultation.models import Consultation
from titiktemu.consultation.queries import shown_statements
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.step2_forum.understanding.models import RoundPair
from titiktemu.step2_forum.understanding.queries.votes import sources_of


@transaction.atomic
def choose_rounds(
    *, actor: Actor, initiative: Initiative, before: Consultation, after: Consultation
) -> RoundPair:
    """Say which consultation was voted on before the discussion and which after; it can be said again.

    It is about the same statements in both, and the second opened later; one that is not open yet may be
    chosen already.
    """
    require(actor, Action.CHOOSE_ROUNDS, initiative)
    _check(initiative, before, after)
    told = {"before": before, "after": after, "chosen_at": timezone.now()}
    pair, _made = RoundPair.objects.update_or_create(initiative=initiative, defaults=told)
    if not sources_of(pair, list(shown_statements(after)), list(shown_statements(before))):
        raise RuleBroken(_("No statement was asked in both. Ask the statements of the first round again."))
    record(actor, Action.CHOOSE_ROUNDS, initiative, pair, {"before": before.number, "after": after.number})
    return pair


def _check(initiative: Initiative, before: Consultation, after: Consultation) -> None:
    if {before.initiative_id, after.initiative_id} != {initiative.pk}:
        raise RuleBroken(_("Choose consultations of this initiative."))
    if not (before.has_sides and after.has_sides):
        raise RuleBroken(_("A consultation without sides says nothing of the two sides."))
    if before.pk == after.pk:
        raise RuleBroken(_("Choose two consultations: one from before, one from after the discussion."))
    if before.opened_at is None:
        raise RuleBroken(_("Voting before the discussion has not opened yet."))
    if after.opened_at is not None and after.opened_at <= before.opened_at:
        raise RuleBroken(_("The votes after the discussion were opened before the others. Swap the two."))
