"""Minutes (notulen): passages in versions, and what each side says of the version that stands."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.documents.models import Paper
from titiktemu.foundation.words import Side
from titiktemu.meetings.models.agenda import AgendaItem
from titiktemu.meetings.models.meetings import Meeting


class Minutes(models.Model):
    """The minutes of one meeting. After ``due_at`` both sides are reminded; silence approves nothing."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="minutes")
    due_at = models.DateTimeField(_("answers are asked for until"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    paper = models.ForeignKey(Paper, models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return str(self.meeting_id)


class Passage(models.Model):
    """A piece of the minutes that is approved, amended or disputed by itself. ``version`` is what stands."""

    class Kind(models.TextChoices):
        """What it is about."""

        SAID = "said", _("What was said")
        AGREED = "agreed", _("What was agreed")
        TASK = "task", _("Who does what, until when")

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="passages")
    number = models.PositiveSmallIntegerField()
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(_("what this passage is"), max_length=8, choices=Kind, default=Kind.SAID.value)
    version = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["minutes", "number"], name="minutes_passages_are_numbered"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class PassageVersion(models.Model):
    """One wording. ``base`` is the version its writer saw; ``is_beside`` where another came in between.

    Nothing is overwritten: a wording beside waits until somebody puts it in the place of the one that stands.
    """

    passage = models.ForeignKey(Passage, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    base = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("text"), max_length=4000)
    side = models.CharField(max_length=16, choices=Side, blank=True)
    is_beside = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["passage", "number"], name="minutes_wordings_are_numbered"),
        ]

    def __str__(self) -> str:
        return self.text


class PassageVoice(models.Model):
    """What a side says of one wording; a side's latest word counts, the earlier ones stay to be read."""

    class Word(models.TextChoices):
        """Approval, or a dispute with its reason; an amendment is a new wording."""

        APPROVED = "approved", _("Approved")
        DISPUTED = "disputed", _("Disputed")

    version = models.ForeignKey(PassageVersion, models.CASCADE, related_name="voices")
    side = models.CharField(max_length=16, choices=Side)
    word = models.CharField(max_length=8, choices=Word)
    reason = models.TextField(_("why it is disputed"), max_length=1000, blank=True)
    said_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["said_at", "pk"]

    def __str__(self) -> str:
        return f"{self.side}: {self.word}"
