"""Ballots about several issues: prepared, cast, closed; files in and out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step1_issues.forms.polls import BallotForm, ImportForm, PaperBallotsForm, PollForm
from titiktemu.step1_issues.models import Poll, PollBallot
from titiktemu.step1_issues.queries.paper_ballots import piles_of
from titiktemu.step1_issues.queries.people import voter_in
from titiktemu.step1_issues.queries.polls import PollResult, may_give_ballots, pabulib_of, result_of
from titiktemu.step1_issues.sentences import tie_sentences
from titiktemu.step1_issues.services.polls import (
    cast_ballot,
    close_poll,
    import_poll,
    open_poll,
    prepare_poll,
)
from titiktemu.step1_issues.views.places import address, initiative_for, page
from titiktemu.step1_issues.words import RANKED, Rule


def poll_for(actor: Actor, slug: str, number: int) -> Poll:
    """The poll, if its initiative exists for this reader."""
    initiative = initiative_for(actor, slug)
    found = get_object_or_404(Poll, initiative=initiative, number=number)
    found.initiative = initiative
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Request, slug: str) -> HttpResponse:
    """Prepare a poll."""
    initiative = initiative_for(request.actor, slug)
    require(request.actor, Action.PREPARE_POLL, initiative)
    form = PollForm(request.POST or None, initiative=initiative)
    if request.method == "POST" and form.is_valid():
        try:
            made = prepare_poll(actor=request.actor, initiative=initiative, costs=form.costs, **form.told)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The ballot is prepared. Open it when everybody is ready."))
            return redirect(address("poll", initiative, made.number))
    shown = page(request, initiative, "advanced", form=form, imports=False)
    return render(request, "issues/poll_edit.html", shown, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: Request, slug: str) -> HttpResponse:
    """Bring in ballots from a file."""
    initiative = initiative_for(request.actor, slug)
    require(request.actor, Action.IMPORT_POLL, initiative)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = import_poll(
                actor=request.actor,
                initiative=initiative,
                title=told["title"],
                rule=told["rule"],
                data=told["file"].read(),
            )
        except RuleBroken as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("The ballots are brought in and counted."))
            return redirect(address("poll", initiative, made.number))
    shown = page(request, initiative, "advanced", form=form, imports=True)
    return render(request, "issues/poll_edit.html", shown, status=422 if request.method == "POST" else 200)


@require_safe
def poll(request: Request, slug: str, number: int) -> HttpResponse:
    """One poll: the ballot while it is open, the result once it is closed."""
    return show_poll(request, poll_for(request.actor, slug, number))


def show_poll(
    request: Request,
    found: Poll,
    *,
    form: BallotForm | None = None,
    paper_form: PaperBallotsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a poll, with forms as they were sent where something in them was wrong."""
    actor, initiative = request.actor, found.initiative
    voter = voter_in(actor, initiative)
    votes = voter is not None and found.is_open
    own = PollBallot.objects.filter(poll=found, place=voter).first() if voter and found.is_open else None
    if votes and form is None:
        form = BallotForm(poll=found, initial=_initial(own))
    result = result_of(found)
    shown = page(
        request,
        initiative,
        "advanced",
        poll=found,
        options=list(found.options.select_related("issue")),
        form=form,
        own=own,
        is_ranked=found.rule in RANKED,
        is_scored=found.rule == Rule.SCORE,
        result=result,
        **(_told(result) if result else {}),
        **_paper(actor, found, paper_form),
        leads=allows(actor, Action.CLOSE_POLL, initiative),
        gives_ballots=may_give_ballots(found),
    )
    return render(request, "issues/poll.html", shown, status=status)


def _told(result: PollResult) -> dict[str, Any]:
    """What came of it: each side, ties in sentences, and what was to be known of the file."""
    return {
        "sides": [
            (side.value, result.sides[side.value], tie_sentences(result.sides[side.value]))
            for side in BOTH_SIDES
        ],
        "ties": tie_sentences(result.joint),
        "remarks": [_(template).format(**values) for template, values in result.remarks],
    }


def _paper(actor: Actor, found: Poll, form: PaperBallotsForm | None) -> dict[str, Any]:
    """Ballots on paper, for those who type them while the poll is open."""
    if not (found.is_open and allows(actor, Action.TYPE_BALLOTS, found.initiative)):
        return {}
    shown = form or PaperBallotsForm(poll=found, auto_id="kertas_%s")
    return {"paper_form": shown, "piles": piles_of(found)}


def _initial(own: PollBallot | None) -> dict[str, Any]:
    """What one's own ballot says, as the form shows it."""
    if own is None:
        return {}
    if isinstance(own.choices, dict):
        return {f"i{name}": points for name, points in own.choices.items()}
    if own.poll.rule in RANKED:
        return {f"i{name}": place for place, name in enumerate(own.choices, start=1)}
    return {f"i{name}": True for name in own.choices}


@require_POST
def begin(request: Request, slug: str, number: int) -> HttpResponse:
    """Open it."""
    found = poll_for(request.actor, slug, number)
    open_poll(actor=request.actor, poll=found)
    messages.success(request, _("The ballot is open. Everybody on both lists can answer."))
    return redirect(address("poll", found.initiative, number))


@require_POST
def cast(request: Request, slug: str, number: int) -> HttpResponse:
    """Give or change one's ballot."""
    found = poll_for(request.actor, slug, number)
    voter = voter_in(request.actor, found.initiative)
    require(request.actor, Action.CAST_BALLOT, found.initiative, side=voter.side if voter else "")
    form = BallotForm(request.POST, poll=found)
    if not form.is_valid():
        return show_poll(request, found, form=form, status=422)
    cast_ballot(actor=request.actor, poll=found, choices=form.choices)
    messages.success(request, _("Your ballot is kept. You can change it until it is closed."))
    return redirect(address("poll", found.initiative, number))


@require_POST
def close(request: Request, slug: str, number: int) -> HttpResponse:
    """Close and count it."""
    found = poll_for(request.actor, slug, number)
    close_poll(actor=request.actor, poll=found)
    messages.success(
        request, _("It is closed and counted, each side on its own and both with the same weight.")
    )
    return redirect(address("poll", found.initiative, number))


@require_safe
def pabulib(request: Request, slug: str, number: int) -> HttpResponse:
    """The poll as a file of Pabulib."""
    found = poll_for(request.actor, slug, number)
    answer = HttpResponse(pabulib_of(found), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.initiative.slug}-{found.number}.pb"'
    return answer
