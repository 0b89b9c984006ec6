"""Articles by source and period, copies once, with exact Poisson intervals."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, poisson

from titiktemu.analysis.texts.volume import Period, begin_of, count_articles, poisson_interval


@given(st.integers(0, 5_000), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_the_interval_is_garwoods(count, level):
    low, high = poisson_interval(count, level)
    tail = (1 - level) / 2
    assert low == pytest.approx(chi2.ppf(tail, 2 * count) / 2 if count else 0.0, rel=1e-9)
    assert high == pytest.approx(chi2.ppf(1 - tail, 2 * count + 2) / 2, rel=1e-9)


@pytest.mark.parametrize("rate", [0.3, 2.0, 11.5])
def test_the_interval_holds_the_truth_at_least_as_often_as_it_says(rate):
    held = 0.0
    for count in range(80):
        low, high = poisson_interval(count)
        held += poisson.pmf(count, rate) if low <= rate <= high else 0.0
    assert held >= 0.95


def test_wrong_counts_and_levels_are_refused():
    with pytest.raises(ValueError, match="count"):
        poisson_interval(-1)
    with pytest.raises(ValueError, match="level"):
        poisson_interval(1, 1.0)


def test_a_copy_counts_once_in_its_source_and_once_in_all():
    days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 2), date(2026, 2, 3)]
    found = count_articles(["A", "A", "B", "B"], days, [0, 0, 0, 3], Period.MONTH)
    assert [(one.source, one.begin.month, one.articles) for one in found] == [
        ("", 1, 1), ("", 2, 1), ("A", 1, 1), ("A", 2, 0), ("B", 1, 0), ("B", 2, 2),
    ]  # fmt: skip


@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.dates(date(2025, 12, 1), date(2026, 3, 1)), st.integers(0, 5)),
        max_size=20,
    ),
    st.sampled_from(Period),
    st.randoms(),
)
def test_every_period_is_there_and_the_order_changes_nothing(rows, period, random):
    def counted(rows):
        return count_articles(*([row[at] for row in rows] for at in range(3)), period)

    found = counted(rows)
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert counted(shuffled) == found
    assert sum(one.articles for one in found if not one.source) == len({row[2] for row in rows})
    begins = [one.begin for one in found if not one.source]
    for here, there in pairwise(begins):
        assert begin_of(there - timedelta(days=1), period) == here
