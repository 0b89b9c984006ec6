"""Teams with their people, and who could be nominated."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from titiktemu.documents.kinds import ASSIGNMENT
from titiktemu.documents.models import SignedCopy
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.foundation.queries.sides import government_first
from titiktemu.step3_team.models import Mandate, Member, Team


def teams_of(initiative: Initiative) -> list[Team]:
    """Every team with what its page shows. Six queries, however many teams there are."""
    found = list(whole_teams(initiative))
    for one in found:
        one.initiative = initiative
    return found


def whole_teams(initiative: Initiative) -> QuerySet[Team]:
    """Teams with members, skills and mandates."""
    members = Member.objects.select_related("place__organisation", "supervisor_copy").prefetch_related(
        "skills", Prefetch("mandates", queryset=Mandate.objects.select_related("successor__place"))
    )
    members = members.order_by("-is_co_lead", government_first("place__side"), "nominated_at", "pk")
    rows = Team.objects.filter(initiative=initiative).select_related("formed_in")
    return rows.prefetch_related("skills", Prefetch("members", queryset=members))


def present(team: Team) -> list[Member]:
    """Those who are nominated or in the team now; nobody who was taken off the list of their side."""
    return [one for one in team.members.all() if one.left_on is None and one.place.revoked_at is None]


def agreed(team: Team) -> list[Member]:
    """Those who agreed, and are there."""
    return [one for one in present(team) if one.has_agreed]


def of_side(members: Iterable[Member], side: str) -> list[Member]:
    """Those of one side."""
    return [one for one in members if one.place.side == side]


def listed_everywhere(initiative: Initiative) -> QuerySet[Participation]:
    """People of every list whose place holds today."""
    today = timezone.localdate()
    rows = Participation.objects.filter(initiative=initiative, revoked_at=None, roster__isnull=False)
    rows = rows.exclude(mandate_from__gt=today).exclude(mandate_until__lt=today)
    return rows.select_related("organisation").order_by(government_first("side"), "name")


def may_be_nominated(actor: Actor, team: Team, *, leads: bool) -> QuerySet[Participation]:
    """Whom this person could nominate: who leads, anybody of a list; others, people of the own side."""
    rows = listed_everywhere(team.initiative)
    if not leads:
        rows = rows.filter(side=actor.side_in(team.initiative)).exclude(side="")
    return rows.exclude(memberships__in=Member.objects.filter(team=team, left_on=None))


def letters_of_assignment(initiative: Initiative) -> QuerySet[SignedCopy]:
    """Signed letters of assignment, which say that a superior agrees."""
    asked: dict[str, Any] = {"paper__initiative": initiative, "paper__kind": ASSIGNMENT.name}
    return SignedCopy.objects.filter(withdrawn_at=None, **asked).select_related("paper")


def is_own(actor: Actor, member: Member) -> bool:
    """Whether this is the reader's own membership."""
    return any(place.pk == member.place_id for place in actor.participations)
