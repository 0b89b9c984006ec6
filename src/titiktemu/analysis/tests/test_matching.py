"""Groups over time: the same group keeps its name, whatever its number and whichever way the axes point."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.matching import match_names

NAMES = "ABCDEFGH"


def profiles(seed, groups, statements=12):
    rng = np.random.default_rng(seed)
    return [dict(enumerate(rng.choice([-0.9, 0.9], statements).tolist())) for _group in range(groups)]


@given(st.integers(0, 2**32 - 1), st.integers(2, 8), st.randoms())
def test_groups_that_are_found_again_keep_their_names(seed, groups, random):
    found = profiles(seed, groups)
    earlier = dict(zip(NAMES, found, strict=False))
    order = list(range(groups))
    random.shuffle(order)
    names = match_names(earlier, [found[place] for place in order], NAMES)
    for name, place in zip(names, order, strict=True):
        assert earlier[name] == found[place]
    assert len(set(names)) == groups


def test_a_new_group_gets_a_new_letter_and_never_one_of_a_group_that_is_gone():
    first, second, third = profiles(1, 3, 20)
    assert match_names({"A": first, "B": second}, [first, third], NAMES) == ["A", "C"]


def test_the_first_map_is_named_in_order():
    assert match_names({}, profiles(2, 3), NAMES) == ["A", "B", "C"]


def test_a_group_that_split_leaves_its_name_to_the_part_that_is_more_alike():
    whole = dict.fromkeys(range(10), 0.8)
    near, far = {**whole, 0: -0.2}, {**whole, **dict.fromkeys(range(5), -0.8)}
    assert match_names({"A": whole}, [far, near], NAMES) == ["B", "A"]


def test_groups_without_statements_in_common_are_different_groups():
    assert match_names({"A": {1: 1.0}}, [{2: 1.0}], NAMES) == ["B"]
