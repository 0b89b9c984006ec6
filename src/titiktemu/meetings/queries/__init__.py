"""Which meetings there are for a reader, and what is against a time."""

from datetime import datetime, timedelta

from django.db.models import Max, Q, QuerySet

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, visible_to
from titiktemu.meetings.models import Meeting

FEED_REACHES_BACK = timedelta(days=366)
MOST_IN_FEED = 500


def visible_meetings(actor: Actor) -> QuerySet[Meeting]:
    """The meetings that exist for this reader.

    Meetings of all for everybody of the initiative, for others where they are announced; a caucus for its
    own side, and for the facilitator who leads it.
    """
    rows = Meeting.objects.select_related("initiative")
    if actor.is_administrator:
        return rows
    places = [place.pk for place in actor.participations]
    mine = [place.initiative_id for place in actor.participations]
    seen = visible_to(actor, rows) | rows.filter(facilitator__in=places)
    return seen.filter(Q(is_public=True) | Q(initiative__in=mine))


def meetings_of(actor: Actor, initiative: Initiative) -> QuerySet[Meeting]:
    """Those of one initiative."""
    return visible_meetings(actor).filter(initiative=initiative)


def coming(rows: QuerySet[Meeting], now: datetime) -> QuerySet[Meeting]:
    """Those that are not over, the next one first."""
    return rows.filter(ends_at__gt=now).order_by("starts_at", "number")


def past(rows: QuerySet[Meeting], now: datetime) -> QuerySet[Meeting]:
    """Those that are over, the newest first."""
    return rows.filter(ends_at__lte=now).order_by("-starts_at", "-number")


def leads(actor: Actor, meeting: Meeting) -> bool:
    """Whether the reader prepares and runs this meeting."""
    return allows(actor, Action.EDIT_MEETING, meeting.initiative, side=meeting.side) and exists_for(
        actor, meeting
    )


def exists_for(actor: Actor, meeting: Meeting) -> bool:
    """Whether this meeting is there for the actor at all; a caucus is not for all. No query."""
    if not meeting.side or actor.is_administrator:
        return True
    return any(
        place.pk == meeting.facilitator_id
        or (place.initiative_id == meeting.initiative_id and place.side == meeting.side)
        for place in actor.participations
    )


def is_of(actor: Actor, initiative: Initiative) -> bool:
    """Whether the reader is one of the initiative's people, so that they read more than what is announced."""
    return actor.is_administrator or actor.place_in(initiative) is not None


def others_at_once(actor: Actor, meeting: Meeting) -> QuerySet[Meeting]:
    """Other meetings of the initiative at the same time, of those that the reader may know of."""
    return (
        meetings_of(actor, meeting.initiative)
        .filter(starts_at__lt=meeting.ends_at, ends_at__gt=meeting.starts_at, state=Meeting.State.PLANNED)
        .exclude(pk=meeting.pk)
    )


def next_meeting_number(initiative: Initiative) -> int:
    """The number of the next meeting."""
    found = Meeting.objects.filter(initiative=initiative).aggregate(last=Max("number"))
    return int(found["last"] or 0) + 1


def find_by_door_code(code: str) -> Meeting | None:
    """The meeting whose door has this code."""
    return Meeting.objects.select_related("initiative").filter(door_code=code).first()


def in_feed(actor: Actor, initiative: Initiative, now: datetime) -> list[Meeting]:
    """What a calendar is told: what comes and what was within the last year."""
    found = meetings_of(actor, initiative).filter(ends_at__gt=now - FEED_REACHES_BACK)
    return list(found.order_by("starts_at", "number")[:MOST_IN_FEED])
