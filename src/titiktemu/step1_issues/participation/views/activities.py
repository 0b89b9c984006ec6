"""One activity: writing it down, what was counted, who spoke."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.participation.forms.activities import ActivityForm
from titiktemu.step1_issues.participation.queries.balance import counts_of
from titiktemu.step1_issues.participation.queries.voice import seats_of, voice_of
from titiktemu.step1_issues.participation.services.activities import (
    add_activity,
    edit_activity,
    take_over_counts,
)
from titiktemu.step1_issues.participation.services.gathering import gather_activities
from titiktemu.step1_issues.participation.views.places import (
    activity_for,
    address,
    counts_everything,
    initiative_for,
    page,
)


@require_safe
def activity(request: Request, slug: str, number: int) -> HttpResponse:
    """What was counted, and who spoke once that count is closed."""
    found = activity_for(request.actor, slug, number)
    everything = counts_everything(request.actor, found.initiative)
    seats = list(seats_of(found)) if everything or found.counting_closed_at else []
    shown = page(
        request,
        found.initiative,
        "activity",
        activity=found,
        counts=counts_of(found, everything=everything),
        voice=voice_of(seats, everything=everything),
        everything=everything,
    )
    return render(request, "participation/activity.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Request, slug: str) -> HttpResponse:
    """Write an activity down."""
    initiative = initiative_for(request.actor, slug, Action.KEEP_ACTIVITY)
    form = ActivityForm(request.POST or None, initiative=initiative, instance=None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_activity(actor=request.actor, initiative=initiative, **form.told)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The activity is saved."))
            return redirect(address("activity", initiative, made.number))
    shown = page(request, initiative, "create", activity=None, form=form)
    return render(request, "participation/edit.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, slug: str, number: int) -> HttpResponse:
    """Change an activity and its counts."""
    found = activity_for(request.actor, slug, number, Action.KEEP_ACTIVITY)
    form = ActivityForm(request.POST or None, initiative=found.initiative, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            edit_activity(actor=request.actor, activity=found, **form.told)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The activity is saved."))
            return redirect(address("activity", found.initiative, number))
    shown = page(request, found.initiative, "edit", activity=found, form=form)
    return render(request, "participation/edit.html", shown, status=422 if form.errors else 200)


@require_POST
def gather(request: Request, slug: str) -> HttpResponse:
    """Note what the rooms counted: meetings held, consultations and questionnaires that have closed."""
    initiative = initiative_for(request.actor, slug, Action.KEEP_ACTIVITY)
    new = gather_activities(actor=request.actor, initiative=initiative)
    sentence = ngettext(
        "%(many)d activity is new; the counts of the others are up to date.",
        "%(many)d activities are new; the counts of the others are up to date.",
        new,
    )
    messages.success(request, sentence % {"many": new})
    return redirect(address("index", initiative))


@require_POST
def take_over(request: Request, slug: str, number: int) -> HttpResponse:
    """Copy what the linked meeting counted."""
    found = activity_for(request.actor, slug, number, Action.KEEP_ACTIVITY)
    take_over_counts(actor=request.actor, activity=found)
    messages.success(request, _("The counts of the meeting are taken over."))
    return redirect(address("activity", found.initiative, number))
