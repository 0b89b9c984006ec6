"""What every page of a meeting begins with: which one is it, does it exist for this reader, the tabs."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import segno
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.limits import count_try, refuse_when_full
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, may_see, require
from titiktemu.foundation.requests import Request
from titiktemu.meetings.models import Invitation, Meeting
from titiktemu.meetings.queries import is_of, leads, visible_meetings
from titiktemu.meetings.queries.photos import has_gallery

TRIES_PER_SESSION, WINDOW = 15, timedelta(minutes=10)


def initiative_for(actor: Actor, slug: str) -> Initiative:
    """The initiative, if it exists for this reader."""
    initiative = get_object_or_404(Initiative, slug=slug)
    if not may_see(actor, initiative):
        raise Http404
    return initiative


def meeting_for(actor: Actor, slug: str, number: int) -> Meeting:
    """The meeting, if it exists for this reader."""
    return get_object_or_404(visible_meetings(actor), initiative__slug=slug, number=number)


def led_meeting(actor: Actor, slug: str, number: int, action: Action) -> Meeting:
    """The meeting, for those who may do this with it."""
    meeting = meeting_for(actor, slug, number)
    require(actor, action, meeting.initiative, side=meeting.side)
    return meeting


def address(name: str, meeting: Meeting, *more: Any) -> str:
    """The address of one of its pages."""
    return reverse(f"meetings:{name}", args=[meeting.initiative.slug, meeting.number, *more])


def link_of(request: Request, invitation: Invitation) -> str:
    """The whole personal link of somebody who is invited."""
    return request.build_absolute_uri(reverse("meetings:answer", args=[invitation.token]))


def door_address(request: Request, meeting: Meeting) -> str:
    """The whole address behind the QR code that hangs in the room."""
    return request.build_absolute_uri(reverse("meetings:door", args=[meeting.door_code]))


def share_text(request: Request, invitation: Invitation) -> str:
    """The words that go with the link, for WhatsApp or any other way."""
    meeting = invitation.meeting
    lines = [
        _("Dear %(name)s,") % {"name": invitation.shown_name},
        _("you are invited: %(title)s.") % {"title": meeting.shown_title},
        meeting.when + (f", {meeting.place}" if meeting.place else ""),
        _("Please say with this link, which is yours alone, whether you will come:"),
        link_of(request, invitation),
    ]
    return "\n".join(lines)


def whatsapp(text: str) -> str:
    """The address that opens WhatsApp with this text, on any phone."""
    return f"https://wa.me/?text={quote(text, safe='')}"


def qr_code(whole_address: str) -> SafeString:
    """The address as a QR code, drawn in the page; half of it may be hidden by a hand and it still reads."""
    drawn = segno.make(whole_address, error="m", micro=False, boost_error=True)
    title = _("QR code of the link")
    # segno escapes the title; the address is in the picture alone.
    return mark_safe(drawn.svg_inline(border=2, omitsize=True, svgclass="qr", title=title))  # noqa: S308


def session_of(request: Request) -> str:
    """The browser session, by which tries are counted: thirty phones in a hall share one network address."""
    if request.session.session_key is None:
        request.session.create()
    return str(request.session.session_key)


def check_tries(request: Request) -> None:
    """Raise ``TooMany`` where this browser has guessed codes too often.

    There is no limit for the whole site, or a stranger could shut the door of a hall. A code has 29 bits and
    tells nothing but the title of a meeting that is going on.
    """
    refuse_when_full("meeting code", session_of(request), most=TRIES_PER_SESSION, per=WINDOW)


def count_wrong(request: Request) -> None:
    """Count a code or link that leads nowhere; it is looked up before, so a right one always works."""
    count_try("meeting code", session_of(request), most=TRIES_PER_SESSION, per=WINDOW)


def page(request: Request, meeting: Meeting, here: str, **more: Any) -> dict[str, Any]:
    """What the templates of every page of a meeting need."""
    leading = leads(request.actor, meeting)
    return {
        "initiative": meeting.initiative,
        "meeting": meeting,
        "leads": leading,
        "is_of": is_of(request.actor, meeting.initiative),
        "tabs": [
            {"url": address(name, meeting), "label": label, "is_here": name == here}
            for name, label in _rooms(
                leading, is_of(request.actor, meeting.initiative), has_gallery(request.actor, meeting)
            )
        ],
        **more,
    }


def _rooms(leading: bool, inside: bool, gallery: bool) -> list[tuple[str, str]]:
    rooms = [("home", _("Overview")), ("agenda", _("Agenda"))]
    if leading:
        rooms += [("people", _("Invitations")), ("makeup", _("Who is missing"))]
    rooms.append(("attendance", _("Who came")))
    if inside:
        rooms.append(("minutes", pgettext("notulen", "Minutes")))
    if gallery:
        rooms.append(("photos", _("Photos")))
    if leading:
        rooms.append(("desk", _("Check-in desk")))
    return rooms
