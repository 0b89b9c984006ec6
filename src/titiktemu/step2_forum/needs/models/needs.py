"""A question to data about one cause, link or target, and the assets that answer it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.analysis.data_needs.asking import Kind
from titiktemu.catalogue.models import DataAsset
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step2_forum.maps.models import Card, DataQuestion, JointLink
from titiktemu.step2_forum.needs.words import NeedState, Whereabouts
from titiktemu.step2_forum.understanding.models import Passage

ASKERS = [(side.value, side.label) for side in BOTH_SIDES]


class DataNeed(models.Model):
    """Which data would prove or disprove one thing that both sides talk about.

    ``side`` asked, "" both together. Exactly one of ``card`` (of a joint map), ``link`` and ``passage`` (a
    target of the shared understanding, or another passage of it) is what it is about. ``question`` is what
    was asked on the map, where it was taken over. ``version`` grows with each change, so that nobody
    overwrites what they have not seen.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="data_needs")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=16, choices=ASKERS, blank=True)
    card = models.ForeignKey(Card, models.CASCADE, null=True, blank=True, related_name="data_needs")
    link = models.ForeignKey(JointLink, models.CASCADE, null=True, blank=True, related_name="data_needs")
    passage = models.ForeignKey(Passage, models.CASCADE, null=True, blank=True, related_name="data_needs")
    question = models.OneToOneField(
        DataQuestion, models.SET_NULL, null=True, blank=True, related_name="data_need"
    )
    text = models.CharField(_("which data"), max_length=300)
    whereabouts = models.CharField(
        _("who has it"), max_length=7, choices=Whereabouts, default=Whereabouts.UNKNOWN.value
    )
    state = models.CharField(
        _("what came of it"), max_length=8, choices=NeedState, default=NeedState.OPEN.value
    )
    answer = models.TextField(_("what the data say, or why they cannot"), max_length=1000, blank=True)
    assets = models.ManyToManyField(DataAsset, through="NeedAsset", related_name="data_needs")
    version = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="needs_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(card__isnull=False, link=None, passage=None)
                | models.Q(card=None, link__isnull=False, passage=None)
                | models.Q(card=None, link=None, passage__isnull=False),
                name="a_need_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(state=NeedState.OPEN) | ~models.Q(answer=""),
                name="what_came_of_a_need_is_said",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def kind(self) -> Kind:
        """What it is about."""
        if self.passage_id is not None:
            return Kind.TARGET
        return Kind.CAUSE if self.card_id is not None else Kind.LINK

    @property
    def about(self) -> int:
        """The key of what it is about."""
        found = self.card_id or self.link_id or self.passage_id
        return int(found or 0)


class NeedAsset(models.Model):
    """An asset that may answer a need."""

    need = models.ForeignKey(DataNeed, models.CASCADE, related_name="links")
    asset = models.ForeignKey(DataAsset, models.CASCADE, related_name="need_links")
    linked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["asset__number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["need", "asset"], name="an_asset_is_named_once_for_a_need"),
        ]

    def __str__(self) -> str:
        return f"{self.need_id}: {self.asset_id}"
