"""Who came: one by one, as numbers on paper, and what was changed when the meeting was over."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.models.invitations import Invitation, Sex
from titiktemu.meetings.models.meetings import Meeting


class Attendance(models.Model):
    """One person who was there; at most one row for an invitation, however often it is shown at the door.

    The name of somebody invited stands in the invitation alone; of a deputy or a walk-in here.
    """

    class Way(models.TextChoices):
        """How it was noted."""

        LINK = "link", _("by their own link")
        CODE = "code", _("by the code at the door")
        DESK = "desk", _("at the desk")
        PAPER = "paper", _("from the signed list")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    invitation = models.OneToOneField(
        Invitation, models.SET_NULL, null=True, blank=True, related_name="attendance"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    office = models.CharField(_("office"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    side = models.CharField(_("side"), max_length=16, choices=Side)
    sex = models.CharField(_("woman or man"), max_length=8, choices=Sex, blank=True)
    is_deputy = models.BooleanField(_("came as a deputy"), default=False)
    no_photo = models.BooleanField(_("wants to be on no photo"), default=False)
    way = models.CharField(max_length=8, choices=Way)
    noted_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["noted_at", "pk"]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name of who came."""
        named = self.name or (self.invitation.shown_name if self.invitation else "")
        return named or _now("(name erased)")

    @property
    def shown_organisation(self) -> str:
        """Whom they work or speak for."""
        return self.organisation or (self.invitation.shown_organisation if self.invitation else "")


class PaperCount(models.Model):
    """People of a side who were there and stay unnamed, counted on paper."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="paper_counts")
    side = models.CharField(max_length=16, choices=Side)
    sex = models.CharField(max_length=8, choices=Sex, blank=True)
    people = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "side", "sex"], name="one_paper_count"),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.sex}: {self.people}"


class AttendanceChange(models.Model):
    """What was changed after the meeting was over: how many of which side, by which role, and why."""

    class What(models.TextChoices):
        """What was done."""

        ADDED = "added", _("noted as present")
        STRUCK = "struck", _("struck off")
        COUNTED = "counted", _("numbers on paper")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance_changes")
    what = models.CharField(max_length=8, choices=What)
    side = models.CharField(max_length=16, choices=Side)
    before = models.PositiveIntegerField()
    after = models.PositiveIntegerField()
    role = models.CharField(max_length=16, choices=Role)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.what} {self.side}: {self.before} → {self.after}"
