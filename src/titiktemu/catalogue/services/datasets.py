"""What data there is, and what a dataset says of itself."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.analysis.table_schema.parsing import parse
from titiktemu.analysis.table_schema.schema import SchemaBroken
from titiktemu.catalogue.models import DataAsset, Dataset
from titiktemu.catalogue.queries import next_number
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.words import BOTH_SIDES


@transaction.atomic
def add_asset(*, actor: Actor, initiative: Initiative, title: str, side: str, **fields: Any) -> DataAsset:
    """Note that somebody holds data, whether or not anything of it will be released."""
    require(actor, Action.ADD_ASSET, initiative, side=side)
    _of_two_sides(side)
    _held_by_own_side(side, fields)
    asset = DataAsset.objects.create(
        initiative=initiative,
        number=next_number(_locked_assets(initiative)),
        title=title,
        side=side,
        added_at=timezone.now(),
        **fields,
    )
    record(actor, Action.ADD_ASSET, initiative, asset, {"side": side})
    return asset


def _of_two_sides(side: str) -> None:
    if side not in BOTH_SIDES:
        raise RuleBroken(_("Data in the catalogue belongs to government or to civil society."))


def _held_by_own_side(side: str, fields: dict[str, Any]) -> None:
    holder = fields.get("holder")
    if holder is not None and holder.side in BOTH_SIDES and holder.side != side:
        raise RuleBroken(_("This organisation is of the other side; the data would be too."))


def _locked_assets(initiative: Initiative) -> Any:
    """The initiative's assets; the initiative is kept from others meanwhile, so that numbers stay apart."""
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    return initiative.assets.all()


@transaction.atomic
def edit_asset(*, actor: Actor, asset: DataAsset, **fields: Any) -> DataAsset:
    """Change what is known of an asset; whose it is can change as long as nothing was delivered of it."""
    require(actor, Action.EDIT_ASSET, asset.initiative, side=asset.side)
    asset = DataAsset.objects.select_for_update().get(pk=asset.pk)
    side = fields.get("side", asset.side)
    if side != asset.side:
        require(actor, Action.EDIT_ASSET, asset.initiative, side=side)
        _of_two_sides(side)
        if asset.datasets.filter(deliveries__isnull=False).exists():
            raise RuleBroken(_("Something was delivered of this data; whose it is cannot change any more."))
    _held_by_own_side(side, {"holder": fields.get("holder", asset.holder)})
    for name, value in fields.items():
        setattr(asset, name, value)
    asset.save()
    record(actor, Action.EDIT_ASSET, asset.initiative, asset, {"fields": sorted(fields)})
    return asset


@transaction.atomic
def tell_asset(*, actor: Actor, asset: DataAsset) -> DataAsset:
    """Let the other side know that there is this data and what is known of it. It is not taken back."""
    require(actor, Action.TELL_ASSET, asset.initiative, side=asset.side)
    asset = DataAsset.objects.select_for_update().get(pk=asset.pk)
    if asset.told_at is not None:
        raise RuleBroken(_("The other side knows of this data already."))
    asset.told_at = timezone.now()
    asset.save(update_fields=["told_at"])
    record(actor, Action.TELL_ASSET, asset.initiative, asset, {"side": asset.side})
    return asset


@transaction.atomic
def add_dataset(*, actor: Actor, asset: DataAsset, title: str, **fields: Any) -> Dataset:
    """Prepare a dataset of an asset; nobody outside of its side sees it before its first release."""
    require(actor, Action.ADD_DATASET, asset.initiative, side=asset.side)
    _locked_assets(asset.initiative)
    dataset = Dataset.objects.create(
        initiative=asset.initiative,
        asset=asset,
        number=next_number(Dataset.objects.filter(initiative=asset.initiative)),
        title=title,
        added_at=timezone.now(),
        **fields,
    )
    record(actor, Action.ADD_DATASET, asset.initiative, dataset, {"side": asset.side})
    return dataset


@transaction.atomic
def edit_dataset(*, actor: Actor, dataset: Dataset, **fields: Any) -> Dataset:
    """Change what a dataset says of itself; releases that were made stay as they were."""
    require(actor, Action.EDIT_DATASET, dataset.initiative, side=dataset.side)
    for name, value in fields.items():
        setattr(dataset, name, value)
    dataset.save(update_fields=list(fields))
    record(actor, Action.EDIT_DATASET, dataset.initiative, dataset, {"fields": sorted(fields)})
    return dataset


@transaction.atomic
def write_schema(*, actor: Actor, dataset: Dataset, schema: dict[str, Any] | str | None) -> Dataset:
    """Say what the table must look like, as a Table Schema; None: as it turns out to be.

    RuleBroken, with the field and the property that are wrong, for what is no schema.
    """
    require(actor, Action.WRITE_SCHEMA, dataset.initiative, side=dataset.side)
    try:
        dataset.schema = parse(schema).as_json() if schema else None
    except SchemaBroken as error:
        raise RuleBroken(_(error.template).format(**error.values)) from error
    dataset.schema_source = Dataset.SchemaSource.WRITTEN if schema else Dataset.SchemaSource.NONE
    dataset.save(update_fields=["schema", "schema_source"])
    told = {"state": dataset.schema_source}
    record(actor, Action.WRITE_SCHEMA, dataset.initiative, dataset, told)
    return dataset
