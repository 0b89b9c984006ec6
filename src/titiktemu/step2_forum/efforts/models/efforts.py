"""What is done about the problem already, by whom, and what is missing."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step2_forum.maps.models import Card

RECORDERS = [(side.value, side.label) for side in BOTH_SIDES]


class Effort(models.Model):
    """Something that somebody does about the problem already.

    ``side`` recorded it; who does the work may be anybody. ``causes`` are cards of joint maps. ``version``
    grows with each change, so that nobody overwrites what they have not seen.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="efforts")
    number = models.PositiveIntegerField()
    side = models.CharField(_("recorded by"), max_length=16, choices=RECORDERS)
    who = models.CharField(_("who does it"), max_length=200)
    what = models.CharField(_("what is done"), max_length=300)
    budget = models.PositiveBigIntegerField(_("budget in rupiah"), null=True, blank=True)
    period = models.CharField(_("period"), max_length=80, blank=True)
    coverage = models.CharField(_("coverage"), max_length=200, blank=True)
    result = models.CharField(_("result so far"), max_length=500, blank=True)
    gap = models.CharField(_("what is missing"), max_length=500, blank=True)
    causes = models.ManyToManyField(Card, related_name="efforts", blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="efforts_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(side__in=[side.value for side in BOTH_SIDES]),
                name="efforts_are_recorded_by_a_side",
            ),
        ]

    def __str__(self) -> str:
        return self.what
