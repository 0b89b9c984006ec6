"""Topics that were found in the articles, and what people made of them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.evidence.models.media import said


class Topic(models.Model):
    """Articles that share their telling words. ``name`` is a person's; without one the words name it."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="media_topics")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=120, blank=True)
    words = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="media_topics_are_numbered")
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name a person gave, or the first words."""
        return self.name or ", ".join(self.words[:3])


class Sorting(models.Model):
    """The last time the articles were folded and sorted into topics."""

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="media_sorting")
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    articles = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    seed = models.PositiveIntegerField(default=1)
    problem = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.articles} → {self.kept}"

    @property
    def is_going_on(self) -> bool:
        """Whether it was asked for and is not made yet."""
        return self.made_at is None or self.made_at < self.asked_at

    @property
    def problem_sentence(self) -> str:
        """What went wrong, in the reader's language."""
        return said(self.problem)
