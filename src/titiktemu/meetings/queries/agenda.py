"""The agenda with its times: planned, begun, and by how much an item is over."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from titiktemu.meetings.models import AgendaItem, Course, Mandate, Meeting, ParkedPoint
from titiktemu.meetings.times import clock, local


@dataclass(frozen=True)
class AgendaLine:
    """An item as it is shown. ``planned`` is the clock time at which it should begin."""

    item: AgendaItem
    planned: str
    begun: str
    spent: timedelta
    is_now: bool
    ends_at: datetime | None
    """When its time is up, while the clock runs."""

    @property
    def over(self) -> int:
        """Whole minutes beyond its time."""
        return max(0, int(self.spent.total_seconds() // 60) - self.item.minutes)

    @property
    def left(self) -> str:
        """Minutes and seconds that remain, with a plus in front of what is over."""
        seconds = self.item.minutes * 60 - int(self.spent.total_seconds())
        return f"{'+' if seconds < 0 else ''}{abs(seconds) // 60}:{abs(seconds) % 60:02d}"


def mandate_of(meeting: Meeting) -> Mandate:
    """What the meeting is for; an empty one where nobody wrote it. One query."""
    return Mandate.objects.filter(meeting=meeting).first() or Mandate(meeting=meeting)


def course_of(meeting: Meeting) -> Course:
    """Where it stands; at nothing before the first press. One query."""
    return Course.objects.filter(meeting=meeting).first() or Course(meeting=meeting)


def agenda_items(meeting: Meeting) -> list[AgendaItem]:
    """The items in order. One query."""
    return list(AgendaItem.objects.filter(meeting=meeting))


def agenda_lines(
    meeting: Meeting, items: Iterable[AgendaItem], course: Course, now: datetime
) -> list[AgendaLine]:
    """Each item with its times, on the clocks of the meeting's place. No query."""
    found, at = [], meeting.starts_at
    for item in items:
        spent, is_now = course.spent_on(item, now), course.item_id == item.pk
        runs = is_now and course.running_since is not None
        ends_at = now + timedelta(minutes=item.minutes) - spent if runs else None
        begun = clock(local(item.begun_at, meeting.time_zone)) if item.begun_at else ""
        found.append(AgendaLine(item, clock(local(at, meeting.time_zone)), begun, spent, is_now, ends_at))
        at += timedelta(minutes=item.minutes)
    return found


def runs_over(meeting: Meeting, items: Iterable[AgendaItem]) -> int:
    """By how many minutes the agenda is longer than the meeting."""
    planned = timedelta(minutes=sum(item.minutes for item in items))
    return max(0, int((planned - (meeting.ends_at - meeting.starts_at)).total_seconds() // 60))


def parked_points(meeting: Meeting) -> list[ParkedPoint]:
    """What waits for later. One query."""
    return list(ParkedPoint.objects.filter(meeting=meeting, settled_at=None))


def mark_of_course(*facts: object) -> str:
    """A short mark of everything that a page shows; it changes when one of these does."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:20]
