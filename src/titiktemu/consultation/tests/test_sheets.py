"""Answers on paper: handed out, typed in twice, and counted beside those of the phones."""

import pytest
from django.urls import reverse

from titiktemu.consultation.models import Exposure, PaperSheet, SheetTyping, Vote
from titiktemu.consultation.queries import voters_by_group
from titiktemu.consultation.queries.sheets import may_get_a_sheet, sheets_by_side
from titiktemu.consultation.services.running import close_consultation
from titiktemu.consultation.services.sheets import Outcome, issue_sheets, type_sheet
from titiktemu.consultation.services.voting import cast_vote
from titiktemu.consultation.tests.cast import AGREE, DISAGREE, PASS, members, opened, prepared
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry, Participant
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db


@pytest.fixture
def official(person):
    return person(Side.GOVERNMENT, Role.REPRESENTATIVE)


@pytest.fixture
def consultation(facilitator, initiative, official):
    return opened(facilitator, initiative, 3)


def sheet_of(facilitator, consultation, actor):
    place = actor.place_in(consultation.initiative)
    assert place is not None
    return issue_sheets(actor=facilitator, consultation=consultation, places=[place])[0]


def test_two_typings_that_agree_are_counted_for_the_side(facilitator, consultation, official):
    sheet = sheet_of(facilitator, consultation, official)
    answers = {1: AGREE, 3: PASS}
    assert type_sheet(actor=facilitator, sheet=sheet, answers=answers).outcome is Outcome.FIRST
    assert not Vote.objects.exists()
    typed = type_sheet(actor=facilitator, sheet=sheet, answers=answers)
    assert (typed.outcome, typed.counted, typed.left_out) == (Outcome.COUNTED, 2, ())
    assert dict(Vote.objects.values_list("statement__number", "answer")) == {1: AGREE, 3: PASS}
    assert voters_by_group(consultation)[Side.GOVERNMENT] == 1
    assert not SheetTyping.objects.exists()
    assert list(Exposure.objects.values_list("probability", "among")) == [(1.0, 1)] * 2


def test_typings_that_differ_wait_for_a_third(facilitator, consultation, official):
    sheet = sheet_of(facilitator, consultation, official)
    type_sheet(actor=facilitator, sheet=sheet, answers={1: AGREE, 2: AGREE})
    second = type_sheet(actor=facilitator, sheet=sheet, answers={1: AGREE, 2: DISAGREE, 3: PASS})
    assert (second.outcome, second.differing) == (Outcome.DIFFERS, (2, 3))
    assert not Vote.objects.exists()
    third = type_sheet(actor=facilitator, sheet=sheet, answers={1: AGREE, 2: AGREE})
    assert third.outcome is Outcome.COUNTED
    assert Vote.objects.get(statement__number=2).answer == AGREE


def test_an_answer_of_the_phone_stays_and_nobody_is_counted_twice(facilitator, initiative, person):
    both = person(Side.GOVERNMENT, Role.PARTICIPANT)
    consultation = opened(facilitator, initiative, 2)
    cast_vote(actor=both, statement=consultation.statements.get(number=1), answer=DISAGREE)
    sheet = sheet_of(facilitator, consultation, both)
    assert sheet.participant == both.participants[0]
    type_sheet(actor=facilitator, sheet=sheet, answers={1: AGREE, 2: AGREE})
    typed = type_sheet(actor=facilitator, sheet=sheet, answers={1: AGREE, 2: AGREE})
    assert (typed.counted, typed.left_out) == (1, (1,))
    assert Vote.objects.get(statement__number=1).answer == DISAGREE
    assert voters_by_group(consultation)[Side.GOVERNMENT] == 1


def test_citizens_get_sheets_without_a_name_and_numbers_are_never_given_twice(facilitator, consultation):
    made = issue_sheets(actor=facilitator, consultation=consultation, citizens=3)
    made += issue_sheets(actor=facilitator, consultation=consultation, citizens=2)
    assert len({one.number for one in made}) == 5
    assert len({one.participant_id for one in made}) == 5
    assert sheets_by_side(consultation) == {Side.CITIZENS: (5, 0)}


def test_a_person_gets_one_sheet(facilitator, consultation, official):
    sheet_of(facilitator, consultation, official)
    place = official.place_in(consultation.initiative)
    assert place not in may_get_a_sheet(consultation)
    assert issue_sheets(actor=facilitator, consultation=consultation, places=[place]) == []
    assert PaperSheet.objects.count() == Participant.objects.count() == 1


