"""Columns of made-up tables: names as offices write them, values in every notation, and what they mean."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

type Make = Callable[[random.Random, int], str]

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
MARKERS = ("-", "", "n/a", "…", "#N/A", "x)")
REMARKS = (
    "Sudah dibayar, menunggu kuitansi", "Selesai", "Ada kendala; lihat lampiran", 'Disebut "prioritas"',
    "Tahap II", "Belum lengkap", "Sesuai rencana", "Baris satu\nbaris dua", "12,5 dari 20", "Jum'at pagi",
    "Perlu tindak lanjut, segera", "Ruang A | B",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """A column to be made.

    Attributes
    ----------
    names : tuple of str
        What it may be called.
    meaning : str
    make : callable
        A value, by chance and by the place of its row.
    may_miss : bool
        Whether markers for missing may stand in it.
    kind : str
        "sum" where a total makes sense, "number" where a workbook keeps a number, else "text".
    """

    names: tuple[str, ...]
    meaning: str
    make: Make
    may_miss: bool = True
    kind: str = "text"


def idr(value: float, digits: int = 2) -> str:
    """A number as Indonesia writes it."""
    return f"{value:,.{digits}f}".replace(",", "#").replace(".", ",").replace("#", ".")


def money(rng: random.Random, _at: int) -> str:
    """An amount of rupiah."""
    return idr(rng.lognormvariate(15, 2))


def _whole(rng: random.Random, _at: int) -> str:
    return idr(rng.lognormvariate(7, 2), 0)


def _date(style: str) -> Make:
    def make(rng: random.Random, _at: int) -> str:
        day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2015, 2026)
        return style.format(d=day, m=month, y=year, month=MONTHS[month - 1], short=MONTHS[month - 1][:3])

    return make


def _digits(form: str) -> Make:
    """Every # is a digit by chance, the first of a group never zero where it is a 9."""

    def make(rng: random.Random, _at: int) -> str:
        return "".join(
            str(rng.randint(0, 9)) if one == "#" else str(rng.randint(1, 9)) if one == "9" else one
            for one in form
        )

    return make


def _one_of(*values: str) -> Make:
    return lambda rng, _at: rng.choice(values)


def _nik(rng: random.Random, _at: int) -> str:
    day = rng.randint(1, 28) + rng.choice((0, 40))
    born = f"{day:02d}{rng.randint(1, 12):02d}{rng.randint(0, 99):02d}"
    return f"3510{rng.randint(1, 25):02d}{born}{rng.randint(1, 9999):04d}"


def _card(rng: random.Random, _at: int) -> str:
    made = f"{rng.randint(1, 28):02d}{rng.randint(1, 12):02d}{rng.randint(10, 22)}"
    return f"3510{rng.randint(1, 25):02d}{made}0001"


NUMBER = Field(("No", "No.", "nomor"), "identifier", lambda _rng, at: str(at + 1), may_miss=False)


