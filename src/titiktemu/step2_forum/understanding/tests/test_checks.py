"""The sentence on shared understanding is met by deeds of both sides, and unmet when they no longer hold."""

import pytest

from titiktemu.step2_forum.checks import checks_of
from titiktemu.step2_forum.understanding.checks import understanding_check
from titiktemu.step2_forum.understanding.services.answering import answer_passage
from titiktemu.step2_forum.understanding.services.claims import add_claim
from titiktemu.step2_forum.understanding.tests.writing import (
    GOVERNMENT,
    asked_for,
    endorsed,
    target,
    worded,
    written,
)

pytestmark = pytest.mark.django_db


def missing(initiative):
    return understanding_check(initiative).missing


def test_before_anything_is_written(initiative):
    check = understanding_check(initiative)
    assert not check.proofs
    assert check.missing == [
        "No solution is written yet.",
        "No target is written yet.",
        "No expectation is written yet.",
        "No passage endorsed by both sides says how open data helps.",
    ]
    assert check.name in [one.name for one in checks_of(initiative)]


def test_it_is_met_by_deeds_and_unmet_by_a_new_wording(
    initiative, facilitator, official, speakers, django_assert_num_queries
):
    solution = written(facilitator, initiative, helps="Hasil uji dibuka tiap bulan.")
    goal = target(facilitator, initiative)
    wish = written(facilitator, initiative, kind="expectation")
    assert missing(initiative)[0] == "No solution is endorsed by both sides yet."
    for one in (solution, wish):
        endorsed(one, speakers)
    for side, actor in speakers.items():
        answer_passage(actor=actor, passage=goal, side=side, word="endorsed", base=1)
    assert missing(initiative) == [
        "A target is endorsed by both sides, but a figure in it still waits.",
        "How open data helps is said, but no data need stands behind it.",
    ]
    endorsed(goal, speakers)
    asked_for(solution)
    check = understanding_check(initiative)
    assert check.is_met
    assert [one.sentence for one in check.proofs] == [
        "Solution, passage 1: endorsed by both sides.",
        "Target, passage 2: endorsed by both sides.",
        "Expectation, passage 3: endorsed by both sides.",
        "1 passage says how open data helps, with a data need behind it.",
    ]
    with django_assert_num_queries(5):
        understanding_check(initiative)
    claim = add_claim(
        actor=official, passage=wish, side=GOVERNMENT, text="Tiga sekolah.", value=3, source="Dinas"
    )
    assert missing(initiative) == [
        "An expectation is endorsed by both sides, but a figure in it still waits."
    ]
    claim.delete()
    worded(official, solution, GOVERNMENT, text="Air diuji tiap minggu.")
    assert missing(initiative)[0] == "No solution is endorsed by both sides yet."


def test_a_passage_on_open_data_counts_with_its_own_words(initiative, facilitator, speakers):
    passage = written(facilitator, initiative, kind="open_data")
    endorsed(passage, speakers)
    assert missing(initiative)[-1].startswith("How open data helps is said")
    asked_for(passage)
    assert len(missing(initiative)) == 3
