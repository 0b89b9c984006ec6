"""A long made-up table of health services with known faults: codes and names that belong to each other.

For `bench catalogue` where no other file is given. Nobody in it is real.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from titiktemu.analysis.regions import reading
from titiktemu.analysis.regions.codes import written
from titiktemu.analysis.regions.reading import NEWEST, System

SEED = 20261128
REGENCY, DIGITS_OF_DISTRICT = "3510", 6
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
    "November", "Desember",
)  # fmt: skip
SERVICES = ("Imunisasi", "Periksa hamil", "Rawat jalan", "Gizi balita, stunting", 'Posyandu "keliling"')
HEADER = (
    "id_layanan", "kode_kemendagri", "kecamatan", "nama_faskes", "nik_pasien", "no_hp", "tanggal_layanan",
    "jenis_layanan", "biaya_rp", "anggaran_rp", "persen_capaian", "lintang", "bujur", "jumlah_kunjungan",
    "triwulan",
)  # fmt: skip
BAD_AMOUNT, MISSING_NAME, REPEATED, BAD_DATE = 0.002, 0.004, 0.005, 0.002


def write_table(rows: int, path: Path) -> dict[str, int]:
    """Write so many rows as CSV with commas.

    Returns
    -------
    dict of str to int
        Faults put in: ``bad_amount``, ``missing_kec``, ``bad_date``, ``dup_id``.
    """
    truth: Counter[str] = Counter(rows=rows, bad_amount=0, missing_kec=0, bad_date=0, dup_id=0)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(_rows(rows, truth))
    return dict(truth)


def _rows(rows: int, truth: Counter[str]) -> Iterator[list[str]]:
    rng = random.Random(SEED)  # noqa: S311 - a made-up table, no secrets
    places = _districts()
    before = ""
    for number in range(1, rows + 1):
        code, name = places[rng.randrange(len(places))]
        row = _row(rng, number, code, name)
        fault = rng.random()
        if fault < BAD_AMOUNT:
            row[8] = "n/a"
            truth["bad_amount"] += 1
        elif fault < MISSING_NAME:
            row[2] = ""
            truth["missing_kec"] += 1
        elif fault < REPEATED and before:
            row[0] = before
            truth["dup_id"] += 1
        if rng.random() < BAD_DATE:
            row[6] = "31 Februari 2024"
            truth["bad_date"] += 1
        before = row[0]
        yield row


def _districts() -> list[tuple[str, str]]:
    """Codes and names of one regency's districts."""
    return sorted(
        (written(code, System.KEMENDAGRI), one.name)
        for code, one in reading.entries(System.KEMENDAGRI).items()
        if code.startswith(REGENCY)
        and len(code) == DIGITS_OF_DISTRICT
        and one.edition == NEWEST[System.KEMENDAGRI]
    )


def _row(rng: random.Random, number: int, code: str, name: str) -> list[str]:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2019, 2026)
    written = (
        f"{year}-{month:02d}-{day:02d}",
        f"{day} {MONTHS[month - 1]} {year}",
        f"{day:02d}/{month:02d}/{year}",
    )
    birth = (
        f"{rng.randint(1, 28) + 40 * rng.randrange(2):02d}{rng.randint(1, 12):02d}{rng.randrange(100):02d}"
    )
    return [
        f"L{number:08d}",
        code,
        name,
        f"Puskesmas {name}",
        f"{code.replace('.', '')}{birth}{rng.randint(1, 9999):04d}",
        f"0812{rng.randint(10_000_000, 99_999_999)}",
        rng.choice(written),
        rng.choice(SERVICES),
        _rupiah(rng.lognormvariate(11, 1.6)),
        _rupiah(rng.lognormvariate(15, 1.2)),
        f"{rng.random() * 100:.1f}".replace(".", ","),
        f"{-8.2 - rng.random() / 2:.6f}",
        f"{114 + rng.random() / 2:.6f}",
        str(rng.randrange(40)),
        f"{year}-Q{(month + 2) // 3}",
    ]


def _rupiah(value: float) -> str:
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
