"""Efforts as a table: in from a workbook or CSV, each wrong cell with its row; out as they came."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from titiktemu.documents.list_tables import ListTable, find_table
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.words import Side
from titiktemu.step2_forum.efforts.models import Effort
from titiktemu.step2_forum.maps.models import Card

MOST_ROWS: Final = 500
MOST_FAULTS: Final = 20
LARGEST: Final = 10**16
COLUMNS: Final = {
    "who": ("who", "siapa", "pelaksana", "lembaga", "instansi", "opd", "organisation"),
    "what": ("what", "upaya", "apa", "kegiatan", "program", "effort", "activity"),
    "budget": ("budget", "anggaran", "anggaran (rp)", "biaya", "pagu", "budget (rp)"),
    "period": ("period", "periode", "tahun", "waktu", "year"),
    "coverage": ("coverage", "cakupan", "lokasi", "wilayah", "jangkauan"),
    "result": ("result", "hasil", "capaian", "output"),
    "gap": ("gap", "kekurangan", "kesenjangan", "yang kurang", "kendala"),
    "causes": ("causes", "sebab", "penyebab", "cause"),
}
OURS: Final = ("number", "recorded_by")
"""Columns that our own table has and that are not read again."""
_WHOLE = re.compile(r"(?:rp\.?\s*)?(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,]0{1,2})?(?:,-)?", re.IGNORECASE)


@dataclass
class Taken:
    """What a table holds: rows with their causes, what is wrong, and columns that nobody knows."""

    rows: list[tuple[list[Card], dict[str, Any]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read_budget(said: str) -> int | None:
    """Whole rupiah as offices write them; None where nothing is said.

    ValueError where it is no amount: "1,5" could be anything, and is asked for again.

    Examples
    --------
    >>> read_budget("Rp 1.250.000,00"), read_budget("1250000"), read_budget(" ")
    (1250000, 1250000, None)
    """
    told = " ".join(said.split())
    if not told:
        return None
    found = _WHOLE.fullmatch(told)
    if found is None:
        raise ValueError(said)
    amount = int(re.sub(r"\D", "", found[1]))
    if amount >= LARGEST:
        raise ValueError(said)
    return amount


def read_efforts(path: Path, causes: Sequence[Card]) -> Taken:
    """Read efforts from a table by the names of its columns. `RuleBroken` where it is no such table."""
    table = find_table(path, COLUMNS, ("who", "what"))
    if table is None:
        raise RuleBroken(
            _("No columns for who and what were found. Name them “siapa” and “upaya”, or “who” and “what”.")
        )
    return _read(table, causes)


def _read(table: ListTable, causes: Sequence[Card]) -> Taken:
    found = Taken(unknown=table.unknown(OURS))
    named = {" ".join(text.casefold().split()): card for card in causes for text in (card.text, card.text_en)}
    named.pop("", None)
    for number, row in enumerate(table.rows[table.head + 1 :], start=table.head + 2):
        told = {
            name: row[at].replace("\0", "").strip() if at < len(row) else ""
            for name, at in table.places.items()
        }
        if any(told.values()):
            _take(found, number, told, named)
    if not found.rows and not found.faults:
        raise RuleBroken(_("There is no effort below the names of the columns."))
    if len(found.rows) > MOST_ROWS:
        raise RuleBroken(_("A table of efforts has at most %(most)d rows.") % {"most": MOST_ROWS})
    return found


def _take(found: Taken, number: int, told: dict[str, Any], named: dict[str, Card]) -> None:
    faults = [*_empty(told), *_too_long(told)]
    try:
        told["budget"] = read_budget(told.get("budget", ""))
    except ValueError:
        faults.append(
            _("“%(said)s” is no whole amount in rupiah. Example: 1.250.000") % {"said": told["budget"][:40]}
        )
    causes: list[Card] = []
    for said in filter(None, (one.strip() for one in told.pop("causes", "").split(";"))):
        card = named.get(" ".join(said.casefold().split()))
        if card is None:
            faults.append(_("“%(said)s” is no cause on the joint map.") % {"said": said[:80]})
        else:
            causes.append(card)
    if faults:
        found.faults += [_("Row %(row)d: %(fault)s") % {"row": number, "fault": fault} for fault in faults]
    else:
        found.rows.append((causes, told))


def _empty(told: dict[str, str]) -> list[str]:
    said = {"who": _("Who does it is missing."), "what": _("What is done is missing.")}
    return [sentence for name, sentence in said.items() if not told[name]]


def _too_long(told: dict[str, str]) -> list[str]:
    found = []
    for name, text in told.items():
        most = getattr(Effort._meta.get_field(name), "max_length", None)
        if most and len(text) > most:
            words = {"begins": text[:30], "letters": len(text), "most": most}
            found.append(_("“%(begins)s…” has %(letters)d letters; at most %(most)d are taken.") % words)
    return found


def efforts_table(efforts: Sequence[Effort]) -> Iterator[list[str | int | float]]:
    """All efforts below their columns; the same are understood when they are sent back."""
    yield [OURS[0], *COLUMNS, OURS[1]]
    for one in efforts:
        causes = "; ".join(card.text for card in one.causes.all())
        cells = [one.who, one.what, "" if one.budget is None else str(one.budget)]
        cells += [one.period, one.coverage, one.result, one.gap, causes, str(Side(one.side).value)]
        yield [one.number, *cells]
