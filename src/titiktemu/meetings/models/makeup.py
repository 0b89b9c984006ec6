"""Of whom the meeting should be made up, as numbers. Nothing here belongs to a name."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.meetings.models.meetings import Meeting


class Trait(models.TextChoices):
    """What a target may be about. Disability is a number for the whole meeting and never a person's."""

    SIDE = "side", _("Side")
    SEX = "sex", _("Women and men")
    REGION = "region", _("Region")
    DISABILITY = "disability", _("People with a disability")
    FIRST_TIME = "first_time", _("For the first time at such a meeting")


class MakeUp(models.Model):
    """How many of a trait are wanted, expected and came; empty where nobody said.

    Sides and sexes are counted from the answers and the list of those present; the others by asking the
    room, so ``expected`` and ``came`` are typed in for these alone.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="makeup")
    trait = models.CharField(max_length=12, choices=Trait)
    value = models.CharField(max_length=60, blank=True)
    wanted = models.PositiveIntegerField(_("wanted at least"), null=True, blank=True)
    expected = models.PositiveIntegerField(_("expected"), null=True, blank=True)
    came = models.PositiveIntegerField(_("came"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["trait", "value"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "trait", "value"], name="one_number_for_each_trait"),
        ]

    def __str__(self) -> str:
        return f"{self.trait} {self.value}: {self.wanted}"
