"""Published samples of schools and of voters, against the figures of R's survey package."""

import json
import os
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from titiktemu.analysis.survey.calibration import Distance, calibrate, rake, trimmed
from titiktemu.analysis.survey.choices import shares_of_choices
from titiktemu.analysis.survey.cross_tables import association, cross_table
from titiktemu.analysis.survey.designs import make_design
from titiktemu.analysis.survey.estimates import About, kish, mean, ratio, share, total
from titiktemu.analysis.survey.scales import item
from titiktemu.analysis.survey.share_intervals import Interval, wilson_interval

pytestmark = pytest.mark.realdata
FOLDER = Path(os.environ.get("TITIKTEMU_REALDATA") or Path(__file__).parents[5] / "shared" / "data")
CLOSED, ITERATED = 1e-8, 1e-5
MARGINS = {"stype": {"E": 4421, "H": 755, "M": 1018}, "sch.wide": {"No": 1072, "Yes": 5122}}
SCALE = ("1", "2", "3", "4", "5")
DESIGNS = ("apisrs", "apistrat", "apiclus1")
ITEMS = {"y_sw": "sch.wide", "y_ci": "comp.imp", "y_aw": "awards"}


def path(name):
    found = FOLDER / "evidence" / name
    if not found.is_file():
        pytest.skip(f"no file {found}")
    return found


def known(name="p1_expected.json"):
    return json.loads(path(name).read_text(encoding="utf-8"))


class Schools:
    """One sample of schools, with its design."""

    def __init__(self, name):
        self.frame = pl.read_csv(path(f"p1_{name}.csv"), infer_schema=False)
        self.design = make_design(
            self.frame.height,
            weights=self.numbers("pw"),
            strata=self.texts("stype") if name == "apistrat" else None,
            clusters=[self.texts("dnum")] if name == "apiclus1" else (),
            fractions=[self.numbers("fpc")],
        )

    def texts(self, column):
        return self.frame[column].to_list()

    def numbers(self, column):
        return self.frame[column].cast(pl.Float64).to_numpy()

    def says(self, column, value):
        return np.array([float(one == value) for one in self.texts(column)])

    def likert(self):
        return [str(1 + sum(one >= cut for cut in (500, 600, 700, 800))) for one in self.numbers("api00")]


@pytest.fixture(params=DESIGNS)
def case(request):
    return Schools(request.param), known()[request.param]


def near(value, tolerance=CLOSED):
    return pytest.approx(value, rel=tolerance, abs=1e-7)


def same(found, given, tolerance=CLOSED):
    assert (found.estimate, found.se) == near((given["est"], given["se"]), tolerance)


def test_means_totals_and_ratios(case):
    schools, given = case
    assert schools.design.df == given["df"]
    assert schools.design.weights.sum() == near(given["sum_w"])
    found = mean(schools.design, schools.numbers("api00"))
    same(found, given["mean_api00"]["api00"])
    assert (found.low, found.high) == near((given["mean_api00_t"]["lo"], given["mean_api00_t"]["hi"]))
    assert found.design_effect == near(given["deff_api00"])
    assert found.n_effective == near(found.n / given["deff_api00"])
    same(total(schools.design, schools.numbers("enroll")), given["total_enroll"]["enroll"])
    same(
        ratio(schools.design, schools.numbers("api.stu"), schools.numbers("enroll")),
        given["ratio_api_stu_enroll"],
    )


@pytest.mark.parametrize(
    ("interval", "name"),
    [("logit", "logit"), ("logit", "xlogit"), ("beta", "beta"), ("wilson", "wilson_neff_t")],
)
@pytest.mark.parametrize("question", ["prop_schwide", "likert5_top2"])
def test_intervals_of_shares(case, interval, name, question):
    schools, given = case
    holds = schools.says("sch.wide", "Yes")
    if question == "likert5_top2":
        holds = np.array([float(one in "45") for one in schools.likert()])
    expected = given[question][name]
    found = share(schools.design, holds, About(interval=Interval(interval)))
    # R's logit comes from an iterated regression; its own share is exact to nine digits only.
    assert (found.estimate, found.low, found.high) == near(
        (expected["est"], expected["lo"], expected["hi"]), ITERATED if name == "logit" else CLOSED
    )
    assert found.n_effective == near(given[question]["wilson_neff_t"]["n_eff"])
    z = given[question]["wilson_neff_z"]
    assert wilson_interval(found.estimate, found.n_effective) == near((z["lo"], z["hi"]))


