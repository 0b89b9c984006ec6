"""Interviews and rounds of ratings: what is told, and what few experts keep for themselves."""

import re
from datetime import date

import pytest
from django.urls import reverse

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.words import Role, Side
from titiktemu.step1_issues.evidence.queries.experts import courses_of, interviews_of
from titiktemu.step1_issues.evidence.services.experts import (
    ask_experts,
    change_interview,
    close_round,
    open_next_round,
    type_ratings,
    write_interview,
)

pytestmark = pytest.mark.django_db


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def talked(facilitator, initiative, consent="anonymous", **more):
    told = {"field": "Kesehatan", "interest": "Tidak ada.", "problem": "Hasil tes lambat.", **more}
    return write_interview(
        actor=facilitator, initiative=initiative, held_on=date(2026, 3, 2), consent=consent, **told
    )


@pytest.fixture
def question(facilitator, initiative):
    for _number in range(12):
        talked(facilitator, initiative)
    return ask_experts(
        actor=facilitator, initiative=initiative, text="Seberapa mendesak?", low="tidak", high="sangat"
    )


def rated(facilitator, question, values):
    type_ratings(actor=facilitator, question=question, ratings=dict(enumerate(values, start=1)))
    close_round(actor=facilitator, question=question)


def test_members_read_what_may_be_quoted(facilitator, initiative, person, client_as):
    talked(facilitator, initiative, "none", problem="Rahasia besar.")
    talked(facilitator, initiative, "anonymous", role="kepala dinas")
    official = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    assert [one.number for one in interviews_of(official, initiative)] == [2]
    browser = client_as(official)
    assert browser.get(reverse("evidence:interview", args=[initiative.slug, 1])).status_code == 404
    page = browser.get(reverse("evidence:interview", args=[initiative.slug, 2])).content.decode()
    assert "Hasil tes lambat." in page
    assert "kepala dinas" not in page, "the role was not agreed to"


def test_an_expert_may_change_their_mind(facilitator, initiative, person):
    one = talked(facilitator, initiative)
    change_interview(actor=facilitator, interview=one, consent="none")
    assert not interviews_of(person(Side.GOVERNMENT, Role.REPRESENTATIVE), initiative).exists()


def test_of_fewer_than_five_nothing_is_told(facilitator, initiative, question, client_as, person):
    rated(facilitator, question, [5, 5, 5, 5])
    told = courses_of(initiative)[0]
    assert (told.rounds[0].experts, told.rounds[0].median, told.outcome) == ("", None, "too_few")
    browser = client_as(person(Side.GOVERNMENT, Role.REPRESENTATIVE))
    page = text_of(browser.get(reverse("evidence:experts", args=[initiative.slug])))
    assert "fewer than five; nothing is shown" in page


def test_rounds_tell_median_spread_and_whether_experts_come_closer(facilitator, initiative, question):
    rated(facilitator, question, [1, 2, 3, 4, 5, 5])
    open_next_round(actor=facilitator, question=question)
    rated(facilitator, question, [3, 3, 3, 4, 4, 5])
    told = courses_of(initiative)[0]
    assert [(one.experts, one.median, one.range) for one in told.rounds] == [
        ("5–9", 3.5, 2.5),
        ("5–9", 3.5, 1.0),
    ]
    assert (told.outcome, told.is_closer) == ("agreed", True)


def test_an_open_round_tells_nothing(facilitator, initiative, question):
    type_ratings(actor=facilitator, question=question, ratings={1: 5, 2: 5, 3: 5, 4: 5, 5: 5})
    assert courses_of(initiative)[0].rounds == []


def test_a_closed_round_stays_as_it_is(facilitator, question):
    rated(facilitator, question, [1, 2, 3, 4, 5])
    with pytest.raises(RuleBroken, match="No round is open"):
        type_ratings(actor=facilitator, question=question, ratings={1: 1})


@pytest.mark.parametrize("ratings", [{1: 0}, {1: 6}, {99: 3}])
def test_ratings_off_the_scale_or_of_nobody_are_refused(facilitator, question, ratings):
    with pytest.raises(RuleBroken, match="from 1 to 5"):
        type_ratings(actor=facilitator, question=question, ratings=ratings)


def test_rounds_follow_one_another(facilitator, question):
    with pytest.raises(RuleBroken, match="open on this question already"):
        open_next_round(actor=facilitator, question=question)
    with pytest.raises(RuleBroken, match="Nobody has rated"):
        close_round(actor=facilitator, question=question)


def test_members_do_not_write(facilitator, initiative, person):
    with pytest.raises(NotAllowed):
        talked(person(Side.GOVERNMENT, Role.LEADER), initiative)


def test_ratings_are_typed_on_the_page(facilitator, initiative, question, client_as):
    browser, where = client_as(facilitator), reverse("evidence:question", args=[initiative.slug, 1])
    assert browser.post(where, {"do": "rate", "e1": "9"}).status_code == 422
    browser.post(where, {"do": "rate", "e1": "4", "e2": "5"})
    assert 'value="4"' in browser.get(where).content.decode()
    assert "The experts" not in text_of(browser.get(where))
    browser.post(where, {"do": "close"})
    assert "No round is open." in text_of(browser.get(where))
