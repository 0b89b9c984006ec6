"""Versions of the order of proactive disclosure, and the one that both sides have agreed on."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from titiktemu.catalogue.models import DataAsset
from titiktemu.foundation.models import Initiative
from titiktemu.step2_forum.needs.models import DisclosureOrder, OrderLine
from titiktemu.step2_forum.needs.words import Obstacle, obstacle_of_law


def orders_of(initiative: Initiative) -> QuerySet[DisclosureOrder]:
    """Every version with its assets, the newest first. Two queries."""
    lines = Prefetch("lines", OrderLine.objects.select_related("asset__holder", "asset__initiative"))
    rows = initiative.disclosure_orders.select_related("initiative").prefetch_related(lines)
    return rows.order_by("-number")


@dataclass(frozen=True)
class Place:
    """An asset in the agreed order; ``obstacle`` is what the law asks for since, None where nothing."""

    place: int
    asset: DataAsset
    obstacle: Obstacle | None


@dataclass(frozen=True)
class Agreed:
    """The newest version that both sides have approved; ``newer`` is one that waits for approval."""

    order: DisclosureOrder
    places: list[Place]
    newer: DisclosureOrder | None = None


def agreed_order(initiative: Initiative) -> Agreed | None:
    """What both sides have agreed to open, in order; None as long as they have not. Two queries."""
    return agreed_of(list(orders_of(initiative)))


def agreed_of(orders: list[DisclosureOrder]) -> Agreed | None:
    """The same, of versions that were read already, the newest first."""
    found = next((one for one in orders if one.is_agreed), None)
    if found is None:
        return None
    newest = orders[0]
    places = [Place(one.place, one.asset, obstacle_of_law(one.asset)) for one in found.lines.all()]
    return Agreed(found, places, newest if newest != found else None)
