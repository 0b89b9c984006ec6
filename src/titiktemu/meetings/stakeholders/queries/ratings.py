"""A group's own ratings. There is no way from here to the ratings of another group."""

from collections.abc import Iterable
from dataclasses import dataclass

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.meetings.stakeholders.models import Stakeholder, StakeholderRating
from titiktemu.meetings.stakeholders.words import HIGH, LEADING, Quarter


@dataclass(frozen=True)
class Rated:
    """A stakeholder with what the reader's own group says of it; None where it has not said anything."""

    stakeholder: Stakeholder
    rating: StakeholderRating | None

    @property
    def weighs(self) -> bool:
        """Whether the own group sees much power or interest in it."""
        return self.rating is not None and max(self.rating.power, self.rating.interest) >= HIGH


def group_of(actor: Actor, initiative: Initiative) -> str:
    """The group whose ratings this reader makes and sees: the own side, those who lead, or "". No query.

    An administrator who does not lead here belongs to none.
    """
    side = actor.side_in(initiative)
    if side in BOTH_SIDES and allows(actor, Action.RATE_STAKEHOLDER, initiative, side=side):
        return side
    return LEADING if allows(actor, Action.RATE_AS_LEADING, initiative) else ""


def own_rating(group: str, stakeholder: Stakeholder) -> StakeholderRating | None:
    """What the group says of one stakeholder."""
    return StakeholderRating.objects.filter(stakeholder=stakeholder, group=group).first() if group else None


def rated_by(group: str, rows: Iterable[Stakeholder]) -> list[Rated]:
    """These stakeholders with what the group says of each. One query, whoever asks."""
    told = list(rows)
    ratings = StakeholderRating.objects.filter(group=group or "-", stakeholder__in=[one.pk for one in told])
    known = {one.stakeholder_id: one for one in ratings}
    return [Rated(one, known.get(one.pk)) for one in told]


def by_quarter(rated: Iterable[Rated]) -> list[tuple[Quarter, list[Rated]]]:
    """Those that were rated by the quarters of the grid, each in the order given. No query."""
    told = [one for one in rated if one.rating is not None]
    return [
        (quarter, [one for one in told if one.rating and one.rating.quarter == quarter])
        for quarter in Quarter
    ]
