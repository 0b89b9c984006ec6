"""Who is invited, by a link of their own or by a letter to the head of an office."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.codes import spell
from titiktemu.foundation.models import Participation
from titiktemu.foundation.words import Side
from titiktemu.meetings.models.meetings import Meeting

TOKEN_LENGTH = 26
CODE_LENGTH = 6


class Sex(models.TextChoices):
    """As far as somebody said it; nobody has to."""

    FEMALE = "female", _("Woman")
    MALE = "male", _("Man")


class Invitation(models.Model):
    """One person who is asked to come.

    Somebody of a list is named by their ``place``, so that erasing the person erases them here; anybody else
    by ``name``. The link is made from ``nonce`` and the site's secret: the database alone opens nothing.
    ``contact`` is for those who lead the meeting, and leaves it nowhere.
    """

    class Answer(models.TextChoices):
        """Whether the person will come."""

        NONE = "", _("No answer yet")
        YES = "yes", _("Comes")
        MAYBE = "maybe", _("Perhaps")
        NO = "no", _("Does not come")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    number = models.PositiveSmallIntegerField()
    place = models.ForeignKey(
        Participation, models.CASCADE, null=True, blank=True, related_name="meeting_invitations"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    office = models.CharField(_("office"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    side = models.CharField(_("side"), max_length=16, choices=Side)
    sex = models.CharField(_("woman or man"), max_length=8, choices=Sex, blank=True)
    contact = models.CharField(_("telephone or e-mail"), max_length=160, blank=True)
    by_letter = models.BooleanField(_("a letter goes to the head of the office"), default=False)
    nonce = models.UUIDField(default=uuid4)
    fingerprint = models.CharField(max_length=64, unique=True)
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.NONE.value, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    deputy_name = models.CharField(_("who comes instead"), max_length=120, blank=True)
    deputy_office = models.CharField(_("office of who comes instead"), max_length=120, blank=True)
    invited_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="invitations_are_numbered"),
            models.UniqueConstraint(
                fields=["meeting", "place"], condition=models.Q(place__isnull=False), name="invited_once"
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The person's name; of one who was erased only that there was somebody."""
        return (self.place.name if self.place else self.name) or _now("(name erased)")

    @property
    def shown_office(self) -> str:
        """The office that the person holds."""
        return self.place.office if self.place else self.office

    @property
    def shown_organisation(self) -> str:
        """Whom the person works or speaks for."""
        if self.place:
            return self.place.organisation.name if self.place.organisation else ""
        return self.organisation

    @property
    def token(self) -> str:
        """The secret word of the personal link; the same each time, until the link is made anew."""
        return _letters("link", self.nonce.hex, TOKEN_LENGTH)

    @property
    def code(self) -> str:
        """The short code for the door, printed on the invitation; it opens nothing else."""
        return _letters("door", self.nonce.hex, CODE_LENGTH)

    @property
    def comes(self) -> bool:
        """Whether the person said yes, or sends a deputy."""
        return self.answer == self.Answer.YES or bool(self.deputy_name)


def token_fingerprint(token: str) -> str:
    """Keyed fingerprint under which a link is looked up."""
    return salted_hmac("titiktemu.meetings.link", token, algorithm="sha256").hexdigest()


def _letters(purpose: str, nonce: str, many: int) -> str:
    return spell(salted_hmac(f"titiktemu.meetings.{purpose}", nonce, algorithm="sha256").digest(), many)
