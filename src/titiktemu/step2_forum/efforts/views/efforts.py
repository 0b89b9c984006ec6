"""The register of current efforts: table, picture, one effort, a table in, CSV out."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.documents.list_files import TYPES, list_file
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, may_see, require
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step2_forum.efforts.forms.efforts import EffortForm, TableForm, told_of
from titiktemu.step2_forum.efforts.models import Effort
from titiktemu.step2_forum.efforts.pictures import shapes
from titiktemu.step2_forum.efforts.queries.efforts import causes_of, efforts_of, worked_on
from titiktemu.step2_forum.efforts.queries.table import MOST_FAULTS, Taken, efforts_table, read_efforts
from titiktemu.step2_forum.efforts.services.efforts import (
    Changed,
    change_effort,
    record_effort,
    record_table,
    remove_effort,
)


def _initiative(actor: Actor, slug: str) -> Initiative:
    initiative = get_object_or_404(Initiative, slug=slug)
    if not may_see(actor, initiative):
        raise Http404
    require(actor, Action.VIEW_EFFORTS, initiative)
    return initiative


def _sides(actor: Actor, initiative: Initiative) -> list[str]:
    """The sides for which this person may record."""
    return [one.value for one in BOTH_SIDES if allows(actor, Action.KEEP_EFFORT, initiative, side=one)]


def _recording(actor: Actor, initiative: Initiative) -> list[str]:
    sides = _sides(actor, initiative)
    if not sides:
        raise NotAllowed
    return sides


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """Every effort, and the causes with the efforts on each."""
    initiative = _initiative(request.actor, slug)
    efforts = list(efforts_of(initiative))
    worked = worked_on(list(causes_of(initiative)), efforts)
    shown = {
        "initiative": initiative,
        "here": "index",
        "efforts": efforts,
        "worked": worked,
        "alone": [one for one in worked if one.is_alone],
        "crowded": [one for one in worked if one.is_crowded],
        "untied": sum(not one.causes.all() for one in efforts),
        "may_record": bool(_sides(request.actor, initiative)),
        **shapes(worked),
    }
    return render(request, "efforts/efforts.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Request, slug: str) -> HttpResponse:
    """Record an effort."""
    initiative = _initiative(request.actor, slug)
    sides = _recording(request.actor, initiative)
    form = EffortForm(request.POST or None, sides=sides, causes=list(causes_of(initiative)))
    if request.method == "POST" and form.is_valid():
        try:
            record_effort(
                actor=request.actor, initiative=initiative, side=form.cleaned_data["side"], **form.told
            )
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The effort is recorded."))
            return redirect("efforts:efforts", slug)
    return _form(request, initiative, form)


@require_http_methods(["GET", "HEAD", "POST"])
def effort(request: Request, slug: str, effort: int) -> HttpResponse:
    """One effort: all that is known, and for its side the form."""
    initiative = _initiative(request.actor, slug)
    row = get_object_or_404(efforts_of(initiative).select_related("initiative"), number=effort)
    if request.method != "POST":
        form = _bound(initiative, row)
        return _form(request, initiative, form, row)
    require(request.actor, Action.KEEP_EFFORT, initiative, side=row.side)
    if request.POST.get("do") == "remove":
        remove_effort(actor=request.actor, effort=row)
        messages.success(request, _("The effort is off the register."))
        return redirect("efforts:efforts", slug)
    form = _bound(initiative, row, request.POST)
    if form.is_valid():
        told = form.told
        try:
            version = form.cleaned_data["version"] or 0
            change_effort(actor=request.actor, effort=row, version=version, **told)
        except Changed as error:
            # What was typed stays in the form; what the other saved stands above it.
            row = efforts_of(initiative).get(pk=row.pk)
            form.data = request.POST.copy()
            form.data["version"] = str(row.version)
            form.add_error(None, str(error))
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The effort is saved."))
            return redirect("efforts:effort", slug, effort)
    return _form(request, initiative, form, row)


def _bound(initiative: Initiative, row: Effort, data: Any = None) -> EffortForm:
    causes = list(causes_of(initiative))
    return EffortForm(data, sides=[row.side], causes=causes, initial=told_of(row))


def _form(
    request: Request, initiative: Initiative, form: EffortForm, row: Effort | None = None
) -> HttpResponse:
    shown = {
        "initiative": initiative,
        "here": "effort" if row else "create",
        "form": form,
        "effort": row,
        "writes": row is None or allows(request.actor, Action.KEEP_EFFORT, initiative, side=row.side),
    }
    return render(request, "efforts/effort.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def table(request: Request, slug: str) -> HttpResponse:
    """Take efforts from a table: all rows, or none and what is wrong with each."""
    initiative = _initiative(request.actor, slug)
    sides = _recording(request.actor, initiative)
    form = TableForm(request.POST or None, request.FILES or None, sides=sides)
    found = Taken()
    if request.method == "POST" and form.is_valid():
        try:
            found = _read(form, initiative)
            if not found.faults:
                side = form.cleaned_data["side"]
                record_table(actor=request.actor, initiative=initiative, side=side, rows=found.rows)
                _tell(request, found)
                return redirect("efforts:efforts", slug)
            form.add_error("table", _("Nothing was taken yet: some rows need another look."))
        except RuleBroken as error:
            form.add_error("table", str(error))
    shown = {
        "initiative": initiative,
        "here": "table",
        "form": form,
        "faults": found.faults[:MOST_FAULTS],
        "more": max(0, len(found.faults) - MOST_FAULTS),
    }
    return render(request, "efforts/table.html", shown, status=422 if form.errors else 200)


def _read(form: TableForm, initiative: Initiative) -> Taken:
    sent = form.cleaned_data["table"]
    with NamedTemporaryFile(suffix=Path(sent.name).suffix[:8]) as place:
        for part in sent.chunks():
            place.write(part)
        place.flush()
        return read_efforts(Path(place.name), list(causes_of(initiative)))


def _tell(request: Request, found: Taken) -> None:
    many = len(found.rows)
    messages.success(
        request,
        ngettext("%(many)d effort is recorded.", "%(many)d efforts are recorded.", many) % {"many": many},
    )
    if found.unknown:
        messages.warning(
            request, _("These columns were not taken: %(names)s.") % {"names": ", ".join(found.unknown[:10])}
        )


@require_safe
def file(request: Request, slug: str, ending: str) -> HttpResponse:
    """All efforts as CSV or XLSX."""
    initiative = _initiative(request.actor, slug)
    if ending not in TYPES:
        raise Http404
    rows = efforts_table(list(efforts_of(initiative)))
    return list_file({"upaya": rows}, name=f"{initiative.slug}-upaya", ending=ending)
