"""What holds of every survey, whatever its answers are."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from titiktemu.analysis.survey.choices import shares_of_choices, split
from titiktemu.analysis.survey.cross_tables import association, cross_table
from titiktemu.analysis.survey.designs import make_design
from titiktemu.analysis.survey.estimates import About, Statistic, mean, ratio, share, total
from titiktemu.analysis.survey.quantiles import quantile
from titiktemu.analysis.survey.report import Plan, Question, report
from titiktemu.analysis.survey.scales import item, items_by
from titiktemu.analysis.survey.share_intervals import Interval
from titiktemu.analysis.survey.table import table
from titiktemu.analysis.survey.wrong import NotEstimable

seeds = st.integers(0, 2**31)
quick = settings(deadline=None, max_examples=60)


def drawn(seed, rows=60):
    """A stratified sample of clusters, with its answers."""
    rng = np.random.default_rng(seed)
    strata = [str(at % 3) for at in range(rows)]
    clusters = [[str(one) for one in rng.permutation(np.arange(rows) % 12)]]
    for at in range(6):
        clusters[0][at] = f"own {at}"
    weights = rng.uniform(0.5, 20, rows)
    given_to = {"weights": weights, "strata": strata, "clusters": clusters}
    return given_to, rng.normal(50, 10, rows), rng.integers(0, 2, rows).astype(float), rng


@quick
@given(seeds, st.floats(0.01, 1000))
def test_weights_on_another_scale_change_totals_only(seed, scale):
    given_to, values, holds, _rng = drawn(seed)
    one = make_design(60, **given_to)
    other = make_design(60, **{**given_to, "weights": given_to["weights"] * scale})
    for estimate in (mean, quantile):
        first, second = estimate(one, values), estimate(other, values)
        assert (first.estimate, first.low) == pytest.approx((second.estimate, second.low))
        assert first.design_effect == pytest.approx(second.design_effect)
    assert share(one, holds).low == pytest.approx(share(other, holds).low)
    assert total(other, values).se == pytest.approx(scale * total(one, values).se)


@quick
@given(seeds)
def test_totals_of_groups_add_up_and_shares_add_up_to_one(seed):
    given_to, values, _holds, rng = drawn(seed)
    design, group = make_design(60, **given_to), rng.integers(0, 4, 60)
    parts = [total(design, values, About(inside=group == one)) for one in set(group)]
    whole = total(design, values)
    assert sum(one.estimate for one in parts) == pytest.approx(whole.estimate)
    assert sum(one.n for one in parts) == whole.n
    shares = [share(design, (group == one).astype(float)) for one in set(group)]
    assert sum(one.estimate for one in shares) == pytest.approx(1)


@quick
@given(seeds)
def test_the_order_of_rows_changes_nothing_bit_for_bit(seed):
    given_to, values, holds, rng = drawn(seed)
    columns = {
        "w": [repr(float(one)) for one in given_to["weights"]],
        "s": given_to["strata"],
        "c": given_to["clusters"][0],
        "x": [repr(float(one)) for one in values],
        "y": [str(int(one)) for one in holds],
    }
    plan = Plan(weights="w", strata="s", clusters=("c",))
    asked = [Question(Statistic.MEAN, "x"), Question(Statistic.SHARE, "y"), Question(Statistic.QUANTILE, "x")]
    order = rng.permutation(60)
    mixed = {name: [own[at] for at in order] for name, own in columns.items()}
    first = report(table("a", columns), plan, asked).estimates
    assert first == report(table("a", mixed), plan, asked).estimates


@quick
@given(seeds)
def test_a_mean_of_nought_and_one_is_a_share_and_a_ratio(seed):
    given_to, _values, holds, _rng = drawn(seed)
    design = make_design(60, **given_to)
    one, other, third = share(design, holds), mean(design, holds), ratio(design, holds, np.ones(60))
    assert (one.estimate, one.se) == pytest.approx((other.estimate, other.se))
    assert (third.estimate, third.se) == pytest.approx((other.estimate, other.se))
    assert one.n_effective == pytest.approx(one.n / one.design_effect)


@quick
@given(seeds, st.sampled_from(list(Interval)))
def test_intervals_of_shares_stay_within_bounds_and_are_even_handed(seed, interval):
    given_to, _values, holds, _rng = drawn(seed)
    design, about = make_design(60, **given_to), About(interval=interval)
    yes, no = share(design, holds, about), share(design, 1 - holds, about)
    assert 0 <= yes.low < yes.estimate < yes.high <= 1
    assert (yes.low, yes.high) == pytest.approx((1 - no.high, 1 - no.low), abs=1e-9)


@quick
@given(seeds)
def test_leaving_clusters_out_one_by_one_gives_nearly_the_same_error(seed):
    rng = np.random.default_rng(seed)
    rows, units = 400, 40
    clusters, weights = np.arange(rows) % units, rng.uniform(1, 4, rows)
    values = rng.normal(size=rows) + rng.normal(size=units)[clusters]
    design = make_design(rows, weights=weights, clusters=[[str(one) for one in clusters]])
    left = [np.average(values[clusters != unit], weights=weights[clusters != unit]) for unit in range(units)]
    jackknife = math.sqrt((units - 1) / units * ((np.array(left) - np.mean(left)) ** 2).sum())
    assert mean(design, values).se == pytest.approx(jackknife, rel=0.03)


@pytest.mark.parametrize("interval", list(Interval))
def test_nineteen_intervals_in_twenty_hold_the_truth_in_clusters(interval):
    rng, truth, units = np.random.default_rng(8), 0.2, 20
    clusters = np.repeat(np.arange(units), 12)
    design = make_design(clusters.size, clusters=[[str(one) for one in clusters]])
    held = 0
    for _run in range(400):
        chances = rng.beta(9 * truth, 9 * (1 - truth), units)
        answers = (rng.random(clusters.size) < chances[clusters]).astype(float)
        found = share(design, answers, About(interval=interval))
        held += found.low <= truth <= found.high
    # Three standard errors of a coverage of 95 per cent in 400 runs.
    assert 0.917 < held / 400 < 0.983


def test_a_group_keeps_the_strata_and_clusters_that_it_is_not_in():
    rng = np.random.default_rng(2)
    clusters = [str(at // 5) for at in range(100)]
    inside = np.array([int(one) < 8 for one in clusters])
    values = rng.normal(5, 1, 100)
    kept = total(make_design(100, clusters=[clusters]), values, About(inside=inside))
    dropped = total(make_design(40, clusters=[clusters[:40]]), values[:40])
    assert kept.estimate == pytest.approx(dropped.estimate)
    assert kept.se > 1.5 * dropped.se


def test_small_cells_are_hidden_and_large_ones_told():
    made = cross_table(make_design(40), ["a"] * 20 + ["b"] * 20, ["x"] * 17 + ["y"] * 23)
    small = made.cells[0][1]
    assert (small.is_hidden, small.n, small.weighted, small.share) == (True, None, None, None)
    assert [one.n for one in (*made.cells[0], *made.cells[1])] == [17, None, 0, 20]


def test_questions_that_go_together_are_told_from_those_that_do_not():
    rng = np.random.default_rng(4)
    rows = [str(one) for one in rng.integers(0, 2, 500)]
    same = [one if rng.random() < 0.8 else "0" for one in rows]
    apart = [str(one) for one in rng.integers(0, 3, 500)]
    design = make_design(500)
    assert association(design, rows, same).p < 1e-9
    assert association(design, rows, apart).p > 0.01
    with pytest.raises(NotEstimable, match="at least two answers"):
        association(design, rows, ["1"] * 500)


def test_likert_items_by_side_and_an_answer_that_is_not_on_the_scale():
    design, scale = make_design(8), ["1", "2", "3", "4"]
    found = items_by(design, list("11223344"), scale, ["gov"] * 4 + ["cso"] * 3 + [None])
    assert [(one.by, one.bottom.estimate, one.top.estimate) for one in found] == [
        ("cso", 0, 1),
        ("gov", 1, 0),
    ]
    assert sum(one.estimate for one in found[0].answers) == pytest.approx(1)
    with pytest.raises(NotEstimable, match="its scale does not have: 9"):
        item(design, list("11223349"), scale)
    with pytest.raises(NotEstimable, match="more answers"):
        item(design, list("11223344"), ["1", "2", "3"])


def test_select_multiple_of_a_form_becomes_separate_shares():
    columns = split(["air jalan", "air", "", None], known=("air", "sekolah"))
    found = shares_of_choices(make_design(4), replace_empty(columns))
    assert {one.level: (one.hits, one.n) for one in found} == {
        "air": (2, 3),
        "sekolah": (0, 3),
        "jalan": (1, 3),
    }
    with pytest.raises(NotEstimable, match="does not say only whether"):
        shares_of_choices(make_design(2), {"air": ["mungkin", "ya"]})


def replace_empty(columns):
    return {name: ["" if one is None else one for one in own] for name, own in columns.items()}


def test_confidence_widens_intervals():
    design, values = make_design(30), list(range(30))
    narrow, wide = mean(design, values, About(level=0.8)), mean(design, values, replace(About(), level=0.99))
    assert narrow.high < wide.high
