"""Ballot files of Pabulib: what is read, what is refused in which words, and that writing loses nothing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.ballots.election import BadBallots, Ballot, Election, Project, VoteType
from titiktemu.analysis.ballots.pabulib import read, write

FILE = '''META
key;value
description;"Warga; desa"
budget;1000,5
vote_type;approval
PROJECTS
project_id;cost;name;category
1;400;Air bersih;
2;700.25;"Jalan ""baru""";jalan

VOTES
voter_id;vote;age;sex
1;1,2;34;F
2;;51;M
3; 2 , 1 ;;
'''


def told(text):
    """The sentence of the refusal."""
    with pytest.raises(BadBallots) as refused:
        read(text.encode())
    return str(refused.value)


def test_all_three_sections_are_read():
    election, remarks = read(FILE.encode("utf-8-sig"))
    assert remarks == []
    assert (election.budget, election.vote_type) == (Fraction(2001, 2), VoteType.APPROVAL)
    assert election.meta == {"description": "Warga; desa"}
    assert election.projects[1] == Project(
        "2", Fraction("700.25"), {"name": 'Jalan "baru"', "category": "jalan"}
    )
    assert [one.named for one in election.ballots] == [("1", "2"), (), ("2", "1")]
    assert election.ballots[0].details == {"age": "34", "sex": "F"}


def test_line_ends_of_all_systems_read_the_same():
    assert read(FILE.replace("\n", "\r\n").encode()) == read(FILE.encode())


def test_points_sides_and_weights_are_read():
    text = (
        "META\nkey;value\nvote_type;cumulative\nPROJECTS\nproject_id;cost\na;1\nb;2\n"
        "VOTES\nvoter_id;vote;points;side;weight\n1;b,a;3,2.5;government;2\n2;;;civil_society;\n"
    )
    first, second = read(text.encode())[0].ballots
    assert first == Ballot("1", ("b", "a"), (Fraction(3), Fraction(5, 2)), "government", Fraction(2))
    assert second == Ballot("2", (), (), "civil_society")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("1;1,2;34", "1;1,9;34", "Line 13: the ballot of 1 names “9”, which is not among the projects."),
        ("2;700.25", "1;700.25", "Line 9: the project 1 is in the list twice."),
        ("2;700.25", ";700.25", "Line 9: the project has no name."),
        ("1;400;", "1;-400;", "Line 8: “-400” is no number that can stand for cost."),
        ("1;400;", "1;1e999;", "Line 8: “1e999” is no number that can stand for cost."),
        ("1;400;", "1;banyak;", "Line 8: “banyak” is no number that can stand for cost."),
        ("budget;1000,5", "budget;nan", "Line 4: “nan” is no number that can stand for budget."),
        ("approval", "auction", "“auction” is no kind of ballot (approval, ordinal, cumulative or scoring)."),
        ("approval", "scoring", "The section VOTES has no column points."),
        ("VOTES", "PROJECTS", "The section PROJECTS comes twice; the second time in line 11."),
        ("VOTES\nvoter_id;vote;age;sex\n", "", "The file has no section VOTES."),
        ("META\n", "", "Line 1 stands before the first section (META, PROJECTS or VOTES)."),
        ("project_id;", "number;", "The section PROJECTS has no column project_id."),
        ("1;1,2;34;F", "1;1,2;34;F;9", "Line 13 has more cells than its section has columns."),
        ('"Warga; desa"', '"Warga', "Line 9 cannot be read: its quotes do not close, or a cell is too long."),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(old, new, sentence):
    assert told(FILE.replace(old, new, 1)) == sentence


def test_points_must_fit_the_projects_named():
    text = "META\nkey;value\nvote_type;scoring\nPROJECTS\nproject_id;cost\na;1\nVOTES\nvoter_id;vote;points\n"
    assert told(text + "1;a;1,2\n") == "Line 9: the ballot of 1 names 1 projects and gives 2 points."
    assert told(text + "1;a,a;1,2\n") == "Line 9: the ballot of 1 gives points to a twice."


def test_bytes_that_are_no_text_are_told():
    for data in (b"META\n\xff\xfe", b""):
        with pytest.raises(BadBallots):
            read(data)


def test_repeated_names_count_once_and_are_remarked():
    election, remarks = read(FILE.replace("1;1,2;34", "2;1,2,1;34").encode())
    assert election.ballots[0].named == ("1", "2")
    assert [one.values for one in remarks] == [{"count": 1}, {"count": 1}]


def test_counts_that_the_file_says_wrongly_are_remarked():
    _election, remarks = read(FILE.replace("budget;", "num_votes;9\nbudget;").encode())
    assert [one.values["found"] for one in remarks] == [3]


def test_a_comma_in_a_name_cannot_be_written():
    with pytest.raises(BadBallots, match="comma"):
        write(Election(VoteType.APPROVAL, (Project("a,b"),), ()))


VISIBLE = st.characters(codec="utf-8", exclude_categories=["C", "Z"])
CELL = st.text(VISIBLE, max_size=6)
NAME = CELL.filter(lambda text: text and "," not in text)
NUMBER = st.decimals(0, 10**9, places=2).map(Fraction)


@st.composite
def elections(draw):
    """Elections of all kinds, with cells that hold quotes and semicolons."""
    kind = draw(st.sampled_from(list(VoteType)))
    names = draw(st.lists(NAME, min_size=1, max_size=4, unique=True))
    projects = tuple(
        Project(name, draw(st.none() | NUMBER), {"name": draw(CELL), "where": draw(CELL)}) for name in names
    )
    ballots = []
    for place in range(draw(st.integers(0, 4))):
        named = tuple(draw(st.lists(st.sampled_from(names), unique=True)))
        points = tuple(draw(NUMBER) - 5 for _one in named) if kind.has_points else ()
        side, weight = draw(st.sampled_from(["", "government"])), draw(st.sampled_from([1, 2, 0.25]))
        ballots.append(Ballot(f"v{place}", named, points, side, Fraction(weight), {"age": draw(CELL)}))
    meta = {"description": draw(CELL), "unit": draw(CELL)}
    return Election(kind, projects, tuple(ballots), draw(st.none() | NUMBER), meta)


@given(elections())
def test_what_is_written_reads_as_the_same(election):
    assert read(write(election)) == (election, [])
