"""Whom to remind, by which way; and whose calendar an address is."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Participation
from titiktemu.meetings.models import FeedKey, Invitation, Meeting, Reminder
from titiktemu.meetings.models.reaching import feed_fingerprint

ANSWER_BEFORE, SOON_BEFORE = timedelta(days=7), timedelta(hours=36)
"""From so long before a meeting people are reminded to answer, and that it is near."""


def due_reminders(now: datetime) -> list[tuple[Invitation, str]]:
    """Who is to be reminded of what, and was not yet: of meetings that are planned and still to come."""
    near = Invitation.objects.filter(
        withdrawn_at=None, meeting__state=Meeting.State.PLANNED, meeting__starts_at__gt=now
    ).select_related("meeting__initiative", "place__organisation")
    silent = near.filter(answer="", meeting__starts_at__lte=now + ANSWER_BEFORE)
    coming = near.filter(answer=Invitation.Answer.YES, meeting__starts_at__lte=now + SOON_BEFORE)
    kinds = ((silent, Reminder.Kind.ANSWER), (coming, Reminder.Kind.SOON))
    return [
        (one, str(kind)) for rows, kind in kinds for one in rows.exclude(reminders__kind=kind).order_by("pk")
    ]


def reminders_of(meeting: Meeting) -> QuerySet[Reminder]:
    """What was made for a meeting: what waits for a person's hand first. One query."""
    return (
        Reminder.objects.filter(invitation__meeting=meeting, invitation__withdrawn_at=None)
        .select_related("invitation__place__organisation", "invitation__meeting__initiative")
        .order_by("sent_at", "due_at", "pk")
    )


def feed_key_of(place: Participation | None) -> FeedKey | None:
    """The key of somebody's calendar address. One query."""
    return FeedKey.objects.filter(place=place).first() if place else None


def reader_of_feed(token: str) -> tuple[Actor, Participation] | None:
    """Who reads by this address: the person alone, while they are on the list and their mandate holds."""
    found = (
        FeedKey.objects.filter(fingerprint=feed_fingerprint(token.upper()), place__revoked_at=None)
        .select_related("place__initiative", "place__organisation")
        .first()
    )
    if found is None or not found.place.is_valid_on(timezone.localdate()):
        return None
    return Actor(participations=(found.place,)), found.place
