"""The own group's ratings: the grid and its list, rating one, the file."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.documents.list_files import TYPES, list_file
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.requests import Request
from titiktemu.meetings.stakeholders.exporting import link_rows, stakeholder_rows
from titiktemu.meetings.stakeholders.forms.stakeholders import RateForm, marks_of
from titiktemu.meetings.stakeholders.models import Stakeholder
from titiktemu.meetings.stakeholders.pictures import grid_of
from titiktemu.meetings.stakeholders.queries.ratings import by_quarter, own_rating, rated_by
from titiktemu.meetings.stakeholders.queries.register import removed_stakeholders, stakeholders_of
from titiktemu.meetings.stakeholders.services.rating import Said, rate_as_leading, rate_for_side
from titiktemu.meetings.stakeholders.services.register import Changed
from titiktemu.meetings.stakeholders.views.places import (
    initiative_for,
    page,
    rating_group,
    stakeholder_for,
)
from titiktemu.meetings.stakeholders.words import LEADING


@require_safe
def ratings(request: Request, slug: str) -> HttpResponse:
    """Power against interest as the own group sees them, as picture and as list."""
    initiative = initiative_for(request.actor, slug)
    group = rating_group(request.actor, initiative)
    rated = rated_by(group, stakeholders_of(initiative))
    kept = [one for one in rated_by(group, removed_stakeholders(initiative)) if one.rating]
    shown = page(
        request.actor,
        initiative,
        "ratings",
        grid=grid_of(rated),
        quarters=by_quarter(rated),
        unrated=[one.stakeholder for one in rated if one.rating is None],
        kept=kept,
        is_empty=not rated,
    )
    return render(request, "stakeholders/ratings.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: Request, slug: str, stakeholder: int) -> HttpResponse:
    """Say what the own group sees in one stakeholder."""
    initiative = initiative_for(request.actor, slug)
    group = rating_group(request.actor, initiative)
    row = stakeholder_for(initiative, stakeholder)
    kept = own_rating(group, row)
    form = RateForm(request.POST or None, initial=marks_of(kept))
    if request.method == "POST" and form.is_valid():
        try:
            _rate(request.actor, row, group, form.said)
        except Changed as error:
            kept = own_rating(group, row)
            form.data = data = request.POST.copy()
            data["version"] = str(kept.version if kept else 0)
            form.add_error(None, str(error))
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("What your group says is kept. Nobody else sees it."))
            return _next(request, slug, group)
    shown = page(request.actor, initiative, "rate", one=row, form=form, kept=kept)
    return render(request, "stakeholders/rate.html", shown, status=422 if form.errors else 200)


def _rate(actor: Actor, row: Stakeholder, group: str, said: Said) -> None:
    if group == LEADING:
        rate_as_leading(actor=actor, stakeholder=row, said=said)
    else:
        rate_for_side(actor=actor, stakeholder=row, side=group, said=said)


def _next(request: Request, slug: str, group: str) -> HttpResponse:
    """To the next one that waits, where that was asked for; else back to the grid."""
    if request.POST.get("do") == "next":
        rows = stakeholders_of(initiative_for(request.actor, slug))
        waits = next((one.stakeholder for one in rated_by(group, rows) if one.rating is None), None)
        if waits is not None:
            return redirect("stakeholders:rate", slug, waits.number)
    return redirect("stakeholders:ratings", slug)


@require_safe
def file(request: Request, slug: str, form: str) -> HttpResponse:
    """The register with the own group's ratings, and with XLSX the links."""
    initiative = initiative_for(request.actor, slug)
    if form not in TYPES:
        raise Http404
    sheets = {"stakeholders": stakeholder_rows(request.actor, initiative)}
    if form == "xlsx":
        sheets["links"] = link_rows(initiative)
    return list_file(sheets, name=f"{initiative.slug}-pemangku-kepentingan", ending=form)
