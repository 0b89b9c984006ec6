"""Answering page by page: each page is kept before the next, back and forth, without any script."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.analysis.questionnaire.evaluating import as_text
from titiktemu.analysis.questionnaire.model import Kind
from titiktemu.analysis.questionnaire.paging import Stop, pages_of, stops
from titiktemu.analysis.questionnaire.situation import Situation, tidied
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import may_see
from titiktemu.foundation.requests import Request
from titiktemu.questionnaires.asking import Asking, read_sent, told
from titiktemu.questionnaires.models import Wave
from titiktemu.questionnaires.queries.answering import draft_of, has_answered, side_of, storage_key
from titiktemu.questionnaires.queries.pages import find_by_link
from titiktemu.questionnaires.services.answering import NotComplete, finish, keep_page
from titiktemu.questionnaires.views.places import (
    LONGEST_NUMBER,
    address,
    questionnaire_for,
    status_of,
    wave_of,
)
from titiktemu.questionnaires.wording import label_of, shown_answer

DRAFTS, DONE = "questionnaire drafts", "questionnaires done"
"""Under these keys a browser session keeps the secrets of what is not finished, and what is: no answers."""
END = "akhir"


@require_safe
def link(request: Request, code: str) -> HttpResponse:
    """The open link."""
    found = find_by_link(code)
    if found is None or not may_see(request.actor, found.initiative):
        return render(request, "questionnaires/unknown_link.html", {"code": code}, status=404)
    return redirect(address("answer", found))


@dataclass(frozen=True)
class Way:
    """Somebody's way through a wave: the answers so far and the pages that come of them."""

    wave: Wave
    situation: Situation
    stops: Sequence[Stop]

    @classmethod
    def of(cls, wave: Wave, answers: dict[str, Any]) -> Way:
        """The way that these answers lead."""
        form = wave.version.form
        situation = Situation(form, answers, timezone.localdate())
        return cls(wave, situation, stops(pages_of(form), situation))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, slug: str, number: int) -> HttpResponse:
    """The beginning, a page of questions, or the end; what was answered is kept with each step."""
    questionnaire = questionnaire_for(request.actor, slug, number)
    wave = wave_of(questionnaire, leads=False)
    if wave.pk in request.session.get(DONE, []) or has_answered(request.actor, wave):
        return _page(request, wave, "done")
    if not wave.is_open or not side_of(request.actor, questionnaire):
        return _page(request, wave, "closed", 409 if request.method == "POST" else 200)
    token = request.session.get(DRAFTS, {}).get(str(wave.pk), "")
    draft = draft_of(wave, token)
    answers = dict(draft.answers) if draft else {}
    if request.method == "POST":
        return _sent(request, wave, token, answers)
    asked = request.GET.get("halaman", "")
    way = Way.of(wave, answers)
    if asked == END:
        return _end(request, way)
    if asked.isdecimal() and len(asked) <= LONGEST_NUMBER and int(asked) >= 1:
        return _questions(request, way, int(asked))
    return _page(request, wave, "intro", has_draft=bool(answers), pages=len(way.stops))


def _page(request: Request, wave: Wave, name: str, status: int = 200, **more: Any) -> HttpResponse:
    questionnaire = wave.questionnaire
    shown = {
        "initiative": questionnaire.initiative,
        "questionnaire": questionnaire,
        "wave": wave,
        "side": side_of(request.actor, questionnaire),
        "is_listed": request.actor.place_in(questionnaire.initiative) is not None,
        "here": address("answer", questionnaire),
        **more,
    }
    return render(request, f"questionnaires/answer_{name}.html", shown, status=status)


def _questions(
    request: Request, way: Way, page: int, problems: dict[tuple[str, int | None], str] | None = None
) -> HttpResponse:
    if page > len(way.stops):
        return _end(request, way)
    stop = way.stops[page - 1]
    form = way.wave.version.form
    sent = request.POST if problems else None
    asking = Asking(form, way.situation, problems or {}, sent)
    places = [one for one in stop.page.places if way.situation.is_asked(one.item.name, stop.turn)]
    repeat = stop.page.repeat
    return _page(
        request,
        way.wave,
        "page",
        422 if problems else 200,
        fields=list(asking.fields(places, stop.turn)),
        stop=stop,
        repeat_label=label_of(form, repeat) if repeat else "",
        turn=(stop.turn or 0) + 1,
        turns=way.situation.turns(repeat) if repeat else 0,
        page_number=page,
        pages=len(way.stops),
        problems=problems or {},
        storage_key=storage_key(way.wave, request.actor),
    )


