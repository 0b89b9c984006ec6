"""Who came: the desk, the list for everybody, the printed list, the sheet with the code for the room."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.foundation import codes
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.requests import Request
from titiktemu.meetings.forms.attendance import PaperForm, WalkInForm
from titiktemu.meetings.models import Attendance, Meeting
from titiktemu.meetings.queries import leads
from titiktemu.meetings.queries.makeup import kept_makeup, lines_for_all, makeup_lines
from titiktemu.meetings.queries.people import (
    attendances_of,
    changes_of,
    find_by_code,
    invitations_of,
    paper_counts,
    presence_by_side,
)
from titiktemu.meetings.services.attending import count_on_paper, note_present, note_walk_in, strike
from titiktemu.meetings.services.photos import mark_no_photo
from titiktemu.meetings.views.inviting import gathered
from titiktemu.meetings.views.places import address, door_address, led_meeting, meeting_for, page, qr_code

EMPTY_ROWS = 12
"""Lines on the printed list for people who come without an invitation."""
LONGEST_NUMBER = 9


@require_safe
def attendance(request: Request, slug: str, number: int) -> HttpResponse:
    """How many of each side came; for those who lead also who."""
    meeting = meeting_for(request.actor, slug, number)
    leading = leads(request.actor, meeting)
    found = gathered(meeting)
    lines = makeup_lines(kept_makeup(meeting), found)
    shown = page(
        request,
        meeting,
        "attendance",
        presence=found.presence,
        present=found.present,
        most=max((line.people for line in found.presence), default=1),
        lines=lines if leading else lines_for_all(lines, found.present, held=meeting.is_held),
        people=list(attendances_of(meeting)) if leading else [],
        changes=list(changes_of(meeting)),
    )
    return render(request, "meetings/attendance.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: Request, slug: str, number: int) -> HttpResponse:
    """The desk at the entrance, and the list typed in afterwards."""
    meeting = led_meeting(request.actor, slug, number, Action.KEEP_ATTENDANCE)
    posted = request.POST if request.method == "POST" else None
    do = posted.get("do", "") if posted is not None else ""
    walk_in = WalkInForm(posted if do == "walk_in" else None, meeting=meeting)
    paper = PaperForm(posted if do == "paper" else None, meeting=meeting, known=paper_counts(meeting))
    problem = ""
    if posted is not None:
        try:
            said = _do(request, meeting, do, walk_in, paper)
        except RuleBroken as error:
            problem, said = str(error), ""
        if said:
            messages.success(request, said)
            return redirect(address("desk", meeting))
    shown = page(request, meeting, "desk", **_desk(meeting), walk_in=walk_in, paper=paper, problem=problem)
    wrong = posted is not None
    return render(request, "meetings/desk.html", shown, status=422 if wrong else 200)


def _do(request: Request, meeting: Meeting, do: str, walk_in: WalkInForm, paper: PaperForm) -> str:
    """Carry out one press of the desk; "" where its form is wrong."""
    told: dict[str, Any] = {"actor": request.actor, "meeting": meeting, "reason": _reason(request)}
    if do == "walk_in":
        if not walk_in.is_valid():
            return ""
        made = note_walk_in(**told, who=walk_in.who)
        return _("Noted: %(name)s.") % {"name": made.shown_name}
    if do == "paper":
        if not paper.is_valid():
            return ""
        count_on_paper(**told, counts=paper.counts)
        return _("The numbers are kept.")
    doings: dict[str, Callable[[Request, Meeting, dict[str, Any]], str]] = {
        "here": _here, "code": _code, "strike": _strike, "no_photo": _no_photo, "photo": _no_photo,
    }  # fmt: skip
    if do not in doings:
        raise RuleBroken(_("Please choose what to do."))
    return doings[do](request, meeting, told)


def _reason(request: Request) -> str:
    return " ".join(request.POST.get("reason", "").split())[:300]


def _here(request: Request, meeting: Meeting, told: dict[str, Any]) -> str:
    asked = {
        int(one) for one in request.POST.getlist("here") if one.isdecimal() and len(one) < LONGEST_NUMBER
    }
    chosen = list(invitations_of(meeting).filter(number__in=asked))
    if not chosen:
        raise RuleBroken(_("Tick at least one person."))
    way = Attendance.Way.PAPER if "paper" in request.POST else Attendance.Way.DESK
    new = note_present(**told, invitations=chosen, way=way)
    said = ngettext("%(count)d person is noted as present.", "%(count)d people are noted as present.", new)
    return said % {"count": new} if new else _("They were noted as present already.")


def _code(request: Request, meeting: Meeting, told: dict[str, Any]) -> str:
    found = find_by_code(meeting, codes.clean(request.POST.get("code", "")))
    if found is None:
        raise RuleBroken(_("Nobody who is invited to this meeting has this code. Please look again."))
    note_present(**told, invitations=[found])
    return _("Noted: %(name)s.") % {"name": found.deputy_name or found.shown_name}


def _chosen(request: Request, meeting: Meeting) -> Attendance:
    """Whose line was pressed."""
    asked = request.POST.get("attendance", "")
    known = asked.isdecimal() and len(asked) <= LONGEST_NUMBER * 2
    found = attendances_of(meeting).filter(pk=int(asked)).first() if known else None
    if found is None:
        raise RuleBroken(_("This person is not on the list of those present."))
    found.meeting = meeting
    return found


def _strike(request: Request, meeting: Meeting, told: dict[str, Any]) -> str:
    found = _chosen(request, meeting)
    strike(actor=request.actor, attendance=found, reason=told["reason"])
    return _("Struck off the list: %(name)s.") % {"name": found.shown_name}


def _no_photo(request: Request, meeting: Meeting, told: dict[str, Any]) -> str:
    found = _chosen(request, meeting)
    wanted = request.POST.get("do") == "no_photo"
    mark_no_photo(actor=told["actor"], attendance=found, wanted=wanted)
    said = _("Noted: no photo of %(name)s.") if wanted else _("Noted: photos of %(name)s are allowed.")
    return said % {"name": found.shown_name}


def _desk(meeting: Meeting) -> dict[str, Any]:
    arrived = list(attendances_of(meeting))
    known = {one.invitation_id for one in arrived}
    return {
        "arrived": arrived,
        "awaited": [one for one in invitations_of(meeting) if one.pk not in known],
        "presence": presence_by_side(meeting),
        "is_over": meeting.ends_at <= timezone.now(),
    }


@require_safe
def printed_list(request: Request, slug: str, number: int) -> HttpResponse:
    """The list to be signed (daftar hadir), with lines for people without an invitation."""
    meeting = led_meeting(request.actor, slug, number, Action.KEEP_ATTENDANCE)
    shown = page(request, meeting, "desk", invited=list(invitations_of(meeting)), empty=range(EMPTY_ROWS))
    return render(request, "meetings/printed_list.html", shown)


@require_safe
def sheet(request: Request, slug: str, number: int) -> HttpResponse:
    """What hangs in the room: the QR code of the door, and the code to type."""
    meeting = led_meeting(request.actor, slug, number, Action.KEEP_ATTENDANCE)
    if meeting.is_cancelled:
        raise Http404
    whole = door_address(request, meeting)
    enter = request.get_host() + reverse("meetings:enter")
    shown = page(request, meeting, "desk", qr=qr_code(whole), enter=enter)
    return render(request, "meetings/sheet.html", shown)
