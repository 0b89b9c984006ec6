"""What the machine does alone: counting what was closed."""

from titiktemu.candour import gate
from titiktemu.step1_issues.models import DecisionRound, GradientBallot, PaperCount, SideTally
from titiktemu.step1_issues.queries.rounds import TOPIC, fresh_sums, may_stand_beside, supporting, verdict_of


def count_round(found: DecisionRound) -> None:
    """Turn the ballots of a closed round into sums, judge each side, and delete the single ballots.

    In the caller's transaction. Figures go through the gate, which lets nothing of fewer than five move.
    """
    sums = fresh_sums(found)
    SideTally.objects.bulk_create(
        SideTally(
            round=found,
            side=side,
            counts=counts,
            verdict=verdict,
            reasons=reasons,
            is_told=_may_be_told(found, side, sum(counts)),
        )
        for side, counts in sums.items()
        for verdict, reasons in [verdict_of(found, side, counts)]
    )
    occasion = gate.Occasion(closed=True, electorates=found.electorates)
    gate.release(TOPIC, {(found.pk, side): supporting(counts) for side, counts in sums.items()}, occasion)
    GradientBallot.objects.filter(round=found).delete()
    PaperCount.objects.filter(round=found).delete()


def _may_be_told(found: DecisionRound, side: str, answered: int) -> bool:
    """Whether figures may stand beside those of earlier rounds on the issue.

    Where another number of people answered than in a round whose figures are known, only the verdict is.
    """
    earlier = SideTally.objects.filter(
        round__proposal__issue=found.proposal.issue_id, side=side, is_told=True
    )
    return may_stand_beside(answered, [sum(one.counts) for one in earlier.exclude(round=found)])
