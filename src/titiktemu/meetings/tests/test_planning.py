"""Planning, changing, cancelling, holding; and who knows of a meeting at all."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from titiktemu.foundation.actors import STRANGER
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.models import Meeting
from titiktemu.meetings.queries import leads, meetings_of, others_at_once
from titiktemu.meetings.services.planning import cancel_meeting, edit_meeting, mark_held
from titiktemu.meetings.tests.gathering import TUESDAY, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(person):
    return person(Side.GOVERNMENT, Role.LEADER)


def test_meetings_are_numbered_and_recorded(facilitator, initiative):
    first, second = planned(facilitator, initiative), planned(facilitator, initiative)
    assert (first.number, second.number) == (1, 2)
    assert first.uid != second.uid
    assert first.door_code != second.door_code
    assert AuditEntry.objects.filter(action="meetings.plan").count() == 2


def test_two_meetings_at_once_are_allowed_and_told(facilitator, initiative):
    first, second = planned(facilitator, initiative), planned(facilitator, initiative)
    after = planned(facilitator, initiative, starts_at=TUESDAY + timedelta(hours=3))
    assert list(others_at_once(facilitator, first)) == [second]
    assert list(others_at_once(facilitator, after)) == []


def test_a_meeting_runs_across_midnight_and_the_end_of_the_year(facilitator, initiative):
    begins = datetime(2026, 12, 31, 15, 0, tzinfo=UTC)
    made = planned(facilitator, initiative, starts_at=begins, ends_at=begins + timedelta(hours=4))
    assert made.when == "Thursday, 31 December 2026, 22:00 – Friday, 1 January 2027, 02:00 WIB"


@pytest.mark.parametrize("hours", [0, -1, 32 * 24])
def test_a_meeting_ends_after_it_begins_and_within_a_month(facilitator, initiative, hours):
    with pytest.raises(RuleBroken):
        planned(facilitator, initiative, ends_at=TUESDAY + timedelta(hours=hours))


def test_a_leader_plans_for_the_own_side_only(leader, initiative):
    assert planned(leader, initiative, side=Side.GOVERNMENT).side == Side.GOVERNMENT
    for side in ("", Side.CIVIL_SOCIETY, Side.OTHER):
        with pytest.raises(NotAllowed):
            planned(leader, initiative, side=side)


def test_a_caucus_is_never_announced(facilitator, initiative):
    with pytest.raises(RuleBroken):
        planned(facilitator, initiative, side=Side.GOVERNMENT, is_public=True)


def test_a_caucus_is_there_for_its_side_and_its_facilitator_alone(
    person, facilitator, administrator, initiative
):
    made = planned(facilitator, initiative, side=Side.GOVERNMENT)
    second = person("", Role.FACILITATOR, 2)
    sees = {
        "own": person(Side.GOVERNMENT, Role.REPRESENTATIVE),
        "leads": facilitator,
        "runs the site": administrator,
    }
    others = [
        person(Side.CIVIL_SOCIETY, Role.LEADER), person(Side.OTHER, Role.LEADER), second, STRANGER,
        person("", Role.OBSERVER), person(Side.CITIZENS, Role.PARTICIPANT),
    ]  # fmt: skip
    assert all(list(meetings_of(one, initiative)) == [made] for one in sees.values())
    assert not any(meetings_of(one, initiative).exists() for one in others)
    assert leads(facilitator, made)
    assert not leads(second, made)
    for act in (
        lambda: edit_meeting(actor=second, meeting=made, title="X"),
        lambda: mark_held(actor=second, meeting=made),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_meeting_of_all_is_there_for_the_people_of_the_initiative_and_announced_for_everybody(
    person, facilitator, initiative
):
    quiet, loud = planned(facilitator, initiative), planned(facilitator, initiative, is_public=True)
    assert set(meetings_of(person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE), initiative)) == {quiet, loud}
    for one in (STRANGER, person(Side.CITIZENS, Role.PARTICIPANT)):
        assert list(meetings_of(one, initiative)) == [loud]


def test_nobody_of_another_initiative_knows_of_it(person, facilitator, initiative, make_initiative):
    planned(facilitator, initiative)
    elsewhere = person(Side.GOVERNMENT, Role.LEADER, initiative=make_initiative("Lain"))
    assert not meetings_of(elsewhere, initiative).exists()


def test_calendars_take_notice_of_what_matters_to_them_only(facilitator, initiative):
    made = planned(facilitator, initiative)
    assert edit_meeting(actor=facilitator, meeting=made, is_public=True).sequence == 0
    assert edit_meeting(actor=facilitator, meeting=made, place="Aula").sequence == 1
    assert edit_meeting(actor=facilitator, meeting=made, place="Aula").sequence == 1
    later = edit_meeting(actor=facilitator, meeting=made, ends_at=TUESDAY + timedelta(hours=4))
    assert later.sequence == 2
    assert later.uid == made.uid
    assert cancel_meeting(actor=facilitator, meeting=made, reason="Banjir.").sequence == 3


def test_whose_meeting_it_is_stays(facilitator, initiative):
    made = planned(facilitator, initiative, side=Side.GOVERNMENT)
    with pytest.raises(RuleBroken):
        edit_meeting(actor=facilitator, meeting=made, side="")


def test_a_cancelled_meeting_stays_with_its_reason_and_is_not_changed(facilitator, initiative):
    made = planned(facilitator, initiative)
    with pytest.raises(RuleBroken):
        cancel_meeting(actor=facilitator, meeting=made, reason="  ")
    cancel_meeting(actor=facilitator, meeting=made, reason="Banjir.")
    made.refresh_from_db()
    assert (made.state, made.cancel_reason) == (Meeting.State.CANCELLED, "Banjir.")
    for act in (
        lambda: edit_meeting(actor=facilitator, meeting=made, title="X"),
        lambda: cancel_meeting(actor=facilitator, meeting=made, reason="Lagi."),
        lambda: mark_held(actor=facilitator, meeting=made),
    ):
        with pytest.raises(RuleBroken):
            act()


def test_a_meeting_is_held_once_it_has_begun(facilitator, initiative):
    made = planned(facilitator, initiative)
    with time_machine.travel(TUESDAY - timedelta(minutes=1), tick=False), pytest.raises(RuleBroken):
        mark_held(actor=facilitator, meeting=made)
    with time_machine.travel(TUESDAY + timedelta(hours=1), tick=False):
        assert mark_held(actor=facilitator, meeting=made).is_held
        with pytest.raises(RuleBroken):
            cancel_meeting(actor=facilitator, meeting=made, reason="Batal.")


def test_a_kind_that_nobody_foresaw_is_kept_and_shown(facilitator, initiative):
    made = planned(facilitator, initiative, kind="study_visit")
    made.refresh_from_db()
    assert made.kind_name == "Study visit"
