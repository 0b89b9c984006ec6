"""The report on an exported conversation: its shape, and the published figures of five real consultations."""

import json
import os
from pathlib import Path

import pytest

from titiktemu.analysis.opinion_report import Groups, read_sides, report
from titiktemu.analysis.polis_export import read_export

FOLDER = Path(os.environ.get("TITIKTEMU_REALDATA") or Path(__file__).parents[5] / "shared" / "data") / "polis"
REAL = [
    "american-assembly.bowling-green",
    "brexit-consensus",
    "london.youth.policing",
    "scoop-hivemind.biodiversity",
    "vtaiwan.uberx",
]
COMMENTS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    "1,x,4,1,2,1,1,Air bersih\n2,x,6,1,0,0,-1,Belum ada suara\n"
)
LOG = "timestamp,comment-id,voter-id,vote\n1,4,1,1\n2,4,2,1\n3,4,3,-1\n4,4,3,-1\n5,4,5,0\n"
MATRIX = "participant,group-id,4\n1,0,1\n2,1,1\n3,1,-1\n5,,0\n"


@pytest.fixture
def folder(tmp_path):
    """A very small export."""
    for name, text in (("comments", COMMENTS), ("votes", LOG), ("participants-votes", MATRIX)):
        (tmp_path / f"{name}.csv").write_text(text)
    return tmp_path


SIDES = b"participant,side\n1,pemerintah\n2,Masyarakat Sipil\n3,civil-society\n5,warga\n"


def test_the_report_has_every_figure(folder):
    sides = read_sides(SIDES, "sides.csv", [])
    found = report(read_export(folder), groups=Groups.EXPORT, sides=sides, seed=1)
    assert found == {
        "participants": 4,
        "statements": 2,
        "statements_voted": 1,
        "votes": 4,
        "repeats": 1,
        "groups": [{"id": "0", "size": 1}, {"id": "1", "size": 2}],
        "stability": {"bootstrap": None, "split_half": None},
        "reason": None,
        "results": [
            {
                "id": 4,
                "text": "Air bersih",
                "moderated": 1,
                "agree": 2,
                "disagree": 1,
                "pass": 1,
                "by_group": {
                    "0": {"agree": 1, "disagree": 0, "pass": 0},
                    "1": {"agree": 1, "disagree": 1, "pass": 0},
                },
                "by_side": {
                    "government": {"agree": 1, "disagree": 0, "pass": 0},
                    "civil_society": {"agree": 1, "disagree": 1, "pass": 0},
                    "citizens": {"agree": 0, "disagree": 0, "pass": 1},
                },
                "group_informed_consensus": pytest.approx(2 / 3 * 2 / 4),
            },
            {
                "id": 6,
                "text": "Belum ada suara",
                "moderated": -1,
                "agree": 0,
                "disagree": 0,
                "pass": 0,
                "by_group": {name: {"agree": 0, "disagree": 0, "pass": 0} for name in ("0", "1")},
                "by_side": {
                    name: {"agree": 0, "disagree": 0, "pass": 0}
                    for name in ("government", "civil_society", "citizens")
                },
                "group_informed_consensus": pytest.approx(1 / 2 * 1 / 2),
            },
        ],
    }


def test_without_firm_groups_the_report_says_why(folder):
    found = report(read_export(folder), seed=1)
    assert (found["groups"], found["results"][0]["by_group"]) == ([], {})
    assert found["results"][0]["group_informed_consensus"] is None
    assert found["reason"] == "Fewer than 50 people voted on enough statements to find opinion groups."


def test_an_export_without_groups_says_so(folder):
    (folder / "participants-votes.csv").unlink()
    found = report(read_export(folder), groups=Groups.EXPORT, seed=1)
    assert (found["groups"], found["reason"]) == ([], "The export names no opinion groups.")


def test_a_person_cannot_be_on_two_sides():
    problems = []
    assert read_sides(b"participant,side\n1,government\n1,citizens\n1,pemerintah\n", "s.csv", problems) == {
        1: "government"
    }
    assert [problem.line for problem in problems] == [3]


def _expected(name):
    if not (FOLDER / "expected.json").is_file():
        pytest.skip(f"no published consultations in {FOLDER}")
    return json.loads((FOLDER / "expected.json").read_text())["conversations"][name]


@pytest.mark.realdata
@pytest.mark.parametrize("name", REAL)
def test_published_figures_are_met(name):
    expected = _expected(name)
    export = read_export(FOLDER / name)
    found = report(export, groups=Groups.EXPORT, seed=1)
    assert export.problems == ()
    assert export.files == {file: expected["files"][file] for file in export.files}
    assert found["participants"] == expected["participants"]
    assert found["statements"] == expected["comments_rows"]
    assert found["statements_voted"] == expected["statements_voted"]
    assert found["votes"] == expected["votes"]
    assert found["repeats"] == expected.get("repeated_events")
    assert {group["id"]: group["size"] for group in found["groups"]} == expected["group_sizes"]
    for key in ("agree", "disagree", "pass"):
        assert sum(result[key] for result in found["results"]) == expected[key]
    results = {result["id"]: result for result in found["results"]}
    for wanted in expected["top_gic"]:
        result = results[wanted["id"]]
        assert result["group_informed_consensus"] == pytest.approx(wanted["value"], abs=1e-9)
        assert {name: [*cell.values()] for name, cell in result["by_group"].items()} == wanted["groups"]
    ranked = [
        result["id"]
        for result in sorted(found["results"], key=lambda row: (-row["group_informed_consensus"], row["id"]))
        if result["moderated"] != -1
    ]
    assert ranked[: len(expected["top_gic"])] == [wanted["id"] for wanted in expected["top_gic"]]


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("name", "claimed"),
    [
        ("american-assembly.bowling-green", True),
        ("brexit-consensus", False),
        ("london.youth.policing", False),
        ("scoop-hivemind.biodiversity", True),
        ("vtaiwan.uberx", True),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_groups_are_claimed_where_they_are_firm_and_only_there(name, claimed, seed):
    _expected(name)
    found = report(read_export(FOLDER / name), seed=seed)
    assert bool(found["groups"]) is claimed
    assert (found["reason"] is None) is claimed
