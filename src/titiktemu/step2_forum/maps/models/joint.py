"""What both sides make of their maps: pairs of cards, the joint links, and questions to data."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side
from titiktemu.step2_forum.maps.models.cards import Card
from titiktemu.step2_forum.maps.models.whole import CausalMap
from titiktemu.step2_forum.maps.words import Outcome


class CardPair(models.Model):
    """Two cards that may mean the same; they do when both sides say so. None: the side has not spoken."""

    map = models.ForeignKey(CausalMap, models.CASCADE, related_name="pairs")
    government_card = models.ForeignKey(Card, models.CASCADE, related_name="+")
    civil_society_card = models.ForeignKey(Card, models.CASCADE, related_name="+")
    likeness = models.FloatField(null=True, blank=True)
    is_opposite = models.BooleanField(default=False)
    government_says = models.BooleanField(null=True, blank=True)
    civil_society_says = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = [models.F("likeness").desc(nulls_first=True), "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["government_card", "civil_society_card"], name="two_cards_are_paired_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.government_card_id} = {self.civil_society_card_id}"

    @property
    def is_confirmed(self) -> bool:
        """Whether both sides say that the cards mean the same."""
        return bool(self.government_says and self.civil_society_says)

    def says(self, side: str) -> bool | None:
        """What a side says."""
        return self.government_says if side == Side.GOVERNMENT else self.civil_society_says


class JointLink(models.Model):
    """A place between two cards of the joint map, with what each side says of it.

    The signs are those of `Sign`, None where a side says nothing. ``start_*`` stay as they were when the
    session began. ``outcome`` is what came of talking about it.
    """

    map = models.ForeignKey(CausalMap, models.CASCADE, related_name="joint_links")
    number = models.PositiveIntegerField()
    cause = models.ForeignKey(Card, models.CASCADE, related_name="+")
    effect = models.ForeignKey(Card, models.CASCADE, related_name="+")
    government_sign = models.SmallIntegerField(null=True, blank=True)
    civil_society_sign = models.SmallIntegerField(null=True, blank=True)
    start_government = models.SmallIntegerField(null=True, blank=True)
    start_civil_society = models.SmallIntegerField(null=True, blank=True)
    confidence = models.FloatField(default=2)
    pieces = models.PositiveIntegerField(default=0)
    outcome = models.CharField(_("what came of it"), max_length=7, choices=Outcome, blank=True)
    note = models.TextField(_("why"), max_length=1000, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["map", "number"], name="joint_links_are_numbered"),
            models.UniqueConstraint(fields=["cause", "effect"], name="a_joint_link_is_there_once"),
            models.CheckConstraint(
                condition=~models.Q(cause=models.F("effect")), name="no_joint_card_leads_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause_id} → {self.effect_id}"

    def signs(self, *, start: bool = False) -> tuple[Any, Any]:
        """What government and civil society say, now or when the session began."""
        if start:
            return self.start_government, self.start_civil_society
        return self.government_sign, self.civil_society_sign


class DataQuestion(models.Model):
    """Which data would show whether a card or a link is right. The register of data needs begins here."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="data_questions")
    side = models.CharField(max_length=16, choices=Side, blank=True)
    card = models.ForeignKey(Card, models.CASCADE, null=True, blank=True, related_name="data_questions")
    joint_link = models.ForeignKey(
        JointLink, models.CASCADE, null=True, blank=True, related_name="data_questions"
    )
    text = models.CharField(_("which data"), max_length=300)
    asked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(card__isnull=True) ^ models.Q(joint_link__isnull=True),
                name="a_question_is_about_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.text
