"""The day of the review as a calendar file (iCalendar), as meetings have theirs."""

from datetime import UTC, datetime, time, timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from titiktemu.step3_team.models import Statement

REMINDED_BEFORE = timedelta(days=7)


def review_file(statement: Statement, address: str) -> bytes:
    """One whole day, a reminder a week before; a later version replaces what calendars have.

    A date without an end is one day: the day after the last one that there is cannot be written.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Titik Temu//Komitmen//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"komitmen-{statement.initiative.slug}@titiktemu")
    event.add("sequence", statement.number)
    event.add("dtstamp", statement.opened_at or datetime.combine(statement.review_on, time(), UTC))
    event.add("dtstart", statement.review_on)
    event.add("summary", _("Review of the leaders' commitment"))
    event.add(
        "description", _("Look together at what became of the commitment: %(link)s") % {"link": address}
    )
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("Review of the leaders' commitment"))
    alarm.add("trigger", -REMINDED_BEFORE)
    event.add_component(alarm)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
