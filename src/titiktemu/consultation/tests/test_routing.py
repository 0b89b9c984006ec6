"""The next statement: drawn once, logged with its probability, and telling nothing of anybody's answer."""

import pytest

from titiktemu.consultation.models import Exposure, Statement
from titiktemu.consultation.queries.routing import (
    candidates_for,
    fresh_exposed,
    shown_and_left,
    waiting_for,
)
from titiktemu.consultation.services.routing import (
    draw_ahead,
    log_exposures,
    next_statement_for,
)
from titiktemu.consultation.services.voting import cast_vote
from titiktemu.consultation.tests.cast import AGREE, DISAGREE, keep_votes, members, opened
from titiktemu.foundation.errors import NotAllowed
from titiktemu.foundation.words import Side

pytestmark = pytest.mark.django_db


def test_a_draw_is_logged_once_with_its_probability(facilitator, initiative, citizen):
    consultation = opened(facilitator, initiative, 4)
    shown = next_statement_for(actor=citizen, consultation=consultation)
    assert next_statement_for(actor=citizen, consultation=consultation) == shown
    exposure = Exposure.objects.get()
    assert exposure.statement == shown
    assert (exposure.probability, exposure.among) == (pytest.approx(0.25), 4)


def test_shown_and_left_is_not_never_shown(facilitator, initiative, person):
    consultation = opened(facilitator, initiative, 2)
    stays, leaves = members(person, Side.CITIZENS, 2)
    for actor in (stays, leaves):
        shown = next_statement_for(actor=actor, consultation=consultation)
        if actor is stays:
            cast_vote(actor=actor, statement=shown, answer=AGREE)
    left = Exposure.objects.get(participant=leaves.participants[0]).statement_id
    keys = list(consultation.statements.values_list("pk", flat=True))
    assert shown_and_left(keys) == {(left, Side.CITIZENS.value): 1}


def test_a_hidden_statement_is_not_shown_again(facilitator, initiative, citizen):
    consultation = opened(facilitator, initiative, 2)
    shown = next_statement_for(actor=citizen, consultation=consultation)
    Statement.objects.filter(pk=shown.pk).update(state=Statement.State.HIDDEN)
    other = next_statement_for(actor=citizen, consultation=consultation)
    assert other is not None
    assert other != shown


def test_a_phone_takes_statements_along_and_they_count_once_they_come_back(
    facilitator, initiative, citizen, person
):
    consultation = opened(facilitator, initiative, 6)
    pack = draw_ahead(actor=citizen, consultation=consultation, many=4)
    assert len({one.statement.pk for one in pack}) == 4
    assert [one.among for one in pack] == [6, 5, 4, 3]
    assert not Exposure.objects.exists()
    tickets = [one.ticket for one in pack[:2]]
    assert log_exposures(actor=citizen, consultation=consultation, tickets=[*tickets, "made up"]) == 2
    log_exposures(actor=citizen, consultation=consultation, tickets=tickets)
    assert Exposure.objects.count() == 2
    thief = members(person, Side.CITIZENS, 2)[1]
    assert log_exposures(actor=thief, consultation=consultation, tickets=tickets) == 0


def test_answers_reach_the_gate_with_the_probability_of_their_draw(facilitator, initiative, person):
    consultation = opened(facilitator, initiative, 1)
    drawn, chosen = members(person, Side.CITIZENS, 2)
    statement = next_statement_for(actor=drawn, consultation=consultation)
    for actor in (drawn, chosen):
        cast_vote(actor=actor, statement=statement, answer=AGREE)
    cell = (statement.pk, Side.CITIZENS.value)
    assert fresh_exposed(consultation, [cell]) == {cell: [(AGREE, 1.0, 1)]}


def test_who_only_watches_is_shown_nothing(facilitator, initiative, person):
    consultation = opened(facilitator, initiative, citizens_vote=False)
    heard = members(person, Side.CITIZENS, 1)[0]
    assert next_statement_for(actor=heard, consultation=consultation) is None
    assert draw_ahead(actor=heard, consultation=consultation, many=3) == []
    with pytest.raises(NotAllowed):
        next_statement_for(actor=facilitator, consultation=consultation)


@pytest.mark.parametrize("answers", [[AGREE] * 4, [DISAGREE] * 4])
def test_what_others_are_asked_tells_nothing_of_answers_that_are_not_released(
    facilitator, initiative, person, answers
):
    """Attacker: four votes of a side, released nowhere, give the same candidates whatever they say."""
    consultation = opened(facilitator, initiative, 2)
    *voters, attacker = members(person, Side.CITIZENS, 5)
    keep_votes(voters, consultation.statements.get(number=1), answers)
    waiting = waiting_for(consultation, attacker.participants[0])
    seen = candidates_for(consultation, Side.CITIZENS, waiting)
    assert seen.agree.tolist() == seen.disagree.tolist() == [0, 0]
    assert seen.shown.tolist() == [0, 0]
