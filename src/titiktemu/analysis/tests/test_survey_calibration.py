"""Raking: margins met, margins that cannot be met, and what is said about them."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from titiktemu.analysis.survey.calibration import Distance, calibrate, rake, trimmed
from titiktemu.analysis.survey.designs import make_design
from titiktemu.analysis.survey.estimates import About, mean, share, total
from titiktemu.analysis.survey.wrong import NotEstimable

SEX, OLD = ["f", "f", "m", "m"], ["y", "o", "y", "o"]
BOTH = {"sex": SEX, "old": OLD}


def raked(margins, answers=None, **given):
    answers = answers or BOTH
    return rake(make_design(len(next(iter(answers.values()))), **given), margins, answers)


def test_margins_that_disagree_are_scaled_to_the_first_and_told():
    # Banyuwangi's own page tells 1,668,438 and 1,684,985 people in one table.
    design = raked({"sex": {"f": 840_000, "m": 828_438}, "old": {"y": 1_000_000, "o": 684_985}})
    assert design.weights.sum() == pytest.approx(1_668_438)
    young = design.weights[[0, 2]].sum()
    assert young == pytest.approx(1_000_000 * 1_668_438 / 1_684_985)
    told = str(design.remarks[-1])
    assert told.startswith(
        "The margins disagree: old adds up to 1,684,985, sex to 1,668,438. All were scaled"
    )


@pytest.mark.parametrize(
    ("margins", "sentence"),
    [
        ({}, "no margins"),
        ({"sex": {"f": 5}}, "levels of sex that the margins do not name: m"),
        ({"sex": {"f": 5, "m": 5, "x": 3}}, "levels of sex that nobody in the data has: x"),
        ({"side": {"f": 5}}, "no such column"),
        ({"sex": {"f": -5, "m": 5}}, "The total of “f” of sex is not a number from 0"),
        ({"sex": {"f": math.nan, "m": 5}}, "The total of “f” of sex is not a number from 0"),
        ({"sex": {"f": 0, "m": 0}}, "The totals of sex are all 0"),
    ],
)
def test_margins_that_do_not_fit_the_data_are_refused(margins, sentence):
    with pytest.raises(NotEstimable, match=sentence):
        raked(margins)


def test_people_without_a_level_are_refused_unless_they_weigh_nothing():
    answers = {"sex": ["f", "m", None]}
    with pytest.raises(
        NotEstimable, match="Rows without sex, which cannot be fitted to its margin: 1, such as row 3"
    ):
        raked({"sex": {"f": 3, "m": 4}}, answers)
    design = raked({"sex": {"f": 3, "m": 4}}, answers, weights=[1, 1, 0])
    assert design.weights.tolist() == [3, 4, 0]
    assert total(design, [1, 1, 1]).se == 0


def test_margins_that_cannot_be_met_together_do_not_run_for_ever():
    # All women are young and all men old, so the two margins must agree; they do not.
    answers = {"sex": ["f", "f", "m"], "old": ["y", "y", "o"]}
    with pytest.raises(NotEstimable, match="No weights fit all margins at once"):
        raked({"sex": {"f": 50, "m": 50}, "old": {"y": 60, "o": 40}}, answers)


def test_levels_are_the_same_as_numbers_only_where_their_texts_do_not_match():
    design = raked({"x": {"1": 6, "2.0": 4}}, {"x": ["1.0", "2"]})
    assert design.weights.tolist() == [6, 4]
    with pytest.raises(NotEstimable, match="do not name: 01"):
        raked({"x": {"1": 6}}, {"x": ["01", "1"]})


def test_a_level_without_people_and_without_a_total_is_no_matter():
    assert raked({"sex": {"f": 5, "m": 5, "x": 0}}).weights.sum() == pytest.approx(10)


def test_raking_agrees_with_calibration_by_newton():
    rng = np.random.default_rng(3)
    weights = rng.uniform(1, 9, 80)
    sex, old = rng.integers(0, 2, 80), rng.integers(0, 3, 80)
    drawn = make_design(80, weights=weights)
    margins = {"sex": {"0": 400, "1": 380}, "old": {"0": 300, "1": 200, "2": 280}}
    by_rounds = rake(drawn, margins, {"sex": [str(one) for one in sex], "old": [str(one) for one in old]})
    columns = np.column_stack([sex == 0, sex == 1, old == 1, old == 2])
    by_newton = calibrate(drawn, columns.astype(float), [400, 380, 200, 280])
    assert by_rounds.weights == pytest.approx(by_newton.weights, rel=1e-8)
    values = rng.normal(size=80)
    assert mean(by_rounds, values).se == pytest.approx(mean(by_newton, values).se, rel=1e-8)


def test_post_stratification_agrees_with_the_textbook():
    rng = np.random.default_rng(9)
    group, values = np.repeat([0, 1], [30, 20]), rng.normal(size=50)
    design = rake(make_design(50), {"g": {"0": 700, "1": 300}}, {"g": [str(one) for one in group]})
    # Of simple random sampling: sum of squared residuals, each times its new weight.
    means = np.array([values[group == one].mean() for one in (0, 1)])
    scaled = np.array([700 / 30, 300 / 20])[group] * (values - means[group])
    assert total(design, values).se == pytest.approx(math.sqrt(50 / 49 * (scaled**2).sum()))


@pytest.mark.parametrize("uneven", [False, True])
def test_residual_variance_is_near_the_jackknife_that_rakes_anew(uneven):
    rng = np.random.default_rng(11)
    rows, units = 600, 60
    clusters = np.arange(rows) % units
    sex, old = rng.integers(0, 2, rows), rng.integers(0, 3, rows)
    weights = np.where(sex + (rng.random(rows) < 0.4) > 0, 9.0, 2.0) if uneven else np.full(rows, 5.0)
    values = 3 * sex + 2 * old + rng.normal(size=rows) + rng.normal(size=units)[clusters]
    answers = {"sex": [str(one) for one in sex], "old": [str(one) for one in old]}
    margins = {"sex": {"0": 1500, "1": 1500}, "old": {"0": 900, "1": 1100, "2": 1000}}
    names = [[str(one) for one in clusters]]
    found = total(rake(make_design(rows, weights=weights, clusters=names), margins, answers), values)
    left_out = []
    for unit in range(units):
        kept = weights * (clusters != unit) * units / (units - 1)
        left_out.append(total(rake(make_design(rows, weights=kept), margins, answers), values).estimate)
    jackknife = math.sqrt((units - 1) / units * ((np.array(left_out) - np.mean(left_out)) ** 2).sum())
    assert found.se == pytest.approx(jackknife, rel=0.05)


def test_weights_between_bounds():
    drawn = make_design(4)
    told = np.array([[1.0, 1.0], [1.0, 2.0], [1.0, 3.0], [1.0, 9.0]])
    made = calibrate(drawn, told, [4, 13], distance=Distance.LOGIT, bounds=(0.5, 1.5))
    assert told.T @ made.weights == pytest.approx([4, 13])
    assert ((made.weights > 0.5) & (made.weights < 1.5)).all()
    with pytest.raises(NotEstimable, match="No weights between the bounds"):
        calibrate(drawn, told, [4, 35], distance=Distance.LOGIT, bounds=(0.5, 1.5))


def test_trimming_keeps_the_sum():
    made = trimmed(make_design(5, weights=[1, 1, 1, 1, 16]), 0, 10)
    assert (made.weights.max(), made.weights.sum()) == (10, 20)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**31), st.integers(2, 4), st.integers(2, 4))
def test_every_margin_is_met_and_its_totals_have_no_variance(seed, many, others):
    rng = np.random.default_rng(seed)
    rows = 200
    one, other = np.arange(rows) % many, rng.integers(0, others, rows)
    other[:others] = np.arange(others)
    drawn = make_design(
        rows, weights=rng.uniform(1, 5, rows), clusters=[[str(at // 4) for at in range(rows)]]
    )
    answers = {"one": [str(at) for at in one], "other": [str(at) for at in other]}
    margins = {
        name: dict(zip(sorted(set(own)), rng.dirichlet(np.full(len(set(own)), 9.0)) * 1000, strict=True))
        for name, own in answers.items()
    }
    design = rake(drawn, margins, answers)
    for name, levels in margins.items():
        for level, goal in levels.items():
            holds = np.array([float(own == level) for own in answers[name]])
            found = total(design, holds)
            assert found.estimate == pytest.approx(goal, rel=1e-8)
            assert (found.se, found.design_effect) == (0, 0)
            part = share(design, holds, About(variable=name), level)
            assert (part.se, part.low, part.high) == (0, part.estimate, part.estimate)
