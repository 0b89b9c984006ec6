"""The spine: the five steps of an initiative, in order, with the state of each."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Step, StepProgress

# How near the two circles of a step have come: apart, touching, met.
NEARNESS = {StepProgress.NOT_STARTED: 0.0, StepProgress.UNDER_WAY: 0.6, StepProgress.DONE: 1.0}


@dataclass(frozen=True)
class SpineStep:
    """One step as the spine shows it."""

    step: Step
    progress: StepProgress
    url: str
    is_here: bool
    started_on: date | None = None
    done_on: date | None = None

    @property
    def nearness(self) -> float:
        """How far the circles of the two sides have moved together, 0 to 1."""
        return NEARNESS[self.progress]


def spine_of(initiative: Initiative, here: int | None = None) -> list[SpineStep]:
    """Return the five steps of an initiative; ``here`` is the one whose page is open. One query."""
    kept = {state.step: state for state in initiative.steps.all()}
    found = []
    for step in Step:
        state = kept.get(step)
        found.append(
            SpineStep(
                step=step,
                progress=StepProgress(state.progress) if state else StepProgress.NOT_STARTED,
                url=reverse("web:step", args=[initiative.slug, step.value]),
                is_here=step == here,
                started_on=state.started_on if state else None,
                done_on=state.done_on if state else None,
            )
        )
    return found
