"""Results as a table for spreadsheets: the figures that the page shows and no others, never votes."""

import csv
import io
from typing import Any

from titiktemu.analysis.recipes.harmless import harmless_text
from titiktemu.consultation.plain import plain_result
from titiktemu.consultation.results import Results

FIGURE_FIELDS = (
    "kind",
    "n",
    "word",
    "share",
    "low",
    "high",
    "passed_share",
    "agree",
    "disagree",
    "passed",
)
BESIDE_FIELDS = ("corrected", "corrected_n", "without_alike")


def as_csv(results: Results, *, harmless_texts: bool = True) -> str:
    """The results with a statement a line; empty where nothing may be shown."""
    text = harmless_text if harmless_texts else str
    out = io.StringIO()
    writer = csv.writer(out)
    groups = [str(group) for group in results.groups]
    needs = ["government_needs", "civil_society_needs"] if results.consultation.has_sides else []
    figures = [f"{group}_{field}" for group in groups for field in (*FIGURE_FIELDS, *BESIDE_FIELDS)]
    writer.writerow(["number", "text", "text_en", "state", *needs, *figures])
    for row in map(plain_result, results.rows):
        needed = {f"{need['side']}_needs": need["votes"] for need in row["needs"]}
        writer.writerow(
            [
                row["number"],
                text(row["text"]),
                text(row["text_en"]),
                row["state"],
                *(needed.get(name) for name in needs),
                *(_cell(one) for group in groups for one in _of_group(row, group)),
            ]
        )
    return out.getvalue()


def _of_group(row: dict[str, Any], group: str) -> list[Any]:
    corrected, apart = row["corrected"].get(group, {}), row["without_alike"].get(group, {})
    return [
        *(row["figures"][group][field] for field in FIGURE_FIELDS),
        corrected.get("share"),
        corrected.get("n"),
        apart.get("share"),
    ]


def _cell(value: Any) -> Any:
    return round(value, 4) if isinstance(value, float) else value
