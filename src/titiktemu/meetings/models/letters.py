"""Letters for a meeting: to the head of an office, and the one by which an office sends somebody."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.documents.models import Paper
from titiktemu.meetings.models.invitations import Invitation
from titiktemu.meetings.models.meetings import Meeting


class Letter(models.Model):
    """A letter that was issued for somebody who is invited; what it says stands in its paper alone.

    ``sender`` is who wrote it (letterhead, city, office, name, NIP), offered again for the next letter.
    """

    class Kind(models.TextChoices):
        """What the letter is."""

        INVITATION = "undangan", _("Letter of invitation (surat undangan)")
        ASSIGNMENT = "tugas", _("Letter of assignment (surat tugas)")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="letters")
    invitation = models.ForeignKey(Invitation, models.SET_NULL, null=True, related_name="letters")
    kind = models.CharField(max_length=12, choices=Kind)
    paper = models.OneToOneField(Paper, models.CASCADE, related_name="+")
    sender: Any = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return str(self.paper)
