"""Two rounds of the same statements for tests: before and after the discussion."""

from collections.abc import Sequence
from typing import Any

from titiktemu.consultation.models import Consultation
from titiktemu.consultation.services.again import ask_again
from titiktemu.consultation.services.running import close_consultation, open_consultation
from titiktemu.consultation.tasks import bring_to_gate
from titiktemu.consultation.tests.cast import AGREE, DISAGREE, keep_votes, members, opened
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side
from titiktemu.step2_forum.understanding.services.votes import choose_rounds

type Answers = dict[Side, Sequence[int]]


def said(agree: int, disagree: int) -> Sequence[int]:
    """So many who agree, then so many who do not."""
    return [AGREE] * agree + [DISAGREE] * disagree


def answered(consultation: Consultation, people: dict[Side, list[Actor]], answers: Answers) -> None:
    """Everybody answers every statement alike, and the figures are brought to the gate."""
    for statement in consultation.statements.filter(state="shown"):
        for side, told in answers.items():
            keep_votes(people[side], statement, told)
    bring_to_gate(consultation)


def voters(person: Any, answers: Answers) -> dict[Side, list[Actor]]:
    """As many people of each side as there are answers."""
    return {side: members(person, side, len(told)) for side, told in answers.items()}


def first_round(
    facilitator: Actor, initiative: Initiative, person: Any, answers: Answers, statements: int = 1
) -> tuple[Consultation, dict[Side, list[Actor]]]:
    """A closed round, and who voted."""
    people = voters(person, answers)
    made = opened(facilitator, initiative, statements)
    answered(made, people, answers)
    close_consultation(actor=facilitator, consultation=made)
    return made, people


def both_rounds(
    facilitator: Actor,
    initiative: Initiative,
    person: Any,
    *answers: Answers,
    statements: int = 1,
    close: bool = True,
) -> tuple[Consultation, Consultation]:
    """Both rounds, chosen for before and after; the first answers are before, the second after."""
    before, people = first_round(facilitator, initiative, person, answers[0], statements)
    after = ask_again(actor=facilitator, consultation=before)
    open_consultation(actor=facilitator, consultation=after)
    answered(after, people, answers[1])
    if close:
        close_consultation(actor=facilitator, consultation=after)
    choose_rounds(actor=facilitator, initiative=initiative, before=before, after=after)
    return before, after
