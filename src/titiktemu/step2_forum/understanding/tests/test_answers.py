"""What a side says: of the wording that was read, with what would settle a dispute; and figures."""

import re
from decimal import Decimal

import pytest

from titiktemu.catalogue.tests.carry import dataset_for
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role
from titiktemu.step1_issues.models import EvidenceLink, Issue
from titiktemu.step2_forum.understanding.figures import (
    fingerprint,
    missing_figures,
    read_number,
    shown_number,
)
from titiktemu.step2_forum.understanding.models import Acceptance, Claim
from titiktemu.step2_forum.understanding.queries.passages import line_of
from titiktemu.step2_forum.understanding.services.answering import accept_figures, answer_passage
from titiktemu.step2_forum.understanding.services.claims import (
    accept_claim,
    add_claim,
    remove_claim,
    replace_claim,
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
NOT_ENOUGH = {"reason": "Pipa lama tidak dihitung.", "query": ""}
ENOUGH = {**NOT_ENOUGH, "query": "Umur pipa per sekolah"}


def said(actor, passage, side, word="endorsed", base=1, **why):
    return answer_passage(actor=actor, passage=passage, side=side, word=word, base=base, **why)


def test_a_dispute_says_why_and_which_data_would_settle_it(initiative, facilitator, official):
    passage = written(facilitator, initiative)
    for why, field in (({}, "reason"), (NOT_ENOUGH, "query"), ({**ENOUGH, "query": "x" * 301}, "query")):
        with pytest.raises(RuleBroken) as found:
            said(official, passage, GOVERNMENT, "disputed", **why)
        assert found.value.field == field
    said(official, passage, GOVERNMENT, "disputed", **ENOUGH)
    line = line_of(passage)
    assert line.is_disputed
    assert (line.stances[0].reason, line.stances[0].query) == (ENOUGH["reason"], ENOUGH["query"])
    # The latest word counts, the earlier one stays to be read; a word keeps nothing of the one before.
    said(official, passage, GOVERNMENT, **ENOUGH)
    assert not line_of(passage).is_disputed
    assert [one.word for one in standing(passage).stances.all()] == ["disputed", "endorsed"]
    assert line_of(passage).stances[0].reason == ""


def test_only_who_may_speak_for_a_side_answers_and_only_for_its_own(
    initiative, facilitator, official, observer, person
):
    passage = target(facilitator, initiative)
    figures = fingerprint(standing(passage))
    member = person(GOVERNMENT, Role.TEAM_MEMBER)
    for actor, side in (
        (facilitator, GOVERNMENT), (observer, GOVERNMENT), (member, GOVERNMENT), (official, CIVIL_SOCIETY),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            said(actor, passage, side)
        with pytest.raises(NotAllowed):
            accept_figures(actor=actor, passage=passage, side=side, figures=figures)


def test_an_answer_is_about_the_wording_that_was_read(initiative, facilitator, official, activist):
    passage = written(facilitator, initiative)
    worded(activist, passage, CIVIL_SOCIETY, text="Air diuji tiap minggu.")
    with pytest.raises(RuleBroken, match="changed since"):
        said(official, passage, GOVERNMENT)
    with pytest.raises(RuleBroken, match="endorse or dispute"):
        said(official, passage, GOVERNMENT, "maybe", base=2)


def test_the_same_word_said_twice_is_one_word(initiative, facilitator, official):
    passage = written(facilitator, initiative)
    first = said(official, passage, GOVERNMENT)
    entries = AuditEntry.objects.count()
    assert said(official, passage, GOVERNMENT) == first
    assert AuditEntry.objects.count() == entries


# Figures


def test_figures_are_accepted_by_each_side_and_anew_when_they_change(
    initiative, facilitator, speakers, official, activist
):
    passage = target(facilitator, initiative)
    endorsed(passage, speakers)
    assert line_of(passage).is_agreed
    worded(official, passage, GOVERNMENT, text="Air di semua sekolah diuji.")
    line = line_of(passage)
    assert (line.is_endorsed, line.are_figures_accepted) == (
        False,
        True,
    )  # a better sentence, the same figures
    worded(official, passage, GOVERNMENT, target=Decimal(70))
    line = line_of(passage)
    assert [one.accepts_figures for one in line.stances] == [False, False]
    old = Acceptance.objects.first().figures
    with pytest.raises(RuleBroken, match="have changed"):
        accept_figures(actor=activist, passage=passage, side=CIVIL_SOCIETY, figures=old)
    accept_figures(actor=activist, passage=passage, side=CIVIL_SOCIETY, figures=line.figures)
    accept_figures(actor=activist, passage=passage, side=CIVIL_SOCIETY, figures=line.figures)
    assert [one.accepts_figures for one in line_of(passage).stances] == [False, True]
    assert not line_of(passage).are_figures_accepted


@pytest.mark.parametrize("gap", ["indicator", "unit", "source", "baseline", "target", "due_on"])
def test_a_target_with_a_gap_can_be_written_and_its_figures_not_accepted(
    initiative, facilitator, official, gap
):
    empty = None if gap in {"baseline", "target", "due_on"} else ""
    passage = target(facilitator, initiative, **{gap: empty})
    stands = standing(passage)
    assert missing_figures(stands) == [gap]
    with pytest.raises(RuleBroken, match="not complete"):
        accept_figures(actor=official, passage=passage, side=GOVERNMENT, figures=fingerprint(stands))


def test_a_target_without_figures_is_not_agreed_and_other_passages_have_none(
    initiative, facilitator, speakers, official
):
    empty = dict.fromkeys(("baseline", "target", "due_on")) | dict.fromkeys(
        ("indicator", "unit", "source"), ""
    )
    passage = target(facilitator, initiative, **empty)
    for side, actor in speakers.items():
        said(actor, passage, side)
    assert (line_of(passage).is_endorsed, line_of(passage).is_agreed) == (True, False)
    other = written(facilitator, initiative)
    endorsed(other, speakers)
    assert line_of(other).is_agreed
    with pytest.raises(RuleBroken, match="no figures"):
        accept_figures(actor=official, passage=other, side=GOVERNMENT, figures="")


@pytest.mark.parametrize(
    ("text", "indonesian", "english"),
    [
        ("12,5", "12.5", "12.5"),
        ("12.5", "12.5", "12.5"),
        ("1.250", "1250", "1.25"),
        ("1,250", "1.25", "1250"),
        ("1.250.000", "1250000", "1250000"),
        ("1.250,75", "1250.75", "1250.75"),
        (" 60 % ", "60", "60"),
        ("-0,5", "-0.5", "-0.5"),
        ("0", "0", "0"),
    ],
)
def test_numbers_are_read_as_the_page_writes_them(text, indonesian, english):
    assert read_number(text, "id") == Decimal(indonesian)
    assert read_number(text, "en") == Decimal(english)


@pytest.mark.parametrize(
    "text", ["", "enam puluh", "1.25.0", "12,5,1", "1e5", "٣", "1,23456", "9" * 15, "--1", "NaN"]
)
def test_what_is_no_number_is_never_guessed(text):
    for language in ("id", "en"):
        with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
            read_number(text, language)


def test_a_figure_is_shown_without_zeros_nobody_wrote():
    assert shown_number(Decimal("1250.5000")) == "1,250.5"
    assert shown_number(None) == ""


# Claims


@pytest.fixture
def passage(facilitator, initiative):
    return written(facilitator, initiative)


def claimed(actor, passage, side=GOVERNMENT, **told):
    told = {"text": "Tiga sekolah belum diuji.", **told}
    return add_claim(actor=actor, passage=passage, side=side, **told)


def test_a_claim_without_evidence_is_an_opinion_and_a_figure_needs_evidence(passage, official):
    assert not claimed(official, passage).has_evidence
    with pytest.raises(RuleBroken, match="needs evidence") as found:
        claimed(official, passage, value=Decimal(3))
    assert found.value.field == "source"
    made = claimed(official, passage, value=Decimal(3), source="Laporan dinas, 2026")
    assert made.has_evidence
    assert claimed(official, passage, value=Decimal(3), source="Laporan dinas, 2026") == made
    with pytest.raises(RuleBroken, match="https"):
        claimed(official, passage, url="javascript:alert(1)")


def test_a_claim_points_at_evidence_and_released_data_of_this_initiative_alone(
    passage, official, initiative, make_initiative, facilitator
):
    other = make_initiative("Lain")
    now = passage.wordings.get().written_at
    pieces = []
    for number, place in enumerate((initiative, other), 1):
        issue = Issue.objects.create(initiative=place, number=number, problem="Air kotor", added_at=now)
        pieces.append(
            EvidenceLink.objects.create(
                issue=issue, channel="media", kind="article", text="Air", linked_at=now
            )
        )
    made = claimed(official, passage, piece=pieces[0])
    assert (made.piece, made.own_source) == (pieces[0], "")
    pieces[0].delete()  # its words stay
    made.refresh_from_db()
    assert (made.piece, made.own_source) == (None, "Air")
    with pytest.raises(RuleBroken, match="of this initiative"):
        claimed(official, passage, piece=pieces[1])
    # That there is a dataset without a release is for its own side to tell.
    with pytest.raises(RuleBroken, match="released"):
        claimed(official, passage, dataset=dataset_for(official, initiative))


def test_the_figure_of_a_claim_is_accepted_by_each_side(passage, speakers, official, activist, facilitator):
    for side, actor in speakers.items():
        said(actor, passage, side)
    made = claimed(official, passage, value=Decimal(3), source="Dinas")
    assert (line_of(passage).is_endorsed, line_of(passage).is_agreed) == (True, False)
    with pytest.raises(NotAllowed):
        accept_claim(actor=facilitator, claim=made, side=GOVERNMENT)
    for side, actor in speakers.items():
        accept_claim(actor=actor, claim=made, side=side)
    assert line_of(passage).is_agreed
    with pytest.raises(RuleBroken, match="take its place"):
        remove_claim(actor=official, claim=made)
    newer = replace_claim(actor=official, claim=made, text=made.text, value=Decimal(4), source="Dinas")
    assert not newer.is_accepted
    assert [one.value for one in line_of(passage).claims] == [4]
    assert Claim.objects.count() == 2
    with pytest.raises(RuleBroken, match="read it anew"):
        accept_claim(actor=activist, claim=made, side=CIVIL_SOCIETY)
    with pytest.raises(RuleBroken, match="no figures"):
        accept_claim(actor=activist, claim=claimed(activist, passage, CIVIL_SOCIETY), side=CIVIL_SOCIETY)


def test_nobody_touches_the_claims_of_the_other_side(passage, official, activist):
    made = claimed(official, passage)
    with pytest.raises(NotAllowed):
        remove_claim(actor=activist, claim=made)
    with pytest.raises(NotAllowed):
        replace_claim(actor=activist, claim=made, text="Lain.")
    remove_claim(actor=official, claim=made)
    assert line_of(passage).claims == ()


def test_a_character_that_no_database_holds_is_left_out_of_a_dispute(initiative, facilitator, official):
    passage = written(facilitator, initiative)
    said(official, passage, GOVERNMENT, "disputed", reason="Ter\0lalu jarang", query="\0Uji air")
    kept = passage.wordings.get().stances.get()
    assert (kept.reason, kept.query) == ("Terlalu jarang", "Uji air")
    with pytest.raises(RuleBroken):
        said(official, passage, GOVERNMENT, "disputed", reason="\0", query="Uji air")
