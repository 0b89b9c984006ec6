"""What an attacker would learn, before and after the treatments: the figures that a person decides by."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from titiktemu.analysis.attackers import people_report, table_report
from titiktemu.analysis.treatments.kinds import Treatment, TreatmentKind
from titiktemu.catalogue.models import Delivery

CELLS_SHOWN = 200
"""Cells of each side that a page shows; the counts are of all."""


@dataclass(frozen=True)
class Steps:
    """A table as it was prepared, before small cells were hidden, and in the end."""

    prepared: pl.DataFrame
    before_cells: pl.DataFrame
    treated: pl.DataFrame


def risk_of(
    delivery: Delivery, treatments: Sequence[Treatment], steps: Steps, earlier: Sequence[pl.DataFrame]
) -> dict[str, Any]:
    """What is learned of people, and of each table of small cells over all releases ever made."""
    cells = [one for one in treatments if one.kind is TreatmentKind.SMALL_CELLS]
    reports = [table_report(steps.before_cells, steps.treated, one, earlier).as_json() for one in cells]
    return {"people": _of_people(delivery, treatments, steps), "cells": [_shortened(one) for one in reports]}


def _of_people(delivery: Delivery, treatments: Sequence[Treatment], steps: Steps) -> dict[str, Any] | None:
    """Of a table of people; None of any other, as somebody said, and where nothing is known to identify."""
    preparation = delivery.preparation or {}
    of_people = preparation.get("of_people")
    if of_people is False or not (of_people or preparation.get("personal")):
        return None
    proposed = [Treatment.from_json(one["treatment"]) for one in preparation.get("proposals", [])]
    identifying = _identifying([*treatments, *proposed])
    specific = [one["column"] for one in preparation.get("personal", []) if one["law"] == "specific"]
    chosen = [name for one in treatments if one.kind is TreatmentKind.DIVERSITY for name in one.columns]
    sensitive = [name for name in dict.fromkeys([*specific, *chosen]) if name not in identifying]
    if not identifying:
        return None
    return people_report(steps.prepared, steps.treated, identifying, sensitive).as_json()


def _identifying(treatments: Sequence[Treatment]) -> list[str]:
    """Columns by which somebody may know a person: those that the treatments speak of, proposed ones too.

    A treatment that was proposed and not taken says no less of what identifies.
    """
    found: dict[str, None] = {}
    for one in treatments:
        if one.kind is TreatmentKind.LOCAL_SUPPRESSION:
            found |= dict.fromkeys(one.columns)
        elif one.kind is TreatmentKind.DIVERSITY:
            found |= dict.fromkeys(one.options["within"])
    return list(found)


def _shortened(report: dict[str, Any]) -> dict[str, Any]:
    """A report whose lists of cells a page can show."""
    sides = {
        name: {**report[name], "cells": report[name]["cells"][:CELLS_SHOWN]} for name in ("before", "after")
    }
    return {**report, **sides}
