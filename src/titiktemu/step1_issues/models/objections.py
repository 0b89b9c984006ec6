"""Objections with reasons: records, each with a fate."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Participation
from titiktemu.step1_issues.models.proposals import Proposal, ProposalVersion
from titiktemu.step1_issues.words import SIDES, Fate


class Objection(models.Model):
    """Why somebody of a side cannot go along with a text, what harm they see, and what would change it.

    It is spoken openly, unlike a ballot, and it says nothing of anybody's ballot.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="objections")
    version = models.ForeignKey(ProposalVersion, models.CASCADE, related_name="objections")
    number = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=16, choices=SIDES)
    place = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    reason = models.TextField(_("the reason"), max_length=1000)
    reason_en = models.TextField(_("the reason in English"), max_length=1000, blank=True)
    harm = models.TextField(_("what harm you see"), max_length=1000, blank=True)
    amendment = models.TextField(_("what would change it"), max_length=1000, blank=True)
    fate = models.CharField(max_length=10, choices=Fate, default=Fate.OPEN.value)
    fate_note = models.TextField(_("what became of it"), max_length=1000, blank=True)
    fate_note_en = models.TextField(_("what became of it, in English"), max_length=1000, blank=True)
    integrated_in = models.ForeignKey(
        ProposalVersion, models.SET_NULL, null=True, blank=True, related_name="integrates"
    )
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "number"], name="objections_are_numbered"),
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def shown_reason(self) -> str:
        """The reason in the reader's language where it was written in it."""
        return in_reader_language(self.reason, self.reason_en)

    @property
    def shown_fate_note(self) -> str:
        """What became of it, likewise."""
        return in_reader_language(self.fate_note, self.fate_note_en)
