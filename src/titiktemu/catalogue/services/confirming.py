"""A person confirms what the table is, and says what is done so that nobody is found in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.analysis.recipes.choices import Recipe
from titiktemu.analysis.treatments.kinds import Treatment, TreatmentBroken
from titiktemu.catalogue.locking import locked
from titiktemu.catalogue.models import Dataset, Delivery, Job, RecipeVersion
from titiktemu.catalogue.queries import next_number, speaker
from titiktemu.catalogue.queries.decisions import fingerprint_of, version_of
from titiktemu.catalogue.reasons import fitting
from titiktemu.catalogue.tasks import ask_for
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require

CONFIRMABLE = {Delivery.State.TO_CONFIRM, Delivery.State.TO_PROTECT, Delivery.State.TO_DECIDE}
PROTECTABLE = {Delivery.State.TO_PROTECT, Delivery.State.TO_DECIDE}


@transaction.atomic
def confirm_table(
    *,
    actor: Actor,
    delivery: Delivery,
    recipe: Recipe,
    period: tuple[date | None, date | None] = (None, None),
) -> Delivery:
    """Take the table as the recipe says, and have it prepared. Everything decided later falls away.

    ``period`` is what the data cover: the first and the last day.
    """
    require(actor, Action.CONFIRM_TABLE, delivery.initiative, side=delivery.side)
    delivery = locked(delivery)
    if delivery.state not in CONFIRMABLE:
        raise RuleBroken(_("The table cannot be confirmed now; please look at how far this delivery is."))
    tables = (delivery.report or {}).get("tables", [])
    if not 1 <= recipe.place <= len(tables):
        raise RuleBroken(_("There is no such table in this file."))
    _check_period(*period)
    delivery.period_start, delivery.period_end = period
    delivery.recipe = _kept(actor, delivery.dataset, recipe)
    delivery.state = Delivery.State.PREPARING
    delivery.prepared = delivery.treated = delivery.treated_csv = None
    delivery.preparation = delivery.protection = None
    delivery.save()
    ask_for(delivery, Job.Kind.PREPARE)
    told = {"table": recipe.place, "columns": len(recipe.written), "hash": delivery.recipe.fingerprint}
    record(actor, Action.CONFIRM_TABLE, delivery.initiative, delivery, told)
    return delivery


def _check_period(start: date | None, end: date | None) -> None:
    if start and end and start > end:
        raise RuleBroken(_("The period ends before it begins."))


def _kept(actor: Actor, dataset: Dataset, recipe: Recipe) -> RecipeVersion:
    """The recipe with this content; a new version only where nobody ever decided just so."""
    Dataset.objects.select_for_update().get(pk=dataset.pk)
    content = recipe.as_json()
    place = speaker(actor, dataset.initiative, dataset.side) or actor.place_in(dataset.initiative)
    return version_of(dataset, content) or RecipeVersion.objects.create(
        dataset=dataset,
        number=next_number(RecipeVersion.objects.filter(dataset=dataset)),
        content=content,
        fingerprint=fingerprint_of(content),
        made_at=timezone.now(),
        made_by=place,
    )


@transaction.atomic
def choose_treatments(
    *,
    actor: Actor,
    delivery: Delivery,
    treatments: Sequence[Treatment | Mapping[str, Any]],
    keep: Sequence[Mapping[str, str]] = (),
    of_people: bool | None = None,
) -> Delivery:
    """Say what is done to personal data and small cells, and have it done.

    ``keep`` names what stays although it is personal: {"column", "kind", "reason"}, such as the names of
    offices' heads. ``of_people`` is whether each row is about a person; None: nobody said. A decision that
    was made before is about something else now and counts no longer.
    """
    require(actor, Action.PROTECT_TABLE, delivery.initiative, side=delivery.side)
    delivery = locked(delivery)
    if delivery.state not in PROTECTABLE or delivery.recipe is None or delivery.prepared_id is None:
        raise RuleBroken(_("Protection cannot be chosen now; please look at how far this delivery is."))
    recipe = Recipe.from_json(delivery.recipe.content)
    chosen = tuple(_readable(one) for one in treatments)
    delivery.recipe = _kept(actor, delivery.dataset, replace(recipe, treatments=chosen))
    delivery.kept_personal = [_reasoned(one) for one in keep]
    delivery.preparation = {**(delivery.preparation or {}), "of_people": of_people}
    delivery.state = Delivery.State.PROTECTING
    delivery.treated = delivery.treated_csv = delivery.protection = None
    delivery.save()
    ask_for(delivery, Job.Kind.PROTECT)
    told = {"treatments": [str(one["kind"]) for one in chosen], "kept": len(delivery.kept_personal)}
    record(actor, Action.PROTECT_TABLE, delivery.initiative, delivery, told)
    return delivery


def _readable(given: Treatment | Mapping[str, Any]) -> dict[str, Any]:
    try:
        treatment = given if isinstance(given, Treatment) else Treatment.from_json(given)
    except TreatmentBroken as error:
        raise RuleBroken(_(error.template).format(**error.values)) from error
    return dict(treatment.as_json())


def _reasoned(given: Mapping[str, str]) -> dict[str, str]:
    return {
        "column": given["column"],
        "kind": given["kind"],
        "reason": fitting(given["reason"]),
    }
