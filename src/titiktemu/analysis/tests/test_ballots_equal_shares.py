"""Equal shares: against a plain way of counting it, and what must always hold."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from titiktemu.analysis.ballots import quick_shares
from titiktemu.analysis.ballots.approval import Utility
from titiktemu.analysis.ballots.completion import Completion, add1, spent
from titiktemu.analysis.ballots.counting import How, Rule, count
from titiktemu.analysis.ballots.election import BadBallots, Ballot, Project, tie_order
from titiktemu.analysis.ballots.equal_shares import Purses, run, shares
from titiktemu.analysis.tests.ballot_cases import approvals, budget_elections

SIDES = ("government", "civil_society")


def plain(election, money, utility):
    """Equal shares with a fraction for every voter, each project looked at in every round."""
    money, bought = list(money), []
    costs = {one.identifier: one.cost for one in election.projects if one.cost <= election.budget}
    while True:
        found = []
        for name, cost in costs.items():
            backers = [place for place, one in enumerate(election.ballots) if name in one.named]
            if name in bought or not backers:
                continue
            level = pays(cost, [(money[one], election.ballots[one].weight) for one in backers])
            if level is not None:
                found.append(
                    (level / (cost or 1) if utility is Utility.COST else level, name, level, backers)
                )
        if not found:
            return bought
        _ratio, name, level, backers = min(found)
        bought.append(name)
        for one in backers:
            money[one] -= min(money[one], level)


def pays(cost, purses):
    """The level at which min(money, level) adds up to the cost."""
    if sum(money * weight for money, weight in purses) < cost:
        return None
    for top in sorted(money for money, _weight in purses):
        poor = sum(money * weight for money, weight in purses if money < top)
        rich = sum(weight for money, weight in purses if money >= top)
        if (level := (cost - poor) / rich) <= top:
            return level
    return None


def plain_money(election, raises=0, by_side=False):
    """What every voter has."""
    heads = {}
    for one in election.ballots:
        side = one.side if by_side else ""
        heads[side] = heads.get(side, 0) + one.weight
    everybody = sum(heads.values())
    return [
        (election.budget + raises * everybody) / (len(heads) * heads[one.side if by_side else ""])
        for one in election.ballots
    ]


def plain_add1(election, utility, by_side=False):
    """Raise by one, count again, until it overspends or nothing is left to choose."""
    costs = {one.identifier: one.cost for one in election.projects}
    wanted = {name for one in election.ballots for name in one.named if costs[name] <= election.budget}
    raises, bought = 0, plain(election, plain_money(election, 0, by_side), utility)
    while set(bought) != wanted:
        more = plain(election, plain_money(election, raises + 1, by_side), utility)
        if sum(costs[one] for one in more) > election.budget:
            break
        raises, bought = raises + 1, more
    return bought


@pytest.mark.parametrize("utility", list(Utility))
@given(election=budget_elections(sides=SIDES), by_side=st.booleans())
def test_it_is_what_the_plain_way_gives(utility, election, by_side):
    found = count(election, How(Rule.EQUAL_SHARES, utility=utility, by_side=by_side))
    assert set(found.winners) == set(plain(election, plain_money(election, 0, by_side), utility))


@pytest.mark.parametrize("utility", list(Utility))
@settings(deadline=None)
@given(election=budget_elections(sides=SIDES, most_cost=40), by_side=st.booleans(), times=st.integers(1, 9))
def test_raises_end_where_single_ones_do(utility, election, by_side, times):
    election = larger(election, times)
    how = How(Rule.EQUAL_SHARES, completion=Completion.ADD1, utility=utility, by_side=by_side)
    assert set(count(election, how).winners) == set(plain_add1(election, utility, by_side))


@settings(deadline=None)
@given(election=budget_elections(most_cost=40))
def test_raises_give_the_same_in_quick_and_in_exact_numbers(election):
    given_shares = shares(election, tie_order(election.projects))
    quickly = add1(given_shares, election.budget)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick_shares, "run", unsure)
        patch.setattr(quick_shares, "prices", unsure)
        exactly = add1(given_shares, election.budget)
    assert quickly == exactly


def unsure(*_arguments):
    """Quick numbers that never decide."""
    raise quick_shares.Unsure


def larger(election, times):
    """Budget and costs in smaller units of money."""
    return replace(
        election,
        budget=election.budget * times,
        projects=tuple(replace(one, cost=one.cost * times) for one in election.projects),
    )


@given(election=budget_elections(sides=SIDES), completion=st.sampled_from(list(Completion)))
def test_nothing_overspends(election, completion):
    for utility in Utility:
        found = count(election, How(Rule.EQUAL_SHARES, completion=completion, utility=utility))
        assert found.cost <= election.budget
        assert len(set(found.winners)) == len(found.winners)
        assert sorted(found.ranking) == sorted(election.identifiers)


@given(election=budget_elections(sides=SIDES), raises=st.integers(0, 20), by_side=st.booleans())
def test_nobody_pays_more_than_the_share_and_all_payments_are_the_costs(election, raises, by_side):
    ready = shares(election, tie_order(election.projects), by_side=by_side)
    purses = Purses(ready, Fraction(raises))
    before = purses.left()
    bought = run(ready, Fraction(raises))
    for _ratio, project in bought:
        purses.pay(project, purses.level(project))
    after = purses.left()
    assert all(0 <= left <= had for left, had in zip(after, before, strict=True))
    parts = sum(int(one) for one in ready.people) / sum(one.weight for one in election.ballots)
    paid = sum((had - left) * int(many) for had, left, many in zip(before, after, ready.people, strict=True))
    assert paid / parts == spent(ready, [project for _ratio, project in bought])


@pytest.mark.parametrize("utility", list(Utility))
@given(election=budget_elections())
def test_people_who_agree_get_what_their_part_of_the_budget_pays_up_to_one_project(utility, election):
    """Extended justified representation up to one project, of every set of projects."""
    worth = {
        one.identifier: one.cost if utility is Utility.COST else Fraction(1) for one in election.projects
    }
    costs = {one.identifier: one.cost for one in election.projects}
    chosen = set(count(election, How(Rule.EQUAL_SHARES, utility=utility)).winners)
    everybody = sum(one.weight for one in election.ballots)
    for size in range(1, len(costs) + 1):
        for wish in combinations(costs, size):
            total = sum(worth[one] for one in wish)
            more = max((worth[one] for one in wish if one not in chosen), default=0)
            short = 0
            for ballot in election.ballots:
                own = sum(worth[one] for one in ballot.named if one in chosen)
                if set(wish) <= set(ballot.named) and own < total and own + more <= total:
                    short += ballot.weight
            assert not short or short * election.budget < everybody * sum(costs[one] for one in wish)


def test_each_side_gets_half_however_many_voters_it_has():
    projects = (Project("few", Fraction(10)), Project("many", Fraction(10)))
    ballots = [Ballot(f"g{place}", ("many",), side="government") for place in range(9)]
    ballots += [Ballot("c", ("few",), side="civil_society")]
    election = replace(approvals(20, [], []), projects=projects, ballots=tuple(ballots))
    assert count(election, How(Rule.EQUAL_SHARES)).winners == ["many"]
    assert count(election, How(Rule.EQUAL_SHARES, by_side=True)).winners == ["many", "few"]


def test_a_later_raise_may_trade_projects_after_the_budget_seems_full():
    """Stopping as soon as nothing else fits would stop here too early."""
    election = approvals(100, [30, 60, 30, 60], ["", "abcd", "bcd", "bc", "ac"])
    ready = shares(election, tie_order(election.projects))
    found = [
        sorted(ready.names[one] for one in add1(ready, election.budget, until_full=full)[0])
        for full in (True, False)
    ]
    assert found == [["a", "c"], ["b", "c"]]


def test_a_project_beyond_the_budget_does_not_end_the_raises():
    election = approvals(10, [11, 5, 5], ["abc", "ab", "ac"])
    how = How(Rule.EQUAL_SHARES, completion=Completion.ADD1)
    assert sorted(count(election, how).winners) == ["b", "c"]


def test_what_costs_nothing_is_chosen_if_anybody_wants_it():
    election = approvals(0, [0, 0, 3], ["a", "c"])
    assert count(election, How(Rule.EQUAL_SHARES)).winners == ["a"]


def test_many_voters_with_budgets_in_rupiah_take_seconds_not_hours():
    wanted = ["abc", "abd", "be", "cf", "def", "a", "ef", "bcd"] * 40
    election = approvals(9_000_000_000, [29e8, 31e8, 17e8, 23e8, 11e8, 37e8], wanted)
    found = count(election, How(Rule.EQUAL_SHARES, completion=Completion.ADD1))
    assert 8e9 < found.cost <= 9e9


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"budget": None}, "budget"),
        ({"projects": (Project("a"),)}, "cost"),
        ({"ballots": (Ballot("1", ("a",)), Ballot("2", (), weight=Fraction(1, 3**40)))}, "too fine"),
    ],
)
def test_what_is_missing_is_told(changes, told):
    election = replace(approvals(5, [1], ["a"]), **changes)
    with pytest.raises(BadBallots, match=told):
        count(election, How(Rule.EQUAL_SHARES))


def test_halves_need_the_side_of_every_ballot():
    with pytest.raises(BadBallots, match="side"):
        count(approvals(5, [1], ["a"]), How(Rule.EQUAL_SHARES, by_side=True))
