"""Adding a claim, and putting another in its place."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.permissions import Action, allows
from titiktemu.foundation.requests import Request
from titiktemu.step2_forum.understanding.content import Impossible
from titiktemu.step2_forum.understanding.forms.claims import ClaimForm, claim_told
from titiktemu.step2_forum.understanding.models import Claim, Passage
from titiktemu.step2_forum.understanding.services.claims import add_claim, replace_claim
from titiktemu.step2_forum.understanding.views.places import initiative_for, page, passage_of, writing


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, slug: str, passage: int) -> HttpResponse:
    """Say that something is so, with what shows it."""
    initiative = initiative_for(request.actor, slug)
    side, kept = writing(request.actor, initiative), passage_of(initiative, passage)
    form = ClaimForm(request.POST or None, initiative=initiative)
    if form.is_bound and form.is_valid():
        try:
            add_claim(actor=request.actor, passage=kept, side=side, **form.cleaned_data)
        except RuleBroken as error:
            put_error(form, error)
        else:
            messages.success(request, _("The claim is kept."))
            return redirect("understanding:passage", slug, passage)
    return _shown(request, kept, form)


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: Request, slug: str, passage: int, claim: int) -> HttpResponse:
    """Put another claim in the place of one; the earlier stays to be read."""
    initiative = initiative_for(request.actor, slug)
    kept = passage_of(initiative, passage)
    row = get_object_or_404(Claim.objects.select_related("passage__initiative"), passage=kept, number=claim)
    if not allows(request.actor, Action.KEEP_CLAIM, initiative, side=row.side):
        raise NotAllowed(Action.KEEP_CLAIM)
    form = ClaimForm(request.POST or None, initiative=initiative, initial=claim_told(row))
    if form.is_bound and form.is_valid():
        try:
            replace_claim(actor=request.actor, claim=row, **form.cleaned_data)
        except RuleBroken as error:
            put_error(form, error)
        else:
            messages.success(request, _("The new claim is kept; the earlier one stays to be read."))
            return redirect("understanding:passage", slug, passage)
    return _shown(request, kept, form, claim=row)


def put_error(form: Any, error: RuleBroken) -> None:
    """Show a broken rule at the field where it was typed, or above all fields."""
    field = error.field if isinstance(error, Impossible) and error.field in form.fields else None
    form.add_error(field, str(error))


def _shown(request: Request, kept: Passage, form: ClaimForm, claim: Claim | None = None) -> HttpResponse:
    shown = page(request.actor, kept.initiative, "claim", passage=kept, form=form, claim=claim)
    return render(request, "understanding/claim.html", shown, status=422 if form.errors else 200)
