"""Cards and links as one side draws them; with the side "" the cards of the joint map."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.catalogue.models import Dataset
from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side
from titiktemu.step1_issues.models import EvidenceLink
from titiktemu.step2_forum.maps.models.whole import CausalMap
from titiktemu.step2_forum.maps.words import CardKind, Confidence, Sign, WordingFate


class Card(models.Model):
    """One thing that leads to something or follows from it.

    ``side`` is who drew it, "" in the joint map. ``joint`` is the card of the joint map that stands for it.
    ``version`` grows with each change; who changes an older one finds both wordings kept.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="+")
    map = models.ForeignKey(CausalMap, models.CASCADE, related_name="cards")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=16, choices=Side, blank=True)
    kind = models.CharField(_("what it is"), max_length=11, choices=CardKind)
    text = models.CharField(_("words"), max_length=200)
    text_en = models.CharField(_("the same in English"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    joint = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="drawn_as")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["map", "number"], name="cards_are_numbered"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def shown_text(self) -> str:
        """The words in the reader's language where they were written in it."""
        return in_reader_language(self.text, self.text_en)


class Wording(models.Model):
    """What somebody wrote on a card while somebody else changed it: kept until people choose."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="wordings")
    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=11, choices=CardKind)
    of_version = models.PositiveIntegerField()
    fate = models.CharField(max_length=7, choices=WordingFate, default=WordingFate.WAITING.value)
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.text


class CausalLink(models.Model):
    """A side says that one card leads to another, or that it does not.

    ``version`` grows with each change, so that nobody overwrites what they have not seen.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="+")
    map = models.ForeignKey(CausalMap, models.CASCADE, related_name="links")
    side = models.CharField(max_length=16, choices=Side)
    cause = models.ForeignKey(Card, models.CASCADE, related_name="leads_to")
    effect = models.ForeignKey(Card, models.CASCADE, related_name="follows_from")
    sign = models.SmallIntegerField(_("what it says"), choices=Sign, default=Sign.MORE.value)
    confidence = models.PositiveSmallIntegerField(
        _("how sure"), choices=Confidence, default=Confidence.MIDDLE.value
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cause", "effect"], name="a_link_is_drawn_once"),
            models.CheckConstraint(
                condition=~models.Q(cause=models.F("effect")), name="no_card_leads_to_itself"
            ),
            models.CheckConstraint(condition=models.Q(confidence__in=[1, 2, 3]), name="confidence_is_known"),
            models.CheckConstraint(condition=models.Q(sign__in=[-1, 0, 1]), name="sign_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.cause_id} → {self.effect_id}"


class LinkEvidence(models.Model):
    """What speaks for a link: something gathered in step 1, a dataset, or a source in words."""

    link = models.ForeignKey(CausalLink, models.CASCADE, related_name="evidence")
    piece = models.ForeignKey(EvidenceLink, models.SET_NULL, null=True, blank=True, related_name="+")
    dataset = models.ForeignKey(Dataset, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.CharField(_("what it says"), max_length=300)
    url = models.CharField(_("address"), max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.text
