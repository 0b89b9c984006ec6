"""The catalogue as a room of an initiative: what each side has released, and what waits for the reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.catalogue.addresses import next_address
from titiktemu.catalogue.models import Dataset, Delivery
from titiktemu.catalogue.queries import NEXT_STEP, deliverer, open_deliveries, sides_seen, visible_datasets
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import allows
from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.web.waiting import Wait

SHOWN = 3
"""Datasets of each side that the overview names, the newest releases."""
WAITS: Final[dict[str, tuple[Promise | str, Promise | str]]] = {
    Delivery.State.RECEIVING: (gettext_lazy("A file was cut off on its way"), gettext_lazy("go on")),
    Delivery.State.RECEIVED: (gettext_lazy("A file has not been read yet"), gettext_lazy("open")),
    Delivery.State.UNREADABLE: (gettext_lazy("A file could not be read"), gettext_lazy("open")),
    Delivery.State.TO_CONFIRM: (gettext_lazy("A table waits to be confirmed"), gettext_lazy("check")),
    Delivery.State.TO_PROTECT: (gettext_lazy("A table waits for its protection"), gettext_lazy("choose")),
    Delivery.State.TO_DECIDE: (gettext_lazy("A release waits for your decision"), gettext_lazy("decide")),
}
"""What waits in each state, and the word of the link."""


@dataclass(frozen=True)
class SideReleases:
    """What one side has released: how many datasets, and the newest of them."""

    side: Side
    released: int
    newest: list[Dataset]


@dataclass(frozen=True)
class DataRoom:
    """What the reader may know of the data of an initiative."""

    url: str
    sides: list[SideReleases]
    open: list[Delivery]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is released and nothing that the reader may know of is on its way."""
        return not self.open and not any(one.released for one in self.sides)


def data_room_of(initiative: Initiative, actor: Actor) -> DataRoom:
    """Released data of both sides, and deliveries for those who may see them. At most two queries."""
    released = [one for one in visible_datasets(actor, initiative) if one.released_at]  # type: ignore[attr-defined] # annotated
    released.sort(key=lambda one: one.released_at, reverse=True)  # type: ignore[attr-defined]
    by_side = {side: [one for one in released if one.side == side] for side in BOTH_SIDES}
    return DataRoom(
        url=reverse("catalogue:index", args=[initiative.slug]),
        sides=[SideReleases(side, len(some), some[:SHOWN]) for side, some in by_side.items()],
        open=list(open_deliveries(actor, initiative)) if sides_seen(actor, initiative) else [],
    )


def waits_on_data(room: DataRoom, actor: Actor) -> Iterator[Wait]:
    """Deliveries whose next step this reader may do. No query."""
    for one in room.open:
        step = NEXT_STEP.get(one.state)
        if step is None or not allows(actor, step, one.initiative, side=one.side):
            continue
        if one.state == Delivery.State.RECEIVING and not deliverer(actor, one):
            continue
        text, label = WAITS[one.state]
        yield Wait(str(text), next_address(one), str(label), _note(one))


def _note(delivery: Delivery) -> str:
    told = {"title": delivery.dataset.shown_title, "side": Side(delivery.side).label}
    return _("%(title)s (%(side)s)") % told
