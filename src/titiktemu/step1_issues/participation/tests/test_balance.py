"""Who came against who should have: what is counted, what may be told, what is refused."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.services.attending import count_on_paper
from titiktemu.meetings.tests.gathering import planned
from titiktemu.step1_issues.participation.figures import Figure, read_regions, read_targets
from titiktemu.step1_issues.participation.models import Activity, Target
from titiktemu.step1_issues.participation.queries.balance import activities_of, balances, targets_of
from titiktemu.step1_issues.participation.queries.statement import statement_of
from titiktemu.step1_issues.participation.services.activities import edit_activity, take_over_counts
from titiktemu.step1_issues.participation.services.targets import set_targets
from titiktemu.step1_issues.participation.tests.taking_part import held

pytestmark = pytest.mark.django_db

HALVES = (Figure("sex", "female", 50), Figure("sex", "male", 50))
WOMEN_AND_MEN = (Figure("sex", "female", 9), Figure("sex", "male", 21))


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def of(initiative, trait, *, everything=False):
    found = balances(targets_of(initiative), list(activities_of(initiative)), everything=everything)
    return next(one for one in found if one.trait == trait)


def test_missing_people_are_said_in_whole_people(facilitator, initiative):
    set_targets(actor=facilitator, initiative=initiative, figures=HALVES)
    held(facilitator, initiative, *WOMEN_AND_MEN)
    found = of(initiative, "sex")
    assert [(one.value, one.missing) for one in found.missing] == [("female", 6)]
    assert found.distance == pytest.approx(0.2)


def test_a_disability_has_a_percentage_for_its_target_and_the_others_are_the_rest(facilitator, initiative):
    set_targets(actor=facilitator, initiative=initiative, figures=[Figure("disability", "yes", 20)])
    held(facilitator, initiative, Figure("disability", "yes", 6), people=60)
    found = of(initiative, "disability")
    assert [(one.value, one.came, one.wanted) for one in found.lines] == [("yes", 6, 12), ("no", 54, 48)]


def test_the_two_sides_always_stand_there_government_first(facilitator, initiative):
    held(facilitator, initiative, Figure("side", "citizens", 3))
    assert [one.value for one in of(initiative, "side").lines] == [
        "government", "civil_society", "citizens",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("figures", "people"),
    [
        ((Figure("disability", "yes", 2),), 30),
        ((Figure("disability", "yes", 27),), 30),  # three without
        ((Figure("sex", "female", 4), Figure("sex", "male", 26)), 30),
        ((Figure("sex", "female", 14), Figure("sex", "male", 14)), 30),  # two who did not say
        ((Figure("region", "Teluk", 20), Figure("region", "Bukit", 1)), 40),
    ],
)
def test_a_group_of_one_to_four_hides_its_trait_from_all_but_those_who_count(
    facilitator, initiative, client_as, citizen, figures, people
):
    activity = held(facilitator, initiative, *figures, people=people)
    assert not any(one.is_told for one in activity.headcounts.all())
    trait = figures[0].trait
    assert of(initiative, trait).people == 0
    assert of(initiative, trait).untold == 1
    assert of(initiative, trait, everything=True).people
    page = reverse("participation:activity", args=[initiative.slug, activity.number])
    assert "Not shown" in text_of(client_as(citizen).get(page))
    assert "Not shown" not in text_of(client_as(facilitator).get(page))


def test_no_hidden_count_follows_from_the_sum_when_an_activity_is_added(facilitator, initiative):
    held(facilitator, initiative, Figure("disability", "yes", 8))
    before = of(initiative, "disability")
    held(facilitator, initiative, Figure("disability", "yes", 2))
    after = of(initiative, "disability")
    assert before.lines == after.lines
    assert after.untold == 1


def test_a_group_of_which_nobody_came_is_told(facilitator, initiative):
    set_targets(actor=facilitator, initiative=initiative, figures=[Figure("disability", "yes", 10)])
    held(facilitator, initiative, Figure("disability", "yes", 0))
    assert statement_of(initiative).absent == ["With a disability"]


def test_people_on_paper_count_the_same(facilitator, initiative):
    held(facilitator, initiative, people=30, on_paper=12)
    held(facilitator, initiative, people=20, way="web")
    found = statement_of(initiative)
    assert (found.people, found.on_paper) == (50, 12)
    assert [(one.way, one.people, one.on_paper) for one in found.channels] == [
        ("in_person", 30, 12), ("web", 20, 0),
    ]  # fmt: skip
    assert "Radio or other media" in found.unused


def test_the_counts_of_a_meeting_are_taken_over(facilitator, initiative):
    meeting = planned(facilitator, initiative)
    counts = {("citizens", "female"): 12, ("government", "male"): 6}
    count_on_paper(actor=facilitator, meeting=meeting, counts=counts)
    activity = held(facilitator, initiative, meeting=meeting)
    taken = take_over_counts(actor=facilitator, activity=activity)
    assert (taken.people, taken.on_paper) == (18, 18)
    told = {(one.trait, one.value): one.people for one in taken.headcounts.all()}
    assert told["side", "citizens"] == told["sex", "female"] == 12
    assert told["sex", "male"] == 6


def test_more_people_of_one_kind_than_people_is_refused_and_nothing_changes(facilitator, initiative):
    activity = held(facilitator, initiative, *WOMEN_AND_MEN)
    with pytest.raises(RuleBroken, match="more people"):
        edit_activity(actor=facilitator, activity=activity, figures=WOMEN_AND_MEN, people=10)
    assert Activity.objects.get().people == 30
    assert activity.headcounts.count() == 2


def test_a_meeting_of_one_side_alone_is_never_linked(facilitator, initiative):
    caucus = planned(facilitator, initiative)
    type(caucus).objects.filter(pk=caucus.pk).update(side="government")
    caucus.refresh_from_db()
    with pytest.raises(RuleBroken):
        held(facilitator, initiative, meeting=caucus)


@pytest.mark.parametrize("role", [Role.REPRESENTATIVE, Role.LEADER])
def test_nobody_but_those_who_lead_counts(initiative, person, role, citizen, stranger, observer):
    for actor in (citizen, stranger, observer, person(Side.GOVERNMENT, role)):
        with pytest.raises(NotAllowed):
            set_targets(actor=actor, initiative=initiative, figures=HALVES)
        with pytest.raises(NotAllowed):
            held(actor, initiative)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "columns"),
        (b"a,b\n1,2\n", "columns"),
        (b"trait,value,target\nsex,female,-3\n", "Line 2"),
        (b"trait,value,target\nsex,female,1e5\n", "Line 2"),
        (b"trait,value,target\nsex,unicorn,3\n", "unicorn"),
        (b"trait,value,target\ncolour,red,3\n", "colour"),
        (b"trait,value,target\nsex,female,3\nsex,perempuan,4\n", "twice"),
        (b"trait,value,target\nregion," + b"x" * 80 + b",3\n", "Line 2"),
        (b"trait,value,target\nsex,female,3,4,5\n", "Line 2"),
        (b"\xff\xfe\x00", "columns"),
        ("trait,value,target\nregion,A,٣\n".encode(), "Line 2"),
        (b"trait,value,target\n" + b"".join(b"region,r%d,1\n" % n for n in range(99)), "60"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(raw, words):
    with pytest.raises(RuleBroken, match=words):
        read_targets(raw)


def test_a_table_is_read_in_both_languages_and_with_semicolons():
    english = read_targets(b"trait,value,target\nsex,female,50 %\nregion,Teluk Biru,12.5\n")
    raw = b"Sifat;Nilai;Sasaran\njenis kelamin;perempuan;50\nwilayah;Teluk Biru;12,5\n"
    assert read_targets(raw) == english


def test_regions_are_typed_a_line_each():
    assert read_regions("Teluk Biru: 12\n\nBukit 3\n") == [
        Figure("region", "Teluk Biru", 12), Figure("region", "Bukit", 3),
    ]  # fmt: skip
    with pytest.raises(RuleBroken, match="Line 1"):
        read_regions("12")


def test_a_table_takes_the_place_of_what_was_typed(client_as, facilitator, initiative):
    page = reverse("participation:targets", args=[initiative.slug])
    sent = SimpleUploadedFile("t.csv", b"trait,value,target\nside,pemerintah,3\nside,masyarakat sipil,3\n")
    answer = client_as(facilitator).post(page, {"sex-female": "4", "table": sent}, follow=True)
    assert "The targets are saved" in text_of(answer)
    assert [one.trait for one in Target.objects.all()] == ["side", "side"]


def test_bad_input_on_the_page_keeps_what_was_typed(client_as, facilitator, initiative):
    page = reverse("participation:create", args=[initiative.slug])
    typed = {"kind": "survey", "title": "Survei", "day": "besok", "people": "3", "sex-female": "9"}
    answer = client_as(facilitator).post(page, typed)
    assert answer.status_code == 422
    assert 'value="Survei"' in answer.content.decode()
    assert "more people in one kind of groups" in text_of(answer)
    answer = client_as(facilitator).post(page, {**typed, "sex-female": "9" * 40})
    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["index", "statement"])
def test_pages_ask_as_often_for_many_activities_as_for_one(
    client_as, facilitator, initiative, django_assert_num_queries, django_assert_max_num_queries, name
):
    browser = client_as(facilitator)
    page = reverse(f"participation:{name}", args=[initiative.slug])
    held(facilitator, initiative, *WOMEN_AND_MEN)
    browser.get(page)
    with django_assert_max_num_queries(20) as first:
        browser.get(page)
    for _number in range(5):
        held(facilitator, initiative, *WOMEN_AND_MEN)
    with django_assert_num_queries(len(first)):
        browser.get(page)
