"""What speaks for an issue, channel by channel."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.models.issues import Issue
from titiktemu.step1_issues.words import Channel, EvidenceKind, Strength


class EvidenceLink(models.Model):
    """A quote, article, figure or statement that speaks for an issue.

    The words are kept as they were when they were linked, because a paper prints them later. ``source``
    names the row that they come from ("consultation.statement", its key), so that it is not linked twice.
    """

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="evidence")
    channel = models.CharField(_("channel"), max_length=12, choices=Channel)
    kind = models.CharField(_("what it is"), max_length=9, choices=EvidenceKind)
    text = models.TextField(_("what it says"), max_length=1000)
    text_en = models.TextField(_("what it says, in English"), max_length=1000, blank=True)
    origin = models.CharField(_("where it is from"), max_length=240, blank=True)
    url = models.CharField(_("address"), max_length=500, blank=True)
    people = models.PositiveIntegerField(_("how many people or pieces it rests on"), null=True, blank=True)
    strength = models.SmallIntegerField(_("strength"), choices=Strength, default=Strength.MODERATE.value)
    source = models.CharField(max_length=60, blank=True)
    source_id = models.BigIntegerField(null=True, blank=True)
    linked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["channel", "-strength", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["issue", "source", "source_id"],
                condition=~models.Q(source=""),
                name="linked_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def shown_text(self) -> str:
        """The words in the reader's language where they were written in it."""
        return in_reader_language(self.text, self.text_en)

    @property
    def source_key(self) -> str:
        """The row that the words come from, in one word."""
        return f"{self.source}:{self.source_id}"


class ChannelUse(models.Model):
    """Whether a channel was used in an initiative; where it was not, why."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="channels")
    channel = models.CharField(max_length=12, choices=Channel)
    is_used = models.BooleanField(default=True)
    note = models.TextField(_("how it was used, or why not"), max_length=1000, blank=True)
    note_en = models.TextField(_("the same in English"), max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "channel"], name="one_word_per_channel"),
            models.CheckConstraint(
                condition=models.Q(is_used=True) | ~models.Q(note=""), name="unused_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.channel

    @property
    def shown_note(self) -> str:
        """The note in the reader's language where it was written in it."""
        return in_reader_language(self.note, self.note_en)


class Standing(models.Model):
    """Where a channel puts an issue among the others; 1 is the most urgent, ties are allowed."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="standings")
    channel = models.CharField(max_length=12, choices=Channel)
    rank = models.PositiveSmallIntegerField()
    strength = models.SmallIntegerField(choices=Strength, default=Strength.MODERATE.value)
    people = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issue", "channel"], name="one_standing_per_channel"),
            models.CheckConstraint(condition=models.Q(rank__gte=1), name="ranks_begin_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.channel}: {self.rank}"
