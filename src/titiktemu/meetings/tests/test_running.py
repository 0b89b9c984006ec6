"""Agenda and course of a meeting: items, clocks, a press sent twice, a page that is late."""

from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.models import AgendaItem, Course, ParkedPoint
from titiktemu.meetings.queries.agenda import agenda_items, agenda_lines, course_of, runs_over
from titiktemu.meetings.services.agenda import add_item, move_item, remove_item, set_mandate
from titiktemu.meetings.services.planning import mark_held
from titiktemu.meetings.services.running import (
    call_up,
    park,
    pause_for_caucus,
    set_clock,
    settle_parked,
    show_prompt,
)
from titiktemu.meetings.tests.gathering import planned

pytestmark = pytest.mark.django_db
BEGIN = "2026-11-03T02:00:00Z"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(BEGIN, tick=False) as moving:
        yield moving


@pytest.fixture
def meeting(facilitator, initiative):
    made = planned(facilitator, initiative, title="Forum awal", is_public=True)
    for title, minutes in (("Pembukaan", 10), ("Dengar", 30), ("Tutup", 20)):
        add_item(
            actor=facilitator,
            meeting=made,
            title=title,
            minutes=minutes,
            prompt=f"Apa tentang {title}?",
        )
    return made


def at(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[meeting.initiative.slug, meeting.number, *more])


def test_times_follow_from_the_order(meeting, facilitator):
    first, _second, third = agenda_items(meeting)
    move_item(actor=facilitator, item=third, up=True)
    move_item(actor=facilitator, item=first, up=True)
    lines = agenda_lines(meeting, agenda_items(meeting), Course(meeting=meeting), meeting.starts_at)
    assert [(line.item.title, line.planned) for line in lines] == [
        ("Pembukaan", "09:00"), ("Tutup", "09:10"), ("Dengar", "09:30"),
    ]  # fmt: skip
    add_item(actor=facilitator, meeting=meeting, title="Lama", minutes=150)
    assert runs_over(meeting, agenda_items(meeting)) == 30


def test_the_clock_counts_what_ran_and_leaves_pauses_out(meeting, facilitator, clock):
    first = agenda_items(meeting)[0]
    call_up(actor=facilitator, meeting=meeting, item=first, turn=0)
    clock.shift(8 * 60)
    set_clock(actor=facilitator, meeting=meeting, runs=False, turn=1)
    clock.shift(60 * 60)
    set_clock(actor=facilitator, meeting=meeting, runs=True, turn=2)
    clock.shift(5 * 60)
    now = agenda_lines(meeting, agenda_items(meeting), course_of(meeting), timezone.now())[0]
    assert (now.over, now.left, now.begun) == (3, "+3:00", "09:00")


def test_a_press_sent_twice_is_done_once(meeting, facilitator):
    first, second, _third = agenda_items(meeting)
    call_up(actor=facilitator, meeting=meeting, item=first, turn=0)
    for _again in range(2):
        call_up(actor=facilitator, meeting=meeting, item=second, turn=1)
    assert (course_of(meeting).item_id, course_of(meeting).turn) == (second.pk, 2)
    key = uuid4()
    for _again in range(2):
        park(actor=facilitator, meeting=meeting, text="Anggaran 2027", key=key)
    point = ParkedPoint.objects.get()
    for _again in range(2):
        settle_parked(actor=facilitator, point=point)


def test_a_late_press_does_not_undo_what_came_after_it(meeting, facilitator):
    first, second, third = agenda_items(meeting)
    call_up(actor=facilitator, meeting=meeting, item=first, turn=0)
    call_up(actor=facilitator, meeting=meeting, item=third, turn=1)
    with pytest.raises(RuleBroken, match="moved on"):
        call_up(actor=facilitator, meeting=meeting, item=second, turn=1)
    with pytest.raises(RuleBroken, match="moved on"):
        set_clock(actor=facilitator, meeting=meeting, runs=False, turn=1)
    assert course_of(meeting).item_id == third.pk


def test_a_caucus_rests_the_clock_and_going_on_ends_it(meeting, facilitator, clock):
    call_up(actor=facilitator, meeting=meeting, item=agenda_items(meeting)[0], turn=0)
    clock.shift(120)
    pause_for_caucus(actor=facilitator, meeting=meeting, who=Side.GOVERNMENT, minutes=10, turn=1)
    clock.shift(900)
    course = course_of(meeting)
    assert (course.running_since, AgendaItem.objects.get(pk=course.item_id).spent) == (None, 120)
    set_clock(actor=facilitator, meeting=meeting, runs=True, turn=2)
    assert course_of(meeting).caucus == ""
    with pytest.raises(RuleBroken, match="from 1 to 120"):
        pause_for_caucus(actor=facilitator, meeting=meeting, who="both", minutes=0, turn=3)


