"""Stakeholders and the links between them, as everybody who may see the map sees them."""

from typing import Final

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative, Organisation, Participation
from titiktemu.foundation.permissions import Action, allows
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.meetings.stakeholders.models import Stakeholder, StakeholderLink

MOST_STAKEHOLDERS: Final = 200
MOST_LINKS: Final = 600


def sees_map(actor: Actor, initiative: Initiative) -> bool:
    """Whether the map is there for this reader: for both sides and for those who lead."""
    return allows(actor, Action.VIEW_STAKEHOLDERS, initiative)


def stakeholders_of(initiative: Initiative) -> QuerySet[Stakeholder]:
    """What stands on the map, by number."""
    rows = Stakeholder.objects.filter(initiative=initiative, removed_at=None)
    return rows.select_related("organisation", "place__organisation").order_by("number")


def removed_stakeholders(initiative: Initiative) -> QuerySet[Stakeholder]:
    """What was taken off the map and can be put back."""
    return Stakeholder.objects.filter(initiative=initiative, removed_at__isnull=False).order_by("number")


def links_of(initiative: Initiative) -> QuerySet[StakeholderLink]:
    """Links between stakeholders that stand on the map."""
    rows = StakeholderLink.objects.filter(initiative=initiative, removed_at=None)
    rows = rows.filter(first__removed_at=None, second__removed_at=None)
    return rows.select_related("first", "second").order_by("number")


def links_at(stakeholder: Stakeholder) -> QuerySet[StakeholderLink]:
    """Links of one stakeholder, in both directions."""
    return links_of(stakeholder.initiative).filter(Q(first=stakeholder) | Q(second=stakeholder))


def keepers(actor: Actor, initiative: Initiative) -> list[str]:
    """For whom this person may write on the map: "" for those who lead, else a side."""
    named = ["", *(side.value for side in BOTH_SIDES)]
    return [one for one in named if allows(actor, Action.KEEP_STAKEHOLDER, initiative, side=one)]


def may_keep(actor: Actor, row: Stakeholder | StakeholderLink) -> bool:
    """Whether this person may change the row, and read its contact. No query."""
    return allows(actor, Action.KEEP_STAKEHOLDER, row.initiative, side=row.side)


def places_to_name(initiative: Initiative) -> QuerySet[Participation]:
    """People of the lists, one of whom may be reached for a stakeholder."""
    people = Participation.objects.filter(initiative=initiative, revoked_at=None, roster__isnull=False)
    people = people.exclude(mandate_until__lt=timezone.localdate())
    return people.select_related("organisation").order_by("organisation__name", "name")


def organisations_to_name(initiative: Initiative) -> QuerySet[Organisation]:
    """Organisations that somebody of a list speaks for."""
    people = Participation.objects.filter(initiative=initiative, revoked_at=None, roster__isnull=False)
    return Organisation.objects.filter(pk__in=people.values("organisation")).order_by("name")


def next_number(rows: QuerySet[Stakeholder] | QuerySet[StakeholderLink]) -> int:
    """The number of the next row; that of one which was taken off is not used again."""
    return int(rows.aggregate(last=Max("number"))["last"] or 0) + 1
