"""Solutions of an issue: the picture of both sides, writing one, rating, and counting the ratings."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step1_issues.forms.cards import NamedDataForm
from titiktemu.step1_issues.forms.solutions import RatingForm, SolutionForm
from titiktemu.step1_issues.models import Issue, Rating, Solution
from titiktemu.step1_issues.pictures import drawn
from titiktemu.step1_issues.queries.people import voter_in
from titiktemu.step1_issues.queries.ratings import solutions_of
from titiktemu.step1_issues.services.cards import name_data
from titiktemu.step1_issues.services.solutions import add_solution, close_ratings, rate_solution
from titiktemu.step1_issues.services.sorting import FEWEST_SOLUTIONS
from titiktemu.step1_issues.views.places import issue_address, issue_for, issue_page, led_issue


def _solution(issue: Issue, number: int) -> Solution:
    found = get_object_or_404(Solution, issue=issue, number=number)
    found.issue = issue
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def solutions(request: Request, slug: str, number: int) -> HttpResponse:
    """What could be done, how acceptable each side finds it, and how far data drives it."""
    issue = issue_for(request.actor, slug, number)
    if request.method == "POST":
        require(request.actor, Action.ADD_SOLUTION, issue.initiative)
        form = SolutionForm(request.POST)
        if form.is_valid():
            add_solution(actor=request.actor, issue=issue, **form.cleaned_data)
            messages.success(request, _("The solution is written down."))
            return redirect(issue_address("solutions", issue))
        return _show(request, issue, form=form, status=422)
    return _show(request, issue)


def _show(
    request: Request, issue: Issue, *, form: SolutionForm | None = None, status: int = 200
) -> HttpResponse:
    actor, initiative = request.actor, issue.initiative
    found = drawn(solutions_of(issue, actor))
    voter = voter_in(actor, initiative)
    shown = issue_page(
        request,
        issue,
        "solutions",
        solutions=found,
        is_drawn=any(one.marks for one in found),
        sides=[side.value for side in BOTH_SIDES],
        answers=[(int(one), one.label) for one in Rating.Answer],
        too_few=len(found) < FEWEST_SOLUTIONS,
        may_rate=voter is not None and issue.is_open,
        may_close=issue.is_open and allows(actor, Action.CLOSE_RATINGS, initiative),
        waits=any(one.rated.solution.rated_at is None for one in found),
        form=(form or SolutionForm()) if _may(request, Action.ADD_SOLUTION, issue) else None,
        data_form=NamedDataForm(actor=actor, initiative=initiative)
        if _may(request, Action.NAME_DATA, issue)
        else None,
    )
    return render(request, "issues/solutions.html", shown, status=status)


def _may(request: Request, action: Action, issue: Issue) -> bool:
    return issue.is_open and allows(request.actor, action, issue.initiative)


@require_POST
def rate(request: Request, slug: str, number: int, solution: int) -> HttpResponse:
    """How acceptable one finds it."""
    issue = issue_for(request.actor, slug, number)
    voter = voter_in(request.actor, issue.initiative)
    require(request.actor, Action.RATE_SOLUTION, issue.initiative, side=voter.side if voter else "")
    found = _solution(issue, solution)
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _show(request, issue, status=422)
    rate_solution(actor=request.actor, solution=found, answer=Rating.Answer(form.cleaned_data["answer"]))
    messages.success(request, _("Your answer is kept. You can change it until the answers are counted."))
    return redirect(f"{issue_address('solutions', issue)}#solusi-{solution}")


@require_POST
def count(request: Request, slug: str, number: int) -> HttpResponse:
    """Close the ratings and count them."""
    issue = led_issue(request.actor, slug, number, Action.CLOSE_RATINGS)
    close_ratings(actor=request.actor, issue=issue)
    messages.success(
        request, _("The answers are counted, each side on its own; the single answers are deleted.")
    )
    return redirect(issue_address("solutions", issue))


@require_POST
def name(request: Request, slug: str, number: int, solution: int) -> HttpResponse:
    """Name data that a solution rests on."""
    issue = issue_for(request.actor, slug, number)
    require(request.actor, Action.NAME_DATA, issue.initiative)
    found = _solution(issue, solution)
    form = NamedDataForm(request.POST, actor=request.actor, initiative=issue.initiative)
    if not form.is_valid():
        messages.error(request, _("Say which data, and whether it can be had."))
        return _show(request, issue, status=422)
    told: dict[str, Any] = form.told
    name_data(actor=request.actor, issue=issue, solution=found, **told)
    messages.success(request, _("The data is named."))
    return redirect(f"{issue_address('solutions', issue)}#solusi-{solution}")
