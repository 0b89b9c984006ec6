"""Paper: who gets a sheet, the sheets to print, and typing them in twice."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.consultation.forms import SheetForm, SheetsForm
from titiktemu.consultation.models import Consultation, PaperSheet
from titiktemu.consultation.queries import groups_of, shown_statements
from titiktemu.consultation.queries.sheets import may_get_a_sheet, sheets_by_side, sheets_to_print
from titiktemu.consultation.services.sheets import Outcome, Typed, issue_sheets, type_sheet
from titiktemu.consultation.views.places import address, consultation_for, page, status_of
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import Side

LONGEST_NUMBER = 6


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: Request, slug: str, number: int) -> HttpResponse:
    """How many sheets are out and counted; new ones; the number of the next one to type in."""
    consultation = consultation_for(request.actor, slug, number)
    require(request.actor, Action.ISSUE_SHEETS, consultation.initiative)
    people = may_get_a_sheet(consultation)
    form = SheetsForm(request.POST if request.method == "POST" else None, people=people)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                made = issue_sheets(actor=request.actor, consultation=consultation, **form.cleaned_data)
            except RuleBroken as error:
                form.add_error(None, str(error))
                status = status_of(error)
            else:
                messages.success(request, _printed(len(made)))
                return redirect(address("print_sheets", consultation))
    asked = request.GET.get("nomor", "").strip()
    if asked and not form.is_bound:
        return _to_sheet(request, consultation, asked)
    return render(request, "consultation/sheets.html", _index(request, consultation, form), status=status)


def _printed(many: int) -> str:
    sentence = ngettext("%(many)d sheet is ready to print.", "%(many)d sheets are ready to print.", many)
    return sentence % {"many": many}


def _index(request: Request, consultation: Consultation, form: SheetsForm) -> dict[str, Any]:
    by_side = sheets_by_side(consultation)
    lines = [(side, *by_side.get(str(side), (0, 0))) for side in groups_of(consultation) if side in Side]
    return page(
        request,
        consultation,
        "sheets",
        form=form,
        lines=lines,
        waiting_sheets=sum(out - counted for _side, out, counted in lines),
        by_side=[(side, list(form.people_of(side))) for side in groups_of(consultation)],
    )


def _to_sheet(request: Request, consultation: Consultation, asked: str) -> HttpResponse:
    if asked.isdecimal() and len(asked) <= LONGEST_NUMBER:
        sheet = PaperSheet.objects.filter(consultation=consultation, number=int(asked)).first()
        if sheet is not None:
            return redirect(
                "consultation:type_sheet", consultation.initiative.slug, consultation.number, sheet.number
            )
    messages.error(request, _("There is no sheet with this number here. Please look at it again."))
    return redirect(address("sheets", consultation))


@require_safe
def print_sheets(request: Request, slug: str, number: int) -> HttpResponse:
    """Every sheet that is not counted yet, one a page, with a strip for the name to tear off."""
    consultation = consultation_for(request.actor, slug, number)
    require(request.actor, Action.ISSUE_SHEETS, consultation.initiative)
    shown = page(
        request,
        consultation,
        "sheets",
        sheets=sheets_to_print(consultation),
        statements=list(shown_statements(consultation)),
    )
    return render(request, "consultation/print_sheets.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def typing(request: Request, slug: str, number: int, sheet: int) -> HttpResponse:
    """Type one sheet in; what was typed the first time is never shown."""
    consultation = consultation_for(request.actor, slug, number)
    require(request.actor, Action.TYPE_SHEET, consultation.initiative)
    found = get_object_or_404(PaperSheet.objects, consultation=consultation, number=sheet)
    found.consultation = consultation
    statements = list(shown_statements(consultation))
    form = SheetForm(request.POST if request.method == "POST" else None, statements=statements)
    differing: tuple[int, ...] = ()
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                typed = type_sheet(actor=request.actor, sheet=found, answers=form.answers())
            except RuleBroken as error:
                form.add_error(None, str(error))
                status = status_of(error)
            else:
                if typed.outcome is not Outcome.DIFFERS:
                    messages.success(request, _said(typed, found))
                    return redirect(address("sheets", consultation))
                differing, status = typed.differing, 409
    shown = page(
        request,
        consultation,
        "sheets",
        sheet=found,
        form=form,
        turn=found.typings.count() + 1,
        differing=differing,
        lines=[(one, form.field_of(one), one.number in differing) for one in statements],
    )
    return render(request, "consultation/type_sheet.html", shown, status=status)


def _said(typed: Typed, sheet: PaperSheet) -> str:
    if typed.outcome is Outcome.FIRST:
        return _("Sheet %(number)d was typed once. It counts when it is typed the same a second time.") % {
            "number": sheet.number
        }
    if typed.left_out:
        return _(
            "Sheet %(number)d is counted: %(counted)d answers. %(left)d were left out, because the person"
            " had answered them on a phone or the statement is no longer shown."
        ) % {"number": sheet.number, "counted": typed.counted, "left": len(typed.left_out)}
    sentence = ngettext(
        "Sheet %(number)d is counted: %(counted)d answer.",
        "Sheet %(number)d is counted: %(counted)d answers.",
        typed.counted,
    )
    return sentence % {"number": sheet.number, "counted": typed.counted}
