"""Tables of this room."""

from titiktemu.step1_issues.models.criteria import Criterion, Performance, SwingWeight
from titiktemu.step1_issues.models.evidence_links import ChannelUse, EvidenceLink, Standing
from titiktemu.step1_issues.models.issues import Issue, NamedData, Wish
from titiktemu.step1_issues.models.objections import Objection
from titiktemu.step1_issues.models.polls import Poll, PollBallot, PollOption
from titiktemu.step1_issues.models.proposals import Proposal, ProposalVersion
from titiktemu.step1_issues.models.records import IssueRecord
from titiktemu.step1_issues.models.rounds import (
    CaucusPause,
    DecisionRound,
    GradientBallot,
    PaperCount,
    SideTally,
)
from titiktemu.step1_issues.models.solutions import Rating, Solution

__all__ = [
    "CaucusPause",
    "ChannelUse",
    "Criterion",
    "DecisionRound",
    "EvidenceLink",
    "GradientBallot",
    "Issue",
    "IssueRecord",
    "NamedData",
    "Objection",
    "PaperCount",
    "Performance",
    "Poll",
    "PollBallot",
    "PollOption",
    "Proposal",
    "ProposalVersion",
    "Rating",
    "SideTally",
    "Solution",
    "Standing",
    "SwingWeight",
    "Wish",
]
