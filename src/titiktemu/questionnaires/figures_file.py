"""The figures of a closed wave as CSV: what the page shows, no more, with what each figure rests on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from titiktemu.analysis.recipes.harmless import harmless_text
from titiktemu.questionnaires.splits import SIDE

HEAD = (
    "question", "kind", "split_by", "group", "level", "n", "estimate", "low", "high", "n_effective",
    "design_effect", "basis", "weighted", "hidden",
)  # fmt: skip
EVERYBODY = "(everybody)"
NO_ANSWER = "(no answer)"


def figures_file(content: Mapping[str, Any]) -> str:
    """One line for each figure; those that are hidden have a line without a figure.

    Examples
    --------
    >>> figures_file({"questions": {}, "is_model_based": True}).splitlines()[0].split(",")[:2]
    ['\\ufeffquestion', 'kind']
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    whole = ["model" if content.get("is_model_based") else "design", int(bool(content.get("is_weighted")))]
    for name, told in content.get("questions", {}).items():
        for table in told["tables"]:
            for row in table["rows"]:
                for line in _lines(name, told, table["by"], row):
                    writer.writerow([*map(harmless_text, line[:5]), *line[5:11], *whole, line[11]])
    return "\ufeff" + out.getvalue()


def _lines(name: str, told: Mapping[str, Any], by: str, row: Mapping[str, Any]) -> Iterator[list[Any]]:
    levels = told.get("levels") or ["mean"]
    group = " + ".join(one or NO_ANSWER for one in row["groups"]) or EVERYBODY
    first = [name, told["kind"], "side" if by == SIDE else by, group]
    for level, cell in zip(levels, row["cells"], strict=True):
        if cell is None:
            yield [*first, level, "", "", "", "", "", "", 1]
            continue
        # Where n is hidden, what is derived from it would tell it.
        precise = [cell.get("effective"), cell.get("effect")] if row["n"] is not None else [None, None]
        yield [*first, level, row["n"], cell["share"], cell["low"], cell["high"], *precise, 0]
