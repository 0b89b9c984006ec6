"""What the pages of the catalogue show together, in few queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from titiktemu.catalogue.models import DataAsset, DataRelease, Dataset, Delivery, Job
from titiktemu.catalogue.queries import (
    deliverer,
    latest_jobs,
    open_deliveries,
    sides_seen,
    visible_assets,
    visible_datasets,
)
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES


@dataclass(frozen=True)
class Listed:
    """A dataset of the list, with what is on its way for those who may know; ``None`` where nothing is."""

    dataset: Dataset
    under_way: Delivery | None = None
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Known:
    """Data that a side holds, with how many datasets of it this reader may see."""

    asset: DataAsset
    tables: int


@dataclass(frozen=True)
class SideData:
    """What one side has: its datasets, and the data behind them or not yet behind any."""

    side: str
    datasets: list[Listed]
    assets: list[Known]


def listed_by_side(actor: Actor, initiative: Initiative) -> list[SideData]:
    """Government's data and civil society's, as far as this reader may know of it. Four queries."""
    listed = _listed(actor, initiative, visible_datasets(actor, initiative))
    tables = Counter(one.dataset.asset_id for one in listed)
    known = [Known(one, tables[one.pk]) for one in visible_assets(actor, initiative)]
    return [
        SideData(
            side.value,
            [one for one in listed if one.dataset.side == side],
            [one for one in known if one.asset.side == side],
        )
        for side in BOTH_SIDES
    ]


def listed_of(actor: Actor, asset: DataAsset) -> list[Listed]:
    """The datasets of one asset, as far as this reader may know of them. Three queries."""
    rows = visible_datasets(actor, asset.initiative).filter(asset=asset)
    return _listed(actor, asset.initiative, rows)


def _listed(actor: Actor, initiative: Initiative, rows: QuerySet[Dataset]) -> list[Listed]:
    datasets = list(rows)
    under_way: dict[int, Delivery] = {}
    if sides_seen(actor, initiative):
        under_way = {one.dataset_id: one for one in open_deliveries(actor, initiative)}
    ever = set(
        DataRelease.objects.filter(dataset__in=[one.pk for one in datasets]).values_list("dataset", flat=True)
    )
    return [
        Listed(one, under_way.get(one.pk), one.pk in ever and not one.release_count)  # type: ignore[attr-defined] # annotated
        for one in datasets
    ]


def unfinished_of(actor: Actor, dataset: Dataset) -> list[Delivery]:
    """Files that this very person began to send and has not finished."""
    begun = dataset.deliveries.filter(state=Delivery.State.RECEIVING)
    return [one for one in begun if deliverer(actor, one)]


def with_jobs(deliveries: Iterable[Delivery]) -> list[tuple[Delivery, Job | None]]:
    """Each delivery with its newest job. Two queries."""
    rows = list(deliveries)
    jobs = latest_jobs(rows)
    return [(one, jobs.get(one.pk)) for one in rows]


def stands(dataset: Dataset, number: int) -> bool:
    """Whether the release with this number was not withdrawn."""
    return dataset.releases.filter(number=number, withdrawn_at=None).exists()


def gives_diff(release: DataRelease) -> bool:
    """Whether the differences may be given out: they quote both releases, so both must stand."""
    before = (release.diff or {}).get("before")
    return before is not None and not release.is_withdrawn and stands(release.dataset, before)
