"""What the room decides on: the text of a proposal, in versions that stay."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.models.issues import Issue


class Proposal(models.Model):
    """A proposal to work on an issue together."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="proposals")
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="proposals")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="proposals_are_numbered"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class ProposalVersion(models.Model):
    """The text as it stood at one time; an amendment is a new version."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("the text of the proposal"), max_length=4000)
    text_en = models.TextField(_("the text in English"), max_length=4000, blank=True)
    change = models.TextField(_("what changed, and why"), max_length=1000, blank=True)
    change_en = models.TextField(_("what changed, in English"), max_length=1000, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "number"], name="versions_of_text_are_numbered"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def shown_text(self) -> str:
        """The text in the reader's language where it was written in it."""
        return in_reader_language(self.text, self.text_en)

    @property
    def shown_change(self) -> str:
        """What changed, likewise."""
        return in_reader_language(self.change, self.change_en)
