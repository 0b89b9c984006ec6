"""Counting who speaks: taps, what is sent twice, taking back, paper, and what everybody may read."""

import re

import pytest
from django.urls import reverse

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.step1_issues.participation.models import Tap
from titiktemu.step1_issues.participation.queries.statement import statement_of
from titiktemu.step1_issues.participation.queries.voice import seats_of, turns_of, voice_of
from titiktemu.step1_issues.participation.services.voice import set_counting, set_turns, tap, undo_tap
from titiktemu.step1_issues.participation.tests.taking_part import held

pytestmark = pytest.mark.django_db


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def activity(facilitator, initiative):
    made = held(facilitator, initiative)
    set_turns(actor=facilitator, activity=made, turns={"government": [0, 0], "civil_society": [0, 0]})
    return made


@pytest.fixture
def page(activity):
    return reverse("participation:counting", args=[activity.initiative.slug, activity.number])


def turns(activity):
    return [turns_of(one) for one in seats_of(activity)]


def test_two_taps_are_two_turns_and_the_same_tap_sent_twice_is_one(facilitator, activity):
    seat = activity.seats.first().pk
    for key in ("a", "b", "b"):
        tap(actor=facilitator, activity=activity, seat=seat, key=key)
    assert turns(activity) == [2, 0, 0, 0]


def test_the_last_tap_is_taken_back_and_no_other(facilitator, activity):
    first, second = activity.seats.all()[:2]
    tap(actor=facilitator, activity=activity, seat=first.pk, key="a")
    tap(actor=facilitator, activity=activity, seat=second.pk, key="b")
    assert undo_tap(actor=facilitator, activity=activity) == second
    assert turns(activity) == [1, 0, 0, 0]
    undo_tap(actor=facilitator, activity=activity)
    with pytest.raises(RuleBroken, match="no tap"):
        undo_tap(actor=facilitator, activity=activity)


def test_taps_are_sent_by_plain_forms_and_answered_with_numbers_where_asked(
    client_as, facilitator, activity, page
):
    browser, seat = client_as(facilitator), activity.seats.first().pk
    assert f'value="{seat}"' in browser.get(page).content.decode()
    assert browser.post(page, {"seat": seat, "key": "x"}).status_code == 302
    sent = {"seat": seat, "key": "y"}
    assert browser.post(page, sent, headers={"accept": "application/json"}).json()["turns"][str(seat)] == 2
    assert browser.post(page, {"do": "undo"}).status_code == 302
    assert turns(activity) == [1, 0, 0, 0]


@pytest.mark.parametrize("seat", ["", "-1", "1e9", "9" * 30, "12345678", "<b>"])
def test_a_seat_that_is_not_there_is_told_in_a_sentence(client_as, facilitator, page, seat):
    answer = client_as(facilitator).post(page, {"seat": seat})
    assert answer.status_code == 409
    assert "no longer there" in text_of(answer)


def test_a_seat_of_another_activity_is_not_tapped(facilitator, activity, initiative):
    other = held(facilitator, initiative)
    with pytest.raises(RuleBroken):
        tap(actor=facilitator, activity=other, seat=activity.seats.first().pk, key="a")


def test_nobody_but_those_who_lead_taps(activity, citizen, observer):
    for actor in (citizen, observer):
        with pytest.raises(NotAllowed):
            tap(actor=actor, activity=activity, seat=activity.seats.first().pk, key="a")
    assert not Tap.objects.exists()


def test_single_taps_are_not_in_the_chain_and_the_closed_count_is(facilitator, activity):
    before = AuditEntry.objects.count()
    tap(actor=facilitator, activity=activity, seat=activity.seats.first().pk, key="a")
    assert AuditEntry.objects.count() == before
    set_counting(actor=facilitator, activity=activity, is_open=False)
    assert AuditEntry.objects.latest("number").detail == {"open": False, "turns": 1}
    with pytest.raises(RuleBroken, match="closed"):
        tap(actor=facilitator, activity=activity, seat=activity.seats.first().pk, key="b")
    set_counting(actor=facilitator, activity=activity, is_open=True)
    tap(actor=facilitator, activity=activity, seat=activity.seats.first().pk, key="b")


def test_everybody_reads_the_count_when_it_is_closed_and_nothing_inside_small_sides(
    client_as, facilitator, citizen, initiative
):
    activity = held(facilitator, initiative)
    told = {"government": [9, 8, 7, 9, 8], "civil_society": [1, 2, 0]}
    set_turns(actor=facilitator, activity=activity, turns=told)
    assert not statement_of(initiative).voices
    page = reverse("participation:activity", args=[initiative.slug, activity.number])
    assert "Permutation" not in text_of(client_as(citizen).get(page))
    set_counting(actor=facilitator, activity=activity, is_open=False)
    shown = text_of(client_as(citizen).get(page))
    assert "Fewer than five people: not shown" in shown
    assert "n = 8 people" in shown
    (found,) = statement_of(initiative).voices
    assert [(one.side, one.inside) for one in found.voice.sides] == [
        ("government", True), ("civil_society", False),
    ]  # fmt: skip
    assert found.voice.test.p < 0.05
    assert found.voice.test.people == 8


def test_numbers_from_paper_take_the_place_of_taps(client_as, facilitator, activity):
    tap(actor=facilitator, activity=activity, seat=activity.seats.first().pk, key="a")
    page = reverse("participation:turns", args=[activity.initiative.slug, activity.number])
    assert (
        client_as(facilitator).post(page, {"government": "6, 2 0", "civil_society": "1"}).status_code == 302
    )
    assert turns(activity) == [6, 2, 0, 1]
    assert voice_of(list(seats_of(activity)), everything=True).sides[0].voice.silent == 1


@pytest.mark.parametrize("typed", ["x", "-1", "1.5", "999999", " ".join(["1"] * 121), ""])
def test_bad_numbers_from_paper_change_nothing(client_as, facilitator, activity, typed):
    page = reverse("participation:turns", args=[activity.initiative.slug, activity.number])
    assert client_as(facilitator).post(page, {"government": typed}).status_code == 422
    assert turns(activity) == [0, 0, 0, 0]


def test_seats_are_made_from_how_many_are_here(client_as, facilitator, initiative):
    made = held(facilitator, initiative)
    page = reverse("participation:counting", args=[initiative.slug, made.number])
    browser = client_as(facilitator)
    assert browser.post(page, {"do": "seats"}).status_code == 422
    assert browser.post(page, {"do": "seats", "government": "2", "citizens": "1"}).status_code == 302
    assert turns(made) == [0, 0, 0]
