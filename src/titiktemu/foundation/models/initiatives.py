"""Initiatives, their steps, and organisations."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.regions import region_name
from titiktemu.foundation.sectors import SECTORS, is_sensitive, sector_choices
from titiktemu.foundation.words import SIDE_OF_KIND, OrganisationKind, Side, Step, StepProgress, TimeZone


class Organisation(models.Model):
    """An office, a civil-society organisation, a community, a company ... that people speak for."""

    name = models.CharField(_("name"), max_length=160, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=OrganisationKind)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def side(self) -> Side:
        """The side on which people of this organisation sit."""
        return SIDE_OF_KIND.get(self.kind, Side.OTHER)


class Initiative(models.Model):
    """One run of the five steps, in a sector and a region."""

    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(_("title"), max_length=160)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    purpose = models.TextField(_("purpose"), max_length=2000, blank=True)
    purpose_en = models.TextField(_("purpose in English"), max_length=2000, blank=True)
    sector = models.CharField(_("sector"), max_length=4, blank=True)
    region = models.CharField(_("region"), max_length=8, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=24, choices=TimeZone, default=TimeZone.WIB.value)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    is_fiction = models.BooleanField(default=False)
    is_public = models.BooleanField(_("visible to the public"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def region_name(self) -> str:
        """The region with those around it, in words."""
        return region_name(self.region)

    @property
    def sector_name(self) -> str:
        """The sector in the reader's language; empty where none was given."""
        return str(SECTORS[self.sector].name) if self.sector in SECTORS else ""

    @property
    def is_sensitive(self) -> bool:
        """Whether every statement is moderated before it is shown."""
        return is_sensitive(self.sector)

    @staticmethod
    def sector_choices() -> list[tuple[str, str]]:
        """(code, name) of the sectors, for forms."""
        return [(code, str(name)) for code, name in sector_choices()]


class StepState(models.Model):
    """How far one of the five steps of an initiative is."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="steps")
    step = models.SmallIntegerField(choices=Step)
    progress = models.CharField(max_length=12, choices=StepProgress, default=StepProgress.NOT_STARTED.value)
    started_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["step"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "step"], name="one_state_per_step"),
            models.CheckConstraint(condition=models.Q(step__range=(1, 5)), name="step_is_one_of_five"),
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.progress}"
