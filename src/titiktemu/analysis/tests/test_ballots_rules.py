"""Schulze, ranked pairs, Kemeny, Borda, approval and score: known elections, and what must always hold."""

from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.ballots.approval import Utility
from titiktemu.analysis.ballots.counting import How, Rule, count
from titiktemu.analysis.ballots.election import (
    BadBallots,
    Ballot,
    Election,
    Project,
    Ties,
    VoteType,
    levels,
    tie_order,
)
from titiktemu.analysis.ballots.kemeny import MOST_ITEMS, kemeny
from titiktemu.analysis.ballots.pairwise import schulze, strongest_paths, support
from titiktemu.analysis.tests.ballot_cases import approvals, ranked, rankings

CAPITAL = ranked("42 mnck", "26 nckm", "15 cknm", "17 kcnm")
FORTY_FIVE = ranked("5 acbed", "5 adecb", "8 bedac", "3 cabed", "7 caebd", "2 cbade", "7 dceba", "8 ebadc")
ONE_WINNER = (Rule.SCHULZE, Rule.KEMENY, Rule.RANKED_PAIRS)


@pytest.mark.parametrize("rule", ONE_WINNER)
def test_the_capital_in_the_middle_wins(rule):
    found = count(CAPITAL, How(rule))
    assert (found.winners, "".join(found.ranking)) == (["n"], "nckm")


def test_three_rules_part_ways_on_schulzes_forty_five_voters():
    found = {rule: "".join(count(FORTY_FIVE, How(rule)).ranking) for rule in ONE_WINNER}
    assert found[Rule.SCHULZE] == "eacbd"
    assert found[Rule.KEMENY] == "ebadc"
    assert found[Rule.RANKED_PAIRS][0] == "a"


def test_the_strongest_paths_are_those_of_the_article():
    counts = support("abcde", levels(FORTY_FIVE))
    paths = strongest_paths("abcde", counts)
    assert [paths["e", one] for one in "abcd"] == [25, 28, 28, 31]
    assert [paths[one, "e"] for one in "abcd"] == [24, 24, 24, 24]


def test_kemenys_score_counts_the_agreeing_comparisons():
    assert kemeny("mnck", support("mnck", levels(CAPITAL)), tie_order(CAPITAL.projects)).score == 393


def test_all_who_tie_at_the_top_win():
    cycle = ranked("1 abc", "1 bca", "1 cab")
    for rule in (Rule.SCHULZE, Rule.KEMENY, Rule.BORDA):
        assert count(cycle, How(rule)).winners == ["a", "b", "c"]


def test_unlisted_items_tie_last():
    assert levels(ranked("1 b", names="abc"))[0][0] == [["b"], ["a", "c"]]
    assert count(ranked("2 b", "1 ac", names="abc"), How(Rule.BORDA)).ranking == ["b", "a", "c"]


def test_approved_projects_tie_first_for_rules_that_rank():
    assert count(approvals(0, [1, 1, 1], ["ab", "b", "c"]), How(Rule.SCHULZE)).ranking == ["b", "a", "c"]


def test_points_rank_and_add_up():
    projects = tuple(map(Project, "abc"))
    ballots = (
        Ballot("1", ("a", "b"), (Fraction(5), Fraction(1))),
        Ballot("2", ("b", "c"), (Fraction(3), Fraction(-1))),
    )
    election = Election(VoteType.SCORING, projects, ballots)
    assert levels(election)[1][0] == [["b"], ["a"], ["c"]]
    assert count(election, How(Rule.SCORE)).ranking == ["a", "b", "c"]
    assert count(election, How(Rule.APPROVAL)).winners == ["b"]


def test_approval_under_a_budget_takes_what_still_fits():
    election = approvals(10, [6, 5, 4], ["ab", "ab", "ac", "a", "c"])
    assert count(election, How(Rule.APPROVAL)).winners == ["a", "c"]
    assert count(election, How(Rule.APPROVAL)).cost == 10
    assert count(election, How(Rule.APPROVAL, utility=Utility.CARDINALITY)).ranking == ["a", "c", "b"]


