"""Pools with known leximin chances: of the replication data, of a fixture of 150 and of a toy."""

import json
import os
from pathlib import Path

import pytest

from titiktemu.analysis.participation import evenness, gini
from titiktemu.analysis.sortition.files import read_people, read_quotas
from titiktemu.analysis.sortition.lottery import draw, make
from titiktemu.analysis.sortition.people import Person, Quota

pytestmark = pytest.mark.realdata
FOLDER = (
    Path(os.environ.get("TITIKTEMU_REALDATA") or Path(__file__).parents[5] / "shared" / "data") / "evidence"
)
TOLERANCE = 1e-4


def known(name):
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"no file {path}")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "respondents", "categories"),
    [
        ("example_small_20", "p7_example_small_20_respondents.csv", "p7_example_small_20_categories.csv"),
        ("fixture150_k22", "p7_fixture150_candidates.csv", "p7_fixture150_features.csv"),
    ],
)
def test_chances_of_all_types_are_the_known_ones(name, respondents, categories):
    expected = known("p7_expected_sortition.json")[name]
    quotas = read_quotas((FOLDER / categories).read_bytes(), categories)
    features = sorted({quota.feature for quota in quotas})
    people = read_people((FOLDER / respondents).read_bytes(), respondents, features)
    lottery = make(people, quotas, expected["k"])
    by_type = {
        tuple(one[feature] for feature in features): one["prob"] for one in expected["leximin_probs_by_type"]
    }
    for one in people:
        wanted = by_type[tuple(one.features[feature] for feature in features)]
        assert lottery.probabilities[one.id] == pytest.approx(wanted, abs=TOLERANCE)
    chances = list(lottery.probabilities.values())
    assert min(chances) == pytest.approx(expected["leximin_min"], abs=TOLERANCE)
    assert max(chances) == pytest.approx(expected["leximin_max"], abs=TOLERANCE)
    assert gini(chances) == pytest.approx(expected["leximin_gini"], abs=TOLERANCE)
    drawn = [one for one in people if one.id in draw(lottery, "a seed")]
    for quota in quotas:
        assert quota.least <= sum(one.features[quota.feature] == quota.value for one in drawn) <= quota.most


def test_the_toy_of_the_reference_has_the_known_chances():
    expected = known("p7_expected_sortition.json")["toy_simpsons"]
    rows = expected["leximin_probs_by_type"]
    people = [
        Person(f"{at}-{number}", {name: row[name] for name in ("age", "franchise")})
        for at, row in enumerate(rows)
        for number in range(row["count"])
    ]
    quotas = [
        Quota(name, value, 1, 1)
        for name in ("age", "franchise")
        for value in sorted({row[name] for row in rows})
    ]
    for person, chance in make(people, quotas, expected["k"]).probabilities.items():
        assert chance == pytest.approx(rows[int(person.split("-")[0])]["prob"], abs=TOLERANCE)


def test_inequality_is_the_known_one():
    for one in known("p7_expected_inequality.json").values():
        assert gini(one["x"]) == pytest.approx(one["gini"], rel=1e-8, abs=1e-12)
        assert evenness(one["x"]) == pytest.approx(one["pielou_evenness_k_incl_zeros"], rel=1e-8, abs=1e-12)
