"""Expert interviews, and questions that experts rate over several rounds."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.evidence.models.groups import Consent

STEPS = 5
"""Steps of the scale that experts rate on, from 1."""


class Interview(models.Model):
    """A conversation with an expert as a structured note. The expert is known by field and role, not by name.

    What is not to be quoted is read by those who lead alone; the interview still counts.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="interviews")
    number = models.PositiveIntegerField()
    held_on = models.DateField(_("day"))
    field = models.CharField(_("field"), max_length=120)
    role = models.CharField(_("role"), max_length=160, blank=True)
    interest = models.TextField(_("conflict of interest"), max_length=600)
    consent = models.CharField(_("what was agreed"), max_length=10, choices=Consent)
    problem = models.TextField(_("what the problem is"), max_length=4000)
    causes = models.TextField(_("what causes it"), max_length=4000, blank=True)
    data = models.TextField(_("which data there is, and how good it is"), max_length=4000, blank=True)
    advice = models.TextField(_("what the expert advises"), max_length=4000, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="interviews_are_numbered")
        ]

    def __str__(self) -> str:
        return self.field


class DelphiQuestion(models.Model):
    """A question that experts rate from 1 to 5, in rounds."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="delphi_questions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(_("question"), max_length=300)
    low = models.CharField(_("what 1 means"), max_length=80)
    high = models.CharField(_("what 5 means"), max_length=80)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="delphi_questions_are_numbered")
        ]

    def __str__(self) -> str:
        return self.text


class DelphiRound(models.Model):
    """One round; its ratings are shown, as far as they may be, when it is closed."""

    question = models.ForeignKey(DelphiQuestion, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "number"], name="delphi_rounds_are_numbered")
        ]

    def __str__(self) -> str:
        return str(self.number)


class DelphiRating(models.Model):
    """What one expert gave in one round, typed in by those who lead."""

    round = models.ForeignKey(DelphiRound, models.CASCADE, related_name="ratings")
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="ratings")
    value = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "interview"], name="an_expert_rates_once_a_round"),
            models.CheckConstraint(
                condition=models.Q(value__gte=1, value__lte=STEPS), name="ratings_are_on_the_scale"
            ),
        ]

    def __str__(self) -> str:
        return str(self.value)
