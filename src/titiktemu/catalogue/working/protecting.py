"""Doing the treatments, and saying what is still in the table and what an attacker could learn of it."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.recipes.choices import Recipe
from titiktemu.analysis.recipes.finishing import finish, read_typed
from titiktemu.analysis.recipes.plain import RecipeBroken
from titiktemu.analysis.treatments.application import done
from titiktemu.analysis.treatments.giveaways import HIDE_WHAT_IS_RARE, given_away
from titiktemu.analysis.treatments.kinds import Treatment, TreatmentBroken, TreatmentKind
from titiktemu.analysis.treatments.losses import losses
from titiktemu.analysis.treatments.notes import Note
from titiktemu.catalogue.models import Dataset, Delivery, Distribution, Job
from titiktemu.catalogue.personal import as_json, personal_in
from titiktemu.catalogue.queries.decisions import releases_made
from titiktemu.catalogue.working import Failed, Outcome, Tell
from titiktemu.catalogue.working.attacking import Steps, risk_of
from titiktemu.catalogue.working.opening import path_of_sound, recipe_of
from titiktemu.catalogue.working.preparing import names_of

SEED_BYTES = 8
SHOWN_AGAIN = gettext_noop(
    "An earlier release joined or cut off what is rare in {column}; this one shows it. Whoever compares both"
    " may find it out for the rows of then."
)
HIDDEN_BY_ROW = frozenset(
    {
        TreatmentKind.GROUP, TreatmentKind.LIMIT, TreatmentKind.LOCAL_SUPPRESSION, TreatmentKind.DIVERSITY,
    }
)  # fmt: skip
"""Treatments of single values that the rows around them could give away."""
HIDDEN_BEFORE = gettext_noop(
    "An earlier release of this data hides small numbers. Please hide them here too: this table could tell"
    " what that one hides."
)


def protect(delivery: Delivery, folder: Path, tell: Tell) -> Outcome:
    """The table as it would be released, as Parquet and CSV, with what was lost and what is left."""
    recipe = recipe_of(delivery)
    prepared = path_of_sound(delivery.prepared)
    # Before they are read: one that comes meanwhile is missing here, and so nothing can be decided upon.
    releases = releases_made(delivery.dataset)
    tell.stage(Job.Stage.TREATING, 0.0, 0.3)
    tell(0.0)
    table, told = _treated(delivery, recipe, prepared, tell)
    tell.stage(Job.Stage.WRITING, 0.4, 0.6)
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
        "releases": releases,
        "rows": made.records,
        "columns": lazy.collect_schema().names(),
    }
    return Outcome({"protection": protection}, {"treated": made.parquet, "treated_csv": made.csv})


def _treated(
    delivery: Delivery, recipe: Recipe, prepared: Path, tell: Tell
) -> tuple[pl.DataFrame | Path, dict[str, Any]]:
    """The table after its treatments; the file itself where nothing is to be done, however long it is."""
    treatments = [Treatment.from_json(one) for one in recipe.treatments]
    if not _hides_cells(recipe.treatments) and hid_cells_before(delivery.dataset):
        raise Failed(HIDDEN_BEFORE)
    personal = (delivery.preparation or {}).get("personal", [])
    if not treatments and not personal:
        again = _shown_again(delivery.dataset, (), [one.machine_name for one in recipe.written])
        return prepared, {"losses": None, "notes": [one.as_json() for one in again], "risk": None}
    whole = read_typed(prepared).collect()
    earlier = earlier_tables(delivery.dataset)
    try:
        between, treated, told = _in_two_steps(delivery, treatments, whole, earlier)
        tell.stage(Job.Stage.ATTACKING, 0.3, 0.4)
        tell(0.0)
        risk = risk_of(delivery, treatments, Steps(whole, between, treated), earlier)
    except TreatmentBroken as error:
        raise Failed(error.template, **error.values) from error
    notes = [
        *told,
        *given_away(whole, treated, treatments),
        *_shown_again(delivery.dataset, treatments, treated.columns),
    ]
    lost = losses(whole, treated).as_json()
    del whole, between  # before the rows are put in order, which takes as much room again
    return in_order_of_its_own(treated, treatments, personal), {
        "losses": lost,
        "notes": [one.as_json() for one in notes],
        "risk": risk,
    }


def _shown_again(dataset: Dataset, treatments: Iterable[Treatment], columns: Iterable[str]) -> list[Note]:
    """Columns whose rare values any release joined or cut off, and of which nothing is taken now."""
    made = dataset.releases.values_list("recipe__content", flat=True)
    hidden = {
        name: None
        for content in made
        for one in content["treatments"]
        if one["kind"] in HIDE_WHAT_IS_RARE
        for name in one["columns"]
    }
    treated = {name for one in treatments for name in one.columns}
    here = {*columns}
    return [Note(SHOWN_AGAIN, {"column": name}) for name in hidden if name in here - treated]


def hid_cells_before(dataset: Dataset) -> bool:
    """Whether any release of the dataset hid small numbers, a withdrawn one too."""
    made = dataset.releases.values_list("recipe__content", flat=True)
    return any(_hides_cells(content["treatments"]) for content in made)


def _hides_cells(treatments: Iterable[Mapping[str, Any]]) -> bool:
    return any(one["kind"] == TreatmentKind.SMALL_CELLS for one in treatments)


def in_order_of_its_own(
    table: pl.DataFrame, treatments: Sequence[Treatment], personal: Sequence[dict[str, Any]]
) -> pl.DataFrame:
    """Rows of people in the order of what is left of them.

    As they were delivered they often stand by name or number: with a list of the names everybody could
    count, and from release to release the same row would be the same person, whatever its pseudonym is.
    Rows that stood by a value tell it too where it was joined, cut off or emptied: it lies between those of
    the rows around it, also where nothing personal was found.
    """
    kinds = {one.kind for one in treatments}
    if TreatmentKind.SMALL_CELLS in kinds or not (HIDDEN_BY_ROW & kinds or (kinds and personal)):
        return table
    return table.sort(table.columns, nulls_last=True, maintain_order=False) if table.columns else table


def _in_two_steps(
    delivery: Delivery, treatments: list[Treatment], whole: pl.DataFrame, earlier: Sequence[pl.DataFrame]
) -> tuple[pl.DataFrame, pl.DataFrame, list[Note]]:
    """The table before small cells are hidden, which the attack on them needs, and the one in the end."""
    kinds = [one.kind for one in treatments]
    cut = kinds.index(TreatmentKind.SMALL_CELLS) if TreatmentKind.SMALL_CELLS in kinds else len(kinds)
    options: dict[str, Any] = {
        "seed": int.from_bytes(key_of("seed", delivery.pk)[:SEED_BYTES], "big"),
        "secret": key_of("pseudonyms", delivery.dataset_id),
        "earlier": earlier,
    }
    between, told = done(whole, treatments[:cut], **options)
    treated, more = done(between, treatments[cut:], **options)
    return between, treated, [*told, *more]


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
