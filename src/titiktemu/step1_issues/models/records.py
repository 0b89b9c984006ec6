"""The berita acara of an issue: which paper was issued about which round."""

from typing import ClassVar

from django.db import models

from titiktemu.documents.models import Paper
from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.models.rounds import DecisionRound


class IssueRecord(models.Model):
    """A record of what was agreed, issued once; a correction is another one."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="issue_records")
    round = models.ForeignKey(DecisionRound, models.CASCADE, related_name="records")
    number = models.PositiveIntegerField()
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="issue_record")
    issued_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="issue_records_are_numbered"),
        ]

    def __str__(self) -> str:
        return str(self.number)
