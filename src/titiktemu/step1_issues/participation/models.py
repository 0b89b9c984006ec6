"""Tables of participation: all of it counts of people, none of them a name."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side
from titiktemu.meetings.models import Meeting, Trait
from titiktemu.step1_issues.participation.words import DrawState, Kind, Level, Way, value_name


class Target(models.Model):
    """How much of one group there should be; of one trait only the proportions count.

    Of a disability and of first-timers it is a percentage of all people.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="participation_targets")
    trait = models.CharField(max_length=12, choices=Trait)
    value = models.CharField(max_length=60)
    amount = models.FloatField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "trait", "value"], name="one_target_per_group"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="target_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.trait} {self.value}: {self.amount}"


class Activity(models.Model):
    """Something people took part in, with how many they were. ``on_paper`` are among ``people``.

    ``source`` is what it was gathered from, such as "wave:7"; empty where a person wrote it down.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="activities")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.MEETING.value)
    title = models.CharField(_("title"), max_length=160)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    day = models.DateField(_("date"))
    way = models.CharField(_("channel"), max_length=9, choices=Way, default=Way.IN_PERSON.value)
    level = models.CharField(_("what was promised"), max_length=11, choices=Level)
    people = models.PositiveIntegerField(_("people who took part"), default=0)
    on_paper = models.PositiveIntegerField(_("of these on paper"), default=0)
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="+")
    counting_closed_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["day", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="activities_are_numbered"),
            models.UniqueConstraint(
                fields=["initiative", "source"], condition=~models.Q(source=""), name="gathered_once"
            ),
            models.CheckConstraint(
                condition=models.Q(on_paper__lte=models.F("people")), name="paper_is_part_of_people"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_of_answers(self) -> bool:
        """Whether it was gathered from answers, where nobody saw who else took part."""
        return self.source.startswith(("consultation:", "wave:"))

    @property
    def shown_title(self) -> str:
        """The title in the reader's language where it was written in it."""
        return in_reader_language(self.title, self.title_en)


class Headcount(models.Model):
    """How many of one group took part. ``is_told``: whether everybody may read it (see queries.balance)."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="headcounts")
    trait = models.CharField(max_length=12, choices=Trait)
    value = models.CharField(max_length=60)
    people = models.PositiveIntegerField()
    is_told = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "trait", "value"], name="one_count_per_group"),
        ]

    def __str__(self) -> str:
        return f"{self.trait} {self.value}: {self.people}"

    @property
    def label(self) -> str:
        """The group in words."""
        return value_name(self.trait, self.value)


class Seat(models.Model):
    """Somebody of a side in an activity, by number and never by name; ``typed`` turns came from paper."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="seats")
    side = models.CharField(max_length=16, choices=Side)
    number = models.PositiveSmallIntegerField()
    typed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "side", "number"], name="one_seat_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.number}"


class Tap(models.Model):
    """One turn to speak, tapped on a phone. ``key`` is the phone's own: what is sent twice counts once."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="taps")
    key = models.CharField(max_length=32)
    tapped_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seat", "key"], name="a_tap_counts_once"),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.key}"


class Selection(models.Model):
    """A panel to be drawn among volunteers.

    ``volunteers`` holds ids and what the quotas ask for; it goes when the lottery is published, which has
    the same in it. ``summary`` is what the worker found; ``problem`` why there is no panel.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="selections")
    number = models.PositiveIntegerField()
    title = models.CharField(_("what the panel is for"), max_length=160)
    size = models.PositiveSmallIntegerField(_("seats"))
    quotas: Any = models.JSONField(default=list)
    volunteers: Any = models.JSONField(default=list)
    state = models.CharField(max_length=9, choices=DrawState, default=DrawState.MAKING.value)
    problem: Any = models.JSONField(default=dict, blank=True)
    summary: Any = models.JSONField(default=dict, blank=True)
    lottery = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    seed_source = models.CharField(_("where the seed will come from"), max_length=300, blank=True)
    seed = models.CharField(_("seed"), max_length=40, blank=True)
    panel: Any = models.JSONField(default=list, blank=True)
    asked_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="selections_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(seed="") | models.Q(published_at__isnull=False),
                name="no_seed_before_the_lottery_is_published",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Whether everybody may read the lottery."""
        return self.published_at is not None
