"""What a release changes against the one before it."""

from pathlib import Path
from typing import Any

from titiktemu.analysis.recipes.choices import Recipe
from titiktemu.analysis.table_schema.changes import compare
from titiktemu.analysis.table_schema.parsing import parse
from titiktemu.catalogue.models import DataRelease


def diff_of(before: DataRelease, parquet: Path, schema: dict[str, Any], recipe: Recipe) -> dict[str, Any]:
    """The differences, of columns first."""
    changes = compare(parse(before.schema), parse(schema))
    return {
        "before": before.number,
        "schema": [one.as_json() for one in changes],
    }
