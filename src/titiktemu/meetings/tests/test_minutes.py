"""Minutes: each side's word on each passage, two writers at once, and what silence means."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.models import Minutes, PassageVersion
from titiktemu.meetings.queries.minutes import passage_lines
from titiktemu.meetings.services.inviting import invite_other
from titiktemu.meetings.services.minutes import (
    add_passage,
    amend_passage,
    answer_passage,
    issue_minutes,
    rewrite_passage,
    set_minutes_due,
    take_wording,
)
from titiktemu.meetings.services.planning import mark_held
from titiktemu.meetings.tasks import look_after_meetings
from titiktemu.meetings.tests.gathering import TUESDAY, planned
from titiktemu.meetings.wording_diff import word_diff

pytestmark = pytest.mark.django_db
GOV, CSO = Side.GOVERNMENT, Side.CIVIL_SOCIETY
TEXT = "Dinas membalas dalam tiga hari kerja."


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(TUESDAY + timedelta(hours=1), tick=False) as moving:
        yield moving


@pytest.fixture
def meeting(facilitator, initiative):
    return planned(facilitator, initiative)


@pytest.fixture
def passage(facilitator, meeting):
    return add_passage(actor=facilitator, meeting=meeting, text=TEXT, kind="agreed")


@pytest.fixture
def gov(person):
    return person(GOV, Role.LEADER)


@pytest.fixture
def cso(person):
    return person(CSO, Role.REPRESENTATIVE)


def line(meeting):
    return passage_lines(meeting)[0]


def at(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[meeting.initiative.slug, meeting.number, *more])


def approve(actor, passage, side, base=1):
    return answer_passage(actor=actor, passage=passage, side=side, word="approved", base=base)


def test_one_approval_from_each_side_settles_a_passage(meeting, passage, gov, cso):
    approve(gov, passage, GOV)
    assert not line(meeting).is_settled
    approve(cso, passage, CSO)
    assert line(meeting).is_settled
    with pytest.raises(RuleBroken, match="Both sides have approved"):
        answer_passage(actor=gov, passage=passage, side=GOV, word="disputed", base=1, reason="Tidak lagi")


def test_nobody_speaks_for_the_other_side(passage, gov, facilitator):
    for actor, side in ((gov, CSO), (facilitator, GOV)):
        with pytest.raises(NotAllowed):
            approve(actor, passage, side)


def test_a_dispute_needs_a_reason_that_the_other_side_reads(meeting, passage, cso):
    with pytest.raises(RuleBroken, match="why it is disputed"):
        answer_passage(actor=cso, passage=passage, side=CSO, word="disputed", base=1)
    answer_passage(actor=cso, passage=passage, side=CSO, word="disputed", base=1, reason="Bukan tiga hari.")
    assert line(meeting).is_disputed
    assert "Bukan tiga hari." in [one.reason for one in line(meeting).words]


def test_an_amendment_is_approved_by_its_side_and_asks_the_other_anew(meeting, passage, gov, cso):
    approve(gov, passage, GOV)
    amend_passage(actor=cso, passage=passage, side=CSO, text=TEXT.replace("tiga", "lima"), base=1)
    assert [(one.side, one.word) for one in line(meeting).words] == [(GOV, ""), (CSO, "approved")]
    assert ("gone", "tiga") in [(one.how, one.text) for one in line(meeting).changed]
    passage.refresh_from_db()
    approve(gov, passage, GOV, base=2)
    assert line(meeting).is_settled


def test_two_who_write_at_once_lose_nothing(meeting, passage, facilitator, cso):
    amend_passage(actor=cso, passage=passage, side=CSO, text="Dinas membalas dalam lima hari.", base=1)
    late = rewrite_passage(actor=facilitator, passage=passage, text="Dinas membalas hari itu juga.", base=1)
    assert late.is_beside
    assert line(meeting).stands.text == "Dinas membalas dalam lima hari."
    assert [one.text for one, _pieces in line(meeting).beside] == ["Dinas membalas hari itu juga."]
    take_wording(actor=facilitator, version=late, base=2)
    assert line(meeting).stands.text == "Dinas membalas hari itu juga."
    assert line(meeting).beside == ()
    assert PassageVersion.objects.filter(passage=passage).count() == 4


def test_the_same_wording_sent_twice_is_one(passage, facilitator):
    for _again in range(2):
        rewrite_passage(actor=facilitator, passage=passage, text="Dinas membalas.", base=1)
    assert PassageVersion.objects.filter(passage=passage).count() == 2


def test_an_answer_to_a_wording_that_no_longer_stands_is_refused(passage, facilitator, gov):
    rewrite_passage(actor=facilitator, passage=passage, text="Dinas membalas.", base=1)
    with pytest.raises(RuleBroken, match="has changed"):
        approve(gov, passage, GOV)


def test_silence_never_approves_and_reminds_once(
    meeting, passage, facilitator, clock, django_capture_on_commit_callbacks
):
    told = {"name": "Bu Sari", "side": CSO, "contact": "0812 sari@contoh.invalid"}
    invite_other(actor=facilitator, meeting=meeting, **told)
    with pytest.raises(RuleBroken, match="still to come"):
        set_minutes_due(actor=facilitator, meeting=meeting, due_at=timezone.now())
    set_minutes_due(actor=facilitator, meeting=meeting, due_at=timezone.now() + timedelta(days=3))
    clock.shift(timedelta(days=4))
    for _again in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            look_after_meetings(timezone.now())
    assert Minutes.objects.get().reminded_at
    assert not line(meeting).is_settled
    assert [one.to for one in mail.outbox] == [["sari@contoh.invalid"]]
    assert TEXT not in mail.outbox[0].body


def test_only_a_side_that_has_not_answered_is_reminded(
    meeting, passage, facilitator, gov, clock, django_capture_on_commit_callbacks
):
    for name, side in (("Bu Sari", CSO), ("Pak Budi", GOV), ("Bu Rini", Side.CITIZENS)):
        contact = f"{name[-4:].lower()}@contoh.invalid"
        invite_other(actor=facilitator, meeting=meeting, name=name, side=side, contact=contact)
    set_minutes_due(actor=facilitator, meeting=meeting, due_at=timezone.now() + timedelta(days=3))
    approve(gov, passage, GOV)
    clock.shift(timedelta(days=4))
    with django_capture_on_commit_callbacks(execute=True):
        look_after_meetings(timezone.now())
    assert [one.to for one in mail.outbox] == [["sari@contoh.invalid"]]


def test_minutes_of_one_side_alone_are_settled_by_that_side(initiative, gov, cso):
    caucus = planned(gov, initiative, side=GOV)
    passage = add_passage(actor=gov, meeting=caucus, text=TEXT, kind="said")
    with pytest.raises(NotAllowed):
        approve(cso, passage, CSO)
    approve(gov, passage, GOV)
    assert line(caucus).is_settled


def test_the_paper_says_what_nobody_approved(meeting, passage, facilitator, gov):
    approve(gov, passage, GOV)
    with pytest.raises(RuleBroken, match="marked as held"):
        issue_minutes(actor=facilitator, meeting=meeting)
    mark_held(actor=facilitator, meeting=meeting)
    meeting.refresh_from_db()
    paper = issue_minutes(actor=facilitator, meeting=meeting)
    assert "/NOT/" in paper.number
    assert "no answer yet, not approved" in str(paper.content["en"])
    again = issue_minutes(actor=facilitator, meeting=meeting)
    assert again.supersedes == paper


def test_minutes_do_not_begin_before_the_meeting(facilitator, initiative):
    later = planned(facilitator, initiative, starts_at=TUESDAY + timedelta(days=1))
    with pytest.raises(RuleBroken, match="from the beginning"):
        add_passage(actor=facilitator, meeting=later, text=TEXT, kind="said")


def test_pages_keep_what_was_typed_and_mark_changes_for_readers(
    meeting, passage, client_as, facilitator, gov, cso, client
):
    here = at("passage", meeting, passage.number)
    sent = {"do": "disputed", "base": 1, "reason": " "}
    assert client_as(gov).post(here, sent).status_code == 422
    other = client_as(cso)
    other.post(here, {"do": "amend", "base": 1, "text": TEXT.replace("tiga", "lima")})
    page = other.get(here).content.decode()
    assert "<del>" in page
    assert "[taken out:" in page
    lead = client_as(facilitator)
    assert lead.post(at("minutes", meeting), {"do": "add", "text": "", "kind": "said"}).status_code == 422
    late = lead.post(here, {"do": "rewrite", "base": 1, "text": "Lain sama sekali."}, follow=True)
    assert "Both wordings are kept" in late.content.decode()
    assert client.get(at("minutes", meeting)).status_code in {403, 404}


@pytest.mark.parametrize("many", [1, 15])
def test_minutes_take_the_same_queries_for_one_passage_and_for_many(
    meeting, facilitator, gov, client_as, django_assert_max_num_queries, many
):
    for number in range(many):
        made = add_passage(actor=facilitator, meeting=meeting, text=f"Butir {number}", kind="said")
        approve(gov, made, GOV)
    browser = client_as(gov)
    browser.get(at("minutes", meeting))
    with django_assert_max_num_queries(11):
        browser.get(at("minutes", meeting))


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_diff_holds_both_wordings_whole(before, after):
    pieces = word_diff(before, after)
    assert "".join(one.text for one in pieces if one.how != "gone") == after
    assert "".join(one.text for one in pieces if one.how != "added") == before
