"""Planning on the pages: what is asked, what the calendar answers, what bad input gets."""

import re

import pytest
import time_machine
from django.urls import reverse

from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.models import Meeting
from titiktemu.meetings.tests.gathering import TUESDAY, planned

pytestmark = pytest.mark.django_db

TYPED = {
    "kind": "forum",
    "title": "Forum awal",
    "day": "2026-11-10",
    "begins": "09:00",
    "ends": "12:00",
    "time_zone": "Asia/Jakarta",
}


@pytest.fixture(autouse=True)
def frozen():
    """A week before the meetings."""
    with time_machine.travel("2026-11-01T03:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def lead(client_as, facilitator):
    return client_as(facilitator)


@pytest.fixture
def new(initiative):
    return reverse("meetings:create", args=[initiative.slug])


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def at(name, meeting):
    return reverse(f"meetings:{name}", args=[meeting.initiative.slug, meeting.number])


def test_a_facilitator_plans_a_meeting_and_is_told_what_comes_next(lead, new):
    page = text_of(lead.post(new, TYPED, follow=True))
    assert "Tuesday, 10 November 2026, 09:00–12:00 WIB" in page
    assert "Invite people" in page


def test_asking_the_calendar_saves_nothing_and_loses_nothing(lead, new):
    answer = lead.post(new, {**TYPED, "day": "2026-12-25", "look": "1"})
    assert answer.status_code == 200
    assert "Christmas" in text_of(answer)
    assert "Friday prayer" in text_of(answer)
    assert 'value="2026-12-25"' in answer.content.decode()
    assert "nothing against this time" in text_of(lead.post(new, {**TYPED, "look": "1"}))
    assert not Meeting.objects.exists()


def test_warnings_never_keep_a_meeting_from_being_planned(lead, new):
    page = text_of(lead.post(new, {**TYPED, "day": "2026-12-25"}, follow=True))
    assert "public holiday" in page
    assert Meeting.objects.get().is_planned


def test_an_end_before_the_beginning_is_the_next_morning(lead, new):
    lead.post(new, {**TYPED, "day": "2026-12-31", "begins": "22:00", "ends": "01.00"})
    made = Meeting.objects.get()
    assert made.when == "Thursday, 31 December 2026, 22:00 – Friday, 1 January 2027, 01:00 WIB"
    again = lead.get(at("edit", made)).content.decode()
    assert re.search(r'name="last_day"[^>]*value=', again) is None, "the night needs no last day"


def test_hours_are_those_of_the_place(lead, new):
    lead.post(new, {**TYPED, "time_zone": "Asia/Jayapura"})
    assert Meeting.objects.get().starts_at.isoformat() == "2026-11-10T00:00:00+00:00"


def test_what_is_changed_comes_back_as_it_was_typed(lead, facilitator, initiative):
    made = planned(facilitator, initiative, time_zone="Asia/Makassar", is_public=True)
    page = lead.get(at("edit", made)).content.decode()
    for kept in ('value="2026-11-03"', 'value="10:00"', 'value="13:00"', "checked"):
        assert kept in page
    sent = {**TYPED, "day": "2026-11-03", "begins": "10:00", "ends": "13:00", "time_zone": "Asia/Makassar"}
    lead.post(at("edit", made), sent)
    made.refresh_from_db()
    assert made.starts_at == TUESDAY
    assert (made.title, made.is_public) == ("Forum awal", False)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day": "31-02-2026"}, "Enter a valid date"),
        ({"begins": "9 pagi"}, "Enter a valid time"),
        ({"begins": "09:00", "ends": "08:00"}, "It ends before it begins"),
        ({"last_day": "2026-11-09"}, "The last day is before the first"),
        ({"last_day": "2027-11-09"}, "more than 31 days"),
        ({"title": "   "}, "This field is required"),
        ({"title": "x" * 161}, "at most 160 characters"),
        ({"online_url": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"time_zone": "Mars/Base"}, "Select a valid choice"),
        ({"side": "government", "is_public": "on"}, "not announced to everybody"),
        ({"side": "citizens"}, "Select a valid choice"),
    ],
)
def test_bad_input_is_answered_with_a_sentence_and_kept_in_the_form(lead, new, wrong, sentence):
    answer = lead.post(new, {**TYPED, "place": "Balai desa", **wrong})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "Balai desa" in answer.content.decode()
    assert not Meeting.objects.exists()


