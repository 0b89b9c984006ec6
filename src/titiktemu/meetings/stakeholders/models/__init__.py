"""Tables of the stakeholder map, by theme."""

from titiktemu.meetings.stakeholders.models.ratings import StakeholderRating
from titiktemu.meetings.stakeholders.models.register import (
    Stakeholder,
    StakeholderInvitation,
    StakeholderLink,
)

__all__ = ["Stakeholder", "StakeholderInvitation", "StakeholderLink", "StakeholderRating"]
