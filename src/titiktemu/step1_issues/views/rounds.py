"""Rounds of decision: the list, one round as it is prepared, open and closed, and what people do in it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.analysis.decision_rounds import WORDS
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Participation
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.distances import told_distance
from titiktemu.step1_issues.forms.rounds import GradientForm, PaperForm, RuleForm, SideForm, SpeakForm
from titiktemu.step1_issues.models import DecisionRound
from titiktemu.step1_issues.queries.people import voter_in
from titiktemu.step1_issues.queries.records import records_of
from titiktemu.step1_issues.queries.rounds import GRADIENTS, outcomes, own_gradient, turnout
from titiktemu.step1_issues.queries.verdicts import both_accept
from titiktemu.step1_issues.sentences import rule_sentence, support_words, verdict_sentence
from titiktemu.step1_issues.services.rounds import (
    cast_gradient,
    change_rule,
    close_round,
    open_round,
    pause_round,
    speak_for_side,
    type_paper,
)
from titiktemu.step1_issues.views.places import address, initiative_for, page
from titiktemu.step1_issues.words import IssueState, SideVerdict


def round_for(actor: Actor, slug: str, number: int) -> DecisionRound:
    """The round, if its initiative exists for this reader."""
    initiative = initiative_for(actor, slug)
    rows = DecisionRound.objects.select_related("proposal__issue", "version")
    found = get_object_or_404(rows, initiative=initiative, number=number)
    found.initiative = found.proposal.initiative = found.proposal.issue.initiative = initiative
    return found


def led_round(actor: Actor, slug: str, number: int, action: Action) -> DecisionRound:
    """The round, for those who may do this with it."""
    found = round_for(actor, slug, number)
    require(actor, action, found.initiative)
    return found


def gradients() -> list[tuple[int, str]]:
    """The eight answers in the reader's language."""
    return [(int(one), _(WORDS[one])) for one in GRADIENTS]


@require_safe
def rounds(request: Request, slug: str) -> HttpResponse:
    """Every round with what it came to, and how far the room is from the public."""
    initiative = initiative_for(request.actor, slug)
    rows = (
        DecisionRound.objects.filter(initiative=initiative)
        .select_related("proposal__issue", "version")
        .prefetch_related("tallies")
        .order_by("-number")
    )
    found = [
        {"round": one, "tallies": sorted(one.tallies.all(), key=_left_first), "agreed": both_accept(one)}
        for one in rows
    ]
    shown = page(request, initiative, "rounds", rounds=found, distance=told_distance(initiative))
    return render(request, "issues/rounds.html", shown)


def _left_first(tally: Any) -> bool:
    return bool(tally.side != "government")


@require_safe
def found_round(request: Request, slug: str, number: int) -> HttpResponse:
    """One round."""
    return show_round(request, round_for(request.actor, slug, number))


