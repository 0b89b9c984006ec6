"""Claims of a passage: what is said to be so, with the evidence for it and, where there is one, a figure."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.catalogue.models import Dataset
from titiktemu.foundation.words import Side
from titiktemu.step1_issues.models import EvidenceLink
from titiktemu.step2_forum.understanding.models.passages import SPEAKERS, Passage


class Claim(models.Model):
    """One claim, never changed: another takes its place. A figure needs one acceptance from each side.

    Evidence is something gathered in step 1 (``piece``), a dataset of the catalogue, or a source in words
    with or without an address.
    """

    passage = models.ForeignKey(Passage, models.CASCADE, related_name="claims")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=16, choices=SPEAKERS, blank=True)
    text = models.CharField(_("what is said to be so"), max_length=300)
    value = models.DecimalField(_("figure"), max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    piece = models.ForeignKey(EvidenceLink, models.SET_NULL, null=True, blank=True, related_name="+")
    dataset = models.ForeignKey(Dataset, models.SET_NULL, null=True, blank=True, related_name="+")
    source = models.CharField(_("source"), max_length=300, blank=True)
    url = models.CharField(_("address"), max_length=500, blank=True)
    government_accepted_at = models.DateTimeField(null=True, blank=True)
    civil_society_accepted_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replaces")
    removed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["passage", "number"], name="claims_of_a_passage_are_numbered"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def has_evidence(self) -> bool:
        """Whether it names something to look at."""
        return bool(self.piece_id or self.dataset_id or self.source or self.url)

    def is_accepted_by(self, side: str) -> bool:
        """Whether a side has accepted its figure."""
        accepted = self.government_accepted_at if side == Side.GOVERNMENT else self.civil_society_accepted_at
        return accepted is not None

    @property
    def is_accepted(self) -> bool:
        """Whether both sides have."""
        return self.government_accepted_at is not None and self.civil_society_accepted_at is not None