def test_a_leader_plans_for_the_own_side_alone(client_as, person, new):
    browser = client_as(person(Side.CIVIL_SOCIETY, Role.LEADER))
    page = browser.get(new).content.decode()
    assert "is_public" not in page
    assert 'value="government"' not in page
    assert browser.post(new, {**TYPED, "side": "government"}).status_code == 422
    browser.post(new, {**TYPED, "side": "civil_society"})
    assert Meeting.objects.get().side == Side.CIVIL_SOCIETY


def test_a_caucus_is_not_there_for_the_other_side_on_any_page(
    lead, client_as, person, facilitator, initiative
):
    made = planned(facilitator, initiative, side=Side.GOVERNMENT, title="Kaukus pemerintah")
    other = client_as(person(Side.CIVIL_SOCIETY, Role.LEADER))
    second = client_as(person("", Role.FACILITATOR, 2))
    for browser in (other, second):
        for page in ("meetings:index", "web:initiative"):
            text = text_of(browser.get(reverse(page, args=[initiative.slug])))
            assert "Kaukus" not in text
            assert "meeting was planned" not in text
        for name in ("home", "edit", "people", "desk", "attendance", "ics", "makeup", "printed_list"):
            assert browser.get(at(name, made)).status_code == 404, name
    assert "Kaukus" in text_of(lead.get(at("home", made)))


def test_a_cancelled_meeting_says_why_to_everybody(lead, client_as, stranger, facilitator, initiative):
    made = planned(facilitator, initiative, is_public=True)
    assert lead.post(at("cancel", made), {"reason": ""}).status_code == 422
    lead.post(at("cancel", made), {"reason": "Banjir di jalan."})
    assert "Banjir di jalan." in text_of(client_as(stranger).get(at("home", made)))


def test_the_list_has_what_comes_and_what_was(lead, facilitator, initiative, frozen):
    planned(facilitator, initiative, title="Nanti")
    index = reverse("meetings:index", args=[initiative.slug])
    assert "Past" not in text_of(lead.get(index))
    frozen.move_to("2026-12-01T00:00:00Z")
    page = text_of(lead.get(index))
    assert page.index("No meeting is planned now") < page.index("Nanti")


@pytest.mark.parametrize("many", [1, 20])
def test_the_list_takes_the_same_queries_for_one_meeting_and_for_many(
    lead, facilitator, initiative, django_assert_max_num_queries, many
):
    for _number in range(many):
        planned(facilitator, initiative)
    index = reverse("meetings:index", args=[initiative.slug])
    lead.get(index)
    with django_assert_max_num_queries(9):
        lead.get(index)


@pytest.mark.parametrize("asked", [2, 3])
def test_a_meeting_is_planned_for_a_step_and_can_be_moved_to_another(
    facilitator, initiative, client_as, asked
):
    browser, create = client_as(facilitator), reverse("meetings:create", args=[initiative.slug])
    page = browser.get(f"{create}?langkah={asked}").content.decode()
    assert f'<option value="{asked}" selected>' in page
    browser.post(create, {**TYPED, "step": asked})
    made = Meeting.objects.get()
    assert made.step == asked
    browser.post(reverse("meetings:edit", args=[initiative.slug, made.number]), {**TYPED, "title": "Lain"})
    assert Meeting.objects.get().step == asked
    browser.post(reverse("meetings:edit", args=[initiative.slug, made.number]), {**TYPED, "step": 4})
    assert Meeting.objects.get().step == 4
    assert browser.post(create, {**TYPED, "step": 9}).status_code == 422


def test_a_form_without_a_step_means_the_one_that_is_under_way(facilitator, initiative, client_as):
    initiative.steps.update_or_create(step=2, defaults={"progress": "under_way"})
    client_as(facilitator).post(reverse("meetings:create", args=[initiative.slug]), TYPED)
    assert Meeting.objects.get().step == 2
