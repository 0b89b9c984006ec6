"""Efforts and the causes they work on: which cause nobody works on, and on which there is a crowd."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side
from titiktemu.step2_forum.efforts.models import Effort
from titiktemu.step2_forum.maps.models import Card
from titiktemu.step2_forum.maps.words import CardKind, MapState

CROWD: Final = 3
"""Fewer efforts on one cause are no crowd."""
CROWDED: Final = 2
"""How many times the mean of all causes makes a crowd."""


@dataclass(frozen=True)
class Worked:
    """A cause with the efforts on it, by the side that recorded them."""

    cause: Card
    government: int
    civil_society: int
    is_crowded: bool

    @property
    def efforts(self) -> int:
        """All efforts on it."""
        return self.government + self.civil_society

    @property
    def is_alone(self) -> bool:
        """Whether nobody works on it."""
        return not self.efforts


def causes_of(initiative: Initiative) -> QuerySet[Card]:
    """The causes on the joint maps of an initiative; there are none before a session has begun."""
    return Card.objects.filter(
        initiative=initiative,
        side="",
        kind=CardKind.CAUSE,
        removed_at=None,
        map__state__in=[MapState.SESSION, MapState.CLOSED],
    ).order_by("map__number", "number")


def efforts_of(initiative: Initiative) -> QuerySet[Effort]:
    """What is recorded, each with its causes."""
    return Effort.objects.filter(initiative=initiative, removed_at=None).prefetch_related("causes")


def worked_on(causes: Sequence[Card], efforts: Sequence[Effort]) -> list[Worked]:
    """Each cause with the efforts on it: first what nobody works on, then by fewest."""
    counts = {cause.pk: {Side.GOVERNMENT.value: 0, Side.CIVIL_SOCIETY.value: 0} for cause in causes}
    for effort in efforts:
        for cause in effort.causes.all():
            if cause.pk in counts:
                counts[cause.pk][effort.side] += 1
    totals = [sum(one.values()) for one in counts.values()]
    mean = sum(totals) / len(totals) if totals else 0
    found = [
        Worked(
            cause,
            counts[cause.pk][Side.GOVERNMENT.value],
            counts[cause.pk][Side.CIVIL_SOCIETY.value],
            is_crowded=sum(counts[cause.pk].values()) >= max(CROWD, CROWDED * mean),
        )
        for cause in causes
    ]
    return sorted(found, key=lambda one: one.efforts)
