"""What an attacker would learn, what is lost and what is left, out of what the worker tried."""

from collections.abc import Mapping
from typing import Any

from titiktemu.analysis.recipes.choices import ColumnChoice, Recipe
from titiktemu.analysis.spreadsheet.rules import Meaning
from titiktemu.analysis.treatments.kinds import TreatmentKind
from titiktemu.catalogue.meanings import personal_name
from titiktemu.catalogue.models import Delivery
from titiktemu.catalogue.queries.decisions import unresolved_in
from titiktemu.catalogue.wording import said

LEVELS = ("2", "3", "5")
SMALL_BELOW = 5


def risks_of(delivery: Delivery) -> dict[str, Any] | None:
    """Figures and sentences before and after; None where nothing was tried yet."""
    protection = delivery.protection
    if protection is None:
        return None
    risk = protection.get("risk") or {}
    titles = titles_of(delivery)
    return {
        "learned": _learned(risk.get("people"), titles),
        "people": _people(risk.get("people"), titles),
        "cells": [_cells(one, titles) for one in risk.get("cells") or []],
        "losses": _losses(protection.get("losses"), titles),
        "overall": (protection.get("losses") or {}).get("overall"),
        "notes": [said(one["template"], titled(one["values"], titles)) for one in protection["notes"]],
        "left": _left(delivery, titles),
        "small_left": _small_left(delivery),
        "kept": [
            {**one, "title": titles.get(one["column"], one["column"]), "words": personal_name(one["kind"])}
            for one in delivery.kept_personal
        ],
        "of_people": (delivery.preparation or {}).get("of_people"),
        "rows": protection["rows"],
        "columns": protection["columns"],
    }


def titles_of(delivery: Delivery) -> dict[str, str]:
    """What people see of each column, by its machine name."""
    content = delivery.recipe.content if delivery.recipe else {"columns": []}
    return {one["machine_name"]: one["title"] for one in content["columns"]}


def titled(values: dict[str, Any], titles: dict[str, str]) -> dict[str, Any]:
    """Values of a sentence with titles in place of machine names."""
    made = dict(values)
    for name in {"column", "other"} & {*made}:
        made[name] = titles.get(made[name], made[name])
    if isinstance(made.get("columns"), str):
        made["columns"] = ", ".join(titles.get(one, one) for one in made["columns"].split(", "))
    return made


def small_counts(delivery: Delivery, recipe: Recipe) -> list[ColumnChoice]:
    """Columns of whole numbers in which small ones stand."""
    report: dict[str, Any] = dict(delivery.report or {})
    small = {
        one["name"]
        for one in report["tables"][recipe.place - 1]["columns"]
        if isinstance(one["smallest"], int | float) and 0 <= one["smallest"] < SMALL_BELOW
    }
    return [one for one in recipe.written if one.meaning is Meaning.INTEGER and one.name in small]


def _small_left(delivery: Delivery) -> list[str]:
    """Columns with small numbers that nobody hides; whether they count people is for a person to say."""
    if delivery.recipe is None or (delivery.preparation or {}).get("of_people"):
        return []
    recipe = Recipe.from_json(delivery.recipe.content)
    treated = {name for one in recipe.treatments if _takes_small(one) for name in one["columns"]}
    here = set((delivery.protection or {}).get("columns", []))
    return [
        one.title
        for one in small_counts(delivery, recipe)
        if one.machine_name in here and one.machine_name not in treated
    ]


def _takes_small(treatment: Mapping[str, Any]) -> bool:
    """Whether a treatment of counts changes the small ones; an upper limit leaves them all."""
    lowest = treatment["options"].get("lowest")
    return treatment["kind"] != TreatmentKind.LIMIT or (lowest is not None and lowest >= SMALL_BELOW - 1)


def _learned(people: dict[str, Any] | None, titles: dict[str, str]) -> list[tuple[str, int]]:
    """Columns that nobody should learn and somebody would, with of how many people."""
    after = people["after"]["learned"] if people else {}
    return [(titles.get(name, name), many) for name, many in after.items() if many]


def _people(people: dict[str, Any] | None, titles: dict[str, str]) -> dict[str, Any] | None:
    if people is None:
        return None
    before, after = people["before"], people["after"]
    return {
        "sentences": [said(one["template"], titled(one["values"], titles)) for one in people["sentences"]],
        "alone_before": before["below"]["2"],
        "alone_after": after["below"]["2"],
        "records": before["records"],
        "records_after": after["records"],
        "levels": [(level, before["below"][level], after["below"][level]) for level in LEVELS],
        "fewest": (before["fewest"], after["fewest"]),
        "expected": (round(before["expected"]), round(after["expected"])),
    }


def _cells(one: dict[str, Any], titles: dict[str, str]) -> dict[str, Any]:
    before, after = one["before"], one["after"]
    return {
        "sentences": [said(two["template"], two["values"]) for two in one["sentences"]],
        "small": before["small"],
        "exact": (before["exact"], after["exact"]),
        "narrow": (before["narrow"], after["narrow"]),
        "is_safe": not after["narrow"],
        "rows": [
            {
                "cell": " · ".join(cell["cell"]),
                "column": titles.get(cell["column"], cell["column"]),
                "low": cell["low"],
                "high": cell["high"],
            }
            for cell in after["cells"][:20]
        ],
        "is_cut": after["small"] > 20,
    }


def _losses(losses: dict[str, Any] | None, titles: dict[str, str]) -> list[dict[str, Any]]:
    """Columns of which something is lost."""
    if losses is None:
        return []
    return [
        {**one, "title": titles.get(one["column"], one["column"])}
        for one in losses["columns"]
        if one["is_dropped"] or one["changed"] or one["blanked"]
    ]


def _left(delivery: Delivery, titles: dict[str, str]) -> list[dict[str, Any]]:
    """Personal data that is still there and about which nobody has said anything."""
    return [
        {
            "title": titles.get(one["column"], one["column"]),
            "words": personal_name(one["kind"]),
            "share": one["share"],
        }
        for one in unresolved_in(delivery)
    ]