def test_whether_somebody_voted_on_a_phone_does_not_show_in_the_list(facilitator, initiative, person):
    voter, silent = members(person, Side.GOVERNMENT, 2)
    consultation = opened(facilitator, initiative)
    cast_vote(actor=voter, statement=consultation.statements.get(), answer=AGREE)
    assert {place.pk for place in may_get_a_sheet(consultation)} >= {
        one.place_in(initiative).pk for one in (voter, silent)
    }


@pytest.mark.parametrize("answers", [{1: 2}, {9: 1}])
def test_what_is_no_answer_or_no_statement_gets_a_sentence(facilitator, consultation, official, answers):
    sheet = sheet_of(facilitator, consultation, official)
    with pytest.raises(RuleBroken):
        type_sheet(actor=facilitator, sheet=sheet, answers=answers)


def test_sheets_have_their_time(facilitator, initiative, official):
    draft = prepared(facilitator, initiative)
    sheet = sheet_of(facilitator, draft, official)
    with pytest.raises(RuleBroken, match="not opened"):
        type_sheet(actor=facilitator, sheet=sheet, answers={})
    over = opened(facilitator, initiative)
    late = sheet_of(facilitator, over, official)
    close_consultation(actor=facilitator, consultation=over)
    with pytest.raises(RuleBroken, match="closed"):
        type_sheet(actor=facilitator, sheet=late, answers={})
    with pytest.raises(RuleBroken, match="closed"):
        issue_sheets(actor=facilitator, consultation=over, citizens=1)


def test_a_counted_sheet_cannot_be_typed_again(facilitator, consultation, official):
    sheet = sheet_of(facilitator, consultation, official)
    for _turn in range(2):
        type_sheet(actor=facilitator, sheet=sheet, answers={1: AGREE})
    with pytest.raises(RuleBroken, match="counted already"):
        type_sheet(actor=facilitator, sheet=sheet, answers={1: AGREE})


def test_only_those_who_lead_hand_out_and_type(consultation, facilitator, official, citizen):
    sheet = sheet_of(facilitator, consultation, official)
    for actor in (official, citizen):
        with pytest.raises(NotAllowed):
            issue_sheets(actor=actor, consultation=consultation, citizens=1)
        with pytest.raises(NotAllowed):
            type_sheet(actor=actor, sheet=sheet, answers={1: AGREE})


def test_groups_without_a_vote_get_no_sheet(facilitator, initiative):
    consultation = opened(facilitator, initiative, citizens_vote=False)
    with pytest.raises(RuleBroken, match="no vote"):
        issue_sheets(actor=facilitator, consultation=consultation, citizens=1)
    with pytest.raises(RuleBroken, match="Choose"):
        issue_sheets(actor=facilitator, consultation=consultation)


def test_the_log_holds_no_answer(facilitator, consultation, official):
    sheet = sheet_of(facilitator, consultation, official)
    type_sheet(actor=facilitator, sheet=sheet, answers={1: AGREE})
    details = [entry.detail for entry in AuditEntry.objects.filter(action__contains="sheet")]
    assert details == [{"sheets": 1}, {"state": "first"}]


def test_a_sheet_goes_from_the_list_to_the_count_on_the_pages(facilitator, consultation, official, client_as):
    browser = client_as(facilitator)
    names = [consultation.initiative.slug, consultation.number]
    index = reverse("consultation:sheets", args=names)
    place = official.place_in(consultation.initiative)
    browser.post(index, {"places": [place.pk], "citizens": ""})
    sheet = PaperSheet.objects.get()
    printed = browser.get(reverse("consultation:print_sheets", args=names)).content.decode()
    assert place.name in printed
    assert str(sheet.number) in printed
    found = browser.get(index, {"nomor": str(sheet.number)})
    assert found.url == reverse("consultation:type_sheet", args=[*names, sheet.number])
    assert browser.post(found.url, {"s1": "1", "s2": "-1"}).status_code == 302
    differs = browser.post(found.url, {"s1": "1", "s2": "1"})
    assert differs.status_code == 409
    assert "differs" in differs.content.decode()
    assert place.name not in differs.content.decode()
    assert browser.post(found.url, {"s1": "1", "s2": "1"}).status_code == 302
    assert Vote.objects.count() == 2
    assert browser.get(index, {"nomor": "12"}).status_code == 302


@pytest.mark.parametrize("many", [1, 7])
def test_pages_of_sheets_take_the_same_queries_for_one_and_for_many(
    facilitator,
    consultation,
    client_as,
    django_assert_max_num_queries,
    many,
):
    issue_sheets(actor=facilitator, consultation=consultation, citizens=many)
    browser = client_as(facilitator)
    names = [consultation.initiative.slug, consultation.number]
    for name, most in (("sheets", 16), ("print_sheets", 14)):
        with django_assert_max_num_queries(most):
            browser.get(reverse(f"consultation:{name}", args=names))
