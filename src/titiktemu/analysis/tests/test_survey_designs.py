"""Designs: what is drawn in stages, what cannot be estimated, and what is said about it."""

import math

import numpy as np
import pytest
from scipy.stats import norm

from titiktemu.analysis.survey.designs import Basis, Lonely, make_design
from titiktemu.analysis.survey.estimates import MODEL_BASED, About, mean, ratio, share, total
from titiktemu.analysis.survey.quantiles import quantile
from titiktemu.analysis.survey.variances import covariance
from titiktemu.analysis.survey.wrong import NotEstimable

# The singleton example among the tests of R's survey package 4.2, with the variance it gives for "adjust".
SINGLE = {"strata": ["1", "1", "2", "2", "3"], "clusters": [["1", "2", "3", "4", "5"]]}
WEIGHTS, AGES = [10.5, 10.5, 20, 20, 15], [30.5, 40.5, 35, 52, 44]


def two_stages(rng, districts=6, of=40):
    """Schools drawn within districts drawn, with the sizes of both."""
    rows = []
    for district in range(districts):
        schools = int(rng.integers(2, 6))
        size = schools + int(rng.integers(0, 5))
        rows += [(str(district), str(school), size, rng.normal(district, 2)) for school in range(schools)]
    first, second, sizes, values = (list(column) for column in zip(*rows, strict=True))
    return first, second, [of] * len(rows), sizes, np.array(values)


def test_two_stages_agree_with_the_textbook():
    first, second, of, sizes, values = two_stages(np.random.default_rng(5))
    design = make_design(len(first), clusters=[first, second], fractions=[of, sizes])
    found = total(design, values)
    # Cochran 1977, 11.21: variance between totals of districts, and within each district drawn.
    totals, within = [], 0.0
    for district in dict.fromkeys(first):
        own = np.array([one for name, one in zip(first, values, strict=True) if name == district])
        size = next(one for name, one in zip(first, sizes, strict=True) if name == district)
        totals.append(size * own.mean())
        within += size**2 * (1 - own.size / size) * own.var(ddof=1) / own.size
    n, big = len(totals), of[0]
    between = big**2 * (1 - n / big) * np.var(totals, ddof=1) / n
    assert found.estimate == pytest.approx(big / n * sum(totals))
    assert found.se == pytest.approx(math.sqrt(between + big / n * within))
    assert design.df == n - 1
    assert total(make_design(len(first), clusters=[first], fractions=[of, sizes]), values) == found


def test_without_population_sizes_later_stages_add_nothing():
    first, second, _of, _sizes, values = two_stages(np.random.default_rng(6))
    once = make_design(len(first), clusters=[first])
    twice = make_design(len(first), clusters=[first, second])
    assert mean(once, values) == mean(twice, values)


def test_sizes_and_fractions_say_the_same():
    sizes = make_design(4, strata=list("aabb"), fractions=[[4, 4, 8, 8]])
    parts = make_design(4, strata=list("aabb"), fractions=[[0.5, 0.5, 0.25, 0.25]])
    assert total(sizes, [1, 2, 3, 5]) == total(parts, [1, 2, 3, 5])
    assert sizes.weights.tolist() == [2, 2, 4, 4]


def test_weights_that_do_not_add_up_to_the_population_are_told():
    design = make_design(4, weights=[5, 5, 1, 1], strata=list("aabb"), fractions=[[10, 10, 30, 30]])
    assert "add up to 12, the population sizes to 40 (strata that differ: b)" in str(design.remarks[0])
    alone = make_design(2, weights=[3, 4], fractions=[[10, 10]])
    assert str(alone.remarks[0]).startswith("The weights add up to 7, the population size is 10.")
    assert not make_design(2, weights=[5, 5], fractions=[[10, 10]]).remarks


def test_who_was_wholly_drawn_has_no_variance_and_may_be_alone():
    design = make_design(3, strata=list("abb"), fractions=[[1, 2, 2]])
    assert total(design, [3, 4, 5]).se == 0


def test_the_same_name_in_two_strata_is_two_clusters_and_that_is_said():
    design = make_design(4, strata=list("aabb"), clusters=[["1", "2", "1", "2"]])
    assert design.df == 2
    assert (
        "Names of clusters that stand in several strata and are taken for different clusters: 2 (1, 2)"
        in str(design.remarks[0])
    )


def test_a_single_unit_is_refused_or_measured_from_the_mean_of_all():
    with pytest.raises(NotEstimable, match="Only one unit was drawn at stage 1 within: 3"):
        make_design(5, weights=WEIGHTS, **SINGLE)
    design = make_design(5, weights=WEIGHTS, lonely=Lonely.GRAND_MEAN, **SINGLE)
    assert float(covariance(design, np.array(AGES))[0, 0]) == pytest.approx(127579.8, abs=0.05)


