"""The figures of a wave, and how they are weighed."""

from __future__ import annotations

from contextlib import ExitStack

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request
from titiktemu.questionnaires.charts import charts_of
from titiktemu.questionnaires.figures_file import figures_file
from titiktemu.questionnaires.forms import WeighingForm
from titiktemu.questionnaires.models import Report, Weighing
from titiktemu.questionnaires.queries.pages import about, counted
from titiktemu.questionnaires.services.weighing import set_weighing
from titiktemu.questionnaires.views.places import address, on_disk, page, questionnaire_for, steers, wave_of
from titiktemu.questionnaires.wording import label_of, say

DESIGN = ("weights", "strata", "cluster", "fpc")


@require_safe
def results(request: Request, slug: str, number: int) -> HttpResponse:
    """The figures as everybody sees them."""
    questionnaire = questionnaire_for(request.actor, slug, number)
    leads = steers(request.actor, questionnaire)
    wave = wave_of(questionnaire, request.GET.get("gelombang", ""), leads=leads)
    report = Report.objects.filter(wave=wave).first()
    shown = page(request, questionnaire, "results", wave, report=report)
    if report is None or report.made_at is None:
        shown["so_far"] = about(counted(wave).count())
        return render(request, "questionnaires/results.html", shown)
    weighing = Weighing.objects.filter(wave=wave).first()
    shown["charts"] = charts_of(wave.version.form, report.content)
    shown["content"] = report.content
    remarks = report.content.get("remarks", [])
    shown["remarks"] = [say(one["template"], one["values"]) for one in remarks]
    if weighing and weighing.problem:
        shown["problem"] = say(weighing.problem["template"], weighing.problem["values"])
    return render(request, "questionnaires/results.html", shown)


@require_safe
def figures_csv(request: Request, slug: str, number: int) -> HttpResponse:
    """The figures as a file: those of the page, with what each rests on."""
    questionnaire = questionnaire_for(request.actor, slug, number)
    leads = steers(request.actor, questionnaire)
    wave = wave_of(questionnaire, request.GET.get("gelombang", ""), leads=leads)
    report = Report.objects.filter(wave=wave).first()
    answer = HttpResponse(
        figures_file(report.content if report else {}), content_type="text/csv; charset=utf-8"
    )
    name = f"{slug}-kuesioner-{number}-{wave.number}-hasil.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def weighing(request: Request, slug: str, number: int) -> HttpResponse:
    """Margins, design, and by what the figures are split."""
    questionnaire = questionnaire_for(request.actor, slug, number)
    require(request.actor, Action.WEIGH_ANSWERS, questionnaire.initiative)
    wave = wave_of(questionnaire, request.GET.get("gelombang", ""), leads=True)
    held = Weighing.objects.filter(wave=wave).first() or Weighing(wave=wave)
    sent = request.method == "POST"
    form = WeighingForm(
        request.POST if sent else None, request.FILES if sent else None, form=wave.version.form, weighing=held
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            with ExitStack() as stack:
                margins = stack.enter_context(on_disk(given["margins"])) if given["margins"] else None
                set_weighing(
                    actor=request.actor,
                    wave=wave,
                    design={name: given[name] for name in DESIGN},
                    by=given["by"],
                    margins=margins,
                    without_margins=bool(given.get("without_margins")),
                )
            messages.success(request, _("Saved. The figures of a closed wave are made anew."))
            return redirect(address("weighing", questionnaire))
        except RuleBroken as error:
            form.add_error(None, str(error))
    labels = {one.item.name: label_of(wave.version.form, one.item) for one in wave.version.form.places}
    shown = page(request, questionnaire, "weighing", wave, form=form, weighing=held)
    shown["margins"] = [{**line, "label": labels.get(line["variable"], "")} for line in held.margins]
    if held.problem:
        shown["problem"] = say(held.problem["template"], held.problem["values"])
    return render(request, "questionnaires/weighing.html", shown, status=422 if sent else 200)
