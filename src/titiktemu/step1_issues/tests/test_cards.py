"""Cards: who writes them, who wants them solved, which data would help."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from titiktemu.catalogue.services.datasets import add_asset
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role, Side
from titiktemu.step1_issues.models import Issue, NamedData
from titiktemu.step1_issues.services.cards import add_issue, edit_issue, name_data, say_why
from titiktemu.step1_issues.services.sorting import choose_issue, set_aside, shortlist, take_back
from titiktemu.step1_issues.tests.cards import people_of, written
from titiktemu.step1_issues.words import IssueState

pytestmark = pytest.mark.django_db


def at(name, issue, *more):
    return reverse(f"issues:{name}", args=[issue.initiative.slug, issue.number, *more])


def test_everybody_on_a_list_may_write_a_card_and_it_says_who_did(person, initiative):
    for number, side in enumerate((Side.GOVERNMENT, Side.CIVIL_SOCIETY, Side.OTHER), start=1):
        author = person(side, Role.REPRESENTATIVE)
        issue = written(author, initiative, f"Masalah {number}.")
        assert (issue.number, issue.author_side, issue.state) == (number, side, IssueState.CANDIDATE)
        assert list(issue.authors.all()) == [author.participations[0]]


def test_a_citizen_cannot_write_a_card(citizen, initiative):
    with pytest.raises(NotAllowed):
        written(citizen, initiative)
    assert not AuditEntry.objects.filter(action__startswith="issues.").exists()


def test_a_card_is_changed_by_its_author_while_it_is_a_candidate(official, activist, facilitator, issue):
    edit_issue(actor=official, issue=issue, problem="Air di sekolah keruh setiap musim hujan.")
    with pytest.raises(NotAllowed):
        edit_issue(actor=activist, issue=issue, problem="Lain.")
    shortlist(actor=facilitator, issue=issue)
    with pytest.raises(NotAllowed):
        edit_issue(actor=official, issue=issue, problem="Lain.")
    edit_issue(actor=facilitator, issue=issue, problem="Air di sekolah keruh.")


def test_a_card_is_never_part_of_itself(facilitator, initiative, issue):
    part = written(facilitator, initiative, "Pipa bocor.", parent=issue)
    with pytest.raises(RuleBroken):
        edit_issue(actor=facilitator, issue=issue, parent=part)


def test_each_side_says_for_itself_why_it_wants_a_problem_solved(
    official, activist, facilitator, issue, client_as
):
    say_why(actor=official, issue=issue, reason="Anggaran perbaikan tidak pernah cukup.")
    say_why(actor=activist, issue=issue, reason="Anak sakit perut.")
    say_why(actor=activist, issue=issue, reason="Anak sering sakit perut.")
    with pytest.raises(NotAllowed):
        say_why(actor=facilitator, issue=issue, reason="Menurut saya penting.")
    page = client_as(facilitator).get(at("card", issue)).text
    assert page.index("Anggaran perbaikan") < page.index("Anak sering sakit perut")  # government stands left
    assert "Anak sakit perut." not in page
    say_why(actor=activist, issue=issue, reason=" ")
    assert [wish.side for wish in issue.wishes.all()] == [Side.GOVERNMENT]


def test_data_that_one_side_holds_is_no_link_for_the_other(official, activist, issue, client_as):
    asset = add_asset(
        actor=official, initiative=issue.initiative, side=Side.GOVERNMENT, title="Uji laboratorium"
    )
    name_data(actor=official, issue=issue, title="Hasil uji air", state="existing", asset=asset)
    own, other = (client_as(actor).get(at("card", issue)).text for actor in (official, activist))
    assert "Uji laboratorium" in own
    assert "Hasil uji air" in other
    assert "Uji laboratorium" not in other


def test_somebody_who_may_not_see_data_cannot_link_it(activist, official, issue, client_as):
    asset = add_asset(
        actor=official, initiative=issue.initiative, side=Side.GOVERNMENT, title="Uji laboratorium"
    )
    answer = client_as(activist).post(
        at("name_data", issue), {"title": "Uji", "state": "existing", "asset": asset.pk}
    )
    assert answer.status_code in (302, 422)
    assert not NamedData.objects.filter(asset=asset).exists()


def test_an_issue_is_set_aside_with_a_reason_only_and_can_come_back(facilitator, issue, client_as, stranger):
    with pytest.raises(RuleBroken):
        set_aside(actor=facilitator, issue=issue, reason=" ")
    set_aside(actor=facilitator, issue=issue, reason="Kewenangan provinsi.")
    assert "Kewenangan provinsi." in client_as(stranger).get(at("card", issue)).text
    assert take_back(actor=facilitator, issue=issue).state == IssueState.CANDIDATE


def test_an_issue_with_fewer_than_two_solutions_or_without_agreement_is_not_chosen(facilitator, issue):
    with pytest.raises(RuleBroken, match="short list"):
        choose_issue(actor=facilitator, issue=issue)
    shortlist(actor=facilitator, issue=issue)
    with pytest.raises(RuleBroken, match="at least two solutions"):
        choose_issue(actor=facilitator, issue=issue)
    assert Issue.objects.get().state == IssueState.SHORTLISTED


def test_putting_an_issue_with_one_solution_on_the_short_list_is_warned_about(facilitator, issue, client_as):
    answer = client_as(facilitator).post(at("sort", issue), {"do": "shortlist"}, follow=True)
    assert "fewer than two solutions" in answer.text
    issue.refresh_from_db()
    assert issue.state == IssueState.SHORTLISTED


def test_the_log_says_that_cards_were_written_and_never_what_stands_on_them(official, issue):
    say_why(actor=official, issue=issue, reason="Anak sakit.")
    entry = AuditEntry.objects.order_by("-number").first()
    assert (entry.action, entry.detail) == ("issues.say_why", {"side": "government", "said": True})


def test_the_wall_costs_the_same_number_of_queries_however_many_cards_there_are(
    facilitator, initiative, person, client_as
):
    def fill(many, start):
        for number in range(many):
            made = add_issue(actor=facilitator, initiative=initiative, problem=f"Masalah {start + number}.")
            for actor in people_of(person, Side.GOVERNMENT, 2):
                say_why(actor=actor, issue=made, reason="Perlu.")
            name_data(actor=facilitator, issue=made, title="Data", state="missing")

    browser, address = client_as(facilitator), reverse("issues:index", args=[initiative.slug])
    asked = []
    for many in (2, 9):
        fill(many, 10 * many)
        browser.get(address)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert browser.get(address).status_code == 200
        asked.append(len(seen))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("template", ["kesehatan", "pendidikan", "sampah", "anggaran"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_each_sector_has_questions_and_data_in_both_languages(
    client_as, stranger, initiative, template, language
):
    browser = client_as(stranger)
    page = browser.get(
        reverse("issues:sector", args=[initiative.slug, template]), headers={"accept-language": language}
    ).text
    assert page.count("<li>") > 8
    assert "{" not in page.partition("<main")[2].replace("{}", "")
