"""Issues as a room of an initiative: cards, what was decided, and the two factors of the guideline."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from titiktemu.foundation.checks import Check
from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.checks import checks_of
from titiktemu.step1_issues.models import DecisionRound, Issue
from titiktemu.step1_issues.words import IssueState


@dataclass(frozen=True)
class IssueRoom:
    """What the page of the first step says of the issues."""

    url: str
    counts: dict[str, int]
    chosen: list[Issue]
    open_rounds: list[DecisionRound]
    checks: list[Check]

    @property
    def is_empty(self) -> bool:
        """Whether there is no card yet."""
        return not self.counts

    @property
    def candidates(self) -> int:
        """Cards that wait to be sorted."""
        return self.counts.get(IssueState.CANDIDATE, 0)

    @property
    def shortlisted(self) -> int:
        """Cards on the short list."""
        return self.counts.get(IssueState.SHORTLISTED, 0)


def issue_room_of(initiative: Initiative) -> IssueRoom:
    """The issues of an initiative as its step page shows them."""
    rows = Issue.objects.filter(initiative=initiative)
    counts = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    chosen = list(rows.filter(state=IssueState.CHOSEN))
    rounds = DecisionRound.objects.filter(initiative=initiative, state=DecisionRound.State.OPEN)
    return IssueRoom(
        url=reverse("issues:index", args=[initiative.slug]),
        counts=counts,
        chosen=chosen,
        open_rounds=list(rounds.select_related("proposal__issue")),
        checks=checks_of(initiative),
    )
