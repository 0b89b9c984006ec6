"""What the pages of the catalogue show together, in few queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from titiktemu.catalogue.models import DataAsset, DataRelease, Dataset, Delivery, Job
from titiktemu.catalogue.queries import (
    assets_of,
    deliverer,
    latest_jobs,
    open_deliveries,
    sides_seen,
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
class SideData:
    """What one side has: its datasets, and data that it holds and has prepared nothing of."""

    side: str
    datasets: list[Listed]
    assets: list[DataAsset]


def listed_by_side(actor: Actor, initiative: Initiative) -> list[SideData]:
    """Government's data and civil society's, as far as this reader may know of it. Three queries."""
    seen = sides_seen(actor, initiative)
    datasets = list(visible_datasets(actor, initiative))
    under_way = {one.dataset_id: one for one in open_deliveries(actor, initiative)} if seen else {}
    ever = set(
        DataRelease.objects.filter(dataset__in=[one.pk for one in datasets]).values_list("dataset", flat=True)
    )
    bare = list(assets_of(initiative).filter(datasets=None, side__in=seen)) if seen else []
    return [
        SideData(
            side.value,
            [
                Listed(one, under_way.get(one.pk), one.pk in ever and not one.release_count)  # type: ignore[attr-defined] # annotated
                for one in datasets
                if one.side == side
            ],
            [one for one in bare if one.side == side],
        )
        for side in BOTH_SIDES
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
