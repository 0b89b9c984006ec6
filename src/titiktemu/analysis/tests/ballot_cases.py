"""Elections that several tests of ballots use."""

from fractions import Fraction

from hypothesis import strategies as st

from titiktemu.analysis.ballots.election import Ballot, Election, Project, VoteType

NAMES = "abcdef"


def approvals(budget, costs, wanted, **more):
    """Projects a, b, c … with these costs, and ballots as strings of their names."""
    projects = tuple(Project(name, Fraction(cost)) for name, cost in zip(NAMES, costs, strict=False))
    ballots = tuple(Ballot(str(place), tuple(one), **more) for place, one in enumerate(wanted))
    return Election(VoteType.APPROVAL, projects, ballots, Fraction(budget))


def ranked(*ballots, names=None):
    """Ballots as strings, "3 abc" for three people who rank a, b, c."""
    projects = tuple(map(Project, names or sorted({one for text in ballots for one in text.split()[1]})))
    cast = [
        Ballot(str(place), tuple(text.split()[1]), weight=Fraction(text.split()[0]))
        for place, text in enumerate(ballots)
    ]
    return Election(VoteType.ORDINAL, projects, tuple(cast))


@st.composite
def budget_elections(draw, sides=("",), most_cost=12):
    """Small elections with a budget, full of ties."""
    many = draw(st.integers(1, 5))
    cost = st.fractions(0, most_cost, max_denominator=2)
    projects = tuple(Project(name, draw(cost)) for name in NAMES[:many])
    wanted = st.lists(st.sampled_from(NAMES[:many]), unique=True)
    weight = st.sampled_from([Fraction(1), Fraction(2), Fraction(1, 2)])
    ballots = tuple(
        Ballot(str(place), tuple(draw(wanted)), side=draw(st.sampled_from(sides)), weight=draw(weight))
        for place in range(draw(st.integers(1, 7)))
    )
    return Election(VoteType.APPROVAL, projects, ballots, draw(st.fractions(0, 30, max_denominator=2)))


@st.composite
def rankings(draw, many=5):
    """Elections of truncated rankings."""
    names = NAMES[: draw(st.integers(1, many))]
    one = st.permutations(list(names)).flatmap(
        lambda order: st.integers(0, len(order)).map(lambda length: tuple(order[:length]))
    )
    ballots = tuple(
        Ballot(str(place), ballot, weight=Fraction(draw(st.integers(1, 3))))
        for place, ballot in enumerate(draw(st.lists(one, min_size=1, max_size=7)))
    )
    return Election(VoteType.ORDINAL, tuple(map(Project, names)), ballots)