def _sent(request: Request, wave: Wave, token: str, answers: dict[str, Any]) -> HttpResponse:
    """What one page sent: kept, and on to the next, back, or to the end."""
    asked = request.POST.get("halaman", "")
    go = request.POST.get("lanjut", "maju")
    if asked == END:
        return _finish(request, wave, token, answers)
    way = Way.of(wave, answers)
    page = int(asked) if asked.isdecimal() and len(asked) <= LONGEST_NUMBER else 0
    if not 1 <= page <= len(way.stops):
        return redirect(address("answer", wave.questionnaire))
    stop = way.stops[page - 1]
    kept = _with(request, way, stop, answers, go)
    _keep(request, wave, token, kept)
    after = Way.of(wave, kept)
    asked_here = [
        (one.item.name, stop.turn)
        for one in stop.page.places
        if one.item.is_asked and after.situation.is_asked(one.item.name, stop.turn)
    ]
    problems = told(wave.version.form, after.situation.problems(asked_here)) if go != "mundur" else {}
    if problems:
        return _questions(request, after, page, problems)
    return _to(wave, len(after.stops), page, go)


def _to(wave: Wave, many: int, page: int, go: str) -> HttpResponse:
    """The page after this one, or the one before."""
    following = {"mundur": page - 1, "kurang": max(1, page - 1)}.get(go, page + (go != "tambah"))
    here = address("answer", wave.questionnaire)
    if following < 1:
        return redirect(here)
    return redirect(f"{here}?halaman={following if following <= many else END}")


def _with(request: Request, way: Way, stop: Stop, answers: dict[str, Any], go: str) -> dict[str, Any]:
    """The answers with those of one page; what was not asked on it stays as it is."""
    form, repeat = way.wave.version.form, stop.page.repeat
    found = dict(answers)
    held = found
    if repeat is not None:
        rows = [dict(row) for row in found.get(repeat.name, [])]
        while stop.turn is not None and len(rows) <= stop.turn:
            rows.append({})
        if stop.asks_for_more and go == "tambah":
            rows.append({})
        elif stop.asks_for_more and go == "kurang":
            rows = rows[:-1]
        found[repeat.name] = rows
        held = rows[stop.turn] if stop.turn is not None else {}
    for placed in stop.page.places:
        item = placed.item
        if item.is_asked and way.situation.is_asked(item.name, stop.turn):
            held[item.name] = read_sent(form, item, stop.turn, request.POST)
    return found


def _keep(request: Request, wave: Wave, token: str, answers: dict[str, Any]) -> str:
    """Keep what was answered under the secret of this browser, which is made with the first page."""
    if not token:
        token = secrets.token_urlsafe(24)
        request.session[DRAFTS] = {**request.session.get(DRAFTS, {}), str(wave.pk): token}
    keep_page(actor=request.actor, wave=wave, token=token, answers=answers)
    return token


def _end(
    request: Request, way: Way, problems: dict[tuple[str, int | None], str] | None = None, sentence: str = ""
) -> HttpResponse:
    """Everything that was answered, to look at once more before it is sent."""
    form = way.wave.version.form
    lines = []
    for place, stop in enumerate(way.stops, start=1):
        for placed in stop.page.places:
            item, turn = placed.item, stop.turn
            if item.kind is Kind.NOTE or not way.situation.is_asked(item.name, turn):
                continue
            text = as_text(way.situation.value(item.name, turn))
            lines.append(
                {
                    "label": label_of(form, item, way.situation, turn),
                    "turn": None if turn is None else turn + 1,
                    "answer": shown_answer(form, item, text),
                    "page": place,
                    "problem": (problems or {}).get((item.name, turn), ""),
                }
            )
    status = 422 if problems or sentence else 200
    shown = {"lines": lines, "pages": len(way.stops), "problems": problems or {}, "sentence": sentence}
    return _page(request, way.wave, "end", status, **shown)


def _finish(request: Request, wave: Wave, token: str, answers: dict[str, Any]) -> HttpResponse:
    way = Way.of(wave, tidied(wave.version.form, answers))
    try:
        finish(actor=request.actor, wave=wave, token=token)
    except NotComplete as error:
        return _end(request, way, told(wave.version.form, error.problems))
    except RuleBroken as error:
        answered = _end(request, way, sentence=str(error))
        answered.status_code = status_of(error)
        return answered
    drafts = request.session.get(DRAFTS, {})
    drafts.pop(str(wave.pk), None)
    request.session[DRAFTS] = drafts
    request.session[DONE] = [*request.session.get(DONE, []), wave.pk]
    messages.success(request, _("Your answers are in. Thank you."))
    return redirect(address("answer", wave.questionnaire))
