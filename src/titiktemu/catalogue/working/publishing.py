"""Making a release ready: exactly what was approved, looked at once more, with all that goes with it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings
from django.utils import timezone, translation

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.recipes.choices import ColumnChoice, Recipe
from titiktemu.analysis.recipes.finishing import read_typed
from titiktemu.analysis.recipes.workbook import DoesNotFit, write_workbook
from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning
from titiktemu.analysis.table_schema.inference import Described, infer_typed
from titiktemu.analysis.treatments.kinds import Treatment, TreatmentKind
from titiktemu.analysis.treatments.notes import Note
from titiktemu.analysis.treatments.readings import readings_of
from titiktemu.catalogue import media
from titiktemu.catalogue.describing import TABLES, about_of, concepts_of, judged
from titiktemu.catalogue.models import Dataset, Decision, Delivery, Distribution, Job
from titiktemu.catalogue.personal import as_json, personal_in
from titiktemu.catalogue.queries import standing_release
from titiktemu.catalogue.queries.decisions import standing_approval, terms_of, unresolved
from titiktemu.catalogue.wording import said
from titiktemu.catalogue.working import UNDECIDED, Failed, Released, Tell
from titiktemu.catalogue.working.opening import path_of_sound, recipe_of
from titiktemu.catalogue.working.preparing import names_of
from titiktemu.catalogue.working.telling_apart import diff_of
from titiktemu.catalogue.working.telling_quality import quality_of

PERSONAL = gettext_noop(
    "Personal data is in what would be released: {columns}. Take it out, or say of each why it may be."
)
MOST_CELLS = 5_000_000
"""Cells of a workbook; whoever has more opens the CSV or the Parquet."""


def publish(delivery: Delivery, folder: Path, tell: Tell) -> Released:
    """Everything that a release is made of. Fails where anything is not as it was decided."""
    tell.stage(Job.Stage.OPENING, 0.0, 0.1)
    tell(0.0)
    decision = standing_approval(delivery)
    if decision is None:
        raise Failed(UNDECIDED)
    recipe = recipe_of(delivery)
    parquet, csv = path_of_sound(delivery.treated), path_of_sound(delivery.treated_csv)
    tell.stage(Job.Stage.SEARCHING, 0.1, 0.5)
    _check_nothing_personal(delivery, recipe, parquet, tell)
    tell.stage(Job.Stage.COMPARING, 0.5, 0.9)
    tell(0.0)
    fields = _fields(delivery, decision, recipe, parquet)
    before = standing_release(delivery.dataset)
    apart = folder / "diff.csv"
    if before is not None:
        fields["diff"] = diff_of(before, parquet, fields["schema"], recipe, apart, tell)
    tell.stage(Job.Stage.KEEPING, 0.9, 1.0)
    tell(0.0)
    files = {
        Distribution.Kind.PARQUET.value: (parquet, "parquet"),
        Distribution.Kind.CSV.value: (csv, "csv"),
        **_workbook(folder, parquet, fields),
        **_written(folder, delivery, fields),
    }
    if before is not None:
        files[Distribution.Kind.DIFF.value] = (apart, "csv")
    if decision.with_original and delivery.file is not None:
        original = path_of_sound(delivery.file)
        files[Distribution.Kind.ORIGINAL.value] = (original, media.ending_of(delivery.file.media_type))
    return Released(fields, files)


def _check_nothing_personal(delivery: Delivery, recipe: Recipe, parquet: Path, tell: Tell) -> None:
    """Look into the very file that would be released, once more, whatever the report says of it."""
    found = as_json(personal_in(read_typed(parquet), names_of(recipe), tell))
    if left := unresolved(found, delivery.kept_personal, recipe.treatments):
        raise Failed(
            PERSONAL, columns=", ".join(sorted({f"{one['column']} ({one['kind']})" for one in left}))
        )


def _fields(delivery: Delivery, decision: Decision, recipe: Recipe, parquet: Path) -> dict[str, Any]:
    table = read_typed(parquet)
    schema = _schema(delivery.dataset, recipe, parquet)
    period = delivery.period_start, delivery.period_end
    today = timezone.localdate()
    about = about_of(delivery.dataset, released=today, formats=TABLES, period=period)
    told = judged(about, concepts_of(delivery.dataset, schema), today)
    return {
        "decision": decision,
        "recipe": delivery.recipe,
        "reason": decision.reason,
        "terms": terms_of(delivery.dataset),
        "schema": schema,
        "quality": {**quality_of(delivery, recipe, table), "dataset": told},
        "diff": None,
        "period_start": period[0],
        "period_end": period[1],
        "rows": (delivery.protection or {}).get("rows", 0),
        "columns": len(table.collect_schema().names()),
    }


def _schema(dataset: Dataset, recipe: Recipe, parquet: Path) -> dict[str, Any]:
    """The Table Schema of what is released, with what the dataset says of its columns."""
    table = read_typed(parquet)
    names = table.collect_schema().names()
    known = {one.machine_name: one for one in recipe.columns}
    treatments = [Treatment.from_json(one) for one in recipe.treatments]
    readings = readings_of(treatments)
    joined = {name for one in treatments if one.kind is TreatmentKind.GROUP for name in one.columns}
    described = [
        Described(
            name,
            _meaning(known.get(name), table.collect_schema()[name], is_joined=name in joined),
            title=known[name].title if name in known else name,
            description=_description(dataset, name, readings.get(name, ())),
            unit=known[name].unit if name in known else "",
        )
        for name in names
    ]
    key = [name for name in recipe.key if name in names]
    return infer_typed(table, described, primary_key=key if len(key) == len(recipe.key) else []).as_json()


def _description(dataset: Dataset, name: str, readings: Iterable[Note]) -> str:
    """What the dataset says of a column, and how its values are to be read after the treatments."""
    definition = str(dataset.columns.get(name, {}).get("definition", ""))
    with translation.override(settings.LANGUAGE_CODE):
        return " ".join([definition, *(said(one.template, one.values) for one in readings)]).strip()


def _meaning(choice: ColumnChoice | None, kind: pl.DataType, *, is_joined: bool = False) -> Meaning:
    """What a column means now: where a treatment turned numbers, days or codes into words it is words."""
    if choice is None:
        return Meaning.TEXT
    if is_joined and choice.meaning is not Meaning.TEXT:
        return Meaning.CATEGORY
    if kind == pl.String and choice.meaning in {*NUMBERS, Meaning.DATE, Meaning.BOOLEAN}:
        return Meaning.CATEGORY
    return choice.meaning


def _workbook(folder: Path, parquet: Path, fields: dict[str, Any]) -> dict[str, tuple[Path, str]]:
    """The table for Excel, where it is not too long to be of use there."""
    if fields["rows"] * fields["columns"] > MOST_CELLS:
        return {}
    path = folder / "table.xlsx"
    try:
        write_workbook(parquet, path, on=timezone.localdate())
    except DoesNotFit:
        return {}
    return {Distribution.Kind.XLSX.value: (path, "xlsx")}


def _written(folder: Path, delivery: Delivery, fields: dict[str, Any]) -> dict[str, tuple[Path, str]]:
    """The files in words beside the table."""
    told = {
        Distribution.Kind.SCHEMA.value: fields["schema"],
        Distribution.Kind.QUALITY.value: fields["quality"],
        Distribution.Kind.RECIPE.value: public_recipe(delivery),
    }
    files = {}
    for kind, content in told.items():
        path = folder / f"{kind}.json"
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        files[kind] = (path, "json")
    return files


def public_recipe(delivery: Delivery) -> dict[str, Any]:
    """The recipe as everybody may read it: without words that quote cells.

    Those are what a person marked rows by, and values that were joined to wider ones, which are no longer in
    the table because somebody could be found by them.
    """
    content = recipe_of(delivery).as_json()
    rows = [{**one, "text": ""} for one in content["corrections"]["rows"]]
    treatments = [_without_values(one) for one in content["treatments"]]
    corrections = {**content["corrections"], "rows": rows}
    return {**content, "corrections": corrections, "treatments": treatments}


def _without_values(treatment: dict[str, Any]) -> dict[str, Any]:
    options = treatment["options"]
    if not options.get("map"):
        return treatment
    return {**treatment, "options": {**options, "map": {}, "into": sorted({*options["map"].values()})}}