def show_round(request: Request, found: DecisionRound, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a round, perhaps with a form on it that was not well filled in."""
    actor, initiative = request.actor, found.initiative
    voter = voter_in(actor, initiative)
    told = outcomes(found)
    pauses = list(found.pauses.filter(ended_at=None)) if found.is_open else []
    leads = allows(actor, Action.CLOSE_ROUND, initiative)
    shown = page(
        request,
        initiative,
        "round",
        round=found,
        issue=found.proposal.issue,
        rule=rule_sentence(found),
        gradients=gradients(),
        own=own_gradient(found, actor),
        voter=voter,
        votes=voter is not None and found.is_open and _was_there(voter, found),
        turnout=turnout(found) if found.is_open else None,
        pauses=[one.side for one in pauses],
        outcomes=[{"outcome": one, "support": support_words(one), "reasons": _reasons(one)} for one in told],
        verdict=verdict_sentence(told) if told else "",
        comes_next=_comes_next(found),
        leads=leads,
        rule_form=(forms.get("rule_form") or RuleForm(instance=found)) if _prepares(found, leads) else None,
        paper_form=(forms.get("paper_form") or PaperForm()) if found.is_open and leads else None,
        paper=list(found.paper.all()) if found.is_open and leads else [],
        speak_form=(forms.get("speak_form") or SpeakForm()) if _speaks(actor, found, told, voter) else None,
        distance=told_distance(initiative) if not found.is_closed else None,
        records=records_of(actor, found) if found.is_closed else [],
        may_record=found.is_closed and allows(actor, Action.ISSUE_RECORD, initiative),
        objections=found.proposal.objections.filter(version__number__lte=found.version.number),
    )
    return render(request, "issues/round.html", shown, status=status)


def _comes_next(found: DecisionRound) -> str:
    """What follows from a round, as long as nothing has followed yet."""
    is_last = not found.proposal.rounds.filter(number__gt=found.number).exists()
    if not found.is_closed or found.proposal.issue.state != IssueState.SHORTLISTED or not is_last:
        return ""
    if both_accept(found):
        return _(
            "Both sides stand behind this text. Once every objection has a fate, whoever leads chooses the"
            " issue on the page of the proposal."
        )
    return _(
        "Talk about what stands in the way, amend the text on the page of the proposal, and ask again: the"
        " same text is not asked twice."
    )


def _prepares(found: DecisionRound, leads: bool) -> bool:
    return leads and found.state == DecisionRound.State.PREPARED


def _was_there(voter: Participation, found: DecisionRound) -> bool:
    return found.opened_at is not None and voter.created_at <= found.opened_at


def _reasons(outcome: Any) -> list[str]:
    return [_(reason) for reason in outcome.tally.reasons]


def _speaks(actor: Actor, found: DecisionRound, told: list[Any], voter: Participation | None) -> bool:
    """Whether this reader may say aloud where a side with too few ballots stands."""
    if voter is None or not allows(actor, Action.SPEAK_FOR_SIDE, found.initiative, side=voter.side):
        return False
    return any(one.side == voter.side and one.tally.verdict == SideVerdict.TOO_FEW for one in told)


def _back(found: DecisionRound) -> HttpResponse:
    return redirect(address("round", found.initiative, found.number))


@require_POST
def rule(request: Request, slug: str, number: int) -> HttpResponse:
    """Change the rule before the opening."""
    found = led_round(request.actor, slug, number, Action.PREPARE_ROUND)
    form = RuleForm(request.POST, instance=found)
    if not form.is_valid():
        return show_round(request, found, rule_form=form, status=422)
    kept = round_for(request.actor, slug, number)
    change_rule(actor=request.actor, found=kept, **form.cleaned_data)
    messages.success(request, _("The rule is saved. It stays once the round is open."))
    return _back(found)


@require_POST
def begin(request: Request, slug: str, number: int) -> HttpResponse:
    """Open it."""
    found = led_round(request.actor, slug, number, Action.OPEN_ROUND)
    open_round(actor=request.actor, found=found)
    messages.success(
        request, _("The round is open; its rule is fixed. Everybody on both lists has a ballot.")
    )
    return _back(found)


@require_POST
def answer(request: Request, slug: str, number: int) -> HttpResponse:
    """Give or change one's ballot."""
    found = round_for(request.actor, slug, number)
    voter = voter_in(request.actor, found.initiative)
    require(request.actor, Action.CAST_GRADIENT, found.initiative, side=voter.side if voter else "")
    form = GradientForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the eight answers."))
        return show_round(request, found, status=422)
    cast_gradient(actor=request.actor, found=found, gradient=form.cleaned_data["gradient"])
    messages.success(request, _("Your ballot is kept. You can change it until the round closes."))
    return _back(found)


@require_POST
def paper(request: Request, slug: str, number: int) -> HttpResponse:
    """Type paper ballots of a side."""
    found = led_round(request.actor, slug, number, Action.TYPE_PAPER)
    form = PaperForm(request.POST)
    if not form.is_valid():
        return show_round(request, found, paper_form=form, status=422)
    kept = type_paper(actor=request.actor, found=found, side=form.cleaned_data["side"], counts=form.counts)
    if kept.is_confirmed:
        messages.success(request, _("Both typings agree; these ballots are counted at the close."))
    else:
        messages.warning(
            request, _("Noted. Type the same ballots a second time; they count once both agree.")
        )
    return _back(found)


@require_POST
def pause(request: Request, slug: str, number: int) -> HttpResponse:
    """Go aside, or come back."""
    found = round_for(request.actor, slug, number)
    form = SideForm(request.POST)
    side = form.cleaned_data["side"] if form.is_valid() else ""
    require(request.actor, Action.PAUSE_ROUND, found.initiative, side=side)
    kept = pause_round(actor=request.actor, found=found, side=side)
    if kept.ended_at is None:
        messages.success(request, _("The side goes aside to talk. No ballot is taken until it comes back."))
    else:
        messages.success(request, _("The side is back. Ballots are taken again."))
    return _back(found)


@require_POST
def close(request: Request, slug: str, number: int) -> HttpResponse:
    """Close and count it."""
    found = led_round(request.actor, slug, number, Action.CLOSE_ROUND)
    close_round(actor=request.actor, found=found)
    messages.success(
        request, _("The round is closed and counted, each side on its own. Single ballots are deleted.")
    )
    return _back(found)


@require_http_methods(["POST"])
def speak(request: Request, slug: str, number: int) -> HttpResponse:
    """Say aloud where a side with too few ballots stands."""
    found = round_for(request.actor, slug, number)
    voter = voter_in(request.actor, found.initiative)
    require(request.actor, Action.SPEAK_FOR_SIDE, found.initiative, side=voter.side if voter else "")
    form = SpeakForm(request.POST)
    if not form.is_valid():
        return show_round(request, found, speak_form=form, status=422)
    speak_for_side(actor=request.actor, found=found, **form.cleaned_data)
    messages.success(request, _("It is noted where your side stands, and who said so."))
    return _back(found)
