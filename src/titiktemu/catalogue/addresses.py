"""Addresses of the catalogue's pages, for its own pages and for those that lead to them."""

from django.urls import reverse

from titiktemu.catalogue.models import DataAsset, DataRelease, Dataset, Delivery

NEXT_PAGE: dict[str, str] = {
    Delivery.State.TO_CONFIRM: "review",
    Delivery.State.TO_PROTECT: "protection",
    Delivery.State.TO_DECIDE: "decision",
}
"""On which page a delivery goes on; in every other state its own page says how far it is."""


def asset_address(name: str, asset: DataAsset) -> str:
    """The address of one of an asset's pages."""
    return reverse(f"catalogue:{name}", args=[asset.initiative.slug, asset.number])


def address(name: str, dataset: Dataset) -> str:
    """The address of one of a dataset's pages."""
    return reverse(f"catalogue:{name}", args=[dataset.initiative.slug, dataset.number])


def delivery_address(name: str, delivery: Delivery) -> str:
    """The address of one of a delivery's pages."""
    return reverse(
        f"catalogue:{name}", args=[delivery.initiative.slug, delivery.dataset.number, delivery.number]
    )


def release_address(name: str, release: DataRelease, *more: str) -> str:
    """The address of one of a release's pages; with a file's name that of the file."""
    dataset = release.dataset
    return reverse(f"catalogue:{name}", args=[dataset.initiative.slug, dataset.number, release.number, *more])


def next_address(delivery: Delivery) -> str:
    """Where a delivery goes on."""
    return delivery_address(NEXT_PAGE.get(delivery.state, "delivery"), delivery)
