"""A release and its files. What was released is never changed; it can only be withdrawn, with a reason."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.catalogue.models.datasets import Dataset
from titiktemu.catalogue.models.deliveries import Decision, Delivery, RecipeVersion
from titiktemu.catalogue.models.files import StoredFile
from titiktemu.foundation.models import Participation


class DataRelease(models.Model):
    """A table as it was released, once and for all.

    ``fingerprint`` is of everything here and of every file; the audit chain holds it too, so a row that was
    changed later is found. ``terms`` is what the dataset said of itself then: licence, title, definition. A
    withdrawn release keeps its row as a tombstone; its files are given to nobody.
    """

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField()
    delivery = models.OneToOneField(Delivery, models.RESTRICT, related_name="release")
    decision = models.OneToOneField(Decision, models.RESTRICT, related_name="release")
    recipe = models.ForeignKey(RecipeVersion, models.RESTRICT, related_name="releases")
    reason = models.TextField(max_length=2000)
    terms = models.JSONField()
    schema = models.JSONField()
    quality = models.JSONField()
    diff = models.JSONField(null=True)
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    rows = models.BigIntegerField()
    columns = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    released_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Participation, models.SET_NULL, null=True, related_name="+")
    withdrawn_reason = models.TextField(_("reason"), max_length=2000, blank=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dataset", "number"], name="releases_are_numbered"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_release_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | ~models.Q(withdrawn_reason=""),
                name="a_withdrawal_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def is_withdrawn(self) -> bool:
        """Whether only its tombstone is left."""
        return self.withdrawn_at is not None


class Distribution(models.Model):
    """One file of a release."""

    class Kind(models.TextChoices):
        """What the file is."""

        PARQUET = "parquet", _("Table (Parquet)")
        CSV = "csv", _("Table (CSV)")
        XLSX = "xlsx", _("Table (Excel)")
        SCHEMA = "schema", _("Schema")
        QUALITY = "quality", _("Quality report")
        RECIPE = "recipe", _("Recipe")
        DIFF = "diff", _("Differences from the last release")
        ORIGINAL = "original", _("File as it was delivered")

    release = models.ForeignKey(DataRelease, models.CASCADE, related_name="distributions")
    kind = models.CharField(max_length=8, choices=Kind)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "kind"], name="one_file_of_each_kind"),
        ]

    def __str__(self) -> str:
        return self.name
