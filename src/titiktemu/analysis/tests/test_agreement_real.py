"""Published ratings with the figures that R and the papers give for them."""

import json
import os
from pathlib import Path

import pytest

from titiktemu.analysis.agreement.kappa import fleiss_kappa
from titiktemu.analysis.agreement.kendall import kendall_w
from titiktemu.analysis.agreement.krippendorff import krippendorff_alpha
from titiktemu.analysis.agreement.levels import Level
from titiktemu.analysis.agreement.ratings import read_ratings

pytestmark = pytest.mark.realdata
FOLDER = (
    Path(os.environ.get("TITIKTEMU_REALDATA") or Path(__file__).parents[5] / "shared" / "data") / "evidence"
)


def ratings(name, level, **how):
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"no file {path}")
    return read_ratings(path.read_bytes(), name, level, **how).values


@pytest.fixture(scope="module")
def expected():
    path = FOLDER / "p5_expected_agreement.json"
    if not path.is_file():
        pytest.skip(f"no file {path}")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("level", list(Level))
def test_krippendorffs_example(expected, level):
    known = expected["krippendorff_2011_4x12"]
    table = ratings("p5_krippendorff_nmm.csv", level, has_header=False, is_transposed=True)
    found = krippendorff_alpha(table, level, seed=1).estimate
    assert found == pytest.approx(known["computed"][level], rel=1e-8)
    assert round(found, 3) == known["published"][level]


def test_kendalls_w_of_the_anxiety_ratings(expected):
    known, found = expected["kendall_anxiety"], kendall_w(ratings("p5_irr_anxiety.csv", Level.ORDINAL))
    assert found.estimate == pytest.approx(known["W_ties"], rel=1e-8)
    assert found.uncorrected == pytest.approx(known["W_uncorrected"], rel=1e-8)
    assert found.statistic == pytest.approx(known["chisq"], rel=1e-8)
    assert found.p == pytest.approx(known["p"], rel=1e-8)
    assert found.df == expected["friedman_anxiety_cols_as_raters"]["parameter"]


def test_fleiss_kappa_of_the_diagnoses(expected):
    known, found = expected["fleiss_diagnoses"], fleiss_kappa(ratings("p5_irr_diagnoses.csv", Level.NOMINAL))
    assert found.estimate == pytest.approx(known["kappa"], rel=1e-8)
    assert found.statistic == pytest.approx(known["z"], rel=1e-8)


@pytest.mark.parametrize("level", list(Level))
def test_alpha_of_the_anxiety_ratings_but_for_how_irr_counts_pairs(expected, level):
    """R's irr does not divide the pairs of a unit by raters - 1 where no rating is missing at all.

    It so takes n (m - 1) ratings for n, which changes the correction for few ratings alone. With a single gap
    anywhere it divides, as Krippendorff does, whose own example above therefore agrees.
    """
    table = ratings("p5_irr_anxiety.csv", level)
    number, raters = table.size, table.shape[1]
    found = krippendorff_alpha(table, level, seed=1).estimate
    taken = number * (raters - 1)
    of_irr = 1 - (1 - found) * (1 - 1 / taken) / (1 - 1 / number)
    assert of_irr == pytest.approx(expected["alpha_anxiety"][level], rel=1e-8)
