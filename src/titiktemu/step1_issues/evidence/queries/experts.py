"""Interviews as a reader may see them, and what rounds of ratings may tell."""

from dataclasses import dataclass

from django.db.models import QuerySet

from titiktemu.analysis.delphi import FEWEST, Change, Outcome, Round, follow
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows
from titiktemu.step1_issues.evidence.models import (
    Consent,
    DelphiQuestion,
    DelphiRating,
    DelphiRound,
    Interview,
)

BANDS = ((20, ""), (10, "10–19"), (FEWEST, "5–9"))
"""From 20 experts on their number is told as it is, below as a band, and below five nothing is told."""


@dataclass(frozen=True)
class RoundTold:
    """What is told of one closed round: all empty where fewer than five experts rated."""

    number: int
    experts: str = ""
    median: float | None = None
    range: float | None = None


@dataclass(frozen=True)
class CourseTold:
    """The closed rounds of one question, and what they come to; "" where that may not be told."""

    question: DelphiQuestion
    rounds: list[RoundTold]
    outcome: str
    is_closer: bool | None


def interviews_of(actor: Actor, initiative: Initiative) -> QuerySet[Interview]:
    """The interviews that this reader may read."""
    rows = Interview.objects.filter(initiative=initiative)
    if allows(actor, Action.WRITE_INTERVIEW, initiative):
        return rows
    return rows.exclude(consent=Consent.NONE)


def courses_of(initiative: Initiative) -> list[CourseTold]:
    """Every question with its closed rounds, two queries in all."""
    questions = DelphiQuestion.objects.filter(initiative=initiative)
    rows = DelphiRating.objects.filter(round__question__initiative=initiative, round__closed_at__isnull=False)
    given: dict[int, dict[int, dict[str, float]]] = {}
    for question, number, expert, value in rows.values_list(
        "round__question", "round__number", "interview", "value"
    ):
        given.setdefault(question, {}).setdefault(number, {})[str(expert)] = float(value)
    return [_course(one, given.get(one.pk, {})) for one in questions]


def _course(question: DelphiQuestion, given: dict[int, dict[str, float]]) -> CourseTold:
    numbers = sorted(given)
    found = follow([given[one] for one in numbers])
    told = [_told(number, one) for number, one in zip(numbers, found.rounds, strict=True)]
    enough = bool(told) and all(one.n >= FEWEST for one in found.rounds[-2:])
    outcome = found.outcome.value if enough else Outcome.TOO_FEW.value if told else ""
    return CourseTold(question, told, outcome, _closer(found.changes) if enough else None)


def _told(number: int, one: Round) -> RoundTold:
    """The release policy for few answers: the number as a band, figures to the half point."""
    if one.n < FEWEST:
        return RoundTold(number)
    band = next(words for least, words in BANDS if one.n >= least)
    return RoundTold(number, band or str(one.n), _half(one.median), _half(one.range))


def _half(value: float) -> float:
    return round(value * 2) / 2


def _closer(changes: tuple[Change, ...]) -> bool | None:
    """Whether the last round brought experts nearer; None where that cannot be told."""
    return changes[-1].range < 0 if changes else None


def open_round_of(question: DelphiQuestion) -> DelphiRound | None:
    """The round that takes ratings now."""
    return DelphiRound.objects.filter(question=question, closed_at=None).first()
