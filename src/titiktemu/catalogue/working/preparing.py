"""Writing the confirmed table typed, and finding in it what must not leave."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from titiktemu.analysis.recipes.choices import Recipe
from titiktemu.analysis.recipes.correcting import corrected, labels_missing
from titiktemu.analysis.recipes.finishing import read_typed
from titiktemu.analysis.recipes.plain import RecipeBroken
from titiktemu.analysis.recipes.proposing import decided
from titiktemu.analysis.recipes.typed import Written, write_typed
from titiktemu.analysis.spreadsheet.reading import Unreadable
from titiktemu.analysis.spreadsheet.rules import NUMBERS
from titiktemu.analysis.spreadsheet.sources import Source
from titiktemu.analysis.table_findings import Finding
from titiktemu.analysis.table_quality import Checked, check_table
from titiktemu.analysis.table_schema.inference import described, infer
from titiktemu.analysis.table_schema.parsing import parse
from titiktemu.analysis.table_schema.validation import Validation, validate
from titiktemu.analysis.treatments.limits import proposed_limits
from titiktemu.analysis.treatments.proposals import Proposal, proposed
from titiktemu.catalogue.contradictions import contradictions
from titiktemu.catalogue.models import Dataset, Delivery, Job
from titiktemu.catalogue.personal import as_json, personal_in
from titiktemu.catalogue.working import Failed, Outcome, Tell
from titiktemu.catalogue.working.opening import confirmed_table, path_of_sound, recipe_of
from titiktemu.catalogue.working.reading import ROWS_SHOWN

CELLS_SHOWN = 100
"""Cells that could not be read, and errors against the schema, that a page shows; counts are exact."""
MOST_LISTED = 100_000
"""Of each kind that the listing names; counts are exact."""


def prepare(delivery: Delivery, folder: Path, tell: Tell) -> Outcome:
    """The table as Parquet, what could not be read, and what is personal in it."""
    recipe = recipe_of(delivery)
    tell.stage(Job.Stage.OPENING, 0.0, 0.1)
    tell(0.0)
    source = confirmed_table(delivery, recipe)
    tell.stage(Job.Stage.WRITING, 0.1, 0.5)
    try:
        rows = delivery.report["tables"][recipe.place - 1]["rows"] if delivery.report else 0
        written = write_typed(source, recipe, folder, rows=rows, tell=tell)
    except (RecipeBroken, Unreadable) as error:
        raise Failed(error.template, **error.values) from error
    tell.stage(Job.Stage.COUNTING, 0.5, 0.7)
    tell(0.0)
    seen = corrected(source, recipe.corrections)
    checked = check_table(seen, recipe.place, decided(recipe))
    tell.stage(Job.Stage.COMPARING, 0.7, 0.8)
    tell(0.0)
    validated = _validated(delivery.dataset, seen)
    tell.stage(Job.Stage.SEARCHING, 0.8, 1.0)
    found = personal_in(read_typed(written.parquet), names_of(recipe), tell)
    proposals = proposed(found, {one.machine_name: one.meaning for one in recipe.written})
    fields = {
        "preparation": {
            **_written_json(written),
            "columns": len(recipe.written),
            "labels": labels_missing(recipe.corrections, source),
            "quality": [_finding_json(one) for one in checked.findings],
            "contradictions": contradictions(seen, checked),
            "personal": as_json(found),
            "limits": _limits(recipe, written.parquet),
            "proposals": [proposal_json(one) for one in proposals],
            "schema": validated and _validation_json(validated),
            "inferred": _inferred(recipe, seen, checked),
        }
    }
    listing = folder / "report.json"
    told = _listed(delivery, written, checked, validated)
    listing.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return Outcome(fields, {"prepared": written.parquet, "listing": listing})


def names_of(recipe: Recipe) -> dict[str, str]:
    """What the header calls each column, by machine name."""
    return {one.machine_name: one.name for one in recipe.columns}


def _written_json(written: Written) -> dict[str, Any]:
    return {
        "records": written.records,
        "unread": [[one.row, one.column, one.text] for one in written.unread[:CELLS_SHOWN]],
        "unread_counts": dict(written.unread_counts),
        "clocks": dict(written.clocks),
    }


def _finding_json(one: Finding) -> dict[str, Any]:
    """A finding about the table as it was confirmed, with the first of its rows."""
    told = {name: getattr(one, name) for name in ("check", "state", "count", "explanation")}
    return {**told, "rows": list(one.rows[:ROWS_SHOWN])}


def _limits(recipe: Recipe, parquet: Path) -> dict[str, list[float | None]]:
    """Limits that may be proposed for the columns of numbers, one column at a time."""
    names = [one.machine_name for one in recipe.written if one.meaning in NUMBERS]
    table = read_typed(parquet)
    return {name: [*proposed_limits(table.select(name).collect().to_series())] for name in names}


def proposal_json(one: Proposal) -> dict[str, Any]:
    """A proposed treatment with its reason."""
    values: Mapping[str, Any] = one.values
    return {"treatment": one.treatment.as_json(), "template": one.reason, "values": dict(values)}


def _validated(dataset: Dataset, source: Source) -> Validation | None:
    """What the table breaks of the schema that was written for it by hand."""
    if dataset.schema_source != Dataset.SchemaSource.WRITTEN or not dataset.schema:
        return None
    return validate(source, parse(dataset.schema))


def _validation_json(found: Validation) -> dict[str, Any]:
    return {
        "total": found.total,
        "counts": [[name, kind.value, many] for (name, kind), many in found.counts.items()],
        "errors": [one.as_json() for one in found.errors(0, CELLS_SHOWN)],
        "unchecked": [[template, dict(values)] for template, values in found.unchecked],
    }


def _inferred(recipe: Recipe, seen: Source, checked: Checked) -> dict[str, Any]:
    """The schema that the table as it was sent would have; somebody may take it and change it."""
    names = {one.machine_name: one.name for one in recipe.columns}
    columns = [described(one, recipe.of(one.name)) for one in checked.columns]
    return infer(seen, columns, primary_key=[names[one] for one in recipe.key]).as_json()


def _listed(
    delivery: Delivery, written: Written, checked: Checked, validated: Validation | None
) -> dict[str, Any]:
    """The report of the file, and everything that is wrong in the confirmed table, one by one."""
    listing = delivery.listing
    before = json.loads(path_of_sound(listing).read_text(encoding="utf-8")) if listing else {}
    confirmed = {
        "unread": [[one.row, one.column, one.text] for one in written.unread[:MOST_LISTED]],
        "findings": [{**_finding_json(one), "rows": list(one.rows)} for one in checked.findings],
        "schema": [one.as_json() for one in validated.errors(0, MOST_LISTED)] if validated else [],
    }
    return {**before, "confirmed": confirmed}
