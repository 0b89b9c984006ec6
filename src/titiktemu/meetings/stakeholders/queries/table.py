"""Stakeholders from a workbook or CSV: all rows or none, each wrong cell with its row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.spreadsheet.sheets import Unreadable
from titiktemu.foundation.errors import RuleBroken
from titiktemu.meetings.stakeholders.models import Stakeholder
from titiktemu.meetings.stakeholders.queries.register import MOST_STAKEHOLDERS
from titiktemu.meetings.stakeholders.words import KINDS

MOST_BYTES: Final = 5 * 1024 * 1024
HEAD_WITHIN: Final = 20
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
    if path.stat().st_size > MOST_BYTES:
        raise RuleBroken(_("The table is larger than %(most)d MB.") % {"most": MOST_BYTES // 1024 // 1024})
    try:
        sheets = read_file(path).sheets
    except Unreadable as error:
        raise RuleBroken(_(error.template).format(**error.values)) from error
    for sheet in sheets:
        for at, row in enumerate(islice(sheet.rows, HEAD_WITHIN)):
            places = _places(row)
            if "name" in places and "kind" in places:
                return _read(sheet.rows, at, places)
    raise RuleBroken(
        _("No columns for name and group were found. Name them “nama” and “kelompok”, or “name” and “group”.")
    )


def _heads(row: Sequence[str]) -> list[str]:
    return [" ".join(cell.lower().split()) for cell in row]


def _places(row: Sequence[str]) -> dict[str, int]:
    heads = _heads(row)
    return {
        name: heads.index(head)
        for name, known in COLUMNS.items()
        if (head := next((one for one in heads if one in known), None)) is not None
    }


def _kinds() -> dict[str, str]:
    """Each group by its code and by its words in both languages."""
    found = {kind: kind for kind, _label in KINDS}
    for language in ("id", "en"):
        with override(language):
            found |= {" ".join(str(label).casefold().split()): kind for kind, label in KINDS}
    return found


def _read(rows: Sequence[list[str]], head: int, places: dict[str, int]) -> Taken:
    heads, kinds = _heads(rows[head]), _kinds()
    found = Taken(
        unknown=[
            rows[head][at].strip()
            for at, one in enumerate(heads)
            if one and at not in places.values() and one not in OURS
        ]
    )
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        told = {
            name: " ".join(row[at].replace("\0", "").split()) if at < len(row) else ""
            for name, at in places.items()
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
