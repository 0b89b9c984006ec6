"""Writing questions on pages: the list with its order, one question, a new one. Nothing needs a script."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from titiktemu.analysis.questionnaire.editing import added, dependents, moved, removed, replaced
from titiktemu.analysis.questionnaire.model import HOLDING, Form, Item, Kind
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request
from titiktemu.questionnaires.asking import numbers_of
from titiktemu.questionnaires.models import Questionnaire
from titiktemu.questionnaires.queries.pages import newest_version
from titiktemu.questionnaires.question_forms import KINDS, QuestionForm, kind_of
from titiktemu.questionnaires.services.questionnaires import change_questions
from titiktemu.questionnaires.views.places import address, page, questionnaire_for, status_of
from titiktemu.questionnaires.wording import label_of, skipping_words

MOVES = {"naik": -1, "turun": 1}
OUT = "keluarkan"


def _questionnaire(request: Request, slug: str, number: int) -> Questionnaire:
    found = questionnaire_for(request.actor, slug, number)
    require(request.actor, Action.WRITE_QUESTIONS, found.initiative)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: Request, slug: str, number: int) -> HttpResponse:
    """All questions in their order; a step up or down, or out."""
    questionnaire = _questionnaire(request, slug, number)
    sentence, status = "", 200
    if request.method == "POST":
        name, go = request.POST.get("nama", ""), request.POST.get("langkah", "")
        try:
            change_questions(
                actor=request.actor,
                questionnaire=questionnaire,
                change=lambda form: _stepped(form, name, go),
            )
            return redirect(f"{address('questions', questionnaire)}#q-{name}")
        except RuleBroken as error:
            sentence, status = str(error), status_of(error)
    form = newest_version(questionnaire).form
    shown = page(request, questionnaire, "home", lines=_lines(form), sentence=sentence)
    shown["is_open"] = any(wave.is_open for wave in questionnaire.waves.all())
    return render(request, "questionnaires/questions.html", shown, status=status)


def _stepped(form: Form, name: str, go: str) -> Form:
    if name not in form.by_name or go not in {*MOVES, OUT}:
        raise RuleBroken(_("This question is not there any more."))
    if go in MOVES:
        return moved(form, name, MOVES[go])
    inside = {one.item.name for one in form.places if name in {around.name for around in one.around}}
    if others := dependents(form, {name, *inside}):
        sentence = _("“%(other)s” depends on “%(name)s”. Please change that first.")
        names = {"other": label_of(form, others[0]), "name": label_of(form, form[name].item)}
        raise RuleBroken(sentence % names)
    return removed(form, name)


def _lines(form: Form) -> list[dict[str, Any]]:
    """Every item as the list shows it."""
    return [
        {
            "name": placed.item.name,
            "label": label_of(form, placed.item),
            "depth": len(placed.around),
            "kind": _kind_words(placed.item),
            "choices": [form.say(one.label, "id") or one.name for one in form.choices_of(placed.item)],
            "skipping": _skipping(form, placed.item),
            "required": placed.item.required,
            "may_change": _may_change(placed.item),
        }
        for placed in form.places
    ]


def _skipping(form: Form, item: Item) -> str:
    return skipping_words(form, item.relevant, numbers_of(form)) if item.relevant else ""


def _may_change(item: Item) -> bool:
    return item.kind is not Kind.CALCULATE


def _kind_words(item: Item) -> str:
    special = {Kind.GROUP: _("Group"), Kind.REPEAT: _("Asked repeatedly"), Kind.CALCULATE: _("Calculated")}
    return special.get(item.kind) or str(KINDS[kind_of(item)])


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, slug: str, number: int) -> HttpResponse:
    """A new question."""
    return _edited(request, _questionnaire(request, slug, number), None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, slug: str, number: int, name: str) -> HttpResponse:
    """Another wording, other choices, another condition of one question."""
    questionnaire = _questionnaire(request, slug, number)
    placed = newest_version(questionnaire).form.by_name.get(name)
    if placed is None or not _may_change(placed.item):
        raise Http404
    return _edited(request, questionnaire, placed.item)


def _edited(request: Request, questionnaire: Questionnaire, item: Item | None) -> HttpResponse:
    whole = newest_version(questionnaire).form
    form = QuestionForm(request.POST or None, form=whole, item=item)
    status = 422 if form.is_bound else 200
    if form.is_valid():

        def written(now: Form) -> Form:
            made, choices = form.made(now)
            if item is None:
                return added(now, made, choices, form.cleaned_data["after"])
            return replaced(now, item.name, made, choices)

        try:
            change_questions(actor=request.actor, questionnaire=questionnaire, change=written)
            messages.success(request, _("Saved."))
            return redirect(address("questions", questionnaire))
        except RuleBroken as error:
            form.add_error(None, str(error))
            status = status_of(error)
    shown = page(request, questionnaire, "home", form=form, item=item)
    shown["is_holding"] = item is not None and item.kind in HOLDING
    shown["skipping"] = _skipping(whole, item) if item else ""
    return render(request, "questionnaires/question.html", shown, status=status)
