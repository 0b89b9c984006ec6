"""Meetings, consultations and questionnaires are counted by themselves, and no more than may be said."""

import pytest
from django.urls import reverse

from titiktemu.consultation.services.running import close_consultation
from titiktemu.consultation.tests.cast import AGREE, keep_votes, members, only_statement
from titiktemu.consultation.tests.cast import opened as open_consultation
from titiktemu.foundation.errors import NotAllowed
from titiktemu.foundation.words import Side
from titiktemu.meetings.services.attending import count_on_paper
from titiktemu.meetings.tests.gathering import planned
from titiktemu.questionnaires.services.questionnaires import close_wave
from titiktemu.questionnaires.tests.cast import COMPLETE, keep
from titiktemu.questionnaires.tests.cast import opened as open_questionnaire
from titiktemu.step1_issues.participation.figures import Figure
from titiktemu.step1_issues.participation.models import Activity
from titiktemu.step1_issues.participation.queries.balance import activities_of, balances
from titiktemu.step1_issues.participation.queries.statement import statement_of
from titiktemu.step1_issues.participation.services.activities import edit_activity
from titiktemu.step1_issues.participation.services.gathering import gather_activities
from titiktemu.step1_issues.participation.tests.taking_part import held

pytestmark = pytest.mark.django_db


def sides(activity, *, everything=True):
    rows = activity.headcounts.filter(trait="side")
    return {one.value: one.people for one in rows if everything or one.is_told}


@pytest.fixture
def meeting(facilitator, initiative):
    found = planned(facilitator, initiative)
    counts = {("citizens", "female"): 12, ("government", "male"): 6}
    count_on_paper(actor=facilitator, meeting=found, counts=counts)
    return found


@pytest.fixture
def wave(facilitator, initiative, tmp_path):
    return open_questionnaire(facilitator, initiative, tmp_path)


def test_everything_that_is_over_is_noted_once_with_people_by_side(
    facilitator, initiative, person, meeting, wave, time_machine
):
    time_machine.move_to(meeting.ends_at)
    consultation = open_consultation(facilitator, initiative)
    officials = members(person, Side.GOVERNMENT, 22) + members(person, Side.CIVIL_SOCIETY, 7)
    keep_votes(officials, only_statement(consultation), [AGREE] * 29)
    keep(wave, [(Side.CITIZENS, COMPLETE)] * 30 + [(Side.GOVERNMENT, COMPLETE)] * 8)
    assert gather_activities(actor=facilitator, initiative=initiative) == 1  # the others are going on
    close_consultation(actor=facilitator, consultation=consultation)
    close_wave(actor=facilitator, wave=wave)
    assert gather_activities(actor=facilitator, initiative=initiative) == 2
    assert gather_activities(actor=facilitator, initiative=initiative) == 0
    found = {one.kind: one for one in activities_of(initiative)}
    assert sides(found["focus_group"]) == {"government": 6, "citizens": 12}
    assert (found["focus_group"].people, found["focus_group"].on_paper) == (18, 18)
    # Seven are said as "at least five": the bound of the consultation itself.
    assert sides(found["consultation"]) == {"government": 22, "civil_society": 5}
    assert sides(found["survey"], everything=False) == {"government": 8, "citizens": 30}
    whole = statement_of(initiative)
    assert whole.people == 18 + 27 + 38
    assert [one.way for one in whole.channels] == ["in_person", "web"]


def test_a_side_of_one_to_four_who_answered_is_not_told(facilitator, initiative, wave):
    keep(wave, [(Side.CITIZENS, COMPLETE)] * 30 + [(Side.GOVERNMENT, COMPLETE)] * 3)
    close_wave(actor=facilitator, wave=wave)
    gather_activities(actor=facilitator, initiative=initiative)
    activity = Activity.objects.get()
    assert (activity.people, sides(activity)) == (33, {})
    # Nor is it when somebody types it in afterwards.
    figures = [Figure("side", "citizens", 30), Figure("side", "government", 3)]
    edit_activity(actor=facilitator, activity=activity, figures=figures, title="Survei air")
    assert sides(activity, everything=False) == {}
    told = balances([], list(activities_of(initiative)), everything=False)
    assert [(one.trait, one.people, one.untold) for one in told] == [("side", 0, 1)]


def test_what_people_typed_stays_when_counts_come_up_to_date(facilitator, initiative, meeting, time_machine):
    time_machine.move_to(meeting.ends_at)
    gather_activities(actor=facilitator, initiative=initiative)
    activity = Activity.objects.get()
    figures = [Figure("region", "Teluk", 18)]
    edit_activity(actor=facilitator, activity=activity, figures=figures, title="Ibu Teluk", level="involve")
    count_on_paper(actor=facilitator, meeting=meeting, counts={("government", "male"): 9})
    gather_activities(actor=facilitator, initiative=initiative)
    activity.refresh_from_db()
    assert (activity.title, activity.level) == ("Ibu Teluk", "involve")
    assert sides(activity)["government"] == 9
    assert activity.people == 21
    assert [one.people for one in activity.headcounts.filter(trait="region")] == [18]


def test_a_meeting_that_somebody_linked_by_hand_is_not_counted_twice(
    facilitator, initiative, meeting, time_machine
):
    time_machine.move_to(meeting.ends_at)
    held(facilitator, initiative, meeting=meeting)
    assert gather_activities(actor=facilitator, initiative=initiative) == 0
    assert Activity.objects.count() == 1


def test_one_tap_on_the_page_gathers_for_those_who_count(
    facilitator, citizen, client_as, initiative, meeting, time_machine
):
    time_machine.move_to(meeting.ends_at)
    address = reverse("participation:gather", args=[initiative.slug])
    assert client_as(facilitator).post(address).status_code == 302
    assert Activity.objects.count() == 1
    with pytest.raises(NotAllowed):
        gather_activities(actor=citizen, initiative=initiative)
