"""Stakeholders from a workbook or CSV: all rows or none, each wrong cell with its row."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from titiktemu.documents.list_tables import ListTable, find_table
from titiktemu.foundation.errors import RuleBroken
from titiktemu.meetings.stakeholders.models import Stakeholder
from titiktemu.meetings.stakeholders.queries.register import MOST_STAKEHOLDERS
from titiktemu.meetings.stakeholders.words import KINDS

MOST_FAULTS: Final = 20
COLUMNS: Final = {
    "name": ("name", "nama", "pemangku kepentingan", "lembaga", "organisasi", "stakeholder"),
    "kind": ("group", "kelompok", "jenis", "kind"),
    "note": ("at_stake", "kepentingan", "yang dipertaruhkan", "keterangan", "note"),
    "contact": ("contact", "kontak", "telepon", "surel"),
}
OURS: Final = ("number", "organisation", "put_by", "own_power", "own_interest")
"""Columns that our own file has and that are not read again: marks are not brought in by a file."""


@dataclass
class Taken:
    """What a table holds: rows, what is wrong, and columns that nobody knows."""

    rows: list[dict[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read_stakeholders(path: Path) -> Taken:
    """Read stakeholders from a table by the names of its columns. `RuleBroken` where it is no such table."""
    table = find_table(path, COLUMNS, ("name", "kind"))
    if table is None:
        raise RuleBroken(
            _(
                "No columns for name and group were found. Name them “nama” and “kelompok”, or “name” "
                "and “group”."
            )
        )
    return _read(table)


def _kinds() -> dict[str, str]:
    """Each group by its code and by its words in both languages."""
    found = {kind: kind for kind, _label in KINDS}
    for language in ("id", "en"):
        with override(language):
            found |= {" ".join(str(label).casefold().split()): kind for kind, label in KINDS}
    return found


def _read(table: ListTable) -> Taken:
    kinds = _kinds()
    found = Taken(unknown=table.unknown(OURS))
    for number, row in enumerate(table.rows[table.head + 1 :], start=table.head + 2):
        told = {
            name: " ".join(row[at].replace("\0", "").split()) if at < len(row) else ""
            for name, at in table.places.items()
        }
        if any(told.values()):
            faults = _faults(told, kinds)
            found.faults += [_("Row %(row)d: %(fault)s") % {"row": number, "fault": one} for one in faults]
            if not faults:
                found.rows.append(told)
    if not found.rows and not found.faults:
        raise RuleBroken(_("There is no stakeholder below the names of the columns."))
    if len(found.rows) > MOST_STAKEHOLDERS:
        raise RuleBroken(_("At most %(most)d stakeholders stand on one map.") % {"most": MOST_STAKEHOLDERS})
    return found


def _faults(told: dict[str, str], kinds: dict[str, str]) -> list[str]:
    """What is wrong with a row; its group becomes a code where it is known."""
    found = [] if told["name"] else [_("The name is missing.")]
    kind = kinds.get(told["kind"].casefold())
    if kind is None:
        found.append(_("“%(said)s” is no group that is known.") % {"said": told["kind"][:40]})
    else:
        told["kind"] = kind
    for name in ("name", "note", "contact"):
        text, most = told.get(name, ""), getattr(Stakeholder._meta.get_field(name), "max_length", None)
        if most and len(text) > most:
            words = {"begins": text[:30], "letters": len(text), "most": most}
            found.append(_("“%(begins)s…” has %(letters)d letters; at most %(most)d are taken.") % words)
    return found
