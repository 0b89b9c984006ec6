"""The record of an agreement, and the two factors of the guideline, as what really happened makes them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from titiktemu.consultation.services.running import close_consultation
from titiktemu.consultation.tests.cast import AGREE, keep_votes, members, only_statement, opened
from titiktemu.documents.services.issuing import show_paper
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.words import Side
from titiktemu.step1_issues.checks import checks_of
from titiktemu.step1_issues.heard import facts_of, heard_in
from titiktemu.step1_issues.models import DecisionRound, IssueRecord
from titiktemu.step1_issues.participation.figures import Figure
from titiktemu.step1_issues.participation.services.gathering import gather_activities
from titiktemu.step1_issues.participation.services.targets import set_targets
from titiktemu.step1_issues.participation.services.voice import set_counting, set_turns
from titiktemu.step1_issues.participation.tests.taking_part import held
from titiktemu.step1_issues.queries.evidence import evidence_base
from titiktemu.step1_issues.services.cards import say_why
from titiktemu.step1_issues.services.evidence import Place, rank_channel
from titiktemu.step1_issues.services.proposals import raise_objection, settle_objection
from titiktemu.step1_issues.services.records import issue_record
from titiktemu.step1_issues.services.rounds import cast_gradient, close_round
from titiktemu.step1_issues.services.solutions import add_solution
from titiktemu.step1_issues.services.sorting import choose_issue
from titiktemu.step1_issues.tests.cards import decided, people_of
from titiktemu.step1_issues.words import Fate

pytestmark = pytest.mark.django_db
BOTH = (Side.GOVERNMENT, Side.CIVIL_SOCIETY)


@pytest.fixture
def found(person, facilitator, issue):
    """An open round that five of each side have answered with full support."""
    for side in BOTH:
        people_of(person, side, 5)
    made = decided(facilitator, issue)
    for side in BOTH:
        for actor in people_of(person, side, 5):
            cast_gradient(actor=actor, found=made, gradient=1)
    return made


def closed(facilitator, found):
    close_round(actor=facilitator, found=found)
    rows = DecisionRound.objects.select_related("proposal__issue__initiative", "version", "initiative")
    return rows.get(pk=found.pk)


def chosen(facilitator, done):
    """The issue of the round, chosen, with two solutions."""
    issue = done.proposal.issue
    for title in ("Papan", "Peta"):
        add_solution(actor=facilitator, issue=issue, title=title)
    return choose_issue(actor=facilitator, issue=issue)


def words_of(content):
    return str(content.blocks)


def test_the_record_says_in_both_languages_what_each_side_says_and_what_stands_against_it(
    facilitator, activist, found
):
    objection = raise_objection(
        actor=activist, proposal=found.proposal, reason="Biayanya besar.", reason_en="It costs much."
    )
    settle_objection(actor=facilitator, objection=objection, fate=Fate.STANDING, note="Dicatat.")
    done = closed(facilitator, found)
    made = issue_record(actor=facilitator, found=done, place="Aula", city="Banyuwangi")
    indonesian, english = (words_of(made.paper.content_in(language)) for language in ("id", "en"))
    for said in ("Kita tangani air di sekolah.", "Biayanya besar.", "Aula"):
        assert said in indonesian
    for said in ("It costs much.", "nearly all support the text", "Government", "Civil society"):
        assert said in english
    assert "Agrees" in english
    assert made.paper.number


def test_the_record_says_who_came_and_who_spoke_but_nothing_of_a_side_of_few(facilitator, initiative, found):
    set_targets(
        actor=facilitator,
        initiative=initiative,
        figures=[Figure("sex", "female", 1), Figure("sex", "male", 1)],
    )
    held(facilitator, initiative, Figure("sex", "female", 10), Figure("sex", "male", 20), on_paper=7)
    for title, few in (("Musyawarah desa", 5), ("Rapat kecil", 4)):
        spoken = held(facilitator, initiative, title=title)
        turns = {"government": [3] * 5, "civil_society": [1] * few}
        set_turns(actor=facilitator, activity=spoken, turns=turns)
        set_counting(actor=facilitator, activity=spoken, is_open=False)
    made = issue_record(actor=facilitator, found=closed(facilitator, found), place="Aula", city="Kota")
    english = words_of(made.paper.content_in("en"))
    assert "3 activities with 90 people, 7 of them on paper: In person" in english
    assert "Women: 10, by the target 15; Men: 20, by the target 15" in english
    assert "Turns to speak, Musyawarah desa" in english
    assert "Civil society: 25% of the turns, 50% of the people" in english
    assert "Rapat kecil" not in english


def test_a_consultation_that_was_gathered_as_an_activity_stands_once_in_the_record(
    person, facilitator, initiative, found
):
    consultation = opened(facilitator, initiative)
    officials = members(person, Side.GOVERNMENT, 22)
    keep_votes(officials, only_statement(consultation), [AGREE] * 22)
    close_consultation(actor=facilitator, consultation=consultation)
    gather_activities(actor=facilitator, initiative=initiative)
    set_targets(actor=facilitator, initiative=initiative, figures=[Figure("side", "government", 1)])
    heard = heard_in(initiative, evidence_base(initiative))
    facts = facts_of(heard)
    assert [said[:2] for name, said in facts if name == "Consultation, Government"] == ["22"]
    assert "Activities" not in dict(facts)
    assert "Government: 22, by the target 22" in dict(facts)["Side"]  # whom everything reached stays whole
    held(facilitator, initiative, title="Musyawarah desa")
    facts = facts_of(heard_in(initiative, evidence_base(initiative)))
    assert dict(facts)["Activities"] == "1 activity with 30 people, 0 of them on paper: In person"
    _important, participatory = checks_of(initiative)
    said = [one.sentence for one in participatory.proofs]
    assert sum(one.startswith("Consultation, Government: 22") for one in said) == 1
    assert "1 activity with 30 people, 0 of them on paper: In person." in said


def test_an_open_objection_or_a_side_that_does_not_agree_keeps_the_record_back(
    person, facilitator, activist, found
):
    with pytest.raises(RuleBroken):
        issue_record(actor=facilitator, found=found, place="Aula", city="Kota")
    objection = raise_objection(actor=activist, proposal=found.proposal, reason="Belum jelas.")
    done = closed(facilitator, found)
    with pytest.raises(RuleBroken, match="still open"):
        issue_record(actor=facilitator, found=done, place="Aula", city="Kota")
    assert not IssueRecord.objects.exists()
    settle_objection(actor=facilitator, objection=objection, fate=Fate.STANDING, note="Dicatat.")
    issue_record(actor=facilitator, found=done, place="Aula", city="Kota")
    again = issue_record(actor=facilitator, found=done, place="Balai desa", city="Kota")
    assert again.paper.supersedes is not None  # the first one stays to be read


def test_only_who_leads_issues_a_record(official, facilitator, found):
    done = closed(facilitator, found)
    with pytest.raises(NotAllowed):
        issue_record(actor=official, found=done, place="Aula", city="Kota")


def test_a_round_costs_the_same_number_of_queries_however_many_have_answered(
    person, facilitator, found, client_as
):
    browser = client_as(facilitator)
    address = reverse("issues:round", args=[found.initiative.slug, found.number])
    asked = []
    for many in (5, 1):
        for actor in people_of(person, Side.GOVERNMENT, many):
            cast_gradient(actor=actor, found=found, gradient=2)
        browser.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(address).status_code == 200
        asked.append(len(seen))
    assert asked[0] == asked[1]


def test_the_checks_say_who_was_not_heard_and_become_shorter_as_people_are(
    person, facilitator, initiative, issue, official, activist
):
    important, participatory = checks_of(initiative)
    assert important.finding == "Nothing shows yet whether these issues matter to the public."
    assert "Citizens: no consultation asked them." in participatory.missing
    assert any(one.startswith("Civil society: nobody of it has said why") for one in participatory.missing)
    say_why(actor=activist, issue=issue, reason="Anak sakit.")
    rank_channel(
        actor=facilitator,
        initiative=initiative,
        channel="opinion",
        is_used=True,
        places={issue.number: Place(1)},
    )
    rank_channel(
        actor=facilitator, initiative=initiative, channel="media", is_used=False, note="Tidak ada media."
    )
    important, participatory = checks_of(initiative)
    assert "the opinion of the public among them" in important.finding
    assert "Media: not used, because: Tidak ada media." in important.missing
    assert any("place 1 of 1" in one.sentence for one in important.proofs)
    assert not any(
        one.startswith("Civil society: nobody of it has said why") for one in participatory.missing
    )


def test_whoever_came_to_an_activity_was_heard_and_who_was_meant_to_come_and_did_not_is_named(
    facilitator, initiative, issue
):
    sides = (Side.GOVERNMENT, Side.CITIZENS)
    figures = [Figure("side", side.value, 1) for side in sides]
    set_targets(actor=facilitator, initiative=initiative, figures=figures)
    held(facilitator, initiative, Figure("side", "citizens", 4))
    _important, participatory = checks_of(initiative)
    assert "Citizens: no consultation asked them." in participatory.missing  # four are too few
    assert "Government: meant to take part, but nobody came." in participatory.missing
    held(facilitator, initiative, Figure("side", "citizens", 30))
    _important, participatory = checks_of(initiative)
    assert "Citizens: no consultation asked them." not in participatory.missing
    assert any(one.sentence.startswith("2 activities with 60 people") for one in participatory.proofs)


def test_the_checks_read_the_evidence_once(facilitator, initiative, issue):
    with CaptureQueriesContext(connection) as seen:
        checks_of(initiative)
    read = [one["sql"] for one in seen if 'FROM "issues_evidencelink"' in one["sql"]]
    assert len(read) == 1


def test_the_step_page_shows_both_factors_with_what_they_rest_on(client_as, stranger, initiative, issue):
    page = client_as(stranger).get(reverse("web:step", args=[initiative.slug, 1])).text
    for said in ("Important to the public", "As many as possible take part", "Still missing"):
        assert said in page
    assert (
        "%" not in page.partition("Important to the public")[2].partition("How this step goes")[0]
    )  # no score


def test_the_step_page_shows_both_factors_before_there_is_any_card(client_as, stranger, initiative):
    page = client_as(stranger).get(reverse("web:step", args=[initiative.slug, 1])).text
    assert "No card yet." in page
    for said in ("Important to the public", "As many as possible take part", "Still missing"):
        assert said in page
    assert "Citizens: no consultation asked them." in page
    assert "Media: nothing was gathered, and nobody has said why." in page


def test_a_record_is_named_on_the_pages_of_its_issue_only_to_those_who_may_open_it(
    client_as, facilitator, official, stranger, initiative, found
):
    done = closed(facilitator, found)
    issue = chosen(facilitator, done)
    made = issue_record(actor=facilitator, found=done, place="Aula", city="Kota")
    places = [
        reverse(f"issues:{name}", args=[initiative.slug, issue.number]) for name in ("card", "proposal")
    ]
    places.append(reverse("issues:round", args=[initiative.slug, done.number]))
    for place in places:
        assert made.paper.number in client_as(official).get(place).text
        assert made.paper.number not in client_as(stranger).get(place).text
    show_paper(actor=facilitator, paper=made.paper, is_public=True)
    for place in places:
        assert made.paper.number in client_as(stranger).get(place).text


def test_a_closed_round_says_what_comes_next_until_something_has(client_as, activist, facilitator, found):
    done = closed(facilitator, found)
    place = reverse("issues:round", args=[done.initiative.slug, done.number])
    assert "whoever leads chooses the issue" in client_as(activist).get(place).text
    chosen(facilitator, done)
    assert "What comes next" not in client_as(activist).get(place).text
