"""Counting who speaks, on a facilitator's phone or from paper."""

from collections.abc import Callable
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import Side
from titiktemu.meetings.models import Trait
from titiktemu.step1_issues.participation.forms.activities import SeatsForm, TurnsForm
from titiktemu.step1_issues.participation.models import Activity
from titiktemu.step1_issues.participation.queries.voice import seats_of, turns_of, voice_of
from titiktemu.step1_issues.participation.services.voice import (
    MOST_SEATS,
    set_counting,
    set_turns,
    tap,
    undo_tap,
)
from titiktemu.step1_issues.participation.views.places import activity_for, address, page


@require_http_methods(["GET", "HEAD", "POST"])
def counting(request: Request, slug: str, number: int) -> HttpResponse:
    """A large button for each person: tap when they speak."""
    activity = activity_for(request.actor, slug, number, Action.COUNT_VOICE)
    do = request.POST.get("do", "")
    seats_form = SeatsForm(request.POST if do == "seats" else None, known=_people_of(activity))
    if request.method == "POST" and do != "seats":
        return _tapped(request, activity, do)
    if seats_form.is_bound and seats_form.is_valid():
        try:
            set_turns(actor=request.actor, activity=activity, turns=seats_form.cleaned_data["turns"])
        except RuleBroken as error:
            seats_form.add_error(None, str(error))
        else:
            return redirect(address("counting", activity.initiative, number))
    seats = list(seats_of(activity))
    shown = page(
        request,
        activity.initiative,
        "counting",
        activity=activity,
        form=seats_form,
        sides=[(side.value, [(one, turns_of(one)) for one in seats if one.side == side]) for side in Side],
        is_ready=bool(seats),
        voice=voice_of(seats, everything=True),
        key=uuid4().hex,
    )
    return render(request, "participation/counting.html", shown, status=422 if seats_form.errors else 200)


def _people_of(activity: Activity) -> dict[str, int]:
    """How many seats to begin with: those who were counted, where they fit on a page."""
    found = {one.value: one.people for one in activity.headcounts.all() if one.trait == Trait.SIDE}
    return found if sum(found.values()) <= MOST_SEATS else {}


def _tap(request: Request, activity: Activity) -> None:
    seat = request.POST.get("seat", "")
    if not (seat.isascii() and seat.isdigit() and len(seat) < 19):
        raise RuleBroken(_("This seat is no longer there; please load the page again."))
    tap(actor=request.actor, activity=activity, seat=int(seat), key=request.POST.get("key") or uuid4().hex)


def _undo(request: Request, activity: Activity) -> None:
    undo_tap(actor=request.actor, activity=activity)


def _close(request: Request, activity: Activity) -> None:
    set_counting(actor=request.actor, activity=activity, is_open=False)
    messages.success(request, _("The count is closed. Everybody can read it now."))


def _reopen(request: Request, activity: Activity) -> None:
    set_counting(actor=request.actor, activity=activity, is_open=True)
    messages.success(request, _("The count goes on."))


DOINGS: dict[str, Callable[[Request, Activity], None]] = {
    "tap": _tap,
    "undo": _undo,
    "close": _close,
    "reopen": _reopen,
}


def _tapped(request: Request, activity: Activity, do: str) -> HttpResponse:
    DOINGS.get(do, _tap)(request, activity)
    if request.headers.get("Accept") == "application/json":
        turns = {str(one.pk): turns_of(one) for one in seats_of(activity)}
        return JsonResponse({"turns": turns})
    back = "activity" if do == "close" else "counting"
    return redirect(address(back, activity.initiative, activity.number))


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: Request, slug: str, number: int) -> HttpResponse:
    """Type what was counted on paper: for each side a number for each person."""
    activity = activity_for(request.actor, slug, number, Action.COUNT_VOICE)
    seats = list(seats_of(activity))
    known = {side.value: " ".join(str(turns_of(one)) for one in seats if one.side == side) for side in Side}
    form = TurnsForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            set_turns(actor=request.actor, activity=activity, turns=form.cleaned_data["turns"])
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(address("counting", activity.initiative, number))
    shown = page(request, activity.initiative, "turns", activity=activity, form=form)
    return render(request, "participation/turns.html", shown, status=422 if form.errors else 200)
