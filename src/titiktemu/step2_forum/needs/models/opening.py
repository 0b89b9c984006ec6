"""What each side says of opening an asset, and the order in which assets are to be opened."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.analysis.data_needs.opening import HIGHEST, LOWEST, Said
from titiktemu.catalogue.models import DataAsset
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES, Side

RATERS = [(side.value, side.label) for side in BOTH_SIDES]
ON_SCALE = (LOWEST, HIGHEST)


class AssetRating(models.Model):
    """What one side, as a whole, says of opening an asset.

    The first ``turn`` is hidden from everybody else until both sides have rated. What a side says after
    that is a turn of its own, so that what was said first stays to be seen.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="+")
    asset = models.ForeignKey(DataAsset, models.CASCADE, related_name="ratings")
    side = models.CharField(max_length=16, choices=RATERS)
    turn = models.PositiveSmallIntegerField(default=1)
    value = models.PositiveSmallIntegerField(_("value"))
    effort = models.PositiveSmallIntegerField(_("effort"))
    risk = models.PositiveSmallIntegerField(_("risk"))
    reason = models.CharField(_("why"), max_length=300, blank=True)
    rated_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["asset", "side", "turn"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["asset", "side", "turn"], name="a_side_rates_once_a_turn"),
            models.CheckConstraint(
                condition=models.Q(
                    value__range=ON_SCALE, effort__range=ON_SCALE, risk__range=ON_SCALE, turn__gte=1
                ),
                name="ratings_of_assets_are_on_the_scale",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asset_id} {self.side} {self.turn}"

    @property
    def said(self) -> Said:
        """The marks."""
        return Said(self.value, self.effort, self.risk)


class DisclosureOrder(models.Model):
    """A version of the order in which assets are to be opened. It is never changed; a newer one follows it.

    ``side`` wrote it, "" whoever leads. It is agreed when each side has approved exactly this version.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="disclosure_orders")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=16, choices=RATERS, blank=True)
    note = models.CharField(_("why this order"), max_length=500, blank=True)
    written_at = models.DateTimeField()
    government_approved_at = models.DateTimeField(null=True, blank=True)
    civil_society_approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="orders_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}/{self.number}"

    @property
    def is_agreed(self) -> bool:
        """Whether both sides have approved it."""
        return self.government_approved_at is not None and self.civil_society_approved_at is not None

    def is_approved_by(self, side: str) -> bool:
        """Whether a side has approved it."""
        approved = self.government_approved_at if side == Side.GOVERNMENT else self.civil_society_approved_at
        return approved is not None


class OrderLine(models.Model):
    """An asset at its place in an order."""

    order = models.ForeignKey(DisclosureOrder, models.CASCADE, related_name="lines")
    place = models.PositiveIntegerField()
    asset = models.ForeignKey(DataAsset, models.RESTRICT, related_name="+")

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "place"], name="a_place_is_taken_once"),
            models.UniqueConstraint(fields=["order", "asset"], name="an_asset_stands_once_in_an_order"),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.asset}"
