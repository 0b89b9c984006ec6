"""How many answered, as it may be said."""

import pytest

from titiktemu.consultation.tests.cast import Person, keep_votes, members, only_statement, opened
from titiktemu.consultation.turnout import turnout_of
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("size", "voted", "said"),
    [
        (4, 4, (0, False)),
        (5, 5, (5, True)),
        (9, 6, (5, False)),
        (12, 11, (10, False)),
        (21, 20, (20, False)),
        (24, 23, (20, False)),
        (25, 25, (25, True)),
    ],
)
def test_below_twenty_only_the_bound_that_was_reached_is_said(
    facilitator: Actor, initiative: Initiative, person: Person, size: int, voted: int, said: tuple[int, bool]
) -> None:
    officials = members(person, Side.GOVERNMENT, size)
    consultation = opened(facilitator, initiative)
    keep_votes(officials[:voted], only_statement(consultation), [1] * voted)
    government = turnout_of(consultation)[0]
    assert (government.people, government.is_exact) == said
