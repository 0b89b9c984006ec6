"""Each side answers what the other believes of it; what both understand alike is learning, never a score."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.step2_forum.roles.models import PointAnswer
from titiktemu.step2_forum.roles.queries.points import Told, mirror_of, pairs_of, points_of, told_of
from titiktemu.step2_forum.roles.services.opening import answer_pair, propose_pair
from titiktemu.step2_forum.roles.services.writing import Changed, Wording
from titiktemu.step2_forum.roles.tests.mirroring import (
    CIVIL_SOCIETY,
    GOVERNMENT,
    LAW,
    LIMIT,
    both_opened,
    both_wrote,
    opened,
    said,
    written,
)
from titiktemu.step2_forum.roles.words import Standing, Word, alike_words

pytestmark = pytest.mark.django_db
TRUE = Wording("does", "Menguji air 40 sekolah setahun", basis="Permenkes 2/2023")


@pytest.fixture
def belief(initiative, speakers):
    """What civil society believes of government, opened."""
    return both_opened(initiative, speakers)[CIVIL_SOCIETY]


def told(point):
    return Told(point, list(PointAnswer.objects.filter(point=point)))


def test_a_point_that_is_right_is_understood_alike(belief, official):
    assert told(belief).waits_for == GOVERNMENT
    said(official, belief, GOVERNMENT, "right")
    assert told(belief).standing is Standing.ALIKE
    assert told(belief).waits_for == ""
    with pytest.raises(RuleBroken, match="already"):
        said(official, belief, GOVERNMENT, "right")


def test_a_correction_that_is_accepted_is_understood_alike(belief, official, activist):
    said(official, belief, GOVERNMENT, "corrected", wording=TRUE)
    found = told(belief)
    assert (found.standing, found.waits_for) == (Standing.CORRECTED, CIVIL_SOCIETY)
    assert (found.wording.text, found.basis_words) == (TRUE.text, f"Legal basis: {TRUE.basis}")
    said(activist, belief, CIVIL_SOCIETY, "accepted")
    assert told(belief).standing is Standing.ALIKE
    assert told(belief).wording.text == TRUE.text


def test_a_correction_may_be_disputed_and_later_accepted_or_written_anew(belief, official, activist):
    said(official, belief, GOVERNMENT, "corrected", wording=TRUE)
    with pytest.raises(RuleBroken, match="why it is disputed"):
        said(activist, belief, CIVIL_SOCIETY, "disputed", reason="  ")
    said(activist, belief, CIVIL_SOCIETY, "disputed", reason="Tahun lalu hanya 12.")
    assert told(belief).standing is Standing.DISPUTED
    newer = Wording("does", "Menguji air 12 sekolah setahun")
    said(official, belief, GOVERNMENT, "corrected", wording=newer)
    assert told(belief).waits_for == CIVIL_SOCIETY
    said(activist, belief, CIVIL_SOCIETY, "accepted")
    assert told(belief).wording.text == newer.text
    assert [one.word for one in told(belief).answers] == ["corrected", "disputed", "corrected", "accepted"]
    with pytest.raises(RuleBroken, match="already"):
        said(activist, belief, CIVIL_SOCIETY, "accepted")


def test_the_side_itself_may_dispute_and_then_there_is_nothing_to_accept(belief, official, activist):
    said(official, belief, GOVERNMENT, "disputed", reason="Bukan tugas kami.")
    assert told(belief).is_disputed
    with pytest.raises(RuleBroken, match="no correction"):
        said(activist, belief, CIVIL_SOCIETY, "accepted")


def test_only_the_sides_themselves_answer_and_who_leads_from_paper(
    belief, official, activist, facilitator, observer
):
    with pytest.raises(NotAllowed):
        said(activist, belief, GOVERNMENT, "right")
    with pytest.raises(NotAllowed):
        said(observer, belief, GOVERNMENT, "right")
    with pytest.raises(RuleBroken, match="no correction"):
        said(activist, belief, CIVIL_SOCIETY, "disputed", reason="Tidak.")
    assert said(facilitator, belief, GOVERNMENT, "right").is_typed
    said(official, belief, GOVERNMENT, "corrected", wording=TRUE)
    with pytest.raises(RuleBroken, match="Accept the correction"):
        said(activist, belief, CIVIL_SOCIETY, "right")


def test_two_who_answer_at_once_do_not_talk_past_each_other(belief, official):
    said(official, belief, GOVERNMENT, "corrected", wording=TRUE)
    with pytest.raises(Changed):
        said(official, belief, GOVERNMENT, "right", seen=0)
    assert PointAnswer.objects.count() == 1


def test_points_about_what_is_allowed_need_the_law_or_the_word_that_there_is_none(
    initiative, speakers, official, activist
):
    both_wrote(initiative, speakers)
    limit = written(activist, initiative, CIVIL_SOCIETY, GOVERNMENT, LIMIT, "may_not")
    known = written(activist, initiative, CIVIL_SOCIETY, GOVERNMENT, "Memberi data", "can", basis=LAW)
    opened(initiative, speakers)
    for word, wording in (("right", None), ("corrected", Wording("can", "Membuka jumlah murid"))):
        with pytest.raises(RuleBroken, match="law and article"):
            said(official, limit, GOVERNMENT, word, wording=wording)
    given_law = Wording("may_not", LIMIT, basis=LAW)
    said(official, limit, GOVERNMENT, "right", wording=given_law)
    assert told(limit).basis_words == f"Legal basis: {LAW}"
    # What the other side named already stands.
    said(official, known, GOVERNMENT, "right")
    assert told(known).basis_words == f"Legal basis: {LAW}"
    none = Wording("can", "Memberi data jumlah", has_no_basis=True)
    said(official, known, GOVERNMENT, "corrected", wording=none)
    assert told(known).basis_words == "Legal basis: there is none."


def test_a_correction_says_something_else(belief, official):
    for wording in (Wording("does", belief.text), Wording("does", " ")):
        with pytest.raises(RuleBroken, match=r"same words|how it really is"):
            said(official, belief, GOVERNMENT, "corrected", wording=wording)
    said(official, belief, GOVERNMENT, "corrected", wording=Wording("supports", belief.text))
    assert told(belief).wording.kind == "supports"


def test_nothing_is_answered_before_both_have_opened_nor_what_a_side_says_of_itself(
    initiative, speakers, official
):
    belief = both_wrote(initiative, speakers)[CIVIL_SOCIETY]
    with pytest.raises(RuleBroken, match="after both sides"):
        said(official, belief, GOVERNMENT, "right")
    mirror = opened(initiative, speakers)
    own = points_of(mirror, GOVERNMENT).get(about=GOVERNMENT)
    with pytest.raises(RuleBroken, match="needs no answer"):
        said(official, own, GOVERNMENT, "right")


def test_the_log_says_which_word_and_never_whose_reasons(belief, official):
    said(official, belief, GOVERNMENT, "disputed", reason="Bukan tugas kami.")
    assert AuditEntry.objects.get(action="roles.answer").detail == {"word": "disputed"}


def test_similar_points_are_laid_side_by_side_and_the_side_itself_decides(
    initiative, speakers, official, activist
):
    both_wrote(initiative, speakers)
    written(activist, initiative, CIVIL_SOCIETY, GOVERNMENT, "Menguji air sekolah", "may_not")
    mirror = opened(initiative, speakers)
    (pair,) = pairs_of(mirror)
    assert (pair.own.text, pair.belief.text) == ("Menguji air sekolah", "Menguji air semua sekolah")
    assert pair.says is None
    with pytest.raises(NotAllowed):
        answer_pair(actor=activist, pair=pair, same=True)
    answer_pair(actor=official, pair=pair, same=True)
    other = points_of(mirror, GOVERNMENT).get(about=GOVERNMENT)
    with pytest.raises(RuleBroken, match="side by side already"):
        propose_pair(actor=official, own=other, belief=pair.belief)
    answer_pair(actor=official, pair=pair, same=False)
    assert propose_pair(actor=official, own=other, belief=pair.belief).says
    with pytest.raises(RuleBroken, match="Choose one point"):
        propose_pair(actor=official, own=other, belief=other)


def test_what_is_believed_stands_beside_one_point_only(initiative, speakers, official):
    belief = both_wrote(initiative, speakers)[CIVIL_SOCIETY]
    second = written(official, initiative, GOVERNMENT, GOVERNMENT, "Memberi izin")
    mirror = opened(initiative, speakers)
    first = points_of(mirror, GOVERNMENT).filter(about=GOVERNMENT).exclude(pk=second.pk).get()
    propose_pair(actor=official, own=first, belief=belief)
    with pytest.raises(RuleBroken, match="beside another point"):
        propose_pair(actor=official, own=second, belief=belief)


moves = st.lists(
    st.tuples(st.sampled_from([GOVERNMENT, CIVIL_SOCIETY]), st.sampled_from(Word.values)), max_size=6
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves)
def test_a_point_is_understood_alike_only_by_the_word_of_the_side_that_it_is_about(belief, speakers, moves):
    PointAnswer.objects.all().delete()
    for number, (side, word) in enumerate(moves):
        wording = Wording("does", f"Kata {number}") if word == "corrected" else None
        try:
            said(speakers[side], belief, side, word, wording=wording, reason="Sebab.")
        except RuleBroken:
            continue
    found = told(belief)
    words = [(one.side, one.word) for one in found.answers]
    of_the_side = [word for side, word in words if side == GOVERNMENT]
    # An oracle of its own: alike is what the side called right, or corrected and the other accepted.
    last = words[-1] if words else None
    accepted = last == (CIVIL_SOCIETY, "accepted") and of_the_side[-1] == "corrected"
    assert found.is_settled == (last == (GOVERNMENT, "right") or accepted)
    assert not [word for side, word in words if (side, word) == (GOVERNMENT, "accepted")]
    assert {word for side, word in words if side == CIVIL_SOCIETY} <= {"accepted", "disputed"}


@given(st.integers(0, 50), st.integers(0, 50))
def test_what_is_understood_alike_is_told_in_words_without_a_figure(some, more):
    words = alike_words(some, some + more)
    assert not any(one.isdigit() or one == "%" for one in words)


def test_everything_is_read_in_two_queries(initiative, speakers, django_assert_num_queries):
    both_opened(initiative, speakers)
    mirror = mirror_of(initiative)
    with django_assert_num_queries(2):
        assert len(told_of(points_of(mirror))) == 4
