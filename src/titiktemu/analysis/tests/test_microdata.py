"""How many share a combination, how great the risk is, and what is blanked: against published figures."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from titiktemu.analysis.microdata import (
    distinct_diversity,
    entropy_diversity,
    frequencies,
    frequencies_of_codes,
    individual_risk,
)
from titiktemu.analysis.microdata_blanking import blank_until, blanks_of_codes

# The test of freqCalc in sdcMicro (cf32510): three variables and weights of eight records.
A, B, C = (2, 3, 2, 2, 3, 3, 1, 2), (3, 3, 3, 3, 3, 3, 4, 3), (1, 3, 1, 2, 1, 1, 1, 1)
WITH_GAPS = (1, 3, None, 2, 1, 1, None, 1)
WEIGHTS = (18, 45.5, 39, 17, 92, 8, 123.5, 51)
RISKS = (0.01369863, 0.08579129, 0.01369863, 0.17707583, 0.01877883, 0.01877883, 0.03931625, 0.01369863)

RECORDS = st.lists(
    st.tuples(st.sampled_from("PL"), st.sampled_from([30, 31, None]), st.sampled_from("abc")), max_size=25
)


def test_frequencies_of_the_published_example():
    found = frequencies(list(zip(A, B, C, strict=True)), WEIGHTS)
    assert found.sample.tolist() == [3, 1, 3, 1, 2, 2, 1, 3]
    assert found.population.tolist() == [108, 45.5, 108, 17, 100, 100, 123.5, 108]


def test_a_missing_value_fits_every_value():
    found = frequencies(list(zip(A, B, WITH_GAPS, strict=True)), WEIGHTS)
    assert found.sample.tolist() == [3, 1, 4, 2, 2, 2, 1, 3]
    assert found.population.tolist() == [108, 45.5, 125, 56, 100, 100, 123.5, 108]


def test_individual_risks_of_the_published_example():
    found = frequencies(list(zip(A, B, C, strict=True)), WEIGHTS)
    assert individual_risk(found) == pytest.approx(RISKS, abs=1e-8)


def test_without_weights_the_risk_is_one_over_the_number_who_fit():
    found = frequencies(list(zip(A, B, C, strict=True)))
    assert individual_risk(found) == pytest.approx(1 / found.sample)


@given(RECORDS)
def test_frequencies_meet_a_comparison_of_every_pair(keys):
    def fits(one, other):
        return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))

    assert frequencies(keys).sample.tolist() == [sum(fits(one, other) for other in keys) for one in keys]


@given(st.lists(st.tuples(st.sampled_from("PL"), st.sampled_from([30, 31])), min_size=1), st.data())
def test_diversity_is_the_number_of_different_values_in_a_class(keys, data):
    sensitive = data.draw(st.lists(st.sampled_from("xyz"), min_size=len(keys), max_size=len(keys)))
    classes = {
        key: len({value for one, value in zip(keys, sensitive, strict=True) if one == key}) for key in keys
    }
    assert distinct_diversity(keys, sensitive).tolist() == [classes[key] for key in keys]


def test_a_missing_key_widens_the_class():
    assert distinct_diversity([("P", 30), ("P", None), ("L", 30)], [1, 2, 1]).tolist() == [2, 2, 1]


@given(RECORDS, st.integers(2, 4))
@settings(deadline=None)
def test_after_blanking_every_combination_fits_enough_records(keys, least):
    if len(keys) < least:
        with pytest.raises(ValueError, match="fewer than"):
            blank_until(keys, least)
        return
    made, blanked = blank_until(keys, least)
    assert (frequencies(made).sample >= least).all()
    pairs = [
        (old, new)
        for before, after in zip(keys, made, strict=True)
        for old, new in zip(before, after, strict=True)
    ]
    assert blanked == sum(old != new for old, new in pairs)
    assert all(new is None or new == old for old, new in pairs)


def test_what_is_common_already_is_left_alone():
    keys = [("P", 30)] * 3 + [("L", 31)] * 3
    assert blank_until(keys, 3) == (keys, 0)


def test_the_column_that_matters_most_is_blanked_last():
    keys = [("P", 30), ("P", 30), ("L", 31), ("L", 31), ("P", 31)]
    assert blank_until(keys, 2, importance=[1, 2])[0][-1] == ("P", None)
    assert blank_until(keys, 2, importance=[2, 1])[0][-1] == (None, 31)


def test_large_files_are_counted_at_once():
    rng = np.random.default_rng(1)
    keys = list(map(tuple, rng.integers(0, 9, (20_000, 4)).tolist()))
    assert frequencies(keys).sample.sum() == sum(many**2 for many in Counter(keys).values())


# "francdat" of sdcMicro, after Capobianchi, Polettini and Lucarelli.
FRANC = [
    (1, 2, 5, 1), (1, 2, 1, 1), (1, 2, 1, 1), (3, 3, 1, 5), (4, 3, 1, 4), (4, 3, 1, 1), (6, 2, 1, 5),
    (1, 2, 5, 1),
]  # fmt: skip
FRANC_WEIGHTS = (18, 45.5, 39, 17, 541, 8, 5, 92)


def test_frequencies_of_the_example_of_capobianchi():
    found = frequencies(FRANC, FRANC_WEIGHTS)
    assert found.sample.tolist() == [2, 2, 2, 1, 1, 1, 1, 2]
    assert found.population.tolist() == [110, 84.5, 84.5, 17, 541, 8, 5, 110]


def test_two_blanks_are_enough_for_its_last_three_keys():
    """The optimum that the tests of sdcMicro (ls_lns) prove for k = 2."""
    assert blank_until([key[1:] for key in FRANC], 2)[1] == 2


def test_distinct_values_of_the_published_example_with_missing_keys():
    """Of the tests of ldiversity in sdcMicro."""
    keys = [
        ("female", None, "other"), ("female", None, "other"), ("female", None, "other"),
        ("male", "teacher", "other"), ("male", "teacher", "other"),
        ("female", "nurse", "majority"), ("female", "nurse", "majority"),
    ]  # fmt: skip
    assert distinct_diversity(keys, [1, 0, 2, 1, 0, 0, 1]).tolist() == [3, 3, 3, 2, 2, 2, 2]


@given(RECORDS, st.data())
def test_entropy_diversity_is_that_of_the_values_of_those_who_fit(keys, data):
    sensitive = data.draw(st.lists(st.sampled_from("xyz"), min_size=len(keys), max_size=len(keys)))

    def fits(one, other):
        return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))

    for one, found in zip(keys, entropy_diversity(keys, sensitive), strict=True):
        many = Counter(value for key, value in zip(keys, sensitive, strict=True) if fits(one, key))
        shares = np.array(list(many.values())) / many.total()
        assert found == pytest.approx(np.exp(-(shares * np.log(shares)).sum()))


def slow_blanking(keys, least):
    """Record after record with everything counted anew each time: as it was done before it had to scale."""
    made, blanked = list(keys), 0
    different = [len(set(column)) for column in zip(*keys, strict=True)]
    order = sorted(range(len(different)), key=lambda place: (different[place], place))
    while (counted := frequencies(made).sample).min() < least:
        at = min(np.flatnonzero(counted < least), key=lambda one: (counted[one], str(made[one]), one))
        places = [place for place, value in enumerate(made[at]) if value is not None]
        for size in range(1, len(places) + 1):
            found = []
            for chosen in combinations(places, size):
                blank = tuple(None if place in chosen else value for place, value in enumerate(made[at]))
                fit = frequencies([*made[:at], blank, *made[at + 1 :]]).sample[at]
                if fit >= least:
                    found.append((sum(order.index(place) + 1 for place in chosen), fit, chosen))
            if found:
                break
        chosen = max(found)[2]
        made[at] = tuple(None if place in chosen else value for place, value in enumerate(made[at]))
        blanked += len(chosen)
    return blanked


def test_no_more_is_blanked_than_by_the_slow_way():
    fast = slow = 0
    for seed in range(12):
        rng = np.random.default_rng(seed)
        keys = list(
            map(tuple, np.column_stack([rng.integers(0, size, 60) for size in (2, 5, 4, 3)]).tolist())
        )
        fast += blank_until(keys, 3)[1]
        slow += slow_blanking(keys, 3)
    assert fast <= slow


def test_a_hundred_thousand_records_are_blanked_in_a_pass():
    rng = np.random.default_rng(2)
    codes = np.column_stack([rng.integers(0, size, 100_000) for size in (25, 2, 17, 30, 6)]).astype(np.int64)
    blanks = blanks_of_codes(codes, 3)
    made = np.where(blanks, -1, codes)
    assert frequencies_of_codes(made).sample.min() >= 3
    assert 0 < blanks.mean() < 0.2


def test_too_many_columns_or_too_few_records_are_said():
    with pytest.raises(ValueError, match="more than"):
        blanks_of_codes(np.zeros((20, 11), dtype=np.int64), 2)
    with pytest.raises(ValueError, match="fewer than"):
        blanks_of_codes(np.zeros((2, 1), dtype=np.int64), 3)
