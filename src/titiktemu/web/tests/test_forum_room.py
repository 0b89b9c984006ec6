"""What of the forum and of the team waits for whom."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.services.minutes import add_passage, answer_passage, rewrite_passage
from titiktemu.meetings.tests.gathering import TUESDAY, planned
from titiktemu.step2_forum.roles.tests.mirroring import both_opened, both_wrote, said
from titiktemu.step2_forum.understanding.tests.writing import endorsed, written
from titiktemu.step3_team.services.members import nominate
from titiktemu.step3_team.services.signing import sign_by_drawing
from titiktemu.step3_team.tests.teaming import DOING, SIGNATURE, formed, opened
from titiktemu.web.forum_room import waits_in_forum, waits_in_team

pytestmark = pytest.mark.django_db
GOV, CSO = Side.GOVERNMENT, Side.CIVIL_SOCIETY


@pytest.fixture
def speakers(person):
    return {side.value: person(side, Role.REPRESENTATIVE) for side in (GOV, CSO)}


def waits(initiative, actor):
    return [one.text for one in waits_in_forum(initiative, actor)]


def test_minutes_wait_for_each_side_until_it_said_something_of_the_wording_that_stands(
    initiative, facilitator, speakers
):
    with time_machine.travel(TUESDAY + timedelta(hours=1), tick=False):
        meeting = planned(facilitator, initiative)
        passage = add_passage(actor=facilitator, meeting=meeting, text="Air diuji tiap bulan.", kind="agreed")
        asked = ["1 passage of the minutes waits for your side"]
        assert waits(initiative, speakers["government"]) == asked
        answer_passage(
            actor=speakers["government"], passage=passage, side="government", word="approved", base=1
        )
        assert waits(initiative, speakers["government"]) == []
        assert waits(initiative, speakers["civil_society"]) == asked
        rewrite_passage(actor=facilitator, passage=passage, text="Air diuji tiap minggu.", base=1)
        assert waits(initiative, speakers["government"]) == asked
        assert waits(initiative, facilitator) == []


def test_minutes_of_one_side_alone_do_not_wait_for_the_other(initiative, person, speakers):
    with time_machine.travel(TUESDAY + timedelta(hours=1), tick=False):
        leader = person(GOV, Role.LEADER)
        meeting = planned(leader, initiative, side=GOV)
        add_passage(actor=leader, meeting=meeting, text="Air diuji.", kind="said")
        assert len(waits(initiative, speakers["government"])) == 1
        assert waits(initiative, speakers["civil_society"]) == []


def test_a_passage_of_the_shared_understanding_waits_until_both_endorse_it(initiative, facilitator, speakers):
    passage = written(facilitator, initiative)
    assert waits(initiative, speakers["government"]) == [
        "1 passage of the shared understanding waits for your side"
    ]
    endorsed(passage, speakers)
    assert waits(initiative, speakers["government"]) == waits(initiative, speakers["civil_society"]) == []


def test_nothing_of_the_role_mirror_waits_before_both_have_opened(initiative, speakers):
    both_wrote(initiative, speakers)
    assert waits(initiative, speakers["government"]) == []


def test_a_belief_waits_for_the_side_that_it_is_about(initiative, speakers):
    beliefs = both_opened(initiative, speakers)
    asked = ["1 point of the role mirror waits for your side"]
    assert waits(initiative, speakers["government"]) == waits(initiative, speakers["civil_society"]) == asked
    said(speakers["government"], beliefs["civil_society"], "government", "right")
    assert waits(initiative, speakers["government"]) == []


def test_a_nomination_waits_for_the_one_who_is_nominated(initiative, facilitator, speakers):
    official = speakers["government"]
    team = formed(facilitator, initiative)
    nominate(actor=facilitator, team=team, place=official.place_in(initiative), **DOING)
    [found] = waits_in_team(initiative, official)
    assert (found.text, found.note) == ("You are nominated for a team", team.shown_name)
    assert waits_in_team(initiative, speakers["civil_society"]) == []


def test_the_statement_waits_for_the_leaders_of_a_side_of_which_none_has_signed(
    initiative, facilitator, person, speakers
):
    leaders = [person(side, Role.LEADER) for side in (GOV, CSO)]
    statement = opened(facilitator, initiative)
    assert [len(waits_in_team(initiative, one)) for one in leaders] == [1, 1]
    assert waits_in_team(initiative, speakers["government"]) == []
    sign_by_drawing(actor=leaders[0], statement=statement, strokes=SIGNATURE, signed_in="Malang")
    assert [len(waits_in_team(initiative, one)) for one in leaders] == [0, 1]


@pytest.mark.parametrize(("side", "role"), [("", Role.OBSERVER), (Side.CITIZENS, Role.PARTICIPANT)])
def test_nothing_waits_for_those_who_do_not_speak_for_a_side_and_nothing_is_read(
    initiative, facilitator, person, django_assert_num_queries, side, role
):
    written(facilitator, initiative)
    reader = person(side, role)
    with django_assert_num_queries(0):
        assert waits_in_forum(initiative, reader) == waits_in_team(initiative, reader) == []


def test_step_and_overview_say_what_waits_with_the_way_there(client_as, initiative, facilitator, speakers):
    written(facilitator, initiative)
    client = client_as(speakers["government"])
    way = reverse("understanding:index", args=[initiative.slug])
    for address in (
        reverse("web:initiative", args=[initiative.slug]),
        reverse("web:step", args=[initiative.slug, 2]),
    ):
        page = client.get(address, headers={"accept-language": "en"}).text
        assert f'<a href="{way}">answer<span class="unseen">: 1 passage of the shared' in page
