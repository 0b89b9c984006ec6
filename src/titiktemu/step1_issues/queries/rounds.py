"""Rounds of decision as they may be shown: the rule, who could answer, and what came through the gate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.decision_rounds import SUPPORT, Ballots, Gradient, Kind, Rule, decide, van_der_eijk
from titiktemu.analysis.disclosure import SHARE_FROM, SHOWN_FROM, Presented
from titiktemu.candour import gate
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step1_issues.models import DecisionRound, GradientBallot, Objection, SideTally
from titiktemu.step1_issues.queries.people import voter_in
from titiktemu.step1_issues.queries.verdicts import both_accept
from titiktemu.step1_issues.words import Fate, SideVerdict

TOPIC: Final = "issues.round"
GRADIENTS: Final = tuple(Gradient)
VERDICTS: Final = {
    "agreed": SideVerdict.AGREED,
    "agreed-with-notes": SideVerdict.WITH_NOTES,
    "not-agreed": SideVerdict.NOT_YET,
}


def rule_of(found: DecisionRound) -> Rule:
    """The rule of a round, as the calculator knows it."""
    return Rule(
        Kind(found.kind),
        share=Fraction(found.support_needed, 100),
        against=Fraction(found.serious_allowed, 100),
    )


def fresh_sums(found: DecisionRound) -> dict[str, list[int]]:
    """Ballots of each side by gradient, on phones and on paper: for counting alone, never for a page."""
    sums = {side.value: [0] * len(GRADIENTS) for side in BOTH_SIDES}
    rows = GradientBallot.objects.filter(round=found)
    for side, gradient in rows.values_list("place__side", "gradient"):
        sums[side][gradient - 1] += 1
    for side, counts in found.paper.filter(is_confirmed=True).values_list("side", "counts"):
        sums[side] = [one + other for one, other in zip(sums[side], counts, strict=True)]
    return sums


def verdict_of(found: DecisionRound, side: str, counts: list[int]) -> tuple[SideVerdict, list[str]]:
    """What the rule says of one side alone, and why; too few ballots say nothing."""
    if sum(counts) < found.quorum:
        return SideVerdict.TOO_FEW, []
    unsettled = (Fate.OPEN, Fate.STANDING)
    standing = Objection.objects.filter(proposal=found.proposal_id, side=side, fate__in=unsettled)
    ballots = Ballots(tuple(counts), standing.count())
    told = decide({side: ballots}, rule_of(found)).sides[side]
    return VERDICTS[told.verdict.value], list(told.reasons)


def supporting(counts: list[int]) -> Counts:
    """How many of a side support the text, and how many do not, whatever else they answered."""
    behind = sum(counts[: int(SUPPORT)])
    return Counts(behind, sum(counts) - behind, 0)


def may_stand_beside(answered: int, earlier: Iterable[int]) -> bool:
    """Whether figures of so many ballots may be shown beside those of earlier rounds, of so many each.

    Only where as many answered: from two figures the ballots of those who came or left could be reckoned
    out by whoever knows that the others kept their minds. Even five newcomers are given away where they all
    answered alike, so no distance is large enough.
    """
    return all(many == answered for many in earlier if many >= SHOWN_FROM)


@dataclass(frozen=True)
class SideOutcome:
    """What a closed round says of one side.

    ``spread`` (van der Eijk's A) and ``counts`` are there for sides of twenty and more alone.
    """

    side: str
    tally: SideTally
    support: Presented
    spread: float | None = None
    counts: tuple[int, ...] = ()


def outcomes(found: DecisionRound) -> list[SideOutcome]:
    """Each side's outcome of a closed round, government first; nothing of it while the round is open."""
    if not found.is_closed:
        return []
    released = gate.frozen(TOPIC, [found.pk])
    tallies = {one.side: one for one in found.tallies.select_related("said_by__organisation")}
    return [
        _outcome(tallies[side.value], released.get((found.pk, side.value)))
        for side in BOTH_SIDES
        if side.value in tallies
    ]


def _outcome(tally: SideTally, released: Counts | None) -> SideOutcome:
    told = released if tally.is_told and tally.verdict != SideVerdict.TOO_FEW else None
    shown = gate.shown(told)
    if told is None or told.answered < SHARE_FROM:
        return SideOutcome(tally.side, tally, shown)
    return SideOutcome(tally.side, tally, shown, van_der_eijk(tally.counts), tuple(tally.counts))


def is_agreed(found: DecisionRound) -> bool:
    """Whether both sides stand behind the text; never a majority of both together."""
    return both_accept(found)


def own_gradient(found: DecisionRound, actor: Actor) -> int | None:
    """What this reader answered in a round that is open."""
    place = voter_in(actor, found.initiative)
    if place is None or not found.is_open:
        return None
    return GradientBallot.objects.filter(round=found, place=place).values_list("gradient", flat=True).first()


def turnout(found: DecisionRound) -> Mapping[str, int]:
    """How many ballots there are in an open round, in both sides together in steps of five, once five came.

    Nobody is told who has answered, nor how many of a side: reminders go to all.
    """
    counted = GradientBallot.objects.filter(round=found).count()
    return {"atleast": counted // 5 * 5, "of": sum(found.electorates.values())}
