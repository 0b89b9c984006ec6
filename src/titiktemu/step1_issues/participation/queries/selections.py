"""Selections: who may know of which, and their chances by type."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from titiktemu.analysis.disclosure import SHOWN_FROM
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows
from titiktemu.step1_issues.participation.models import Selection


def selections_of(actor: Actor, initiative: Initiative) -> QuerySet[Selection]:
    """Those that exist for this reader: before it is published, a lottery is for whoever prepares it."""
    rows = Selection.objects.filter(initiative=initiative).defer("volunteers", "lottery")
    if allows(actor, Action.PREPARE_SELECTION, initiative):
        return rows
    return rows.filter(published_at__isnull=False)


@dataclass(frozen=True)
class TypeOf:
    """People who are alike in every quota, and the chance that each of them has."""

    values: tuple[str, ...]
    people: int
    chance: float


@dataclass(frozen=True)
class Chances:
    """Chances by type. Types of fewer than five people are joined in ``small`` (types, people)."""

    features: tuple[str, ...]
    types: tuple[TypeOf, ...]
    small: tuple[int, int]
    people: int
    least: float
    greatest: float
    gini: float
    certain: int
    never: int


def chances_of(selection: Selection) -> Chances | None:
    """The chances of a lottery that is made; None before."""
    found: dict[str, Any] = selection.summary
    if not found:
        return None
    types = [TypeOf(tuple(one["values"]), one["people"], one["chance"]) for one in found["types"]]
    small = [one for one in types if one.people < SHOWN_FROM]
    return Chances(
        tuple(found["features"]),
        tuple(one for one in types if one.people >= SHOWN_FROM),
        (len(small), sum(one.people for one in small)),
        found["people"],
        found["least"],
        found["greatest"],
        found["gini"],
        found["certain"],
        found["never"],
    )
