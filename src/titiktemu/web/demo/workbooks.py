"""The files that offices of the demo send: as untidy as real ones, and wholly invented.

Codes and names of districts are real, so that they can be recognised; every figure, person and telephone
number is made up, and the first line of each sheet says so.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from io import BytesIO, StringIO

import xlsxwriter

SEED = 20260301
FICTION = "DATA REKAAN UNTUK CONTOH - BUKAN ANGKA SEBENARNYA"
DISTRICTS = (
    ("35.10.01", "Pesanggaran"), ("35.10.02", "Bangorejo"), ("35.10.03", "Purwoharjo"),
    ("35.10.04", "Tegaldlimo"), ("35.10.05", "Muncar"), ("35.10.06", "Cluring"), ("35.10.07", "Gambiran"),
    ("35.10.08", "Srono"), ("35.10.09", "Genteng"), ("35.10.10", "Glenmore"), ("35.10.11", "Kalibaru"),
    ("35.10.12", "Singojuruh"), ("35.10.13", "Rogojampi"), ("35.10.14", "Kabat"), ("35.10.15", "Glagah"),
    ("35.10.16", "Banyuwangi"),
)  # fmt: skip
FIRST = (
    "Ayu",
    "Bagus",
    "Citra",
    "Darma",
    "Elok",
    "Fitri",
    "Gilang",
    "Hana",
    "Indra",
    "Jati",
    "Kirana",
    "Lestari",
)
LAST = ("Prabawa", "Samudra", "Wijayanti", "Nugraheni", "Kertajaya", "Pramesti", "Adiwangsa", "Sekarini")
QUARTERS = ("Triwulan I", "Triwulan II", "Triwulan III")
TITLE = "REKAPITULASI TES HIV IBU HAMIL PER KECAMATAN"
WRONG_BY = 30
"""By how much a total of the first file is off: it was typed, not added up."""


@dataclass(frozen=True)
class District:
    """What the invented office knows of one district, quarter by quarter."""

    code: str
    name: str
    officer: str
    phone: str
    target: int
    tested: tuple[int, ...]
    reactive: tuple[int, ...]
    budget: float


def districts() -> list[District]:
    """The same invented figures each time."""
    rng = random.Random(SEED)  # noqa: S311 - a made-up table, no secrets
    found = []
    for code, name in DISTRICTS:
        target = rng.randint(480, 1450)
        tested = tuple(round(target * rng.uniform(0.13, 0.24)) for _quarter in QUARTERS)
        found.append(
            District(
                code=code,
                name=name,
                officer=f"{rng.choice(FIRST)} {rng.choice(LAST)}",
                phone=f"0800{rng.randint(1_000_000, 9_999_999)}",
                target=target,
                tested=tested,
                reactive=tuple(min(many, rng.choice((0, 1, 2, 3, 5, 6, 7, 8, 9, 11))) for many in tested),
                budget=rng.randint(18, 96) * 1_250_000.5,
            )
        )
    return found


def first_workbook() -> bytes:
    """Two quarters: titles, a header of two rows with merged cells, a total that is off, notes, phones."""
    return _workbook(quarters=2, updated="12 Juli 2026", note="*) angka sementara")


def second_workbook() -> bytes:
    """The next delivery: a quarter more, one column called otherwise, decimals with points, a correction."""
    return _workbook(quarters=3, updated="2026-10-09", note="*) angka tetap", later=True)


def _workbook(*, quarters: int, updated: str, note: str, later: bool = False) -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Rekap")
        bold = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True})
        _head(sheet, bold, quarters, later=later)
        rows = districts()
        for at, one in enumerate(rows):
            sheet.write_row(6 + at, 0, _cells(at, one, quarters, updated, later=later))
        _foot(sheet, 6 + len(rows), rows, quarters, note, later=later)
    return made.getvalue()


def _head(sheet: xlsxwriter.worksheet.Worksheet, bold: object, quarters: int, *, later: bool) -> None:
    last = 7 + 2 * quarters
    sheet.merge_range(0, 0, 0, last, FICTION, bold)
    sheet.merge_range(1, 0, 1, last, TITLE, bold)
    sheet.merge_range(2, 0, 2, last, "Dinas Kesehatan Kabupaten (rekaan), tahun 2026", bold)
    alone = (
        "No",
        "Kode Wilayah",
        "Kec." if later else "Kecamatan",
        "Penanggung jawab",
        "No. HP",
        "Sasaran (orang)",
    )
    for place, name in enumerate(alone):
        sheet.merge_range(4, place, 5, place, name, bold)
    start = len(alone)
    for name in ("Ibu hamil dites (orang)", "Hasil reaktif (orang)"):
        sheet.merge_range(4, start, 4, start + quarters - 1, name, bold)
        sheet.write_row(5, start, QUARTERS[:quarters], bold)
        start += quarters
    for place, name in enumerate(("Anggaran (Rp)", "Diperbarui"), start=start):
        sheet.merge_range(4, place, 5, place, name, bold)


def _cells(at: int, one: District, quarters: int, updated: str, *, later: bool) -> list[object]:
    tested = list(one.tested[:quarters])
    if later and one.name == "Kabat":
        tested[1] += 12  # the office corrected a figure
    budget = f"{one.budget:,.2f}"
    return [
        at + 1,
        one.code,
        one.name,
        one.officer,
        one.phone,
        one.target,
        *("-" if one.name == "Kalibaru" and not place else many for place, many in enumerate(tested)),
        *one.reactive[:quarters],
        budget if later else "Rp " + budget.translate(str.maketrans(",.", ".,")),
        updated,
    ]


def _foot(
    sheet: xlsxwriter.worksheet.Worksheet,
    at: int,
    rows: list[District],
    quarters: int,
    note: str,
    *,
    later: bool,
) -> None:
    tested = [
        sum(one.tested[place] for one in rows if one.name != "Kalibaru" or place) for place in range(quarters)
    ]
    if later:
        tested[1] += 12
    else:
        tested[1] += WRONG_BY
    reactive = [sum(one.reactive[place] for one in rows) for place in range(quarters)]
    sheet.write_row(at, 0, ["Jumlah", "", "", "", "", sum(one.target for one in rows), *tested, *reactive])
    sheet.write(at + 2, 0, note)
    sheet.write(at + 3, 0, "Sumber: laporan puskesmas (rekaan), diolah")


def companions_csv() -> bytes:
    """What an invented organisation sends: a row for each mother accompanied, semicolons, Windows letters."""
    rng = random.Random(SEED + 1)  # noqa: S311 - a made-up table, no secrets
    made = StringIO(newline="")
    writer = csv.writer(made, delimiter=";")
    writer.writerow([FICTION])
    writer.writerow(
        [
            "id_pendampingan",
            "kecamatan",
            "usia_ibu",
            "pekerjaan",
            "jarak_km",
            "jumlah_kunjungan",
            "bulan_mulai",
        ]
    )
    for number in range(1, 241):
        writer.writerow(
            [
                f"P{number:04d}",
                rng.choice(DISTRICTS)[1],
                min(45, max(17, round(rng.gauss(27, 5)))),
                rng.choices(("Ibu rumah tangga", "Petani", "Pedagang", "Buruh", "Guru"), (9, 4, 3, 3, 1))[0],
                f"{rng.uniform(0.4, 28):.1f}".replace(".", ","),
                rng.randint(1, 9),
                f"2026-{rng.randint(1, 9):02d}",
            ]
        )
    return made.getvalue().encode("cp1252")


def stock_csv() -> bytes:
    """A short list whose numbers and days can be read in two ways: somebody has to be asked."""
    rng = random.Random(SEED + 2)  # noqa: S311 - a made-up table, no secrets
    made = StringIO(newline="")
    writer = csv.writer(made, delimiter=";")
    writer.writerow([FICTION])
    writer.writerow(["puskesmas", "tanggal_hitung", "stok", "rata_rata_pakai"])
    for name in ("Teluk Biru", "Gunung Lawang", "Pasir Putih", "Sumber Wangi", "Kali Jernih", "Bukit Indah"):
        day, month = rng.randint(1, 9), rng.randint(1, 9)
        stock = f"{rng.randint(1, 4)}.{rng.randint(100, 999)}"
        used = f"{rng.randint(1, 9)}.{rng.randint(100, 999)}"
        writer.writerow([f"Puskesmas {name} (rekaan)", f"0{day}/0{month}/2026", stock, used])
    return made.getvalue().encode()
