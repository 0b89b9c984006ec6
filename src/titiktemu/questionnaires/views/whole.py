"""The whole form on one page: typed in from paper, answered without a connection, or printed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.analysis.questionnaire.expressions import parse
from titiktemu.analysis.questionnaire.model import HOLDING, Form, Item, Kind
from titiktemu.analysis.questionnaire.situation import Problem, Situation, tidied
from titiktemu.foundation.errors import RuleBroken, TooMany
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import Side
from titiktemu.questionnaires.asking import Asking, Field, numbers_of, read_sent, told
from titiktemu.questionnaires.forms import SideForm
from titiktemu.questionnaires.queries.answering import has_answered, side_of, storage_key
from titiktemu.questionnaires.services.answering import NotComplete, enter_answers, send_kept
from titiktemu.questionnaires.views.places import address, page, questionnaire_for, status_of, steers, wave_of
from titiktemu.questionnaires.wording import label_of, language, skipping_words

SLOTS = 6
"""How often a repeat can be answered on one page."""
LONGEST_KEY = 64


@dataclass(frozen=True)
class Block:
    """Some fields that stand together: those of one time of a repeat, or those outside."""

    fields: list[Field]
    repeat: str = ""
    turn: int | None = None
    name: str = ""


def blocks(asking: Asking) -> Iterator[Block]:
    """Every question of a form in its order; those of a repeat several times."""
    form, at = asking.form, 0
    places = [one for one in form.places if one.item.kind not in {*HOLDING, Kind.CALCULATE}]
    while at < len(places):
        repeat = places[at].repeat
        some = [places[at]]
        while at + len(some) < len(places) and places[at + len(some)].repeat is repeat:
            some.append(places[at + len(some)])
        at += len(some)
        if repeat is None:
            yield Block(list(asking.fields(some)))
            continue
        for turn in range(SLOTS):
            yield Block(list(asking.fields(some, turn)), label_of(form, repeat), turn, repeat.name)


def read_whole(form: Form, sent: QueryDict) -> dict[str, Any]:
    """The answers of a page with the whole form; of a repeat the times in which anything was answered."""
    found: dict[str, Any] = {}
    for placed in form.places:
        item = placed.item
        if item.kind is Kind.REPEAT:
            inside = [one.item for one in form.places if one.repeat is item]
            found[item.name] = _turns(form, inside, sent)
        elif item.is_asked and placed.repeat is None:
            found[item.name] = read_sent(form, item, None, sent)
    return found


def _turns(form: Form, inside: list[Item], sent: QueryDict) -> list[dict[str, str]]:
    rows = [
        {item.name: read_sent(form, item, turn, sent) for item in inside if item.is_asked}
        for turn in range(SLOTS)
    ]
    while rows and not any(rows[-1].values()):
        rows.pop()
    return rows


@require_http_methods(["GET", "HEAD", "POST"])
def typing(request: Request, slug: str, number: int) -> HttpResponse:
    """Type in what somebody answered on paper."""
    questionnaire = questionnaire_for(request.actor, slug, number)
    require(request.actor, Action.ENTER_ANSWERS, questionnaire.initiative)
    wave = wave_of(questionnaire, leads=True)
    form, sent = wave.version.form, request.POST if request.method == "POST" else None
    side = SideForm(sent)
    answers = tidied(form, read_whole(form, sent)) if sent is not None else {}
    situation = Situation(form, answers, timezone.localdate())
    problems: list[Problem] = []
    sentence, status = "", 422 if sent is not None else 200
    if sent is not None and side.is_valid():
        problems = not_asked(situation, answers)
        try:
            if not problems:
                chosen = Side(side.cleaned_data["side"])
                enter_answers(actor=request.actor, wave=wave, side=chosen, answers=answers)
                messages.success(request, _("The form is typed in. Here is an empty one for the next."))
                return redirect(address("typing", questionnaire))
        except NotComplete as error:
            problems = error.problems
        except RuleBroken as error:
            sentence, status = str(error), status_of(error)
    asking = Asking(form, situation, told(form, problems), sent if problems else None, numbers_of(form))
    shown = page(request, questionnaire, "responses", wave, blocks=list(blocks(asking)), side_form=side)
    shown |= {"problems": asking.problems, "sentence": sentence}
    return render(request, "questionnaires/typing.html", shown, status=status)


def not_asked(situation: Situation, answers: Mapping[str, Any]) -> list[Problem]:
    """Answers on paper to questions that the form would not have asked: somebody must look at the paper."""
    template = _("By the answers before, this question is not asked. Please look at the paper again.")
    found = []
    for placed in situation.form.places:
        item, repeat = placed.item, placed.repeat
        rows = [(None, answers)] if repeat is None else list(enumerate(answers.get(repeat.name, [])))
        for turn, row in rows:
            if item.is_asked and row.get(item.name) and not situation.is_asked(item.name, turn):
                found.append(Problem(item.name, turn, "", {}, {"": template}))
    return found


@never_cache
@require_safe
def offline(request: Request, slug: str, number: int) -> HttpResponse:
    """The whole form to be answered on a phone without a connection."""
    questionnaire = questionnaire_for(request.actor, slug, number)
    wave = wave_of(questionnaire, leads=False)
    if not wave.is_open or not side_of(request.actor, questionnaire) or has_answered(request.actor, wave):
        return redirect(address("answer", questionnaire))
    form = wave.version.form
    asking = Asking(form, Situation(form, {}, timezone.localdate()))
    shown = {
        "initiative": questionnaire.initiative,
        "questionnaire": questionnaire,
        "wave": wave,
        "side": side_of(request.actor, questionnaire),
        "blocks": list(blocks(asking)),
        "logic": logic_of(form),
        "storage_key": storage_key(wave, request.actor),
    }
    return render(request, "questionnaires/offline.html", shown)


def logic_of(form: Form) -> dict[str, Any]:
    """The conditions of a form for the browser: the same trees that the server evaluates."""
    code = language()
    items = {}
    for placed in form.places:
        item = placed.item
        if item.kind is Kind.NOTE and not item.relevant:
            continue
        repeat = placed.repeat
        items[item.name] = {
            "kind": item.kind.value,
            "around": [one.name for one in placed.around],
            "repeat": repeat.name if repeat else "",
            "relevant": parse(item.relevant) if item.relevant else None,
            "calculation": parse(item.calculation) if item.calculation else None,
            "constraint": parse(item.constraint) if item.constraint else None,
            "message": form.say(item.constraint_message, code) or _("This answer is not possible here."),
            "required": item.required,
            "asked": item.is_asked,
            "filter": parse(item.choice_filter, columns=True) if item.choice_filter else None,
            "choices": _columns(form, item) if item.choice_filter else {},
        }
    return {"items": items, "version": form.form_id, "required": _("Please answer this question.")}


def _columns(form: Form, item: Item) -> dict[str, dict[str, str]]:
    return {one.name: {"name": one.name, **one.more} for one in form.choices_of(item)}


@never_cache
@require_safe
def token(request: Request, slug: str, number: int) -> JsonResponse:
    """A fresh token for sending, and whose answers this browser may send."""
    questionnaire = questionnaire_for(request.actor, slug, number)
    wave = wave_of(questionnaire, leads=False)
    return JsonResponse({"key": storage_key(wave, request.actor), "token": get_token(request)})


@require_POST
def send(request: Request, slug: str, number: int) -> JsonResponse:
    """Take answers of one person that were given without a connection."""
    questionnaire = questionnaire_for(request.actor, slug, number)
    wave = wave_of(questionnaire, leads=False)
    sent = _told(request)
    if sent is None:
        return JsonResponse({"problem": _("These answers cannot be read.")}, status=422)
    if sent.get("place") != storage_key(wave, request.actor):
        sentence = _("These answers belong to another round or another person. They stay on the phone.")
        return JsonResponse({"problem": sentence}, status=409)
    try:
        send_kept(actor=request.actor, wave=wave, key=sent["key"], answers=sent["answers"])
    except NotComplete as error:
        form = wave.version.form
        problems = told(form, error.problems).items()
        lines = [f"{label_of(form, form[name].item)}: {words}" for (name, _turn), words in problems]
        return JsonResponse({"problem": str(error), "lines": lines}, status=422)
    except TooMany as error:
        return JsonResponse({"problem": str(error), "again": True}, status=429)
    except RuleBroken as error:
        return JsonResponse({"problem": str(error)}, status=409)
    return JsonResponse({"kept": True})


def _told(request: Request) -> dict[str, Any] | None:
    """What a phone sent, if it is well formed."""
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(sent, dict) or not isinstance(sent.get("answers"), dict):
        return None
    key = sent.get("key")
    return sent if isinstance(key, str) and 0 < len(key) <= LONGEST_KEY else None


@require_safe
def paper(request: Request, slug: str, number: int) -> HttpResponse:
    """The form for paper: numbered, with what is skipped in words."""
    questionnaire = questionnaire_for(request.actor, slug, number)
    leads = steers(request.actor, questionnaire)
    wave = wave_of(questionnaire, request.GET.get("gelombang", ""), leads=leads)
    form = wave.version.form
    numbers = numbers_of(form)
    asking = Asking(form, Situation(form, {}, timezone.localdate()), numbers=numbers)
    shown = page(request, questionnaire, "home", wave, blocks=list(_on_paper(asking, numbers)))
    return render(request, "questionnaires/paper.html", shown)


def _on_paper(asking: Asking, numbers: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The questions with their conditions in words; a repeat stands once, to be copied."""
    form = asking.form
    for block in blocks(asking):
        if block.turn:
            continue
        around = form[block.name].item if block.name else None
        yield {
            "repeat": block.repeat,
            "number": numbers.get(block.name, ""),
            "condition": skipping_words(form, around.relevant, numbers) if around and around.relevant else "",
            "fields": [(one, _condition(form, one, numbers)) for one in block.fields],
        }


def _condition(form: Form, field: Field, numbers: Mapping[str, str]) -> str:
    """The field's own condition and those of the groups around it."""
    placed = form[field.item.name]
    around = [one for one in (*placed.around, placed.item) if one.kind is not Kind.REPEAT and one.relevant]
    return " ".join(skipping_words(form, one.relevant, numbers) for one in around)
