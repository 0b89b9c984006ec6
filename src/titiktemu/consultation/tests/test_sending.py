"""Answers that a phone kept and sends later: once each, in order, and a clear word for what is refused."""

import json

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titiktemu.consultation.models import Exposure, SentVote, Statement, Vote
from titiktemu.consultation.services.routing import draw_ahead
from titiktemu.consultation.services.running import close_consultation
from titiktemu.consultation.services.sending import MOST_AT_ONCE, Sent, send_votes
from titiktemu.consultation.services.voting import cast_vote
from titiktemu.consultation.tests.cast import AGREE, DISAGREE, PASS, members, opened
from titiktemu.consultation.views.places import storage_key
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.words import Side

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation(facilitator, initiative):
    return opened(facilitator, initiative, 4)


def answers():
    return dict(Vote.objects.values_list("statement__number", "answer"))


def test_answers_are_kept_once_however_often_they_are_sent(consultation, citizen):
    sent = [Sent("a", 1, AGREE), Sent("b", 2, DISAGREE)]
    for _time in range(3):
        receipts = send_votes(actor=citizen, consultation=consultation, votes=sent)
        assert [(one.key, one.kept) for one in receipts] == [("a", True), ("b", True)]
    assert answers() == {1: AGREE, 2: DISAGREE}
    assert Vote.objects.count() == SentVote.objects.count() == 2


def test_an_answer_given_elsewhere_meanwhile_stays(consultation, citizen):
    cast_vote(actor=citizen, statement=consultation.statements.get(number=1), answer=PASS)
    receipts = send_votes(actor=citizen, consultation=consultation, votes=[Sent("a", 1, AGREE)])
    assert not receipts[0].kept
    assert "elsewhere" in receipts[0].problem
    assert answers() == {1: PASS}


def test_what_cannot_be_kept_says_why_and_loses_nothing_else(consultation, citizen):
    Statement.objects.filter(number=3).update(state=Statement.State.HIDDEN)
    sent = [
        Sent("a", 1, AGREE),
        Sent("b", 99, AGREE),
        Sent("c", 2, 7),
        Sent("d", 3, AGREE),
        Sent("e", 4, PASS),
    ]
    receipts = send_votes(actor=citizen, consultation=consultation, votes=sent)
    assert [one.kept for one in receipts] == [True, False, False, False, True]
    assert all(one.problem for one in receipts if not one.kept)
    assert answers() == {1: AGREE, 4: PASS}


def test_after_the_close_answers_are_refused_with_a_sentence(consultation, citizen, facilitator):
    close_consultation(actor=facilitator, consultation=consultation)
    receipts = send_votes(actor=citizen, consultation=consultation, votes=[Sent("a", 1, AGREE)])
    assert "closed" in receipts[0].problem
    assert not receipts[0].again
    assert not Vote.objects.exists()


def test_the_draw_behind_an_answer_is_logged_with_it(consultation, citizen):
    drawn = draw_ahead(actor=citizen, consultation=consultation, many=1)[0]
    sent = Sent("a", drawn.statement.number, AGREE, drawn.ticket)
    send_votes(actor=citizen, consultation=consultation, votes=[sent])
    assert Exposure.objects.get().among == 4


def test_the_same_key_of_two_people_is_two_answers(consultation, person):
    for actor in members(person, Side.CITIZENS, 2):
        receipts = send_votes(actor=actor, consultation=consultation, votes=[Sent("a", 1, AGREE)])
        assert receipts[0].kept
    assert Vote.objects.count() == 2


def test_too_many_at_once_get_a_sentence(consultation, citizen):
    many = [Sent(str(one), 1, AGREE) for one in range(MOST_AT_ONCE + 1)]
    with pytest.raises(RuleBroken, match="at once"):
        send_votes(actor=citizen, consultation=consultation, votes=many)


def address(name, consultation):
    return reverse(f"consultation:{name}", args=[consultation.initiative.slug, consultation.number])


def posted(browser, consultation, told):
    body = told if isinstance(told, str) else json.dumps(told)
    return browser.post(address("send", consultation), body, content_type="application/json")


def test_a_phone_takes_statements_along_and_brings_answers_back(consultation, citizen, client_as):
    browser = client_as(citizen)
    told = browser.get(address("supplies", consultation)).json()
    assert len(told["pack"]) == 4
    votes = [
        {"key": f"k{at}", "statement": one["statement"], "answer": 1, "ticket": one["ticket"]}
        for at, one in enumerate(told["pack"])
    ]
    answer = posted(browser, consultation, {"key": told["key"], "votes": votes})
    assert [one["kept"] for one in answer.json()["receipts"]] == [True] * 4
    assert Exposure.objects.count() == 4


def test_answers_of_another_participant_of_this_browser_are_never_taken(consultation, person, client_as):
    first, second = members(person, Side.CITIZENS, 2)
    key = storage_key(first.participants[0], consultation)
    vote = {"key": "a", "statement": 1, "answer": 1}
    answer = posted(client_as(second), consultation, {"key": key, "votes": [vote]})
    assert answer.status_code == 409
    assert not Vote.objects.exists()


def test_who_is_signed_out_is_told_that_nothing_is_lost(consultation, client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    answer = posted(client, consultation, {"votes": []})
    assert answer.status_code == 401
    assert "stay on this phone" in answer.json()["problem"]
    assert client.get(address("supplies", consultation)).status_code == 401


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"votes": 3}', "\x00", "[" * 5000])
def test_what_is_no_answer_at_all_gets_a_sentence(consultation, citizen, client_as, body):
    answer = posted(client_as(citizen), consultation, body)
    assert answer.status_code == 422
    assert answer.json()["problem"]


rubbish = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=50),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.fixed_dictionaries({"key": rubbish, "statement": rubbish, "answer": rubbish}), max_size=5))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rubbish_is_answered_and_never_kept(consultation, citizen, client_as, votes):
    key = storage_key(citizen.participants[0], consultation)
    answer = posted(client_as(citizen), consultation, {"key": key, "votes": votes})
    assert answer.status_code == 200
    assert set(Vote.objects.values_list("answer", flat=True)) <= {-1, 0, 1}
