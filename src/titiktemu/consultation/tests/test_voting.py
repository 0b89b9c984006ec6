"""Casting a vote."""

import pytest

from titiktemu.consultation.models import Vote
from titiktemu.consultation.queries import electorates_of, own_progress
from titiktemu.consultation.services.routing import next_statement_for
from titiktemu.consultation.services.running import close_consultation, recount_electorate
from titiktemu.consultation.services.statements import moderate
from titiktemu.consultation.services.voting import cast_vote
from titiktemu.consultation.tests.cast import (
    AGREE,
    DISAGREE,
    PASS,
    Person,
    members,
    only_statement,
    opened,
    prepared,
)
from titiktemu.foundation.actors import STRANGER, Actor
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry, Initiative, Roster
from titiktemu.foundation.services.rosters import confirm_roster
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db


def test_voting_again_replaces_the_earlier_answer(
    facilitator: Actor, initiative: Initiative, citizen: Actor
) -> None:
    statement = only_statement(opened(facilitator, initiative))
    cast_vote(actor=citizen, statement=statement, answer=AGREE)
    cast_vote(actor=citizen, statement=statement, answer=PASS)
    assert [vote.answer for vote in Vote.objects.all()] == [PASS]


def test_a_stranger_cannot_vote_and_leaves_no_trace(facilitator: Actor, initiative: Initiative) -> None:
    statement = only_statement(opened(facilitator, initiative))
    before = AuditEntry.objects.count()
    with pytest.raises(NotAllowed):
        cast_vote(actor=STRANGER, statement=statement, answer=AGREE)
    assert not Vote.objects.exists()
    assert AuditEntry.objects.count() == before


def test_a_participant_of_another_initiative_cannot_vote_here(
    facilitator: Actor, initiative: Initiative, person: Person, make_initiative: object
) -> None:
    elsewhere = make_initiative("Lain")  # type: ignore[operator] # a factory fixture
    outsider = person(Side.CITIZENS, Role.PARTICIPANT, 9, initiative=elsewhere)
    statement = only_statement(opened(facilitator, initiative))
    with pytest.raises(NotAllowed):
        cast_vote(actor=outsider, statement=statement, answer=AGREE)


def test_a_single_vote_has_no_audit_entry(facilitator: Actor, initiative: Initiative, citizen: Actor) -> None:
    statement = only_statement(opened(facilitator, initiative))
    before = AuditEntry.objects.count()
    cast_vote(actor=citizen, statement=statement, answer=DISAGREE)
    assert AuditEntry.objects.count() == before


def test_no_vote_before_opening_and_none_after_closing(
    facilitator: Actor, initiative: Initiative, citizen: Actor
) -> None:
    early = only_statement(prepared(facilitator, initiative))
    with pytest.raises(RuleBroken, match="not opened"):
        cast_vote(actor=citizen, statement=early, answer=AGREE)
    consultation = opened(facilitator, initiative)
    late = only_statement(consultation)
    close_consultation(actor=facilitator, consultation=consultation)
    with pytest.raises(RuleBroken, match="Voting has closed"):
        cast_vote(actor=citizen, statement=late, answer=AGREE)
    assert not Vote.objects.exists()


def test_no_vote_on_a_statement_that_was_hidden_meanwhile(
    facilitator: Actor, initiative: Initiative, citizen: Actor
) -> None:
    statement = only_statement(opened(facilitator, initiative, 2))
    moderate(actor=facilitator, statement=statement, show=False, reason="off_topic")  # type: ignore[arg-type]
    with pytest.raises(RuleBroken, match="no longer shown"):
        cast_vote(actor=citizen, statement=statement, answer=AGREE)


def test_others_have_a_vote_only_where_the_facilitator_gave_one(
    facilitator: Actor, initiative: Initiative, person: Person
) -> None:
    expert = person(Side.OTHER, Role.PARTICIPANT)
    heard_only = only_statement(opened(facilitator, initiative))
    with pytest.raises(RuleBroken, match="no vote"):
        cast_vote(actor=expert, statement=heard_only, answer=AGREE)
    cast_vote(
        actor=expert,
        statement=only_statement(opened(facilitator, initiative, others_vote=True)),
        answer=AGREE,
    )
    assert Vote.objects.count() == 1


def test_everybody_is_asked_every_statement_once_and_goes_on_where_they_stopped(
    facilitator: Actor, initiative: Initiative, citizen: Actor
) -> None:
    consultation = opened(facilitator, initiative, 5)
    participant = citizen.participants[0]
    asked = []
    while statement := next_statement_for(actor=citizen, consultation=consultation):
        assert next_statement_for(actor=citizen, consultation=consultation) == statement
        cast_vote(actor=citizen, statement=statement, answer=PASS)
        asked.append(statement.number)
    assert sorted(asked) == [1, 2, 3, 4, 5]
    assert own_progress(consultation, participant) == (5, 5)


def test_no_statement_profits_from_its_place_in_the_list(
    facilitator: Actor, initiative: Initiative, person: Person
) -> None:
    consultation = opened(facilitator, initiative, 4)
    first = {
        statement.number
        for actor in members(person, Side.CITIZENS, 30)
        if (statement := next_statement_for(actor=actor, consultation=consultation))
    }
    assert first == {1, 2, 3, 4}


def test_whoever_comes_onto_a_list_later_votes_only_after_the_facilitator_counted_anew(
    facilitator: Actor, initiative: Initiative, person: Person
) -> None:
    members(person, Side.GOVERNMENT, 1)
    consultation = opened(facilitator, initiative)
    statement = only_statement(consultation)
    newcomer = person(Side.GOVERNMENT, Role.PARTICIPANT, 2)
    with pytest.raises(RuleBroken, match="after the voters were counted"):
        cast_vote(actor=newcomer, statement=statement, answer=AGREE)
    with pytest.raises(RuleBroken, match="confirm its list"):
        recount_electorate(actor=facilitator, consultation=consultation)
    roster = Roster.objects.get(initiative=initiative, side=Side.GOVERNMENT)
    confirm_roster(actor=newcomer, roster=roster)
    with pytest.raises(NotAllowed):
        recount_electorate(actor=newcomer, consultation=consultation)
    recount_electorate(actor=facilitator, consultation=consultation)
    cast_vote(actor=newcomer, statement=statement, answer=AGREE)
    assert electorates_of(consultation)[Side.GOVERNMENT] == 2


def test_counting_anew_without_newcomers_is_refused(facilitator: Actor, initiative: Initiative) -> None:
    consultation = opened(facilitator, initiative)
    with pytest.raises(RuleBroken, match="Nobody has come"):
        recount_electorate(actor=facilitator, consultation=consultation)
