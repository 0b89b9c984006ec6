"""The personal link: what one is invited to, the answer, the calendar file, checking in."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, allows
from titiktemu.foundation.requests import Request
from titiktemu.meetings.calendar_files import TYPE, calendar_file
from titiktemu.meetings.forms.attendance import ArriveForm
from titiktemu.meetings.forms.people import AnswerForm
from titiktemu.meetings.models import Attendance, Invitation, Meeting
from titiktemu.meetings.models.meetings import DOORS_AFTER, DOORS_BEFORE
from titiktemu.meetings.queries import exists_for
from titiktemu.meetings.queries.people import find_by_token
from titiktemu.meetings.services.answering import answer_invitation
from titiktemu.meetings.services.attending import check_in
from titiktemu.meetings.views.places import check_tries, count_wrong, link_of


def unknown(request: Request) -> HttpResponse:
    """A link that opens nothing; counted, so that nobody guesses on."""
    count_wrong(request)
    return render(request, "meetings/unknown_link.html", status=404)


def doors_open(meeting: Meeting, now: datetime) -> bool:
    """Whether people check in by themselves now."""
    return meeting.is_planned and meeting.starts_at - DOORS_BEFORE <= now <= meeting.ends_at + DOORS_AFTER


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, token: str) -> HttpResponse:
    """What, when, where; the three answers; who comes instead."""
    invitation = find_by_token(token)
    if invitation is None:
        return unknown(request)
    form = AnswerForm(request.POST or None, initial=_answered(invitation))
    if form.is_valid():
        try:
            answer_invitation(actor=request.actor, invitation=invitation, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, _("Thank you, your answer is kept. You can change it until the meeting begins.")
            )
            return redirect("meetings:answer", token)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/answer.html", _shown(request, invitation, form), status=status)


def _answered(invitation: Invitation) -> dict[str, str]:
    names = ("answer", "deputy_name", "deputy_office")
    return {name: getattr(invitation, name) for name in names}


def _shown(request: Request, invitation: Invitation, form: AnswerForm) -> dict[str, Any]:
    meeting, now = invitation.meeting, timezone.now()
    keeps = allows(request.actor, Action.KEEP_ATTENDANCE, meeting.initiative, side=meeting.side)
    return {
        "initiative": meeting.initiative,
        "meeting": meeting,
        "one": invitation,
        "form": form,
        "answers": [one for one in Invitation.Answer.choices if one[0]],
        "asks": meeting.is_planned and meeting.starts_at > now,
        "doors_open": doors_open(meeting, now),
        "keeps": keeps and exists_for(request.actor, meeting),
        "is_here": Attendance.objects.filter(invitation=invitation, struck_at=None).exists(),
        "has_photos": meeting.starts_at - DOORS_BEFORE <= now and not meeting.is_cancelled,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def arrive(request: Request, token: str) -> HttpResponse:
    """Check in with one's own link and the code that is shown in the room."""
    invitation = find_by_token(token)
    if invitation is None:
        return unknown(request)
    form = ArriveForm(request.POST or None)
    if form.is_valid():
        check_tries(request)
        told = {"door_code": form.cleaned_data["door_code"], "way": Attendance.Way.LINK}
        try:
            check_in(
                actor=request.actor, invitation=invitation, no_photo=form.cleaned_data["no_photo"], **told
            )
        except RuleBroken as error:
            if form.cleaned_data["door_code"] != invitation.meeting.door_code:
                count_wrong(request)
            form.add_error("door_code", str(error))
        else:
            return redirect("meetings:answer", token)
    shown = {"initiative": invitation.meeting.initiative, "meeting": invitation.meeting, "form": form}
    shown |= {"one": invitation, "doors_open": doors_open(invitation.meeting, timezone.now())}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/arrive.html", shown, status=status)


@require_safe
def answer_ics(request: Request, token: str) -> HttpResponse:
    """The meeting for one's own calendar, with the link to join online."""
    invitation = find_by_token(token)
    if invitation is None:
        return unknown(request)
    entries = [(invitation.meeting, link_of(request, invitation))]
    made = calendar_file(entries, name=invitation.meeting.shown_title, with_link=True)
    return ics(made, f"pertemuan-{invitation.meeting.number}")


def ics(made: bytes, name: str) -> HttpResponse:
    """A calendar file to be opened by the phone's calendar."""
    sent = HttpResponse(made, content_type=TYPE)
    sent["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return sent
