"""The proposal on an issue: its text in versions, its rounds, and objections to it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.distances import told_distance
from titiktemu.step1_issues.forms.rounds import FateForm, ObjectionForm, ProposalForm, RuleForm
from titiktemu.step1_issues.models import Issue, Objection, Proposal
from titiktemu.step1_issues.queries.people import voter_in
from titiktemu.step1_issues.queries.records import agreement_on
from titiktemu.step1_issues.queries.verdicts import accepted_round
from titiktemu.step1_issues.services.proposals import (
    amend_proposal,
    raise_objection,
    settle_objection,
    withdraw_objection,
    write_proposal,
)
from titiktemu.step1_issues.services.rounds import prepare_round
from titiktemu.step1_issues.views.places import address, issue_address, issue_for, issue_page, led_issue
from titiktemu.step1_issues.words import Fate, IssueState


def newest_proposal(issue: Issue) -> Proposal | None:
    """The proposal that the page of an issue is about."""
    found = Proposal.objects.filter(issue=issue).order_by("-number").first()
    if found is not None:
        found.issue, found.initiative = issue, issue.initiative
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: Request, slug: str, number: int) -> HttpResponse:
    """The text; writing or amending it."""
    issue = issue_for(request.actor, slug, number)
    if request.method != "POST":
        return _show(request, issue)
    require(request.actor, Action.WRITE_PROPOSAL, issue.initiative)
    found = newest_proposal(issue)
    form = ProposalForm(request.POST, amends=found is not None)
    if not form.is_valid():
        return _show(request, issue, form=form, status=422)
    if found is None:
        write_proposal(actor=request.actor, issue=issue, **form.cleaned_data)
        messages.success(request, _("The proposal is written."))
    else:
        amend_proposal(actor=request.actor, proposal=found, **form.cleaned_data)
        messages.success(request, _("The text is amended; the earlier versions stay to be read."))
    return redirect(issue_address("proposal", issue))


def _show(
    request: Request,
    issue: Issue,
    *,
    form: ProposalForm | None = None,
    objection_form: ObjectionForm | None = None,
    rule_form: RuleForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor, initiative = request.actor, issue.initiative
    found = newest_proposal(issue)
    versions, objections, rounds = _parts(found)
    shortlisted = issue.state == IssueState.SHORTLISTED
    writes = shortlisted and allows(actor, Action.WRITE_PROPOSAL, initiative)
    is_open = any(one.is_open for one in rounds)
    if form is None and writes and not is_open:
        form = ProposalForm(instance=_newest_text(versions), amends=bool(versions))
    voter = voter_in(actor, initiative)
    objects = shortlisted and found is not None and voter is not None
    shown = issue_page(
        request,
        issue,
        "proposal",
        proposal=found,
        versions=versions,
        rounds=rounds,
        objections=objections,
        form=form,
        objection_form=(objection_form or ObjectionForm()) if objects else None,
        rule_form=(rule_form or RuleForm()) if _may_prepare(writes, versions, rounds) else None,
        fate_form=FateForm() if allows(actor, Action.SETTLE_OBJECTION, initiative) else None,
        own_side=voter.side if voter else "",
        distance=told_distance(initiative),
        may_choose=shortlisted
        and allows(actor, Action.CHOOSE_ISSUE, initiative)
        and accepted_round(issue) is not None,
        shortlisted=shortlisted,
        agreement=agreement_on(actor, issue),
    )
    return render(request, "issues/proposal.html", shown, status=status)


def _parts(found: Proposal | None) -> tuple[list[Any], list[Any], list[Any]]:
    """Versions and rounds of a proposal, newest first, and the objections to it."""
    if found is None:
        return [], [], []
    return (
        list(found.versions.order_by("-number")),
        list(found.objections.select_related("place__organisation", "integrated_in")),
        list(found.rounds.select_related("version").order_by("-number")),
    )


def _newest_text(versions: list[Any]) -> Any:
    """The newest text to start an amendment from; what changed is empty again."""
    if not versions:
        return None
    newest = versions[0]
    return type(newest)(text=newest.text, text_en=newest.text_en)


def _may_prepare(writes: bool, versions: list[Any], rounds: list[Any]) -> bool:
    """Whether there is a text that no round was about yet, and no other round waits."""
    if not writes or not versions:
        return False
    return all(one.is_closed and one.version_id != versions[0].pk for one in rounds)


@require_POST
def prepare(request: Request, slug: str, number: int) -> HttpResponse:
    """Prepare a round on the newest text."""
    issue = led_issue(request.actor, slug, number, Action.PREPARE_ROUND)
    found = get_object_or_404(Proposal, pk=getattr(newest_proposal(issue), "pk", None))
    form = RuleForm(request.POST)
    if not form.is_valid():
        return _show(request, issue, rule_form=form, status=422)
    made = prepare_round(actor=request.actor, proposal=found, **form.cleaned_data)
    messages.success(request, _("The round is prepared. Its rule can change until you open it."))
    return redirect(address("round", issue.initiative, made.number))


@require_POST
def object_to(request: Request, slug: str, number: int) -> HttpResponse:
    """Raise an objection."""
    issue = issue_for(request.actor, slug, number)
    voter = voter_in(request.actor, issue.initiative)
    require(request.actor, Action.RAISE_OBJECTION, issue.initiative, side=voter.side if voter else "")
    found = newest_proposal(issue)
    if found is None:
        raise RuleBroken(_("There is no proposal on this issue yet."))
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        return _show(request, issue, objection_form=form, status=422)
    raise_objection(actor=request.actor, proposal=found, **form.cleaned_data)
    messages.success(request, _("Your objection is noted; what becomes of it will stand beside it."))
    return redirect(f"{issue_address('proposal', issue)}#keberatan")


def _objection(issue: Issue, objection: int) -> Objection:
    found = get_object_or_404(
        Objection.objects.select_related("proposal__initiative", "version"),
        proposal__issue=issue,
        pk=objection,
    )
    found.proposal.initiative = issue.initiative
    return found


@require_POST
def withdraw(request: Request, slug: str, number: int, objection: int) -> HttpResponse:
    """Take an objection of the own side back."""
    issue = issue_for(request.actor, slug, number)
    found = _objection(issue, objection)
    require(request.actor, Action.WITHDRAW_OBJECTION, issue.initiative, side=found.side)
    withdraw_objection(actor=request.actor, objection=found, note=request.POST.get("note", "")[:1000])
    messages.success(request, _("The objection is withdrawn; that it was raised stays to be read."))
    return redirect(f"{issue_address('proposal', issue)}#keberatan")


@require_POST
def settle(request: Request, slug: str, number: int, objection: int) -> HttpResponse:
    """Note what became of an objection."""
    issue = led_issue(request.actor, slug, number, Action.SETTLE_OBJECTION)
    found = _objection(issue, objection)
    form = FateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say what became of the objection, and in a sentence how."))
        return _show(request, issue, status=422)
    told = form.cleaned_data
    newest = found.proposal.versions.order_by("-number").first()
    settle_objection(
        actor=request.actor,
        objection=found,
        version=newest if told["fate"] == Fate.INTEGRATED else None,
        **told,
    )
    messages.success(request, _("It is noted what became of the objection."))
    return redirect(f"{issue_address('proposal', issue)}#keberatan")
