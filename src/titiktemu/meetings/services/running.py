"""Leading through a meeting from a phone. Each press says what is wanted, never "one further":

pressed twice, or sent again after the network was away, it is done once. A press that was made on a page
older than the room's state (``turn``) is refused with a sentence, unless what it wants is so already.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.meetings.models import AgendaItem, Course, Meeting, ParkedPoint
from titiktemu.meetings.queries import exists_for

LONGEST_CAUCUS = 120
MOST_PARKED = 200


@transaction.atomic
def call_up(*, actor: Actor, meeting: Meeting, item: AgendaItem, turn: int) -> Course:
    """Go to an item, forwards or back. A running clock goes on with the new one; a caucus ends."""
    require(actor, Action.RUN_MEETING, meeting.initiative, side=meeting.side)
    course = _course(actor, meeting)
    if course.item_id == item.pk:
        return course
    _fresh(course, turn)
    now, runs = timezone.now(), course.running_since is not None
    _stop(course, now)
    course.item, course.caucus, course.caucus_until = item, "", None
    if runs or item.begun_at is None:
        _start(course, now)
    _keep(course)
    record(actor, Action.RUN_MEETING, meeting.initiative, meeting, {"item": item.number})
    return course


@transaction.atomic
def set_clock(*, actor: Actor, meeting: Meeting, runs: bool, turn: int) -> Course:
    """Let the clock of the current item run, or pause it. Nothing ends by itself when time is up."""
    require(actor, Action.RUN_MEETING, meeting.initiative, side=meeting.side)
    course = _course(actor, meeting)
    if course.item is None:
        raise RuleBroken(_("Call up an item first."))
    if (course.running_since is not None) == runs:
        return course
    _fresh(course, turn)
    if runs:
        course.caucus, course.caucus_until = "", None
        _start(course, timezone.now())
    else:
        _stop(course, timezone.now())
    _keep(course)
    record(actor, Action.RUN_MEETING, meeting.initiative, meeting, {"clock": runs})
    return course


@transaction.atomic
def show_prompt(*, actor: Actor, meeting: Meeting, shown: bool) -> Course:
    """Show the question of the current item on the projector, or take it off."""
    require(actor, Action.RUN_MEETING, meeting.initiative, side=meeting.side)
    course = _course(actor, meeting)
    if course.shows_prompt != shown:
        course.shows_prompt = shown
        _keep(course)
        record(actor, Action.RUN_MEETING, meeting.initiative, meeting, {"prompt": shown})
    return course


@transaction.atomic
def pause_for_caucus(*, actor: Actor, meeting: Meeting, who: str, minutes: int, turn: int) -> Course:
    """Let one side, or each by itself, talk apart; the clock of the item rests. ``who`` "" ends it."""
    require(actor, Action.RUN_MEETING, meeting.initiative, side=meeting.side)
    course = _course(actor, meeting)
    if course.caucus == who:
        return course
    _fresh(course, turn)
    if who not in Course.Caucus or not (who == "" or 1 <= minutes <= LONGEST_CAUCUS):
        raise RuleBroken(_("A caucus takes from 1 to %(most)d minutes.") % {"most": LONGEST_CAUCUS})
    now = timezone.now()
    _stop(course, now)
    course.caucus = who
    course.caucus_until = now + timedelta(minutes=minutes) if who else None
    _keep(course)
    record(actor, Action.RUN_MEETING, meeting.initiative, meeting, {"caucus": who or "none"})
    return course


@transaction.atomic
def park(*, actor: Actor, meeting: Meeting, text: str, key: UUID) -> ParkedPoint:
    """Keep a point for later; the same form sent twice keeps it once."""
    require(actor, Action.RUN_MEETING, meeting.initiative, side=meeting.side)
    _course(actor, meeting)
    if not text.strip():
        raise RuleBroken(_("Please write the point in a few words."))
    rows = ParkedPoint.objects.filter(meeting=meeting)
    known = rows.filter(key=key).first()
    if known is not None:
        return known
    if rows.count() >= MOST_PARKED:
        raise RuleBroken(_("At most %(most)d points are parked.") % {"most": MOST_PARKED})
    made = ParkedPoint.objects.create(meeting=meeting, key=key, text=text.strip(), noted_at=timezone.now())
    record(actor, Action.RUN_MEETING, meeting.initiative, meeting, {"parked": 1})
    return made


@transaction.atomic
def settle_parked(*, actor: Actor, point: ParkedPoint) -> None:
    """Say that a parked point was dealt with; said twice it is said once."""
    meeting = point.meeting
    require(actor, Action.RUN_MEETING, meeting.initiative, side=meeting.side)
    _course(actor, meeting)
    if ParkedPoint.objects.filter(pk=point.pk, settled_at=None).update(settled_at=timezone.now()):
        record(actor, Action.RUN_MEETING, meeting.initiative, meeting, {"settled": 1})


def _course(actor: Actor, meeting: Meeting) -> Course:
    """Where the meeting stands, locked."""
    if not exists_for(actor, meeting):
        raise NotAllowed
    # The meeting's row is the lock: the course may not be there yet.
    kept = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not kept.is_planned:
        raise RuleBroken(_("The meeting was held or cancelled; nothing runs any more."))
    course, _made = Course.objects.select_related("item").get_or_create(meeting=meeting)
    return course


def _fresh(course: Course, turn: int) -> None:
    if course.turn != turn:
        raise RuleBroken(_("The room has moved on since this page came. Look at it and press again."))


def _start(course: Course, now: datetime) -> None:
    course.running_since = now
    if course.item is not None and course.item.begun_at is None:
        course.item.begun_at = now
        course.item.save(update_fields=["begun_at"])


def _stop(course: Course, now: datetime) -> None:
    """Put what ran into the item."""
    if course.running_since is not None and course.item is not None:
        course.item.spent = int(course.spent_on(course.item, now).total_seconds())
        course.item.save(update_fields=["spent"])
    course.running_since = None


def _keep(course: Course) -> None:
    course.turn += 1
    course.save()
