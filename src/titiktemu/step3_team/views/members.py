"""Nominating on a phone, one member, their consent and their superior's, mandates."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, allows
from titiktemu.foundation.requests import Request
from titiktemu.step3_team.forms.teams import HandOverForm, MandateForm, NominateForm, SupervisorForm
from titiktemu.step3_team.models import Member
from titiktemu.step3_team.queries.teams import (
    is_own,
    letters_of_assignment,
    listed_everywhere,
    may_be_nominated,
)
from titiktemu.step3_team.services.mandates import hand_over_mandate, write_mandate
from titiktemu.step3_team.services.members import (
    answer_nomination,
    leave_team,
    nominate,
    note_supervisor,
    set_co_lead,
)
from titiktemu.step3_team.views.places import address, member_for, page, team_for


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request, slug: str, number: int) -> HttpResponse:
    """Nominate somebody, or oneself."""
    team = team_for(request.actor, slug, number, Action.NOMINATE)
    initiative = team.initiative
    leads = allows(request.actor, Action.FORM_TEAM, initiative)
    people = may_be_nominated(request.actor, team, leads=leads)
    own = request.actor.place_in(initiative)
    initial = {"place": own.pk} if own and not leads else {}
    form = NominateForm(request.POST or None, team=team, people=people, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = nominate(actor=request.actor, team=team, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            told = _("You are in the team.") if made.is_self_nominated else _("The nomination is kept.")
            messages.success(request, told)
            return redirect(address("team", initiative, number))
    shown = page(request, initiative, "nominate", team=team, form=form)
    return render(request, "team/nominate.html", shown, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def member(request: Request, slug: str, number: int, member: int) -> HttpResponse:
    """One member: what they do, and what is still to be said."""
    found = member_for(request.actor, slug, number, member)
    letters = letters_of_assignment(found.team.initiative)
    form: BaseForm | None = None
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do == "supervisor":
            form = SupervisorForm(request.POST, letters=letters)
        elif do not in {"agree", "refuse", "co_lead", "leave"}:
            raise Http404
        if form is None or form.is_valid():
            try:
                _done(request, found, do, form.cleaned_data if form else {})
            except RuleBroken as error:
                if form is None:
                    raise
                form.add_error(None, str(error))
            else:
                return redirect(address("team", found.team.initiative, number))
    given = {"supervisor": found.supervisor, "supervisor_on": found.supervisor_on}
    form = form or SupervisorForm(letters=letters, initial=given)
    may_lead = allows(request.actor, Action.FORM_TEAM, found.team.initiative)
    shown = _member_page(request, found, form=form, may_lead=may_lead)
    return render(request, "team/member.html", shown, status=422 if request.method == "POST" else 200)


def _done(request: Request, found: Member, do: str, told: dict[str, Any]) -> None:
    if do in {"agree", "refuse"}:
        answer_nomination(actor=request.actor, member=found, agrees=do == "agree")
    elif do == "co_lead":
        set_co_lead(actor=request.actor, member=found)
    elif do == "leave":
        leave_team(actor=request.actor, member=found)
    else:
        note_supervisor(actor=request.actor, member=found, **told)


def _member_page(request: Request, found: Member, **more: Any) -> dict[str, Any]:
    return page(
        request,
        found.team.initiative,
        "member",
        team=found.team,
        member=found,
        mandates=list(found.mandates.all()),
        is_mine=is_own(request.actor, found),
        may_write=allows(request.actor, Action.WRITE_MANDATE, found.team.initiative, side=found.place.side),
        **more,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def mandate(request: Request, slug: str, number: int, member: int) -> HttpResponse:
    """Write a member's mandate down."""
    found = member_for(request.actor, slug, number, member, Action.WRITE_MANDATE)
    form = MandateForm(request.POST or None, initial={"office": found.place.office})
    if request.method == "POST" and form.is_valid():
        try:
            write_mandate(actor=request.actor, member=found, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            return redirect(address("member", found.team.initiative, number, member))
    shown = _member_page(request, found, form=form)
    return render(request, "team/mandate.html", shown, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: Request, slug: str, number: int, member: int) -> HttpResponse:
    """Hand the newest mandate of a member over to a successor."""
    found = member_for(request.actor, slug, number, member, Action.HAND_OVER_MANDATE)
    last = found.mandates.order_by("-begins_on").first()
    if last is None:
        raise RuleBroken(_("There is no mandate to hand over. Write it down first."))
    last.member = found
    people = listed_everywhere(found.team.initiative).filter(side=found.place.side).exclude(pk=found.place_id)
    form = HandOverForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            hand_over_mandate(actor=request.actor, mandate=last, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The mandate is handed over. Ask the successor to agree."))
            return redirect(address("team", found.team.initiative, number))
    shown = _member_page(request, found, form=form, mandate=last)
    return render(request, "team/hand_over.html", shown, status=422 if request.method == "POST" else 200)
