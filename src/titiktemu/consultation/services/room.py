"""Leading a room: hiding and revealing results for everybody at once, and the timer."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.consultation.models import Consultation
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require

LONGEST_TIMER = 180


@transaction.atomic
def hide_results(*, actor: Actor, consultation: Consultation) -> Consultation:
    """Hide every figure from everybody, whoever hides them included."""
    require(actor, Action.HIDE_RESULTS, consultation.initiative)
    if consultation.results_hidden:
        raise RuleBroken(_("The results are hidden already."))
    return _turn(actor, consultation, Action.HIDE_RESULTS, hidden=True)


@transaction.atomic
def reveal_results(*, actor: Actor, consultation: Consultation) -> Consultation:
    """Show the results again, to everybody at the same moment."""
    require(actor, Action.REVEAL_RESULTS, consultation.initiative)
    if not consultation.results_hidden:
        raise RuleBroken(_("The results are not hidden."))
    return _turn(actor, consultation, Action.REVEAL_RESULTS, hidden=False)


def _turn(actor: Actor, consultation: Consultation, action: Action, *, hidden: bool) -> Consultation:
    consultation.results_hidden = hidden
    consultation.save(update_fields=["results_hidden"])
    record(actor, action, consultation.initiative, consultation)
    return consultation


@transaction.atomic
def set_timer(*, actor: Actor, consultation: Consultation, minutes: int) -> Consultation:
    """Show until when the room votes; 0 minutes stops the timer. It never closes the voting by itself:
    whoever leads the room sees whether people are still writing, a clock does not.
    """
    require(actor, Action.SET_TIMER, consultation.initiative)
    if not 0 <= minutes <= LONGEST_TIMER:
        raise RuleBroken(_("A timer runs from 1 to %(most)d minutes.") % {"most": LONGEST_TIMER})
    if consultation.is_closed:
        raise RuleBroken(_("Voting has closed; there is nothing left to time."))
    consultation.timer_ends_at = timezone.now() + timedelta(minutes=minutes) if minutes else None
    consultation.save(update_fields=["timer_ends_at"])
    record(actor, Action.SET_TIMER, consultation.initiative, consultation, {"minutes": minutes})
    return consultation
