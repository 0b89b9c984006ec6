"""What every page of a meeting begins with: which one is it, does it exist for this reader, the tabs."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, may_see, require
from titiktemu.foundation.requests import Request
from titiktemu.meetings.models import Meeting
from titiktemu.meetings.queries import leads, visible_meetings


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


def page(request: Request, meeting: Meeting, here: str, **more: Any) -> dict[str, Any]:
    """What the templates of every page of a meeting need."""
    leading = leads(request.actor, meeting)
    return {
        "initiative": meeting.initiative,
        "meeting": meeting,
        "leads": leading,
        "tabs": [
            {"url": address(name, meeting), "label": label, "is_here": name == here}
            for name, label in _rooms(leading)
        ],
        **more,
    }


def _rooms(leading: bool) -> list[tuple[str, str]]:
    if not leading:
        return []
    return [("home", _("Overview"))]
