"""What rounds of decision came to, side by side, never added up over the sides."""

from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step1_issues.models import DecisionRound, Issue, Objection
from titiktemu.step1_issues.words import Fate, SideVerdict

ACCEPTS = (SideVerdict.AGREED, SideVerdict.WITH_NOTES)


def both_accept(found: DecisionRound) -> bool:
    """Whether each of the two sides stands behind the text of a closed round, with or without notes."""
    stands = {tally.side: tally.stands for tally in found.tallies.all()}
    return found.is_closed and all(stands.get(side.value) in ACCEPTS for side in BOTH_SIDES)


def newest_closed_round(issue: Issue) -> DecisionRound | None:
    """The last closed round on an issue."""
    rows = DecisionRound.objects.filter(proposal__issue=issue, state=DecisionRound.State.CLOSED)
    return rows.select_related("version", "proposal").prefetch_related("tallies").order_by("-number").first()


def accepted_round(issue: Issue) -> DecisionRound | None:
    """The newest closed round on an issue, if both sides accept its text and each objection has a fate."""
    found = newest_closed_round(issue)
    if found is None or not both_accept(found):
        return None
    waiting = Objection.objects.filter(proposal=found.proposal_id, fate=Fate.OPEN)
    return None if waiting.exists() else found
