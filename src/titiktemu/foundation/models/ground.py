"""Small tables that the running of the site needs."""

from typing import ClassVar

from django.db import models


class RateCount(models.Model):
    """How often something was tried within a window of time."""

    key = models.CharField(max_length=64)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "window"], name="one_count_per_window"),
        ]

    def __str__(self) -> str:
        return str(self.count)


class PeriodicRun(models.Model):
    """When a periodic job last began; the row is claimed, so that two workers never run it twice."""

    job = models.CharField(max_length=60, primary_key=True)
    last_run = models.DateTimeField()

    def __str__(self) -> str:
        return self.job


class SiteState(models.Model):
    """Facts about this database itself; ``is_demo`` marks one that may be emptied and played with."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    is_demo = models.BooleanField(default=False)
    demo_version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="one_site_state")]

    def __str__(self) -> str:
        return "demo" if self.is_demo else "site"
