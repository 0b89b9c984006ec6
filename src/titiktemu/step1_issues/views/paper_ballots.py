"""Ballots of a poll on paper: typed in pile by pile, and taken out to be typed anew."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.forms.polls import PaperBallotsForm
from titiktemu.step1_issues.services.paper_ballots import take_ballots_out, type_ballots
from titiktemu.step1_issues.views.places import address
from titiktemu.step1_issues.views.polls import poll_for, show_poll


@require_POST
def type_in(request: Request, slug: str, number: int) -> HttpResponse:
    """Add ballots of a side that say the same."""
    found = poll_for(request.actor, slug, number)
    require(request.actor, Action.TYPE_BALLOTS, found.initiative)
    form = PaperBallotsForm(request.POST, poll=found, auto_id="kertas_%s")
    if not form.is_valid():
        return show_poll(request, found, paper_form=form, status=422)
    told = form.cleaned_data
    try:
        now = type_ballots(
            actor=request.actor, poll=found, side=told["side"], many=told["many"], choices=form.choices
        )
    except RuleBroken as error:
        form.add_error(None, str(error))
        return show_poll(request, found, paper_form=form, status=422)
    said = ngettext(
        "Noted. There is %(many)d ballot like this.", "Noted. There are %(many)d ballots like this.", now
    )
    messages.success(request, said % {"many": now})
    return redirect(f"{address('poll', found.initiative, number)}#kertas")


@require_POST
def take_out(request: Request, slug: str, number: int) -> HttpResponse:
    """Take a pile out."""
    found = poll_for(request.actor, slug, number)
    require(request.actor, Action.TYPE_BALLOTS, found.initiative)
    row = request.POST.get("row", "")
    many = take_ballots_out(
        actor=request.actor,
        poll=found,
        row=int(row) if row.isascii() and row.isdigit() and len(row) < 19 else 0,
    )
    said = ngettext("%(many)d ballot was taken out.", "%(many)d ballots were taken out.", many)
    messages.success(request, said % {"many": many})
    return redirect(f"{address('poll', found.initiative, number)}#kertas")
