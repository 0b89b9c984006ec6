"""Meetings as calendar files (iCalendar): one, or the feed of an initiative.

The identity of an event never changes and its ``SEQUENCE`` grows with each change of time, place or state,
so that phones and offices replace what they have instead of adding it anew.
"""

from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from titiktemu.meetings.models import Meeting

TYPE = "text/calendar; charset=utf-8"
REFRESHED_AFTER = timedelta(hours=6)


def calendar_file(entries: Iterable[tuple[Meeting, str]], *, name: str, with_link: bool) -> bytes:
    """The file.

    Parameters
    ----------
    entries : iterable of (meeting, address)
        The address is that of its page, for whoever has the event in their calendar.
    name : str
        What the calendar is called.
    with_link : bool
        Whether the link to join online is told; only where the reader is one of the initiative's people or
        is invited.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Titik Temu//Pertemuan//ID")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # As text: the library writes what it does not know as it is, line ends and all.
    calendar.add("x-wr-calname", vText(name))
    calendar.add("name", vText(name))
    calendar.add("refresh-interval", REFRESHED_AFTER, parameters={"VALUE": "DURATION"})
    for meeting, address in entries:
        calendar.add_component(_event(meeting, address, with_link=with_link))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, address: str, *, with_link: bool) -> Event:
    zone = ZoneInfo(meeting.time_zone)
    event = Event()
    event.add("uid", f"{meeting.uid}@titiktemu")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at)
    event.add("last-modified", meeting.changed_at)
    event.add("dtstart", meeting.starts_at.astimezone(zone))
    event.add("dtend", meeting.ends_at.astimezone(zone))
    event.add("summary", meeting.shown_title)
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    told = [meeting.shown_purpose]
    if meeting.is_cancelled:
        told.insert(0, _("Cancelled: %(reason)s") % {"reason": meeting.cancel_reason})
    if with_link and meeting.online_url:
        told.append(_("Join online: %(link)s") % {"link": meeting.online_url})
    event.add("description", "\n\n".join(one for one in [*told, address] if one))
    if meeting.place:
        event.add("location", meeting.place)
    event.add("url", address)
    return event
