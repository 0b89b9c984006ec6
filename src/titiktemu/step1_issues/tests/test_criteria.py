"""Criteria: values, each side's own weights and ranking, and how sure a rank is."""

import pytest

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.words import Side
from titiktemu.step1_issues.queries.criteria import weighing_of
from titiktemu.step1_issues.services.criteria import add_criterion, remove_criterion, set_levels, set_weights
from titiktemu.step1_issues.tests.cards import written

pytestmark = pytest.mark.django_db


@pytest.fixture
def compared(facilitator, initiative):
    """Two cards on two criteria: each is best on one."""
    for name in "AB":
        written(facilitator, initiative, f"Masalah {name}.")
    reach = add_criterion(
        actor=facilitator, initiative=initiative, name="Warga", worst=0, best=1000, unit="orang"
    )
    cost = add_criterion(actor=facilitator, initiative=initiative, name="Biaya", worst=10, best=0, halfway=2)
    set_levels(actor=facilitator, criterion=reach, levels={1: 1000, 2: 200})
    set_levels(actor=facilitator, criterion=cost, levels={1: 10, 2: 2})
    return [reach, cost]


def test_each_side_has_its_own_ranking_and_no_single_score_is_made(initiative, compared, official, activist):
    set_weights(actor=official, initiative=initiative, points={1: 20, 2: 100})
    set_weights(actor=activist, initiative=initiative, points={1: 100, 2: 10})
    found = weighing_of(initiative)
    assert found.sides_heard == [Side.GOVERNMENT, Side.CIVIL_SOCIETY]
    by_number = {one.issue.number: one for one in found.weighed}
    assert by_number[1].by_side == {Side.GOVERNMENT: 2.0, Side.CIVIL_SOCIETY: 1.0}
    assert by_number[2].by_side == {Side.GOVERNMENT: 1.0, Side.CIVIL_SOCIETY: 2.0}
    assert sum(by_number[1].acceptability.ranks) == pytest.approx(1)
    assert 0.3 < by_number[1].acceptability.ranks[0] < 0.8


def test_a_side_says_its_weights_itself(facilitator, initiative, compared):
    with pytest.raises(NotAllowed):
        set_weights(actor=facilitator, initiative=initiative, points={1: 100, 2: 10})


@pytest.mark.parametrize("points", [{1: 100}, {1: 90, 2: 10}, {1: 100, 2: 10, 3: 5}, {}])
def test_swings_are_measured_against_the_greatest(initiative, compared, official, points):
    with pytest.raises(RuleBroken):
        set_weights(actor=official, initiative=initiative, points=points)


def test_an_issue_without_a_level_is_named_and_left_out(facilitator, initiative, compared):
    written(facilitator, initiative, "Masalah C.")
    found = weighing_of(initiative)
    assert [one.number for one in found.incomplete] == [3]
    assert {one.issue.number for one in found.weighed} == {1, 2}


@pytest.mark.parametrize(("worst", "best", "halfway"), [(1, 1, None), (0, 10, 12), (0, 10, 0)])
def test_a_scale_that_tells_nothing_apart_is_refused(facilitator, initiative, worst, best, halfway):
    with pytest.raises(RuleBroken):
        add_criterion(
            actor=facilitator, initiative=initiative, name="X", worst=worst, best=best, halfway=halfway
        )


def test_a_removed_criterion_takes_its_levels_along(facilitator, initiative, compared):
    remove_criterion(actor=facilitator, criterion=compared[0])
    assert [one.name for one in weighing_of(initiative).criteria] == ["Biaya"]
