"""Participation in figures: voice, equality, balance against targets."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from titiktemu.analysis.participation import balance, equal_voice, evenness, gini, voices

turns = st.lists(st.integers(0, 30), min_size=1, max_size=12)


def test_the_example_of_the_package_ineq_for_r():
    x = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
    assert round(gini(x), 7) == 0.4620911


@given(turns)
def test_gini_is_half_the_mean_difference_by_the_mean(amounts):
    assume(sum(amounts))
    x = np.array(amounts, dtype=float)
    assert gini(amounts) == pytest.approx(np.abs(x[:, None] - x).mean() / (2 * x.mean()))
    assert 0 <= gini(amounts) <= 1 - 1 / len(amounts) + 1e-12


@given(turns, st.integers(1, 9))
def test_the_unit_and_the_order_do_not_count(amounts, factor):
    turned = [factor * one for one in reversed(amounts)]
    assert gini(turned) == pytest.approx(gini(amounts))
    assert evenness(turned) == pytest.approx(evenness(amounts))


def test_silent_people_make_it_less_even():
    assert gini([5, 5, 0]) > gini([5, 5]) == 0
    assert evenness([5, 5, 0]) < evenness([5, 5]) == 1
    assert (gini([0, 0]), evenness([0, 0]), evenness([7])) == (0, None, None)


@pytest.mark.parametrize("amounts", [[], [-1, 2], [float("nan")]])
def test_amounts_that_are_none_are_refused(amounts):
    with pytest.raises(ValueError, match="zero or more"):
        gini(amounts)


def test_sides_are_compared_with_how_many_they_are():
    found = voices({"government": [12, 9, 0], "civil_society": [3, 0], "other": []})
    assert list(found) == ["government", "civil_society"]
    one = found["government"]
    assert (one.people, one.silent, one.total, one.share, one.seats) == (3, 1, 21, 0.875, 0.6)
    assert one.ratio == pytest.approx(0.875 / 0.6)
    quiet = voices({"government": [0], "civil_society": [0]})["government"]
    assert (quiet.share, quiet.ratio) == (None, None)


@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=5), st.lists(st.integers(0, 9), min_size=1, max_size=5)
)
def test_for_few_people_every_way_to_share_them_out_is_tried(first, second):
    everybody = first + second
    assume(len(set(everybody)) > 1)
    found = equal_voice({"a": first, "b": second}, seed=1)
    real = abs(np.mean(first) - np.mean(second))
    every = set(range(len(everybody)))
    ways = [
        abs(
            np.mean([everybody[at] for at in chosen]) - np.mean([everybody[at] for at in every - set(chosen)])
        )
        for chosen in combinations(sorted(every), len(first))
    ]
    assert found.p == pytest.approx(np.mean(np.array(ways) >= real - 1e-9))
    assert (found.ways, found.is_exact, found.people) == (len(ways), True, len(everybody))


def test_a_sample_of_ways_comes_near_to_all_and_is_the_same_for_a_seed():
    sides = {"a": [9, 7, 5, 1, 0, 2], "b": [1, 0, 2, 2, 1, 3]}
    exact = equal_voice(sides, seed=1)
    with_nobody = {**sides, "c": []}
    assert equal_voice(with_nobody, seed=5) == exact
    three = {"a": [9, 7, 5], "b": [1, 0, 2], "c": [2, 1, 3]}
    found = equal_voice(three, seed=1)
    assert found == equal_voice(dict(reversed(three.items())), seed=1)
    assert not found.is_exact
    assert found.p == pytest.approx(equal_voice(three, seed=2).p, abs=0.02)
    assert found.p < 0.05


@pytest.mark.parametrize("sides", [{}, {"a": [1, 2]}, {"a": [2, 2], "b": [2]}])
def test_there_is_no_test_without_two_sides_or_without_differences(sides):
    assert equal_voice(sides, seed=1) is None


def test_equal_sides_are_seldom_called_unequal():
    random = np.random.default_rng(7)
    found = [
        equal_voice({"a": random.geometric(0.2, 5).tolist(), "b": random.geometric(0.2, 6).tolist()}, seed=1)
        for _run in range(300)
    ]
    assert np.mean([one.p <= 0.05 for one in found if one]) <= 0.08


def test_who_came_is_compared_with_who_should_have():
    found = balance({"women": 2, "men": 8}, {"women": 51, "men": 49, "not said": 0})
    assert found.people == 10
    assert found.distance == pytest.approx(0.31)
    women = found.groups["women"]
    assert (women.came, women.wanted, women.missing) == (2, pytest.approx(5.1), pytest.approx(3.1))
    assert women.difference == pytest.approx((0.2 - 0.51) / np.sqrt((0.16 + 0.2499) / 2))
    assert found.absent == ()


def test_a_group_of_which_nobody_came_and_one_without_a_target():
    found = balance({"Giri": 4, "elsewhere": 1}, {"Giri": 30, "Licin": 28})
    assert found.absent == ("Licin",)
    assert list(found.groups) == ["Giri", "Licin", "elsewhere"]
    assert balance({"a": 3}, {"b": 1}).groups["a"].difference == float("inf")


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 20), min_size=1))
def test_who_came_as_wanted_is_in_balance(came):
    assume(sum(came.values()))
    found = balance(came, {name: 3.5 * many for name, many in came.items()})
    assert found.distance == pytest.approx(0)
    assert all(group.difference == pytest.approx(0, abs=1e-6) for group in found.groups.values())


def test_without_people_or_targets_there_is_no_balance():
    assert balance({}, {"a": 1}) is None
    with pytest.raises(ValueError, match="some target"):
        balance({"a": 1}, {"a": 0})
