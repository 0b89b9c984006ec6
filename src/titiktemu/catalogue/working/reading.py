"""Reading a delivery: what is in the file, what each column means, and what changed since the last time."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.recipes.asking import Question
from titiktemu.analysis.recipes.choices import Recipe
from titiktemu.analysis.recipes.correcting import with_labels
from titiktemu.analysis.recipes.differences import Difference
from titiktemu.analysis.recipes.plain import RecipeBroken
from titiktemu.analysis.recipes.proposing import proposed, questions
from titiktemu.analysis.recipes.replaying import Replayed, replay
from titiktemu.analysis.spreadsheet.sources import Source, sources_of
from titiktemu.analysis.table_quality import Checked, Progress, check_table
from titiktemu.analysis.table_report import as_json
from titiktemu.catalogue.contradictions import contradictions
from titiktemu.catalogue.models import Delivery, Job, RecipeVersion
from titiktemu.catalogue.picture import picture_of
from titiktemu.catalogue.queries import last_recipe
from titiktemu.catalogue.working import Failed, Outcome, Tell
from titiktemu.catalogue.working.opening import read_original

ROWS_SHOWN = 20
"""Row numbers of each list that a page shows; the listing has all of them."""
SAMPLE_SHOWN = 5
NOTHING = gettext_noop("There is no table in this file.")
MOST_TABLES = 200
TOO_MANY = gettext_noop("There are {tables} tables in this file; at most {most} can be worked on.")


def read(delivery: Delivery, folder: Path, tell: Tell) -> Outcome:
    """Understand the file; everything that a person needs to confirm the table."""
    tell.stage(Job.Stage.OPENING, 0.0, 0.1)
    tell(0.0)
    found = read_original(delivery)
    progress = Progress(tell)
    sources = list(sources_of(found, progress.within))
    if not sources:
        raise Failed(NOTHING)
    if len(sources) > MOST_TABLES:
        raise Failed(TOO_MANY, tables=len(sources), most=MOST_TABLES)
    tell.stage(Job.Stage.COUNTING, 0.1, 0.9)
    progress.tables = len(sources)
    checked = []
    for place, source in enumerate(sources, start=1):
        progress.begin(place - 1)
        checked.append(check_table(source, place, None, progress))
    tell.stage(Job.Stage.COMPARING, 0.9, 1.0)
    tell(0.0)
    report = as_json(found, checked)
    listing = folder / "report.json"
    listing.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    replayed = _replayed(delivery, checked, sources)
    short = {
        **shortened(report),
        "proposals": [
            _proposal(one, source, at)
            for at, (one, source) in enumerate(zip(checked, sources, strict=True), 1)
        ],
        "replayed": replayed and _replayed_json(replayed),
    }
    fields = {"report": short, "differences": short["replayed"]["differences"] if replayed else []}
    return Outcome(fields, {"listing": listing})


def shortened(value: Any) -> Any:
    """The same report with long lists of rows cut; every list that was cut says how long it was."""
    if isinstance(value, dict):
        made = {}
        for name, one in value.items():
            made[name] = shortened(one)
            if name.endswith("rows") and isinstance(one, list) and len(one) > ROWS_SHOWN:
                made[name], made[f"{name}_count"] = one[:ROWS_SHOWN], len(one)
        return made
    return [shortened(one) for one in value] if isinstance(value, list) else value


def _proposal(checked: Checked, source: Source, place: int) -> dict[str, Any]:
    """What the evidence speaks for, what must be asked, and the first records for the eye."""
    sample = source.sample()
    picture = {**picture_of(source, checked, sample), "contradictions": contradictions(source, checked)}
    try:
        recipe = proposed(checked, place).as_json()
    except RecipeBroken as error:  # such as a header with the same name twice
        problem = {"template": error.template, "values": error.values}
        return {"recipe": None, "problem": problem, "picture": picture}
    return {
        "picture": picture,
        "recipe": recipe,
        "questions": [question_json(one) for one in questions(checked, sample)],
        "sample": [list(row) for row in sample.head(SAMPLE_SHOWN).rows()],
    }


def question_json(question: Question) -> dict[str, Any]:
    """A question in plain values; values of the file are written as they would be shown."""
    return {
        "kind": question.kind,
        "column": question.column,
        "template": question.template,
        "values": {name: str(one) for name, one in question.values.items()},
        "alternatives": [
            {
                "template": one.template,
                "changes": {name: getattr(to, "value", to) for name, to in one.changes.items()},
                "examples": [
                    [two.text, None if two.value is None else str(two.value)] for two in one.examples
                ],
            }
            for one in question.alternatives
        ],
    }


def _replayed(delivery: Delivery, checked: Sequence[Checked], sources: Sequence[Source]) -> Replayed | None:
    """The last recipe brought to this file, where there is one."""
    version = last_recipe(delivery.dataset)
    if version is None:
        return None
    try:
        return replay(_with_labels(version), checked, sources)
    except RecipeBroken:  # of an older form, or for a table that cannot be read so; the proposal stays
        return None


def _with_labels(version: RecipeVersion) -> Recipe:
    """The recipe, with the words of marked rows that were known only once the whole file was worked on."""
    recipe = Recipe.from_json(version.content)
    worked = Delivery.objects.filter(recipe=version, preparation__isnull=False).order_by("-number").first()
    labels = ((worked.preparation if worked else None) or {}).get("labels", {})
    return replace(recipe, corrections=with_labels(recipe.corrections, labels))


def _replayed_json(replayed: Replayed) -> dict[str, Any]:
    return {
        "place": replayed.place,
        "recipe": replayed.recipe.as_json(),
        "asks": replayed.asks,
        "differences": [difference_json(one) for one in replayed.differences],
    }


def difference_json(one: Difference) -> dict[str, Any]:
    """A difference in plain values: its sentence, and whether a person should look."""
    return {"kind": one.kind.value, "template": one.template, "values": one.values, "asks": one.asks}
