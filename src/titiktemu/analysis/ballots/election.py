"""What is voted on and how: projects with costs, ballots, and the order in which ties are broken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class BadBallots(Exception):
    """The ballots cannot be counted. ``template`` is one English sentence, the key of its translation."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values


class VoteType(StrEnum):
    """What a ballot says of the projects it names; the words are those of Pabulib."""

    APPROVAL = "approval"
    ORDINAL = "ordinal"
    CUMULATIVE = "cumulative"
    SCORING = "scoring"

    @property
    def has_points(self) -> bool:
        """Whether a ballot gives points to what it names."""
        return self in (VoteType.CUMULATIVE, VoteType.SCORING)


class Ties(StrEnum):
    """Who comes first of projects that a rule finds equal. It is fixed before counting."""

    IDENTIFIER = "id"
    """The identifier that comes first as a text, so "10" before "2"."""
    CHEAPER = "cheaper"
    """The lower cost, then the identifier."""
    LISTED = "listed"
    """The place in the list of projects."""


@dataclass(frozen=True, slots=True)
class Project:
    """Something that may be chosen: a project, an issue, a solution.

    Attributes
    ----------
    identifier : str
        Short name, unique.
    cost : Fraction or None
        What choosing it takes of the budget, zero or more; None where costs play no part.
    details : dict of str to str
        Other columns of a file, kept as they are.
    """

    identifier: str
    cost: Fraction | None = None
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one voter wants.

    Attributes
    ----------
    voter : str
        Identifier of the voter.
    named : tuple of str
        Projects approved, or ranked from the best on, or given points. Each at most once.
    points : tuple of Fraction
        As many as `named` where points are given, else empty.
    side : str
        Side of the voter; "" where sides play no part.
    weight : Fraction
        For how many people the ballot counts, more than zero.
    details : dict of str to str
        Other columns of a file, kept as they are.
    """

    voter: str
    named: tuple[str, ...]
    points: tuple[Fraction, ...] = ()
    side: str = ""
    weight: Fraction = Fraction(1)
    details: dict[str, str] = field(default_factory=dict)

    @property
    def supported(self) -> tuple[str, ...]:
        """What the ballot speaks for: all it names, but for points of zero and less."""
        if not self.points:
            return self.named
        return tuple(one for one, points in zip(self.named, self.points, strict=True) if points > 0)


@dataclass(frozen=True, slots=True)
class Election:
    """Projects, ballots, and what is known of the vote.

    Attributes
    ----------
    vote_type : VoteType
        What the ballots say.
    projects : tuple of Project
        In the order of the file or of the facilitator.
    ballots : tuple of Ballot
        One for each voter; an empty one counts as a voter too.
    budget : Fraction or None
        What may be spent; None where nothing is spent.
    meta : dict of str to str
        Further facts, such as the place and the dates.
    """

    vote_type: VoteType
    projects: tuple[Project, ...]
    ballots: tuple[Ballot, ...]
    budget: Fraction | None = None
    meta: dict[str, str] = field(default_factory=dict)

    @property
    def identifiers(self) -> list[str]:
        """Identifiers of all projects, in their order."""
        return [one.identifier for one in self.projects]


def tie_order(projects: Iterable[Project], ties: Ties = Ties.IDENTIFIER) -> dict[str, int]:
    """Give each identifier its place in the order that breaks ties; 0 comes first.

    Examples
    --------
    >>> projects = [Project("b", Fraction(3)), Project("a", Fraction(3)), Project("c", Fraction(1))]
    >>> list(tie_order(projects)), list(tie_order(projects, Ties.CHEAPER))
    (['a', 'b', 'c'], ['c', 'a', 'b'])
    """
    listed = list(projects)
    if ties is not Ties.LISTED:
        listed.sort(key=lambda one: one.identifier)
    if ties is Ties.CHEAPER:
        listed.sort(key=lambda one: one.cost or 0)
    return {one.identifier: place for place, one in enumerate(listed)}


def levels(election: Election) -> list[tuple[list[list[str]], Fraction]]:
    """Read every ballot as a ranking with ties, best level first, with its weight.

    Approved projects tie first. Points rank from the highest; who gets none has zero. What a
    ballot does not name ties on the last level.

    Examples
    --------
    >>> projects = tuple(map(Project, "abc"))
    >>> levels(Election(VoteType.ORDINAL, projects, (Ballot("1", ("b",)),)))
    [([['b'], ['a', 'c']], Fraction(1, 1))]
    """
    names, kind = election.identifiers, election.vote_type
    return [(_levels(names, kind, ballot), ballot.weight) for ballot in election.ballots]


def _levels(identifiers: list[str], kind: VoteType, ballot: Ballot) -> list[list[str]]:
    given: dict[str, Fraction | int]
    if kind.has_points:
        given = dict(zip(ballot.named, ballot.points, strict=True))
    elif kind is VoteType.ORDINAL:
        given = {one: len(ballot.named) - place for place, one in enumerate(ballot.named)}
    else:
        given = dict.fromkeys(ballot.named, 1)
    found: dict[Fraction | int, list[str]] = {}
    for one in identifiers:
        found.setdefault(given.get(one, 0), []).append(one)
    return [found[points] for points in sorted(found, reverse=True)]
