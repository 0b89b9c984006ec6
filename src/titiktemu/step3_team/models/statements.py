"""What the leaders of both sides sign, in versions, and how each of them signed."""

from typing import Any, ClassVar, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.documents.models import Paper, SignedCopy
from titiktemu.documents.models.papers import Frozen
from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.foundation.words import Side
from titiktemu.step3_team.words import State, Way

TEXTS: Final = (
    "text", "text_en", "may_decide", "may_decide_en", "data_released", "data_released_en", "resources",
    "resources_en", "review_on", "city",
)  # fmt: skip
"""What a version says; never changed once it may be signed."""


class Statement(models.Model):
    """A version of the joint statement of commitment. Once it may be signed its text never changes."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="statements_of_commitment")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT.value)
    text = models.TextField(_("what we commit ourselves to"), max_length=4000)
    text_en = models.TextField(_("the commitment in English"), max_length=4000, blank=True)
    may_decide = models.TextField(_("what the team may decide alone"), max_length=2000)
    may_decide_en = models.TextField(
        _("what the team may decide alone, in English"), max_length=2000, blank=True
    )
    data_released = models.TextField(_("data to be released"), max_length=2000)
    data_released_en = models.TextField(_("data to be released, in English"), max_length=2000, blank=True)
    resources = models.TextField(_("resources"), max_length=2000)
    resources_en = models.TextField(_("resources, in English"), max_length=2000, blank=True)
    review_on = models.DateField(_("to be reviewed on"))
    city = models.CharField(_("place of signing"), max_length=80)
    paper = models.OneToOneField(Paper, models.PROTECT, null=True, blank=True, related_name="commitment")
    written_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="commitments_are_numbered"),
            models.UniqueConstraint(
                fields=["initiative"], condition=models.Q(state="draft"), name="one_statement_is_written"
            ),
            models.UniqueConstraint(
                fields=["initiative"], condition=models.Q(state="open"), name="one_statement_is_signed"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(paper__isnull=False),
                name="what_is_signed_was_issued",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    def save(self, *args: Any, **named: Any) -> None:
        """Keep it; of one that may be signed only what is not its text."""
        if not self._state.adding and self.opened_at is not None:
            changed = set(named.get("update_fields") or TEXTS)
            if changed & set(TEXTS):
                raise Frozen(sorted(changed))
        super().save(*args, **named)

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written."""
        return self.state == State.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether it can be signed: the version that counts."""
        return self.state == State.OPEN

    @property
    def mark(self) -> str:
        """Names the draft as it is now; it changes with every change of it."""
        return f"{self.number}-{self.written_at.isoformat()}"

    def shown(self, field: str) -> str:
        """One of its texts in the reader's language where it was written in it."""
        return in_reader_language(getattr(self, field), getattr(self, f"{field}_en"))


class Signature(models.Model):
    """A leader's signature under one version: drawn on a screen, or on a sheet that was brought as a file.

    ``seal`` is over the version's fingerprint, who, what, where and when; the audit chain holds it too.
    """

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="signatures")
    place = models.ForeignKey(Participation, models.RESTRICT, related_name="+")
    side = models.CharField(max_length=16, choices=Side)
    way = models.CharField(max_length=8, choices=Way)
    strokes = models.TextField(blank=True)
    copy = models.ForeignKey(SignedCopy, models.RESTRICT, null=True, blank=True, related_name="+")
    signed_in = models.CharField(_("where you sign"), max_length=120)
    signed_at = models.DateTimeField()
    seal = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["signed_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["statement", "place"], condition=models.Q(way="drawn"), name="drawn_once"
            ),
            models.CheckConstraint(
                condition=models.Q(way="drawn", copy=None) | models.Q(way="sheet", strokes=""),
                name="drawn_or_on_a_sheet",
            ),
        ]

    def __str__(self) -> str:
        return self.seal
