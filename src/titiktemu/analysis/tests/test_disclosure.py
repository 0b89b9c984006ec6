"""The release policy, tried by hand and by an attacker who sees every release."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import Kind, Word, may_move, present, suppress_small

few = st.integers(0, 12)
any_counts = st.builds(Counts, st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
small_counts = st.builds(Counts, few, few, few)


@pytest.mark.parametrize(
    ("counts", "kind", "band"),
    [
        (Counts(0, 0, 0), Kind.HIDDEN, ""),
        (Counts(4, 0, 0), Kind.HIDDEN, ""),
        (Counts(5, 0, 0), Kind.WORD, "5–9"),
        (Counts(3, 3, 3), Kind.WORD, "5–9"),
        (Counts(10, 0, 0), Kind.TENTHS, "10–19"),
        (Counts(10, 4, 5), Kind.TENTHS, "10–19"),
        (Counts(10, 5, 5), Kind.SHARE, "20"),
        (Counts(300, 5, 5), Kind.SHARE, "310"),
    ],
)
def test_more_answers_allow_a_finer_figure(counts, kind, band):
    shown = present(counts)
    assert (shown.kind, shown.n_band) == (kind, band)


@pytest.mark.parametrize(
    ("agree", "disagree", "word"),
    [
        (5, 0, Word.NEARLY_ALL), (4, 1, Word.NEARLY_ALL), (7, 2, Word.MOST), (3, 2, Word.DIVIDED),
        (2, 3, Word.DIVIDED), (2, 7, Word.FEW), (1, 4, Word.NEARLY_NONE), (0, 5, Word.NEARLY_NONE),
        (4, 0, Word.FEW_OPINIONS),
    ],
)  # fmt: skip
def test_words_say_how_many_of_those_with_an_opinion_agree(agree, disagree, word):
    assert present(Counts(agree, disagree, max(0, 5 - agree - disagree))).word is word


@pytest.mark.parametrize("opinions", range(5, 10))
def test_no_word_betrays_that_all_said_the_same(opinions):
    words = [present(Counts(agree, opinions - agree, 0)).word for agree in range(opinions + 1)]
    assert words.count(words[0]) >= 2
    assert words.count(words[-1]) >= 2


@given(any_counts)
def test_no_count_leaves_below_twenty_answers(counts):
    shown = present(counts)
    if counts.answered < 20:
        assert shown.counts is None
        assert shown.low is None
        assert shown.high is None
        assert shown.n_band in {"", "5–9", "10–19"}
        assert shown.share is None or shown.share * 10 == pytest.approx(round(shown.share * 10))
    else:
        assert shown.counts == counts


@given(any_counts)
def test_nothing_at_all_is_said_below_five(counts):
    shown = present(counts)
    if counts.answered < 5:
        assert (shown.word, shown.share, shown.passed_share, shown.n_band) == (None, None, None, "")


@given(any_counts)
def test_agreeing_and_disagreeing_are_shown_alike(counts):
    mirror = {
        Word.NEARLY_ALL: Word.NEARLY_NONE, Word.MOST: Word.FEW, Word.DIVIDED: Word.DIVIDED,
        Word.FEW: Word.MOST, Word.NEARLY_NONE: Word.NEARLY_ALL, Word.FEW_OPINIONS: Word.FEW_OPINIONS,
    }  # fmt: skip
    shown, turned = present(counts), present(Counts(counts.disagree, counts.agree, counts.passed))
    assert turned.word == (mirror[shown.word] if shown.word else None)
    if shown.share is not None:
        assert turned.share == pytest.approx(1 - shown.share)


def test_a_share_needs_five_opinions_while_counts_are_not_shown():
    shown = present(Counts(1, 0, 12))
    assert (shown.kind, shown.word, shown.share, shown.passed_share) == (
        Kind.TENTHS, Word.FEW_OPINIONS, None, 0.9,
    )  # fmt: skip


def test_twenty_who_all_passed_have_no_share():
    shown = present(Counts(0, 0, 20))
    assert (shown.word, shown.share, shown.low, shown.passed_share) == (Word.FEW_OPINIONS, None, None, 1.0)


def test_negative_counts_are_refused():
    with pytest.raises(ValueError, match="zero or more"):
        Counts(-1, 0, 0)


@pytest.mark.parametrize(
    ("released", "now", "closed", "electorate", "moves"),
    [
        (None, 4, True, None, False),
        (None, 5, False, None, True),
        (None, 5, False, 19, False),
        (None, 5, True, 19, True),
        (None, 5, False, 20, True),
        (5, 9, False, None, False),
        (5, 10, False, None, True),
        (5, 9, True, None, False),
        (20, 20, True, 20, False),
        (12, 8, True, None, False),
    ],
)
def test_figures_move_in_steps_of_five_voters(released, now, closed, electorate, moves):
    assert may_move(released, now, closed=closed, electorate=electorate) is moves


answers = st.sampled_from(["agree", "disagree", "passed"])
events = st.lists(
    st.one_of(
        st.tuples(st.just("vote"), st.integers(0, 29), answers),
        st.tuples(st.just("look"), st.none(), st.none()),
        st.tuples(st.just("close"), st.none(), st.none()),
    ),
    max_size=120,
)


def _releases(events, electorate):
    """Play a vote; return each different release as (who had voted, counts behind it, closed)."""
    ballots, releases, closed = {}, [], False
    for kind, person, answer in [*events, ("close", None, None)]:
        if kind == "vote" and (electorate is None or person < electorate):
            ballots[person] = answer
        closed = kind == "close"  # votes after a close mean that it was opened again
        if kind != "vote":
            before = len(releases[-1][0]) if releases else None
            if may_move(before, len(ballots), closed=closed, electorate=electorate):
                values = list(ballots.values())
                counts = Counts(*(values.count(name) for name in ("agree", "disagree", "passed")))
                releases.append((frozenset(ballots), counts, closed))
    return releases


@given(events, st.one_of(st.none(), st.integers(5, 30)))
def test_five_voters_lie_between_any_two_releases_an_attacker_can_compare(events, electorate):
    releases = _releases(events, electorate)
    for voters, _counts, _closed in releases[:1]:
        assert len(voters) >= 5
    for (earlier, before, _), (later, after, _) in pairwise(releases):
        # The attacker knows one vote, their own: at least four strangers share the difference.
        assert len(later - earlier) >= 5
        assert after.answered - before.answered >= 5


@given(events, st.integers(5, 19))
def test_a_small_side_is_released_only_at_a_close(events, electorate):
    assert all(closed for _voters, _counts, closed in _releases(events, electorate))


tables = st.dictionaries(
    st.text("sx", min_size=1, max_size=3),
    st.dictionaries(st.sampled_from("ABCDEF"), small_counts, min_size=1),
    min_size=1,
)


@given(tables)
def test_subtracting_the_shown_cells_from_the_total_leaves_five_people_of_two_groups(table):
    for line, cells in suppress_small(table).items():
        shown = {cell: counts for cell, counts in cells.items() if counts}
        assert all(counts.answered >= 5 for counts in shown.values())
        hidden = [table[line][cell] for cell in cells if cell not in shown]
        total = sum(counts.answered for counts in table[line].values())
        if hidden and total >= 5:
            assert sum(counts.answered for counts in hidden) >= 5
            assert len(hidden) >= 2 or len(cells) == 1


@given(tables)
def test_nothing_is_hidden_without_need_and_the_order_of_cells_does_not_matter(table):
    result = suppress_small(table)
    for line, cells in table.items():
        if all(counts.answered >= 5 for counts in cells.values()):
            assert result[line] == cells
    turned = {line: dict(reversed(cells.items())) for line, cells in reversed(table.items())}
    assert suppress_small(turned) == result


def test_one_small_group_hides_the_next_smallest_too():
    cells = {"A": Counts(30, 5, 5), "B": Counts(2, 0, 0), "C": Counts(5, 5, 1)}
    assert suppress_small({1: cells}) == {1: {"A": Counts(30, 5, 5), "B": None, "C": None}}


def test_two_tiny_groups_hide_a_third_because_their_sum_would_be_tiny():
    cells = {"A": Counts(30, 5, 5), "B": Counts(2, 0, 0), "C": Counts(1, 0, 1), "D": Counts(9, 9, 0)}
    assert [name for name, counts in suppress_small({1: cells})[1].items() if counts] == ["A"]
