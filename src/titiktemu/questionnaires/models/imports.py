"""Files of other tools that are brought in, and how far the worker is with them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.models import Participation
from titiktemu.foundation.words import Side
from titiktemu.questionnaires.models.questionnaires import Wave


class Import(models.Model):
    """One file. ``sheets`` is what was found in it, ``mapping`` what was confirmed, ``report`` what came.

    ``part`` is how much of the present work is done, from 0 to 1.
    """

    class State(models.TextChoices):
        """How far it is."""

        READING = "reading", _("Is being read")
        TO_MAP = "to_map", _("Waits for its columns to be confirmed")
        TAKING = "taking", _("Is being taken in")
        DONE = "done", _("Taken in")
        FAILED = "failed", _("Could not be taken in")

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="imports")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    token = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    side = models.CharField(_("who answered"), max_length=16, choices=Side, default=Side.CITIZENS.value)
    state = models.CharField(max_length=8, choices=State, default=State.READING.value)
    part = models.FloatField(default=0.0)
    sheets = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    problem = models.JSONField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_by = models.ForeignKey(Participation, models.SET_NULL, null=True, related_name="+")
    sent_by_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    sent_at = models.DateTimeField()
    told_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wave", "number"], name="imports_are_numbered"),
            models.CheckConstraint(condition=models.Q(part__gte=0, part__lte=1), name="part_of_an_import"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_going_on(self) -> bool:
        """Whether the worker has it."""
        return self.state in {self.State.READING, self.State.TAKING}

    @property
    def percent(self) -> int:
        """How much is done, in whole percent."""
        return int(self.part * 100)
