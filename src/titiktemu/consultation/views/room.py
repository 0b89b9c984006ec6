"""The room: the projector, the facilitator's phone, and what every page follows live."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.analysis.common_ground import State
from titiktemu.consultation import charts, sentences
from titiktemu.consultation.forms import ConsoleForm
from titiktemu.consultation.models import Consultation, Moderation
from titiktemu.consultation.queries import find_by_join_code, waiting_statements
from titiktemu.consultation.queries.room import joined_by_side, mark_of, state_words
from titiktemu.consultation.queries.sheets import sheets_waiting
from titiktemu.consultation.results import Results, results_of
from titiktemu.consultation.services.room import hide_results, reveal_results, set_timer
from titiktemu.consultation.services.statements import add_statement, moderate
from titiktemu.consultation.turnout import held_groups, turnout_of
from titiktemu.consultation.views.places import address, consultation_for, page, way_in
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, may_see, require
from titiktemu.foundation.requests import Request

ON_STAGE = 3
"""Statements of each kind that fit on a projector at once."""


@require_safe
def stage(request: Request, slug: str, number: int) -> HttpResponse:
    """The projector: the way in, who has joined, the timer; results once everybody may see them."""
    consultation = consultation_for(request.actor, slug, number)
    require(request.actor, Action.EDIT_CONSULTATION, consultation.initiative)
    joined = [(side, sentences.people_words(many)) for side, many in joined_by_side(consultation).items()]
    shows = consultation.is_closed or "hasil" in request.GET

    def whole() -> HttpResponse:
        shown = page(request, consultation, "home", joined=joined, **way_in(request, consultation))
        if shows:
            shown |= _on_stage(consultation)
        return render(request, _part(request, "consultation/stage.html"), shown)

    return _if_changed(request, mark_of(consultation, joined, shows, _part(request, "stage")), whole)


def _on_stage(consultation: Consultation) -> dict[str, Any]:
    found, held = results_of(consultation), held_groups(consultation)
    return {"results": found, "title": sentences.finding(found), "kinds": _kinds(found, held)}


def _kinds(found: Results, held: frozenset[str]) -> list[tuple[str, list[dict[str, Any]]]]:
    if not found.consultation.has_sides:
        rows = [(_("Most agreed"), found.rows)]
    else:
        rows = [(str(sentences.STATES[state]), found.in_state(state)) for state in State]
    return [
        (
            name,
            [{"statement": row.statement, "chart": charts.comparison(row, held)} for row in some[:ON_STAGE]],
        )
        for name, some in rows
        if some
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def console(request: Request, slug: str, number: int) -> HttpResponse:
    """The facilitator's phone: everything a room needs under one thumb."""
    consultation = consultation_for(request.actor, slug, number)
    require(request.actor, Action.EDIT_CONSULTATION, consultation.initiative)
    written = ""
    if request.method == "POST":
        form = ConsoleForm(request.POST)
        try:
            if form.is_valid():
                messages.success(request, _press(request, consultation, form.cleaned_data))
            else:
                messages.error(request, _("That press was not understood. Please try again."))
        except RuleBroken as error:
            messages.error(request, str(error))
            written = request.POST.get("text", "")
        if not written:
            return redirect(address("console", consultation))

    def whole() -> HttpResponse:
        shown = page(request, consultation, "home", written=written, **_console(consultation))
        return render(request, _part(request, "consultation/console.html"), shown)

    if request.method == "POST":
        return whole()
    waiting = waiting_statements(consultation).count()
    facts = (joined_by_side(consultation), waiting, turnout_of(consultation), _part(request, "console"))
    return _if_changed(request, mark_of(consultation, *facts), whole)


def _console(consultation: Consultation) -> dict[str, Any]:
    joined = joined_by_side(consultation)
    return {
        "joined": [(side, sentences.people_words(many)) for side, many in joined.items()],
        "turnouts": sentences.turnout_lines(turnout_of(consultation)),
        "next": waiting_statements(consultation).first(),
        "reasons": [one for one in Moderation.Reason.choices if one[0] != Moderation.Reason.FITS],
        "waiting_sheets": sheets_waiting(consultation),
        "timer_is_over": bool(consultation.timer_ends_at and consultation.timer_ends_at <= timezone.now()),
    }


def _press(request: Request, consultation: Consultation, told: dict[str, Any]) -> str:
    """Do what was pressed; return a sentence that says so."""
    actor, do = request.actor, told["do"]
    if do == "hide":
        hide_results(actor=actor, consultation=consultation)
        return _("The results are hidden from everybody.")
    if do == "reveal":
        reveal_results(actor=actor, consultation=consultation)
        return _("Everybody sees the results now.")
    if do == "timer":
        set_timer(actor=actor, consultation=consultation, minutes=told["minutes"] or 0)
        return _("The timer runs.") if told["minutes"] else _("The timer is stopped.")
    if do == "add":
        add_statement(actor=actor, consultation=consultation, text=told["text"])
        return _("The statement was added.")
    return _moderate(request, consultation, told, show=do == "show_statement")


def _moderate(request: Request, consultation: Consultation, told: dict[str, Any], *, show: bool) -> str:
    statement = get_object_or_404(
        consultation.statements.select_related("consultation__initiative"), number=told["statement"] or 0
    )
    reason = Moderation.Reason.FITS.value if show else told["reason"]
    if not reason:
        raise RuleBroken(_("Please choose why the statement is not shown."))
    moderate(actor=request.actor, statement=statement, show=show, reason=Moderation.Reason(reason))
    return _("The decision is in the log, with its reason.")


@require_safe
def news(request: Request, slug: str, number: int) -> HttpResponse:
    """Whether anything changed for those who wait: a page that rests asks this and nothing else."""
    consultation = consultation_for(request.actor, slug, number)
    return _if_changed(request, mark_of(consultation), lambda: HttpResponse(state_words(consultation)))


@require_safe
def news_by_code(request: Request, join_code: str) -> HttpResponse:
    """The same for a phone that waits at the open link, where the consultation is not to be seen yet."""
    consultation = find_by_join_code(join_code)
    if consultation is None or not may_see(request.actor, consultation.initiative):
        raise Http404
    return _if_changed(request, mark_of(consultation), lambda: HttpResponse(state_words(consultation)))


def _part(request: Request, template: str) -> str:
    """The page, or only the part of it that is followed live."""
    return f"{template}#live" if "bagian" in request.GET else template


def _if_changed(request: Request, mark: str, whole: Any) -> HttpResponse:
    """Answer 304 without drawing anything where the reader has this already.

    The mark is of what is shown and of its language and theme, so that it fits one reader's page.
    """
    etag = f'"{mark}-{translation.get_language()}-{request.COOKIES.get("theme", "")}"'
    if request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
        answer = HttpResponse(status=304)
    else:
        answer = whole()
    if answer.status_code in {200, 304}:
        answer["ETag"] = etag
        answer["Cache-Control"] = "private, no-cache"
    return answer
