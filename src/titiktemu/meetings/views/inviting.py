"""Who is invited, and each of them: the link, the words to send, the QR code."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.requests import Request
from titiktemu.meetings.forms.attendance import MakeUpForm
from titiktemu.meetings.forms.people import FromListsForm, NoteForm, OtherForm
from titiktemu.meetings.models import Invitation, Meeting
from titiktemu.meetings.queries.letters import letters_for
from titiktemu.meetings.queries.makeup import Gathered, kept_makeup, makeup_lines
from titiktemu.meetings.queries.people import (
    answers_by_side,
    invitation_for,
    invitations_of,
    may_be_invited,
    presence_by_side,
)
from titiktemu.meetings.services.inviting import (
    invite_other,
    invite_people,
    note_about,
    renew_link,
    withdraw_invitation,
)
from titiktemu.meetings.services.makeup import set_makeup
from titiktemu.meetings.views.places import address, led_meeting, link_of, page, qr_code, share_text, whatsapp


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: Request, slug: str, number: int) -> HttpResponse:
    """Everybody who is invited with their answers, and two ways to invite more."""
    meeting = led_meeting(request.actor, slug, number, Action.INVITE)
    posted = request.POST if request.method == "POST" else None
    from_lists = posted is not None and posted.get("do") == "lists"
    lists = FromListsForm(posted if from_lists else None, meeting=meeting)
    first = {"side": meeting.side or "government"}
    other = OtherForm(None if from_lists else posted, meeting=meeting, initial=first)
    form = lists if from_lists else other
    if form.is_bound and form.is_valid():
        try:
            said = _invite(request, meeting, lists if from_lists else None, other)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, said)
            return redirect(address("people", meeting))
    shown = page(request, meeting, "people", **_people(meeting), lists=lists, other=other, wrong=form)
    return render(request, "meetings/people.html", shown, status=422 if form.errors else 200)


def _invite(request: Request, meeting: Meeting, lists: FromListsForm | None, other: OtherForm) -> str:
    if lists is None:
        invite_other(actor=request.actor, meeting=meeting, **other.cleaned_data)
        return _("Invited. Open the name to send the link, or to print the QR code.")
    made = invite_people(actor=request.actor, meeting=meeting, places=lists.cleaned_data["places"])
    said = ngettext("%(count)d person is invited.", "%(count)d people are invited.", len(made))
    return said % {"count": len(made)}


def _people(meeting: Meeting) -> dict[str, Any]:
    invited = list(invitations_of(meeting))
    return {
        "invited": invited,
        "answers": answers_by_side(invited),
        "free": list(may_be_invited(meeting)),
    }


def _invitation(request: Request, slug: str, number: int, invitation: int) -> Invitation:
    meeting = led_meeting(request.actor, slug, number, Action.INVITE)
    found = invitation_for(meeting, invitation)
    if found is None:
        raise Http404
    return found


def _withdraw(request: Request, invitation: Invitation) -> str:
    withdraw_invitation(actor=request.actor, invitation=invitation)
    return _("The invitation is taken back; its link and code no longer work.")


def _renew(request: Request, invitation: Invitation) -> str:
    renew_link(actor=request.actor, invitation=invitation)
    return _("There is a new link and a new code; the old ones no longer work.")


DOINGS: dict[str, Callable[[Request, Invitation], str]] = {"withdraw": _withdraw, "renew": _renew}


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request, slug: str, number: int, invitation: int) -> HttpResponse:
    """One invitation: how to send it, what was answered, and taking it back."""
    found = _invitation(request, slug, number, invitation)
    meeting, do = found.meeting, request.POST.get("do", "")
    if request.method == "POST" and do in DOINGS:
        messages.success(request, DOINGS[do](request, found))
        here = address("people", meeting) if do == "withdraw" else address("invitation", meeting, invitation)
        return redirect(here)
    first = {"contact": found.contact, "sex": found.sex}
    form = NoteForm(request.POST or None, initial=first)
    if form.is_valid():
        note_about(actor=request.actor, invitation=found, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(address("invitation", meeting, invitation))
    letters = list(letters_for(found))
    shown = page(request, meeting, "people", **_way(request, found), one=found, form=form, letters=letters)
    return render(request, "meetings/invitation.html", shown, status=422 if form.errors else 200)


def _way(request: Request, found: Invitation) -> dict[str, Any]:
    text, link = share_text(request, found), link_of(request, found)
    return {"link": link, "text": text, "whatsapp": whatsapp(text), "qr": qr_code(link)}


@require_http_methods(["GET", "HEAD", "POST"])
def makeup(request: Request, slug: str, number: int) -> HttpResponse:
    """Who is missing: what is wanted against what is expected and who came."""
    meeting = led_meeting(request.actor, slug, number, Action.SET_MAKEUP)
    kept = kept_makeup(meeting)
    form = MakeUpForm(request.POST or None, meeting=meeting, known=kept)
    if form.is_valid() and form.is_bound:
        try:
            set_makeup(actor=request.actor, meeting=meeting, lines=form.figures)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(address("makeup", meeting))
    lines = makeup_lines(kept, gathered(meeting))
    missing = [line for line in lines if line.missing]
    shown = page(request, meeting, "makeup", form=form, lines=lines, missing=missing)
    return render(request, "meetings/makeup.html", shown, status=422 if form.errors else 200)


def gathered(meeting: Meeting) -> Gathered:
    """What is known of who comes and who came. Three queries."""
    invited = tuple(invitations_of(meeting))
    over = meeting.is_held or meeting.ends_at <= timezone.now()
    return Gathered(invited, tuple(answers_by_side(invited)), tuple(presence_by_side(meeting)), over)
