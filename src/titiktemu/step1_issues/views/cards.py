"""The wall of cards, one card, and writing them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.catalogue.queries import visible_assets, visible_datasets
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.errors import NotAllowed
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step1_issues.forms.cards import IssueForm, NamedDataForm, WishForm
from titiktemu.step1_issues.models import Issue, NamedData
from titiktemu.step1_issues.queries.issues import cards_of, line_of, may_change, whole_cards
from titiktemu.step1_issues.queries.people import voter_in
from titiktemu.step1_issues.queries.records import agreement_on
from titiktemu.step1_issues.sectors import TEMPLATES, template_for
from titiktemu.step1_issues.services.cards import add_issue, edit_issue, name_data, say_why, take_data_off
from titiktemu.step1_issues.views.places import (
    initiative_for,
    issue_address,
    issue_for,
    issue_page,
    page,
)
from titiktemu.step1_issues.words import IssueState

GROUPS = (
    (IssueState.CHOSEN, IssueState.SHORTLISTED),
    (IssueState.CANDIDATE,),
    (IssueState.SET_ASIDE, IssueState.REPLACED),
)


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """Every card: what is on the short list first, what was set aside last."""
    initiative = initiative_for(request.actor, slug)
    cards = cards_of(initiative)
    for one in cards:
        wanted = {wish.side for wish in one.wishes.all()}
        one.wanted_by = [side.value for side in BOTH_SIDES if side.value in wanted]  # type: ignore[attr-defined]
    shown = page(
        request,
        initiative,
        "index",
        groups=[[one for one in cards if one.state in states] for states in GROUPS],
        is_empty=not cards,
        sector_template=template_for(initiative.sector),
        templates=TEMPLATES.values(),
    )
    return render(request, "issues/index.html", shown)


@require_safe
def sector(request: Request, slug: str, template: str) -> HttpResponse:
    """Questions to ask in a sector, and data that offices of it usually hold."""
    initiative = initiative_for(request.actor, slug)
    if template not in TEMPLATES:
        raise Http404
    shown = page(request, initiative, "sector", template=TEMPLATES[template], templates=TEMPLATES.values())
    return render(request, "issues/sector.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Request, slug: str) -> HttpResponse:
    """Write a card."""
    initiative = initiative_for(request.actor, slug)
    require(request.actor, Action.ADD_ISSUE, initiative)
    form = IssueForm(request.POST or None, initiative=initiative)
    if request.method == "POST" and form.is_valid():
        made = add_issue(actor=request.actor, initiative=initiative, **form.told)
        messages.success(
            request, _("The card is on the wall. Now both sides can say why they want it solved.")
        )
        return redirect(issue_address("card", made))
    shown = page(request, initiative, "create", issue=None, form=form)
    return render(request, "issues/edit.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, slug: str, number: int) -> HttpResponse:
    """Change a card."""
    issue = issue_for(request.actor, slug, number)
    require(request.actor, Action.EDIT_ISSUE, issue.initiative)
    if not _may_edit(request.actor, issue):
        raise NotAllowed(Action.EDIT_ISSUE)
    form = IssueForm(request.POST or None, instance=issue, initiative=issue.initiative)
    if request.method == "POST" and form.is_valid():
        edit_issue(actor=request.actor, issue=issue_for(request.actor, slug, number), **form.told)
        messages.success(request, _("The card is saved."))
        return redirect(issue_address("card", issue))
    stored = issue_for(request.actor, slug, number) if form.is_bound else issue
    shown = page(request, issue.initiative, "edit", issue=stored, form=form)
    return render(request, "issues/edit.html", shown, status=422 if form.errors else 200)


def _may_edit(actor: Actor, issue: Issue) -> bool:
    return allows(actor, Action.SORT_ISSUES, issue.initiative) or may_change(actor, issue)


@require_safe
def card(request: Request, slug: str, number: int) -> HttpResponse:
    """One card with everything on it."""
    return show_card(request, issue_for(request.actor, slug, number))


def show_card(
    request: Request,
    issue: Issue,
    *,
    wish_form: WishForm | None = None,
    data_form: NamedDataForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a card, perhaps with a form on it that was not well filled in."""
    actor, initiative = request.actor, issue.initiative
    found = whole_cards(initiative).get(pk=issue.pk)
    found.initiative = initiative
    voter = voter_in(actor, initiative)
    wishes = list(found.wishes.all())
    own = next((wish for wish in wishes if voter is not None and wish.place_id == voter.pk), None)
    names_data = found.is_open and allows(actor, Action.NAME_DATA, initiative)
    shown = issue_page(
        request,
        found,
        "card",
        sides=[{"side": side.value, "wishes": [w for w in wishes if w.side == side]} for side in BOTH_SIDES],
        data=_data_lines(actor, found),
        authors=list(dict.fromkeys(one.organisation for one in found.authors.all() if one.organisation)),
        ancestors=line_of(found),
        wish_form=(wish_form or WishForm(instance=own)) if voter and found.is_open else None,
        data_form=(data_form or NamedDataForm(actor=actor, initiative=initiative)) if names_data else None,
        agreement=agreement_on(actor, found),
        may_edit=found.is_open and _may_edit(actor, found),
        may_sort=allows(actor, Action.SORT_ISSUES, initiative),
    )
    return render(request, "issues/card.html", shown, status=status)


