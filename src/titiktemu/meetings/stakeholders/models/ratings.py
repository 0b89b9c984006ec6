"""How much power and interest each group sees in a stakeholder; for that group alone."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.meetings.stakeholders.models.register import Stakeholder
from titiktemu.meetings.stakeholders.words import GROUPS, Level, Quarter, quarter_of


class StakeholderRating(models.Model):
    """What one group says of a stakeholder, as one. Nobody outside of the group ever sees that it is there.

    ``version`` is for two of the group who write at once.
    """

    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="+")
    group = models.CharField(max_length=16, choices=GROUPS)
    power = models.PositiveSmallIntegerField(_("power"), choices=Level)
    interest = models.PositiveSmallIntegerField(_("interest"), choices=Level)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stakeholder", "group"], name="a_group_rates_a_stakeholder_once"),
            models.CheckConstraint(
                condition=models.Q(power__range=(0, 3), interest__range=(0, 3)),
                name="ratings_of_stakeholders_are_on_the_scale",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stakeholder_id} {self.group}"

    @property
    def quarter(self) -> Quarter:
        """Where it stands on the grid."""
        return quarter_of(self.power, self.interest)
