"""Answers from other tools: the files, their columns, what came of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from titiktemu.analysis.questionnaire.columns import (
    KEY,
    LATITUDE,
    LONGITUDE,
    PARENT,
    PLACE,
    SIDE,
    WHEN,
    changed_columns,
    targets_of,
)
from titiktemu.analysis.questionnaire.model import Form
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import Side
from titiktemu.questionnaires.forms import ImportForm, ReasonForm
from titiktemu.questionnaires.models import Import, Questionnaire
from titiktemu.questionnaires.services.importing import begin_import, confirm_columns, take_back_import
from titiktemu.questionnaires.views.places import address, page, questionnaire_for, status_of, wave_of
from titiktemu.questionnaires.wording import label_of, language, say

SHOWN_UNREAD = 200
LABEL = 60


def _for(request: Request, slug: str, number: int) -> Questionnaire:
    questionnaire = questionnaire_for(request.actor, slug, number)
    require(request.actor, Action.IMPORT_ANSWERS, questionnaire.initiative)
    return questionnaire


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: Request, slug: str, number: int) -> HttpResponse:
    """Files that were brought in, and a new one."""
    questionnaire = _for(request, slug, number)
    wave = wave_of(questionnaire, request.GET.get("gelombang", ""), leads=True)
    sent = request.method == "POST"
    form = ImportForm(request.POST if sent else None, request.FILES if sent else None)
    status = 422 if sent else 200
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = begin_import(
                actor=request.actor,
                wave=wave,
                name=file.name or "",
                size=file.size or 0,
                chunks=file.chunks(),
                side=Side(form.cleaned_data["side"]),
            )
            return redirect(address("import", questionnaire, made.number))
        except RuleBroken as error:
            form.add_error(None, str(error))
            status = status_of(error)
    shown = page(request, questionnaire, "imports", wave, form=form, imports=list(wave.imports.all()))
    return render(request, "questionnaires/imports.html", shown, status=status)


def _import(request: Request, slug: str, number: int, brought: int) -> Import:
    questionnaire = _for(request, slug, number)
    wave = wave_of(questionnaire, request.GET.get("gelombang", ""), leads=True)
    found = get_object_or_404(Import.objects.all(), wave=wave, number=brought)
    found.wave = wave
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: Request, slug: str, number: int, brought: int) -> HttpResponse:
    """One file: how far it is, its columns to confirm, or what came of it."""
    found = _import(request, slug, number, brought)
    questionnaire, sentence, status = found.wave.questionnaire, "", 200
    if request.method == "POST":
        try:
            confirm_columns(actor=request.actor, brought=found, columns=_chosen(request, found))
            return redirect(address("import", questionnaire, brought))
        except RuleBroken as error:
            sentence, status = str(error), status_of(error)
    shown = page(request, questionnaire, "imports", found.wave, brought=found, sentence=sentence)
    if found.state == Import.State.TO_MAP:
        shown["sheets"] = _sheets(found, _chosen(request, found) if request.method == "POST" else None)
        shown["change"] = _change(found)
    elif found.state == Import.State.DONE:
        unread = found.report.get("unread", [])[:SHOWN_UNREAD]
        shown["unread"] = [{**line, "why": say(line["template"], line["values"])} for line in unread]
        shown["many_in"] = found.responses.filter(is_removed=False).count()
    elif found.problem:
        shown["problem"] = say(found.problem["template"], found.problem["values"])
    return render(request, "questionnaires/import.html", shown, status=status)


def _chosen(request: Request, found: Import) -> dict[int, dict[int, str]]:
    return {
        at: {place: request.POST.get(f"{at}.{place}", "") for place in range(len(sheet["columns"]))}
        for at, sheet in enumerate(found.sheets)
    }


def _sheets(found: Import, chosen: dict[int, dict[int, str]] | None) -> list[dict[str, Any]]:
    """The sheets as they are asked about: each column with examples and what it may hold."""
    form = found.wave.version.form
    sheets = []
    for at, sheet in enumerate(found.sheets):
        is_used = at == 0 or bool(sheet["repeat"])
        options = _options(form, sheet["repeat"], is_main=at == 0) if is_used else []
        lines = []
        for place, column in enumerate(sheet["columns"]):
            proposed = sheet["proposed"].get(str(place), "")
            lines.append(
                {
                    "field": f"{at}.{place}",
                    "column": column,
                    "examples": sheet["examples"][place],
                    "chosen": chosen[at].get(place, "") if chosen is not None else proposed,
                }
            )
        repeat = label_of(form, form[sheet["repeat"]].item) if sheet["repeat"] else ""
        entry = {
            "name": sheet["name"],
            "repeat": repeat,
            "is_used": is_used,
            "lines": lines,
            "options": options,
        }
        sheets.append({**entry, "unknown": [one["column"] for one in lines if not one["chosen"]]})
    return sheets


def _options(form: Form, repeat: str, *, is_main: bool) -> list[tuple[str, str]]:
    special = [(KEY, _("Key of the submission (_uuid)")), (PLACE, _("Place in the file (_index)"))]
    if is_main:
        special += [(WHEN, _("When it came (kept as its week)")), (SIDE, _("For whom the person speaks"))]
    else:
        special = [(PARENT, _("Submission that the row belongs to (_parent_index)"))]
    parts = {LATITUDE: _("latitude"), LONGITUDE: _("longitude")}
    found = []
    for target in targets_of(form, repeat):
        item = form[target.name].item
        said = label_of(form, item)[:LABEL]
        if target.choice:
            labels = {one.name: form.say(one.label, language()) for one in form.choices_of(item)}
            said = f"{said}: {parts.get(target.choice) or labels.get(target.choice) or target.choice}"
        found.append((str(target), f"{target} · {said}"))
    return [*special, *found]


def _change(found: Import) -> Any:
    """How the columns differ from those of the last file that was taken in; None where they do not."""
    last = found.wave.imports.filter(state=Import.State.DONE).exclude(pk=found.pk).first()
    if last is None or not last.sheets or not found.sheets:
        return None
    change = changed_columns(last.sheets[0]["columns"], found.sheets[0]["columns"])
    return {"new": change.new, "gone": change.gone, "name": last.name} if change.new or change.gone else None


@require_POST
def take_back(request: Request, slug: str, number: int, brought: int) -> HttpResponse:
    """Take out everything that one file brought."""
    found = _import(request, slug, number, brought)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    many = take_back_import(actor=request.actor, brought=found, reason=reason)
    said = ngettext("%(many)d answer was taken out.", "The answers of %(many)d people were taken out.", many)
    messages.success(request, said % {"many": many})
    return redirect(address("import", found.wave.questionnaire, brought))
