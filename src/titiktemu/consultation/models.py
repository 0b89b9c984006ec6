"""Statements, votes and the figures drawn from them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.models import Initiative, Participant
from titiktemu.foundation.words import Side

STATEMENT_LENGTH = 280


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
        return _in_reader_language(self.title, self.title_en)

    @property
    def shown_introduction(self) -> str:
        """The introduction in the reader's language where it was written in it."""
        return _in_reader_language(self.introduction, self.introduction_en)


def _in_reader_language(indonesian: str, english: str) -> str:
    wanted = english if get_language() == "en" else indonesian
    return wanted or indonesian or english


class Electorate(models.Model):
    """How many of a side might vote when the consultation opened; empty where nobody can know."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="electorates")
    side = models.CharField(max_length=16, choices=Side)
    size = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "side"], name="one_electorate_per_side"),
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.size}"


class Statement(models.Model):
    """A short sentence to agree or disagree with, in Indonesian, English or both."""

    class State(models.TextChoices):
        """Whether it is shown."""

        WAITING = "waiting", _("Waiting for the moderator")
        SHOWN = "shown", _("Shown")
        HIDDEN = "hidden", _("Not shown")

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    text = models.TextField(_("statement"), blank=True)
    text_en = models.TextField(_("statement in English"), blank=True)
    author = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="statements")
    state = models.CharField(max_length=8, choices=State, default=State.SHOWN.value)
    is_seed = models.BooleanField(default=False)
    is_meta = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "number"], name="statements_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def shown_text(self) -> str:
        """The statement in the reader's language where it was written in it."""
        return _in_reader_language(self.text, self.text_en)


class Moderation(models.Model):
    """A moderator's decision on a statement with its reason; everybody may read this log."""

    class Reason(models.TextChoices):
        """Why a statement is shown or not; a fixed list, so that reasons can be compared."""

        FITS = "fits", _("Fits the question")
        NAMES_PERSON = "names_person", _("Names a person or lets one be recognised")
        INSULTS = "insults", _("Insults or threatens")
        OFF_TOPIC = "off_topic", _("Not about the question")
        DUPLICATE = "duplicate", _("Says the same as another statement")
        SEVERAL = "several", _("Says several things at once")
        ADVERTISING = "advertising", _("Advertises")

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="moderations")
    state = models.CharField(max_length=8, choices=Statement.State)
    reason = models.CharField(max_length=16, choices=Reason)
    note = models.CharField(_("note"), max_length=300, blank=True)
    decided_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-decided_at", "-pk"]

    def __str__(self) -> str:
        return self.reason


class Vote(models.Model):
    """One participant's answer to one statement; voting again replaces it."""

    class Answer(models.IntegerChoices):
        """Passing is an answer of its own, neither yes nor no."""

        DISAGREE = -1, _("Disagree")
        PASS = 0, _("Pass")
        AGREE = 1, _("Agree")

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="votes")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="votes")
    answer = models.SmallIntegerField(choices=Answer)
    cast_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["statement", "participant"], name="one_vote_per_person"),
            models.CheckConstraint(condition=models.Q(answer__in=[-1, 0, 1]), name="answer_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class DrawnMap(models.Model):
    """The opinion map as last computed: groups, never a person. What is in it has passed the gate."""

    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="drawn_map")
    content = models.JSONField()
    votes = models.PositiveIntegerField()
    drawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.drawn_at)
