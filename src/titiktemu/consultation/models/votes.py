"""Votes, what was shown to whom before them, and the map drawn from them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.consultation.models.consultations import Consultation
from titiktemu.consultation.models.statements import Statement
from titiktemu.foundation.models import Participant


class Vote(models.Model):
    """One participant's answer to one statement; voting again replaces it."""

    class Answer(models.IntegerChoices):
        """Passing is an answer of its own, neither yes nor no."""

        DISAGREE = -1, _("Disagree")
        PASS = 0, _("Pass")
        AGREE = 1, _("Agree")

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="votes")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="votes")
    answer = models.SmallIntegerField(choices=Answer)
    cast_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["statement", "participant"], name="one_vote_per_person"),
            models.CheckConstraint(condition=models.Q(answer__in=[-1, 0, 1]), name="answer_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Exposure(models.Model):
    """A statement that was drawn for a participant and shown; without a vote it was shown and left.

    ``probability`` is that of the draw, ``among`` how many statements it was drawn from. Drawn statements
    stay until they are answered, so there is one row for each pair.
    """

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="exposures")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="exposures")
    probability = models.FloatField()
    among = models.PositiveIntegerField()
    shown_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["statement", "participant"], name="one_exposure_per_person"),
            models.CheckConstraint(
                condition=models.Q(probability__gt=0, probability__lte=1), name="exposure_has_a_probability"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class SentVote(models.Model):
    """The key of an answer that a phone sent, so that sending it again changes nothing."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="+")
    key = models.CharField(max_length=36)
    sent_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant", "key"], name="sent_once"),
        ]

    def __str__(self) -> str:
        return self.key


class DrawnMap(models.Model):
    """The opinion map as last computed: groups, never a person. What is in ``content`` has passed the gate.

    ``profiles`` is for the machine alone: how each group answered on average, so that the groups of the
    next map get the names of those they resemble.
    """

    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="drawn_map")
    content = models.JSONField()
    profiles = models.JSONField(default=dict)
    votes = models.PositiveIntegerField()
    drawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.drawn_at)
