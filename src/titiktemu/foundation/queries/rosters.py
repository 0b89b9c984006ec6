"""Reading the lists of both sides."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from titiktemu.foundation.models import Contest, Initiative, Participation, Roster
from titiktemu.foundation.words import Role, Side

ORDER_OF_SIDES = (Side.GOVERNMENT, Side.CIVIL_SOCIETY, Side.OTHER)


@dataclass(frozen=True)
class SideList:
    """One side's list as it stands: the people on it now, and every contest there was, newest first."""

    roster: Roster
    people: Sequence[Participation]
    contests: Sequence[Contest]

    @property
    def fingerprint(self) -> str:
        """What a confirmation of this list refers to."""
        return _fingerprint(self.people)


def side_lists(initiative: Initiative) -> list[SideList]:
    """The lists of government, civil society and others, in this order."""
    people = Participation.objects.filter(revoked_at=None).select_related("organisation", "successor")
    rosters = {
        roster.side: roster
        for roster in initiative.rosters.select_related("confirmed_by", "initiative").prefetch_related(
            Prefetch("people", people, to_attr="standing")
        )
    }
    contests = Contest.objects.filter(participation__initiative=initiative)
    contests = contests.select_related("participation__organisation")
    return [
        SideList(
            roster=rosters[side],
            people=rosters[side].standing,
            contests=[one for one in contests if one.participation.side == side],
        )
        for side in ORDER_OF_SIDES
        if side in rosters
    ]


def list_fingerprint(roster: Roster) -> str:
    """A fingerprint of all that a confirmation says: who, for whom, in which office and role, until when."""
    return _fingerprint(roster.people.filter(revoked_at=None).select_related("organisation"))


def _fingerprint(people: Sequence[Participation] | QuerySet[Participation]) -> str:
    said = sorted(
        f"{one.pk}|{one.name}|{one.organisation}|{one.office}|{one.role}|{one.mandate_from}|{one.mandate_until}"
        for one in people
    )
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def others_like(place: Participation) -> QuerySet[Participation]:
    """Other people who have the same role in the initiative now."""
    same = Participation.objects.filter(initiative=place.initiative_id, role=place.role, revoked_at=None)
    return same.exclude(pk=place.pk)


def steering_people(initiative: Initiative) -> QuerySet[Participation]:
    """Facilitators and observers: people of the initiative who are on no side's list."""
    roles = (Role.FACILITATOR, Role.OBSERVER)
    people = initiative.participations.filter(revoked_at=None, roster=None, role__in=roles)
    return people.order_by("role", "name")
