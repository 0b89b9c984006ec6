"""Voting as a person meets it: the open link, one statement a screen, without JavaScript and with htmx."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from titiktemu.consultation.models import Statement, Vote
from titiktemu.consultation.services.running import close_consultation
from titiktemu.consultation.tests.cast import AGREE, DISAGREE, opened, prepared
from titiktemu.foundation.models import Participant, Participation
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def at(name, consultation):
    return reverse(f"consultation:{name}", args=[consultation.initiative.slug, consultation.number])


def link(consultation):
    return reverse("consultation:join", args=[consultation.join_code])


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def stated(answer):
    """The number of the statement that the ballot asks about."""
    return re.search(r'name="statement" value="(\d+)"', answer.content.decode())[1]


@pytest.fixture
def consultation(facilitator, initiative):
    return opened(facilitator, initiative, 3, hosted_by="Yayasan Contoh")


@pytest.fixture
def browser_of_anybody(db):
    return Client(headers={"accept-language": "en"})


def test_opening_the_link_never_acts_and_says_who_hosts(consultation, browser_of_anybody):
    answer = browser_of_anybody.get(link(consultation))
    assert answer.status_code == 200
    assert not Participant.objects.exists()
    said = text_of(answer)
    assert "kept by Yayasan Contoh" in said
    assert "not anonymous" in said
    assert "You read 3 short statements" in said


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_citizen_joins_and_answers_everything_without_javascript(consultation, language):
    browser = Client(headers={"accept-language": language})
    answer = browser.post(link(consultation), follow=True)
    for place in (1, 2, 3):
        assert f"{place} " in text_of(answer)
        form = {"statement": stated(answer), "answer": str(AGREE.value)}
        answer = browser.post(at("vote", consultation), form, follow=True)
        assert answer.status_code == 200
        assert Vote.objects.count() == place
    assert 'name="answer"' not in answer.content.decode()
    citizen = Participant.objects.get()
    assert citizen.side == Side.CITIZENS
    assert re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", text_of(answer)), "the way back is not shown"


def test_joining_again_gives_the_same_pseudonym(consultation, browser_of_anybody):
    for _time in range(3):
        browser_of_anybody.post(link(consultation))
    assert Participant.objects.count() == 1


def test_the_code_is_found_however_it_is_typed(consultation, browser_of_anybody):
    typed = consultation.join_code.lower().replace("-", " ")
    assert browser_of_anybody.get(f"/g/{typed}/").status_code == 200


def test_an_unknown_code_is_told_kindly(browser_of_anybody):
    answer = browser_of_anybody.get("/g/ZZZZ-99/")
    assert answer.status_code == 404
    assert "We do not know this code" in text_of(answer)


def test_a_person_of_a_roster_answers_for_their_side_whatever_link_they_used(consultation, person, client_as):
    official = client_as(person(Side.GOVERNMENT, Role.REPRESENTATIVE))
    Participation.objects.update(created_at=consultation.opened_at)  # on the list before voting opened
    assert "Take part for: Government" in text_of(official.get(link(consultation)))
    answer = official.post(link(consultation), follow=True)
    official.post(at("vote", consultation), {"statement": stated(answer), "answer": "1"})
    assert Vote.objects.get().participant.side == Side.GOVERNMENT


def test_somebody_of_a_roster_who_was_here_as_a_citizen_joins_for_their_side_first(
    consultation, person, client_as, browser_of_anybody
):
    browser_of_anybody.post(link(consultation))
    as_citizen = browser_of_anybody.session["participants"]
    official = client_as(person(Side.GOVERNMENT, Role.REPRESENTATIVE))
    session = official.session
    session["participants"] = as_citizen
    session.save()
    assert official.get(at("vote", consultation)).url == link(consultation)


def test_a_draft_is_not_opened_by_its_link(facilitator, initiative, browser_of_anybody):
    draft = prepared(facilitator, initiative)
    answer = browser_of_anybody.post(link(draft))
    assert "has not opened yet" in text_of(answer)
    assert draft.title not in text_of(answer)
    assert not Participant.objects.exists()


def test_a_draft_does_not_exist_for_others(facilitator, initiative, browser_of_anybody, client_as):
    draft = prepared(facilitator, initiative)
    assert browser_of_anybody.get(at("home", draft)).status_code == 404
    assert client_as(facilitator).get(at("home", draft)).status_code == 200


def test_a_stranger_who_would_vote_is_sent_to_the_link(consultation, browser_of_anybody):
    answer = browser_of_anybody.get(at("vote", consultation))
    assert (answer.status_code, answer.url) == (302, link(consultation))
    answer = browser_of_anybody.post(at("vote", consultation), {"statement": 1, "answer": 1}, headers=HTMX)
    assert answer.headers["HX-Redirect"] == link(consultation)
    assert not Vote.objects.exists()


@pytest.mark.parametrize("who", ["facilitator", "observer"])
def test_who_leads_or_watches_is_told_that_they_do_not_vote(consultation, who, client_as, request):
    browser = client_as(request.getfixturevalue(who))
    answer = browser.get(link(consultation))
    assert "they do not vote" in text_of(answer)
    assert '<form class="thumb' not in answer.content.decode()


def test_a_group_without_a_vote_is_heard(consultation, person, client_as):
    expert = client_as(person(Side.OTHER, Role.PARTICIPANT))
    answer = expert.get(at("vote", consultation))
    assert "your group has no vote" in text_of(answer)
    assert 'name="answer"' not in answer.content.decode()
    answer = expert.post(at("add_statement", consultation), {"text_en": "Experts should be asked."})
    assert answer.status_code == 302
    assert consultation.statements.filter(text_en="Experts should be asked.").exists()


def test_htmx_gets_the_next_ballot_alone(consultation, citizen, client_as):
    browser = client_as(citizen)
    first = stated(browser.get(at("vote", consultation)))
    answer = browser.post(at("vote", consultation), {"statement": first, "answer": "1"}, headers=HTMX)
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert stated(answer) != first
    assert "Kept: Agree." in text_of(answer)
    assert "autofocus" in answer.content.decode()


def test_the_last_answer_can_be_changed(consultation, citizen, client_as):
    browser = client_as(citizen)
    first = stated(browser.get(at("vote", consultation)))
    answer = browser.post(at("vote", consultation), {"statement": first, "answer": "-1"}, follow=True)
    assert f"?ubah={first}" in answer.content.decode()
    again = browser.get(at("vote", consultation), {"ubah": first})
    assert stated(again) == first
    assert 'value="-1" aria-pressed="true"' in again.content.decode()
    browser.post(at("vote", consultation), {"statement": first, "answer": "1"})
    assert [vote.answer for vote in Vote.objects.all()] == [AGREE]


def test_a_vote_after_the_close_shows_its_message_in_place_and_loses_nothing(
    consultation, citizen, facilitator, client_as
):
    browser = client_as(citizen)
    first = stated(browser.get(at("vote", consultation)))
    answer = browser.post(at("vote", consultation), {"statement": first, "answer": "1"}, follow=True)
    close_consultation(actor=facilitator, consultation=consultation)
    for headers in ({}, HTMX):
        late = browser.post(
            at("vote", consultation), {"statement": stated(answer), "answer": "1"}, headers=headers
        )
        assert late.status_code == 409
        assert "Voting has closed. Your earlier votes are kept." in text_of(late)
        assert "Your answer to 1 statement is kept and counted." in text_of(late)
    assert Vote.objects.count() == 1


def test_a_statement_that_was_hidden_meanwhile_is_not_shown_again(consultation, citizen, client_as):
    browser = client_as(citizen)
    first = stated(browser.get(at("vote", consultation)))
    hidden = consultation.statements.get(number=first)
    Statement.objects.filter(pk=hidden.pk).update(state=Statement.State.HIDDEN)
    answer = browser.post(at("vote", consultation), {"statement": first, "answer": "1"}, headers=HTMX)
    assert answer.status_code == 409
    assert "no longer shown" in text_of(answer)
    assert hidden.text not in answer.content.decode()
    assert stated(answer) != first


@pytest.mark.parametrize("sent", [{}, {"answer": "5"}, {"answer": "1", "statement": "x"}, {"statement": "1"}])
def test_a_form_that_is_not_well_formed_is_answered_with_a_sentence(consultation, citizen, client_as, sent):
    browser = client_as(citizen)
    answer = browser.post(at("vote", consultation), sent)
    assert answer.status_code == 422
    assert "Please choose one of the three answers." in text_of(answer)
    assert 'name="answer"' in answer.content.decode()
    assert not Vote.objects.exists()


def test_the_three_answers_are_written_alike(consultation, citizen, client_as):
    page = client_as(citizen).get(at("vote", consultation)).content.decode()
    classes = re.findall(r'class="([^"]*)" name="answer"', page)
    assert classes == ["vote"] * 3


def test_how_many_queries_a_vote_takes_does_not_grow_with_the_statements(
    consultation, citizen, client_as, django_assert_max_num_queries, facilitator
):
    browser = client_as(citizen)
    Statement.objects.bulk_create(
        Statement(
            consultation=consultation, number=number, text=f"Lagi {number}", added_at=consultation.opened_at
        )
        for number in range(4, 61)
    )
    with django_assert_max_num_queries(38):
        browser.post(at("vote", consultation), {"statement": 1, "answer": DISAGREE.value}, headers=HTMX)
    with django_assert_max_num_queries(14):
        browser.get(at("vote", consultation))


def test_the_first_ballot_shows_a_citizen_the_way_back_and_the_next_does_not(
    consultation, browser_of_anybody
):
    first = browser_of_anybody.post(link(consultation), follow=True)
    assert "You can come back with the code" in text_of(first)
    assert f'href="{reverse("web:way_back")}"' in first.content.decode()
    said = {"statement": stated(first), "answer": "1"}
    after = browser_of_anybody.post(at("vote", consultation), said, follow=True)
    assert "You can come back with the code" not in text_of(after)


def test_somebody_of_a_list_is_shown_no_code_on_the_ballot(consultation, person, client_as):
    browser = client_as(person(Side.GOVERNMENT, Role.PARTICIPANT))
    assert "You can come back with the code" not in text_of(browser.get(at("vote", consultation)))
