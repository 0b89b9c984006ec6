"""Focus groups: who sat together by counts, what was said, how it was coded, and what may be quoted."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.models import Initiative, Participation
from titiktemu.foundation.words import Side


class Consent(models.TextChoices):
    """What somebody agreed to when they said it."""

    NONE = "none", _("Not to be quoted")
    ANONYMOUS = "anonymous", _("Without a name")
    WITH_ROLE = "with_role", _("With the role, without a name")


class Sex(models.TextChoices):
    """As people in the room said it, or nobody asked."""

    WOMEN = "women", _("Women")
    MEN = "men", _("Men")
    NOT_ASKED = "not_asked", _("Not asked")


class FocusGroup(models.Model):
    """One session. ``side`` names one side where it concerns that side alone, which then sees it with
    those who lead. Nobody who sat in it is named. ``notes`` are read by those who lead alone.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="focus_groups")
    number = models.PositiveIntegerField()
    side = models.CharField(_("whom it concerns"), max_length=16, choices=Side, blank=True)
    title = models.CharField(_("title"), max_length=160)
    held_on = models.DateField(_("day"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    guide = models.TextField(_("guide"), max_length=8000, blank=True)
    notes = models.TextField(blank=True)
    audio_sha256 = models.CharField(max_length=64, blank=True)
    audio_name = models.CharField(max_length=200, blank=True)
    audio_type = models.CharField(max_length=40, blank=True)
    audio_size = models.PositiveBigIntegerField(default=0)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["held_on", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="focus_groups_are_numbered")
        ]

    def __str__(self) -> str:
        return self.title


class GroupCount(models.Model):
    """How many people of a side and sex sat in a session."""

    group = models.ForeignKey(FocusGroup, models.CASCADE, related_name="makeup")
    side = models.CharField(max_length=16, choices=Side)
    sex = models.CharField(max_length=10, choices=Sex)
    people = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["side", "sex"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "side", "sex"], name="counted_once_in_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.sex}: {self.people}"


class Code(models.Model):
    """One entry of the code book that all coders share."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="codes")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=80)
    meaning = models.TextField(_("when it applies"), max_length=600)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="codes_of_a_book_numbered"),
            models.UniqueConstraint(fields=["initiative", "name"], name="codes_have_their_names"),
        ]

    def __str__(self) -> str:
        return self.name


class Passage(models.Model):
    """One paragraph of the notes; the same cut for every coder."""

    group = models.ForeignKey(FocusGroup, models.CASCADE, related_name="passages")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "number"], name="passages_are_numbered")
        ]

    def __str__(self) -> str:
        return self.text


class Coding(models.Model):
    """What one coder says a passage is about; no code where none fits."""

    passage = models.ForeignKey(Passage, models.CASCADE, related_name="codings")
    coder = models.ForeignKey(Participation, models.CASCADE, related_name="codings")
    code = models.ForeignKey(Code, models.CASCADE, null=True, blank=True, related_name="codings")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["passage", "coder"], name="a_coder_codes_a_passage_once")
        ]

    def __str__(self) -> str:
        return str(self.code or "")


class Quote(models.Model):
    """Words of somebody in a session, with what they agreed to."""

    group = models.ForeignKey(FocusGroup, models.CASCADE, related_name="quotes")
    text = models.TextField(_("quote"), max_length=1000)
    consent = models.CharField(_("what was agreed"), max_length=10, choices=Consent)
    role = models.CharField(_("role"), max_length=120, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(consent="with_role") | models.Q(role=""), name="a_role_only_where_agreed"
            )
        ]

    def __str__(self) -> str:
        return self.text
