"""The gate against somebody who keeps every release and subtracts."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import Kind
from titiktemu.candour import gate
from titiktemu.candour.models import Release

pytestmark = pytest.mark.django_db
TOPIC = "test.question"
OPEN, CLOSED = gate.Occasion(closed=False), gate.Occasion(closed=True)

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


def test_what_was_never_released_is_hidden() -> None:
    assert gate.shown(None).kind is Kind.HIDDEN


@pytest.mark.parametrize(
    ("needed", "counts", "left", "shown"),
    [
        (None, Counts(9, 9, 9), 5, None),
        (3, Counts(9, 9, 9), 9, 3),
        (3, Counts(4, 4, 0), 9, 5),
        (3, None, 4, 4),
        (0, Counts(4, 4, 0), 9, 0),
    ],
)
def test_the_need_is_coarse_for_small_groups_and_never_more_than_is_left(
    needed: int | None, counts: Counts | None, left: int | None, shown: int | None
) -> None:
    assert gate.shown_need(needed, counts, left) == shown


def test_group_cells_are_never_exact_where_votes_are_not_public() -> None:
    table = {1: {"A": Counts(31, 4, 2), "B": Counts(20, 9, 0)}}
    private = gate.shown_cells(table, public=False)[1]
    assert {figure.kind for figure in private.values()} == {Kind.TENTHS}
    assert all(figure.counts is None and figure.low is None for figure in private.values())
    assert gate.shown_cells(table, public=True)[1]["A"].counts == Counts(31, 4, 2)
