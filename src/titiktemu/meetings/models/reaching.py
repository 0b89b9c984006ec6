"""Reaching people: reminders that were made, and the personal address of a calendar."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.codes import spell
from titiktemu.foundation.models import Participation
from titiktemu.meetings.models.invitations import TOKEN_LENGTH, Invitation


class Reminder(models.Model):
    """One reminder to somebody who is invited: each kind at most once. Without an e-mail address a person
    sends it, by WhatsApp or any other way, and says that it was done.
    """

    class Kind(models.TextChoices):
        """What it reminds of."""

        ANSWER = "answer", _("to answer the invitation")
        SOON = "soon", _("that the meeting is near")

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=8, choices=Kind)
    by_mail = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invitation", "kind"], name="reminded_once_of_each"),
        ]

    def __str__(self) -> str:
        return self.kind


class FeedKey(models.Model):
    """The secret in somebody's calendar address. Made anew or taken away, the old address opens nothing."""

    place = models.OneToOneField(Participation, models.CASCADE, related_name="feed_key")
    nonce = models.UUIDField(default=uuid4)
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.place_id)

    @property
    def token(self) -> str:
        """The secret word of the address."""
        made = salted_hmac("titiktemu.meetings.feed", self.nonce.hex, algorithm="sha256").digest()
        return spell(made, TOKEN_LENGTH)


def feed_fingerprint(token: str) -> str:
    """Keyed fingerprint under which a calendar address is looked up."""
    return salted_hmac("titiktemu.meetings.feed-key", token, algorithm="sha256").hexdigest()
