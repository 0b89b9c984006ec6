"""A consultation, and how many of each side may vote in it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side


class Consultation(models.Model):
    """One round of statements and votes in an initiative.

    An imported one has no sides: it says so and shows opinion groups alone, with where it came from: the
    conversation's address, the licence, and who must be named.
    """

    class State(models.TextChoices):
        """Draft, open for votes, closed."""

        DRAFT = "draft", _("Not open yet")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="consultations")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("question"), max_length=200)
    title_en = models.CharField(_("question in English"), max_length=200, blank=True)
    introduction = models.TextField(_("introduction"), max_length=2000, blank=True)
    introduction_en = models.TextField(_("introduction in English"), max_length=2000, blank=True)
    hosted_by = models.CharField(_("who hosts it"), max_length=160, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT.value)
    join_code = models.CharField(max_length=16, unique=True)
    has_sides = models.BooleanField(default=True)
    others_vote = models.BooleanField(_("others may vote"), default=False)
    citizens_vote = models.BooleanField(_("citizens may vote"), default=True)
    moderates_first = models.BooleanField(_("statements are checked before they are shown"), default=False)
    in_room = models.BooleanField(
        _("held in one room: figures stay hidden until voting closes"), default=False
    )
    votes_public = models.BooleanField(
        _("single votes are published under fresh pseudonyms after the close"), default=False
    )
    results_hidden = models.BooleanField(default=False)
    map_due_at = models.DateTimeField(null=True, blank=True)
    timer_ends_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    electorate_at = models.DateTimeField(null=True, blank=True)
    source_url = models.URLField(blank=True)
    source_licence = models.CharField(max_length=200, blank=True)
    source_credit = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    log_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="consultations_are_numbered"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether votes are taken now."""
        return self.state == self.State.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether voting has ended."""
        return self.state == self.State.CLOSED

    @property
    def is_imported(self) -> bool:
        """Whether it came from another platform's export."""
        return bool(self.content_hash)

    @property
    def shown_title(self) -> str:
        """The question in the reader's language where it was written in it."""
        return in_reader_language(self.title, self.title_en)

    @property
    def shown_introduction(self) -> str:
        """The introduction in the reader's language where it was written in it."""
        return in_reader_language(self.introduction, self.introduction_en)


class Electorate(models.Model):
    """How many of a side might vote when the consultation opened (empty where nobody can know), and did.

    ``voters`` and ``votes`` are counted with each vote, so that no page has to go through all of them.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="electorates")
    side = models.CharField(max_length=16, choices=Side)
    size = models.PositiveIntegerField(null=True)
    voters = models.PositiveIntegerField(default=0)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "side"], name="one_electorate_per_side"),
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.size}"
