"""Who has a stake, how they are linked, and by which invitations they were asked to a meeting."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.models import Initiative, Organisation, Participation
from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.meetings.models import Invitation
from titiktemu.meetings.stakeholders.words import KINDS, Tie, kind_words, side_of_kind

RECORDERS = [(side.value, side.label) for side in BOTH_SIDES]


class Stakeholder(models.Model):
    """An office, an organisation or a role that has a stake in the matter.

    ``side`` put it on the map, "" those who lead. ``contact`` is read by whoever may change the row, by
    nobody else, and goes when it is taken off. A row that was taken off stays, because other groups may have
    rated it. ``version`` grows with each change of the row, so that nobody overwrites what they have not
    seen; ratings do not touch it.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="stakeholders")
    number = models.PositiveIntegerField()
    side = models.CharField(_("put on the map by"), max_length=16, choices=RECORDERS, blank=True)
    name = models.CharField(_("office, organisation or role"), max_length=120)
    kind = models.CharField(_("group"), max_length=12, choices=KINDS)
    note = models.CharField(_("what is at stake for them"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="stakeholders"
    )
    place = models.ForeignKey(
        Participation, models.SET_NULL, null=True, blank=True, related_name="stakeholders"
    )
    contact = models.CharField(_("telephone or e-mail"), max_length=160, blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="stakeholders_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(side="") | models.Q(side__in=[side.value for side in BOTH_SIDES]),
                name="stakeholders_are_recorded_by_a_side_or_those_who_lead",
            ),
            models.CheckConstraint(
                condition=models.Q(removed_at=None) | models.Q(contact=""),
                name="a_contact_goes_with_the_stakeholder",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_name(self) -> str:
        """Its group in words."""
        return kind_words(self.kind)

    @property
    def invited_as(self) -> str:
        """The side for which somebody of it is invited."""
        return self.place.side if self.place else side_of_kind(self.kind).value

    @property
    def shown_side(self) -> Side:
        """The side whose mark it has in pictures."""
        return side_of_kind(self.kind)


class StakeholderLink(models.Model):
    """How one stakeholder is linked to another. Where it has no direction ``first`` has the lower number."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="stakeholder_links")
    number = models.PositiveIntegerField()
    side = models.CharField(_("put on the map by"), max_length=16, choices=RECORDERS, blank=True)
    first = models.ForeignKey(Stakeholder, models.CASCADE, related_name="links_out")
    second = models.ForeignKey(Stakeholder, models.CASCADE, related_name="links_in")
    tie = models.CharField(_("kind of link"), max_length=12, choices=Tie)
    recorded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="stakeholder_links_are_numbered"),
            models.UniqueConstraint(
                fields=["first", "second", "tie"],
                condition=models.Q(removed_at=None),
                name="stakeholders_are_linked_once_in_a_way",
            ),
            models.CheckConstraint(
                condition=~models.Q(first=models.F("second")), name="a_stakeholder_is_not_linked_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.tie} {self.second_id}"


class StakeholderInvitation(models.Model):
    """Which invitation asks a stakeholder to a meeting."""

    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="invitations")
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="stakeholders")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["stakeholder", "invitation"], name="an_invitation_is_of_a_stakeholder_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stakeholder_id}: {self.invitation_id}"
