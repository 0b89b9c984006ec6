"""A team, the skills that it needs, and who was nominated for it."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.documents.models import SignedCopy
from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.meetings.models import Meeting
from titiktemu.step3_team.words import DOING, Consent, Work

MOST_HOURS = 60


class Team(models.Model):
    """A team of both sides that works on the solution; an initiative may have several.

    ``version`` grows with each change, so that nobody overwrites what they have not seen.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="teams")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    purpose = models.TextField(_("what the team is for"), max_length=2000)
    purpose_en = models.TextField(_("the same in English"), max_length=2000, blank=True)
    formed_in = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, verbose_name=_("formed in"), related_name="teams"
    )
    formed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="teams_are_numbered"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """The name in the reader's language where it was written in it."""
        return in_reader_language(self.name, self.name_en)

    @property
    def shown_purpose(self) -> str:
        """The purpose, likewise."""
        return in_reader_language(self.purpose, self.purpose_en)


class Skill(models.Model):
    """Something that the chosen solution needs somebody to be able to do."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="skills")
    name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "name"], name="a_skill_is_needed_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person of a list who was nominated for a team, and what came of it.

    ``supervisor_on`` is when the person's superior agreed, as the facilitator noted it; ``supervisor_copy``
    is the letter, where there is one. Whoever left stays as a row, with the day.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="members")
    place = models.ForeignKey(Participation, models.CASCADE, related_name="memberships")
    work = models.CharField(_("what you do"), max_length=8, choices=Work)
    builds = models.CharField(_("what will you build or apply yourself?"), max_length=500)
    hours = models.PositiveSmallIntegerField(
        _("hours a week"), validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)]
    )
    skills = models.ManyToManyField(Skill, blank=True, related_name="members")
    is_self_nominated = models.BooleanField(default=False)
    is_co_lead = models.BooleanField(default=False)
    consent = models.CharField(max_length=8, choices=Consent, default=Consent.ASKED.value)
    answered_at = models.DateTimeField(null=True, blank=True)
    supervisor = models.CharField(_("the superior's office"), max_length=160, blank=True)
    supervisor_on = models.DateField(_("agreed on"), null=True, blank=True)
    supervisor_copy = models.ForeignKey(SignedCopy, models.SET_NULL, null=True, blank=True, related_name="+")
    nominated_at = models.DateTimeField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["nominated_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["team", "place"], condition=models.Q(left_on=None), name="once_in_a_team"
            ),
            models.CheckConstraint(
                condition=models.Q(is_co_lead=False) | models.Q(consent=Consent.GIVEN),
                name="who_leads_a_team_agreed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.place)

    @property
    def has_agreed(self) -> bool:
        """Whether the person wants to, and is still in the team."""
        return self.consent == Consent.GIVEN and self.left_on is None

    @property
    def is_doer(self) -> bool:
        """Whether the person builds or applies the solution with their own hands."""
        return self.work in DOING and bool(self.builds.strip())
