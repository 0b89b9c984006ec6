"""Figures that passed the gate, as they were when they last moved."""

from typing import ClassVar

from django.db import models

from titiktemu.analysis.counts import Counts


class Release(models.Model):
    """The answers of one group to one question, frozen at the last moment they were allowed to move.

    ``topic`` and ``question`` name what was asked ("consultation.statement", its id), ``group`` who
    answered (a side, or everybody where sides are unknown). ``corrected`` is the share that agrees with each
    answer weighted by how likely the question was to be shown, of the ``corrected_n`` answers for which that
    is known.
    """

    topic = models.CharField(max_length=40)
    question = models.BigIntegerField()
    group = models.CharField(max_length=40)
    agree = models.PositiveIntegerField()
    disagree = models.PositiveIntegerField()
    passed = models.PositiveIntegerField()
    corrected = models.FloatField(null=True, blank=True)
    corrected_n = models.PositiveIntegerField(default=0)
    released_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "question", "group"], name="one_release_per_group"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.question} {self.group}"

    @property
    def counts(self) -> Counts:
        """The three answers, counted."""
        return Counts(self.agree, self.disagree, self.passed)
