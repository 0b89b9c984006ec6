"""Statements, the moderators' decisions on them, and which came from which."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.consultation.models.consultations import Consultation
from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Participant

STATEMENT_LENGTH = 280


class Statement(models.Model):
    """A short sentence to agree or disagree with, in Indonesian, English or both."""

    class State(models.TextChoices):
        """Whether it is shown."""

        WAITING = "waiting", _("Waiting for the moderator")
        SHOWN = "shown", _("Shown")
        HIDDEN = "hidden", _("Not shown")
        REPLACED = "replaced", _("Replaced by other statements")

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    text = models.TextField(_("statement"), blank=True)
    text_en = models.TextField(_("statement in English"), blank=True)
    author = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="statements")
    state = models.CharField(max_length=8, choices=State, default=State.SHOWN.value)
    is_seed = models.BooleanField(default=False)
    is_meta = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "number"], name="statements_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def shown_text(self) -> str:
        """The statement in the reader's language where it was written in it."""
        return in_reader_language(self.text, self.text_en)


class Moderation(models.Model):
    """A moderator's decision on a statement with its reason; everybody may read this log."""

    class Reason(models.TextChoices):
        """Why a statement is shown or not; a fixed list, so that reasons can be compared."""

        FITS = "fits", _("Fits the question")
        NAMES_PERSON = "names_person", _("Names a person or lets one be recognised")
        INSULTS = "insults", _("Insults or threatens")
        OFF_TOPIC = "off_topic", _("Not about the question")
        DUPLICATE = "duplicate", _("Says the same as another statement")
        SEVERAL = "several", _("Says several things at once")
        ADVERTISING = "advertising", _("Advertises")

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="moderations")
    state = models.CharField(max_length=8, choices=Statement.State)
    reason = models.CharField(max_length=16, choices=Reason)
    note = models.CharField(_("note"), max_length=300, blank=True)
    decided_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-decided_at", "-pk"]

    def __str__(self) -> str:
        return self.reason


class Lineage(models.Model):
    """Which statement a new one was made from; its author stays an author of the new one."""

    class Kind(models.TextChoices):
        """How the new one came about."""

        SPLIT = "split", _("Split off from")
        MERGE = "merge", _("Merged from")
        AGAIN = "again", _("Asked again, from an earlier consultation")

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="came_from")
    source = models.ForeignKey(Statement, models.CASCADE, related_name="became")
    kind = models.CharField(max_length=8, choices=Kind)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["statement", "source"], name="one_lineage_per_pair"),
        ]

    def __str__(self) -> str:
        return self.kind
