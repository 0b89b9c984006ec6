"""Stakeholders for tests, made through the services."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side
from titiktemu.meetings.stakeholders.models import Stakeholder, StakeholderRating
from titiktemu.meetings.stakeholders.services.linking import link_stakeholders
from titiktemu.meetings.stakeholders.services.rating import Said, rate_as_leading, rate_for_side
from titiktemu.meetings.stakeholders.services.register import add_stakeholder
from titiktemu.meetings.tests.gathering import planned

GOVERNMENT, CIVIL_SOCIETY = Side.GOVERNMENT.value, Side.CIVIL_SOCIETY.value


def put(
    actor: Actor, initiative: Initiative, name: str = "Dinas Air", kind: str = "opd", **told: Any
) -> Stakeholder:
    """Put somebody on the map for the actor's own side, or for those who lead."""
    side = told.pop("side", actor.side_in(initiative))
    return add_stakeholder(actor=actor, initiative=initiative, side=side, name=name, kind=kind, **told)


def rate(
    actor: Actor, stakeholder: Stakeholder, power: int, interest: int, version: int = 0
) -> StakeholderRating:
    """Rate for the actor's own group."""
    side = actor.side_in(stakeholder.initiative)
    said = Said(power, interest, version)
    if side:
        return rate_for_side(actor=actor, stakeholder=stakeholder, side=side, said=said)
    return rate_as_leading(actor=actor, stakeholder=stakeholder, said=said)


def stakeholder_arguments(
    facilitator: Actor, speakers: dict[str, Actor], initiative: Initiative, _wanted: str
) -> dict[str, Any]:
    """A stakeholder of government with a link, another that was not rated, and a meeting that comes."""
    official = speakers[GOVERNMENT]
    first = put(official, initiative)
    second = put(official, initiative, "Kelompok Tani", "community")
    link = link_stakeholders(
        actor=official, initiative=initiative, side=GOVERNMENT, first=first, second=second, tie="funds"
    )
    meeting = planned(facilitator, initiative, is_public=True, starts_at=timezone.now() + timedelta(hours=1))
    return {
        "stakeholder": first.number,
        "link": link.number,
        "number": meeting.number,
        "form": "csv",
    }
