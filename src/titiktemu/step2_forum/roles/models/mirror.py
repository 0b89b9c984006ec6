"""The role mirror of an initiative: apart until both sides have opened."""

from typing import ClassVar

from django.db import models

from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side


class RoleMirror(models.Model):
    """Whether the sides are ready; with the second one what both wrote opens at the same moment."""

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="role_mirror")
    government_ready_at = models.DateTimeField(null=True, blank=True)
    civil_society_ready_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(opened_at__isnull=True)
                | models.Q(government_ready_at__isnull=False, civil_society_ready_at__isnull=False),
                name="mirrors_open_when_both_are_ready",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}"

    @property
    def is_open(self) -> bool:
        """Whether each side may see what the other wrote."""
        return self.opened_at is not None

    def is_ready(self, side: str) -> bool:
        """Whether a side has said that what it wrote may be opened."""
        ready = self.government_ready_at if side == Side.GOVERNMENT else self.civil_society_ready_at
        return ready is not None
