"""Long work on a delivery: how far it is, whether somebody wants it to end, how it ended."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.catalogue.models.deliveries import Delivery


class Job(models.Model):
    """One piece of long work in the worker. ``part`` is how much of it is done, from 0 to 1."""

    class Kind(models.TextChoices):
        """What is done."""

        READ = "read", _("Read the file")
        PREPARE = "prepare", _("Prepare the table")
        PROTECT = "protect", _("Protect the table")
        PUBLISH = "publish", _("Release the table")

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waits for its turn")
        RUNNING = "running", _("Under way")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    class Stage(models.TextChoices):
        """What is being done just now."""

        NONE = "", ""
        OPENING = "opening", _("Opening the file")
        COUNTING = "counting", _("Counting and understanding")
        COMPARING = "comparing", _("Comparing with the last time")
        WRITING = "writing", _("Writing the table")
        TREATING = "treating", _("Applying the protection")
        SEARCHING = "searching", _("Looking for personal data")
        ATTACKING = "attacking", _("Trying what an attacker could learn")
        KEEPING = "keeping", _("Putting the files in their place")

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=8, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING.value)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.NONE.value, blank=True)
    part = models.FloatField(default=0.0)
    wants_cancel = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.JSONField(null=True, blank=True)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["delivery"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="one_job_at_a_time",
            ),
            models.CheckConstraint(condition=models.Q(part__gte=0, part__lte=1), name="part_of_a_whole"),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def is_going_on(self) -> bool:
        """Whether it waits or is under way."""
        return self.state in {self.State.WAITING, self.State.RUNNING}

    @property
    def percent(self) -> int:
        """How much is done, in whole percent."""
        return int(self.part * 100)
