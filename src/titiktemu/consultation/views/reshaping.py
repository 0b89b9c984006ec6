"""Statements together: near ones while typing, split and merge, many at once, and the log as a file."""

import csv
import io

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.analysis.recipes.harmless import harmless_text
from titiktemu.consultation.forms import MergeForm, PasteForm, SplitForm
from titiktemu.consultation.models import Consultation
from titiktemu.consultation.queries import moderation_log, shown_statements
from titiktemu.consultation.queries.lineage import became_of, similar_statements
from titiktemu.consultation.services.reshaping import merge_statements, split_statement
from titiktemu.consultation.services.statements import add_statements
from titiktemu.consultation.views.places import address, consultation_for, page, status_of
from titiktemu.consultation.wording import problems_of
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request

LONGEST_ASKED = 400
LONGEST_NUMBER = 9
SHOWN_PROBLEMS = 50


@require_POST
def similar(request: Request, slug: str, number: int) -> HttpResponse:
    """Statements that are near to what somebody types; nothing is kept and nothing stands in an address."""
    consultation = consultation_for(request.actor, slug, number)
    require(request.actor, Action.ADD_STATEMENT, consultation.initiative)
    text = f"{request.POST.get('text', '')} {request.POST.get('text_en', '')}"[:LONGEST_ASKED]
    near = similar_statements(consultation, [text])[0]
    shown = {"initiative": consultation.initiative, "consultation": consultation, "near": near}
    return render(request, "consultation/components/similar.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: Request, slug: str, number: int, statement: int) -> HttpResponse:
    """Put several statements in the place of one."""
    consultation = consultation_for(request.actor, slug, number)
    require(request.actor, Action.RESHAPE_STATEMENTS, consultation.initiative)
    found = get_object_or_404(consultation.statements.all(), number=statement)
    found.consultation = consultation
    form, status = SplitForm(request.POST or None), 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            made = split_statement(actor=request.actor, statement=found, parts=form.parts)
        except RuleBroken as error:
            form.add_error(None, str(error))
            status = status_of(error)
        else:
            said = _("Split into %(many)d; the authors stay the same.") % {"many": len(made)}
            messages.success(request, said)
            return redirect(address("statements", consultation))
    shown = page(request, consultation, "moderation", statement=found, form=form)
    return render(request, "consultation/split.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: Request, slug: str, number: int) -> HttpResponse:
    """Choose statements that say the same, and write the one that stands for them."""
    consultation = consultation_for(request.actor, slug, number)
    require(request.actor, Action.RESHAPE_STATEMENTS, consultation.initiative)
    data = request.POST if request.method == "POST" else None
    asked = [one for one in request.GET.getlist("nomor") if one.isdecimal() and len(one) <= LONGEST_NUMBER]
    form = MergeForm(data, consultation=consultation, chosen=asked)
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            made = merge_statements(actor=request.actor, statements=form.chosen(), text=form.texts())
        except RuleBroken as error:
            form.add_error(None, str(error))
            status = status_of(error)
        else:
            said = _("Merged into number %(number)d; the authors stay the same.") % {"number": made.number}
            messages.success(request, said)
            return redirect(address("statements", consultation))
    shown = page(request, consultation, "moderation", form=form)
    return render(request, "consultation/merge.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: Request, slug: str, number: int) -> HttpResponse:
    """Many statements at once, one a line; what is wrong is said line by line and nothing is lost."""
    consultation = consultation_for(request.actor, slug, number)
    require(request.actor, Action.MODERATE, consultation.initiative)
    form, status = PasteForm(request.POST or None), 422 if request.method == "POST" else 200
    problems: list[tuple[int, str]] = []
    if form.is_valid():
        lines = form.lines()
        problems = problems_of(consultation, lines)
        if not problems:
            return _paste(request, consultation, lines)
    shown = page(
        request,
        consultation,
        "statements",
        form=form,
        problems=problems[:SHOWN_PROBLEMS],
        more=max(0, len(problems) - SHOWN_PROBLEMS),
    )
    return render(request, "consultation/paste.html", shown, status=status)


def _paste(request: Request, consultation: Consultation, lines: list[str]) -> HttpResponse:
    made = add_statements(actor=request.actor, consultation=consultation, lines=lines)
    sentence = ngettext("%(many)d statement was added.", "%(many)d statements were added.", len(made))
    messages.success(request, sentence % {"many": len(made)})
    return redirect(address("statements", consultation))


@require_safe
def log_csv(request: Request, slug: str, number: int) -> HttpResponse:
    """Every decision with its reason as a table; never who wrote the statement."""
    consultation = consultation_for(request.actor, slug, number)
    require(request.actor, Action.VIEW_MODERATION, consultation.initiative)
    shown = set(shown_statements(consultation).values_list("pk", flat=True))
    log = list(moderation_log(consultation))
    became = became_of({one.statement for one in log})
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["number", "decision", "reason", "decided_at", "became", "text"])
    for one in log:
        # What is not shown is not published by a file either.
        text = one.statement.shown_text if one.statement_id in shown else ""
        numbers = " ".join(str(line.statement.number) for line in became.get(one.statement_id, []))
        day = one.decided_at.date().isoformat()
        writer.writerow([one.statement.number, one.state, one.reason, day, numbers, harmless_text(text)])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{number}-moderation.csv"'
    return answer
