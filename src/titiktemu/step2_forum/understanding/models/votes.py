"""Which consultation was voted on before the discussion, and which after."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.consultation.models import Consultation
from titiktemu.foundation.models import Initiative


class RoundPair(models.Model):
    """The two rounds of an initiative that are laid beside each other; none of their votes is kept here."""

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="vote_rounds")
    before = models.ForeignKey(
        Consultation, models.CASCADE, related_name="+", verbose_name=_("before the discussion")
    )
    after = models.ForeignKey(
        Consultation, models.CASCADE, related_name="+", verbose_name=_("after the discussion")
    )
    chosen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(before=models.F("after")), name="two_rounds_are_not_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"
