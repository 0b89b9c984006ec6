"""Where articles come from, the articles, and when a server was asked last."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as now_gettext
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.models import Initiative


class Source(models.Model):
    """A newspaper, radio or site that articles come from: by its feed, from a table, or typed in.

    ``problem`` is what went wrong the last time, as a template with its values; it is shown until a visit
    goes well. ``etag`` and ``modified`` are the server's own words about its last answer.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="media_sources")
    number = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=120)
    feed_url = models.CharField(_("address of the feed"), max_length=800, blank=True)
    is_active = models.BooleanField(default=True)
    etag = models.CharField(max_length=300, blank=True)
    modified = models.CharField(max_length=120, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    visited_at = models.DateTimeField(null=True, blank=True)
    problem = models.JSONField(default=dict, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="media_sources_are_numbered"),
            models.UniqueConstraint(fields=["initiative", "name"], name="media_sources_have_their_names"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def problem_sentence(self) -> str:
        """What went wrong, in the reader's language."""
        return said(self.problem)


class Article(models.Model):
    """One article. Its address is known once in an initiative (``key`` is its hash).

    ``copy_of`` is the article that this one nearly repeats; copies are counted once. ``tone`` is the
    machine's, and empty unless `ToneCheck` lets it be shown.
    """

    class State(models.TextChoices):
        """Whether its text is there."""

        WAITING = "waiting", _("Waits to be fetched")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Not fetched")
        REMOVED = "removed", _("Taken out")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="articles")
    source = models.ForeignKey(Source, models.CASCADE, related_name="articles")
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=300, blank=True)
    url = models.CharField(_("address"), max_length=800, blank=True)
    key = models.CharField(max_length=64)
    day = models.DateField(_("day"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.READY.value)
    problem = models.JSONField(default=dict, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField()
    copy_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies")
    topic = models.ForeignKey(
        "evidence.Topic", models.SET_NULL, null=True, blank=True, related_name="articles"
    )
    tone = models.CharField(max_length=8, blank=True)

    class Meta:
        ordering: ClassVar = ["-day", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="articles_are_numbered"),
            models.UniqueConstraint(fields=["initiative", "key"], name="an_article_is_kept_once"),
        ]

    def __str__(self) -> str:
        return self.title or self.url

    @property
    def problem_sentence(self) -> str:
        """What went wrong, in the reader's language."""
        return said(self.problem)

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be fetched."""
        return self.state == self.State.WAITING

    @property
    def is_failed(self) -> bool:
        """Whether it could not be fetched."""
        return self.state == self.State.FAILED


class HostVisit(models.Model):
    """When a server was asked last, by whichever process, and what its robots.txt says."""

    origin = models.CharField(max_length=300, unique=True)
    asked_at = models.DateTimeField()
    robots = models.TextField(blank=True)
    robots_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.origin


def said(problem: dict[str, object]) -> str:
    """A kept problem as a sentence; "" where there is none."""
    template = str(problem.get("template", ""))
    values = problem.get("values", {})
    return now_gettext(template).format(**values) if template and isinstance(values, dict) else ""
