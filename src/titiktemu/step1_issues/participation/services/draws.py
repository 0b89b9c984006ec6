"""Drawing a panel: volunteers and quotas, the lottery made known, then the seed, then the draw."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.analysis.sortition.people import Person, Quota
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.step1_issues.participation.models import Selection
from titiktemu.step1_issues.participation.tasks import compute
from titiktemu.step1_issues.participation.words import DrawState

SEED = re.compile(r"[0-9A-Za-z]([0-9A-Za-z-]{4,38})[0-9A-Za-z]")
CHANGEABLE = (DrawState.MADE, DrawState.REFUSED, DrawState.MAKING)


@transaction.atomic
def prepare_selection(
    *,
    actor: Actor,
    initiative: Initiative,
    title: str,
    size: int,
    people: Sequence[Person],
    quotas: Sequence[Quota],
) -> Selection:
    """Have the worker make the fairest lottery for a panel."""
    require(actor, Action.PREPARE_SELECTION, initiative)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    found = Selection.objects.filter(initiative=initiative).aggregate(last=Max("number"))
    selection = Selection.objects.create(
        initiative=initiative,
        number=int(found["last"] or 0) + 1,
        title=title,
        size=size,
        volunteers=[[one.id, dict(one.features), one.household] for one in people],
        quotas=_quotas(quotas),
        asked_at=timezone.now(),
    )
    _have_it_done(selection)
    record(actor, Action.PREPARE_SELECTION, initiative, selection, {"people": len(people), "seats": size})
    return selection


@transaction.atomic
def change_selection(*, actor: Actor, selection: Selection, size: int, quotas: Sequence[Quota]) -> None:
    """Other quotas or seats for the same volunteers, before the lottery is published."""
    require(actor, Action.PREPARE_SELECTION, selection.initiative)
    found = _locked(selection, CHANGEABLE, _("The lottery is published; it stays as it is."))
    found.size, found.quotas, found.state = size, _quotas(quotas), DrawState.MAKING.value
    found.problem, found.summary, found.lottery, found.fingerprint = {}, {}, "", ""
    found.asked_at = timezone.now()
    found.save()
    _have_it_done(found)
    record(actor, Action.PREPARE_SELECTION, found.initiative, found, {"seats": size})


@transaction.atomic
def publish_lottery(*, actor: Actor, selection: Selection, seed_source: str, is_read: bool) -> None:
    """Make the lottery known, with where its seed will come from; from now on it stays as it is."""
    require(actor, Action.PUBLISH_LOTTERY, selection.initiative)
    found = _locked(selection, (DrawState.MADE,), _("There is no lottery that waits to be published."))
    if not seed_source.strip():
        raise RuleBroken(_("Say before the draw where the seed will come from."))
    if found.summary.get("certain") and not is_read:
        raise RuleBroken(_("Please read the warning about people who are certain to be drawn, and tick it."))
    found.state, found.seed_source = DrawState.PUBLISHED.value, seed_source.strip()
    found.published_at, found.volunteers = timezone.now(), []
    found.save()
    record(actor, Action.PUBLISH_LOTTERY, found.initiative, found, {"lottery": found.fingerprint})


@transaction.atomic
def draw_panel(*, actor: Actor, selection: Selection, seed: str) -> None:
    """Draw with the seed that was thrown in public; nobody draws twice."""
    require(actor, Action.DRAW_PANEL, selection.initiative)
    found = _locked(
        selection, (DrawState.PUBLISHED,), _("There is no published lottery that waits for its draw.")
    )
    if not SEED.fullmatch(seed):
        raise RuleBroken(_("A seed has 6 to 40 letters and digits, such as 4-2-6-6-1-3."))
    found.state, found.seed = DrawState.DRAWING.value, seed
    found.save(update_fields=["state", "seed"])
    _have_it_done(found)
    record(actor, Action.DRAW_PANEL, found.initiative, found, {"lottery": found.fingerprint, "seed": seed})


@transaction.atomic
def ask_again(*, actor: Actor, selection: Selection) -> None:
    """Have the worker do once more what it has not finished, after it was interrupted."""
    require(actor, Action.PREPARE_SELECTION, selection.initiative)
    waits = (DrawState.MAKING, DrawState.DRAWING)
    found = _locked(selection, waits, _("Nothing waits for the machine."))
    _have_it_done(found)
    record(actor, Action.PREPARE_SELECTION, found.initiative, found, {"again": True})


def _locked(selection: Selection, states: Sequence[DrawState], sentence: str) -> Selection:
    found = (
        Selection.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=selection.pk)
    )
    if found.state not in states:
        raise RuleBroken(sentence)
    return found


def _quotas(quotas: Sequence[Quota]) -> list[list[Any]]:
    return [[one.feature, one.value, one.least, one.most] for one in quotas]


def _have_it_done(selection: Selection) -> None:
    transaction.on_commit(partial(compute.enqueue, selection.pk))
