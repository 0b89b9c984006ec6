"""What a meeting is for, what it goes through, and where it stands while it goes on."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.languages import in_reader_language
from titiktemu.meetings.models.meetings import Meeting


class Mandate(models.Model):
    """Why people meet, and what they may decide there. Without it nobody knows what an agreement is worth."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="mandate")
    why = models.TextField(_("why we meet"), max_length=2000, blank=True)
    may_decide = models.TextField(_("what this meeting may decide"), max_length=2000, blank=True)
    may_not_decide = models.TextField(
        _("what is decided elsewhere, and by whom"), max_length=2000, blank=True
    )
    rules = models.TextField(_("rules for this meeting"), max_length=2000, blank=True)
    reading = models.TextField(_("documents to read before"), max_length=2000, blank=True)

    def __str__(self) -> str:
        return str(self.meeting_id)


class AgendaItem(models.Model):
    """One item: what, who leads through it, how long, and what people are asked.

    ``place`` is its order. ``begun_at`` is when it was first called up, ``spent`` the seconds that ran while
    it was on, without pauses and without what is running now.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    number = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=160)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    owner = models.CharField(_("who leads through it"), max_length=120, blank=True)
    prompt = models.TextField(_("what people are asked"), max_length=500, blank=True)
    prompt_en = models.TextField(_("what people are asked, in English"), max_length=500, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    spent = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["place", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="agenda_items_are_numbered"),
            models.CheckConstraint(condition=models.Q(minutes__gt=0), name="an_agenda_item_takes_time"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_title(self) -> str:
        """The title in the reader's language where it was written in it."""
        return in_reader_language(self.title, self.title_en)

    @property
    def shown_prompt(self) -> str:
        """The question to the room, likewise."""
        return in_reader_language(self.prompt, self.prompt_en)


class Course(models.Model):
    """Where the meeting stands. ``turn`` grows with every press, so that a late press undoes no newer one.

    ``running_since`` is empty while the clock is paused; ``caucus`` names who talks apart, and until when.
    """

    class Caucus(models.TextChoices):
        """Who talks apart for some minutes."""

        NONE = "", _("Nobody")
        GOVERNMENT = "government", _("Government")
        CIVIL_SOCIETY = "civil_society", _("Civil society")
        BOTH = "both", _("Each side by itself")

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="course")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+")
    running_since = models.DateTimeField(null=True, blank=True)
    shows_prompt = models.BooleanField(default=True)
    caucus = models.CharField(max_length=16, choices=Caucus, default=Caucus.NONE.value, blank=True)
    caucus_until = models.DateTimeField(null=True, blank=True)
    turn = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.turn}"

    def spent_on(self, item: AgendaItem, now: datetime) -> timedelta:
        """How long an item has been on so far."""
        spent = timedelta(seconds=item.spent)
        if self.running_since is not None and self.item_id == item.pk:
            spent += max(timedelta(), now - self.running_since)
        return spent


class ParkedPoint(models.Model):
    """Something that matters and is not for now. ``key`` comes with the form: pressed twice, kept once."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="parked")
    key = models.UUIDField()
    text = models.CharField(_("point for later"), max_length=300)
    noted_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["noted_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "key"], name="a_point_is_parked_once"),
        ]

    def __str__(self) -> str:
        return self.text
