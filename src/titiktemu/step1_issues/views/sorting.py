"""Putting cards on the short list or aside, merging and splitting them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.forms.cards import MergeForm, ReasonForm, SplitForm
from titiktemu.step1_issues.services.reshaping import merge_issues, split_issue
from titiktemu.step1_issues.services.sorting import (
    FEWEST_SOLUTIONS,
    choose_issue,
    set_aside,
    shortlist,
    take_back,
)
from titiktemu.step1_issues.views.places import address, initiative_for, issue_address, led_issue, page


@require_POST
def sort(request: Request, slug: str, number: int) -> HttpResponse:
    """Short list, aside or back: the button says which."""
    issue = led_issue(request.actor, slug, number, Action.SORT_ISSUES)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    asked = request.POST.get("do", "shortlist")
    if asked == "aside":
        set_aside(actor=request.actor, issue=issue, reason=reason)
        messages.success(request, _("The issue is set aside; the reason stands on its card."))
    elif asked == "back":
        take_back(actor=request.actor, issue=issue)
        messages.success(request, _("The issue is a candidate again."))
    else:
        found = shortlist(actor=request.actor, issue=issue, reason=reason)
        if found.solutions.count() < FEWEST_SOLUTIONS:
            messages.warning(
                request,
                _("It is on the short list. It has fewer than two solutions yet, so it cannot be chosen."),
            )
        else:
            messages.success(request, _("The issue is on the short list."))
    return redirect(issue_address("card", issue))


@require_POST
def choose(request: Request, slug: str, number: int) -> HttpResponse:
    """Choose the issue that both sides agreed to."""
    issue = led_issue(request.actor, slug, number, Action.CHOOSE_ISSUE)
    choose_issue(actor=request.actor, issue=issue)
    messages.success(request, _("The issue is chosen. The record of the agreement can be issued now."))
    return redirect(issue_address("card", issue))


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: Request, slug: str) -> HttpResponse:
    """Make one card of several."""
    initiative = initiative_for(request.actor, slug)
    require(request.actor, Action.RESHAPE_ISSUES, initiative)
    form = MergeForm(request.POST or None, initiative=initiative)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = merge_issues(
                actor=request.actor,
                initiative=initiative,
                issues=told["numbers"],
                problem=told["problem"],
                problem_en=told["problem_en"],
            )
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The cards became one; the old ones stay, with a link to it."))
            return redirect(issue_address("card", made))
    shown = page(request, initiative, "merge", form=form)
    return render(request, "issues/merge.html", shown, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: Request, slug: str, number: int) -> HttpResponse:
    """Take a card apart."""
    issue = led_issue(request.actor, slug, number, Action.RESHAPE_ISSUES)
    form = SplitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            split_issue(actor=request.actor, issue=issue, problems=form.cleaned_data["problems"])
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The card became several; the old one stays, with links to them."))
            return redirect(address("index", issue.initiative))
    shown = page(request, issue.initiative, "split", issue=issue, form=form)
    return render(request, "issues/split.html", shown, status=422 if request.method == "POST" else 200)
