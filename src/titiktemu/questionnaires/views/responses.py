"""Single answers, for those who lead: the list, one person's answers with their trace, and the files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import Side
from titiktemu.questionnaires.exporting import csv_lines, workbook
from titiktemu.questionnaires.forms import CorrectForm, ReasonForm
from titiktemu.questionnaires.models import Response, Wave
from titiktemu.questionnaires.queries.pages import counted, listed, removed_in, trace
from titiktemu.questionnaires.services.correcting import correct_answer, remove_response, restore_response
from titiktemu.questionnaires.views.places import address, page, questionnaire_for, status_of, wave_of
from titiktemu.questionnaires.views.questionnaires import XLSX
from titiktemu.questionnaires.wording import label_of, shown_answer

ON_A_PAGE = 50
TRACED = 50
LONGEST_TURN = 3


def _wave(request: Request, slug: str, number: int, action: Action) -> Wave:
    questionnaire = questionnaire_for(request.actor, slug, number)
    require(request.actor, action, questionnaire.initiative)
    return wave_of(questionnaire, request.GET.get("gelombang", ""), leads=True)


@require_safe
def responses(request: Request, slug: str, number: int) -> HttpResponse:
    """Everybody's answers of a wave, and what was changed in them."""
    wave = _wave(request, slug, number, Action.VIEW_ANSWERS)
    channel, side = request.GET.get("jalan", ""), request.GET.get("pihak", "")
    found = listed(wave, channel if channel in Response.Channel else "", side if side in Side else "")
    paged = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = page(
        request,
        wave.questionnaire,
        "responses",
        wave,
        paged=paged,
        counted=counted(wave).count(),
        removed=removed_in(wave),
        trace=list(trace(wave)[:TRACED]),
        channels=Response.Channel.choices,
        sides=Side.choices,
        channel=channel,
        side=side,
    )
    return render(request, "questionnaires/responses.html", shown)


def _response(request: Request, slug: str, number: int, key: UUID, action: Action) -> Response:
    questionnaire = questionnaire_for(request.actor, slug, number)
    require(request.actor, action, questionnaire.initiative)
    rows = Response.objects.select_related("wave__version", "wave__questionnaire__initiative", "brought_by")
    return get_object_or_404(rows, wave__questionnaire=questionnaire, key=key)


@require_http_methods(["GET", "HEAD", "POST"])
def response(request: Request, slug: str, number: int, key: UUID) -> HttpResponse:
    """One person's answers; a correction is sent here as well."""
    found = _response(request, slug, number, key, Action.VIEW_ANSWERS)
    form = CorrectForm(request.POST if request.method == "POST" else None)
    sentence, status = "", 422 if form.is_bound else 200
    if form.is_valid():
        name, turn = request.POST.get("question", ""), request.POST.get("turn", "")
        try:
            correct_answer(
                actor=request.actor,
                response=found,
                question=name,
                turn=int(turn) if turn.isdecimal() and len(turn) <= LONGEST_TURN else None,
                **form.cleaned_data,
            )
            messages.success(request, _("The answer is changed; the old one stays in the trace."))
            return redirect(address("response", found.wave.questionnaire, key))
        except RuleBroken as error:
            sentence, status = str(error), status_of(error)
    elif form.is_bound:
        sentence = _("Please say why; whoever looks at it later must be able to understand it.")
    wave = found.wave
    shown = page(request, wave.questionnaire, "responses", wave, response=found, lines=_lines(found))
    shown |= {"sentence": sentence, "changes": list(trace(wave).filter(response=found)), "form": form}
    return render(request, "questionnaires/response.html", shown, status=status)


def _lines(found: Response) -> list[dict[str, Any]]:
    """Every question with what was answered, in the order of the form."""
    form = found.wave.version.form
    lines = []
    for placed in form.places:
        item, repeat = placed.item, placed.repeat
        rows = (
            [(None, found.answers)] if repeat is None else list(enumerate(found.answers.get(repeat.name, [])))
        )
        for turn, row in rows:
            text = str(row.get(item.name, "")) if not isinstance(row.get(item.name), list) else ""
            if item.is_asked or text:
                lines.append(
                    {
                        "name": item.name,
                        "turn": turn,
                        "shown_turn": None if turn is None else turn + 1,
                        "label": label_of(form, item),
                        "raw": text,
                        "answer": shown_answer(form, item, text),
                        "may_change": item.is_asked,
                    }
                )
    return lines


@require_POST
def remove(request: Request, slug: str, number: int, key: UUID) -> HttpResponse:
    """Take somebody's answers out, or put them back, with a reason."""
    found = _response(request, slug, number, key, Action.REMOVE_ANSWERS)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    if found.is_removed:
        restore_response(actor=request.actor, response=found, reason=reason)
        messages.success(request, _("The answers are back in every figure and file."))
    else:
        remove_response(actor=request.actor, response=found, reason=reason)
        messages.success(
            request, _("The answers are taken out of every figure and file; they can be put back.")
        )
    return redirect(address("response", found.wave.questionnaire, key))


@require_safe
def data_csv(request: Request, slug: str, number: int) -> HttpResponseBase:
    """All answers as CSV, written while it is sent."""
    wave = _wave(request, slug, number, Action.VIEW_ANSWERS)
    answer = StreamingHttpResponse(csv_lines(wave), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_name(wave)}.csv"'
    return answer


@require_safe
def data_xlsx(request: Request, slug: str, number: int) -> HttpResponse:
    """All answers as a workbook with the repeats on sheets of their own."""
    wave = _wave(request, slug, number, Action.VIEW_ANSWERS)
    answer = HttpResponse(workbook(wave), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{_name(wave)}.xlsx"'
    return answer


def _name(wave: Wave) -> str:
    questionnaire = wave.questionnaire
    return f"{questionnaire.initiative.slug}-kuesioner-{questionnaire.number}-{wave.number}"
