"""Where an initiative stands among the guideline's five steps."""

from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Step, StepProgress


def step_under_way(initiative: Initiative) -> Step:
    """The last step that is under way; the first where none is. One query."""
    states = initiative.steps.filter(progress=StepProgress.UNDER_WAY).order_by("step")
    found = [Step(one.step) for one in states]
    return found[-1] if found else Step.ISSUES
