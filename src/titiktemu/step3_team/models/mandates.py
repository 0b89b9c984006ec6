"""In which office a member works, from when until when, and who follows."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.step3_team.models.teams import Member
from titiktemu.step3_team.words import Holding


class Mandate(models.Model):
    """A member's mandate: the office gives it, so that it outlives a transfer (mutasi).

    ``successor_office`` is who takes over where this person leaves; ``successor`` who really did.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="mandates")
    office = models.CharField(_("office"), max_length=160)
    holding = models.CharField(_("held as"), max_length=4, choices=Holding, default=Holding.FULL.value)
    begins_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    successor_office = models.CharField(
        _("who takes over at a transfer (office)"), max_length=160, blank=True
    )
    successor = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="took_over")
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["begins_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("begins_on")),
                name="a_mandate_ends_after_it_begins",
                violation_error_message=_("A mandate ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.office

    def holds_on(self, day: date) -> bool:
        """Whether it holds on this day."""
        return self.begins_on <= day and (self.ends_on is None or day <= self.ends_on)
