"""The door: whoever is in the room types the code shown there, then their own, or who they are."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from titiktemu.foundation import codes
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.requests import Request
from titiktemu.meetings.forms.attendance import DoorForm, OwnCodeForm, WalkInForm
from titiktemu.meetings.models import Attendance, Meeting
from titiktemu.meetings.queries import find_by_door_code
from titiktemu.meetings.queries.people import find_by_code
from titiktemu.meetings.services.attending import check_in, check_in_uninvited
from titiktemu.meetings.views.answering import doors_open
from titiktemu.meetings.views.places import check_tries, count_wrong


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Request) -> HttpResponse:
    """Type the code that is shown in the room."""
    form = DoorForm(request.POST or None)
    if form.is_valid():
        check_tries(request)
        if _open_meeting(form.cleaned_data["door_code"]):
            return redirect("meetings:door", form.cleaned_data["door_code"])
        count_wrong(request)
        form.add_error("door_code", _("No meeting that is open now has this code. Please look again."))
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/enter.html", {"form": form}, status=status)


def _open_meeting(code: str) -> Meeting | None:
    """The meeting with this code while its door is open; at any other time the code tells nothing."""
    found = find_by_door_code(code)
    return found if found is not None and doors_open(found, timezone.now()) else None


@require_http_methods(["GET", "HEAD", "POST"])
def door(request: Request, door_code: str) -> HttpResponse:
    """Check in by the code on the invitation, or as somebody without one."""
    check_tries(request)
    meeting = _open_meeting(codes.clean(door_code))
    if meeting is None:
        count_wrong(request)
        return render(request, "meetings/unknown_link.html", status=404)
    posted = request.POST if request.method == "POST" else None
    by_code = posted is not None and "code" in posted
    own = OwnCodeForm(posted if by_code else None, auto_id="own_%s")
    walk_in = WalkInForm(None if by_code else posted, meeting=meeting)
    form = own if by_code else walk_in
    if form.is_bound and form.is_valid():
        try:
            name = _by_code(request, meeting, own) if by_code else _walk_in(request, meeting, walk_in)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            return render(request, "meetings/welcome.html", _shown(meeting, name=name))
    shown = _shown(meeting, own=own, walk_in=walk_in, wrong=form)
    return render(request, "meetings/door.html", shown, status=422 if form.errors else 200)


def _shown(meeting: Meeting, **more: Any) -> dict[str, Any]:
    return {"initiative": meeting.initiative, "meeting": meeting, **more}


def _by_code(request: Request, meeting: Meeting, form: OwnCodeForm) -> str:
    found = find_by_code(meeting, form.cleaned_data["code"])
    if found is None:
        count_wrong(request)
        raise RuleBroken(_("Nobody who is invited to this meeting has this code. Please look again."))
    found.meeting = meeting
    check_in(
        actor=request.actor,
        invitation=found,
        door_code=meeting.door_code,
        way=Attendance.Way.CODE,
        no_photo=form.cleaned_data["no_photo"],
    )
    return found.deputy_name or found.shown_name


def _walk_in(request: Request, meeting: Meeting, form: WalkInForm) -> str:
    made = check_in_uninvited(actor=request.actor, meeting=meeting, door_code=meeting.door_code, who=form.who)
    return made.shown_name
