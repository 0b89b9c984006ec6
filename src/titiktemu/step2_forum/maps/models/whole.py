"""A causal map of an initiative: two sides' own maps, and later the joint one."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.analysis.causal_maps.shared import Index
from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side
from titiktemu.step1_issues.models import Issue
from titiktemu.step2_forum.maps.words import MapState


class CausalMap(models.Model):
    """What leads to a problem and what follows from it.

    ``revision`` grows with every change, so that pages know whether they are of today. The index of shared
    understanding is kept as it was when the session began and when it was closed.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="causal_maps")
    number = models.PositiveIntegerField()
    problem = models.CharField(_("core problem"), max_length=200)
    problem_en = models.CharField(_("the same in English"), max_length=200, blank=True)
    issue = models.ForeignKey(Issue, models.SET_NULL, null=True, blank=True, related_name="causal_maps")
    state = models.CharField(max_length=7, choices=MapState, default=MapState.APART.value)
    government_ready_at = models.DateTimeField(null=True, blank=True)
    civil_society_ready_at = models.DateTimeField(null=True, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    start_shared = models.PositiveIntegerField(null=True, blank=True)
    start_links = models.PositiveIntegerField(null=True, blank=True)
    end_shared = models.PositiveIntegerField(null=True, blank=True)
    end_links = models.PositiveIntegerField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="maps_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(state=MapState.APART)
                | models.Q(government_ready_at__isnull=False, civil_society_ready_at__isnull=False),
                name="open_when_both_are_ready",
            ),
        ]

    def __str__(self) -> str:
        return self.problem

    @property
    def shown_problem(self) -> str:
        """The problem in the reader's language where it was written in it."""
        return in_reader_language(self.problem, self.problem_en)

    @property
    def is_open(self) -> bool:
        """Whether each side may see the other's map."""
        return self.state != MapState.APART

    @property
    def has_joint(self) -> bool:
        """Whether there is a joint map."""
        return self.state in {MapState.SESSION, MapState.CLOSED}

    @property
    def start(self) -> Index | None:
        """The index when the session began."""
        return _index(self.start_shared, self.start_links)

    @property
    def end(self) -> Index | None:
        """The index when the session was closed."""
        return _index(self.end_shared, self.end_links)

    def is_ready(self, side: str) -> bool:
        """Whether a side has said that its map may be opened."""
        ready = self.government_ready_at if side == Side.GOVERNMENT else self.civil_society_ready_at
        return ready is not None


def _index(shared: int | None, links: int | None) -> Index | None:
    return None if shared is None or links is None else Index(shared, links)
