"""Record an effort, change it, take it back, take many from a table."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.step2_forum.efforts.models import Effort
from titiktemu.step2_forum.efforts.queries.efforts import causes_of
from titiktemu.step2_forum.maps.models import Card

FIELDS = ("who", "what", "budget", "period", "coverage", "result", "gap")
MOST_EFFORTS = 1000


class Changed(RuleBroken):
    """Somebody else changed the effort meanwhile."""


@transaction.atomic
def record_effort(
    *, actor: Actor, initiative: Initiative, side: str, causes: Sequence[Card] = (), **told: Any
) -> Effort:
    """Record what somebody does already; a side records for itself."""
    require(actor, Action.KEEP_EFFORT, initiative, side=side)
    made = _made(initiative, side, [(causes, told)])[0]
    record(actor, Action.KEEP_EFFORT, initiative, made, {"change": "recorded"})
    return made


@transaction.atomic
def record_table(
    *, actor: Actor, initiative: Initiative, side: str, rows: Sequence[tuple[Sequence[Card], dict[str, Any]]]
) -> list[Effort]:
    """Record all rows of a table, or none."""
    require(actor, Action.KEEP_EFFORT, initiative, side=side)
    made = _made(initiative, side, rows)
    record(actor, Action.KEEP_EFFORT, initiative, initiative, {"change": "table", "rows": len(made)})
    return made


@transaction.atomic
def change_effort(
    *, actor: Actor, effort: Effort, version: int, causes: Sequence[Card] = (), **told: Any
) -> Effort:
    """Change an effort; ``version`` is the one that the person saw. `Changed` where there is a newer one."""
    require(actor, Action.KEEP_EFFORT, effort.initiative, side=effort.side)
    effort = _locked(effort)
    if effort.version != version:
        raise Changed(
            _("Somebody changed this effort while you wrote. Look at their words and save yours again.")
        )
    _check_causes(effort.initiative, causes)
    for name in FIELDS:
        setattr(effort, name, told.get(name, getattr(effort, name)))
    effort.version += 1
    effort.save()
    effort.causes.set(causes)
    record(actor, Action.KEEP_EFFORT, effort.initiative, effort, {"change": "edited"})
    return effort


@transaction.atomic
def remove_effort(*, actor: Actor, effort: Effort) -> None:
    """Take an effort off the register; its row stays."""
    require(actor, Action.KEEP_EFFORT, effort.initiative, side=effort.side)
    effort = _locked(effort)
    effort.removed_at = timezone.now()
    effort.save(update_fields=["removed_at"])
    record(actor, Action.KEEP_EFFORT, effort.initiative, effort, {"change": "removed"})


def _made(
    initiative: Initiative, side: str, rows: Sequence[tuple[Sequence[Card], dict[str, Any]]]
) -> list[Effort]:
    # The lock keeps two who record at once from taking the same number.
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    _check_causes(initiative, [cause for causes, _told in rows for cause in causes])
    found = initiative.efforts.aggregate(last=Max("number"))
    last = int(found["last"] or 0)
    if last + len(rows) > MOST_EFFORTS:
        raise RuleBroken(_("At most %(most)d efforts are recorded.") % {"most": MOST_EFFORTS})
    made = []
    for number, (causes, told) in enumerate(rows, start=last + 1):
        effort = Effort.objects.create(
            initiative=initiative, number=number, side=side, recorded_at=timezone.now(), **told
        )
        effort.causes.set(causes)
        made.append(effort)
    return made


def _check_causes(initiative: Initiative, causes: Sequence[Card]) -> None:
    wanted = {cause.pk for cause in causes}
    if wanted - set(causes_of(initiative).filter(pk__in=wanted).values_list("pk", flat=True)):
        raise RuleBroken(_("That card is no cause on the joint map."))


def _locked(effort: Effort) -> Effort:
    rows = Effort.objects.select_for_update(of=("self",)).select_related("initiative")
    return rows.get(pk=effort.pk)
