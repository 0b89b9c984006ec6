"""Passages are worded by both; two who write at once lose nothing; what both endorse begins anew."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.words import Role
from titiktemu.step2_forum.understanding.content import Content, content_of
from titiktemu.step2_forum.understanding.models import Passage, Stance, Wording
from titiktemu.step2_forum.understanding.queries.passages import AMENDED, line_of, lines_of
from titiktemu.step2_forum.understanding.services.answering import answer_passage
from titiktemu.step2_forum.understanding.services.passages import (
    Agreed,
    add_passage,
    drop_wording,
    remove_passage,
    restore_passage,
    reword_passage,
    take_wording,
)
from titiktemu.step2_forum.understanding.tests.writing import (
    CIVIL_SOCIETY,
    GOVERNMENT,
    endorsed,
    standing,
    target,
    worded,
    written,
)

pytestmark = pytest.mark.django_db


def words(passage):
    return tuple(one.word for one in line_of(passage).stances)


def test_a_side_endorses_what_it_writes_and_whoever_leads_endorses_nothing(
    initiative, facilitator, official, activist, person
):
    assert words(written(facilitator, initiative)) == ("", "")
    own = written(official, initiative, GOVERNMENT, text="Kami memeriksa sumur.")
    assert words(own) == ("endorsed", "")
    worded(activist, own, CIVIL_SOCIETY, text="Kami memeriksa sumur bersama.")
    assert words(own) == ("", "endorsed")
    # A member of the team may write for its side, not endorse for it.
    member = person(GOVERNMENT, Role.TEAM_MEMBER)
    worded(member, own, GOVERNMENT, text="Kami memeriksa sumur bersama warga.")
    assert words(own) == ("", "")


def test_nobody_writes_for_the_other_side(initiative, official, observer, facilitator):
    for actor, side in ((official, CIVIL_SOCIETY), (official, ""), (observer, "")):
        with pytest.raises(NotAllowed):
            written(actor, initiative, side)
    passage = written(facilitator, initiative)
    with pytest.raises(NotAllowed):
        worded(official, passage, CIVIL_SOCIETY, text="Lain.")


def test_two_who_write_at_once_lose_nothing(initiative, facilitator, official, activist):
    passage = written(facilitator, initiative)
    first = worded(official, passage, GOVERNMENT, base=1, text="Air diuji tiap minggu.")
    second = worded(activist, passage, CIVIL_SOCIETY, base=1, text="Air diuji tiap hari.")
    assert (first.is_beside, second.is_beside) == (False, True)
    line = line_of(passage)
    assert line.stands == first
    assert [one for one, _pieces in line.beside] == [second]
    assert words(passage) == ("endorsed", AMENDED)
    # Sent twice, it is the same wording.
    assert worded(activist, passage, CIVIL_SOCIETY, base=1, text="Air diuji tiap hari.") == second
    taken = take_wording(actor=activist, wording=second, side=CIVIL_SOCIETY, base=first.number)
    assert (taken.text, taken.side) == ("Air diuji tiap hari.", CIVIL_SOCIETY)
    assert words(passage) == ("", "endorsed")
    assert not line_of(passage).beside
    assert {one.text for one in passage.wordings.all()} >= {"Air diuji tiap minggu.", "Air diuji tiap hari."}
    with pytest.raises(RuleBroken, match="no longer waits"):
        take_wording(actor=activist, wording=second, side=CIVIL_SOCIETY, base=taken.number)


def test_a_waiting_wording_is_put_aside_by_its_writer_alone_and_stays_to_be_read(
    initiative, facilitator, official, activist
):
    passage = written(facilitator, initiative)
    worded(official, passage, GOVERNMENT, base=1, text="Air diuji tiap minggu.")
    waits = worded(activist, passage, CIVIL_SOCIETY, base=1, text="Air diuji tiap hari.")
    with pytest.raises(NotAllowed):
        drop_wording(actor=official, wording=waits)
    drop_wording(actor=activist, wording=waits)
    assert not line_of(passage).beside
    assert passage.wordings.filter(text="Air diuji tiap hari.").exists()
    with pytest.raises(RuleBroken, match="no longer waits"):
        drop_wording(actor=activist, wording=waits)


def test_a_wording_is_taken_only_in_the_place_of_the_one_that_was_read(
    initiative, facilitator, official, activist
):
    passage = written(facilitator, initiative)
    worded(official, passage, GOVERNMENT, base=1, text="Air diuji tiap minggu.")
    waits = worded(activist, passage, CIVIL_SOCIETY, base=1, text="Air diuji tiap hari.")
    worded(official, passage, GOVERNMENT, text="Air diuji dua kali sebulan.")
    with pytest.raises(RuleBroken, match="changed since"):
        take_wording(actor=activist, wording=waits, side=CIVIL_SOCIETY, base=2)
    # Whoever leads puts it there, and nobody has endorsed it yet, its own side neither.
    take_wording(actor=facilitator, wording=waits, side="", base=standing(passage).number)
    assert words(passage) == ("", "")


def test_what_both_endorse_begins_anew_only_knowingly(initiative, facilitator, speakers, official):
    passage = written(facilitator, initiative)
    endorsed(passage, speakers)
    assert line_of(passage).is_agreed
    new = replace(content_of(standing(passage)), text="Air diuji tiap minggu.")
    told = {"actor": official, "passage": passage, "side": GOVERNMENT, "content": new, "base": 1}
    with pytest.raises(Agreed):
        reword_passage(**told)
    with pytest.raises(RuleBroken, match="only by a new wording"):
        answer_passage(
            actor=official, passage=passage, side=GOVERNMENT, word="disputed", base=1, reason="a", query="b"
        )
    with pytest.raises(RuleBroken, match="only by a new wording"):
        remove_passage(actor=facilitator, passage=passage, side="")
    reword_passage(**told, knows_agreed=True)
    assert words(passage) == ("endorsed", "")
    # The same for a wording that waits.
    waits = worded(official, passage, GOVERNMENT, base=1, text="Air diuji tiap hari.")
    endorsed(passage, speakers)
    taken = {"actor": facilitator, "wording": waits, "side": "", "base": standing(passage).number}
    with pytest.raises(Agreed):
        take_wording(**taken)
    take_wording(**taken, knows_agreed=True)
    assert words(passage) == ("", "")


def test_nothing_changed_is_no_new_wording(initiative, facilitator, official):
    passage = target(facilitator, initiative)
    same = worded(
        official, passage, GOVERNMENT, target=Decimal("60.0000"), text=" Air di enam puluh sekolah diuji. "
    )
    assert same.number == 1
    assert words(passage) == ("", "")


def test_the_same_form_sent_twice_is_one_passage(initiative, facilitator):
    written(facilitator, initiative)
    with pytest.raises(RuleBroken, match="written already: number 1"):
        written(facilitator, initiative)
    written(facilitator, initiative, kind="expectation")
    assert [one.passage.kind for one in lines_of(initiative)] == ["solution", "expectation"]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"text": "  "}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"target": Decimal("12.50")}, "target"),
        ({"due_on": date(2026, 5, 9)}, "due_on"),
        ({"baseline_on": date(2026, 5, 11)}, "baseline_on"),
        ({"baseline_on": date(2026, 5, 1), "due_on": date(2026, 5, 1)}, "due_on"),
    ],
)
def test_what_cannot_be_is_said_where_it_was_typed(initiative, facilitator, told, field):
    with time_machine.travel("2026-05-10 12:00+07:00", tick=False), pytest.raises(RuleBroken) as found:
        target(facilitator, initiative, **told)
    assert found.value.field == field


def test_a_day_that_has_passed_meanwhile_does_not_stop_a_better_sentence(initiative, facilitator):
    with time_machine.travel("2026-05-10 12:00+07:00", tick=False):
        passage = target(facilitator, initiative, due_on=date(2026, 6, 1))
    with time_machine.travel("2026-07-10 12:00+07:00", tick=False):
        assert worded(facilitator, passage, "", text="Air diuji.").number == 2
        with pytest.raises(RuleBroken, match="This day is over"):
            worded(facilitator, passage, "", due_on=date(2026, 6, 2))


def test_only_targets_have_figures(initiative, facilitator):
    passage = written(facilitator, initiative, unit="sekolah", target=Decimal(60))
    assert (standing(passage).unit, standing(passage).target) == ("", None)
    with pytest.raises(RuleBroken, match="what the passage is about"):
        add_passage(actor=facilitator, initiative=initiative, side="", kind="wish", content=Content("Air."))


def test_a_side_takes_out_what_it_alone_wrote_and_brings_it_back(initiative, official, activist, facilitator):
    passage = written(official, initiative, GOVERNMENT)
    with pytest.raises(RuleBroken, match="Others wrote"):
        remove_passage(actor=activist, passage=passage, side=CIVIL_SOCIETY)
    remove_passage(actor=official, passage=passage, side=GOVERNMENT)
    assert lines_of(initiative) == []
    with pytest.raises(RuleBroken, match="taken out"):
        answer_passage(actor=activist, passage=passage, side=CIVIL_SOCIETY, word="endorsed", base=1)
    restore_passage(actor=official, passage=passage, side=GOVERNMENT)
    assert words(passage) == ("endorsed", "")
    worded(activist, passage, CIVIL_SOCIETY, text="Lain.")
    with pytest.raises(RuleBroken, match="Others wrote"):
        remove_passage(actor=official, passage=passage, side=GOVERNMENT)
    remove_passage(actor=facilitator, passage=passage, side="")
    assert Passage.objects.get().wordings.count() == 2


# Whatever is done in whatever order


SIDES = st.sampled_from([GOVERNMENT, CIVIL_SOCIETY])
STEPS = st.one_of(
    st.tuples(st.just("write"), SIDES, st.integers(0, 3), st.integers(0, 9)),
    st.tuples(st.just("answer"), SIDES, st.integers(0, 3), st.sampled_from(["endorsed", "disputed"])),
    st.tuples(st.just("take"), SIDES, st.integers(0, 3), st.integers(0, 3)),
    st.tuples(st.just("drop"), SIDES, st.just(0), st.integers(0, 3)),
)


@given(steps=st.lists(STEPS, max_size=12))
@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)  # each example undoes what it wrote
def test_no_wording_is_ever_lost_and_no_word_outlives_what_was_read(initiative, facilitator, speakers, steps):
    with transaction.atomic():
        _go(initiative, facilitator, speakers, steps)
        transaction.set_rollback(True)


def _go(initiative, facilitator, speakers, steps):
    passage = written(facilitator, initiative)
    sent = {standing(passage).text}
    said: dict[tuple[str, int], str] = {}  # by hand: the last word of a side on a version, and nothing else
    for do, side, behind, what in steps:
        before = standing(passage).number
        base = max(1, before - behind)
        try:
            if do == "write":
                text = f"Kalimat {what}."
                made = worded(speakers[side], passage, side, base=base, text=text)
                sent.add(text)
                fresh = not made.is_beside and made.number != before
                said |= {(side, made.number): "endorsed"} if fresh else {}
            elif do == "answer":
                told = {"word": what, "base": base, "reason": "Belum.", "query": "Uji air"}
                answer_passage(actor=speakers[side], passage=passage, side=side, **told)
                said[side, base] = what
            else:
                waits = list(passage.wordings.filter(is_beside=True))
                if not waits:
                    continue
                wording = waits[what % len(waits)]
                if do == "take":
                    given = {"wording": wording, "side": side, "base": base, "knows_agreed": True}
                    made = take_wording(actor=speakers[side], **given)
                    said[side, made.number] = "endorsed"
                else:
                    drop_wording(actor=speakers[side], wording=wording)
        except (RuleBroken, NotAllowed):
            assert do != "write"
            assert standing(passage).number == before
        else:
            assert do in {"write", "drop"} or base == before  # never about what was not read
        assert sent <= {one.text for one in Wording.objects.filter(passage=passage)}
        version = standing(passage).number
        expected = tuple(said.get((one, version), "") for one in speakers)
        assert tuple(one if one != AMENDED else "" for one in words(passage)) == expected
    assert Stance.objects.filter(wording__passage=passage).count() >= len(said)
