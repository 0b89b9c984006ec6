"""Rounds of decision: the rule, the ballots while it is open, and per side what came of it."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.models import Initiative, Participation
from titiktemu.step1_issues.models.proposals import Proposal, ProposalVersion
from titiktemu.step1_issues.words import SIDES, RuleKind, SideVerdict

LEAST_QUORUM = 5
"""Below five ballots of a side nothing is said of it (release policy)."""


class DecisionRound(models.Model):
    """One time of asking both sides how far they stand behind a version of a proposal.

    ``support_needed`` and ``serious_allowed`` are per cent of the ballots of each side: of those that support
    the text (gradients 1 to 3), and of those with serious objections (7 and 8). Together with ``quorum`` they
    are the rule, which cannot change once the round is open. ``electorates`` is fixed at the opening.
    """

    class State(models.TextChoices):
        """How far it is."""

        PREPARED = "prepared", _("Prepared")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="rounds")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="rounds")
    version = models.ForeignKey(ProposalVersion, models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("the rule"), max_length=8, choices=RuleKind, default=RuleKind.NOTES.value)
    support_needed = models.PositiveSmallIntegerField(
        _("support needed on each side, in per cent"),
        default=80,
        validators=[MinValueValidator(50), MaxValueValidator(100)],
    )
    serious_allowed = models.PositiveSmallIntegerField(
        _("serious objections allowed on each side, in per cent"),
        default=20,
        validators=[MaxValueValidator(50)],
    )
    quorum = models.PositiveSmallIntegerField(
        _("fewest ballots of each side"), default=LEAST_QUORUM, validators=[MinValueValidator(LEAST_QUORUM)]
    )
    state = models.CharField(max_length=8, choices=State, default=State.PREPARED.value)
    electorates = models.JSONField(default=dict)
    prepared_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="rounds_are_numbered"),
            models.UniqueConstraint(
                fields=["proposal"], condition=~models.Q(state="closed"), name="one_round_at_a_time"
            ),
            models.CheckConstraint(condition=models.Q(quorum__gte=LEAST_QUORUM), name="quorum_protects"),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def is_open(self) -> bool:
        """Whether ballots are taken."""
        return self.state == self.State.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether it is over."""
        return self.state == self.State.CLOSED


class GradientBallot(models.Model):
    """How far one person stands behind the text, as long as the round is open.

    At the close the ballots of each side become sums, and these rows are deleted.
    """

    round = models.ForeignKey(DecisionRound, models.CASCADE, related_name="ballots")
    place = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    gradient = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "place"], name="one_ballot_per_person"),
            models.CheckConstraint(condition=models.Q(gradient__range=(1, 8)), name="gradient_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PaperCount(models.Model):
    """Paper ballots of a side, counted by gradient and typed in; they count once two typings agree."""

    round = models.ForeignKey(DecisionRound, models.CASCADE, related_name="paper")
    side = models.CharField(max_length=16, choices=SIDES)
    counts = models.JSONField()
    is_confirmed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "side"], name="one_paper_count_per_side"),
        ]

    def __str__(self) -> str:
        return self.side


class SideTally(models.Model):
    """What a closed round says of one side: its verdict, and the sums behind it, for the gate alone.

    ``is_told`` says whether figures may be shown beside the verdict: not where they could be subtracted
    from those of an earlier round. ``said`` is what a side with too few ballots has said aloud instead.
    """

    round = models.ForeignKey(DecisionRound, models.CASCADE, related_name="tallies")
    side = models.CharField(max_length=16, choices=SIDES)
    counts = models.JSONField()
    verdict = models.CharField(max_length=10, choices=SideVerdict)
    reasons = models.JSONField(default=list)
    is_told = models.BooleanField(default=True)
    said = models.CharField(max_length=10, choices=SideVerdict, blank=True)
    said_words = models.TextField(max_length=1000, blank=True)
    said_by = models.ForeignKey(Participation, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "side"], name="one_tally_per_side"),
        ]

    def __str__(self) -> str:
        return self.side

    @property
    def stands(self) -> SideVerdict:
        """What holds for this side: the ballots' verdict, or what a side with too few of them said aloud."""
        return SideVerdict(self.said or self.verdict)


class CaucusPause(models.Model):
    """A pause that a side asked for, to talk among its own; no ballot is taken meanwhile."""

    round = models.ForeignKey(DecisionRound, models.CASCADE, related_name="pauses")
    side = models.CharField(max_length=16, choices=SIDES)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["began_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "side"], condition=models.Q(ended_at=None), name="one_pause_per_side"
            ),
        ]

    def __str__(self) -> str:
        return self.side
