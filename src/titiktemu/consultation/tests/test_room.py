"""Leading a room: hide, reveal, timer; and marks that say when something changed, and nothing else."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from titiktemu.consultation.models import Statement
from titiktemu.consultation.queries.room import joined_by_side, mark_of
from titiktemu.consultation.queries.veil import is_veiled
from titiktemu.consultation.results import results_of
from titiktemu.consultation.services.room import hide_results, reveal_results, set_timer
from titiktemu.consultation.services.running import close_consultation, edit_consultation
from titiktemu.consultation.tasks import bring_to_gate
from titiktemu.consultation.tests.cast import AGREE, DISAGREE, keep_votes, members, opened, prepared, vote
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.words import Side

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation(facilitator, initiative):
    return opened(facilitator, initiative, 2)


def address(name, consultation):
    return reverse(f"consultation:{name}", args=[consultation.initiative.slug, consultation.number])


def voted(consultation, people, answer=AGREE):
    statement = consultation.statements.get(number=1)
    keep_votes(people, statement, [answer] * len(people))
    bring_to_gate(consultation)


def test_hidden_results_are_hidden_from_everybody_on_every_way_out(
    consultation, facilitator, person, client_as, citizen
):
    voted(consultation, members(person, Side.CITIZENS, 30))
    assert results_of(consultation).rows[0].figures[Side.CITIZENS].counts
    hide_results(actor=facilitator, consultation=consultation)
    assert is_veiled(consultation)
    for actor in (facilitator, citizen):
        browser = client_as(actor)
        assert "Nobody sees figures now" in browser.get(address("results", consultation)).content.decode()
        assert "Nobody sees figures now" in browser.get(address("map", consultation)).content.decode()
        told = browser.get(address("results_json", consultation)).json()
        assert told["figures_hidden"]
        assert all(one["kind"] == "hidden" for row in told["statements"] for one in row["figures"].values())
        assert "30" not in browser.get(address("results_csv", consultation)).content.decode().splitlines()[1]
    stage = client_as(facilitator).get(address("stage", consultation), {"hasil": "1"}).content.decode()
    assert "revealed when the facilitator shows them" in stage
    reveal_results(actor=facilitator, consultation=consultation)
    assert results_of(consultation).rows[0].figures[Side.CITIZENS].counts


def test_in_a_room_nobody_sees_a_figure_before_the_close(facilitator, initiative, person):
    consultation = opened(facilitator, initiative, in_room=True)
    voted(consultation, members(person, Side.CITIZENS, 30))
    assert results_of(consultation).veiled
    assert not results_of(close_consultation(actor=facilitator, consultation=consultation)).veiled


def test_what_people_rely_on_cannot_be_changed_after_the_opening(consultation, facilitator):
    for field in ("in_room", "votes_public"):
        with pytest.raises(RuleBroken, match="after voting has opened"):
            edit_consultation(actor=facilitator, consultation=consultation, **{field: True})


def test_hiding_twice_or_revealing_nothing_gets_a_sentence(consultation, facilitator):
    with pytest.raises(RuleBroken, match="not hidden"):
        reveal_results(actor=facilitator, consultation=consultation)
    hide_results(actor=facilitator, consultation=consultation)
    with pytest.raises(RuleBroken, match="already"):
        hide_results(actor=facilitator, consultation=consultation)


def test_only_those_who_lead_steer_the_room(consultation, citizen):
    for service in (hide_results, reveal_results):
        with pytest.raises(NotAllowed):
            service(actor=citizen, consultation=consultation)
    with pytest.raises(NotAllowed):
        set_timer(actor=citizen, consultation=consultation, minutes=5)


@pytest.mark.parametrize("minutes", [-1, 181])
def test_a_timer_has_sensible_ends(consultation, facilitator, minutes):
    with pytest.raises(RuleBroken, match="minutes"):
        set_timer(actor=facilitator, consultation=consultation, minutes=minutes)


def test_a_timer_that_ends_says_so_and_closes_nothing(consultation, facilitator, client_as):
    set_timer(actor=facilitator, consultation=consultation, minutes=5)
    browser = client_as(facilitator)
    assert "The time is over" not in browser.get(address("console", consultation)).content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert "The time is over" in browser.get(address("console", consultation)).content.decode()
    consultation.refresh_from_db()
    assert consultation.is_open
    set_timer(actor=facilitator, consultation=consultation, minutes=0)
    assert consultation.timer_ends_at is None


@pytest.mark.parametrize("answer", [AGREE, DISAGREE])
def test_while_figures_are_hidden_the_mark_does_not_tell_of_votes(consultation, facilitator, person, answer):
    people = members(person, Side.CITIZENS, 12)
    hide_results(actor=facilitator, consultation=consultation)
    before = mark_of(consultation)
    voted(consultation, people, answer)
    assert mark_of(consultation) == before
    reveal_results(actor=facilitator, consultation=consultation)
    assert mark_of(consultation) != before


def test_the_mark_moves_when_a_figure_does_and_not_with_each_vote(consultation, person):
    people = members(person, Side.CITIZENS, 6)
    statement = consultation.statements.get(number=1)
    marks = []
    for actor in people:
        vote([actor], statement, [AGREE])
        marks.append(mark_of(consultation))
    assert len(set(marks)) == 2  # before the first figure of five, and after it


def test_pages_that_rest_get_304_until_something_changes(
    consultation, facilitator, client_as, citizen, django_assert_max_num_queries
):
    for name, actor in (("news", citizen), ("stage", facilitator), ("console", facilitator)):
        browser = client_as(actor)
        first = browser.get(address(name, consultation), {"bagian": "1"})
        assert first.status_code == 200
        again = {"HTTP_IF_NONE_MATCH": first["ETag"]}
        with django_assert_max_num_queries(11):
            rests = browser.get(address(name, consultation), {"bagian": "1"}, **again)
        assert (rests.status_code, rests.content) == (304, b"")
    Statement.objects.filter(number=2).update(state=Statement.State.HIDDEN)
    assert browser.get(address("console", consultation), {"bagian": "1"}, **again).status_code == 200


def test_a_phone_at_the_open_link_follows_the_opening(facilitator, initiative, client):
    draft = prepared(facilitator, initiative)
    where = reverse("consultation:news_by_code", args=[draft.join_code])
    waits = client.get(where)
    assert waits.content == b"draft shown"
    assert client.get(reverse("consultation:news_by_code", args=["TIDAK-99"])).status_code == 404


def test_who_has_joined_is_counted_by_side(consultation, person):
    members(person, Side.GOVERNMENT, 3)
    members(person, Side.CITIZENS, 2)
    joined = joined_by_side(consultation)
    assert list(joined) == [Side.GOVERNMENT, Side.CIVIL_SOCIETY, Side.CITIZENS]
    assert list(joined.values()) == [3, 0, 2]


def test_the_console_adds_moderates_and_keeps_what_was_written(facilitator, initiative, client_as, citizen):
    from_people = opened(facilitator, initiative, moderates_first=True)
    browser, where = client_as(facilitator), address("console", from_people)
    browser.post(where, {"do": "add", "text": "Pernyataan dari panggung."})
    assert from_people.statements.get(text="Pernyataan dari panggung.").state == Statement.State.SHOWN
    repeated = browser.post(where, {"do": "add", "text": "Pernyataan dari panggung."})
    assert "Pernyataan dari panggung." in repeated.content.decode()
    client_as(citizen).post(address("add_statement", from_people), {"text": "Menunggu diperiksa."})
    waits = from_people.statements.get(text="Menunggu diperiksa.")
    browser.post(where, {"do": "hide_statement", "statement": waits.number, "reason": "off_topic"})
    waits.refresh_from_db()
    assert waits.state == Statement.State.HIDDEN
    browser.post(where, {"do": "show_statement", "statement": waits.number})
    waits.refresh_from_db()
    assert waits.state == Statement.State.SHOWN
    assert browser.post(where, {"do": "dance"}).status_code == 302
