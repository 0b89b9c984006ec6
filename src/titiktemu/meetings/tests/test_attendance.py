"""Who came: at the desk, by link, by code, from paper; once and only once; late changes leave a trace."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from titiktemu.foundation.actors import STRANGER
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.makeup_lines import Figures
from titiktemu.meetings.models import Attendance, AttendanceChange
from titiktemu.meetings.models.meetings import DOORS_AFTER, DOORS_BEFORE
from titiktemu.meetings.queries.makeup import kept_makeup, lines_for_all, makeup_lines
from titiktemu.meetings.queries.people import attendances_of, presence_by_side
from titiktemu.meetings.services.answering import answer_invitation
from titiktemu.meetings.services.attending import (
    check_in,
    check_in_uninvited,
    count_on_paper,
    note_present,
    note_walk_in,
    strike,
)
from titiktemu.meetings.services.inviting import invite_other, withdraw_invitation
from titiktemu.meetings.services.makeup import set_makeup
from titiktemu.meetings.services.planning import cancel_meeting, mark_held
from titiktemu.meetings.tests.gathering import TUESDAY, planned
from titiktemu.meetings.views.inviting import gathered
from titiktemu.meetings.walk_ins import WalkIn

pytestmark = pytest.mark.django_db

GUEST = WalkIn("Pak Darma", Side.CIVIL_SOCIETY, "Karang taruna", sex="male")


@pytest.fixture(autouse=True)
def frozen():
    """While the meeting goes on."""
    with time_machine.travel(TUESDAY + timedelta(minutes=10), tick=False) as clock:
        yield clock


@pytest.fixture
def meeting(facilitator, initiative):
    return planned(facilitator, initiative, is_public=True)


@pytest.fixture
def invited(facilitator, meeting, frozen):
    return invite_other(actor=facilitator, meeting=meeting, name="Bu Sari", side=Side.CITIZENS, sex="female")


def people(meeting):
    return {line.side: line.people for line in presence_by_side(meeting)}


def test_showing_an_invitation_twice_counts_once(facilitator, meeting, invited):
    assert note_present(actor=facilitator, meeting=meeting, invitations=[invited]) == 1
    assert note_present(actor=facilitator, meeting=meeting, invitations=[invited]) == 0
    code = meeting.door_code
    assert not check_in(actor=STRANGER, invitation=invited, door_code=code, way=Attendance.Way.LINK)
    assert people(meeting) == {Side.CITIZENS: 1}


def test_the_name_of_somebody_invited_is_kept_once_and_of_a_deputy_here(facilitator, meeting, invited):
    note_present(actor=facilitator, meeting=meeting, invitations=[invited])
    row = Attendance.objects.get()
    assert row.name == ""
    assert row.shown_name == "Bu Sari"
    sent = invite_other(
        actor=facilitator, meeting=meeting, name="Pak Kepala", side=Side.GOVERNMENT, sex="male"
    )
    with time_machine.travel(TUESDAY - timedelta(hours=1), tick=False):
        answer_invitation(actor=STRANGER, invitation=sent, answer="no", deputy_name="Bu Wakil")
    sent.refresh_from_db()
    note_present(actor=facilitator, meeting=meeting, invitations=[sent])
    deputy = Attendance.objects.get(invitation=sent)
    assert (deputy.shown_name, deputy.is_deputy, deputy.sex) == ("Bu Wakil", True, "")


def test_struck_off_and_back_again(facilitator, meeting, invited):
    note_present(actor=facilitator, meeting=meeting, invitations=[invited])
    strike(actor=facilitator, attendance=attendances_of(meeting).get())
    assert people(meeting) == {}
    note_present(actor=facilitator, meeting=meeting, invitations=[invited])
    assert people(meeting) == {Side.CITIZENS: 1}
    assert Attendance.objects.count() == 1


def test_somebody_without_an_invitation_is_noted_once(facilitator, meeting):
    first = note_walk_in(actor=facilitator, meeting=meeting, who=GUEST)
    again = note_walk_in(
        actor=facilitator, meeting=meeting, who=WalkIn("pak darma", Side.CIVIL_SOCIETY, "karang Taruna")
    )
    assert first == again
    assert people(meeting) == {Side.CIVIL_SOCIETY: 1}


def test_numbers_on_paper_replace_each_other_and_add_to_the_names(facilitator, meeting, invited):
    note_present(actor=facilitator, meeting=meeting, invitations=[invited])
    count_on_paper(actor=facilitator, meeting=meeting, counts={(Side.CITIZENS, "female"): 9})
    count_on_paper(
        actor=facilitator,
        meeting=meeting,
        counts={(Side.CITIZENS, "female"): 7, (Side.GOVERNMENT, ""): 2},
    )
    assert people(meeting) == {Side.GOVERNMENT: 2, Side.CITIZENS: 8}
    for wrong in ({("nobody", ""): 1}, {(Side.OTHER, ""): -1}, {(Side.OTHER, ""): 9999}):
        with pytest.raises(RuleBroken):
            count_on_paper(actor=facilitator, meeting=meeting, counts=wrong)


def test_government_is_always_told_first(facilitator, meeting):
    counts = {(Side.CITIZENS, ""): 1, (Side.CIVIL_SOCIETY, ""): 1, (Side.GOVERNMENT, ""): 1}
    count_on_paper(actor=facilitator, meeting=meeting, counts=counts)
    assert list(people(meeting)) == [Side.GOVERNMENT, Side.CIVIL_SOCIETY, Side.CITIZENS]


def test_only_whoever_leads_keeps_the_list(person, meeting, invited):
    for who in (person(Side.GOVERNMENT, Role.LEADER), person("", Role.OBSERVER), STRANGER):
        with pytest.raises(NotAllowed):
            note_present(actor=who, meeting=meeting, invitations=[invited])
        with pytest.raises(NotAllowed):
            note_walk_in(actor=who, meeting=meeting, who=GUEST)
        with pytest.raises(NotAllowed):
            count_on_paper(actor=who, meeting=meeting, counts={})


def test_checking_in_alone_needs_the_code_of_the_room_and_its_hours(meeting, invited, frozen):
    told = {"actor": STRANGER, "invitation": invited, "way": Attendance.Way.LINK}
    with pytest.raises(RuleBroken):
        check_in(**told, door_code="ABCDEF")
    for moment in (
        meeting.starts_at - DOORS_BEFORE - timedelta(minutes=1),
        meeting.ends_at + DOORS_AFTER + timedelta(minutes=1),
    ):
        frozen.move_to(moment)
        with pytest.raises(RuleBroken):
            check_in(**told, door_code=meeting.door_code)
    frozen.move_to(meeting.starts_at - DOORS_BEFORE)
    assert check_in(**told, door_code=meeting.door_code)


def test_the_door_of_a_meeting_across_midnight_and_the_new_year_stays_open(facilitator, initiative, frozen):
    begins = TUESDAY.replace(month=12, day=31, hour=15)
    made = planned(facilitator, initiative, starts_at=begins, ends_at=begins + timedelta(hours=4))
    frozen.move_to(begins + timedelta(hours=3, minutes=30))
    assert check_in_uninvited(actor=STRANGER, meeting=made, door_code=made.door_code, who=GUEST)
    assert people(made) == {Side.CIVIL_SOCIETY: 1}


def test_nobody_checks_in_to_a_cancelled_meeting(facilitator, initiative, meeting, invited):
    cancel_meeting(actor=facilitator, meeting=meeting, reason="Banjir.")
    with pytest.raises(RuleBroken):
        check_in(actor=STRANGER, invitation=invited, door_code=meeting.door_code, way="link")
    with pytest.raises(RuleBroken):
        note_present(actor=facilitator, meeting=meeting, invitations=[invited])


def test_at_a_caucus_nobody_of_another_side_is_noted(facilitator, initiative):
    made = planned(facilitator, initiative, side=Side.GOVERNMENT)
    with pytest.raises(RuleBroken):
        note_walk_in(actor=facilitator, meeting=made, who=GUEST)
    with pytest.raises(RuleBroken):
        check_in_uninvited(actor=STRANGER, meeting=made, door_code=made.door_code, who=GUEST)


def test_who_was_there_keeps_the_invitation(facilitator, meeting, invited):
    note_present(actor=facilitator, meeting=meeting, invitations=[invited])
    with pytest.raises(RuleBroken):
        withdraw_invitation(actor=facilitator, invitation=invited)


def test_changes_after_the_meeting_was_held_say_why_and_stay_visible(facilitator, meeting, invited):
    note_walk_in(actor=facilitator, meeting=meeting, who=GUEST)
    assert not AttendanceChange.objects.exists(), "while the list is open nothing is late"
    mark_held(actor=facilitator, meeting=meeting)
    with pytest.raises(RuleBroken):
        note_present(actor=facilitator, meeting=meeting, invitations=[invited])
    note_present(
        actor=facilitator, meeting=meeting, invitations=[invited], reason="Tanda tangan di lembar kedua."
    )
    strike(actor=facilitator, attendance=Attendance.objects.get(invitation=None), reason="Salah orang.")
    told = [(one.what, one.side, one.before, one.after) for one in AttendanceChange.objects.order_by("pk")]
    assert told == [("added", Side.CITIZENS, 0, 1), ("struck", Side.CIVIL_SOCIETY, 1, 0)]
    with pytest.raises(RuleBroken):
        check_in(actor=STRANGER, invitation=invited, door_code=meeting.door_code, way="link")


def test_who_is_missing_is_counted_from_answers_then_from_who_came(facilitator, meeting, invited):
    wanted = [
        Figures("side", Side.GOVERNMENT, 2),
        Figures("sex", "female", 3),
        Figures("disability", "", 2, expected=1),
    ]
    set_makeup(actor=facilitator, meeting=meeting, lines=wanted)
    with time_machine.travel(TUESDAY - timedelta(days=1), tick=False):
        answer_invitation(actor=STRANGER, invitation=invited, answer="yes")
        lines = {one.trait: one for one in makeup_lines(kept_makeup(meeting), gathered(meeting))}
    assert {trait: one.missing for trait, one in lines.items()} == {"side": 2, "sex": 2, "disability": 1}
    meeting = mark_held(actor=facilitator, meeting=meeting)
    count_on_paper(
        actor=facilitator, meeting=meeting, counts={(Side.GOVERNMENT, "female"): 3}, reason="Kertas."
    )
    lines = {one.trait: one for one in makeup_lines(kept_makeup(meeting), gathered(meeting))}
    assert (lines["side"].missing, lines["sex"].missing) == (0, 0)


def test_the_same_region_twice_is_a_mistake(facilitator, meeting):
    with pytest.raises(RuleBroken):
        set_makeup(actor=facilitator, meeting=meeting, lines=[Figures("region", "Kabat", 1)] * 2)


@pytest.mark.parametrize(("came", "shown"), [(2, None), (4, None), (6, 6), (17, None)])
def test_small_groups_are_hidden_from_everybody_else_and_so_is_what_they_follow_from(
    facilitator, meeting, came, shown
):
    count_on_paper(actor=facilitator, meeting=meeting, counts={(Side.CITIZENS, ""): 20})
    set_makeup(actor=facilitator, meeting=meeting, lines=[Figures("disability", "", 3, 3, came)])
    found = gathered(meeting)
    lines = makeup_lines(kept_makeup(meeting), found)
    (before,) = lines_for_all(lines, found.present, held=False)
    assert (before.came, before.expected, before.wanted) == (None, None, 3)
    (after,) = lines_for_all(lines, found.present, held=True)
    assert after.came == shown


# The doors.


def at(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[meeting.initiative.slug, meeting.number, *more])


@pytest.fixture
def phone():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def lead(client_as, facilitator):
    return client_as(facilitator)


def test_a_guest_checks_in_with_the_own_link_and_the_code_of_the_room(phone, meeting, invited):
    page = phone.get(reverse("meetings:answer", args=[invited.token])).content.decode()
    assert "I am here" in page
    there = reverse("meetings:arrive", args=[invited.token])
    assert phone.post(there, {"door_code": "AAAAAA"}).status_code == 422
    typed = f" {meeting.door_code[:3].lower()} {meeting.door_code[3:]} "
    answer = phone.post(there, {"door_code": typed}, follow=True)
    assert "You are noted as present" in answer.content.decode()
    assert people(meeting) == {Side.CITIZENS: 1}


def test_a_guest_checks_in_by_two_codes_or_by_name(phone, meeting, invited):
    answer = phone.post(reverse("meetings:enter"), {"door_code": meeting.door_code.lower()})
    assert answer.status_code == 302
    door = answer["Location"]
    assert "Welcome, Bu Sari" in phone.post(door, {"code": invited.code}).content.decode()
    guest = {"name": "Pak Darma", "side": "civil_society"}
    assert "Welcome, Pak Darma" in phone.post(door, guest).content.decode()
    assert phone.post(door, {"name": "", "side": "civil_society"}).status_code == 422
    assert people(meeting) == {Side.CIVIL_SOCIETY: 1, Side.CITIZENS: 1}


def test_guessing_codes_ends_soon_but_never_for_the_others_in_the_hall(phone, meeting, invited):
    door = reverse("meetings:door", args=[meeting.door_code])
    answers = [phone.post(door, {"code": f"AAAA{n:02d}"}).status_code for n in range(18)]
    assert answers[:15] == [422] * 15
    assert answers[-1] == 429
    assert phone.post(reverse("meetings:enter"), {"door_code": "AAAAAA"}).status_code == 429
    assert Client().post(door, {"code": invited.code}).status_code == 200


def test_a_door_that_is_not_open_tells_nothing(phone, meeting, frozen):
    door = reverse("meetings:door", args=[meeting.door_code])
    frozen.move_to(meeting.starts_at - timedelta(days=1))
    assert phone.get(door).status_code == 404
    assert phone.post(reverse("meetings:enter"), {"door_code": meeting.door_code}).status_code == 422


def test_whoever_keeps_the_desk_scans_the_invitation(lead, meeting, invited):
    page = lead.get(reverse("meetings:answer", args=[invited.token])).content.decode()
    assert "Note this person as present" in page
    lead.post(at("desk", meeting), {"do": "here", "here": str(invited.number)})
    assert people(meeting) == {Side.CITIZENS: 1}


def test_the_desk_takes_codes_ticks_walk_ins_and_numbers(lead, facilitator, meeting, invited):
    desk = at("desk", meeting)
    assert (
        "Noted: Bu Sari"
        in lead.post(desk, {"do": "code", "code": invited.code}, follow=True).content.decode()
    )
    lead.post(desk, {"do": "walk_in", "name": "Pak Darma", "side": "civil_society", "sex": "male"})
    lead.post(desk, {"do": "paper", "government-female": "4", "government-": "1"})
    assert people(meeting) == {Side.GOVERNMENT: 5, Side.CIVIL_SOCIETY: 1, Side.CITIZENS: 1}
    row = Attendance.objects.get(invitation=invited)
    assert (
        "Struck off" in lead.post(desk, {"do": "strike", "attendance": row.pk}, follow=True).content.decode()
    )
    lead.post(desk, {"do": "here", "here": invited.number, "paper": "1"})
    row.refresh_from_db()
    assert (row.way, row.struck_at) == (Attendance.Way.PAPER, None)


@pytest.mark.parametrize(
    "sent",
    [
        {"do": "here"}, {"do": "here", "here": "x"}, {"do": "code", "code": ""}, {"do": "dance"}, {},
        {"do": "strike", "attendance": "9" * 30}, {"do": "walk_in", "name": "", "side": "nobody"},
        {"do": "paper", "government-": "-3"}, {"do": "paper", "government-": "many"},
    ],
)  # fmt: skip
def test_bad_input_at_the_desk_is_a_sentence_and_changes_nothing(lead, meeting, sent):
    answer = lead.post(at("desk", meeting), sent)
    assert answer.status_code == 422
    assert "notice-stop" in answer.content.decode()
    assert people(meeting) == {}


def test_names_are_for_whoever_leads_and_counts_for_everybody(phone, lead, client_as, person, meeting):
    lead.post(at("desk", meeting), {"do": "walk_in", "name": "Pak Darma", "side": "civil_society"})
    assert "Pak Darma" in lead.get(at("attendance", meeting)).content.decode()
    for browser in (
        phone,
        client_as(person(Side.CIVIL_SOCIETY, Role.LEADER)),
        client_as(person("", Role.OBSERVER)),
    ):
        page = browser.get(at("attendance", meeting)).content.decode()
        assert "Pak Darma" not in page
        assert "1 person in all" in page


def test_the_printed_list_has_lines_for_everybody(lead, meeting, invited):
    page = lead.get(at("printed_list", meeting)).content.decode()
    assert "Bu Sari" in page
    assert page.count("<tr>") == 1 + 1 + 12
    assert meeting.door_code in lead.get(at("sheet", meeting)).content.decode()


@pytest.mark.parametrize("many", [1, 12])
def test_pages_take_the_same_queries_for_one_guest_and_for_many(
    lead, facilitator, meeting, django_assert_max_num_queries, many
):
    for number in range(many):
        made = invite_other(actor=facilitator, meeting=meeting, name=f"Tamu {number}", side=Side.OTHER)
        note_present(actor=facilitator, meeting=meeting, invitations=[made])
        invite_other(actor=facilitator, meeting=meeting, name=f"Nanti {number}", side=Side.OTHER)
    for name in ("home", "people", "desk", "attendance", "makeup", "printed_list"):
        lead.get(at(name, meeting))
        with django_assert_max_num_queries(12):
            lead.get(at(name, meeting))
