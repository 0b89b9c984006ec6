"""Records of agreements, as far as they exist for a reader."""

from dataclasses import dataclass

from titiktemu.documents.queries import visible_papers
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.permissions import Action, allows
from titiktemu.step1_issues.models import DecisionRound, Issue, IssueRecord
from titiktemu.step1_issues.queries.verdicts import newest_closed_round
from titiktemu.step1_issues.words import IssueState


@dataclass(frozen=True)
class Agreement:
    """The round in which both sides agreed, and what was issued about it."""

    round: DecisionRound
    records: list[IssueRecord]
    may_record: bool


def records_of(actor: Actor, found: DecisionRound) -> list[IssueRecord]:
    """The records of a round that the reader may open."""
    seen = visible_papers(actor, found.initiative).values("pk")
    return list(found.records.filter(paper__in=seen).select_related("paper"))


def agreement_on(actor: Actor, issue: Issue) -> Agreement | None:
    """What both sides agreed to about a chosen issue; None while it is not chosen."""
    found = newest_closed_round(issue) if issue.state == IssueState.CHOSEN else None
    if found is None:
        return None
    found.initiative = issue.initiative
    return Agreement(found, records_of(actor, found), allows(actor, Action.ISSUE_RECORD, issue.initiative))
