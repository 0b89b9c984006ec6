"""Each of the guideline's sentences turns from red to green by real deeds, and by them alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from titiktemu.meetings.services.planning import mark_held
from titiktemu.meetings.tests.gathering import planned
from titiktemu.step3_team.checks import checks_of
from titiktemu.step3_team.services.forming import edit_team
from titiktemu.step3_team.services.members import leave_team, nominate
from titiktemu.step3_team.services.signing import sign_by_drawing
from titiktemu.step3_team.tests.teaming import DOING, SIGNATURE, formed, joined, opened

pytestmark = pytest.mark.django_db


def met(initiative):
    return [one.is_met for one in checks_of(initiative)]


def test_nothing_is_met_at_the_beginning(initiative):
    assert met(initiative) == [False, False, False]


def test_a_team_counts_when_it_was_formed_in_a_meeting_that_was_held_by_people_who_agreed(
    initiative, facilitator, officials, activists
):
    forum = planned(facilitator, initiative, starts_at=timezone.now() - timedelta(hours=1))
    team = formed(facilitator, initiative, formed_in=forum)
    places = [one.place_in(initiative) for one in (*officials[:2], *activists[:2])]
    members = [nominate(actor=facilitator, team=team, place=place, **DOING) for place in places]
    mark_held(actor=facilitator, meeting=forum)
    assert not met(initiative)[0]  # nobody has agreed
    for member in members:
        leave_team(actor=facilitator, member=member)
    members = [joined(one, team) for one in (*officials[:2], *activists[:2])]
    assert met(initiative) == [True, False, True]
    leave_team(actor=activists[0], member=members[2])
    assert not met(initiative)[0]


def test_a_meeting_that_is_only_planned_is_no_forum(initiative, facilitator, officials, activists):
    forum = planned(facilitator, initiative, starts_at=timezone.now() - timedelta(hours=1))
    team = formed(facilitator, initiative)
    for actor in (*officials[:2], *activists[:2]):
        joined(actor, team)
    edit_team(actor=facilitator, team=team, version=team.version, formed_in=forum)
    assert not met(initiative)[0]
    mark_held(actor=facilitator, meeting=forum)
    assert met(initiative)[0]


def test_leaders_are_committed_when_one_of_each_side_signed_the_same_version(
    initiative, facilitator, leaders
):
    statement = opened(facilitator, initiative)
    for number, leader in enumerate(leaders):
        assert not met(initiative)[1]
        sign_by_drawing(actor=leader, statement=statement, strokes=SIGNATURE, signed_in=f"Malang {number}")
    assert met(initiative)[1]
    opened(facilitator, initiative, text="Versi kedua.")
    assert not met(initiative)[1]


def test_members_are_doers_when_six_of_ten_build_or_apply(initiative, facilitator, officials, activists):
    team = formed(facilitator, initiative)
    joined(officials[0], team, work="advise")
    joined(officials[1], team)
    assert not met(initiative)[2]
    joined(activists[0], team)
    assert met(initiative)[2]


@pytest.mark.parametrize("many", [1, 3])
def test_a_page_takes_the_same_queries_for_one_team_and_for_many(
    initiative, facilitator, officials, client_as, django_assert_num_queries, many
):
    for number in range(many):
        joined(officials[number], formed(facilitator, initiative, name=f"Tim {number}"))
    opened(facilitator, initiative)
    browser = client_as(facilitator)
    address = reverse("team:index", args=[initiative.slug])
    browser.get(address)
    with django_assert_num_queries(18):
        assert browser.get(address).status_code == 200
