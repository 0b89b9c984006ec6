"""Decision rounds: verdicts per side by each rule, and van der Eijk's A."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.decision_rounds import (
    KINDS,
    WORDS,
    Ballots,
    Gradient,
    Kind,
    Rule,
    Verdict,
    decide,
    van_der_eijk,
)

GLAD = Ballots((8, 0, 0, 0, 0, 0, 0, 0))
COUNTS = st.lists(st.integers(0, 9), min_size=8, max_size=8).map(tuple)


def verdict(kind, *counts, standing=0, **more):
    """The verdict of a round in which one side is glad and the other answers so."""
    other = Ballots(counts, standing)
    return decide({"government": GLAD, "civil_society": other}, Rule(kind, **more)).verdict


def test_all_eight_gradients_and_all_rules_have_words():
    assert [*WORDS] == [*Gradient]
    assert [*KINDS] == [*Kind]


def test_one_block_on_one_side_stops_the_round():
    assert verdict(Kind.NO_BLOCK, 9, 0, 0, 0, 0, 0, 9, 0) is Verdict.AGREED
    for kind in (Kind.NO_BLOCK, Kind.SHARE, Kind.NOTES):
        assert verdict(kind, 9, 0, 0, 0, 0, 0, 0, 1) is Verdict.NOT_AGREED


def test_a_large_glad_side_never_carries_a_small_one():
    many, few = Ballots((900, 0, 0, 0, 0, 0, 0, 0)), Ballots((1, 1, 1, 0, 0, 0, 2, 0))
    found = decide({"government": many, "civil_society": few}, Rule(Kind.SHARE))
    assert found.verdict is Verdict.NOT_AGREED
    assert found.sides["government"].verdict is Verdict.AGREED


def test_shares_are_compared_exactly():
    assert verdict(Kind.SHARE, 4, 0, 0, 1, 0, 0, 0, 0) is Verdict.AGREED
    assert verdict(Kind.SHARE, 79, 0, 0, 21, 0, 0, 0, 0) is Verdict.NOT_AGREED
    assert (
        verdict(Kind.SHARE, 2, 0, 1, 0, 0, 0, 0, 0, level=Gradient.FULL, share=Fraction(2, 3))
        is Verdict.AGREED
    )


def test_those_who_go_along_make_it_agreed_with_notes():
    assert verdict(Kind.NOTES, 6, 0, 0, 0, 0, 3, 1, 0) is Verdict.WITH_NOTES
    assert verdict(Kind.NOTES, 9, 0, 0, 0, 0, 1, 0, 0) is Verdict.AGREED
    assert verdict(Kind.NOTES, 2, 0, 0, 5, 0, 3, 0, 0) is Verdict.NOT_AGREED
    assert verdict(Kind.NOTES, 5, 0, 0, 0, 0, 3, 2, 0, against=Fraction(1, 10)) is Verdict.NOT_AGREED


def test_consent_asks_for_objections_alone():
    assert verdict(Kind.CONSENT, 0, 0, 0, 0, 0, 0, 0, 6) is Verdict.AGREED
    assert verdict(Kind.CONSENT, 6, 0, 0, 0, 0, 0, 0, 0, standing=1) is Verdict.NOT_AGREED


@pytest.mark.parametrize("kind", list(Kind))
def test_a_side_that_did_not_answer_has_not_agreed(kind):
    assert verdict(kind, 0, 0, 0, 0, 0, 0, 0, 0) is Verdict.NOT_AGREED
    assert decide({}, Rule(kind)).verdict is Verdict.NOT_AGREED


@given(first=COUNTS, second=COUNTS, kind=st.sampled_from(list(Kind)), standing=st.integers(0, 2))
def test_the_round_is_no_better_than_any_side_and_says_no_number(first, second, kind, standing):
    found = decide({"one": Ballots(first, standing), "other": Ballots(second)}, Rule(kind))
    order = list(Verdict)
    assert order.index(found.verdict) == max(order.index(one.verdict) for one in found.sides.values())
    for one in found.sides.values():
        assert one.reasons
        assert not any(sign.isdigit() for reason in one.reasons for sign in reason)


@given(COUNTS, st.sampled_from([Kind.NO_BLOCK, Kind.SHARE, Kind.NOTES]), st.integers(0, 7), st.integers(0, 7))
def test_more_support_never_makes_a_verdict_worse(counts, kind, start, end):
    """Whoever moves to full support can only help."""
    if not counts[start]:
        return
    better = list(counts)
    better[start] -= 1
    better[0] += 1
    order = list(Verdict)
    before, after = (decide({"one": Ballots(tuple(one))}, Rule(kind)).verdict for one in (counts, better))
    assert order.index(after) <= order.index(before)


@pytest.mark.parametrize(
    ("counts", "agreement"),
    [
        ([30, 40, 210, 130, 530, 50, 10], 0.6113333333333),
        ([0, 0, 10, 0, 0], 1),
        ([5, 0, 0, 0, 5], -1),
        ([2, 2, 2, 2, 2], 0),
        ([2, 5, 12, 8, 3], 0.4166666666667),
        ([10, 2, 1, 2, 9], -0.5648148148148),
    ],
)
def test_agreement_is_as_published(counts, agreement):
    assert van_der_eijk(counts) == pytest.approx(agreement, abs=1e-12)


@given(COUNTS.filter(any), st.integers(2, 5))
def test_agreement_lies_between_its_ends_and_knows_no_direction(counts, times):
    agreement = van_der_eijk(counts)
    assert -1 <= agreement <= 1
    assert van_der_eijk(counts[::-1]) == pytest.approx(agreement)
    assert van_der_eijk([times * count for count in counts]) == pytest.approx(agreement)


@pytest.mark.parametrize("counts", [[1, 2], [0, 0, 0], [1, -1, 3]])
def test_agreement_of_nothing_is_refused(counts):
    with pytest.raises(ValueError, match="answers"):
        van_der_eijk(counts)


@pytest.mark.parametrize(
    "wrong", [{"share": Fraction(0)}, {"share": Fraction(3, 2)}, {"level": Gradient.BLOCK}]
)
def test_rules_that_cannot_be_followed_are_refused(wrong):
    with pytest.raises(ValueError, match="rule"):
        Rule(Kind.SHARE, **wrong)


def test_eight_counts_are_needed():
    with pytest.raises(ValueError, match="eight"):
        Ballots((1, 2, 3))
