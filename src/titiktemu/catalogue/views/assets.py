"""Data that a side holds: one asset with its tables, noting one, changing it, and preparing a table of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.catalogue.addresses import address, asset_address
from titiktemu.catalogue.asset_forms import AssetForm
from titiktemu.catalogue.asset_register import MAKERS
from titiktemu.catalogue.dataset_forms import TableOfAssetForm
from titiktemu.catalogue.models import DataAsset, Dataset
from titiktemu.catalogue.queries import known_to_both, speaker, visible_assets
from titiktemu.catalogue.queries.pages import listed_of
from titiktemu.catalogue.services.datasets import add_asset, add_dataset, edit_asset, tell_asset
from titiktemu.catalogue.views.places import initiative_for
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import BOTH_SIDES


def asset_for(actor: Actor, slug: str, number: int) -> DataAsset:
    """The asset, if it exists for this reader: before anything of it is released only for its side."""
    return get_object_or_404(visible_assets(actor, initiative_for(actor, slug)), number=number)


@require_safe
def asset(request: Request, slug: str, asset: int) -> HttpResponse:
    """What it is, who holds it, and its tables with what was released or what they wait for."""
    found = asset_for(request.actor, slug, asset)
    initiative, side = found.initiative, found.side
    shown = {
        "initiative": initiative,
        "asset": found,
        "listed": listed_of(request.actor, found),
        "may_edit": allows(request.actor, Action.EDIT_ASSET, initiative, side=side),
        "may_add": allows(request.actor, Action.ADD_DATASET, initiative, side=side),
        "may_tell": allows(request.actor, Action.TELL_ASSET, initiative, side=side)
        and not known_to_both(initiative).filter(pk=found.pk).exists(),
    }
    return render(request, "catalogue/asset.html", shown)


@require_POST
def tell(request: Request, slug: str, asset: int) -> HttpResponse:
    """Let the other side know of it."""
    found = asset_for(request.actor, slug, asset)
    tell_asset(actor=request.actor, asset=found)
    messages.success(request, _("The other side sees this page now."))
    return redirect(asset_address("asset", found))


@require_safe
def register_file(request: Request, slug: str, form: str) -> HttpResponse:
    """The register of assets as far as this reader knows of it, with the names of DCAT."""
    initiative = initiative_for(request.actor, slug)
    if form not in MAKERS:
        raise Http404
    kind, made = MAKERS[form]
    rows = list(visible_assets(request.actor, initiative))
    answer = HttpResponse(made(initiative, rows), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{initiative.slug}-daftar-aset.{form}"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: Request, slug: str) -> HttpResponse:
    """Note data that a side holds, without any table of it."""
    initiative = initiative_for(request.actor, slug)
    sides = _sides(request, initiative, Action.ADD_ASSET)
    require(request.actor, Action.ADD_ASSET, initiative, side=sides[0] if sides else "")
    place = speaker(request.actor, initiative, sides[0])
    initial = {"holder": place.organisation if place else None}
    form = AssetForm(request.POST or None, initiative=initiative, sides=sides, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = add_asset(actor=request.actor, initiative=initiative, **form.told)
        messages.success(request, _("The data are noted. A table of them can be prepared now or later."))
        return redirect(asset_address("asset", made))
    shown = {"initiative": initiative, "asset": None, "form": form}
    return render(
        request, "catalogue/asset_edit.html", shown, status=422 if request.method == "POST" else 200
    )


def _sides(request: Request, initiative: Initiative, action: Action) -> list[str]:
    """Sides for which this reader may do it."""
    return [side.value for side in BOTH_SIDES if allows(request.actor, action, initiative, side=side.value)]


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, slug: str, asset: int) -> HttpResponse:
    """Change what is known of it."""
    found = asset_for(request.actor, slug, asset)
    initiative = found.initiative
    require(request.actor, Action.EDIT_ASSET, initiative, side=found.side)
    sides = _sides(request, initiative, Action.EDIT_ASSET)
    form = AssetForm(request.POST or None, instance=found, initiative=initiative, sides=sides)
    if request.method == "POST" and form.is_valid():
        try:
            edit_asset(actor=request.actor, asset=asset_for(request.actor, slug, asset), **form.told)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("What is known of the data is saved."))
            return redirect(asset_address("asset", found))
    # The form writes into its instance even where it is wrong; the page shows what is stored.
    stored = asset_for(request.actor, slug, asset) if form.is_bound else found
    shown = {"initiative": initiative, "asset": stored, "form": form}
    return render(
        request, "catalogue/asset_edit.html", shown, status=422 if request.method == "POST" else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_table(request: Request, slug: str, asset: int) -> HttpResponse:
    """Prepare a dataset of it."""
    found = asset_for(request.actor, slug, asset)
    initiative = found.initiative
    require(request.actor, Action.ADD_DATASET, initiative, side=found.side)
    initial = {"licence": Dataset.Licence.CC_BY, "region": initiative.region}
    form = TableOfAssetForm(request.POST or None, asset=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = add_dataset(actor=request.actor, asset=found, **form.of_dataset)
        messages.success(request, _("The dataset is prepared. Now send its first file."))
        return redirect(address("upload", made))
    shown = {"initiative": initiative, "dataset": None, "asset": found, "form": form}
    return render(request, "catalogue/edit.html", shown, status=422 if request.method == "POST" else 200)
