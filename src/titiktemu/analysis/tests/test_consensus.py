"""The compatibility figure against values published with an export."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.consensus import group_informed_consensus
from titiktemu.analysis.counts import Counts


def test_values_worked_out_by_hand():
    # London youth policing, statements 17 and 27: 4/5 * 15/17 * 4/5 and 3/4 * 11/12 * 3/4.
    assert group_informed_consensus([Counts(3, 0, 0), Counts(14, 0, 1), Counts(3, 0, 0)]) == pytest.approx(
        48 / 85
    )
    assert group_informed_consensus([Counts(2, 0, 0), Counts(10, 0, 0), Counts(2, 0, 0)]) == pytest.approx(
        33 / 64
    )


@given(st.lists(st.builds(Counts, *[st.integers(0, 50)] * 3), min_size=1, max_size=5))
def test_it_is_a_share_and_does_not_depend_on_the_order_of_groups(groups):
    value = group_informed_consensus(groups)
    assert 0 < value < 1
    assert group_informed_consensus(groups[::-1]) == pytest.approx(value, rel=1e-12)


def test_without_groups_there_is_none():
    assert group_informed_consensus([]) is None