def test_without_a_budget_the_most_approved_win():
    election = replace(approvals(0, [1, 1, 1], ["ab", "ab", "c"]), budget=None)
    assert count(election, How(Rule.APPROVAL)).winners == ["a", "b"]


def test_ties_go_by_the_order_that_was_fixed():
    projects = (Project("2", Fraction(3)), Project("10", Fraction(3)), Project("9", Fraction(1)))
    election = Election(VoteType.APPROVAL, projects, (Ballot("1", ("2", "10", "9")),))
    found = {ties: count(election, How(Rule.APPROVAL, ties)).ranking for ties in Ties}
    assert found == {
        Ties.IDENTIFIER: ["10", "2", "9"], Ties.CHEAPER: ["9", "10", "2"], Ties.LISTED: ["2", "10", "9"],
    }  # fmt: skip


def test_nothing_to_choose_from_and_nobody_to_choose_are_told():
    for election in (Election(VoteType.APPROVAL, (), ()), Election(VoteType.APPROVAL, (Project("a"),), ())):
        with pytest.raises(BadBallots):
            count(election, How(Rule.APPROVAL))


def test_more_items_than_kemeny_can_order_exactly_are_refused():
    names = [str(place) for place in range(MOST_ITEMS + 1)]
    with pytest.raises(BadBallots, match=str(MOST_ITEMS)):
        kemeny(names, support(names, []), {})


@pytest.mark.parametrize("rule", list(Rule))
def test_empty_ballots_leave_everybody_equal(rule):
    election = approvals(5, [1, 2], ["", ""])
    assert count(election, How(rule)).ranking == ["a", "b"]


@given(rankings())
def test_whom_a_majority_prefers_to_each_other_wins(election):
    names = election.identifiers
    counts = support(names, levels(election))
    for one in names:
        if all(counts[one, other] > counts[other, one] for other in names if other != one):
            assert all(count(election, How(rule)).winners == [one] for rule in ONE_WINNER)


@given(rankings())
def test_schulzes_winner_beats_or_ties_with_each_other(election):
    names = election.identifiers
    counts = support(names, levels(election))
    paths = strongest_paths(names, counts)
    winners, order = schulze(names, counts, tie_order(election.projects))
    assert all(paths[one, other] >= paths[other, one] for one in winners for other in names if other != one)
    assert order[0] in winners
    places = {one: place for place, one in enumerate(order)}
    assert all(
        paths[one, other] <= paths[other, one]
        for one in names
        for other in names
        if places[one] > places[other]
    )


@given(rankings())
def test_kemenys_order_is_the_best_of_all_orders(election):
    names = election.identifiers
    counts = support(names, levels(election))
    found = kemeny(names, counts, tie_order(election.projects))
    scored = {order: agreeing(order, counts) for order in permutations(names)}
    best = max(scored.values())
    assert (found.score, scored[found.order]) == (best, best)
    assert set(found.winners) == {order[0] for order, score in scored.items() if score == best}


@given(rankings())
def test_kemeny_turned_over_is_the_order_turned_over(election):
    names = election.identifiers
    counts = support(names, levels(election))
    turned = {(one, other): counts[other, one] for one, other in counts}
    backwards = kemeny(names, turned, tie_order(election.projects)).order
    assert agreeing(backwards[::-1], counts) == kemeny(names, counts, tie_order(election.projects)).score


@given(rankings(), st.permutations("uvwxyz"), st.sampled_from(list(Rule)))
def test_other_names_change_nothing_but_names(election, others, rule):
    """In the order of the list ties do not hang on names."""
    if rule is Rule.EQUAL_SHARES:
        return
    name = dict(zip("abcdef", others, strict=True))
    renamed = replace(
        election,
        projects=tuple(Project(name[one]) for one in election.identifiers),
        ballots=tuple(replace(one, named=tuple(name[it] for it in one.named)) for one in election.ballots),
    )
    found, again = count(election, How(rule, Ties.LISTED)), count(renamed, How(rule, Ties.LISTED))
    assert again.winners == [name[one] for one in found.winners]
    assert again.ranking == [name[one] for one in found.ranking]


def agreeing(order, counts):
    """Comparisons that agree with an order."""
    return sum(counts[one, other] for place, one in enumerate(order) for other in order[place + 1 :])
