"""Who may cast ballots: people of the lists of both sides."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils import timezone

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.foundation.words import BOTH_SIDES


def listed_people(initiative: Initiative) -> QuerySet[Participation]:
    """People of both sides whose place holds today."""
    today = timezone.localdate()
    rows = Participation.objects.filter(
        initiative=initiative,
        revoked_at=None,
        roster__isnull=False,
        side__in=[side.value for side in BOTH_SIDES],
    )
    return rows.exclude(mandate_from__gt=today).exclude(mandate_until__lt=today)


def electorates_now(initiative: Initiative) -> dict[str, int]:
    """How many people of each side could cast a ballot now."""
    sides = list(listed_people(initiative).values_list("side", flat=True))
    return {side.value: sides.count(side.value) for side in BOTH_SIDES}


def voter_in(actor: Actor, initiative: Initiative) -> Participation | None:
    """The place under which this actor casts ballots here; None for whoever speaks for neither side."""
    place = actor.place_in(initiative)
    return place if place is not None and place.side in BOTH_SIDES else None


def sides_heard(by_side: Mapping[str, object]) -> list[str]:
    """Both sides in the order in which they always stand, of those that are there."""
    return [side.value for side in BOTH_SIDES if side.value in by_side]
