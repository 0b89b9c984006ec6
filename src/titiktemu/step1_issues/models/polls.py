"""Ballots about several issues at once: approval, scores, rankings, or a budget to share."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.step1_issues.models.issues import Issue
from titiktemu.step1_issues.words import SIDES, Rule


class Poll(models.Model):
    """One time of asking both sides which issues they would take up.

    ``result`` is computed once at the close; the ballots are then deleted, unless they were declared public
    before the opening and each side has enough of them.
    """

    class State(models.TextChoices):
        """How far it is."""

        PREPARED = "prepared", _("Prepared")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="polls")
    number = models.PositiveIntegerField()
    title = models.CharField(_("the question"), max_length=200)
    title_en = models.CharField(_("the question in English"), max_length=200, blank=True)
    rule = models.CharField(_("how it is counted"), max_length=12, choices=Rule)
    budget = models.PositiveIntegerField(_("budget"), null=True, blank=True)
    unit = models.CharField(_("unit of the budget"), max_length=60, blank=True)
    is_public = models.BooleanField(_("single ballots are given out afterwards"), default=False)
    is_imported = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.PREPARED.value)
    electorates = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    prepared_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="polls_are_numbered"),
            models.CheckConstraint(
                condition=~models.Q(rule="equal-shares") | models.Q(budget__gt=0), name="shares_need_a_budget"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_title(self) -> str:
        """The question in the reader's language where it was written in it."""
        return in_reader_language(self.title, self.title_en)

    @property
    def is_open(self) -> bool:
        """Whether ballots are taken."""
        return self.state == self.State.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether it is over."""
        return self.state == self.State.CLOSED


class PollOption(models.Model):
    """An issue that a poll asks about, and what it would cost of the budget."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="+")
    cost = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll", "issue"], name="asked_once"),
        ]

    def __str__(self) -> str:
        return str(self.issue_id)


class PollBallot(models.Model):
    """One ballot: of a person of a roster, or from a file (then without a person)."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="ballots")
    place = models.ForeignKey(Participation, models.CASCADE, null=True, blank=True, related_name="+")
    side = models.CharField(max_length=16, choices=SIDES)
    choices = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll", "place"], name="one_poll_ballot_per_person"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