def test_a_single_unit_of_a_later_stage_counts_where_the_first_has_a_size():
    clusters = [["1", "1", "2"], ["1", "2", "3"]]
    assert make_design(3, clusters=clusters).df == 1
    with pytest.raises(NotEstimable, match="at stage 2 within: 2"):
        make_design(3, clusters=clusters, fractions=[[9, 9, 9], [5, 5, 5]])


def test_a_sample_in_one_cluster_says_nothing_of_clusters():
    with pytest.raises(NotEstimable, match="All rows are in one cluster"):
        make_design(3, clusters=[["1", "1", "1"]])
    lone = make_design(3, clusters=[["1", "1", "1"]], lonely=Lonely.GRAND_MEAN)
    found = mean(lone, [1, 2, 3])
    assert (found.low, found.high) == (None, None)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"weights": [1, np.nan]}, "Rows without a weight: 1, such as row 2"),
        ({"weights": [1, -1]}, "Rows with a weight below 0: 1, such as row 2"),
        ({"weights": [0, 0]}, "Every weight is 0"),
        ({"strata": ["a", None]}, "name no stratum: 1, such as row 2"),
        ({"strata": ["a", " "]}, "name no stratum: 1"),
        ({"clusters": [["a", None]]}, "name no cluster of stage 1: 1"),
        ({"fractions": [[5, np.nan]]}, "without a population size or sampling fraction at stage 1: 1"),
        ({"fractions": [[0, 5]]}, "not above 0"),
        ({"fractions": [[4, 5]]}, "is not the same within"),
        ({"fractions": [[1.5, 1.5]]}, "more were drawn than the population size says"),
        (
            {"fractions": [[4, 4], [2, 2]]},
            r"more columns with population sizes \(2\) than stages of the sample \(1\)",
        ),
    ],
)
def test_what_is_impossible_is_refused_with_a_sentence(given, sentence):
    with pytest.raises(NotEstimable, match=sentence):
        make_design(2, **given)


def test_no_rows_are_refused():
    with pytest.raises(NotEstimable, match="no rows"):
        make_design(0)


def test_a_row_of_weight_zero_changes_no_figure_and_is_told():
    design = make_design(4, weights=[2, 2, 2, 0])
    found = mean(design, [1, 2, 3, 900])
    assert (found.estimate, found.n) == (2.0, 3)
    assert "Rows with the weight 0, which count for nothing: 1." in str(design.remarks[0])
    assert design.df == 2


def test_people_who_did_not_answer_are_a_domain_of_their_own():
    design = make_design(4, clusters=[["1", "1", "2", "3"]])
    found = mean(design, [1, 2, np.nan, 5])
    assert (found.n, design.df) == (3, 2)
    assert found.low == pytest.approx(found.estimate - 4.302653 * found.se)


def test_where_nobody_answered_there_is_nothing_to_estimate():
    with pytest.raises(NotEstimable, match="Nobody answered"):
        mean(make_design(2), [np.nan, np.nan])
    with pytest.raises(NotEstimable, match="Nobody answered"):
        share(make_design(2), [1, 0], About(inside=np.zeros(2, dtype=bool)))
    with pytest.raises(NotEstimable, match="below the line"):
        ratio(make_design(2), [1, 2], [0, 0])


def test_nobody_and_everybody_have_an_interval_that_is_no_point():
    none, everybody = (share(make_design(20), [value] * 20) for value in (0, 1))
    assert (none.estimate, none.low, everybody.high) == (0, 0, 1)
    assert none.high == pytest.approx(1 - everybody.low)
    # The rule of three, less the 2.5 % of one side: 1 - 0.025 ** (1 / 20).
    assert none.high == pytest.approx(1 - 0.025 ** (1 / 20))
    assert none.n_effective == 20


def test_the_median_is_an_answer_and_its_interval_are_answers():
    values = np.arange(1, 101)
    found = quantile(make_design(100), values)
    assert (found.estimate, found.low, found.high) == (50, 41, 60)
    # Nearly normal: twice the standard error covers the middle.
    assert found.se == pytest.approx((60 - 41) / (2 * norm.ppf(0.975)), rel=0.02)


def test_an_end_beyond_all_answers_is_unknown():
    found = quantile(make_design(20), range(20), 0.9)
    assert (found.estimate, found.low, found.high, found.se) == (17, 15, None, None)
    greatest = quantile(make_design(5), [1, 2, 3, 4, 5], 0.9)
    assert (greatest.estimate, greatest.low, greatest.high) == (5, None, None)


def test_the_total_of_a_group_is_held_against_a_draw_that_does_not_know_the_group():
    found = total(make_design(200), np.ones(200), About(inside=np.arange(200) < 40))
    assert found.design_effect == pytest.approx(1)


def test_weights_move_the_median():
    found = quantile(make_design(3, weights=[1, 1, 10]), [1, 2, 3])
    assert found.estimate == 3


def test_a_sample_that_nobody_drew_is_called_model_based():
    online = make_design(3, basis=Basis.MODEL)
    assert mean(online, [1, 2, 4]).caveat == MODEL_BASED
    assert share(online, [1, 0, 1]).basis is Basis.MODEL
