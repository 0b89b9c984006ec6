"""A questionnaire's life: the list, a new one, its home, its questions, opening, closing, another wave."""

from contextlib import nullcontext
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.questionnaires.example import example_workbook
from titiktemu.questionnaires.forms import FormFileForm, NewQuestionnaireForm, QuestionnaireForm
from titiktemu.questionnaires.models import Questionnaire, Wave
from titiktemu.questionnaires.queries.answering import has_answered, side_of
from titiktemu.questionnaires.queries.pages import about, counted, how_many, questionnaires_of
from titiktemu.questionnaires.services.questionnaires import (
    add_wave,
    close_wave,
    create_questionnaire,
    edit_questionnaire,
    open_wave,
    write_questions,
)
from titiktemu.questionnaires.views.places import (
    address,
    initiative_for,
    link_address,
    on_disk,
    page,
    qr_code,
    questionnaire_for,
    steers,
    wave_of,
)
from titiktemu.questionnaires.wording import say_fault, say_remark
from titiktemu.questionnaires.xlsform.sheets import Refused
from titiktemu.questionnaires.xlsform.writing import as_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SHOWN = 50


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """The initiative's questionnaires."""
    initiative = initiative_for(request.actor, slug)
    may_create = allows(request.actor, Action.CREATE_QUESTIONNAIRE, initiative)
    found = questionnaires_of(initiative, with_drafts=may_create)
    lines = [(one, wave_of(one, leads=may_create)) for one in found]
    shown = {"initiative": initiative, "may_create": may_create, "lines": lines}
    return render(request, "questionnaires/index.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Request, slug: str) -> HttpResponse:
    """Prepare a questionnaire from a workbook."""
    initiative = initiative_for(request.actor, slug)
    require(request.actor, Action.CREATE_QUESTIONNAIRE, initiative)
    form = NewQuestionnaireForm(request.POST or None, request.FILES or None)
    refused: list[str] = []
    if form.is_valid():
        fields = dict(form.cleaned_data)
        try:
            file = fields.pop("file")
            with on_disk(file) if file else nullcontext() as path:
                made = create_questionnaire(actor=request.actor, initiative=initiative, file=path, **fields)
        except Refused as error:
            refused = _refused(error)
        else:
            messages.success(request, _("The questionnaire is prepared. Look through it, then open it."))
            return redirect(address("home" if file else "questions", made))
    shown = {"initiative": initiative, "form": form, "questionnaire": None, "refused": refused}
    status = 422 if request.method == "POST" else 200
    return render(request, "questionnaires/edit.html", shown, status=status)


def _refused(error: Refused) -> list[str]:
    sentences = [say_fault(one) for one in error.faults[:MOST_SHOWN]]
    if len(error.faults) > MOST_SHOWN:
        sentences.append(_("And %(many)d more.") % {"many": len(error.faults) - MOST_SHOWN})
    return sentences


@require_safe
def example(request: Request, slug: str) -> HttpResponse:
    """A small workbook to begin with."""
    initiative_for(request.actor, slug)
    return _file(example_workbook(), "contoh-kuesioner.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, slug: str, number: int) -> HttpResponse:
    """Change what it says of itself."""
    questionnaire = questionnaire_for(request.actor, slug, number)
    require(request.actor, Action.EDIT_QUESTIONNAIRE, questionnaire.initiative)
    form = QuestionnaireForm(request.POST or None, instance=questionnaire)
    if form.is_valid():
        edit_questionnaire(actor=request.actor, questionnaire=questionnaire, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(address("home", questionnaire))
    stored = questionnaire_for(request.actor, slug, number) if form.is_bound else questionnaire
    shown = page(request, stored, "home", form=form)
    return render(request, "questionnaires/edit.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, slug: str, number: int) -> HttpResponse:
    """Take in other questions."""
    questionnaire = questionnaire_for(request.actor, slug, number)
    require(request.actor, Action.WRITE_QUESTIONS, questionnaire.initiative)
    sent = request.method == "POST"
    form = FormFileForm(request.POST if sent else None, request.FILES if sent else None)
    refused: list[str] = []
    if form.is_valid():
        try:
            with on_disk(form.cleaned_data["file"]) as path:
                version = write_questions(actor=request.actor, questionnaire=questionnaire, file=path)
        except Refused as error:
            refused = _refused(error)
        else:
            sentence = _("The questions are taken in as version %(number)d.")
            messages.success(request, sentence % {"number": version.number})
            return redirect(address("home", questionnaire))
    shown = page(request, questionnaire, "home", form=form, refused=refused)
    return render(request, "questionnaires/write.html", shown, status=422 if sent else 200)


@require_safe
def home(request: Request, slug: str, number: int) -> HttpResponse:
    """What is asked, how far it is, and what this reader can do next."""
    questionnaire = questionnaire_for(request.actor, slug, number)
    shown = page(request, questionnaire, "home", **_home(request, questionnaire))
    return render(request, "questionnaires/home.html", shown)


def _home(request: Request, questionnaire: Questionnaire) -> dict[str, Any]:
    leads = steers(request.actor, questionnaire)
    wave = wave_of(questionnaire, leads=leads)
    form = wave.version.form
    many = counted(wave).count()
    found: dict[str, Any] = {
        "asked": sum(1 for one in form.places if one.item.is_asked),
        "languages": [one or "–" for one in form.languages],
        "answers": many if leads or wave.is_closed else about(many),
        "is_about": not leads and not wave.is_closed,
        "may_answer": bool(side_of(request.actor, questionnaire)) and wave.is_open,
        "has_answered": has_answered(request.actor, wave),
        "remarks": [say_remark(one) for one in wave.version.remarks] if leads else [],
    }
    if leads:
        whole = link_address(request, questionnaire)
        found |= {"by_side": how_many(wave).items(), "link": whole, "qr": qr_code(whole)}
    return found


@require_safe
def workbook(request: Request, slug: str, number: int) -> HttpResponse:
    """The questions as an XLSForm again."""
    questionnaire = questionnaire_for(request.actor, slug, number)
    wave = wave_of(
        questionnaire, request.GET.get("gelombang", ""), leads=steers(request.actor, questionnaire)
    )
    return _file(as_workbook(wave.version.form), f"{slug}-kuesioner-{number}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def open_now(request: Request, slug: str, number: int) -> HttpResponse:
    """Ask once more, then open."""
    questionnaire = questionnaire_for(request.actor, slug, number)
    require(request.actor, Action.OPEN_WAVE, questionnaire.initiative)
    if request.method == "POST":
        open_wave(actor=request.actor, wave=wave_of(questionnaire, leads=True))
        messages.success(request, _("It is open. Send the link or print the form."))
        return redirect(address("home", questionnaire))
    return render(request, "questionnaires/confirm.html", page(request, questionnaire, "home", opens=True))


@require_http_methods(["GET", "HEAD", "POST"])
def close_now(request: Request, slug: str, number: int) -> HttpResponse:
    """Ask once more, then close for good."""
    questionnaire = questionnaire_for(request.actor, slug, number)
    require(request.actor, Action.CLOSE_WAVE, questionnaire.initiative)
    if request.method == "POST":
        close_wave(actor=request.actor, wave=wave_of(questionnaire, leads=True))
        messages.success(request, _("It is closed. The figures are being made."))
        return redirect(address("results", questionnaire))
    return render(request, "questionnaires/confirm.html", page(request, questionnaire, "home", opens=False))


@require_POST
def another_wave(request: Request, slug: str, number: int) -> HttpResponse:
    """Prepare to ask once more."""
    questionnaire = questionnaire_for(request.actor, slug, number)
    made: Wave = add_wave(actor=request.actor, questionnaire=questionnaire)
    messages.success(request, _("Wave %(number)d is prepared.") % {"number": made.number})
    return redirect(address("home", questionnaire))
