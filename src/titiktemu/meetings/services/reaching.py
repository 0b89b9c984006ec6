"""Reminders that a person sends by hand, one's own calendar address, and handing a caucus over."""

from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.foundation.permissions import Action, require
from titiktemu.meetings.models import FeedKey, Meeting, Reminder
from titiktemu.meetings.models.reaching import feed_fingerprint
from titiktemu.meetings.queries import exists_for
from titiktemu.meetings.queries.people import may_lead


@transaction.atomic
def note_reminded(*, actor: Actor, reminder: Reminder) -> None:
    """Say that somebody was reminded by hand; said twice it is said once."""
    meeting = reminder.invitation.meeting
    require(actor, Action.REMIND, meeting.initiative, side=meeting.side)
    if not exists_for(actor, meeting):
        raise NotAllowed
    if Reminder.objects.filter(pk=reminder.pk, sent_at=None).update(sent_at=timezone.now()):
        record(actor, Action.REMIND, meeting.initiative, meeting, {"kind": reminder.kind})


@transaction.atomic
def make_feed_key(*, actor: Actor, initiative: Initiative) -> FeedKey:
    """Make the address of one's own calendar, or make it anew: the old one opens nothing from then on."""
    require(actor, Action.KEEP_FEED, initiative)
    place = actor.place_in(initiative)
    if place is None:
        raise RuleBroken(_("Only people of this initiative have a calendar of their own."))
    key = FeedKey.objects.filter(place=place).first() or FeedKey(place=place)
    key.nonce, key.made_at = uuid4(), timezone.now()
    key.fingerprint = feed_fingerprint(key.token)
    key.save()
    record(actor, Action.KEEP_FEED, initiative, None, {"made": True})
    return key


@transaction.atomic
def take_feed_key(*, actor: Actor, initiative: Initiative) -> None:
    """Take the address of one's own calendar away."""
    require(actor, Action.KEEP_FEED, initiative)
    FeedKey.objects.filter(place=actor.place_in(initiative)).delete()
    record(actor, Action.KEEP_FEED, initiative, None, {"made": False})


@transaction.atomic
def hand_over_meeting(*, actor: Actor, meeting: Meeting, place: Participation) -> Meeting:
    """Let somebody else lead it: another facilitator, or a leader of the side whose meeting it is.

    Of a caucus whoever handed it over sees nothing afterwards, unless it is their own side's.
    """
    require(actor, Action.HAND_OVER_MEETING, meeting.initiative, side=meeting.side)
    if not exists_for(actor, meeting):
        raise NotAllowed
    kept = Meeting.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=meeting.pk)
    if kept.is_cancelled:
        raise RuleBroken(_("This meeting was cancelled."))
    if not may_lead(kept).filter(pk=place.pk).exists():
        raise RuleBroken(_("Only a facilitator, or a leader of the side whose meeting it is, can lead it."))
    kept.facilitator = place
    kept.save(update_fields=["facilitator"])
    told = {"side": kept.side} if kept.side else {}
    record(actor, Action.HAND_OVER_MEETING, kept.initiative, kept, told)
    return kept
