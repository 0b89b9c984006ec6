"""Targets of the shared understanding are asked for data as causes are; other passages may be, too."""

import pytest
from django.urls import reverse
from django.utils import timezone

from titiktemu.analysis.data_needs.asking import Kind, Reason
from titiktemu.foundation.errors import RuleBroken
from titiktemu.step2_forum.needs.checks import needs_check
from titiktemu.step2_forum.needs.exporting import needs_rows
from titiktemu.step2_forum.needs.queries.needs import numbers_of
from titiktemu.step2_forum.needs.queries.subjects import walk_of
from titiktemu.step2_forum.needs.services.asking import Wanted, ask_need
from titiktemu.step2_forum.needs.tests.asking import CIVIL_SOCIETY, GOVERNMENT
from titiktemu.step2_forum.understanding.queries.passages import lines_of
from titiktemu.step2_forum.understanding.tests.standing import (
    amended,
    claim,
    disputed,
    endorsed,
    passage,
    target,
)

pytestmark = pytest.mark.django_db


def asked_of(actor, initiative, wording, text="Uji air per sekolah"):
    return ask_need(
        actor=actor,
        initiative=initiative,
        side=CIVIL_SOCIETY,
        about=f"target-{wording.passage_id}",
        wanted=Wanted(text),
    )


def test_every_target_is_asked_about_beside_the_causes_and_counted_by_itself(
    initiative, causal_map, activist
):
    found = target(initiative)
    walk = walk_of(initiative)
    assert [(asked, many) for _words, asked, many in walk.by_kind()] == [(0, 3), (0, 3), (0, 1)]
    topic = walk.topic(f"target-{found.passage_id}")
    assert (topic.kind, topic.text, topic.kind_words) == (Kind.TARGET, "Air semua sekolah aman.", "Target")
    asked_of(activist, initiative, found)
    numbers = numbers_of(initiative)
    assert (numbers.targets, numbers.targets_asked, numbers.causes_asked) == (1, 1, 0)
    assert topic.key not in {one.key for one in walk_of(initiative).waiting}


def test_a_target_in_dispute_comes_before_one_that_one_side_alone_endorses(initiative, activist):
    agreed, alone, contested, unsaid = (target(initiative, text=one) for one in ("a", "b", "c", "d"))
    endorsed(agreed)
    endorsed(alone, GOVERNMENT)
    amended(alone, CIVIL_SOCIETY)
    disputed(contested, CIVIL_SOCIETY)
    claim(agreed, source="Laporan tahunan")
    claim(unsaid)  # without evidence it speaks for nothing
    topics = walk_of(initiative).topics
    assert [one.text for one in topics] == ["c", "b", "d", "a"]
    assert [one.reasons for one in topics] == [
        (Reason.CONTESTED, Reason.NO_EVIDENCE),
        (Reason.ONE_SIDE, Reason.NO_EVIDENCE),
        (Reason.NO_EVIDENCE,),
        (),
    ]
    assert topics[1].why[0] == "Only one side endorses it"


def test_other_passages_may_be_asked_about_and_nobody_waits_for_it(initiative, activist):
    found = passage(initiative, "open_data", helps="Semua melihat angka yang sama.")
    assert walk_of(initiative).waiting == []
    assert not lines_of(initiative)[0].counts_open_data
    asked_of(activist, initiative, found)
    assert lines_of(initiative)[0].counts_open_data
    assert walk_of(initiative).by_kind()[2][1:] == (0, 0)
    assert needs_rows(initiative)[1][2:4] == ["open_data", "Air sekolah diuji tiap bulan."]
    with pytest.raises(RuleBroken, match="asked already"):
        asked_of(activist, initiative, found)


def test_a_passage_that_is_out_or_elsewhere_is_not_asked_about(make_initiative, initiative, activist):
    gone, elsewhere = target(initiative), target(make_initiative("Lain"))
    gone.passage.removed_at = timezone.now()
    gone.passage.save()
    for one in (gone, elsewhere):
        with pytest.raises(RuleBroken, match="Choose a cause"):
            asked_of(activist, initiative, one)


def test_the_sentence_on_data_asks_for_targets_too(initiative, causal_map, activist):
    found = target(initiative)
    assert "On 1 of 1 targets nobody has asked which data would show it." in needs_check(initiative).missing
    asked_of(activist, initiative, found)
    assert not any("targets" in one for one in needs_check(initiative).missing)


def test_pages_lead_to_the_passage_in_as_many_queries_as_ever(
    initiative, activist, client_as, django_assert_max_num_queries
):
    browser = client_as(activist)
    for number in range(6):
        found = target(initiative, text=f"Target {number}")
    page = reverse("needs:ask", args=[initiative.slug])
    place = reverse("understanding:passage", args=[initiative.slug, found.passage.number])
    answer = browser.get(f"{page}?tentang=target-{found.passage_id}")
    assert f'href="{place}"' in answer.text
    need = asked_of(activist, initiative, found)
    for name, more in (("index", []), ("need", [need.number])):
        with django_assert_max_num_queries(40):
            assert "Target 5" in browser.get(reverse(f"needs:{name}", args=[initiative.slug, *more])).text
