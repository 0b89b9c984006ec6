"""Counting an election by one of the rules: who wins, in which order, at which cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from titiktemu.analysis.ballots import pairwise
from titiktemu.analysis.ballots.approval import (
    Utility,
    by_total,
    fill,
    greedy_order,
    leaders,
    scores,
    supports,
)
from titiktemu.analysis.ballots.completion import Completion, add1
from titiktemu.analysis.ballots.election import BadBallots, Election, Ties, levels, tie_order
from titiktemu.analysis.ballots.equal_shares import run, shares
from titiktemu.analysis.ballots.kemeny import kemeny
from titiktemu.analysis.marking import gettext_noop

NOTHING = gettext_noop("There is no project to choose from.")
NOBODY = gettext_noop("There is no ballot, so nothing can be counted.")


class Rule(StrEnum):
    """Ways of choosing."""

    EQUAL_SHARES = "equal-shares"
    APPROVAL = "approval"
    SCORE = "score"
    SCHULZE = "schulze"
    KEMENY = "kemeny"
    RANKED_PAIRS = "ranked-pairs"
    BORDA = "borda"


@dataclass(frozen=True, slots=True)
class How:
    """Everything about the counting that is fixed before it.

    Attributes
    ----------
    rule : Rule
        The rule.
    ties : Ties
        Who comes first of equals.
    completion : Completion
        What happens with money that equal shares leave.
    utility : Utility
        What a funded project is worth to its supporters, where there is a budget.
    by_side : bool
        Whether equal shares give each side the same part of the budget.
    """

    rule: Rule
    ties: Ties = Ties.IDENTIFIER
    completion: Completion = Completion.NONE
    utility: Utility = Utility.COST
    by_side: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of counting.

    Attributes
    ----------
    winners : list of str
        Under a budget everything chosen, in the order of choosing. Else who stands first, and
        everybody who ties there.
    ranking : list of str
        All projects, the best first; equal ones in the order that breaks ties.
    cost : Fraction or None
        Of the winners; None where a cost is not known.
    budget : Fraction or None
        Of the election.
    """

    winners: list[str]
    ranking: list[str]
    cost: Fraction | None
    budget: Fraction | None


def count(election: Election, how: How) -> Outcome:
    """Count an election.

    Parameters
    ----------
    election : Election
        Projects, ballots and budget. Any rule takes any kind of ballot: approved projects tie
        first, points rank, named projects of a ranking are approved.
    how : How
        Rule, ties and the rest.

    Raises
    ------
    BadBallots
        Where there is nothing to count, or the rule needs what is not there.

    Examples
    --------
    >>> from titiktemu.analysis.ballots.election import Ballot, Project, VoteType
    >>> ballots = (Ballot("1", ("b", "a")), Ballot("2", ("b",)), Ballot("3", ("c", "a")))
    >>> election = Election(VoteType.ORDINAL, tuple(map(Project, "abc")), ballots)
    >>> count(election, How(Rule.SCHULZE)).ranking
    ['b', 'a', 'c']
    """
    if not election.projects:
        raise BadBallots(NOTHING)
    if not election.ballots:
        raise BadBallots(NOBODY)
    winners, ranking = RULES[how.rule](election, how, tie_order(election.projects, how.ties))
    costs = {one.identifier: one.cost for one in election.projects}
    known = [cost for one in winners if (cost := costs[one]) is not None]
    cost = sum(known, Fraction(0)) if len(known) == len(winners) else None
    return Outcome(winners, ranking, cost, election.budget)


type Counted = tuple[list[str], list[str]]


def _approval(election: Election, how: How, ties: dict[str, int]) -> Counted:
    if election.budget is None:
        totals = supports(election)
        return leaders(totals, ties), by_total(totals, ties)
    order = greedy_order(election, ties, how.utility)
    return fill(election, election.budget, order), order


def _score(election: Election, _how: How, ties: dict[str, int]) -> Counted:
    totals = scores(election)
    order = by_total(totals, ties)
    if election.budget is None:
        return leaders(totals, ties), order
    return fill(election, election.budget, order), order


def _equal_shares(election: Election, how: How, ties: dict[str, int]) -> Counted:
    given = shares(election, ties, how.utility, by_side=how.by_side)
    budget = election.budget or Fraction(0)
    if how.completion is Completion.ADD1:
        bought, _raised = add1(given, budget)
    else:
        bought = [project for _ratio, project in run(given)]
    winners = [*given.free, *(given.names[project] for project in bought)]
    order = greedy_order(election, ties, how.utility)
    if how.completion is Completion.GREEDY:
        winners += fill(election, budget, order, winners)
    return winners, winners + [one for one in order if one not in winners]


def _schulze(election: Election, _how: How, ties: dict[str, int]) -> Counted:
    return pairwise.schulze(election.identifiers, _support(election), ties)


def _ranked_pairs(election: Election, _how: How, ties: dict[str, int]) -> Counted:
    order = pairwise.ranked_pairs(election.identifiers, _support(election), ties)
    return order[:1], order


def _kemeny(election: Election, _how: How, ties: dict[str, int]) -> Counted:
    best = kemeny(election.identifiers, _support(election), ties)
    return list(best.winners), list(best.order)


def _borda(election: Election, _how: How, ties: dict[str, int]) -> Counted:
    people = sum((ballot.weight for ballot in election.ballots), Fraction(0))
    points = pairwise.borda(election.identifiers, _support(election), people)
    return leaders(points, ties), by_total(points, ties)


def _support(election: Election) -> pairwise.Pairs:
    return pairwise.support(election.identifiers, levels(election))


RULES: dict[Rule, Callable[[Election, How, dict[str, int]], Counted]] = {
    Rule.EQUAL_SHARES: _equal_shares,
    Rule.APPROVAL: _approval,
    Rule.SCORE: _score,
    Rule.SCHULZE: _schulze,
    Rule.KEMENY: _kemeny,
    Rule.RANKED_PAIRS: _ranked_pairs,
    Rule.BORDA: _borda,
}
