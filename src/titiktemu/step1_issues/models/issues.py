"""Issue cards: a problem, who wants it solved, and which data would help."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.catalogue.models import DataAsset, Dataset
from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.foundation.regions import region_name
from titiktemu.foundation.sectors import SECTORS
from titiktemu.foundation.words import Side
from titiktemu.step1_issues.words import SIDES, DataState, IssueState, Mechanism, Scope


class Issue(models.Model):
    """A candidate problem of an initiative, on one card.

    A card that was merged or split stays as it was; what came of it names it in ``derived_from`` and keeps
    its authors. ``author_side`` is that of whoever wrote it down first.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="issues")
    number = models.PositiveIntegerField()
    problem = models.CharField(_("the problem in one sentence"), max_length=240)
    problem_en = models.CharField(_("the same in English"), max_length=240, blank=True)
    scope = models.CharField(_("how wide it is"), max_length=8, choices=Scope, default=Scope.SPECIFIC.value)
    sector = models.CharField(_("sector"), max_length=4, blank=True)
    region = models.CharField(_("region"), max_length=8, blank=True)
    mechanism = models.CharField(_("how open data could help"), max_length=12, choices=Mechanism, blank=True)
    mechanism_note = models.TextField(_("how, in your own words"), max_length=1000, blank=True)
    mechanism_note_en = models.TextField(_("how, in English"), max_length=1000, blank=True)
    state = models.CharField(max_length=11, choices=IssueState, default=IssueState.CANDIDATE.value)
    state_reason = models.TextField(_("reason"), max_length=1000, blank=True)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    derived_from = models.ManyToManyField("self", symmetrical=False, related_name="became", blank=True)
    authors = models.ManyToManyField(Participation, related_name="+", blank=True)
    author_side = models.CharField(max_length=16, choices=Side, blank=True)
    added_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="issues_are_numbered"),
            models.CheckConstraint(
                condition=~models.Q(state="set_aside") | ~models.Q(state_reason=""),
                name="set_aside_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.problem

    @property
    def shown_problem(self) -> str:
        """The problem in the reader's language where it was written in it."""
        return in_reader_language(self.problem, self.problem_en)

    @property
    def shown_mechanism_note(self) -> str:
        """How data could help, likewise."""
        return in_reader_language(self.mechanism_note, self.mechanism_note_en)

    @property
    def sector_name(self) -> str:
        """The sector in the reader's language; empty where none was given."""
        return str(SECTORS[self.sector].name) if self.sector in SECTORS else ""

    @property
    def region_name(self) -> str:
        """The region with those around it, in words."""
        return region_name(self.region)

    @property
    def is_open(self) -> bool:
        """Whether something can still become of this card."""
        return self.state in (IssueState.CANDIDATE, IssueState.SHORTLISTED)


class Wish(models.Model):
    """Why somebody of a side wants the problem solved, in their words."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="wishes")
    side = models.CharField(max_length=16, choices=SIDES)
    place = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    reason = models.TextField(_("why this should be solved"), max_length=600)
    reason_en = models.TextField(_("the same in English"), max_length=600, blank=True)
    said_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["said_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issue", "place"], name="one_wish_per_person"),
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def shown_reason(self) -> str:
        """The reason in the reader's language where it was written in it."""
        return in_reader_language(self.reason, self.reason_en)


class NamedData(models.Model):
    """Data that would help with an issue, or that a solution rests on, named and looked for.

    A link into the catalogue is shown to those who may know of the data there; the title to everybody.
    """

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="named_data")
    solution = models.ForeignKey("Solution", models.CASCADE, null=True, blank=True, related_name="named_data")
    title = models.CharField(_("which data"), max_length=200)
    title_en = models.CharField(_("the same in English"), max_length=200, blank=True)
    state = models.CharField(_("whether it can be had"), max_length=10, choices=DataState)
    holder = models.CharField(_("who holds it, or how it could be had"), max_length=200, blank=True)
    asset = models.ForeignKey(DataAsset, models.SET_NULL, null=True, blank=True, related_name="+")
    dataset = models.ForeignKey(Dataset, models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_title(self) -> str:
        """The title in the reader's language where it was written in it."""
        return in_reader_language(self.title, self.title_en)
