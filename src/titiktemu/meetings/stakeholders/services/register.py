"""Put a stakeholder on the map, change it, take it off and put it back."""

from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.meetings.stakeholders.models import Stakeholder
from titiktemu.meetings.stakeholders.queries.register import (
    MOST_STAKEHOLDERS,
    next_number,
    organisations_to_name,
    places_to_name,
)

FIELDS: Final = ("name", "kind", "note", "organisation", "place", "contact")


class Changed(RuleBroken):
    """Somebody else changed the row meanwhile."""


@transaction.atomic
def add_stakeholder(*, actor: Actor, initiative: Initiative, side: str, **told: Any) -> Stakeholder:
    """Put somebody on the map, for a side, or with "" for those who lead."""
    require(actor, Action.KEEP_STAKEHOLDER, initiative, side=side)
    (made,) = _added(initiative, side, [told])
    record(actor, Action.KEEP_STAKEHOLDER, initiative, made, {"change": "added"})
    return made


@transaction.atomic
def add_table(
    *, actor: Actor, initiative: Initiative, side: str, rows: Sequence[dict[str, Any]]
) -> list[Stakeholder]:
    """Put everybody of a table on the map, or nobody."""
    require(actor, Action.KEEP_STAKEHOLDER, initiative, side=side)
    made = _added(initiative, side, rows)
    record(actor, Action.KEEP_STAKEHOLDER, initiative, initiative, {"change": "table", "rows": len(made)})
    return made


def _added(initiative: Initiative, side: str, rows: Sequence[dict[str, Any]]) -> list[Stakeholder]:
    # The lock keeps two who add at once from taking the same number, or the same name.
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    first = next_number(Stakeholder.objects.filter(initiative=initiative))
    if first + len(rows) - 1 > MOST_STAKEHOLDERS:
        raise RuleBroken(_("At most %(most)d stakeholders stand on one map.") % {"most": MOST_STAKEHOLDERS})
    made = []
    for number, told in enumerate(rows, start=first):
        row = Stakeholder(
            initiative=initiative, number=number, side=side, recorded_at=timezone.now(), **_known(told)
        )
        _check(row, told)
        row.save()
        made.append(row)
    return made


@transaction.atomic
def change_stakeholder(*, actor: Actor, stakeholder: Stakeholder, version: int, **told: Any) -> Stakeholder:
    """Change a row; ``version`` is the one that the person saw. `Changed` where there is a newer one."""
    require(actor, Action.KEEP_STAKEHOLDER, stakeholder.initiative, side=stakeholder.side)
    kept = _locked(stakeholder)
    if kept.removed_at is not None:
        raise RuleBroken(_("It was taken off the map meanwhile. Put it back first."))
    if kept.version != version:
        raise Changed(
            _("Somebody changed this stakeholder while you wrote. Look at their words and save yours again.")
        )
    before = {"organisation": kept.organisation_id, "place": kept.place_id}
    for name, value in _known(told).items():
        setattr(kept, name, value)
    # What was named before may stay, also where the person is no longer on the list.
    now = {"organisation": kept.organisation_id, "place": kept.place_id}
    _check(kept, {name: told.get(name) for name, pk in now.items() if pk != before[name]})
    kept.version += 1
    kept.save()
    record(actor, Action.KEEP_STAKEHOLDER, kept.initiative, kept, {"change": "edited"})
    return kept


@transaction.atomic
def remove_stakeholder(*, actor: Actor, stakeholder: Stakeholder) -> Stakeholder:
    """Take a stakeholder off the map. Links and what groups said of it stay for when it is put back."""
    require(actor, Action.KEEP_STAKEHOLDER, stakeholder.initiative, side=stakeholder.side)
    kept = _locked(stakeholder)
    if kept.removed_at is not None:
        raise RuleBroken(_("It is off the map already."))
    kept.removed_at, kept.contact, kept.version = timezone.now(), "", kept.version + 1
    kept.save(update_fields=["removed_at", "contact", "version"])
    record(actor, Action.KEEP_STAKEHOLDER, kept.initiative, kept, {"change": "removed"})
    return kept


@transaction.atomic
def restore_stakeholder(*, actor: Actor, stakeholder: Stakeholder) -> Stakeholder:
    """Put a stakeholder back on the map, with its links and with what each group said of it."""
    require(actor, Action.KEEP_STAKEHOLDER, stakeholder.initiative, side=stakeholder.side)
    kept = _locked(stakeholder)
    if kept.removed_at is None:
        raise RuleBroken(_("It is on the map already."))
    kept.removed_at, kept.version = None, kept.version + 1
    _check(kept, {})
    kept.save(update_fields=["removed_at", "version"])
    record(actor, Action.KEEP_STAKEHOLDER, kept.initiative, kept, {"change": "restored"})
    return kept


def _known(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in FIELDS if name in told}


def _check(row: Stakeholder, named: dict[str, Any]) -> None:
    """The name stands there once; people and organisations are those of the lists."""
    words = row.name.casefold()
    others = Stakeholder.objects.filter(initiative=row.initiative_id, removed_at=None).exclude(pk=row.pk)
    if any(name.casefold() == words for name in others.values_list("name", flat=True)):
        raise RuleBroken(_("“%(name)s” stands on the map already.") % {"name": row.name})
    place, organisation = named.get("place"), named.get("organisation")
    if place is not None and not places_to_name(row.initiative).filter(pk=place.pk).exists():
        raise RuleBroken(_("Choose somebody who is on a list of this initiative now."))
    if organisation is not None:
        known = organisations_to_name(row.initiative)
        if not known.filter(pk=organisation.pk).exists():
            raise RuleBroken(_("Choose an organisation that somebody of a list speaks for."))


def _locked(stakeholder: Stakeholder) -> Stakeholder:
    """The row as it is stored; changes on one map come one after the other."""
    Initiative.objects.select_for_update().get(pk=stakeholder.initiative_id)
    rows = Stakeholder.objects.select_for_update(of=("self",)).select_related("initiative")
    return rows.get(pk=stakeholder.pk)
