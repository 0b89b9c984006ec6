"""What of the issues waits for somebody."""

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows
from titiktemu.step1_issues.models import CaucusPause, DecisionRound, GradientBallot
from titiktemu.step1_issues.queries.people import voter_in


def unanswered_rounds(actor: Actor, initiative: Initiative) -> list[DecisionRound]:
    """Open rounds in which this person may answer now and has not. One query; none for whoever may not."""
    place = voter_in(actor, initiative)
    if place is None or not allows(actor, Action.CAST_GRADIENT, initiative, side=place.side):
        return []
    # Whoever came onto the list later has a ballot in the next round.
    rounds = DecisionRound.objects.filter(
        initiative=initiative, state=DecisionRound.State.OPEN, opened_at__gte=place.created_at
    )
    answered = GradientBallot.objects.filter(place=place).values("round")
    paused = CaucusPause.objects.filter(ended_at=None).values("round")
    rounds = rounds.exclude(pk__in=answered).exclude(pk__in=paused)
    return list(rounds.select_related("initiative", "proposal__issue"))