def test_an_item_that_was_called_up_stays_and_a_held_meeting_rests(meeting, facilitator):
    first, second, _third = agenda_items(meeting)
    call_up(actor=facilitator, meeting=meeting, item=first, turn=0)
    with pytest.raises(RuleBroken, match="called up already"):
        remove_item(actor=facilitator, item=first)
    remove_item(actor=facilitator, item=second)
    mark_held(actor=facilitator, meeting=meeting)
    with pytest.raises(RuleBroken, match="held or cancelled"):
        show_prompt(actor=facilitator, meeting=meeting, shown=False)
    with pytest.raises(RuleBroken, match="agenda stays"):
        set_mandate(actor=facilitator, meeting=meeting, why="Lain")


def test_only_those_who_lead_run_it_and_a_caucus_is_its_sides_own(meeting, person, facilitator, initiative):
    reader = person(Side.GOVERNMENT, Role.LEADER)
    with pytest.raises(NotAllowed):
        call_up(actor=reader, meeting=meeting, item=agenda_items(meeting)[0], turn=0)
    caucus = planned(reader, initiative, side=Side.GOVERNMENT)
    with pytest.raises(NotAllowed):
        set_mandate(actor=facilitator, meeting=caucus, why="Bukan milik fasilitator")


def test_the_console_works_by_forms_and_the_projector_answers_304_until_something_changes(
    meeting, client_as, facilitator
):
    lead = client_as(facilitator)
    pressed = {"do": "item", "item": agenda_items(meeting)[0].number, "turn": 0}
    assert "Pembukaan" in lead.post(at("console", meeting), pressed, follow=True).content.decode()
    stage = lead.get(at("stage", meeting), {"bagian": 1})
    assert meeting.door_code in lead.get(at("stage", meeting)).content.decode()
    assert "Apa tentang Pembukaan?" in stage.content.decode()
    known = {"HTTP_IF_NONE_MATCH": stage["ETag"]}
    assert lead.get(at("stage", meeting), {"bagian": 1}, **known).status_code == 304
    lead.post(at("console", meeting), {"do": "prompt"})
    again = lead.get(at("stage", meeting), {"bagian": 1}, **known)
    assert again.status_code == 200
    assert "Apa tentang" not in again.content.decode()


def test_a_press_that_is_none_says_so(meeting, client_as, facilitator):
    lead = client_as(facilitator)
    page = lead.post(at("console", meeting), {"do": "fly"}, follow=True).content.decode()
    assert "not understood" in page
    kept = lead.post(at("console", meeting), {"do": "park", "text": "Anggaran", "key": "x"})
    assert kept.status_code == 422
    assert 'value="Anggaran"' in kept.content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"minutes": "0"}, "greater than or equal to 1"),
        ({"minutes": "banyak"}, "whole number"),
        ({"title": " "}, "required"),
    ],
)
def test_a_bad_item_is_answered_and_kept(meeting, client_as, facilitator, wrong, sentence):
    sent = {"do": "add", "title": "Bahas", "minutes": "15", "owner": "Bu Ani", **wrong}
    answer = client_as(facilitator).post(at("agenda", meeting), sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Bu Ani" in answer.content.decode()
    assert len(agenda_items(meeting)) == 3


def test_the_material_is_one_pdf_with_mandate_and_agenda(meeting, facilitator, client):
    set_mandate(actor=facilitator, meeting=meeting, why="Memilih masalah bersama", reading="Laporan\nPeta")
    sent = client.get(at("pack", meeting))
    assert sent.content.startswith(b"%PDF")
    assert "Memilih masalah bersama" in client.get(at("agenda", meeting)).content.decode()


@pytest.mark.parametrize("many", [1, 20])
def test_the_projector_takes_the_same_queries_however_long_the_agenda(
    meeting, facilitator, client_as, django_assert_max_num_queries, many
):
    for number in range(many):
        add_item(actor=facilitator, meeting=meeting, title=f"Butir {number}", minutes=1)
    lead = client_as(facilitator)
    lead.get(at("stage", meeting))
    with django_assert_max_num_queries(12):
        lead.get(at("stage", meeting), {"bagian": 1})
