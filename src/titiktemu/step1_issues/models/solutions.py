"""Candidate solutions of an issue, and how acceptable people of each side find them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Participation
from titiktemu.step1_issues.models.issues import Issue


class Solution(models.Model):
    """One way in which an issue could be solved with data.

    ``rated_at`` is when its ratings were closed and counted; ``electorates`` how many could have rated then.
    """

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="solutions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("the solution in one sentence"), max_length=240)
    title_en = models.CharField(_("the same in English"), max_length=240, blank=True)
    how = models.TextField(_("what data would do in it"), max_length=1000, blank=True)
    how_en = models.TextField(_("what data would do, in English"), max_length=1000, blank=True)
    added_at = models.DateTimeField()
    rated_at = models.DateTimeField(null=True, blank=True)
    electorates = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issue", "number"], name="solutions_are_numbered"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_title(self) -> str:
        """The title in the reader's language where it was written in it."""
        return in_reader_language(self.title, self.title_en)

    @property
    def shown_how(self) -> str:
        """What data would do, likewise."""
        return in_reader_language(self.how, self.how_en)


class Rating(models.Model):
    """How acceptable one person finds a solution; shown to nobody but them.

    When the ratings are closed they become sums of each side, and these rows are deleted.
    """

    class Answer(models.IntegerChoices):
        """Not sure is an answer of its own."""

        NOT_ACCEPTABLE = -1, _("Not acceptable")
        UNSURE = 0, _("Not sure yet")
        ACCEPTABLE = 1, _("Acceptable")

    solution = models.ForeignKey(Solution, models.CASCADE, related_name="ratings")
    place = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    answer = models.SmallIntegerField(choices=Answer)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["solution", "place"], name="one_rating_per_person"),
            models.CheckConstraint(condition=models.Q(answer__in=[-1, 0, 1]), name="rating_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
