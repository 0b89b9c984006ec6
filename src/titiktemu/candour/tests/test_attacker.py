"""An attacker who sees every release, knows their own votes and those of friends, and subtracts.

What is claimed: of a side whose number is known, nobody's answer follows from any sequence of releases to
somebody who knows at most three others' answers (STEP - 2), as long as those whom they do not know did not
all answer alike. Below 20 every world that would be shown the same is enumerated.
"""

from itertools import combinations_with_replacement, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import STEP, Kind, present
from titiktemu.candour.gate import Occasion, frozen, release, shown
from titiktemu.candour.models import Release

pytestmark = pytest.mark.django_db

TOPIC = "attack"
SIDE = "government"
ANSWERS = (1, 0, -1)
relaxed = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def counted(answers):
    return Counts(*(sum(one == wanted for one in answers) for wanted in (1, -1, 0)))


def watched(question, arrivals, electorate):
    """Everything a watcher sees of one question while people vote one after the other, then the close."""
    seen, given_so_far = [], []
    for answer in arrivals:
        given_so_far.append(answer)
        occasion = Occasion(closed=False, electorates={SIDE: electorate})
        release(TOPIC, {(question, SIDE): counted(given_so_far)}, occasion)
        seen.append(shown(frozen(TOPIC, [question]).get((question, SIDE))))
    release(TOPIC, {(question, SIDE): counted(given_so_far)}, Occasion(True, {SIDE: electorate}))
    seen.append(shown(frozen(TOPIC, [question]).get((question, SIDE))))
    return seen


def steps(seen):
    """Where the figure moved: how many had voted by then, and what was shown."""
    moved, last = [], None
    for place, figure in enumerate(seen):
        if figure != last and figure.kind is not Kind.HIDDEN:
            moved.append((place, figure))
            last = figure
    return moved


def worlds(size, known, figure):
    """Every make-up of `size` answers with the known ones in it that is shown like the figure."""
    for rest in combinations_with_replacement(ANSWERS, size - len(known)):
        if present(counted([*known, *rest])) == figure:
            yield rest


@given(
    st.lists(st.sampled_from(ANSWERS), min_size=5, max_size=17),
    st.lists(st.booleans(), min_size=17, max_size=17),
)
@relaxed
def test_nobody_is_found_in_a_small_side(arrivals, friends):
    """Sides of fewer than 20 are shown once, at the close, in words and tenths."""
    release_models_gone()
    seen = watched(1, arrivals, electorate=19)
    assert all(figure.kind is Kind.HIDDEN for figure in seen[:-1])
    figure = seen[-1]
    others = [place for place, friend in enumerate(friends[: len(arrivals)]) if friend][: STEP - 2]
    known = [arrivals[place] for place in others]
    unknown = [arrivals[place] for place in range(len(arrivals)) if place not in others]
    if len(set(unknown)) == 1:
        return  # unanimity is not claimed to be hidden
    found = set(worlds(len(arrivals), known, figure))
    for answer in set(unknown):
        # Somebody of whom this answer is true might as well have given another in a world that fits.
        assert any(answer not in rest or len(set(rest)) > 1 for rest in found)
        assert not all(set(rest) == {answer} for rest in found)


@given(st.lists(st.sampled_from(ANSWERS), min_size=20, max_size=34), st.integers(0, STEP - 2))
@relaxed
def test_between_two_exact_figures_the_newcomers_hide_each_other(arrivals, friends):
    """From 20 on counts are exact: what came between two figures belongs to five people or more."""
    release_models_gone()
    moved = steps(watched(2, arrivals, electorate=200))
    exact = [(place, figure) for place, figure in moved if figure.kind is Kind.SHARE]
    for (_earlier, first), (_later, second) in pairwise(exact):
        grown = [
            second.counts.agree - first.counts.agree,
            second.counts.disagree - first.counts.disagree,
            second.counts.passed - first.counts.passed,
        ]
        assert sum(grown) >= STEP
        assert sum(grown) - friends >= 2  # with friends' answers taken away at least two remain


@given(st.lists(st.sampled_from(ANSWERS), min_size=20, max_size=40))
@relaxed
def test_the_last_figure_never_stands_apart_from_the_one_before_by_fewer_than_five(arrivals):
    release_models_gone()
    seen = watched(3, arrivals, electorate=200)
    before, last = seen[-2], seen[-1]
    if before != last and before.kind is Kind.SHARE:
        assert last.counts.answered - before.counts.answered >= STEP


@given(st.lists(st.sampled_from(ANSWERS), min_size=6, max_size=19), st.integers(0, 18))
@relaxed
def test_one_changed_answer_is_not_seen_by_who_watches_every_release(arrivals, who):
    """The same arrivals with one answer turned, at one moment, give figures that hide whose it was."""
    release_models_gone()
    who %= len(arrivals)
    seen = watched(4, arrivals, electorate=19)
    turned = [-one if place == who and one else one for place, one in enumerate(arrivals)]
    swapped = sorted(turned)
    release_models_gone()
    # Whoever gave which answer: only how many did enters, so exchanging people changes nothing.
    assert watched(4, sorted(arrivals), electorate=19)[-1] == seen[-1]
    release_models_gone()
    assert watched(4, swapped, electorate=19)[-1] == present_of(turned)


def present_of(answers):
    return present(counted(answers))


def release_models_gone():
    """Forget the rows of the example before."""

    Release.objects.all().delete()
