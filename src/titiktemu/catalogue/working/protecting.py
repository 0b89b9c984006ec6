"""Doing the treatments, and saying what is still in the table and what an attacker could learn of it."""

import hashlib
import hmac
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings

from titiktemu.analysis.recipes.choices import Recipe
from titiktemu.analysis.recipes.finishing import finish, read_typed
from titiktemu.analysis.recipes.plain import RecipeBroken
from titiktemu.analysis.treatments.application import apply
from titiktemu.analysis.treatments.kinds import TreatmentBroken
from titiktemu.catalogue.models import Dataset, Delivery, Distribution, Job
from titiktemu.catalogue.personal import as_json, personal_in
from titiktemu.catalogue.working import Failed, Outcome, Tell
from titiktemu.catalogue.working.opening import path_of_sound, recipe_of
from titiktemu.catalogue.working.preparing import names_of

SEED_BYTES = 8


def protect(delivery: Delivery, folder: Path, tell: Tell) -> Outcome:
    """The table as it would be released, as Parquet and CSV, with what was lost and what is left."""
    recipe = recipe_of(delivery)
    prepared = path_of_sound(delivery.prepared)
    tell.stage(Job.Stage.TREATING, 0.0, 0.3)
    tell(0.0)
    table, told = _treated(delivery, recipe, prepared)
    tell.stage(Job.Stage.WRITING, 0.3, 0.6)
    try:
        made = finish(table, recipe, folder, tell=tell)
    except RecipeBroken as error:
        raise Failed(error.template, **error.values) from error
    tell.stage(Job.Stage.SEARCHING, 0.6, 0.8)
    lazy = read_typed(made.parquet)
    found = personal_in(lazy, names_of(recipe), tell)
    protection = {
        **told,
        "personal": as_json(found),
        "rows": made.records,
        "columns": lazy.collect_schema().names(),
    }
    return Outcome({"protection": protection}, {"treated": made.parquet, "treated_csv": made.csv})


def _treated(
    delivery: Delivery, recipe: Recipe, prepared: Path
) -> tuple[pl.DataFrame | Path, dict[str, Any]]:
    """The table after its treatments; the file itself where there are none, however long it is."""
    if not recipe.treatments:
        return prepared, {"losses": None, "notes": []}
    try:
        treated = apply(
            read_typed(prepared).collect(),
            recipe.treatments,
            seed=int.from_bytes(key_of("seed", delivery.pk)[:SEED_BYTES], "big"),
            secret=key_of("pseudonyms", delivery.dataset_id),
            earlier=earlier_tables(delivery.dataset),
        )
    except TreatmentBroken as error:
        raise Failed(error.template, **error.values) from error
    return treated.frame, treated.as_json()


def key_of(purpose: str, number: int) -> bytes:
    """A secret of this installation for one purpose: the same whenever the work is done again."""
    told = f"catalogue:{purpose}:{number}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), told, hashlib.sha256).digest()


def earlier_tables(dataset: Dataset) -> Sequence[pl.DataFrame]:
    """Every table of the dataset that was ever released, the oldest first.

    Withdrawn ones too: whoever fetched one still has it.
    """
    files = Distribution.objects.filter(release__dataset=dataset, kind=Distribution.Kind.PARQUET)
    return [
        read_typed(path_of_sound(one.file)).collect()
        for one in files.select_related("file").order_by("release__number")
    ]
