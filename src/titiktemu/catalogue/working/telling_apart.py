"""What a release changes against the one before it: columns, rows by their key, cells; code tables apart."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from titiktemu.analysis.recipes.choices import Recipe
from titiktemu.analysis.table_diff.difference import diff
from titiktemu.analysis.table_diff.sides import Release as TableOfRelease
from titiktemu.analysis.table_diff.telling import as_json, write_csv
from titiktemu.analysis.table_schema.parsing import parse
from titiktemu.catalogue.models import DataRelease, Distribution
from titiktemu.catalogue.working.opening import path_of_sound

SHOWN = 100
"""Rows and cells of each kind that a page shows; the file has all of them."""


def diff_of(
    before: DataRelease,
    parquet: Path,
    schema: dict[str, Any],
    recipe: Recipe,
    file: Path,
    tell: Callable[[float], None],
) -> dict[str, Any]:
    """The differences for a page; all of them are written to a file, in the language of the site."""
    old = before.distributions.select_related("file").get(kind=Distribution.Kind.PARQUET)
    new = TableOfRelease.at(parquet, parse(schema))
    key = [name for name in recipe.key if name in new.names]
    found = diff(
        TableOfRelease.at(path_of_sound(old.file), parse(before.schema)),
        new,
        key if len(key) == len(recipe.key) else (),
        # The schema of a release is always taken from its data, whatever was written for the file.
        is_inferred=True,
        tell=tell,
    )
    with file.open("w", encoding="utf-8", newline="") as out, translation.override(settings.LANGUAGE_CODE):
        write_csv(found, out, gettext)
    return {"before": before.number, **as_json(found, SHOWN)}