def _data_lines(actor: Actor, issue: Issue) -> list[dict[str, Any]]:
    """Named data of the card itself; a link into the catalogue only where the reader may know of it there."""
    rows = [one for one in issue.named_data.all() if one.solution_id is None]
    assets = set(visible_assets(actor, issue.initiative).values_list("pk", flat=True)) if rows else set()
    datasets = set(visible_datasets(actor, issue.initiative).values_list("pk", flat=True)) if rows else set()
    return [
        {
            "data": one,
            "asset": one.asset if one.asset_id in assets else None,
            "dataset": one.dataset if one.dataset_id in datasets else None,
        }
        for one in rows
    ]


@require_POST
def why(request: Request, slug: str, number: int) -> HttpResponse:
    """Say why one's own side wants it solved."""
    issue = issue_for(request.actor, slug, number)
    voter = voter_in(request.actor, issue.initiative)
    require(request.actor, Action.SAY_WHY, issue.initiative, side=voter.side if voter else "")
    form = WishForm(request.POST)
    if not form.is_valid():
        return show_card(request, issue, wish_form=form, status=422)
    said = say_why(actor=request.actor, issue=issue, **form.cleaned_data)
    messages.success(request, _("Your reason is on the card.") if said else _("Your reason is taken back."))
    return redirect(f"{issue_address('card', issue)}#alasan")


@require_POST
def name(request: Request, slug: str, number: int) -> HttpResponse:
    """Name data that would help."""
    issue = issue_for(request.actor, slug, number)
    require(request.actor, Action.NAME_DATA, issue.initiative)
    form = NamedDataForm(request.POST, actor=request.actor, initiative=issue.initiative)
    if not form.is_valid():
        return show_card(request, issue, data_form=form, status=422)
    name_data(actor=request.actor, issue=issue, **form.told)
    messages.success(request, _("The data is named on the card."))
    return redirect(f"{issue_address('card', issue)}#data")


@require_POST
def take_off(request: Request, slug: str, number: int, data: int) -> HttpResponse:
    """Take named data off."""
    issue = issue_for(request.actor, slug, number)
    require(request.actor, Action.NAME_DATA, issue.initiative)
    found = get_object_or_404(NamedData.objects.select_related("issue__initiative"), issue=issue, pk=data)
    take_data_off(actor=request.actor, data=found)
    messages.success(request, _("The data is taken off."))
    back = "solutions" if found.solution_id and request.POST.get("from") == "solutions" else "card"
    return redirect(f"{issue_address(back, issue)}#data")
