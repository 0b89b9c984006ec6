"""Making an initiative and moving its steps."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative, Participation, Roster, StepState
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.words import Role, Side, Step, StepProgress


@transaction.atomic
def create_initiative(*, actor: Actor, title: str, **fields: Any) -> Initiative:
    """Make an initiative with its five steps, its rosters, and the maker as facilitator."""
    require(actor, Action.CREATE_INITIATIVE, None)
    if actor.user is None and not actor.is_operator:
        raise RuleBroken(
            _("Please sign in by e-mail first: the new initiative needs you as its facilitator.")
        )
    initiative = Initiative.objects.create(slug=free_slug(title), title=title, **fields)
    StepState.objects.bulk_create(StepState(initiative=initiative, step=step) for step in Step)
    Roster.objects.bulk_create(
        Roster(initiative=initiative, side=side) for side in (Side.GOVERNMENT, Side.CIVIL_SOCIETY, Side.OTHER)
    )
    if actor.user is not None:
        Participation.objects.create(
            initiative=initiative, role=Role.FACILITATOR, user=actor.user, name=str(actor.user)
        )
    record(actor, Action.CREATE_INITIATIVE, initiative, initiative)
    return initiative


def free_slug(title: str) -> str:
    """A short address made from the title that no other initiative has."""
    base = slugify(title)[:70].strip("-") or "inisiatif"
    taken = set(Initiative.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


@transaction.atomic
def edit_initiative(*, actor: Actor, initiative: Initiative, **fields: Any) -> Initiative:
    """Change what an initiative says of itself."""
    require(actor, Action.EDIT_INITIATIVE, initiative)
    for name, value in fields.items():
        setattr(initiative, name, value)
    initiative.save()
    record(actor, Action.EDIT_INITIATIVE, initiative, initiative, {"fields": sorted(fields)})
    return initiative


@transaction.atomic
def set_step(*, actor: Actor, initiative: Initiative, step: int, progress: str) -> StepState:
    """Say how far a step is. Steps are an order, not a lock: any of them may be set at any time."""
    require(actor, Action.SET_STEP, initiative)
    today = timezone.localdate()
    state, _created = StepState.objects.get_or_create(initiative=initiative, step=step)
    state.progress = StepProgress(progress)
    if state.progress != StepProgress.NOT_STARTED and state.started_on is None:
        state.started_on = today
    state.done_on = today if state.progress == StepProgress.DONE else None
    state.save()
    record(actor, Action.SET_STEP, initiative, state, {"step": step, "progress": str(progress)})
    return state
