"""What people answered, kept so that nobody can tell who they were, and every later change of it."""

from datetime import date, timedelta
from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.models import Participation
from titiktemu.foundation.words import Side
from titiktemu.questionnaires.models.questionnaires import Wave


def week_of(day: date) -> date:
    """The Monday of a day's week: as exactly as the time of an answer is kept.

    Examples
    --------
    >>> week_of(date(2026, 11, 28))
    datetime.date(2026, 11, 23)
    """
    return day - timedelta(days=day.weekday())


class Response(models.Model):
    """One person's answers: no name, no account, no address, and the week in place of the time.

    The key is random, so that rows tell nothing of the order in which people came. ``pseudonym`` is there
    only where the questionnaire said before that answers are linked over its waves.
    """

    class Channel(models.TextChoices):
        """How the answers came."""

        LINK = "link", _("Open link")
        ROSTER = "roster", _("Person of a list")
        PAPER = "paper", _("On paper")
        IMPORT = "import", _("From another tool")

    key = models.UUIDField(primary_key=True, default=uuid4)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="responses")
    channel = models.CharField(max_length=8, choices=Channel)
    side = models.CharField(max_length=16, choices=Side)
    answers = models.JSONField()
    week = models.DateField()
    pseudonym = models.CharField(max_length=32, blank=True)
    source_key = models.CharField(max_length=80, blank=True)
    source_row = models.PositiveIntegerField(null=True, blank=True)
    brought_by = models.ForeignKey("Import", models.SET_NULL, null=True, blank=True, related_name="responses")
    is_removed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["wave", "source_key"],
                condition=~models.Q(source_key=""),
                name="taken_in_once",
            ),
            models.UniqueConstraint(
                fields=["wave", "pseudonym"], condition=~models.Q(pseudonym=""), name="one_person_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["wave", "is_removed"], name="responses_of_a_wave")]

    def __str__(self) -> str:
        return str(self.key)


class Change(models.Model):
    """A later change of somebody's answers: what stood there, what stands there now, who, when and why."""

    class Kind(models.TextChoices):
        """What was done."""

        CORRECTED = "corrected", _("An answer was changed")
        REMOVED = "removed", _("The answers were taken out")
        RESTORED = "restored", _("The answers were put back")

    response = models.ForeignKey(Response, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind)
    question = models.CharField(max_length=120, blank=True)
    turn = models.PositiveSmallIntegerField(null=True, blank=True)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    reason = models.CharField(max_length=400)
    changed_by = models.ForeignKey(Participation, models.SET_NULL, null=True, related_name="+")
    changed_by_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.kind


class Draft(models.Model):
    """Answers that somebody has not finished, under a secret that only their browser knows (its hash)."""

    token = models.CharField(max_length=64, primary_key=True)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="drafts")
    answers = models.JSONField(default=dict)
    changed_on = models.DateField()

    def __str__(self) -> str:
        return self.token[:6]


class Answered(models.Model):
    """That somebody of a list has answered a wave, not what."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="answered")
    place = models.ForeignKey(Participation, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wave", "place"], name="answered_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Receipt(models.Model):
    """The hash of the key under which a phone sent answers, so that sending them again changes nothing."""

    key = models.CharField(max_length=64, primary_key=True)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="receipts")

    def __str__(self) -> str:
        return self.key[:6]
