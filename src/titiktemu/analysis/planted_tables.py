"""Messy files as offices send them, made up, with the truth beside each: to count what is read wrongly."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

type Row = list[str]

PLACES = (
    "Pesanggaran", "Bangorejo", "Purwoharjo", "Tegaldlimo", "Muncar", "Cluring", "Gambiran", "Srono",
    "Genteng", "Glenmore", "Kalibaru", "Singojuruh", "Rogojampi", "Kabat", "Glagah", "Giri", "Wongsorejo",
    "Songgon", "Sempu", "Kalipuro", "Siliragung", "Tegalsari", "Licin",
)  # fmt: skip
FIRST = ("Siti", "Budi", "Agus", "Dewi", "Sri", "Eko")
LAST = ("Aminah", "Santoso", "Lestari", "Prasetyo", "Utomo")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
    "November", "Desember",
)  # fmt: skip
MARKERS = ("-", "", "n/a", "…", "#N/A")
REMARKS = (
    "Sudah dibayar, menunggu kuitansi", "Selesai", "Ada kendala; lihat lampiran", 'Disebut "prioritas"',
    "Tahap II",
    "Belum lengkap", "Sesuai rencana", "Baris satu\nbaris dua", "12,5 dari 20", "Perlu tindak lanjut, segera",
)  # fmt: skip
TITLES = (
    "Tabel {n}.{m} Realisasi Anggaran Menurut Kecamatan", "DAFTAR PENERIMA BANTUAN TAHUN {y}",
    "Rekapitulasi Data Layanan, Kabupaten Contoh", "PEMERINTAH KABUPATEN CONTOH", "Keadaan: Desember {y}",
)  # fmt: skip
NOTES = (
    "Sumber: Dinas Contoh, {y}",
    "Catatan: angka sementara",
    "*) Angka diperbaiki",
    "Keterangan: - = tidak ada data",
)
ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")
DELIMITERS = (";", ";", ",", ",", "\t", "|")


@dataclass(frozen=True, slots=True)
class Planted:
    """A file and what is true of it.

    Attributes
    ----------
    raw : bytes
        The file.
    encoding : str
        As `detect_encoding` names it.
    delimiter : str
    names : tuple of str
        Of the columns.
    preamble, header, totals, notes : tuple of int
        Rows of the file, from 1; blank ones are in none of them.
    body : tuple of tuple of str
        The records.
    meanings : tuple of str
        Of the columns; "" where a year stands in the place of the name, and nobody could tell.
    """

    raw: bytes
    encoding: str
    delimiter: str
    names: tuple[str, ...]
    preamble: tuple[int, ...]
    header: tuple[int, ...]
    totals: tuple[int, ...]
    notes: tuple[int, ...]
    body: tuple[tuple[str, ...], ...]
    meanings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Field:
    names: tuple[str, ...]
    meaning: str
    make: Callable[[random.Random, int], str]
    may_miss: bool = True


def _idr(value: float, digits: int = 2) -> str:
    return f"{value:,.{digits}f}".replace(",", "#").replace(".", ",").replace("#", ".")


def _money(rng: random.Random, _at: int) -> str:
    return _idr(rng.lognormvariate(15, 2))


def _date(style: str) -> Callable[[random.Random, int], str]:
    def make(rng: random.Random, _at: int) -> str:
        day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2015, 2026)
        return style.format(d=day, m=month, y=year, month=MONTHS[month - 1], short=MONTHS[month - 1][:3])

    return make


def _nik(rng: random.Random, _at: int) -> str:
    day = rng.randint(1, 28) + rng.choice((0, 40))
    born = f"{day:02d}{rng.randint(1, 12):02d}{rng.randint(0, 99):02d}"
    return f"3510{rng.randint(1, 25):02d}{born}{rng.randint(1, 9999):04d}"


NUMBER = _Field(("No", "No.", "nomor"), "identifier", lambda _rng, at: str(at + 1), may_miss=False)
PLACE = _Field(
    ("Kecamatan", "Nama Kecamatan"), "region_name", lambda _rng, at: PLACES[at % len(PLACES)], may_miss=False
)
FIELDS = (
    _Field(
        ("Kode Wilayah", "kode_kemendagri", "Kode"),
        "region_code",
        lambda _rng, at: f"35.10.{at % 25 + 1:02d}",
        False,
    ),
    _Field(("Kode BPS", "kode_bps"), "region_code", lambda _rng, at: f"3510{(at % 25 + 1) * 10:03d}", False),
    _Field(("Anggaran (Rp)", "Pagu", "biaya_rp"), "currency", _money),
    _Field(("Realisasi Anggaran", "Belanja (Rupiah)"), "currency", lambda rng, at: "Rp " + _money(rng, at)),
    _Field(
        ("Capaian (%)", "persentase"),
        "percentage",
        lambda rng, _at: f"{rng.uniform(0, 100):.1f}".replace(".", ","),
    ),
    _Field(
        ("Capaian", "Cakupan"), "percentage", lambda rng, _at: f"{rng.uniform(0, 100):.1f}%".replace(".", ",")
    ),
    _Field(
        ("Jumlah Penduduk", "Jumlah Kasus", "jiwa"),
        "integer",
        lambda rng, _at: _idr(rng.lognormvariate(7, 2), 0),
    ),
    _Field(("Luas (km2)", "luas_ha"), "decimal", lambda rng, _at: f"{rng.uniform(1, 900):.2f}"),
    _Field(("Tanggal", "tgl_layanan"), "date", _date("{d} {month} {y}")),
    _Field(("Tanggal Lahir", "tanggal"), "date", _date("{d:02d}/{m:02d}/{y}")),
    _Field(("Tgl", "waktu"), "date", _date("{y}-{m:02d}-{d:02d}")),
    _Field(
        ("Periode", "Triwulan"),
        "period",
        lambda rng, _at: f"Triwulan {rng.choice(('I', 'II', 'III', 'IV'))} {rng.randint(2018, 2026)}",
    ),
    _Field(("No HP", "Telepon"), "phone", lambda rng, _at: f"0812{rng.randint(10**7, 10**8 - 1)}"),
    _Field(("NIK", "nik_penerima"), "nik", _nik),
    _Field(
        ("Nama Penerima", "nama_lengkap"),
        "person_name",
        lambda rng, _at: f"{rng.choice(FIRST)} {rng.choice(LAST)}",
    ),
    _Field(
        ("Kode Rekening", "Akun"),
        "account_code",
        lambda rng, _at: f"5.{rng.randint(1, 3)}.{rng.randint(1, 9):02d}.{rng.randint(1, 99):02d}",
    ),
    _Field(("Uraian", "Status"), "text", lambda rng, _at: rng.choice(REMARKS)),
)


def plant(seed: int) -> Planted:
    """Make one messy file.

    Parameters
    ----------
    seed : int
        The same seed makes the same file.

    Returns
    -------
    Planted
        With its truth.
    """
    rng = random.Random(seed)  # noqa: S311 -- made-up files, not secrets
    fields = _fields(rng)
    head, joined = _header(rng, _distinct(rng, fields))
    body = [[_cell(rng, one, at) for one in fields] for at in range(rng.choice((2, 3, 5, 8, 20, 60)))]
    made = _Parts(
        titles=_lines(rng, TITLES, (0, 0, 0, 1, 2, 3)),
        head=head,
        body=body,
        total=_total(rng, fields, body),
        notes=_lines(rng, NOTES, (0, 0, 0, 1, 2)),
    )
    rows, marks = _laid_out(rng, made, len(fields))
    delimiter, encoding = rng.choice(DELIMITERS), rng.choice(ENCODINGS)
    text = _written(rng, rows, delimiter)
    if encoding == "cp1252":
        text, body = text.replace("…", "–"), [[cell.replace("…", "–") for cell in row] for row in body]
    return Planted(
        raw=text.encode("utf-16-le" if encoding == "utf-16" else encoding)
        if encoding != "utf-16"
        else b"\xff\xfe" + text.encode("utf-16-le"),
        encoding=_named(encoding, text),
        delimiter=delimiter,
        names=tuple(joined),
        preamble=marks["titles"],
        header=marks["head"],
        totals=marks["total"],
        notes=marks["notes"],
        body=tuple(map(tuple, body)),
        meanings=tuple(
            "" if name[-4:].isdigit() else one.meaning for name, one in zip(joined, fields, strict=True)
        ),
    )


def _named(encoding: str, text: str) -> str:
    if encoding == "cp1252" and text.isascii():
        return "utf-8"
    return {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)


def _fields(rng: random.Random) -> list[_Field]:
    """A name or code of a place first, often after a running number; then anything."""
    chosen = rng.sample(FIELDS, rng.randint(1, 7))
    first = [NUMBER] if rng.random() < 0.3 else []
    return [*first, PLACE, *chosen] if rng.random() < 0.8 else [*first, *chosen, PLACE]


def _lines(rng: random.Random, texts: tuple[str, ...], many: tuple[int, ...]) -> list[Row]:
    return [
        [rng.choice(texts).format(n=rng.randint(1, 9), m=rng.randint(1, 20), y=rng.randint(2015, 2026))]
        for _one in range(rng.choice(many))
    ]


def _distinct(rng: random.Random, fields: list[_Field]) -> list[str]:
    names: list[str] = []
    for one in fields:
        free = [name for name in one.names if name not in names]
        names.append(rng.choice(free or [f"{one.names[0]} {len(names)}"]))
    return names


def _cell(rng: random.Random, one: _Field, at: int) -> str:
    return rng.choice(MARKERS) if one.may_miss and rng.random() < 0.05 else one.make(rng, at)


def _header(rng: random.Random, names: list[str]) -> tuple[list[Row], list[str]]:
    """One header row, or two with a name over several columns, perhaps one more that numbers them."""
    head, joined = [list(names)], list(names)
    if len(names) > 3 and rng.random() < 0.3:
        start = rng.randint(1, len(names) - 2)
        inside = range(start, rng.randint(start + 2, len(names)))
        over = rng.choice(("Tahun Berjalan", "Keterangan Umum", "Hasil"))
        below = [str(2020 + at) for at in range(len(names))] if rng.random() < 0.4 else names
        top = [name if at not in inside else over if at == start else "" for at, name in enumerate(names)]
        head = [top, [below[at] if at in inside else "" for at in range(len(names))]]
        joined = [f"{over} {below[at]}" if at in inside else name for at, name in enumerate(names)]
    if rng.random() < 0.15:
        style = rng.choice(("({})", "({})", "{}"))
        head.append([style.format(at + 1) for at in range(len(names))])
    return head, joined


def _total(rng: random.Random, fields: list[_Field], body: list[Row]) -> list[Row]:
    added = [one.meaning in {"currency", "integer"} for one in fields]
    first = fields[0] is NUMBER or fields[0] is PLACE
    if rng.random() < 0.6 or not any(added) or not first:
        return []
    row = [rng.choice(("Jumlah", "TOTAL", "Jumlah Total"))]
    for place, one in enumerate(fields[1:], start=1):
        cells = (line[place].removeprefix("Rp ").replace(".", "").replace(",", ".") for line in body)
        known = [float(cell) for cell in cells if cell[:1].isdigit()] if added[place] else []
        row.append(_idr(sum(known), 0 if one.meaning == "integer" else 2) if known else "")
    return [row]


@dataclass(frozen=True, slots=True)
class _Parts:
    titles: list[Row]
    head: list[Row]
    body: list[Row]
    total: list[Row]
    notes: list[Row]


def _laid_out(rng: random.Random, parts: _Parts, width: int) -> tuple[list[Row], dict[str, tuple[int, ...]]]:
    """The parts one below the other, titles and notes parted by blank rows or not."""
    rows: list[Row] = []
    marks: dict[str, tuple[int, ...]] = {}
    padded = rng.random() < 0.7
    for name in ("titles", "head", "body", "total", "notes"):
        part: list[Row] = getattr(parts, name)
        if name == "notes" and part and rng.random() < 0.7:
            rows.append([])
        marks[name] = tuple(range(len(rows) + 1, len(rows) + 1 + len(part)))
        rows += part
        if name == "titles" and part and rng.random() < 0.6:
            rows.append([])
    return [row + [""] * (width - len(row)) if padded else row for row in rows], marks


def _written(rng: random.Random, rows: list[Row], delimiter: str) -> str:
    out = io.StringIO()
    quoting: Literal[0, 1] = csv.QUOTE_ALL if rng.random() < 0.15 else csv.QUOTE_MINIMAL
    writer = csv.writer(out, delimiter=delimiter, lineterminator=rng.choice(("\r\n", "\n")), quoting=quoting)
    writer.writerows(rows)
    return out.getvalue()
