"""The meeting while it goes on: the projector and the facilitator's phone, both followed live."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.requests import Request
from titiktemu.meetings.forms.agenda import PressForm, fresh_key
from titiktemu.meetings.models import Course, Meeting
from titiktemu.meetings.queries.agenda import (
    agenda_items,
    agenda_lines,
    course_of,
    mark_of_course,
    parked_points,
)
from titiktemu.meetings.queries.people import answers_by_side, invitations_of, presence_by_side
from titiktemu.meetings.services.running import (
    call_up,
    park,
    pause_for_caucus,
    set_clock,
    settle_parked,
    show_prompt,
)
from titiktemu.meetings.views.answering import doors_open
from titiktemu.meetings.views.places import address, door_address, led_meeting, page, qr_code


@require_safe
def stage(request: Request, slug: str, number: int) -> HttpResponse:
    """The projector: the item, its question, the clock, who is here, and the way in."""
    meeting = led_meeting(request.actor, slug, number, Action.RUN_MEETING)
    state = _state(meeting, timezone.now())
    return _followed(request, meeting, state, "meetings/stage.html")


@require_http_methods(["GET", "HEAD", "POST"])
def console(request: Request, slug: str, number: int) -> HttpResponse:
    """The facilitator's phone: the next item, the clock, a caucus, points for later."""
    meeting = led_meeting(request.actor, slug, number, Action.RUN_MEETING)
    written = ""
    if request.method == "POST":
        form = PressForm(request.POST)
        try:
            if not form.is_valid():
                raise RuleBroken(_("That press was not understood. Please try again."))
            _press(request, meeting, form.cleaned_data)
        except RuleBroken as error:
            messages.error(request, str(error))
            written = request.POST.get("text", "")
        if not written:
            return redirect(address("console", meeting))
    state = _state(meeting, timezone.now())
    state |= {"parked": parked_points(meeting), "written": written, "key": fresh_key()}
    if written:
        return render(request, "meetings/console.html", page(request, meeting, "home", **state), status=422)
    return _followed(request, meeting, state, "meetings/console.html")


def _state(meeting: Meeting, now: datetime) -> dict[str, Any]:
    """Where the meeting stands. Five queries."""
    course = course_of(meeting)
    lines = agenda_lines(meeting, agenda_items(meeting), course, now)
    at = next((place for place, line in enumerate(lines) if line.is_now), None)
    coming = 0 if at is None else at + 1
    presence = presence_by_side(meeting)
    return {
        "course": course,
        "lines": lines,
        "now": lines[at] if at is not None else None,
        "next": lines[coming] if coming < len(lines) else None,
        "back": lines[at - 1] if at else None,
        "presence": presence,
        "most": max((line.people for line in presence), default=0),
        "answers": answers_by_side(invitations_of(meeting)),
        "doors_open": doors_open(meeting, now),
        "caucus_over": bool(course.caucus_until and course.caucus_until <= now),
    }


def _press(request: Request, meeting: Meeting, told: dict[str, Any]) -> None:
    """Do what was pressed."""
    given: dict[str, Any] = {"actor": request.actor, "meeting": meeting}
    turn = told["turn"] or 0
    doings: dict[str, Callable[[], object]] = {
        "item": lambda: call_up(
            item=get_object_or_404(meeting.agenda, number=told["item"] or 0), turn=turn, **given
        ),
        "clock": lambda: set_clock(runs=told["on"], turn=turn, **given),
        "prompt": lambda: show_prompt(shown=told["on"], **given),
        "caucus": lambda: pause_for_caucus(who=told["who"], minutes=told["minutes"] or 0, turn=turn, **given),
        "park": lambda: _park(request, meeting, told),
        "settle": lambda: settle_parked(
            actor=request.actor, point=get_object_or_404(meeting.parked, pk=told["item"] or 0)
        ),
    }
    doings[told["do"]]()


def _park(request: Request, meeting: Meeting, told: dict[str, Any]) -> None:
    if told["key"] is None:
        raise RuleBroken(_("That press was not understood. Please try again."))
    park(actor=request.actor, meeting=meeting, text=told["text"], key=told["key"])


def _followed(request: Request, meeting: Meeting, state: dict[str, Any], template: str) -> HttpResponse:
    """The page, only its living part, or 304 where the reader has this; no clock is part of the mark."""
    is_part = "bagian" in request.GET
    facts = (_facts(meeting, state), is_part, template)
    theme = request.COOKIES.get("theme", "")
    etag = f'"{mark_of_course(facts, translation.get_language(), theme)}"'
    if request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
        answer = HttpResponse(status=304)
    else:
        way_in = {
            "qr": qr_code(door_address(request, meeting)),
            "host": request.get_host() + reverse("meetings:enter"),
        }
        shown = page(request, meeting, "home", **state, **way_in)
        answer = render(request, f"{template}#live" if is_part else template, shown)
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _facts(meeting: Meeting, state: dict[str, Any]) -> list[object]:
    course: Course = state["course"]
    return [
        course.turn,
        meeting.state,
        meeting.sequence,
        state["doors_open"],
        state["caucus_over"],
        [(line.side, line.people) for line in state["presence"]],
        [(line.side, line.coming, line.invited) for line in state["answers"]],
        [(line.item.number, line.item.title, line.item.minutes, line.item.prompt) for line in state["lines"]],
        [point.pk for point in state.get("parked", [])],
    ]
