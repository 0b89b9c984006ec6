"""Further analysis: criteria with each side's own weights, and ballots about several issues."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step1_issues.forms.polls import CriterionForm, LevelsForm, WeightsForm
from titiktemu.step1_issues.models import Criterion, Poll
from titiktemu.step1_issues.queries.criteria import Weighing, weighing_of
from titiktemu.step1_issues.queries.people import voter_in
from titiktemu.step1_issues.services.criteria import add_criterion, remove_criterion, set_levels, set_weights
from titiktemu.step1_issues.views.places import address, initiative_for, page


@require_safe
def advanced(request: Request, slug: str) -> HttpResponse:
    """What the plain way does without."""
    return show_advanced(request, initiative_for(request.actor, slug))


def show_advanced(
    request: Request, initiative: Initiative, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """The page, perhaps with a form on it that was not well filled in."""
    actor = request.actor
    found = weighing_of(initiative)
    edits = allows(actor, Action.EDIT_CRITERIA, initiative)
    shown = page(
        request,
        initiative,
        "advanced",
        found=found,
        chances=_chances(found),
        ranks=range(1, len(found.weighed) + 1),
        criteria=[
            {
                "criterion": one,
                "points": [found.points.get((one.pk, side.value)) for side in BOTH_SIDES],
                "form": _levels_form(one, initiative, forms) if edits else None,
            }
            for one in found.criteria
        ],
        sides=[side.value for side in BOTH_SIDES],
        criterion_form=(forms.get("criterion_form") or CriterionForm()) if edits else None,
        weights_form=forms.get("weights_form") or _weights_form(request, initiative, found),
        polls=list(Poll.objects.filter(initiative=initiative).order_by("-number")),
        may_poll=allows(actor, Action.PREPARE_POLL, initiative),
    )
    return render(request, "issues/advanced.html", shown, status=status)


def _levels_form(criterion: Criterion, initiative: Initiative, forms: dict[str, Any]) -> LevelsForm:
    criterion.initiative = initiative
    given = forms.get("levels_form")
    return given if given is not None and forms.get("of") == criterion.pk else LevelsForm(criterion=criterion)


def _chances(found: Weighing) -> list[dict[str, Any]]:
    """Each issue with its rank for each side and its chance of each rank."""
    return [
        {
            "issue": one.issue,
            "own": [one.by_side.get(side.value) for side in BOTH_SIDES],
            "ranks": one.acceptability.ranks,
            "first": one.acceptability.ranks[0],
        }
        for one in found.weighed
    ]


def _weights_form(request: Request, initiative: Initiative, found: Weighing) -> WeightsForm | None:
    voter = voter_in(request.actor, initiative)
    if voter is None or not found.criteria:
        return None
    if not allows(request.actor, Action.SET_WEIGHTS, initiative, side=voter.side):
        return None
    own = {pk: points for (pk, side), points in found.points.items() if side == voter.side}
    return WeightsForm(criteria=found.criteria, points=own)


@require_POST
def add(request: Request, slug: str) -> HttpResponse:
    """Add a criterion."""
    initiative = initiative_for(request.actor, slug)
    require(request.actor, Action.EDIT_CRITERIA, initiative)
    form = CriterionForm(request.POST)
    if form.is_valid():
        try:
            add_criterion(actor=request.actor, initiative=initiative, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The criterion is added. Now say how each issue does on it."))
            return redirect(address("advanced", initiative))
    return show_advanced(request, initiative, criterion_form=form, status=422)


def _criterion(initiative: Initiative, number: int) -> Criterion:
    found = get_object_or_404(Criterion, initiative=initiative, number=number)
    found.initiative = initiative
    return found


@require_POST
def levels(request: Request, slug: str, criterion: int) -> HttpResponse:
    """How the issues do on a criterion; or remove it."""
    initiative = initiative_for(request.actor, slug)
    require(request.actor, Action.EDIT_CRITERIA, initiative)
    found = _criterion(initiative, criterion)
    if request.POST.get("do") == "remove":
        remove_criterion(actor=request.actor, criterion=found)
        messages.success(request, _("The criterion is removed."))
        return redirect(address("advanced", initiative))
    form = LevelsForm(request.POST, criterion=found)
    if not form.is_valid():
        return show_advanced(request, initiative, levels_form=form, of=found.pk, status=422)
    set_levels(actor=request.actor, criterion=found, levels=form.levels, source=form.cleaned_data["source"])
    messages.success(request, _("The levels are saved."))
    return redirect(address("advanced", initiative))


@require_POST
def weights(request: Request, slug: str) -> HttpResponse:
    """What each swing is worth to one's own side."""
    initiative = initiative_for(request.actor, slug)
    voter = voter_in(request.actor, initiative)
    require(request.actor, Action.SET_WEIGHTS, initiative, side=voter.side if voter else "")
    criteria = list(Criterion.objects.filter(initiative=initiative))
    form = WeightsForm(request.POST, criteria=criteria, points={})
    if form.is_valid():
        try:
            set_weights(actor=request.actor, initiative=initiative, points=form.points)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It is noted what each criterion is worth to your side."))
            return redirect(address("advanced", initiative))
    return show_advanced(request, initiative, weights_form=form, status=422)
