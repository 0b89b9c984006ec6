"""How the letters of an initiative are numbered, and how far each series has come."""

from typing import ClassVar

from django.db import models

from titiktemu.documents.numbers import USUAL
from titiktemu.foundation.models import Initiative


class Numbering(models.Model):
    """The pattern of an initiative's numbers, where it is not the usual one."""

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="numbering")
    pattern = models.CharField(max_length=80, default=USUAL)

    def __str__(self) -> str:
        return self.pattern


class NumberSeries(models.Model):
    """The last number that was given to a kind of letter in a year; locked while the next one is taken."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="number_series")
    code = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["initiative", "code", "year"], name="one_series_per_code_and_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.year}: {self.last}"
