"""Letters for somebody who is invited, and the attendance list as PDF."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.documents.content import Language
from titiktemu.documents.rendering.pdf import as_pdf
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.requests import Request
from titiktemu.meetings.forms.letters import AssignmentForm, InvitationLetterForm
from titiktemu.meetings.models import Invitation, Letter
from titiktemu.meetings.paper_texts import list_text
from titiktemu.meetings.queries.letters import last_sender
from titiktemu.meetings.queries.people import invitation_for, invitations_of
from titiktemu.meetings.services.letters import issue_assignment, issue_invitation
from titiktemu.meetings.views.places import led_meeting, page


def _invitation(request: Request, slug: str, number: int, invitation: int) -> Invitation:
    meeting = led_meeting(request.actor, slug, number, Action.ISSUE_LETTER)
    found = invitation_for(meeting, invitation)
    if found is None or meeting.is_cancelled:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_letter(request: Request, slug: str, number: int, invitation: int) -> HttpResponse:
    """Issue the numbered letter to the head of an office."""
    found = _invitation(request, slug, number, invitation)
    first = last_sender(found.meeting, Letter.Kind.INVITATION)
    if found.shown_organisation:
        first["recipient"] = _("Head of %(office)s") % {"office": found.shown_organisation}
    form = InvitationLetterForm(request.POST or None, initial=first)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("recipient", "answer_to")}
        made = issue_invitation(actor=request.actor, invitation=found, writer=form.writer, **told)
        return _issued(request, made)
    return _show(request, found, form, is_assignment=False)


@require_http_methods(["GET", "HEAD", "POST"])
def assignment_letter(request: Request, slug: str, number: int, invitation: int) -> HttpResponse:
    """Issue the letter by which an office sends somebody."""
    found = _invitation(request, slug, number, invitation)
    form = AssignmentForm(request.POST or None, initial=_first_of_assignment(found))
    if form.is_valid():
        made = issue_assignment(actor=request.actor, invitation=found, writer=form.writer, sent=form.sent)
        return _issued(request, made)
    return _show(request, found, form, is_assignment=True)


def _first_of_assignment(found: Invitation) -> dict[str, Any]:
    organisation = found.shown_organisation
    return {
        "letterhead": organisation,
        "office": _("Head of %(office)s") % {"office": organisation} if organisation else "",
        "sent_name": found.deputy_name or found.shown_name,
        "sent_office": found.deputy_office if found.deputy_name else found.shown_office,
        "organisation": organisation,
    }


def _issued(request: Request, letter: Letter) -> HttpResponse:
    messages.success(
        request,
        _("The letter is issued with its number. Print it, have it signed, and bring the copy in here."),
    )
    return redirect("documents:paper", letter.meeting.initiative.slug, letter.paper_id)


def _show(
    request: Request, found: Invitation, form: InvitationLetterForm | AssignmentForm, *, is_assignment: bool
) -> HttpResponse:
    shown = page(request, found.meeting, "people", one=found, form=form, is_assignment=is_assignment)
    return render(request, "meetings/letter.html", shown, status=422 if form.errors else 200)


@require_safe
def list_pdf(request: Request, slug: str, number: int) -> HttpResponse:
    """The attendance list as PDF, in the reader's language."""
    meeting = led_meeting(request.actor, slug, number, Action.KEEP_ATTENDANCE)
    language: Language = "en" if (get_language() or "").startswith("en") else "id"
    content = list_text(meeting, list(invitations_of(meeting)), language)
    sent = HttpResponse(as_pdf(content, made_at=timezone.now()), content_type="application/pdf")
    sent["Content-Disposition"] = f'inline; filename="daftar-hadir-{slug}-{number}.pdf"'
    return sent