def test_domains_keep_all_rows(case):
    schools, given = case
    for group in given["by_stype"]:
        inside = schools.says("stype", group["stype"]) == 1
        found = mean(schools.design, schools.numbers("api00"), About(inside=inside))
        assert (found.estimate, found.se) == near((group["mean"], group["se"]))
        part = share(schools.design, schools.says("sch.wide", "Yes"), About(inside=inside))
        assert (part.estimate, part.se) == near((group["prop_schwide"], group["prop_se"]))


def test_shares_of_levels_and_choices(case):
    schools, given = case
    assert set(given["stype_prop"]) == {"stypeE", "stypeH", "stypeM"}
    for name, expected in given["stype_prop"].items():
        same(share(schools.design, schools.says("stype", name.removeprefix("stype"))), expected)
    found = shares_of_choices(schools.design, {key: schools.texts(one) for key, one in ITEMS.items()})
    assert {one.level for one in found} == set(ITEMS)
    for one in found:
        same(one, given["multi_choice_select_all"][one.level])


def test_likert_items(case):
    schools, given = case
    found = item(schools.design, schools.likert(), SCALE)
    assert [one.level for one in found.answers] == list("12345")
    for one in found.answers:
        same(one, given["likert5_prop"][f"lik5{one.level}"])
    same(found.mean, given["likert5_mean"]["lik5n"])
    same(found.top, given["likert5_top2"]["beta"])


def test_cross_tables_and_rao_scott(case):
    schools, given = case
    rows, columns = schools.texts("stype"), schools.texts("sch.wide")
    made = cross_table(schools.design, rows, columns, rule=None)
    weighted = {(one.row, one.column): one.weighted for row in made.cells for one in row}
    assert weighted == {
        (one["stype"], one["sch.wide"]): near(one["Freq"]) for one in given["crosstab_weighted"]
    }
    found = association(schools.design, rows, columns)
    assert found == made.association
    f, chisq = given["svychisq_F"], given["svychisq_Chisq"]
    assert (found.f, found.df, found.df_design, found.p) == near(
        (f["statistic"], *f["parameter"], f["p.value"])
    )
    assert (found.pearson, found.p_first_order) == near((chisq["statistic"], chisq["p.value"]))


def calibrations(schools):
    """Every calibration of the file, by its name there."""
    texts = {one: schools.texts(one) for one in MARGINS}
    levels = np.column_stack(
        [np.ones(schools.frame.height), schools.says("stype", "H"), schools.says("stype", "M")]
    )
    wide = np.column_stack([levels, schools.says("sch.wide", "Yes")])
    amounts = np.column_stack([levels, schools.numbers("api99")])
    known_wide, known_amounts = [6194, 755, 1018, 5122], [6194, 755, 1018, 3914069]
    own, linear = schools.design, {"distance": Distance.LINEAR}
    middle = own.weights.mean()
    return {
        "poststratify_stype": rake(own, {"stype": MARGINS["stype"]}, texts),
        "rake_stype_schwide": rake(own, MARGINS, texts),
        "calibrate_linear_stype_schwide": calibrate(own, wide, known_wide, **linear),
        "calibrate_raking_stype_schwide": calibrate(own, wide, known_wide),
        "calibrate_linear_stype_api99": calibrate(own, amounts, known_amounts, **linear),
        "calibrate_raking_stype_api99": calibrate(own, amounts, known_amounts),
        "calibrate_logit_bounds": calibrate(
            own, amounts, known_amounts, distance=Distance.LOGIT, bounds=(0.5, 2.5)
        ),
        "trim_0.5_2": trimmed(rake(own, MARGINS, texts), middle / 2, 2 * middle),
    }


