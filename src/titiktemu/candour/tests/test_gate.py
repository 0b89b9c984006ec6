"""The gate against somebody who keeps every release and subtracts."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from titiktemu.analysis.common_ground import SideVotes
from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import Kind
from titiktemu.analysis.needs import shown_need
from titiktemu.candour import gate
from titiktemu.candour.models import Release

pytestmark = pytest.mark.django_db
TOPIC = "test.question"
COUNTED = {"group": 1000}
OPEN, CLOSED = (
    gate.Occasion(closed=False, electorates=COUNTED),
    gate.Occasion(closed=True, electorates=COUNTED),
)

answers = st.lists(st.sampled_from(["agree", "disagree", "passed"]), min_size=1, max_size=60)


def _counted(given_answers: list[str]) -> Counts:
    return Counts(*(given_answers.count(one) for one in ("agree", "disagree", "passed")))


def _releases(given_answers: list[str], closes: bool) -> Iterator[Counts]:
    """Every different figure an onlooker sees while the answers come in one by one."""
    last = None
    moments = [(number, OPEN) for number in range(1, len(given_answers) + 1)]
    if closes:
        moments.append((len(given_answers), CLOSED))
    for number, occasion in moments:
        gate.release(TOPIC, {(1, "group"): _counted(given_answers[:number])}, occasion)
        seen = gate.frozen(TOPIC, [1]).get((1, "group"))
        if seen is not None and seen != last:
            yield seen
            last = seen


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(given_answers=answers, closes=st.booleans())
def test_between_two_different_figures_there_are_at_least_five_people(
    given_answers: list[str], closes: bool
) -> None:
    Release.objects.all().delete()
    seen = [counts.answered for counts in _releases(given_answers, closes)]
    assert all(later - earlier >= 5 for earlier, later in pairwise(seen))
    assert all(answered >= 5 for answered in seen)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(given_answers=answers, position=st.integers(0, 59))
def test_whoever_knows_their_own_vote_and_subtracts_is_left_with_four_strangers_at_least(
    given_answers: list[str], position: int
) -> None:
    Release.objects.all().delete()
    own = given_answers[position % len(given_answers)]
    seen = [Counts(0, 0, 0), *_releases(given_answers, closes=True)]
    for earlier, later in pairwise(seen):
        step = {
            name: getattr(later, name) - getattr(earlier, name) for name in ("agree", "disagree", "passed")
        }
        strangers = sum(step.values()) - (1 if step[own] > 0 else 0)
        assert strangers >= 4


def test_a_group_known_to_be_small_is_shown_only_at_the_close() -> None:
    small = gate.Occasion(closed=False, electorates={"group": 12})
    fresh = {(1, "group"): Counts(8, 1, 0)}
    assert gate.release(TOPIC, fresh, small) == 0
    assert gate.release(TOPIC, fresh, gate.Occasion(closed=True, electorates={"group": 12})) == 1


@pytest.mark.parametrize(("changed", "moves"), [(4, 0), (5, 1)])
def test_at_the_close_answers_that_five_changed_are_seen(changed: int, moves: int) -> None:
    gate.release(TOPIC, {(1, "group"): Counts(20, 0, 0)}, OPEN)
    later = {(1, "group"): Counts(20 - changed, changed, 0)}
    assert gate.release(TOPIC, later, OPEN) == 0
    assert gate.release(TOPIC, later, CLOSED) == moves


def test_what_was_never_released_is_hidden() -> None:
    assert gate.shown(None).kind is Kind.HIDDEN


def test_where_anybody_may_join_a_figure_waits_for_ten_people_and_an_hour() -> None:
    anybody = gate.Occasion(closed=False)

    def release(answered: int) -> int:
        return gate.release(TOPIC, {(1, "group"): Counts(answered, 0, 0)}, anybody)

    with time_machine.travel("2026-03-01 08:00Z", tick=False) as clock:
        assert release(6) == 1
        assert release(40) == 0  # the same hour: they may all be one person's
        clock.shift(timedelta(minutes=61))
        assert release(15) == 0  # nine more are too few
        assert release(16) == 1


@given(
    electorate=st.integers(20, 90),
    agree=st.integers(0, 19),
    disagree=st.integers(0, 19),
    passed=st.integers(0, 9),
)
def test_below_twenty_the_need_says_nothing_that_is_not_shown_anyway(
    electorate: int, agree: int, disagree: int, passed: int
) -> None:
    counts = Counts(agree, disagree, passed)
    assume(5 <= counts.answered < 20)
    shown = gate.shown(counts)
    votes = SideVotes(counts, electorate)
    need = shown_need(votes, 3)
    # Any other votes that look the same on the page give the same number.
    for other in (Counts(agree, disagree, passed + 1), Counts(agree + 1, disagree, passed)):
        if gate.shown(other) == shown:
            assert shown_need(SideVotes(other, electorate), 7) == need
    assert need is None or 1 <= need <= electorate - counts.answered


def test_from_twenty_the_need_is_exact_and_never_more_than_is_left() -> None:
    assert shown_need(SideVotes(Counts(9, 9, 9)), 3) == 3
    assert shown_need(SideVotes(Counts(9, 9, 9), 28), 3) == 1
    assert shown_need(SideVotes(Counts(9, 9, 9), 30), None) is None


def test_group_cells_are_never_exact_where_votes_are_not_public() -> None:
    table = {1: {"A": Counts(31, 4, 2), "B": Counts(20, 9, 0)}}
    private = gate.shown_cells(table, public=False)[1]
    assert {figure.kind for figure in private.values()} == {Kind.TENTHS}
    assert all(figure.counts is None and figure.low is None for figure in private.values())
    assert gate.shown_cells(table, public=True)[1]["A"].counts == Counts(31, 4, 2)
