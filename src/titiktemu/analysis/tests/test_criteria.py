"""Criteria: swing weights, value functions, rank acceptability, and how far a weight may go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.criteria import (
    BadCriteria,
    ValueFunction,
    acceptability,
    local_scale,
    ranks,
    ranks_by_side,
    scores,
    stability,
    swing_weights,
)

VALUES = {
    "water": {"reach": 100, "cost": 20, "data": 60},
    "roads": {"reach": 60, "cost": 50, "data": 0},
    "health": {"reach": 0, "cost": 100, "data": 100},
}
EVEN = {"reach": 1 / 3, "cost": 1 / 3, "data": 1 / 3}
TABLES = st.integers(1, 4).flatmap(
    lambda many: st.lists(st.lists(st.integers(0, 100), min_size=many, max_size=many), min_size=1, max_size=5)
)


def named(rows, names="abcde"):
    """Rows of values as options."""
    return {
        name: {f"c{place}": value for place, value in enumerate(row)}
        for name, row in zip(names, rows, strict=False)
    }


def test_weights_add_up_and_keep_their_proportions():
    weights = swing_weights({"reach": 100, "cost": 50, "data": 0})
    assert weights == pytest.approx({"reach": 2 / 3, "cost": 1 / 3, "data": 0})


@pytest.mark.parametrize(
    "swings", [{}, {"a": 0}, {"a": -1, "b": 2}, {"a": float("nan")}, {"a": float("inf")}]
)
def test_swings_that_make_no_weights_are_refused(swings):
    with pytest.raises(BadCriteria, match="Swing weights"):
        swing_weights(swings)


@pytest.mark.parametrize("points", [(), ((0, 0),), ((1, 0), (1, 100)), ((0, -1), (1, 5)), ((0, 0), (1, 101))])
def test_value_functions_that_say_nothing_are_refused(points):
    with pytest.raises(BadCriteria):
        ValueFunction(points)


def test_a_criterion_on_which_all_are_alike_tells_nothing_apart():
    scale = local_scale([7, 7, 7])
    assert scale.of(7) == local_scale([7], more_is_better=False).of(7) == 100


def test_each_side_keeps_its_own_ranking():
    reach, data = (
        swing_weights({"reach": 1, "cost": 0, "data": 0}),
        swing_weights({"reach": 0, "cost": 0, "data": 1}),
    )
    found = ranks_by_side(
        {"government": VALUES, "civil_society": VALUES}, {"government": reach, "civil_society": data}
    )
    assert found["government"] == {"water": 1, "roads": 2, "health": 3}
    assert found["civil_society"] == {"water": 2, "roads": 3, "health": 1}


def test_equal_scores_share_their_ranks():
    assert ranks({"a": {"x": 50}, "b": {"x": 50}, "c": {"x": 10}}, {"x": 1}) == {"a": 1.5, "b": 1.5, "c": 3}
    found = acceptability({"a": {"x": 50}, "b": {"x": 50}}, seed=1, draws=10)
    assert found["a"].ranks == found["b"].ranks == (0.5, 0.5)


def test_with_two_criteria_the_share_of_weights_is_known():
    """a is first where x weighs more than 0.4: that is 0.6 of all weights."""
    found = acceptability({"a": {"x": 60, "y": 0}, "b": {"x": 0, "y": 40}}, seed=3, draws=50_000)
    assert found["a"].ranks[0] == pytest.approx(0.6, abs=0.01)
    assert found["a"].central["x"] == pytest.approx(0.7, abs=0.01)


def test_drawing_around_weights_comes_to_their_ranking():
    found = acceptability(VALUES, seed=1, draws=2000, around={"reach": 1, "cost": 0, "data": 0})
    assert found["water"].ranks == (1, 0, 0)
    near = acceptability(VALUES, seed=1, draws=2000, around=EVEN, sureness=1000)
    assert near["health"].ranks[0] > 0.9


def test_the_same_seed_gives_the_same():
    assert acceptability(VALUES, seed=5, draws=200) == acceptability(VALUES, seed=5, draws=200)


@given(TABLES)
def test_shares_of_ranks_add_up_both_ways(rows):
    found = acceptability(named(rows), seed=1, draws=50)
    assert all(sum(one.ranks) == pytest.approx(1) for one in found.values())
    columns = zip(*(one.ranks for one in found.values()), strict=True)
    assert [sum(column) for column in columns] == pytest.approx([1] * len(found))


@given(TABLES)
def test_other_names_change_nothing_but_names(rows):
    first, second = (acceptability(named(rows, names), seed=1, draws=50) for names in ("abcde", "zyxwv"))
    assert list(first.values()) == list(second.values())


@given(TABLES, st.data())
def test_at_the_ends_of_its_range_the_first_is_still_first(rows, data):
    values = named(rows)
    criteria = list(values["a"])
    swing = st.integers(0, 10)
    swings = {one: data.draw(swing) for one in criteria} | {"c0": data.draw(st.integers(1, 10))}
    weights = swing_weights(swings)
    first = max(scores(values, weights), key=lambda one: round(scores(values, weights)[one], 9))
    for criterion, (low, high) in stability(values, weights).items():
        assert low - 1e-9 <= weights[criterion] <= high + 1e-9
        rest = 1 - weights[criterion]
        if rest > 1e-9:
            for end in (low, high):
                moved = {one: weight * (1 - end) / rest for one, weight in weights.items()} | {criterion: end}
                found = scores(values, moved)
                assert found[first] >= max(found.values()) - 1e-6


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"a": {}},
        {"a": {"x": 101}},
        {"a": {"x": float("nan")}},
        {"a": {"x": 1}, "b": {"y": 1}},
    ],
)
def test_values_that_cannot_be_weighed_are_refused(values):
    with pytest.raises(BadCriteria):
        acceptability(values, seed=1)


def test_weights_of_other_criteria_are_refused():
    with pytest.raises(BadCriteria):
        scores(VALUES, {"reach": 1})
    with pytest.raises(BadCriteria):
        acceptability(VALUES, seed=1, around={"reach": 1})
