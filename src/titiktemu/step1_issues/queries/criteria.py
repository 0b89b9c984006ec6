"""Issues weighed by criteria: values, each side's own ranking, and how sure each rank is."""

from dataclasses import dataclass

from titiktemu.analysis.criteria import (
    Acceptability,
    ValueFunction,
    acceptability,
    ranks_by_side,
    swing_weights,
)
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step1_issues.models import Criterion, Issue, Performance, SwingWeight
from titiktemu.step1_issues.queries.issues import living_issues

SEED = 20_151
DRAWS = 4_000


@dataclass(frozen=True)
class Weighed:
    """One issue: its rank by each side's own weights, and how often it has which rank over all weights."""

    issue: Issue
    by_side: dict[str, float]
    acceptability: Acceptability


@dataclass(frozen=True)
class Weighing:
    """Criteria, levels and weights as they stand, and what follows where they are complete.

    ``incomplete`` are issues without a level on some criterion: nothing is said of them.
    """

    criteria: list[Criterion]
    issues: list[Issue]
    levels: dict[tuple[int, int], Performance]
    points: dict[tuple[int, str], int]
    weighed: list[Weighed]
    incomplete: list[Issue]

    @property
    def sides_heard(self) -> list[str]:
        """Sides that gave a weight to every criterion."""
        return [
            side.value
            for side in BOTH_SIDES
            if self.criteria and all((one.pk, side.value) in self.points for one in self.criteria)
        ]


def value_function(criterion: Criterion) -> ValueFunction:
    """From the worst level (0) to the best (100), through the one worth half where it was told."""
    points = [(criterion.worst, 0.0), (criterion.best, 100.0)]
    if criterion.halfway is not None:
        points.append((criterion.halfway, 50.0))
    return ValueFunction(tuple(sorted(points)))


def weighing_of(initiative: Initiative) -> Weighing:
    """Everything of the comparison by criteria. Four queries."""
    criteria = list(Criterion.objects.filter(initiative=initiative))
    issues = list(living_issues(initiative))
    rows = Performance.objects.filter(criterion__in=criteria, issue__in=issues)
    levels = {(one.criterion_id, one.issue_id): one for one in rows}
    weights = SwingWeight.objects.filter(criterion__in=criteria)
    points = {(one.criterion_id, one.side): one.points for one in weights}
    whole = [one for one in issues if criteria and all((c.pk, one.pk) in levels for c in criteria)]
    found = Weighing(criteria, issues, levels, points, [], [one for one in issues if one not in whole])
    if len(whole) > 1:
        found.weighed.extend(_weighed(found, whole))
    return found


def _weighed(found: Weighing, issues: list[Issue]) -> list[Weighed]:
    scales = {one.pk: value_function(one) for one in found.criteria}
    values = {
        str(issue.number): {
            str(one.number): scales[one.pk].of(found.levels[one.pk, issue.pk].level) for one in found.criteria
        }
        for issue in issues
    }
    weights = {}
    for side in found.sides_heard:
        given = {str(one.number): float(found.points[one.pk, side]) for one in found.criteria}
        if any(given.values()):
            weights[side] = swing_weights(given)
    own = ranks_by_side(dict.fromkeys(weights, values), weights)
    chances = acceptability(values, seed=SEED, draws=DRAWS)
    weighed = [
        Weighed(
            issue,
            {side: ranks[str(issue.number)] for side, ranks in own.items()},
            chances[str(issue.number)],
        )
        for issue in issues
    ]
    return sorted(weighed, key=lambda one: (-one.acceptability.ranks[0], one.issue.number))
