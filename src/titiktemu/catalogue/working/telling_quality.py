"""What everybody may know of the quality of a release: counts of what is released, nothing of what is not."""

from typing import Any

import polars as pl

from titiktemu.analysis.recipes.choices import Recipe
from titiktemu.catalogue.models import Delivery

TOLD = ("check", "state", "count", "explanation")


def quality_of(delivery: Delivery, recipe: Recipe, table: pl.LazyFrame) -> dict[str, Any]:
    """Findings about the table as it was confirmed, in counts, and how full each released column is.

    What the side knows of it names rows and smallest and greatest values, also of columns that were taken
    out; none of that is here.
    """
    preparation = delivery.preparation or {}
    names = table.collect_schema().names()
    missing = table.select(pl.all().null_count()).collect().row(0)
    different = table.select(pl.all().n_unique()).collect().row(0)
    kept = {one.name: one.machine_name for one in recipe.written}
    unread = preparation.get("unread_counts", {})
    return {
        "rows": int(table.select(pl.len()).collect().item()),
        "columns": [
            {"name": name, "missing": empty, "distinct": many - (empty > 0)}
            for name, empty, many in zip(names, missing, different, strict=True)
        ],
        "findings": [
            {name: one[name] for name in ("check", "state", "count", "explanation")}
            for one in preparation.get("quality", [])
        ],
        "unread": {kept[name]: many for name, many in unread.items() if kept.get(name) in names},
    }
