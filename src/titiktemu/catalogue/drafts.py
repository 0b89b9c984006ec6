"""A recipe before it is confirmed: what the evidence says, what was decided the last time, what is said now.

Everything here is worked out from the report of a delivery; the file itself is not opened.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from titiktemu.analysis.recipes.asking import questions
from titiktemu.analysis.recipes.choices import ColumnChoice, Corrections, Recipe, Role, RowChoice
from titiktemu.analysis.recipes.correcting import as_found, corrected, label_text
from titiktemu.analysis.recipes.naming import machine_names
from titiktemu.analysis.recipes.proposing import proposed
from titiktemu.analysis.spreadsheet.sources import Source
from titiktemu.analysis.table_quality import Checked, check_table
from titiktemu.catalogue.models import Delivery
from titiktemu.catalogue.picture import picture_of, source_of
from titiktemu.catalogue.working.reading import question_json

MARKED = (Role.LEFT_OUT, Role.TOTAL, Role.NOTE, Role.RECORD)
"""What a row may be said to be."""


@dataclass(frozen=True)
class RowsSaid:
    """Where the table is, by the rows of the file; None and empty: as it was found."""

    header: tuple[int, ...] = ()
    first: int | None = None
    last: int | None = None
    left_out: tuple[int, ...] = ()
    totals: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    records: tuple[int, ...] = ()

    def marked(self) -> Iterator[tuple[int, Role]]:
        """Rows that are something else than what they were taken for, and what they are."""
        for role, rows in zip(MARKED, (self.left_out, self.totals, self.notes, self.records), strict=True):
            yield from ((row, role) for row in rows)


@dataclass(frozen=True)
class Draft:
    """A table of a delivery with what would be confirmed of it.

    ``told`` is what the report counted of each column, by name; of a header that was corrected by hand,
    what the few rows of the picture say.
    """

    place: int
    table: Mapping[str, Any]
    picture: Mapping[str, Any]
    recipe: Recipe
    questions: Sequence[Mapping[str, Any]]
    told: Mapping[str, Mapping[str, Any]]
    examples: Mapping[str, Sequence[str]]
    errors: Mapping[str, Sequence[Sequence[Any]]]
    rows: RowsSaid
    is_corrected: bool = False


def place_in(delivery: Delivery) -> int:
    """The table to begin with: the confirmed one, that of the last time, else the one with most cells."""
    report = dict(delivery.report or {})
    if delivery.recipe is not None and delivery.recipe.content["place"] <= len(report["tables"]):
        return int(delivery.recipe.content["place"])
    replayed = report.get("replayed")
    if replayed and replayed["place"]:
        return int(replayed["place"])
    sizes = [one["rows"] * len(one["columns"]) for one in report["tables"]]
    return sizes.index(max(sizes)) + 1


def is_replayed(delivery: Delivery, place: int) -> bool:
    """Whether what was decided the last time holds for this table of the file."""
    replayed = (delivery.report or {}).get("replayed")
    return replayed is not None and replayed["place"] == place


def basis(delivery: Delivery, place: int) -> Recipe | None:
    """What is known before anything is said: confirmed already, decided the last time, or the evidence."""
    report = delivery.report or {}
    if delivery.recipe is not None and delivery.recipe.content["place"] == place:
        return Recipe.from_json(delivery.recipe.content)
    if is_replayed(delivery, place):
        return Recipe.from_json(report["replayed"]["recipe"])
    plain = report["proposals"][place - 1]["recipe"]
    return Recipe.from_json(plain) if plain else None


def draft_of(delivery: Delivery, place: int, said: RowsSaid | None = None) -> Draft | None:
    """The draft of a table, with other rows where they are said; None where nothing can be made of it.

    RecipeBroken where the rows that are said make no table.
    """
    report = delivery.report or {}
    table, proposal = report["tables"][place - 1], report["proposals"][place - 1]
    base = basis(delivery, place)
    found = source_of(proposal["picture"], table["sheet"])
    corrections = _corrections(base, found, table, said, proposal["picture"].get("labels", {}))
    if base is not None and corrections == base.corrections and corrections.is_empty:
        return _as_found(place, table, proposal, base)
    if base is None and corrections.is_empty:
        return None
    return _anew(place, table, proposal, base, corrected(found, corrections), corrections)


def rows_found(table: Mapping[str, Any]) -> RowsSaid:
    """Where the table was found."""
    return RowsSaid(tuple(table["header_rows"]), table["first_row"], table["last_row"])


def _rows_of(corrections: Corrections, table: Mapping[str, Any]) -> RowsSaid:
    found = rows_found(table)
    marked = (tuple(one.row for one in corrections.rows if one.role is role) for role in MARKED)
    return RowsSaid(
        corrections.header_rows or found.header,
        corrections.first_row or found.first,
        corrections.last_row or found.last,
        *marked,
    )


def _corrections(
    base: Recipe | None,
    found: Source,
    table: Mapping[str, Any],
    said: RowsSaid | None,
    labels: Mapping[str, str],
) -> Corrections:
    before = base.corrections if base else as_found(found.table)
    if said is None:
        return before
    where = rows_found(table)
    known = {one.row: one.text for one in before.rows}
    marked = tuple(
        RowChoice(row, role, known.get(row) or labels.get(str(row)) or label_text(found, row))
        for row, role in sorted(said.marked())
    )
    is_header = said.header and said.header != where.header
    begins = said.first if said.first != where.first else None
    if is_header and begins is None and said.first and said.first <= max(said.header):
        begins = max(said.header) + 1
    return replace(
        before,
        header_rows=said.header if is_header else (),
        first_row=begins,
        last_row=said.last if said.last != where.last else None,
        rows=marked,
    )


def _as_found(place: int, table: Mapping[str, Any], proposal: Mapping[str, Any], recipe: Recipe) -> Draft:
    names = [one["name"] for one in table["columns"]]
    picture = proposal["picture"]
    return Draft(
        place,
        table,
        picture,
        recipe,
        proposal.get("questions", []),
        {one["name"]: one for one in table["columns"]},
        dict(zip(names, picture["examples"], strict=True)),
        dict(zip(names, picture["errors"], strict=True)),
        _rows_of(recipe.corrections, table),
    )


def _anew(
    place: int,
    table: Mapping[str, Any],
    proposal: Mapping[str, Any],
    base: Recipe | None,
    seen: Source,
    corrections: Corrections,
) -> Draft:
    """The table as a person saw it, understood by the rows of the picture."""
    checked = check_table(seen, place)
    fresh = proposed(checked, place)
    recipe = _merged(base, fresh, corrections)
    sample = seen.sample()
    picture = picture_of(seen, checked, sample)
    names = [one.name for one in checked.columns]
    return Draft(
        place,
        table,
        {**proposal["picture"], "rows": _with_kinds(proposal["picture"], picture, corrections)},
        recipe,
        [question_json(one) for one in questions(checked, sample)],
        {one["name"]: one for one in _told(checked)},
        dict(zip(names, picture["examples"], strict=True)),
        dict(zip(names, picture["errors"], strict=True)),
        _rows_of(corrections, table),
        is_corrected=True,
    )


def _merged(base: Recipe | None, fresh: Recipe, corrections: Corrections) -> Recipe:
    """Columns that kept their name keep what was known of them by the whole file, or decided."""
    known = {one.name: one for one in base.columns} if base else {}
    kept = [known[one.name].machine_name for one in fresh.columns if one.name in known]
    new = [one for one in fresh.columns if one.name not in known]
    named = dict(zip([one.name for one in new], machine_names([one.name for one in new], kept), strict=True))
    columns = tuple(
        known.get(one.name) or replace(one, machine_name=named[one.name]) for one in fresh.columns
    )
    return Recipe(
        sheet=fresh.sheet,
        place=fresh.place,
        header=fresh.header,
        columns=columns,
        key=_still_there(base, columns),
        treatments=base.treatments if base else (),
        corrections=corrections,
    )


def _still_there(base: Recipe | None, columns: Sequence[ColumnChoice]) -> tuple[str, ...]:
    kept = {one.machine_name for one in columns if one.kept}
    key = base.key if base else ()
    return key if kept.issuperset(key) else ()


def _with_kinds(
    before: Mapping[str, Any], after: Mapping[str, Any], corrections: Corrections
) -> list[list[Any]]:
    """The rows that were shown, with what they are now."""
    kinds = {one.row: "left" for one in corrections.rows if one.role is Role.LEFT_OUT}
    kinds |= {at: kind for at, kind, _cells in after["rows"] if kind}
    return [[at, kinds.get(at, ""), cells] for at, _kind, cells in before["rows"]]


def _told(checked: Checked) -> list[dict[str, Any]]:
    """What the few rows of the picture say of a column; counts of the whole file are not known."""
    return [
        {
            "name": one.name,
            "meaning": one.understood.meaning.value,
            "share": one.understood.share,
            "evidence": one.understood.evidence,
            "sure": one.understood.is_sure,
            "missing": None,
            "distinct": None,
            "errors": {"count": len(one.misfits), "rows": list(one.misfits)},
        }
        for one in checked.columns
    ]
