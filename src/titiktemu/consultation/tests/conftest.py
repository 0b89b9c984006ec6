"""A consultation in which people of every kind have answered, for the tests of the pages."""

from collections.abc import Callable, Sequence

import pytest

from titiktemu.consultation.models import Consultation
from titiktemu.consultation.services.running import close_consultation
from titiktemu.consultation.tasks import bring_to_gate
from titiktemu.consultation.tests.cast import AGREE, DISAGREE, PASS, keep_votes, members, opened
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side

Answers = Sequence[int]

GOVERNMENT: Answers = [AGREE] * 6 + [DISAGREE]
CIVIL_SOCIETY: Answers = [AGREE] * 9 + [DISAGREE] * 3 + [PASS] * 2
CITIZENS: Answers = [AGREE] * 17 + [DISAGREE] * 4 + [PASS] * 2


@pytest.fixture
def consultation_with_votes(
    initiative: Initiative, facilitator: Actor, person: Callable[..., Actor]
) -> Callable[..., Consultation]:
    """``consultation_with_votes(statements=3, closed=True)``: 7 officials, 14 activists, 23 citizens.

    On the first statement they answered as said above; on every further one all of them passed.
    """

    def make(statements: int = 3, *, closed: bool = True) -> Consultation:
        groups = {
            Side.GOVERNMENT: GOVERNMENT,
            Side.CIVIL_SOCIETY: CIVIL_SOCIETY,
            Side.CITIZENS: CITIZENS,
        }
        people = {side: members(person, side, len(answers)) for side, answers in groups.items()}
        made = opened(facilitator, initiative, statements, hosted_by="Yayasan Contoh")
        for place, statement in enumerate(made.statements.order_by("number")):
            for side, answers in groups.items():
                keep_votes(people[side], statement, answers if place == 0 else [PASS] * len(answers))
        bring_to_gate(made)
        return close_consultation(actor=facilitator, consultation=made) if closed else made

    return make
