"""Criteria, how each issue does on them, and what each side finds a full swing worth."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.models.issues import Issue
from titiktemu.step1_issues.words import SIDES


class Criterion(models.Model):
    """Something by which issues are compared: from its worst to its best level.

    ``halfway`` is the level that is worth half of the best, where the value does not grow evenly.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="criteria")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("criterion"), max_length=120)
    name_en = models.CharField(_("the same in English"), max_length=120, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    worst = models.FloatField(_("worst level"))
    best = models.FloatField(_("best level"))
    halfway = models.FloatField(_("level worth half"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="criteria_are_numbered"),
            models.CheckConstraint(
                condition=~models.Q(worst=models.F("best")), name="a_criterion_tells_apart"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """The name in the reader's language where it was written in it."""
        return in_reader_language(self.name, self.name_en)


class Performance(models.Model):
    """How an issue does on a criterion, with where the level is from."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="performances")
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="performances")
    level = models.FloatField(_("level"))
    source = models.CharField(_("where the level is from"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["criterion", "issue"], name="one_level_per_issue"),
        ]

    def __str__(self) -> str:
        return str(self.level)


class SwingWeight(models.Model):
    """What a side finds the swing from worst to best on a criterion worth; 100 for its greatest swing."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="weights")
    side = models.CharField(max_length=16, choices=SIDES)
    points = models.PositiveSmallIntegerField(validators=[MaxValueValidator(100)])

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["criterion", "side"], name="one_weight_per_side"),
            models.CheckConstraint(condition=models.Q(points__lte=100), name="a_hundred_is_the_most"),
        ]

    def __str__(self) -> str:
        return str(self.points)
