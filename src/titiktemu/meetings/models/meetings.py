"""A meeting: what, when, where, for whom."""

from datetime import timedelta
from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.foundation.words import Side, Step, TimeZone
from titiktemu.meetings.kinds import kind_name
from titiktemu.meetings.times import beginning, period

DOORS_BEFORE, DOORS_AFTER = timedelta(hours=3), timedelta(hours=3)
"""People check in by themselves from so long before the beginning until so long after the end."""


class Meeting(models.Model):
    """People of an initiative come together, in one place or online.

    ``side`` is empty for a meeting of all; where it names one side it is that side's own (a caucus), seen by
    that side and by ``facilitator`` alone. ``is_public`` announces a meeting of all to everybody.
    ``sequence`` grows whenever calendars have to take notice.
    """

    class State(models.TextChoices):
        """Planned, held, cancelled."""

        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=24)
    step = models.SmallIntegerField(_("step"), choices=Step, default=Step.ISSUES.value)
    title = models.CharField(_("title"), max_length=160)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    purpose = models.TextField(_("purpose"), max_length=2000, blank=True)
    purpose_en = models.TextField(_("purpose in English"), max_length=2000, blank=True)
    side = models.CharField(_("whose meeting"), max_length=16, choices=Side, blank=True)
    facilitator = models.ForeignKey(
        Participation, models.SET_NULL, null=True, blank=True, related_name="meetings_led"
    )
    place = models.CharField(_("place"), max_length=300, blank=True)
    online_url = models.URLField(_("link to join online"), max_length=500, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=24, choices=TimeZone, default=TimeZone.WIB.value)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED.value)
    cancel_reason = models.TextField(_("reason"), max_length=500, blank=True)
    is_public = models.BooleanField(_("announced to everybody"), default=False)
    door_code = models.CharField(max_length=12, unique=True)
    uid = models.UUIDField(unique=True, default=uuid4, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["starts_at", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="meetings_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="a_meeting_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(side="") | models.Q(is_public=False), name="a_caucus_is_not_announced"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_title(self) -> str:
        """The title in the reader's language where it was written in it."""
        return in_reader_language(self.title, self.title_en)

    @property
    def shown_purpose(self) -> str:
        """The purpose in the reader's language where it was written in it."""
        return in_reader_language(self.purpose, self.purpose_en)

    @property
    def kind_name(self) -> str:
        """What kind of meeting it is, in words."""
        return kind_name(self.kind)

    @property
    def when(self) -> str:
        """Day and time in full, on the clocks of its place."""
        return period(self.starts_at, self.ends_at, self.time_zone)

    @property
    def begins(self) -> str:
        """Day and time of the beginning, short."""
        return beginning(self.starts_at, self.time_zone)

    @property
    def is_planned(self) -> bool:
        """Whether it is still to come about."""
        return self.state == self.State.PLANNED

    @property
    def is_held(self) -> bool:
        """Whether it was held."""
        return self.state == self.State.HELD

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self.state == self.State.CANCELLED
