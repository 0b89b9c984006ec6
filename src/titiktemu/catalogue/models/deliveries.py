"""A delivery: a file that was handed in, what was understood of it, and what a named person decided."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.catalogue.models.datasets import Dataset
from titiktemu.catalogue.models.files import StoredFile
from titiktemu.foundation.models import Initiative, Organisation, Participation


class RecipeVersion(models.Model):
    """Everything people decided about a dataset's table, as ``analysis.recipes`` writes it; never changed."""

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="recipes")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Participation, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dataset", "number"], name="recipes_are_numbered"),
            models.UniqueConstraint(fields=["dataset", "fingerprint"], name="a_recipe_is_kept_once"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Delivery(models.Model):
    """A file on its way from an office to a release.

    ``report`` is what was understood of the file, short enough for a page; ``listing`` is the file with all
    rows named. ``mark`` is what the sender's browser says of the file (when it was last changed), so that
    sending goes on with the same file only. ``prepared`` is the table typed, ``treated`` and ``treated_csv``
    are what would be released. These in-between files hold what must not leave, so they are dropped when
    they are no longer needed.
    """

    class State(models.TextChoices):
        """How far it is."""

        RECEIVING = "receiving", _("Being sent")
        RECEIVED = "received", _("Received")
        READING = "reading", _("Being read")
        UNREADABLE = "unreadable", _("Cannot be read")
        TO_CONFIRM = "to_confirm", _("Waits for someone to confirm the table")
        PREPARING = "preparing", _("Being prepared")
        TO_PROTECT = "to_protect", _("Waits for protection to be chosen")
        PROTECTING = "protecting", _("Being protected")
        TO_DECIDE = "to_decide", _("Waits for a decision")
        PUBLISHING = "publishing", _("Being released")
        RELEASED = "released", _("Released")
        DISCARDED = "discarded", _("Discarded")

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="deliveries")
    number = models.PositiveIntegerField()
    token = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVING.value)
    original_name = models.CharField(max_length=200)
    declared_size = models.BigIntegerField()
    mark = models.CharField(max_length=64, blank=True)
    received = models.BigIntegerField(default=0)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    delivered_by = models.ForeignKey(Participation, models.SET_NULL, null=True, related_name="+")
    delivered_by_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    delivered_at = models.DateTimeField()
    problem = models.JSONField(null=True, blank=True)
    report = models.JSONField(null=True, blank=True)
    listing = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    recipe = models.ForeignKey(RecipeVersion, models.RESTRICT, null=True, related_name="deliveries")
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    differences = models.JSONField(default=list, blank=True)
    prepared = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    preparation = models.JSONField(null=True, blank=True)
    treated = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    treated_csv = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    protection = models.JSONField(null=True, blank=True)
    kept_personal = models.JSONField(default=list, blank=True)
    discarded_reason = models.TextField(max_length=1000, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["-delivered_at", "-pk"]
        verbose_name_plural = "deliveries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dataset", "number"], name="deliveries_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(period_start=None)
                | models.Q(period_end=None)
                | models.Q(period_start__lte=models.F("period_end")),
                name="a_period_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(received__gte=0, received__lte=models.F("declared_size")),
                name="no_more_is_received_than_was_declared",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def initiative(self) -> Initiative:
        """The initiative that it belongs to."""
        return self.dataset.initiative

    @property
    def side(self) -> str:
        """Whose data it is."""
        return self.dataset.asset.side


class Decision(models.Model):
    """A named person's word on whether exactly this may be released.

    ``fingerprint`` is of everything that the person decided upon; once anything of it changes the decision
    is about something else, and counts for nothing.
    """

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="decisions")
    by = models.ForeignKey(Participation, models.RESTRICT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    office = models.CharField(max_length=120, blank=True)
    approves = models.BooleanField()
    reason = models.TextField(_("reason"), max_length=2000)
    with_original = models.BooleanField(default=False)
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_decision_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(approves=True) | models.Q(with_original=False),
                name="no_original_without_approval",
            ),
        ]

    def __str__(self) -> str:
        return "approve" if self.approves else "refuse"
