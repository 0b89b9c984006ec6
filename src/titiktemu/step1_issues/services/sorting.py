"""Sorting cards: onto the short list, aside with a reason, back; and choosing one in the end."""

from django.db import transaction
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.step1_issues.models import DecisionRound, Issue
from titiktemu.step1_issues.queries.verdicts import accepted_round
from titiktemu.step1_issues.words import IssueState

FEWEST_SOLUTIONS = 2
"""An issue is chosen with what could be done about it, and with a second thing that could be done."""


def _kept(issue: Issue) -> Issue:
    return Issue.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=issue.pk)


def _set(issue: Issue, state: IssueState, reason: str) -> None:
    issue.state, issue.state_reason = state, reason
    issue.save(update_fields=["state", "state_reason"])


@transaction.atomic
def shortlist(*, actor: Actor, issue: Issue, reason: str = "") -> Issue:
    """Put a candidate on the short list. That it has fewer than two solutions is said, not forbidden."""
    require(actor, Action.SORT_ISSUES, issue.initiative)
    issue = _kept(issue)
    if issue.state != IssueState.CANDIDATE:
        raise RuleBroken(_("Only a candidate can be put on the short list."))
    _set(issue, IssueState.SHORTLISTED, reason.strip())
    record(actor, Action.SORT_ISSUES, issue.initiative, issue, {"state": issue.state})
    return issue


@transaction.atomic
def set_aside(*, actor: Actor, issue: Issue, reason: str) -> Issue:
    """Set an issue aside, with a reason that everybody reads."""
    require(actor, Action.SORT_ISSUES, issue.initiative)
    issue = _kept(issue)
    if not issue.is_open:
        raise RuleBroken(_("Only a candidate or an issue on the short list can be set aside."))
    if not reason.strip():
        raise RuleBroken(_("Please give a reason; everybody will read it."))
    _check_no_open_round(issue)
    _set(issue, IssueState.SET_ASIDE, reason.strip())
    record(actor, Action.SORT_ISSUES, issue.initiative, issue, {"state": issue.state})
    return issue


@transaction.atomic
def take_back(*, actor: Actor, issue: Issue) -> Issue:
    """Make a candidate again of an issue that was shortlisted or set aside."""
    require(actor, Action.SORT_ISSUES, issue.initiative)
    issue = _kept(issue)
    if issue.state not in (IssueState.SHORTLISTED, IssueState.SET_ASIDE):
        raise RuleBroken(_("Only an issue that was shortlisted or set aside can be a candidate again."))
    _check_no_open_round(issue)
    _set(issue, IssueState.CANDIDATE, "")
    record(actor, Action.SORT_ISSUES, issue.initiative, issue, {"state": issue.state})
    return issue


def _check_no_open_round(issue: Issue) -> None:
    if DecisionRound.objects.filter(proposal__issue=issue, state=DecisionRound.State.OPEN).exists():
        raise RuleBroken(_("A round of decision on this issue is open. Close it first."))


@transaction.atomic
def choose_issue(*, actor: Actor, issue: Issue) -> Issue:
    """Choose an issue with at least two solutions, to which both sides agreed in its newest closed round."""
    require(actor, Action.CHOOSE_ISSUE, issue.initiative)
    issue = _kept(issue)
    if issue.state != IssueState.SHORTLISTED:
        raise RuleBroken(_("Only an issue on the short list can be chosen."))
    if issue.solutions.count() < FEWEST_SOLUTIONS:
        raise RuleBroken(_("Write down at least two solutions before this issue is chosen."))
    found = accepted_round(issue)
    if found is None:
        raise RuleBroken(
            _("Both sides must agree in the newest round of decision on this issue before it is chosen.")
        )
    _set(issue, IssueState.CHOSEN, issue.state_reason)
    record(actor, Action.CHOOSE_ISSUE, issue.initiative, issue, {"round": found.number})
    return issue
