"""A consultation's life: the list, a new one, its home, opening and closing, the poster, the projector."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.consultation.forms import ConsultationForm
from titiktemu.consultation.models import Consultation
from titiktemu.consultation.queries import (
    consultations_of,
    may_answer,
    newcomers_to,
    own_progress,
    shown_statements,
)
from titiktemu.consultation.sentences import turnout_lines
from titiktemu.consultation.services.running import (
    close_consultation,
    create_consultation,
    edit_consultation,
    open_consultation,
    recount_electorate,
)
from titiktemu.consultation.turnout import turnout_of
from titiktemu.consultation.views.places import (
    address,
    consultation_for,
    initiative_for,
    page,
    steers,
    way_in,
)
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.foundation.services.joining import return_code


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """The initiative's consultations."""
    initiative = initiative_for(request.actor, slug)
    may_create = allows(request.actor, Action.CREATE_CONSULTATION, initiative)
    found = consultations_of(initiative, with_drafts=may_create)
    shown = {"initiative": initiative, "may_create": may_create, "consultations": found}
    return render(request, "consultation/index.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Request, slug: str) -> HttpResponse:
    """Prepare a consultation."""
    initiative = initiative_for(request.actor, slug)
    require(request.actor, Action.CREATE_CONSULTATION, initiative)
    form = ConsultationForm(request.POST or None, initial={"moderates_first": initiative.is_sensitive})
    if form.is_valid():
        made = create_consultation(actor=request.actor, initiative=initiative, **form.cleaned_data)
        messages.success(
            request, _("The consultation is prepared. Now add statements, then open the voting.")
        )
        return redirect(address("statements", made))
    shown = {"initiative": initiative, "form": form, "consultation": None}
    return render(request, "consultation/edit.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, slug: str, number: int) -> HttpResponse:
    """Change what a consultation says of itself."""
    consultation = consultation_for(request.actor, slug, number)
    require(request.actor, Action.EDIT_CONSULTATION, consultation.initiative)
    form = ConsultationForm(request.POST or None, instance=consultation)
    if form.is_valid():
        edit_consultation(actor=request.actor, consultation=consultation, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(address("home", consultation))
    # The form writes into its instance even where it is wrong; the page shows what is stored.
    stored = consultation_for(request.actor, slug, number) if form.is_bound else consultation
    shown = page(request, stored, "home", form=form)
    return render(request, "consultation/edit.html", shown, status=422 if form.is_bound else 200)


@require_safe
def home(request: Request, slug: str, number: int) -> HttpResponse:
    """What is asked, by whom, how far it is, and what this reader can do next."""
    consultation = consultation_for(request.actor, slug, number)
    shown = page(request, consultation, "home", **_home(request, consultation))
    return render(request, "consultation/home.html", shown)


def _home(request: Request, consultation: Consultation) -> dict[str, Any]:
    me = request.actor.participant_in(consultation.initiative)
    answered, total = own_progress(consultation, me) if me else (0, shown_statements(consultation).count())
    leads = steers(request.actor, consultation)
    return {
        "newcomers": newcomers_to(consultation).count() if leads and consultation.is_open else 0,
        "participant": me,
        "answered": answered,
        "total": total,
        "may_answer": may_answer(consultation, request.actor) and not leads,
        "may_add": allows(request.actor, Action.ADD_STATEMENT, consultation.initiative),
        "turnouts": turnout_lines(turnout_of(consultation)),
        **(way_in(request, consultation) if leads else {}),
        "code": return_code(me.pk) if me and me.participation_id is None else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def open_voting(request: Request, slug: str, number: int) -> HttpResponse:
    """Ask once more, then open."""
    consultation = consultation_for(request.actor, slug, number)
    require(request.actor, Action.OPEN_CONSULTATION, consultation.initiative)
    if request.method == "POST":
        open_consultation(actor=request.actor, consultation=consultation)
        messages.success(request, _("Voting is open. Show the QR code or send the link."))
        return redirect(address("home", consultation))
    return render(request, "consultation/confirm.html", page(request, consultation, "home", opens=True))


@require_http_methods(["GET", "HEAD", "POST"])
def close_voting(request: Request, slug: str, number: int) -> HttpResponse:
    """Ask once more, then close for good."""
    consultation = consultation_for(request.actor, slug, number)
    require(request.actor, Action.CLOSE_CONSULTATION, consultation.initiative)
    if request.method == "POST":
        close_consultation(actor=request.actor, consultation=consultation)
        messages.success(request, _("Voting is closed. All figures that may be shown are shown now."))
        return redirect(address("results", consultation))
    return render(request, "consultation/confirm.html", page(request, consultation, "home", opens=False))


@require_POST
def recount(request: Request, slug: str, number: int) -> HttpResponse:
    """Give newcomers on the lists a vote."""
    consultation = consultation_for(request.actor, slug, number)
    recount_electorate(actor=request.actor, consultation=consultation)
    messages.success(request, _("The voters were counted anew; those who came later can vote now."))
    return redirect(address("home", consultation))


@require_safe
def poster(request: Request, slug: str, number: int) -> HttpResponse:
    """A sheet for the wall: the question, the QR code, and the code to type."""
    consultation = consultation_for(request.actor, slug, number)
    require(request.actor, Action.EDIT_CONSULTATION, consultation.initiative)
    shown = page(request, consultation, "home", **way_in(request, consultation))
    return render(request, "consultation/poster.html", shown)
