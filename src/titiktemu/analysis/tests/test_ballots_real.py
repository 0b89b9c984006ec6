"""Published ballots with known results."""

import json
import os
import re
from fractions import Fraction
from pathlib import Path

import pytest

from titiktemu.analysis.ballots.approval import Utility
from titiktemu.analysis.ballots.completion import Completion, add1
from titiktemu.analysis.ballots.counting import How, Rule, count
from titiktemu.analysis.ballots.election import Ballot, Election, Project, VoteType, levels, tie_order
from titiktemu.analysis.ballots.equal_shares import shares
from titiktemu.analysis.ballots.kemeny import kemeny
from titiktemu.analysis.ballots.pabulib import read, write
from titiktemu.analysis.ballots.pairwise import borda, support

pytestmark = pytest.mark.realdata
FOLDER = Path(os.environ.get("TITIKTEMU_REALDATA") or Path(__file__).parents[5] / "shared" / "data")
EVIDENCE = FOLDER / "evidence"
KNOWN = EVIDENCE / "p5_expected_voting.json"
WORTH = {Utility.COST: "cost", Utility.CARDINALITY: "card"}


def known(part):
    """What is known; empty where there is no such folder."""
    return json.loads(KNOWN.read_text(encoding="utf-8"))[part] if KNOWN.is_file() else {}


def election_of(name):
    """An election of the folder."""
    path = EVIDENCE / f"p5_pb_{name}"
    if not path.is_file():
        pytest.skip(f"no file {path}")
    return read(path.read_bytes())[0]


@pytest.mark.parametrize("utility", list(Utility))
@pytest.mark.parametrize("name", known("participatory_budgeting"))
def test_budgets_are_spent_as_they_are_known_to_be(name, utility):
    election, expected = election_of(name), known("participatory_budgeting")[name]
    ways = {
        "mes_{}": How(Rule.EQUAL_SHARES, utility=utility),
        "greedy_{}": How(Rule.APPROVAL, utility=utility),
        "mes_{}_greedy_completion": How(Rule.EQUAL_SHARES, completion=Completion.GREEDY, utility=utility),
    }
    for key, how in ways.items():
        found, right = count(election, how), expected[key.format(WORTH[utility])]
        assert (sorted(found.winners, key=int), found.cost) == (right["selected"], right["spent"])


@pytest.mark.parametrize("utility", list(Utility))
@pytest.mark.parametrize("name", known("participatory_budgeting"))
def test_raises_of_one_per_cent_until_nothing_fits_end_as_known(name, utility):
    election = election_of(name)
    ready = shares(election, tie_order(election.projects), utility)
    step = election.budget / 100 / len(election.ballots)
    bought, _raised = add1(ready, election.budget, step=step, until_full=True)
    right = known("participatory_budgeting")[name][f"mes_{WORTH[utility]}_exhaust_step1pct"]["selected"]
    assert sorted((ready.names[one] for one in bought), key=int) == right


@pytest.mark.parametrize("name", [*known("participatory_budgeting"), *known("ranked")])
def test_files_are_written_as_they_were_read(name):
    if name.endswith(".pb"):
        election = election_of(name)
        assert read(write(election)) == (election, [])


@pytest.mark.parametrize("name", known("ranked"))
def test_rankings_win_as_they_are_known_to(name):
    expected = known("ranked")[name]
    election = election_of(name) if name.endswith(".pb") else made(expected)
    names, pairs = expected["names"], support(election.identifiers, levels(election))
    assert all(
        pairs[one, other] == int(expected["pairwise_support"][row][column])
        for row, one in enumerate(names)
        for column, other in enumerate(names)
        if one != other
    )
    found = count(election, How(Rule.SCHULZE))
    assert found.winners == expected["schulze_winners"]
    order = expected["schulze_order_by_wins"]
    assert found.ranking == [one if isinstance(one, str) else one[0] for one in order]
    winner = expected.get("ranked_pairs_lib") or expected["lib"]["ranked_pairs"]
    assert count(election, How(Rule.RANKED_PAIRS)).winners == winner
    if "kemeny_score" in expected:
        best = kemeny(names, pairs, tie_order(election.projects))
        assert best.score == int(expected["kemeny_score"])
        assert [list(best.order)] == expected["kemeny_rankings"]
        points = borda(names, pairs, sum(one.weight for one in election.ballots))
        assert points == {one: int(score) for one, score in expected["borda_scores"].items()}


def made(expected):
    """The ballots of a known example."""
    cast = zip(expected["rankings"], expected["counts"], strict=True)
    ballots = tuple(
        Ballot(str(place), tuple(one), weight=Fraction(many)) for place, (one, many) in enumerate(cast)
    )
    return Election(VoteType.ORDINAL, tuple(map(Project, expected["names"])), ballots)


COMMITTEES = {
    "av": (Rule.APPROVAL, Completion.NONE),
    "equal-shares-with-av-completion": (Rule.EQUAL_SHARES, Completion.GREEDY),
}


@pytest.mark.parametrize("rule", COMMITTEES)
@pytest.mark.parametrize("path", sorted(EVIDENCE.glob("p5_abc_*.yaml")), ids=lambda path: path.stem)
def test_committees_are_among_the_known_ones(path, rule):
    text = path.read_text(encoding="utf-8")
    profile = json.loads(re.search(r"profile: (\[\[.*?\]\])", text, re.DOTALL)[1])
    many, seats = (int(re.search(rf"{key}: (\d+)", text)[1]) for key in ("num_cand", "committeesize"))
    found = re.search(rf"rule_id: {rule}\n\s+result: (\[\[[^a-z]+\]\])\n\s+resolute: false", text)
    projects = tuple(Project(str(place), Fraction(1)) for place in range(many))
    ballots = tuple(Ballot(str(at), tuple(map(str, one))) for at, one in enumerate(profile))
    way, completion = COMMITTEES[rule]
    election = Election(VoteType.APPROVAL, projects, ballots, Fraction(seats))
    winners = count(election, How(way, completion=completion)).winners
    assert sorted(map(int, winners)) in json.loads(found[1])
