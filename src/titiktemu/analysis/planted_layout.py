"""Made-up tables laid out as offices do: titles, headers of one to five rows, groups, totals, notes."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from titiktemu.analysis.planted_columns import (
    NUMBER,
    PLACE,
    Field,
    cell,
    distinct_names,
    fields,
    idr,
    read_idr,
)

type Row = list[str]

TITLES = (
    "Tabel {n}.{m} Realisasi Anggaran Menurut Kecamatan", "DAFTAR PENERIMA BANTUAN TAHUN {y}",
    "Rekapitulasi Data Layanan, Kabupaten Contoh", "PEMERINTAH KABUPATEN CONTOH", "Keadaan: Desember {y}",
    "Table {n}.{m} Budget Realization by District",
)  # fmt: skip
NOTES = (
    "Sumber: Dinas Contoh, {y}", "Catatan: angka sementara", "*) Angka diperbaiki",
    "Keterangan: - = tidak ada data", "Sumber/Source: BPS Kabupaten Contoh", "1) Termasuk yang pindah",
)  # fmt: skip
OVER = ("Tahun Berjalan", "Keterangan Umum", "Hasil", "Semester Ini", "Kinerja", "Target", "Laporan")
GROUPS = (
    ("A. Wilayah Utara", "B. Wilayah Selatan", "C. Wilayah Timur"),
    ("I. Rutin", "II. Pembangunan", "III. Lain-lain"),
    ("WILAYAH UTARA", "WILAYAH SELATAN", "WILAYAH TIMUR"),
    ("Wilayah Utara:", "Wilayah Selatan:", "Wilayah Timur:"),
)
UNITS = {"currency": "(Rp)", "integer": "(orang)", "percentage": "(%)", "decimal": "(unit)"}
TOTALS = ("Jumlah", "TOTAL", "Jumlah Total", "Jumlah/Total", "Grand Total")
MOST_DEPTH = 5


@dataclass(frozen=True, slots=True)
class Sketch:
    """A table on its own sheet, with its truth. Rows count from 1.

    Attributes
    ----------
    rows : list of list of str
    names : tuple of str
    parts : dict of str to tuple of int
        Rows of "preamble", "header", "totals", "notes" and "groups".
    body : tuple of tuple of str
    meanings : tuple of str
        Of the columns; "" where nobody could tell.
    kinds : tuple of str
        As `Field.kind`.
    left : int
        Column in which it begins, from 0.
    """

    rows: list[Row]
    names: tuple[str, ...]
    parts: dict[str, tuple[int, ...]]
    body: tuple[tuple[str, ...], ...]
    meanings: tuple[str, ...]
    kinds: tuple[str, ...]
    left: int = 0

    def moved(self, down: int, right: int = 0) -> Sketch:
        """The same truth where the table stands lower or more to the right; its rows are left as they are."""
        parts = {name: tuple(at + down for at in rows) for name, rows in self.parts.items()}
        return replace(self, parts=parts, left=self.left + right)


@dataclass(slots=True)
class _Sheet:
    rows: list[Row] = field(default_factory=list)
    parts: dict[str, list[int]] = field(default_factory=dict)

    def put(self, part: str, rows: list[Row]) -> None:
        """Rows of one part, below all others."""
        for row in rows:
            self.rows.append(list(row))
            self.parts.setdefault(part, []).append(len(self.rows))

    def blank(self) -> None:
        """A blank row, of no part."""
        self.rows.append([])


def sketch(rng: random.Random, *, least_rows: int = 2, titled: bool = False) -> Sketch:
    """Make a table.

    Parameters
    ----------
    rng : random.Random
    least_rows : int
        Records it has at least.
    titled : bool
        Whether it must have a numbered title.
    """
    chosen = fields(rng)
    head, joined = header(rng, distinct_names(rng, chosen), [UNITS.get(one.meaning, "") for one in chosen])
    many = rng.choice([one for one in (2, 3, 5, 8, 20, 60) if one >= least_rows])
    body = [[cell(rng, one, at) for one in chosen] for at in range(many)]
    sheet = _Sheet()
    told = lines(rng, TITLES, (0, 0, 0, 1, 2, 3))
    sheet.put("preamble", [[f"Tabel {rng.randint(1, 9)}. Data Layanan"]] if titled else told)
    if sheet.rows and rng.random() < 0.6:
        sheet.blank()
    sheet.put("header", head)
    _put_body(rng, sheet, chosen, body)
    notes = lines(rng, NOTES, (0, 0, 0, 1, 2))
    if notes and rng.random() < 0.7:
        sheet.blank()
    sheet.put("notes", notes)
    return Sketch(
        sheet.rows,
        tuple(joined),
        {name: tuple(rows) for name, rows in sheet.parts.items()},
        tuple(map(tuple, body)),
        tuple("" if _is_open(name) else one.meaning for name, one in zip(joined, chosen, strict=True)),
        tuple(one.kind for one in chosen),
    )


def _is_open(name: str) -> bool:
    """A year, alone or below others, in the place of a name: nobody could tell what stands there."""
    return name[-4:].isdigit() or name.split(" (")[0][-4:].isdigit()


def lines(rng: random.Random, texts: tuple[str, ...], many: tuple[int, ...]) -> list[Row]:
    """Some of these texts, each in a row of its own."""
    return [
        [rng.choice(texts).format(n=rng.randint(1, 9), m=rng.randint(1, 20), y=rng.randint(2015, 2026))]
        for _one in range(rng.choice(many))
    ]


def header(rng: random.Random, names: list[str], units: list[str]) -> tuple[list[Row], list[str]]:
    """One to five header rows: names over names, then perhaps units and a row that numbers the columns."""
    head, joined = _levels(rng, names)
    if len(head) < MOST_DEPTH and rng.random() < 0.2 and len(names) > 2 and any(units):
        head.append(units)
        joined = [f"{name} {unit}".strip() for name, unit in zip(joined, units, strict=True)]
    if len(head) < MOST_DEPTH and rng.random() < 0.15:
        style = rng.choice(("({})", "({})", "{}"))
        head.append([style.format(at + 1) for at in range(len(names))])
    return head, joined


def _levels(rng: random.Random, names: list[str]) -> tuple[list[Row], list[str]]:
    """Names over several columns, each over the ones before it and perhaps over more."""
    width = len(names)
    if width <= 3 or rng.random() >= 0.35:
        return [list(names)], list(names)
    years = rng.random() < 0.4
    leaves = [str(2014 + at) for at in range(width)] if years else names
    start = rng.randint(1, width - 2)
    end = rng.randint(start + 2, width)
    spans = [(start, end)]
    while len(spans) < MOST_DEPTH - 2 and rng.random() < 0.4:
        start, end = rng.randint(1, start), rng.randint(end, width)
        spans.append((start, end))
    titles = rng.sample(OVER, len(spans))
    inner = range(*spans[0])
    head: list[Row] = []
    joined = [leaves[at] if at in inner else name for at, name in enumerate(names)]
    for depth, ((first, last), title) in enumerate(zip(reversed(spans), titles, strict=True)):
        above = spans[len(spans) - depth] if depth else (0, width)
        row = [
            names[at] if above[0] <= at < above[1] and not first <= at < last else "" for at in range(width)
        ]
        row[first] = title
        head.append(row)
    for (first, last), title in zip(spans, reversed(titles), strict=True):
        joined = [f"{title} {name}" if first <= at < last else name for at, name in enumerate(joined)]
    head.append([leaves[at] if at in inner else "" for at in range(width)])
    return head, joined


def _put_body(rng: random.Random, sheet: _Sheet, chosen: list[Field], body: list[Row]) -> None:
    """The records: in groups with their names and perhaps subtotals, or one after the other; then a total."""
    has_figures = any(one.kind != "text" for one in chosen[1:])
    starts = chosen[0] is PLACE or chosen[:2] == [NUMBER, PLACE]
    if len(body) >= 8 and has_figures and starts and rng.random() < 0.25:
        labels, each = rng.choice(GROUPS), -(-len(body) // 3)
        subtotals = rng.random() < 0.5
        for place, label in enumerate(labels):
            part = body[place * each : (place + 1) * each]
            if not part:
                break
            lead = [""] if chosen[0] is NUMBER else []
            sheet.put("groups", [[*lead, label, *[""] * (len(chosen) - 1 - len(lead))]])
            sheet.put("body", part)
            if subtotals:
                sheet.put("totals", _total(rng, chosen, part, ("Subtotal", "Sub Total", "Sub Jumlah")))
    else:
        sheet.put("body", body)
    if rng.random() < 0.4:
        sheet.put("totals", _total(rng, chosen, body, TOTALS))


def _total(rng: random.Random, chosen: list[Field], body: list[Row], words: tuple[str, ...]) -> list[Row]:
    if not any(one.kind == "sum" for one in chosen) or chosen[0] not in {NUMBER, PLACE}:
        return []
    row = [rng.choice(words)]
    for place, one in enumerate(chosen[1:], start=1):
        known = [read for line in body if (read := read_idr(line[place])) is not None]
        summed = one.kind == "sum" and known
        row.append(idr(sum(known), 2 if one.meaning == "currency" else 0) if summed else "")
    return [row]


def below(rng: random.Random, tables: list[Sketch]) -> tuple[list[Row], list[Sketch]]:
    """Tables below each other, parted by one or two blank rows."""
    rows: list[Row] = []
    placed = []
    for one in tables:
        rows += [[] for _row in range(rng.randint(1, 2) if rows else 0)]
        placed.append(one.moved(len(rows)))
        rows += one.rows
    return rows, placed


def beside(rng: random.Random, tables: list[Sketch]) -> tuple[list[Row], list[Sketch]]:
    """Tables beside each other, parted by one or two blank columns."""
    rows: list[Row] = [[] for _row in range(max(len(one.rows) for one in tables))]
    placed, left = [], 0
    for one in tables:
        width = len(one.names)
        for at, row in enumerate(one.rows):
            rows[at] += [""] * (left - len(rows[at])) + row
        placed.append(one.moved(0, left))
        left += width + rng.randint(1, 2)
    return rows, placed
