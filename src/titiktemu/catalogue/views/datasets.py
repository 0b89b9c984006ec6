"""The catalogue: the list of both sides' data, one dataset, a new one, and what it says of itself."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.catalogue.addresses import address
from titiktemu.catalogue.dataset_forms import DescribeForm, NewDatasetForm
from titiktemu.catalogue.models import Dataset, Delivery
from titiktemu.catalogue.queries import deliveries_of, releases_of, speaker
from titiktemu.catalogue.queries.pages import listed_by_side, with_jobs
from titiktemu.catalogue.services.datasets import add_asset, add_dataset, edit_asset, edit_dataset
from titiktemu.catalogue.telling import told_of
from titiktemu.catalogue.views.places import dataset_for, initiative_for, page
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import BOTH_SIDES

MOST_DELIVERIES = 20


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """Government's data left, civil society's right."""
    initiative = initiative_for(request.actor, slug)
    sides = listed_by_side(request.actor, initiative)
    shown = {
        "initiative": initiative,
        "sides": sides,
        "is_empty": not any(one.datasets or one.assets for one in sides),
        "has_assets": any(one.assets for one in sides),
        "may_create": bool(_own_sides(request, initiative)),
    }
    return render(request, "catalogue/index.html", shown)


def _own_sides(request: Request, initiative: Initiative) -> list[str]:
    """Sides for which this reader may prepare data."""
    return [
        side.value
        for side in BOTH_SIDES
        if allows(request.actor, Action.ADD_DATASET, initiative, side=side.value)
        and allows(request.actor, Action.ADD_ASSET, initiative, side=side.value)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Request, slug: str) -> HttpResponse:
    """Prepare a dataset, of data that is listed already or of new data."""
    initiative = initiative_for(request.actor, slug)
    sides = _own_sides(request, initiative)
    require(request.actor, Action.ADD_DATASET, initiative, side=sides[0] if sides else "")
    place = speaker(request.actor, initiative, sides[0])
    initial = {
        "licence": Dataset.Licence.CC_BY,
        "region": initiative.region,
        "holder": place.organisation_id if place else None,
    }
    form = NewDatasetForm(request.POST or None, initiative=initiative, sides=sides, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = _made(request, initiative, form)
        messages.success(request, _("The dataset is prepared. Now send its first file."))
        return redirect(address("upload", made))
    shown = {"initiative": initiative, "dataset": None, "form": form}
    return render(request, "catalogue/edit.html", shown, status=422 if request.method == "POST" else 200)


@transaction.atomic
def _made(request: Request, initiative: Initiative, form: NewDatasetForm) -> Dataset:
    asset = form.cleaned_data.get("asset") or add_asset(
        actor=request.actor,
        initiative=initiative,
        title=form.cleaned_data["title"],
        title_en=form.cleaned_data["title_en"],
        side=form.cleaned_data["side"],
        **form.of_asset,
    )
    return add_dataset(actor=request.actor, asset=asset, **form.of_dataset)


@require_safe
def dataset(request: Request, slug: str, number: int) -> HttpResponse:
    """The newest release with all that is known of it, earlier ones, and for its side what is on its way."""
    found = dataset_for(request.actor, slug, number)
    releases = list(releases_of(found))
    for one in releases:
        one.dataset = found
    newest = next((one for one in releases if not one.is_withdrawn), None)
    shown = page(request, found, "dataset")
    shown |= {
        "release": newest and told_of(request, newest),
        "others": [one for one in releases if one is not newest],
        "deliveries": _under_way(found) if shown["may_view_deliveries"] else [],
    }
    return render(request, "catalogue/dataset.html", shown)


def _under_way(found: Dataset) -> list[Any]:
    over = (Delivery.State.RELEASED, Delivery.State.DISCARDED)
    return with_jobs(deliveries_of(found).exclude(state__in=over)[:MOST_DELIVERIES])


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, slug: str, number: int) -> HttpResponse:
    """Change what a dataset says of itself."""
    found = dataset_for(request.actor, slug, number)
    require(request.actor, Action.EDIT_DATASET, found.initiative, side=found.side)
    form = DescribeForm(
        request.POST or None,
        instance=found,
        initiative=found.initiative,
        sides=[found.side],
        asset=found.asset,
    )
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, slug, number, form)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The description is saved. Releases stay as they were made."))
            return redirect(address("dataset", found))
    # The form writes into its instance even where it is wrong; the page shows what is stored.
    stored = dataset_for(request.actor, slug, number) if form.is_bound else found
    shown = page(request, stored, "edit", form=form)
    return render(request, "catalogue/edit.html", shown, status=422 if request.method == "POST" else 200)


@transaction.atomic
def _change(request: Request, slug: str, number: int, form: DescribeForm) -> None:
    stored = dataset_for(request.actor, slug, number)
    told = form.of_asset
    if any(getattr(stored.asset, name) != value for name, value in told.items()):
        edit_asset(actor=request.actor, asset=stored.asset, **told)
    edit_dataset(actor=request.actor, dataset=stored, **form.of_dataset)
