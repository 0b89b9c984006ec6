"""Passages in versions, and what each side says of the version that stands."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step2_forum.understanding.words import PassageKind, StanceWord

SPEAKERS = [(side.value, side.label) for side in BOTH_SIDES]


class Passage(models.Model):
    """A piece that is endorsed, amended or disputed by itself. ``version`` is the wording that stands.

    One that is taken out keeps its wordings and can be brought back.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="understanding")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("what it is about"), max_length=11, choices=PassageKind)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="understanding_is_numbered"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Wording(models.Model):
    """One wording of a passage, never changed. ``base`` is the version that its writer saw.

    ``is_beside`` where another came in between: nothing is overwritten, it waits until somebody puts it in
    the place of the one that stands. The figures of a target are part of its wording; ``side`` wrote it,
    "" whoever leads. ``helps`` says how open data helps; it counts when a data need stands behind it.
    """

    passage = models.ForeignKey(Passage, models.CASCADE, related_name="wordings")
    number = models.PositiveIntegerField()
    base = models.PositiveIntegerField(default=0)
    side = models.CharField(max_length=16, choices=SPEAKERS, blank=True)
    is_beside = models.BooleanField(default=False)
    text = models.TextField(_("text"), max_length=2000)
    text_en = models.TextField(_("the same in English"), max_length=2000, blank=True)
    helps = models.TextField(_("how open data helps"), max_length=1000, blank=True)
    indicator = models.CharField(_("indicator"), max_length=200, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    baseline = models.DecimalField(_("today"), max_digits=18, decimal_places=4, null=True, blank=True)
    baseline_on = models.DateField(_("as of"), null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=18, decimal_places=4, null=True, blank=True)
    due_on = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["passage", "number"], name="wordings_of_a_passage_are_numbered"),
        ]

    def __str__(self) -> str:
        return self.shown_text

    @property
    def shown_text(self) -> str:
        """In the language of the page, where it was written in it."""
        return self.text_en if get_language() == "en" and self.text_en else self.text


class Stance(models.Model):
    """What a side says of one wording; its latest word counts, the earlier ones stay to be read.

    A dispute says why, and which query to data would settle it.
    """

    wording = models.ForeignKey(Wording, models.CASCADE, related_name="stances")
    side = models.CharField(max_length=16, choices=SPEAKERS)
    word = models.CharField(max_length=8, choices=StanceWord)
    reason = models.TextField(_("why it is disputed"), max_length=1000, blank=True)
    query = models.CharField(_("which data would settle it"), max_length=300, blank=True)
    said_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["said_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(word=StanceWord.ENDORSED) | (~models.Q(reason="") & ~models.Q(query="")),
                name="a_dispute_says_why_and_what_settles_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.word}"


class Acceptance(models.Model):
    """A side accepts the figures of a target: exactly these, in whichever wording they stand.

    ``figures`` is the fingerprint of indicator, unit, values, dates and source; other figures need a new
    acceptance, a better sentence around the same ones does not.
    """

    passage = models.ForeignKey(Passage, models.CASCADE, related_name="acceptances")
    side = models.CharField(max_length=16, choices=SPEAKERS)
    figures = models.CharField(max_length=64)
    accepted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["accepted_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["passage", "side", "figures"], name="figures_are_accepted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.passage_id} {self.side}"
