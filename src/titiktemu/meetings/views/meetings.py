"""The calendar of an initiative, one meeting, a new one, changing it and calling it off."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.queries.steps import step_under_way
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import BOTH_SIDES, Step
from titiktemu.meetings.almanac import Caution, Kind, cautions
from titiktemu.meetings.forms.meetings import CancelForm, MeetingForm
from titiktemu.meetings.models import Meeting
from titiktemu.meetings.queries import coming, leads, meetings_of, others_at_once, past
from titiktemu.meetings.queries.makeup import Gathered, kept_makeup, makeup_lines
from titiktemu.meetings.services.planning import cancel_meeting, edit_meeting, mark_held, plan_meeting
from titiktemu.meetings.views.answering import doors_open
from titiktemu.meetings.views.inviting import gathered
from titiktemu.meetings.views.places import address, initiative_for, led_meeting, meeting_for, page

PAST_SHOWN = 50
LOOK = "look"
"""The button that asks the calendar and saves nothing."""


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """The initiative's meetings: what comes, what was."""
    initiative = initiative_for(request.actor, slug)
    found, now = meetings_of(request.actor, initiative), timezone.now()
    shown = {
        "initiative": initiative,
        "may_plan": bool(_sides(request.actor, initiative)),
        "is_of": request.actor.place_in(initiative) is not None,
        "coming": list(coming(found, now)),
        "past": list(past(found, now)[:PAST_SHOWN]),
    }
    return render(request, "meetings/index.html", shown)


def _sides(actor: Actor, initiative: Initiative) -> list[str]:
    """For whom this reader may plan a meeting; "" is everybody."""
    return [
        side for side in ("", *BOTH_SIDES) if allows(actor, Action.PLAN_MEETING, initiative, side=str(side))
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Request, slug: str) -> HttpResponse:
    """Plan a meeting."""
    initiative = initiative_for(request.actor, slug)
    sides = _sides(request.actor, initiative)
    if not sides:
        require(request.actor, Action.PLAN_MEETING, initiative)
    asked = request.GET.get("langkah", "")
    step = Step(int(asked)) if asked in {str(one.value) for one in Step} else step_under_way(initiative)
    first = {"time_zone": initiative.time_zone, "begins": "09:00", "ends": "12:00", "step": step}
    form = MeetingForm(request.POST or None, sides=sides, initial=first)
    if form.is_valid() and LOOK not in request.POST:
        side = form.told.get("side", "")
        told = {name: value for name, value in form.told.items() if name != "side"}
        try:
            made = plan_meeting(actor=request.actor, initiative=initiative, side=side, **told)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The meeting is on the calendar. Now invite those who should come."))
            return redirect(address("home", made))
    shown = {"initiative": initiative, "form": form, "meeting": None, "cautions": _asked(request, form)}
    return render(request, "meetings/edit.html", shown, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, slug: str, number: int) -> HttpResponse:
    """Change a meeting."""
    meeting = led_meeting(request.actor, slug, number, Action.EDIT_MEETING)
    form = MeetingForm(request.POST or None, sides=[], kept=meeting)
    if form.is_valid() and LOOK not in request.POST:
        try:
            edit_meeting(actor=request.actor, meeting=meeting, **form.told)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, _("Saved. Whoever has the meeting in a calendar by its feed sees the change.")
            )
            return redirect(address("home", meeting))
    shown = page(request, meeting, "home", form=form, cautions=_asked(request, form))
    return render(request, "meetings/edit.html", shown, status=_status(form))


def _status(form: MeetingForm) -> int:
    return 422 if form.is_bound and form.errors else 200


def _asked(request: Request, form: MeetingForm) -> list[Caution] | None:
    """What the calendar says of the time in the form; None where nobody asked."""
    if LOOK not in request.POST or form.errors:
        return None
    told = form.cleaned_data
    return cautions(told["starts_at"], told["ends_at"], told["time_zone"], told.get("side", ""))


@require_safe
def home(request: Request, slug: str, number: int) -> HttpResponse:
    """What, when, where, who; what speaks against the time; what to do next."""
    meeting = meeting_for(request.actor, slug, number)
    shown = page(request, meeting, "home", **_home(request.actor, meeting, timezone.now()))
    return render(request, "meetings/home.html", shown)


def _home(actor: Actor, meeting: Meeting, now: datetime) -> dict[str, Any]:
    found = gathered(meeting)
    leading, over = leads(actor, meeting), meeting.ends_at <= now
    lines = makeup_lines(kept_makeup(meeting), found) if leading and meeting.is_planned else []
    return {
        "cautions": against(actor, meeting) if meeting.is_planned and not over else [],
        "answers": found.answers,
        "presence": found.presence,
        "missing": [line for line in lines if line.missing],
        "has_begun": meeting.starts_at <= now,
        "is_over": over,
        "is_open_now": doors_open(meeting, now),
        "next": _next(meeting, found, now) if leading else None,
    }


def _next(meeting: Meeting, found: Gathered, now: datetime) -> dict[str, str] | None:
    """The one thing that whoever leads the meeting does next."""
    if meeting.is_cancelled:
        return None
    if meeting.is_held:
        return {"url": address("attendance", meeting), "label": _("See who came")}
    if doors_open(meeting, now) or meeting.ends_at <= now:
        return {"url": address("desk", meeting), "label": _("Open the desk")}
    label = _("See the answers") if found.invitations else _("Invite people")
    return {"url": address("people", meeting), "label": label}


def against(actor: Actor, meeting: Meeting) -> list[Caution]:
    """What the calendar says against the time, other meetings among it."""
    found = cautions(meeting.starts_at, meeting.ends_at, meeting.time_zone, meeting.side)
    for other in others_at_once(actor, meeting):
        sentence = _("At the same time there is: %(title)s.") % {"title": other.shown_title}
        found.append(Caution(Kind.TWO_AT_ONCE, sentence))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: Request, slug: str, number: int) -> HttpResponse:
    """Call it off, with a reason."""
    meeting = led_meeting(request.actor, slug, number, Action.CANCEL_MEETING)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        cancel_meeting(actor=request.actor, meeting=meeting, reason=form.cleaned_data["reason"])
        messages.success(request, _("The meeting is cancelled. Please tell those who were invited as well."))
        return redirect(address("home", meeting))
    shown = page(request, meeting, "home", form=form)
    return render(request, "meetings/cancel.html", shown, status=422 if form.is_bound else 200)


@require_POST
def hold(request: Request, slug: str, number: int) -> HttpResponse:
    """Say that it was held."""
    meeting = led_meeting(request.actor, slug, number, Action.HOLD_MEETING)
    mark_held(actor=request.actor, meeting=meeting)
    messages.success(request, _("Noted: the meeting was held."))
    return redirect(address("home", meeting))