def _place(_rng: random.Random, at: int) -> str:
    side = ("", " Utara", " Selatan")[at // len(PLACES) % 3]
    return PLACES[at % len(PLACES)] + side


def _address(rng: random.Random, at: int) -> str:
    return f"Jl. {PLACES[at % len(PLACES)]} No. {rng.randint(1, 99)}, RT 0{at % 9}"


PLACE = Field(("Kecamatan", "Nama Kecamatan"), "region_name", _place, may_miss=False)
FIELDS = (
    Field(
        ("Kode Wilayah", "kode_kemendagri", "Kode"),
        "region_code",
        lambda _rng, at: f"35.10.{at % 25 + 1:02d}",
        may_miss=False,
    ),
    Field(("Kode BPS", "kode_bps"), "region_code", lambda _rng, at: f"3510{(at % 25 + 1) * 10:03d}", False),
    Field(("Anggaran (Rp)", "Pagu", "biaya_rp"), "currency", money, kind="sum"),
    Field(("Realisasi Anggaran", "Belanja (Rupiah)"), "currency", lambda rng, at: "Rp " + money(rng, at)),
    Field(("Dana Desa", "Nilai Kontrak"), "currency", lambda rng, at: f"Rp {_whole(rng, at)}.000,-"),
    Field(
        ("Capaian (%)", "persentase"),
        "percentage",
        lambda rng, _at: f"{rng.uniform(0, 100):.1f}".replace(".", ","),
        kind="number",
    ),
    Field(
        ("Capaian", "Cakupan"), "percentage", lambda rng, _at: f"{rng.uniform(0, 100):.1f}%".replace(".", ",")
    ),
    Field(("Jumlah Penduduk", "Jumlah Kasus", "jiwa"), "integer", _whole, kind="sum"),
    Field(("Jumlah KK", "Rumah Tangga"), "integer", lambda rng, _at: str(rng.randint(0, 900)), kind="sum"),
    Field(
        ("Penerima Manfaat", "Kunjungan"),
        "integer",
        lambda rng, _at: f"{rng.randint(1000, 9_999_999):,}".replace(",", " "),
    ),
    Field(("Produksi Sementara",), "integer", lambda rng, at: _whole(rng, at) + rng.choice(("", "*", "**"))),
    Field(("Luas (km2)", "luas_ha"), "decimal", lambda rng, _at: f"{rng.uniform(1, 900):.2f}", kind="number"),
    Field(("Selisih", "Perubahan"), "decimal", lambda rng, _at: f"({idr(rng.uniform(1, 900), 1)})"),
    Field(("Tanggal", "tgl_layanan"), "date", _date("{d} {month} {y}")),
    Field(("Tanggal Lahir", "tanggal"), "date", _date("{d:02d}/{m:02d}/{y}")),
    Field(("Tgl", "waktu"), "date", _date("{y}-{m:02d}-{d:02d}")),
    Field(("Tgl Terbit",), "date", _date("{d:02d}-{short}-{y}")),
    Field(("Jam", "Pukul"), "time", lambda rng, _at: f"{rng.randint(7, 20):02d}:{rng.randint(0, 59):02d}"),
    Field(
        ("Periode", "Triwulan"),
        "period",
        lambda rng, _at: f"Triwulan {rng.choice(('I', 'II', 'III', 'IV'))} {rng.randint(2018, 2026)}",
    ),
    Field(("Bulan",), "period", lambda rng, _at: rng.choice(MONTHS)),
    Field(("Tahun", "Tahun Anggaran"), "period", lambda rng, _at: str(rng.randint(2015, 2026)), False),
    Field(("No HP", "Telepon"), "phone", _digits("0812########")),
    Field(("No. WA",), "phone", _digits("+62 812-####-####")),
    Field(("NIK", "nik_penerima"), "nik", _nik),
    Field(("No KK",), "kk", _card),
    Field(("NPWP",), "npwp", _digits("0#.###.###.#-###.000")),
    Field(("NPSN",), "school_id", _digits("2052####")),
    Field(("No. Kartu BPJS",), "bpjs", _digits("000##########")),
    Field(("Nopol",), "plate", _digits("P 9### VX")),
    Field(("Email", "surel"), "email", lambda rng, _at: f"kantor{rng.randint(1, 99)}@contoh.example"),
    Field(("Situs", "url"), "url", lambda rng, _at: f"https://contoh.example/data?id={rng.randint(1, 99)}"),
    Field(("Lintang", "latitude"), "latitude", lambda rng, _at: f"-8.{rng.randint(10000, 99999)}", False),
    Field(("Bujur", "longitude"), "longitude", lambda rng, _at: f"114.{rng.randint(10000, 99999)}", False),
    Field(("Alamat",), "address", _address),
    Field(("Aktif", "Sudah Verifikasi"), "boolean", _one_of("ya", "tidak")),
    Field(
        ("Nama Penerima", "nama_lengkap"),
        "person_name",
        lambda rng, _at: f"{rng.choice(FIRST)} {rng.choice(LAST)}",
    ),
    Field(("Kode Rekening", "Akun"), "account_code", _digits("5.9.0#.9#")),
    Field(("Uraian", "Status"), "text", _one_of(*REMARKS)),
)  # fmt: skip


def fields(rng: random.Random) -> list[Field]:
    """A name or code of a place first, often after a running number; then anything."""
    chosen = rng.sample(FIELDS, rng.randint(1, 8))
    first = [NUMBER] if rng.random() < 0.3 else []
    return [*first, PLACE, *chosen] if rng.random() < 0.8 else [*first, *chosen, PLACE]


def distinct_names(rng: random.Random, chosen: list[Field]) -> list[str]:
    """A name for each column, all different."""
    names: list[str] = []
    for one in chosen:
        free = [name for name in one.names if name not in names]
        names.append(rng.choice(free or [f"{one.names[0]} {len(names)}"]))
    return names


def cell(rng: random.Random, one: Field, at: int) -> str:
    """A value, or now and then a marker for a missing one."""
    return rng.choice(MARKERS) if one.may_miss and rng.random() < 0.05 else one.make(rng, at)


def read_idr(text: str) -> float | None:
    """The number in a text that `idr` wrote; None for anything else."""
    plain = text.removeprefix("Rp ").replace(".", "").replace(",", ".")
    return float(plain) if plain[:1].isdigit() and plain.replace(".", "").isdigit() else None
