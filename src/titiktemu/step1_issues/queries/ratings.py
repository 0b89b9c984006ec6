"""How acceptable each side finds solutions: sums for the gate, and what came through it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import Presented
from titiktemu.candour import gate
from titiktemu.candour.gate import Cell
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step1_issues.models import Issue, NamedData, Rating, Solution
from titiktemu.step1_issues.queries.people import voter_in
from titiktemu.step1_issues.words import DataState

TOPIC: Final = "issues.solution"
HALF = 0.5


def fresh_ratings(solutions: Iterable[Solution]) -> dict[Cell, Counts]:
    """Sums of the ratings as they stand now: input of the gate, never of a page."""
    found: dict[Cell, dict[int, int]] = {}
    rows = Rating.objects.filter(solution__in=[one.pk for one in solutions])
    for solution, side, answer in rows.values_list("solution", "place__side", "answer"):
        cell = found.setdefault((solution, side), {1: 0, 0: 0, -1: 0})
        cell[answer] += 1
    return {cell: Counts(sums[1], sums[-1], sums[0]) for cell, sums in found.items()}


@dataclass(frozen=True)
class DataBasis:
    """What a solution rests on: how many of the data it names exist, can be had, or are missing."""

    existing: int
    obtainable: int
    missing: int

    @property
    def named(self) -> int:
        """How many data are named."""
        return self.existing + self.obtainable + self.missing

    @property
    def share(self) -> float | None:
        """How far it is driven by data: existing counts whole, what can be had half; None without any."""
        return (self.existing + HALF * self.obtainable) / self.named if self.named else None


@dataclass(frozen=True)
class RatedSolution:
    """A solution with what each side finds of it, as far as it may be shown, and its data."""

    solution: Solution
    figures: Mapping[str, Presented]
    basis: DataBasis
    data: list[NamedData]
    own: int | None


def solutions_of(issue: Issue, actor: Actor) -> list[RatedSolution]:
    """The solutions of an issue as this reader may see them. Four queries."""
    solutions = list(issue.solutions.prefetch_related("named_data__asset", "named_data__dataset"))
    released = gate.frozen(TOPIC, [one.pk for one in solutions])
    place = voter_in(actor, issue.initiative)
    mine = Rating.objects.filter(place=place, solution__in=solutions) if place else Rating.objects.none()
    own = dict(mine.values_list("solution", "answer"))
    return [
        RatedSolution(
            solution=one,
            figures={side.value: gate.shown(released.get((one.pk, side.value))) for side in BOTH_SIDES},
            basis=_basis(list(one.named_data.all())),
            data=list(one.named_data.all()),
            own=own.get(one.pk),
        )
        for one in solutions
    ]


def _basis(data: list[NamedData]) -> DataBasis:
    states = [one.state for one in data]
    return DataBasis(*(states.count(state) for state in DataState.values))
