"""Counting who speaks: seats without names, taps on a phone, numbers from paper."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.step1_issues.participation.models import Activity, Seat, Tap

MOST_SEATS, MOST_TURNS = 120, 10_000
LONGEST_KEY = 32


@transaction.atomic
def set_turns(*, actor: Actor, activity: Activity, turns: Mapping[str, Sequence[int]]) -> None:
    """Give each person of each side a seat with the turns counted on paper, 0 before anybody spoke.

    What was there before goes, taps included.
    """
    require(actor, Action.COUNT_VOICE, activity.initiative)
    _open(activity)
    if sum(len(one) for one in turns.values()) > MOST_SEATS:
        raise RuleBroken(_("At most %(most)d people are counted at once.") % {"most": MOST_SEATS})
    if any(not 0 <= many <= MOST_TURNS for one in turns.values() for many in one):
        raise RuleBroken(_("A number of turns is from 0 to %(most)d.") % {"most": MOST_TURNS})
    Seat.objects.filter(activity=activity).delete()
    Seat.objects.bulk_create(
        Seat(activity=activity, side=side, number=number, typed=many)
        for side, told in turns.items()
        for number, many in enumerate(told, 1)
    )
    seats = sum(len(one) for one in turns.values())
    record(actor, Action.COUNT_VOICE, activity.initiative, activity, {"seats": seats})


@transaction.atomic
def tap(*, actor: Actor, activity: Activity, seat: int, key: str) -> Seat:
    """Count one turn; the same key of the same phone again counts nothing."""
    require(actor, Action.COUNT_VOICE, activity.initiative)
    _open(activity)
    found = Seat.objects.filter(activity=activity, pk=seat).first()
    if found is None:
        raise RuleBroken(_("This seat is no longer there; please load the page again."))
    Tap.objects.get_or_create(seat=found, key=key[:LONGEST_KEY], defaults={"tapped_at": timezone.now()})
    return found


@transaction.atomic
def undo_tap(*, actor: Actor, activity: Activity) -> Seat:
    """Take the last tap back."""
    require(actor, Action.COUNT_VOICE, activity.initiative)
    _open(activity)
    last = Tap.objects.filter(seat__activity=activity).select_related("seat").order_by("-pk").first()
    if last is None:
        raise RuleBroken(_("There is no tap to take back."))
    last.delete()
    return last.seat


@transaction.atomic
def set_counting(*, actor: Actor, activity: Activity, is_open: bool) -> None:
    """End the count, so that everybody may read it, or go on with it."""
    require(actor, Action.COUNT_VOICE, activity.initiative)
    found = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if not is_open and not found.seats.exists():
        raise RuleBroken(_("Nobody has a seat yet, so there is nothing to close."))
    found.counting_closed_at = _closed(found, is_open=is_open)
    found.save(update_fields=["counting_closed_at"])
    typed = found.seats.aggregate(sum=Sum("typed"))["sum"] or 0
    turns = typed + Tap.objects.filter(seat__activity=found).count()
    record(actor, Action.COUNT_VOICE, activity.initiative, activity, {"open": is_open, "turns": int(turns)})


def _closed(activity: Activity, *, is_open: bool) -> datetime | None:
    return None if is_open else activity.counting_closed_at or timezone.now()


def _open(activity: Activity) -> None:
    """The lock orders taps of several phones, and a count that ends at the same moment."""
    if Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk).counting_closed_at:
        raise RuleBroken(_("The count is closed. Open it again to change it."))
