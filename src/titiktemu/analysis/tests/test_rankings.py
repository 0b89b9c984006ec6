"""The room's ranking against the public's, and issues over the channels of evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from titiktemu.analysis.rankings import Evidence, distance, triangulate

ISSUES = ["air", "jalan", "sampah", "sekolah", "puskesmas"]


def of(**strengths):
    """What a channel says, ten people behind each."""
    return {issue: Evidence(strength, 10) for issue, strength in strengths.items()}


def test_the_same_order_is_no_distance():
    found = distance([[one] for one in ISSUES], [[one] for one in ISSUES])
    assert (found.tau, found.gaps) == (1, ())


def test_the_order_turned_over_is_the_farthest():
    found = distance([[one] for one in ISSUES], [[one] for one in reversed(ISSUES)])
    assert found.tau == -1
    assert [(gap.issue, gap.size) for gap in found.gaps] == [("air", -4), ("puskesmas", 4), ("jalan", -2)]


def test_only_issues_that_both_rank_are_compared():
    found = distance([["air"], ["jalan"], ["pasar"]], [["listrik"], ["jalan"], ["air"]])
    assert (found.tau, found.issues, found.left_out) == (-1, 2, ("listrik", "pasar"))


@pytest.mark.parametrize("public", [[], [["air"]], [["air", "jalan"]], [["listrik"]]])
def test_where_nothing_is_ordered_there_is_no_tau(public):
    assert distance([["air"], ["jalan"]], public).tau is None


LEVELS = st.lists(st.integers(0, 3), min_size=5, max_size=5)


def levels(places):
    """Issues level by level."""
    return [
        [issue for issue, place in zip(ISSUES, places, strict=True) if place == level] for level in range(4)
    ]


@given(LEVELS, LEVELS)
def test_tau_corrects_for_ties_and_does_not_care_who_is_first(one, other):
    found, turned = distance(levels(one), levels(other)), distance(levels(other), levels(one))
    assert found.tau == turned.tau
    if len(set(one)) > 1 and len(set(other)) > 1:
        assert found.tau == pytest.approx(kendalltau(one, other).statistic)
    assert {gap.issue for gap in found.gaps if abs(gap.size) == 4} == {
        gap.issue for gap in turned.gaps if abs(gap.size) == 4
    }


def test_channels_that_agree_have_a_w_of_one_and_change_nothing():
    grid = triangulate({"survey": of(air=3, jalan=2, sampah=1), "media": of(air=30, jalan=20, sampah=10)})
    assert (grid.w, grid.order, grid.complete) == (1, ("air", "jalan", "sampah"), 3)
    assert all(one.moved == () for one in grid.without.values())
    assert grid.cells["jalan", "media"].rank == 2


def test_ties_share_the_middle_rank():
    grid = triangulate({"survey": of(air=3, jalan=3, sampah=1)})
    assert [grid.cells[one, "survey"].rank for one in ("air", "jalan", "sampah")] == [1.5, 1.5, 3]
    assert (grid.w, grid.without) == (None, {})


def test_the_grid_tells_what_hangs_on_one_channel():
    survey, talks = of(air=3, jalan=2, sampah=1), of(air=2, jalan=3, sampah=1)
    media = of(air=1, jalan=2, sampah=30)
    grid = triangulate({"survey": survey, "talks": talks, "media": media})
    assert grid.order == ("jalan", "air", "sampah")
    assert grid.without["talks"].order == ("jalan", "air", "sampah")
    assert grid.without["media"].w > grid.w
    assert grid.without["survey"].moved == (("sampah", -1), ("air", 1))


def test_a_channel_that_does_not_speak_of_an_issue_does_not_count_against_it():
    grid = triangulate({"survey": of(air=3, jalan=2, sampah=1), "experts": of(sampah=9, jalan=5)})
    assert grid.complete == 2
    assert ("air", "experts") not in grid.cells
    assert grid.order == ("air", "sampah", "jalan")


def test_no_channel_gives_an_empty_grid():
    grid = triangulate({})
    assert (grid.order, grid.w, grid.cells) == ((), None, {})


def test_a_strength_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="survey"):
        triangulate({"survey": of(air=float("nan"))})


CHANNELS = st.dictionaries(
    st.sampled_from(["survey", "talks", "media", "experts"]),
    st.dictionaries(st.sampled_from(ISSUES), st.integers(0, 4).map(lambda one: Evidence(one, 5))),
    max_size=4,
)


@given(CHANNELS)
def test_every_issue_stands_once_and_w_is_a_share(channels):
    grid = triangulate(channels)
    assert sorted(grid.order) == sorted({issue for said in channels.values() for issue in said})
    assert grid.w is None or -1e-9 <= grid.w <= 1 + 1e-9
    for name, one in grid.without.items():
        rest = {issue for other, said in channels.items() if other != name for issue in said}
        assert set(one.order) == rest
