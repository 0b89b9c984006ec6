"""Calendar files: one meeting, and the feed of an initiative."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from titiktemu.foundation.requests import Request
from titiktemu.meetings.calendar_files import calendar_file
from titiktemu.meetings.models import Meeting
from titiktemu.meetings.queries import in_feed, is_of
from titiktemu.meetings.views.answering import ics
from titiktemu.meetings.views.places import address, initiative_for, meeting_for


def _entry(request: Request, meeting: Meeting) -> tuple[Meeting, str]:
    return meeting, request.build_absolute_uri(address("home", meeting))


@require_safe
def meeting_ics(request: Request, slug: str, number: int) -> HttpResponse:
    """One meeting for the calendar of a phone or an office."""
    meeting = meeting_for(request.actor, slug, number)
    with_link = is_of(request.actor, meeting.initiative)
    made = calendar_file([_entry(request, meeting)], name=meeting.shown_title, with_link=with_link)
    return ics(made, f"{slug}-pertemuan-{number}")


@require_safe
def feed(request: Request, slug: str) -> HttpResponse:
    """All meetings that this reader may know of; a calendar that subscribes reads as the public does."""
    initiative = initiative_for(request.actor, slug)
    entries = [_entry(request, one) for one in in_feed(request.actor, initiative, timezone.now())]
    name = _("Meetings: %(initiative)s") % {"initiative": initiative.title}
    made = calendar_file(entries, name=name, with_link=is_of(request.actor, initiative))
    return ics(made, f"{slug}-pertemuan")