@pytest.mark.parametrize("name", ["apiclus1", "apisrs"])
def test_calibrated_weights_and_the_variance_that_they_deserve(name):
    schools, given = Schools(name), known()[f"{name}_calibration"]
    made = calibrations(schools)
    assert made.keys() == given.keys() - {"margins"}
    for key, design in made.items():
        expected, tolerance = given[key], CLOSED if key.endswith("stype") or "linear" in key else ITERATED
        weights = expected["weight_summary"]
        quarters = np.quantile(design.weights, [0, 0.25, 0.5, 0.75, 1])
        assert quarters.tolist() == near(
            [weights[one] for one in ("min", "q25", "med", "q75", "max")], tolerance
        )
        assert design.weights.sum() == near(expected["sum_w"])
        assert design.rows / kish(design.weights) == near(expected["kish_deff"], tolerance)
        same(mean(design, schools.numbers("api00")), expected["mean_api00"]["api00"], tolerance)
        same(total(design, schools.numbers("enroll")), expected["total_enroll"]["enroll"], tolerance)
        same(share(design, schools.says("awards", "Yes")), expected["prop_award"]["y_aw"], tolerance)
        for one in item(design, schools.likert(), SCALE).answers:
            same(one, expected["likert5_prop"][f"lik5{one.level}"], tolerance)


def test_raked_weights_taken_for_plain_weights_are_the_trap():
    schools = Schools("apiclus1")
    raked = rake(schools.design, MARGINS, {one: schools.texts(one) for one in MARGINS})
    plain = make_design(
        raked.rows,
        weights=raked.weights,
        clusters=[schools.texts("dnum")],
        fractions=[schools.numbers("fpc")],
    )
    enrolled, elementary = schools.numbers("enroll"), schools.says("stype", "E")
    right, wrong = total(raked, enrolled), total(plain, enrolled)
    assert right.estimate == wrong.estimate
    assert (right.se, wrong.se) == pytest.approx((400603.256861826, 1_000_332), rel=1e-5)
    fixed = total(raked, elementary)
    assert (fixed.estimate, fixed.se, fixed.n_effective) == (near(4421), 0.0, None)
    assert total(plain, elementary).se > 1000


def test_three_margins_of_a_survey_of_voters():
    frame = pl.read_csv(path("p1_anes04.csv"), infer_schema=False)
    given = known("p1_expected_anes04_rake.json")
    targets = given["targets"]
    for name in ("married", "female"):
        targets[name] = dict(zip("01", targets[name], strict=True))
    margins = {
        name: {one: given["n"] * part for one, part in levels.items()} for name, levels in targets.items()
    }
    drawn = make_design(frame.height)
    raked = rake(drawn, margins, {one: frame[one].to_list() for one in margins})
    assert raked.weights.min() == near(given["weights"]["min"], ITERATED)
    assert raked.weights.max() == near(given["weights"]["max"], ITERATED)
    assert kish(raked.weights) == near(given["weights"]["n_eff"], ITERATED)
    cells = {
        tuple(row): weight for row, weight in zip(frame.select(*margins).rows(), raked.weights, strict=True)
    }
    for one in given["cell_weights"]:
        cell = (str(one["married"]), str(one["female"]), one["agecats"])
        assert cells[cell] == near(one["weight"], ITERATED)
    for key, design, tolerance in (("educ_raked", raked, ITERATED), ("educ_unweighted", drawn, CLOSED)):
        for name in given[key]["est"]:
            holds = (frame["educcats"] == name.removeprefix("edu")).cast(pl.Float64).to_numpy()
            found = share(design, holds)
            assert (found.estimate, found.se) == near(
                (given[key]["est"][name], given[key]["se"][name]), tolerance
            )
