"""Which question to data comes first, and what is proposed to be opened first: orders and properties."""

from dataclasses import replace

import networkx  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.data_needs.asking import Dispute, Kind, Reason, Subject, order_of_asking, weights_of
from titiktemu.analysis.data_needs.opening import MARKS, Rated, Said, far_apart, order_of_opening

marks = st.integers(1, 5)
said = st.builds(Said, marks, marks, marks)
subjects = st.lists(
    st.builds(
        Subject,
        st.sampled_from(Kind),
        st.integers(1, 40),
        st.sampled_from(Dispute),
        st.one_of(st.none(), st.integers(0, 30)),
        st.integers(0, 4),
    ),
    max_size=20,
    unique_by=lambda one: (one.kind, one.number),
)
ratings = st.lists(
    st.builds(Rated, st.integers(1, 40), said, said, st.integers(0, 5)),
    max_size=12,
    unique_by=lambda one: one.number,
)
links = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20, unique=True)


def numbers(found):
    return [one.subject.number for one in found]


def test_contested_influential_and_data_poor_come_first():
    told = [
        Subject(Kind.LINK, 1, Dispute.NONE, 9, 0),
        Subject(Kind.LINK, 2, Dispute.ONE_SIDE, 9, 0),
        Subject(Kind.LINK, 3, Dispute.CONTESTED, 1, 0),
        Subject(Kind.LINK, 4, Dispute.CONTESTED, 9, 2),
        Subject(Kind.LINK, 5, Dispute.CONTESTED, 9, 0),
        Subject(Kind.CAUSE, 6, Dispute.NONE, 0, 5),
        Subject(Kind.TARGET, 7, Dispute.CONTESTED, None, 0),
        Subject(Kind.TARGET, 8),
    ]
    found = order_of_asking(told)
    assert numbers(found) == [5, 4, 3, 7, 2, 1, 8, 6]
    assert found[0].reasons == (Reason.CONTESTED, Reason.INFLUENTIAL, Reason.NO_EVIDENCE)
    assert found[-1].reasons == ()


@given(subjects, st.randoms(use_true_random=False))
def test_the_order_holds_everything_once_whatever_the_order_it_came_in(told, lots):
    mixed = list(told)
    lots.shuffle(mixed)
    found = order_of_asking(told)
    assert sorted(numbers(found)) == sorted(one.number for one in told)
    assert order_of_asking(mixed) == found
    disputes = [one.subject.dispute for one in found]
    assert disputes == sorted(disputes, reverse=True)


@given(subjects, st.data())
def test_evidence_never_moves_a_question_to_the_front(told, data):
    if not told:
        return
    at = data.draw(st.integers(0, len(told) - 1))
    more = [*told[:at], replace(told[at], pieces=told[at].pieces + 1), *told[at + 1 :]]

    def place(rows):
        return [(one.subject.kind, one.subject.number) for one in order_of_asking(rows)].index(
            (told[at].kind, told[at].number)
        )

    assert place(more) >= place(told)


@given(links)
def test_what_hangs_on_a_card_or_a_link_is_what_networkx_reaches(arrows):
    arrows = [one for one in arrows if one[0] != one[1]]
    nodes, joins = weights_of(range(8), arrows)
    graph = networkx.DiGraph(arrows)
    graph.add_nodes_from(range(8))
    assert nodes == {node: len(networkx.descendants(graph, node)) for node in range(8)}
    for (cause, effect), count in joins.items():
        before, after = networkx.ancestors(graph, cause), networkx.descendants(graph, effect)
        assert count == (len(before) + 1) * (len(after) + 1)


def test_nothing_is_opened_first_that_one_side_alone_finds_worth_it():
    loved_by_one = Rated(1, Said(5, 1, 1), Said(1, 1, 3), needs=9)
    fair = Rated(2, Said(4, 2, 2), Said(3, 2, 2))
    risky = Rated(3, Said(5, 1, 5), Said(5, 1, 5))
    as_fair_but_for_more_needs = Rated(4, Said(4, 2, 2), Said(3, 2, 2), needs=2)
    found = order_of_opening([loved_by_one, fair, risky, as_fair_but_for_more_needs])
    assert [one.number for one in found] == [4, 2, 3, 1]


@given(ratings, st.randoms(use_true_random=False))
def test_the_sides_may_be_exchanged_and_the_rows_come_in_any_order(rated, lots):
    found = [one.number for one in order_of_opening(rated)]
    turned = [replace(one, first=one.second, second=one.first) for one in rated]
    lots.shuffle(turned)
    assert [one.number for one in order_of_opening(turned)] == found


@given(ratings, st.data())
def test_more_value_or_less_effort_or_risk_never_moves_anything_back(rated, data):
    if not rated:
        return
    at = data.draw(st.integers(0, len(rated) - 1))
    mark = data.draw(st.sampled_from(MARKS))
    side = data.draw(st.sampled_from(["first", "second"]))
    before = getattr(rated[at], side)
    better = getattr(before, mark) + (1 if mark == "value" else -1)
    if not 1 <= better <= 5:
        return
    moved = [*rated]
    moved[at] = replace(rated[at], **{side: replace(before, **{mark: better})})

    def place(rows):
        return [one.number for one in order_of_opening(rows)].index(rated[at].number)

    assert place(moved) <= place(rated)


@given(said, said)
def test_what_is_far_apart_is_so_from_either_side(first, second):
    found = far_apart(first, second)
    assert set(found) == set(far_apart(second, first))
    assert set(found) == {one for one in MARKS if abs(getattr(first, one) - getattr(second, one)) >= 2}


@pytest.mark.parametrize("wrong", [(0, 1, 1), (1, 6, 1), (1, 1, -1)])
def test_a_mark_outside_of_the_scale_is_none(wrong):
    with pytest.raises(ValueError, match="1 to 5"):
        Said(*wrong)
