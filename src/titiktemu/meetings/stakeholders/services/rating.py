"""A group says how much power and interest it sees in a stakeholder.

These leave no entry in the chain: it would tell everybody who reads the log, by its time and by the numbers
of the entries around it, when a group rates and how often.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.meetings.stakeholders.models import Stakeholder, StakeholderRating
from titiktemu.meetings.stakeholders.services.register import Changed
from titiktemu.meetings.stakeholders.words import LEADING, Level


@dataclass(frozen=True)
class Said:
    """Power and interest, and the version of the group's rating that was in view (0: none)."""

    power: int
    interest: int
    version: int = 0


@transaction.atomic
def rate_for_side(*, actor: Actor, stakeholder: Stakeholder, side: str, said: Said) -> StakeholderRating:
    """Rate as a side; the last word counts. `Changed` where somebody of the side has said another since."""
    require(actor, Action.RATE_STAKEHOLDER, stakeholder.initiative, side=side)
    return _rate(stakeholder, side, said)


@transaction.atomic
def rate_as_leading(*, actor: Actor, stakeholder: Stakeholder, said: Said) -> StakeholderRating:
    """Rate as those who lead, likewise."""
    require(actor, Action.RATE_AS_LEADING, stakeholder.initiative)
    return _rate(stakeholder, LEADING, said)


def _rate(stakeholder: Stakeholder, group: str, said: Said) -> StakeholderRating:
    Initiative.objects.select_for_update().get(pk=stakeholder.initiative_id)
    if Stakeholder.objects.get(pk=stakeholder.pk).removed_at is not None:
        raise RuleBroken(_("It was taken off the map meanwhile. Put it back first."))
    if {said.power, said.interest} - set(Level.values):
        raise RuleBroken(_("Choose one of the words for power and one for interest."))
    kept = StakeholderRating.objects.filter(stakeholder=stakeholder, group=group).first()
    if (kept.version if kept else 0) != said.version:
        raise Changed(
            _("Somebody of your group rated it while you looked. Look at their marks and save yours again.")
        )
    kept = kept or StakeholderRating(stakeholder=stakeholder, group=group)
    kept.power, kept.interest, kept.version = said.power, said.interest, said.version + 1
    kept.save()
    return kept
