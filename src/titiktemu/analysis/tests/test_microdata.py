"""How many share a combination, how great the risk is, and what is blanked: against published figures."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from titiktemu.analysis.microdata import distinct_diversity, frequencies, individual_risk
from titiktemu.analysis.microdata_blanking import blank_until

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
