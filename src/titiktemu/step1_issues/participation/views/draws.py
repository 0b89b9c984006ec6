"""Selections by lot: volunteers and quotas, the published lottery, the draw in public."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, allows
from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.participation.forms.draws import PublishForm, QuotasForm, SeedForm, SelectionForm
from titiktemu.step1_issues.participation.models import Selection
from titiktemu.step1_issues.participation.queries.selections import chances_of, selections_of
from titiktemu.step1_issues.participation.services.draws import (
    CHANGEABLE,
    ask_again,
    change_selection,
    draw_panel,
    prepare_selection,
    publish_lottery,
)
from titiktemu.step1_issues.participation.views.places import address, initiative_for, page, selection_for


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """Every selection."""
    initiative = initiative_for(request.actor, slug)
    shown = page(request, initiative, "draws", selections=list(selections_of(request.actor, initiative)))
    return render(request, "participation/draws.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Request, slug: str) -> HttpResponse:
    """Volunteers and quotas."""
    initiative = initiative_for(request.actor, slug, Action.PREPARE_SELECTION)
    posted = request.method == "POST"
    form = SelectionForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        made = prepare_selection(actor=request.actor, initiative=initiative, **form.told)
        return redirect(address("draw", initiative, made.number))
    shown = page(request, initiative, "create_draw", form=form)
    return render(request, "participation/create_draw.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: Request, slug: str, number: int) -> HttpResponse:
    """One selection; whoever prepares it may give it other quotas before it is published."""
    action = Action.PREPARE_SELECTION if request.method == "POST" else Action.VIEW_PARTICIPATION
    selection = selection_for(request.actor, slug, number, action)
    if request.method != "POST":
        return show_draw(request, selection)
    if request.POST.get("do") == "again":
        ask_again(actor=request.actor, selection=selection)
        return redirect(address("draw", selection.initiative, number))
    form = QuotasForm(request.POST)
    if not form.is_valid():
        return show_draw(request, selection, quotas=form)
    told = {name: form.cleaned_data[name] for name in ("size", "quotas")}
    change_selection(actor=request.actor, selection=selection, **told)
    return redirect(address("draw", selection.initiative, number))


def show_draw(request: Request, selection: Selection, **forms: Any) -> HttpResponse:
    """The page of a selection, perhaps with a form that was not well filled in."""
    prepares = allows(request.actor, Action.PREPARE_SELECTION, selection.initiative)
    template, values = selection.problem.get("template", ""), selection.problem.get("values", {})
    shown = page(
        request,
        selection.initiative,
        "draw",
        selection=selection,
        chances=chances_of(selection),
        drawn=selection.summary.get("drawn", []),
        problem=_(template).format(**values) if template else "",
        command=_command(selection),
        prepares=prepares,
        may_change=prepares and selection.state in CHANGEABLE,
        quotas=forms.get("quotas") or QuotasForm(initial=_initial(selection)),
        publishing=forms.get("publishing") or PublishForm(),
        seeding=forms.get("seeding") or SeedForm(),
    )
    return render(request, "participation/draw.html", shown, status=422 if forms else 200)


def _initial(selection: Selection) -> dict[str, Any]:
    rows = [",".join(map(_quoted, one)) for one in selection.quotas]
    return {"size": selection.size, "quotas": "\n".join(["category,feature,min,max", *rows])}


def _quoted(cell: Any) -> str:
    text = str(cell)
    return '"{}"'.format(text.replace('"', '""')) if set(text) & set(',"\n\r;\t') else text


def _command(selection: Selection) -> str:
    """What anybody types to draw the same panel."""
    return f"./titiktemu analyse sortition --draw {_file(selection)} --seed {selection.seed or '…'} --json"


def _file(selection: Selection) -> str:
    return f"undian-{selection.initiative.slug}-{selection.number}.json"


@require_POST
def publish(request: Request, slug: str, number: int) -> HttpResponse:
    """Make the lottery known."""
    selection = selection_for(request.actor, slug, number, Action.PUBLISH_LOTTERY)
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            publish_lottery(actor=request.actor, selection=selection, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The lottery is published. Now announce the draw."))
            return redirect(address("draw", selection.initiative, number))
    return show_draw(request, selection, publishing=form)


@require_POST
def seed(request: Request, slug: str, number: int) -> HttpResponse:
    """Draw with the seed that was thrown."""
    selection = selection_for(request.actor, slug, number, Action.DRAW_PANEL)
    form = SeedForm(request.POST)
    if form.is_valid():
        try:
            draw_panel(actor=request.actor, selection=selection, seed=form.cleaned_data["seed"])
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            return redirect(address("draw", selection.initiative, number))
    return show_draw(request, selection, seeding=form)


@require_safe
def lottery(request: Request, slug: str, number: int) -> HttpResponse:
    """The lottery file, byte for byte what the fingerprint is of."""
    selection = selection_for(request.actor, slug, number)
    if not selection.lottery:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{_file(selection)}"'}
    return HttpResponse(selection.lottery.encode(), content_type="application/json", headers=headers)
