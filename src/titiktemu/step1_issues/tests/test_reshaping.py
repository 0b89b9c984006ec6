"""Merging and splitting: nothing is lost, nobody's words are put into another's mouth."""

import pytest

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.words import Side
from titiktemu.step1_issues.models import EvidenceLink, Issue
from titiktemu.step1_issues.queries.issues import line_of
from titiktemu.step1_issues.services.cards import name_data, say_why
from titiktemu.step1_issues.services.evidence import link_evidence
from titiktemu.step1_issues.services.reshaping import merge_issues, split_issue
from titiktemu.step1_issues.tests.cards import written
from titiktemu.step1_issues.words import Channel, EvidenceKind, IssueState, Strength

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(official, activist, initiative):
    """A card of each side about much the same."""
    return [written(official, initiative, "Air keruh."), written(activist, initiative, "Pipa bocor.")]


def merged(facilitator, initiative, cards, problem="Air di sekolah tidak layak."):
    return merge_issues(actor=facilitator, initiative=initiative, issues=cards, problem=problem)


def test_a_merged_card_keeps_its_history_and_all_authors(facilitator, official, activist, initiative, two):
    made = merged(facilitator, initiative, two)
    assert set(made.derived_from.all()) == set(two)
    assert set(made.authors.all()) == {official.participations[0], activist.participations[0]}
    assert made.author_side == ""  # it belongs to neither side
    assert {one.state for one in Issue.objects.filter(pk__in=[one.pk for one in two])} == {
        IssueState.REPLACED
    }
    again = merged(facilitator, initiative, [made, written(official, initiative, "Sumur kering.")])
    assert {one.problem for one in line_of(again)} == {
        "Air di sekolah tidak layak.", "Sumur kering.", "Air keruh.", "Pipa bocor.",
    }  # fmt: skip


def test_reasons_of_both_cards_go_along_and_one_person_speaks_once(facilitator, official, initiative, two):
    for card, said in zip(two, ("Anak sakit.", "Biaya besar."), strict=True):
        say_why(actor=official, issue=card, reason=said)
    made = merged(facilitator, initiative, two)
    assert [(one.side, one.reason) for one in made.wishes.all()] == [
        (Side.GOVERNMENT, "Anak sakit. Biaya besar.")
    ]
    assert two[0].wishes.count() == 1  # the old card stays as it was


def test_evidence_and_data_named_on_both_cards_are_there_once(facilitator, initiative, two):
    for card, strength in zip(two, Strength.values[:2], strict=True):
        name_data(
            actor=facilitator, issue=card, title="Uji air" if card is two[0] else "uji AIR", state="missing"
        )
        for source, key, text in (
            ("consultation.statement", 7, "Air keruh."),
            ("", None, f"Kutipan {card.pk}"),
        ):
            link_evidence(
                actor=facilitator, issue=card, channel=Channel.CONSULTATION, kind=EvidenceKind.STATEMENT,
                text=text, source=source, source_id=key, strength=strength,
            )  # fmt: skip
    made = merged(facilitator, initiative, two)
    assert [one.title for one in made.named_data.all()] == ["Uji air"]
    assert made.evidence.count() == 3
    # Of two links to one statement the stronger one stays.
    assert made.evidence.get(source="consultation.statement").strength == Strength.MODERATE
    assert EvidenceLink.objects.count() == 7


def test_parts_of_a_split_card_name_it_and_its_author(facilitator, official, initiative, issue):
    say_why(actor=official, issue=issue, reason="Anak sakit.")
    parts = split_issue(actor=facilitator, issue=issue, problems=["Pipa bocor.", " ", "Sumur kering."])
    issue.refresh_from_db()
    assert issue.state == IssueState.REPLACED
    assert issue.wishes.count() == 1
    for one in parts:
        assert list(one.derived_from.all()) == [issue]
        assert list(one.authors.all()) == [official.participations[0]]
        assert one.author_side == Side.GOVERNMENT
        assert not one.wishes.exists()


def test_what_was_replaced_is_not_merged_or_split_again(facilitator, initiative, two):
    merged(facilitator, initiative, two)
    with pytest.raises(RuleBroken):
        merged(facilitator, initiative, two)
    with pytest.raises(RuleBroken):
        split_issue(actor=facilitator, issue=two[0], problems=["Satu.", "Dua."])


def test_one_card_alone_cannot_be_merged_nor_split_into_one(facilitator, initiative, issue):
    with pytest.raises(RuleBroken):
        merged(facilitator, initiative, [issue])
    with pytest.raises(RuleBroken):
        split_issue(actor=facilitator, issue=issue, problems=["Satu."])
    assert Issue.objects.count() == 1


def test_cards_of_another_initiative_are_out_of_reach(
    facilitator, initiative, make_initiative, issue, administrator
):
    elsewhere = written(administrator, make_initiative("Lain"), "Lain.")
    with pytest.raises(RuleBroken):
        merged(facilitator, initiative, [issue, elsewhere])
