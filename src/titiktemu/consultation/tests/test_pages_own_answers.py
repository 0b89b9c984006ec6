"""Own answers are shown again only where they were given: a slip opens the place, not what was said there."""

import pytest
from django.test import Client

from titiktemu.consultation.models import Vote
from titiktemu.consultation.services.voting import cast_vote
from titiktemu.consultation.tests.cast import AGREE, DISAGREE, only_statement, opened
from titiktemu.foundation.services.rosters import print_slips
from titiktemu.foundation.words import Role, Side


@pytest.fixture
def official(person):
    return person(Side.GOVERNMENT, Role.REPRESENTATIVE)


@pytest.fixture
def slip(facilitator, official):
    """The code that the facilitator prints for the official."""
    roster = official.participations[0].roster
    return dict(print_slips(actor=facilitator, roster=roster))[official.participations[0]]


@pytest.fixture
def consultation(facilitator, initiative, official):
    return opened(facilitator, initiative, 2)


@pytest.fixture
def ballot(initiative, consultation):
    return f"/i/{initiative.slug}/konsultasi/{consultation.number}/suara/"


def come_in(slip, consultation):
    browser = Client(headers={"accept-language": "en"})
    browser.post("/gabung/", {"code": slip})
    browser.post(f"/g/{consultation.join_code}/")
    return browser


def seen(browser, ballot):
    """What this browser is shown of an earlier answer to the first statement."""
    again, following = browser.get(f"{ballot}?ubah=1"), browser.get(ballot)
    assert again.status_code == following.status_code == 200
    return again.context["chosen"], following.context["last"]


def test_whoever_printed_the_slip_does_not_read_what_was_answered_with_it(slip, consultation, ballot):
    phone = come_in(slip, consultation)
    phone.post(ballot, {"statement": 1, "answer": int(DISAGREE)})
    chosen, last = seen(phone, ballot)
    assert chosen == str(int(DISAGREE))
    assert last is not None
    assert seen(come_in(slip, consultation), ballot) == ("", None)


def test_whoever_answered_before_the_person_did_does_not_read_the_change(slip, consultation, ballot):
    facilitator, phone = come_in(slip, consultation), come_in(slip, consultation)
    facilitator.post(ballot, {"statement": 1, "answer": int(AGREE)})
    phone.post(ballot, {"statement": 1, "answer": int(DISAGREE)})
    assert Vote.objects.get().answer == DISAGREE
    assert seen(facilitator, ballot) == ("", None)
    assert seen(phone, ballot)[0] == str(int(DISAGREE))


def test_an_answer_given_elsewhere_can_still_be_changed(slip, consultation, ballot):
    come_in(slip, consultation).post(ballot, {"statement": 1, "answer": int(DISAGREE)})
    other = come_in(slip, consultation)
    other.post(ballot, {"statement": 1, "answer": int(AGREE)})
    assert Vote.objects.get().answer == AGREE
    assert seen(other, ballot)[0] == str(int(AGREE))


def test_a_citizen_sees_own_answers_in_every_browser(citizen, client_as, consultation, ballot):
    cast_vote(actor=citizen, statement=only_statement(consultation), answer=AGREE)
    assert seen(client_as(citizen), ballot)[0] == str(int(AGREE))


def test_a_citizen_joins_under_a_new_session_key(consultation):
    browser = Client(headers={"accept-language": "en"})
    browser.post("/tampilan/", {"theme": "dark"})
    session = browser.session
    session.save()
    browser.cookies["sessionid"] = planted = session.session_key
    browser.post(f"/g/{consultation.join_code}/")
    assert browser.session.session_key != planted


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "²", "-1"])
def test_a_number_that_no_statement_has_is_no_error(slip, consultation, ballot, number):
    assert come_in(slip, consultation).get(ballot, {"ubah": number}).status_code in {200, 404}
