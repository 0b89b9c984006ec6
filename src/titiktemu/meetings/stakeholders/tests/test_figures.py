"""What holds for every map: what-if only adds, everybody stands in their own cell, every link is drawn."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.foundation.words import Side
from titiktemu.meetings.models import Invitation, Meeting
from titiktemu.meetings.queries.makeup import Gathered
from titiktemu.meetings.queries.people import answers_by_side
from titiktemu.meetings.stakeholders.models import Stakeholder, StakeholderLink, StakeholderRating
from titiktemu.meetings.stakeholders.pictures import CELL, LEFT, TOP, grid_of, network_of
from titiktemu.meetings.stakeholders.queries.meeting import what_if
from titiktemu.meetings.stakeholders.queries.ratings import Rated
from titiktemu.meetings.stakeholders.words import KINDS, Level, Quarter, Tie, quarter_of

SIDES = {
    "opd": "government", "oms": "civil_society", "community": "civil_society", "private": "other",
    "academic": "other", "media": "other", "funder": "other", "citizens": "citizens",
}  # fmt: skip
"""An oracle of its own: as which side somebody of each group is invited."""


def rows_of(kinds):
    return [Stakeholder(pk=at, number=at, name=f"N{at}", kind=kind) for at, kind in enumerate(kinds, start=1)]


def test_every_group_has_a_side():
    assert {kind for kind, _label in KINDS} == set(SIDES)


@given(
    st.lists(st.tuples(st.sampled_from(sorted(SIDES)), st.booleans()), max_size=30),
    st.lists(
        st.tuples(st.sampled_from(list(Side)), st.sampled_from(["", "yes", "maybe", "no"])), max_size=20
    ),
)
def test_if_these_accept_exactly_these_come_more(told, answers):
    rows = rows_of(kind for kind, _is_chosen in told)
    chosen = {row.pk for row, (_kind, is_chosen) in zip(rows, told, strict=True) if is_chosen}
    invited = tuple(Invitation(pk=at, side=side, answer=said) for at, (side, said) in enumerate(answers))
    gathered = Gathered(invited, tuple(answers_by_side(invited)), (), over=False)
    found = what_if(Meeting(), gathered, [], [Rated(row, None) for row in rows], {}, chosen)
    more = Counter(SIDES[row.kind] for row in rows if row.pk in chosen)
    assert [line.side for line in found.balance][:2] == ["government", "civil_society"]
    assert {line.side: line.after - line.before for line in found.balance if line.after > line.before} == more
    assert set(found.empty_after) <= set(found.empty_before)
    assert all(0 <= line.before <= line.after <= line.most for line in found.balance)


@given(
    st.lists(st.tuples(st.sampled_from(list(Level)), st.sampled_from(list(Level))), min_size=1, max_size=90)
)
def test_everybody_stands_in_their_own_cell_and_on_nobody_else(marks):
    rated = [
        Rated(row, StakeholderRating(power=power, interest=interest))
        for row, (power, interest) in zip(rows_of(["opd"] * len(marks)), marks, strict=True)
    ]
    grid = grid_of(rated)
    assert [((mark.x - LEFT) // CELL, 3 - (mark.y - TOP) // CELL) for mark in grid.marks] == [
        (interest, power) for power, interest in marks
    ]
    assert len({(mark.x, mark.y) for mark in grid.marks}) == len(marks)


def test_a_grid_of_nobody_is_none():
    assert grid_of([Rated(rows_of(["opd"])[0], None)]) is None


@pytest.mark.parametrize(
    ("power", "interest", "quarter"),
    [(2, 2, Quarter.CLOSE), (3, 1, Quarter.CONTENT), (1, 3, Quarter.HEARD), (1, 1, Quarter.WATCHED)],
)
def test_quarters_meet_in_the_middle(power, interest, quarter):
    assert quarter_of(power, interest) == quarter


@given(
    st.lists(
        st.tuples(st.integers(1, 8), st.integers(1, 8), st.sampled_from(list(Tie))).filter(
            lambda one: one[0] != one[1]
        ),
        min_size=1,
        max_size=20,
        unique=True,
    )
)
def test_the_picture_has_every_link_and_every_linked_stakeholder_once(told):
    rows = rows_of(["opd", "oms", "media", "citizens"] * 2)
    links = [StakeholderLink(first_id=first, second_id=second, tie=tie) for first, second, tie in told]
    picture = network_of(rows, links)
    linked = {end for first, second, _tie in told for end in (first, second)}
    assert {int(one) for one in re.findall(r"<title>(\d+)\.", picture["boxes"])} == linked
    assert picture["boxes"].count("<rect") == len(linked)
    assert picture["words"].count("<text") == len(told)
    assert picture["ways"].count("<path") == len({(first, second) for first, second, _tie in told})
    directed = {(a, b) for a, b, tie in told if tie not in ("cooperates", "conflict")}
    assert picture["ways"].count("marker-end") == len(directed)
    assert picture["ways"].count("stroke-dasharray") == len(
        {(a, b) for a, b, tie in told if tie == "conflict"}
    )
