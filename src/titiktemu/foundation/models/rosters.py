"""Who may speak for a side: rosters, the people on them, their codes, and those who only vote."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.models.initiatives import Initiative, Organisation
from titiktemu.foundation.words import Role, Side


class Roster(models.Model):
    """The list of those who speak for one side of an initiative; that side confirms it itself."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="rosters")
    side = models.CharField(max_length=16, choices=Side)
    cap_per_organisation = models.PositiveSmallIntegerField(_("most people per organisation"), default=5)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey("Participation", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "side"], name="one_roster_per_side"),
        ]

    def __str__(self) -> str:
        return f"{self.side} ({self.initiative_id})"


class Participation(models.Model):
    """One person's place in an initiative: role, side, organisation, and the mandate behind it.

    On a roster when it speaks for a side or for others; facilitators and observers are on none.
    ``user`` is set when the person also signs in by e-mail.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="participations")
    roster = models.ForeignKey(Roster, models.CASCADE, null=True, blank=True, related_name="people")
    role = models.CharField(_("role"), max_length=16, choices=Role)
    side = models.CharField(_("side"), max_length=16, choices=Side, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    office = models.CharField(_("office"), max_length=120, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="participations"
    )
    mandate_from = models.DateField(_("mandate from"), null=True, blank=True)
    mandate_until = models.DateField(_("mandate until"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    successor = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["organisation__name", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["initiative", "user"],
                condition=models.Q(revoked_at=None),
                name="one_place_per_account",
            ),
            models.CheckConstraint(
                condition=models.Q(roster=None) | ~models.Q(side=""), name="on_a_roster_means_a_side"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_valid_on(self, day: date) -> bool:
        """Whether the mandate holds on this day."""
        begun = self.mandate_from is None or self.mandate_from <= day
        ended = self.mandate_until is not None and self.mandate_until < day
        return self.revoked_at is None and begun and not ended


class Contest(models.Model):
    """The other side's doubt, with reasons, whether a person may speak for a side."""

    class Outcome(models.TextChoices):
        """What became of it; every outcome carries its reason, seen by both sides."""

        OPEN = "open", _("Open")
        REMOVED = "removed", _("Person taken off the list")
        KEPT = "kept", _("Person stays on the list")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="contests")
    raised_by_side = models.CharField(max_length=16, choices=Side)
    reason = models.TextField(_("reason"), max_length=1000)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.OPEN.value)
    outcome_reason = models.TextField(_("reason"), max_length=1000, blank=True)
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-raised_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participation"], condition=models.Q(outcome="open"), name="one_open_contest"
            ),
        ]

    def __str__(self) -> str:
        return self.outcome


class PersonalCode(models.Model):
    """A code on paper that signs one person in. Only its fingerprint is kept (codes.py)."""

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="codes")
    number = models.PositiveSmallIntegerField()
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participation", "number"], name="codes_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"code {self.number}"


class Participant(models.Model):
    """Somebody who answers under a pseudonym: a person of a roster, or a citizen through an open link."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="participants")
    participation = models.OneToOneField(
        Participation, models.CASCADE, null=True, blank=True, related_name="participant"
    )
    side = models.CharField(max_length=16, choices=Side, blank=True)
    pseudonym = models.CharField(max_length=40)
    return_fingerprint = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 -- no code, no value
    external_id = models.CharField(max_length=80, blank=True)
    joined_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["initiative", "external_id"],
                condition=~models.Q(external_id=""),
                name="imported_once",
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym
