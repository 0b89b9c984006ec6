"""The room: answers on paper, typed in twice."""

from typing import ClassVar

from django.db import models

from titiktemu.consultation.models.consultations import Consultation
from titiktemu.foundation.models import Participant
from titiktemu.foundation.words import Side


class PaperSheet(models.Model):
    """One person's answers on paper. Its number is random and says nothing of who got it.

    Its answers become votes of ``participant`` once both typings agree (``counted_at``), so that people on
    paper stand in the same denominators as people on phones.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="sheets")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=16, choices=Side)
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="sheets")
    counted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "number"], name="sheets_are_numbered"),
            models.UniqueConstraint(fields=["consultation", "participant"], name="one_sheet_per_person"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class SheetTyping(models.Model):
    """One typing of a sheet: statement number to answer. The second must agree with the first."""

    sheet = models.ForeignKey(PaperSheet, models.CASCADE, related_name="typings")
    turn = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    typed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["turn"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "turn"], name="one_typing_per_turn"),
        ]

    def __str__(self) -> str:
        return str(self.turn)
