"""More planted columns: what spreadsheets did to identifiers, roles, English headers, harder traps.

They were written after the first rules, by somebody who tried to break them; docs/analyses/personal-data.md
tells how the rules did at first sight.
"""

from __future__ import annotations

import random

from titiktemu.analysis.planted_people_cells import (
    NOTES,
    Cells,
    Field,
    Make,
    child_of,
    day,
    days,
    dotted_money,
    grouped,
    home,
    kk,
    listed,
    masked,
    mixed,
    mobile,
    money,
    nik,
    number_of,
    one_of,
    person,
    plate,
    remarks_with,
    skewed,
    with_titles,
    word_of,
)
from titiktemu.analysis.planted_people_words import FAMILY, GIVEN, VILLAGES


def _holds(kinds: str, names: str, make: Make, recipe: str, *, tells_itself: bool = False) -> Field:
    return Field(recipe, frozenset(kinds.split()), tuple(names.split("|")), make, tells_itself)


def _trap(names: str, make: Make, recipe: str, *, tells_itself: bool = True) -> Field:
    return Field(recipe, frozenset(), tuple(names.split("|")), make, tells_itself)


def rounded(rng: random.Random) -> str:
    """A NIK as a spreadsheet shows it that takes it for a number: 3.51001E+15."""
    mark = rng.choice(".,")
    return f"{float(nik(rng)):.5E}".replace(".", mark)


def cut(rng: random.Random) -> str:
    """A NIK of which only fifteen digits were kept."""
    return nik(rng)[:15] + "0"


def starred(rng: random.Random) -> str:
    """A NIK with stars in its middle."""
    whole, star = nik(rng), rng.choice("*xX")
    return whole[:6] + 6 * star + whole[12:]


def rounded_mobile(rng: random.Random) -> str:
    """A mobile number as 8.12346E+10."""
    return f"{float(mobile(rng)):.5E}"


def single(rng: random.Random) -> str:
    """One word of a name."""
    return rng.choice((*GIVEN, *FAMILY)).split()[-1]


def upper_person(rng: random.Random) -> str:
    """A name in capitals."""
    return person(rng).upper()


def code_of(shape: str) -> Make:
    """Codes of a shape: 9 for a digit, A for a letter of those on number plates."""

    def cell(rng: random.Random) -> str:
        kept = {"9": "0123456789", "A": "ABDEFGKLN"}
        return "".join(rng.choice(kept[one]) if one in kept else one for one in shape)

    return one_of(cell)


def dated_numbers(rng: random.Random, rows: int) -> Cells:
    """Numbers of papers: a region, a day and a serial, as on family cards."""
    stamp = day(2020, 2024, "{d:02d}{m:02d}{s:02d}")
    return [f"3510{rng.randint(1, 25):02d}{stamp(rng)}{place:04d}" for place in range(1, rows + 1)]


def census_blocks(rng: random.Random, rows: int) -> Cells:
    """Sixteen digits of BPS: regency, district, village, block, and 00."""
    return [
        f"3510{rng.randint(10, 250):03d}{rng.randint(1, 20):03d}{rng.randint(1, 50):04d}00"
        for _ in range(rows)
    ]


def like_mobiles(rng: random.Random, rows: int) -> Cells:
    """Twelve digits that begin with 08."""
    return [f"08{number_of(10)(rng)}" for _ in range(rows)]


PEOPLE = one_of(person, upper_person, with_titles, child_of)
IN_FEW_WORDS = skewed("Islam", "Hindu", "Christian", "Catholic")

MORE_HOLDS: tuple[Field, ...] = (
    _holds("nik", "NIK|nik_pemohon|No. KTP|NIK/No KTP", one_of(rounded), "nik, rounded"),
    _holds("nik", "NIK|Nomor KTP|nik_ibu", one_of(cut), "nik, cut"),
    _holds("nik", "NIK|nik_siswa|No KTP", one_of(starred), "nik, starred"),
    _holds(
        "nik",
        "NIK|national id|identity_no|ID Card|KTP",
        one_of(
            masked('="9999999999999999"', nik),
            masked("`9999999999999999", nik),
            masked("9999999999999999.00", nik),
            masked("9999999999999999.0", nik),
            masked("99.99.99.999999.9999", nik),
        ),
        "nik, wrapped",
        tells_itself=True,
    ),
    _holds("kk", "Kartu Keluarga|No KK lama|nkk", one_of(kk), "kk, more names"),
    _holds("phone", "HP|no_hp|Telepon", one_of(rounded_mobile), "phone, rounded"),
    _holds(
        "phone",
        "contact_number|Phone|mobile_phone|Nomor Darurat|hp_ortu|WA",
        one_of(grouped(".", "0"), grouped("-", "(+62) "), grouped("", "+62"), grouped("", "62")),
        "phone, more masks",
        tells_itself=True,
    ),
    _holds(
        "phone",
        "Telepon|Telp.|No. HP",
        one_of(
            lambda rng: f"0333{number_of(6)(rng)} ext. {rng.randint(10, 99)}",
            lambda rng: f"0{mobile(rng)} / 0{mobile(rng)}",
            lambda rng: f"0{mobile(rng)} (WA)",
        ),
        "phone, with more beside it",
    ),
    _holds(
        "email",
        "Email|e_mail|surel",
        one_of(lambda rng: f"{single(rng).lower()}[at]contoh.id"),
        "email, spelt",
    ),
    _holds(
        "plate",
        "license_plate|vehicle plate|registration plate|Plat Kendaraan|no. pol",
        one_of(
            plate,
            lambda rng: f"P {rng.randint(10, 9999)} {rng.choice('ABDGHKL')}",
            lambda r: plate(r).lower(),
        ),
        "plate, more names",
    ),
    _holds(
        "bpjs",
        "noka|bpjs_number|Kartu JKN",
        one_of(lambda rng: f"000{number_of(10)(rng)}"),
        "bpjs, more names",
    ),
    _holds(
        "person_number",
        "NUPTK|employee id|NIM|No. Anggota|NIDN",
        one_of(number_of(16), number_of(10), masked("A.999999", number_of(6))),
        "person_number",
    ),
    _holds(
        "person_name",
        "Pemilik|Camat|Ketua RT|Kepala Dusun|PPK|penulis|Ditandatangani oleh|Wali Murid|Operator Desa",
        PEOPLE,
        "person_name under a role",
    ),
    _holds(
        "person_name",
        "Full Name|customer_name|employee name|patient_name|beneficiary|lastname|guest_name",
        PEOPLE,
        "person_name in English",
    ),
    _holds(
        "person_name",
        "Nama Petani|Nama Lansia|Nama KPM|Nama Pelaku Usaha|Nama Calon Pengantin|Nama Pemilik Kapal",
        PEOPLE,
        "person_name of some group",
    ),
    _holds("person_name", "Nama Panggilan|nama_pelapor", one_of(single), "person_name of one word"),
    _holds("person_name", "kolom", one_of(with_titles), "person_name with titles", tells_itself=True),
    _holds(
        "birth_date",
        "Tgl Lahir|tanggal_lahir|DOB",
        one_of(
            day(1945, 2012, "{y}{m:02d}{d:02d}"),
            day(1945, 2012, "{d:02d}{m:02d}{y}"),
            lambda rng: str(rng.randint(17_000, 40_000)),
        ),
        "birth_date without marks",
    ),
    _holds(
        "birth_date",
        "TTL|Tempat, Tgl. Lhr|Tempat dan Tanggal Lahir",
        one_of(day(1945, 2012, "{town} / {d} {w} {y}"), day(1945, 2012, "Kab. {town}, {d:02d}-{m:02d}-{y}")),
        "birth_date with place, more",
    ),
    _holds(
        "birth_date", "Tahun Lahir|thn_lahir", one_of(lambda rng: str(rng.randint(1945, 2012))), "birth year"
    ),
    _holds(
        "address",
        "home_address|residential address|tempat_tinggal|Alamat Orang Tua",
        one_of(home),
        "address, more",
    ),
    _holds(
        "health",
        "Diagnosa ICD-10|kode_icd|icd10",
        skewed("I10", "E11.9", "A15.0", "J06.9", "B20"),
        "health, ICD",
    ),
    _holds(
        "health",
        "disease|medical_condition|Status HIV|hasil_rapid|Kondisi Kejiwaan|sebab kematian|Status Gizi",
        skewed("Non Reaktif", "Reaktif", "Depresi", "Stroke"),
        "health, more names",
    ),
    _holds("health", "No. Rekam Medis|no_rm", one_of(number_of(6)), "medical record numbers"),
    _holds(
        "disability",
        "disability|Penyandang Disabilitas|Difabel (Y/T)",
        skewed("Tidak", "Ya"),
        "disability, yes or no",
    ),
    _holds("religion", "religion|Agama/Kepercayaan", IN_FEW_WORDS, "religion in English"),
    _holds(
        "marital_status",
        "marital_status",
        skewed("Married", "Single", "Divorced"),
        "marital status in English",
    ),
    _holds(
        "salary",
        "Penghasilan|Penghasilan Ortu",
        skewed("< 1 juta", "1-2 juta", "Rp 2.000.000 - Rp 3.000.000"),
        "salary, ranges",
    ),
    _holds("salary", "monthly income|salary|Gaji/Bulan", one_of(money, dotted_money), "salary, more names"),
    _holds(
        "phone",
        "|".join(NOTES),
        remarks_with(
            "nomor tidak aktif {phone}", "sudah dihubungi ke {phone}", "{phone} (Bu RT) tidak diangkat"
        ),
        "phone in text, after words",
    ),
)
"""Beside `planted_people_holds.HOLDS`."""

MORE_TRAPS: tuple[Field, ...] = (
    _trap(
        "Nomor Kwitansi|no_resi|Nomor Tiket|No Nota|no_invoice", like_mobiles, "numbers that begin as mobiles"
    ),
    _trap(
        "order_id|No Pesanan",
        lambda rng, rows: [f"0812{1000 + one:06d}" for one in range(rows)],
        "orders counted up",
    ),
    _trap("realisasi|jumlah_bayar|Total", like_mobiles, "amounts with a zero before them"),
    _trap("SKU|kode_barang|no_seri_alat|Tipe", code_of("A9999AA"), "codes like plates", tells_itself=False),
    _trap(
        "Kode Alat|Kode Halte|Kode Buku",
        code_of("A-999-AA"),
        "codes like plates, with dashes",
        tells_itself=False,
    ),
    _trap(
        "No. Berkas|no_pendaftaran|No. Registrasi",
        dated_numbers,
        "papers with a region and a day",
        tells_itself=False,
    ),
    _trap("kode_sls|idsls", census_blocks, "census blocks"),
    _trap(
        "tanggal_gempa|date|Tgl. Letusan|tanggal_banjir|waktu",
        days(1945, 2023),
        "dates of events",
        tells_itself=False,
    ),
    _trap(
        "POINT|wkt|geom",
        one_of(lambda rng: f"POINT({rng.uniform(95, 141):.12f} {rng.uniform(-11, 6):.13f})"),
        "geometries",
    ),
    _trap(
        "koordinat_x|lon|lat",
        one_of(
            lambda rng: f"1143{number_of(12)(rng)}",
            lambda rng: f"-8{number_of(14)(rng)}",
            lambda rng: f"8{number_of(13)(rng)}",
        ),
        "coordinates without their point",
    ),
    _trap(
        "Nilai Huruf|golongan_tarif|grade|Blok",
        skewed("A", "B", "AB", "O"),
        "letters like blood groups",
        tells_itself=False,
    ),
    _trap(
        "kasus_tb|Disabilitas Fisik|hiv|Cerai Hidup|hindu|ibu_hamil|ber-NIK",
        one_of(number_of(2), number_of(3)),
        "counts, more",
    ),
    _trap("Nama Kampung|nama_kel|ibu_kota_kecamatan", mixed(word_of(VILLAGES)), "villages, more names"),
    _trap(
        "Nama PT|nama_pesantren|Nama Lomba|kereta|Nama Toko|nama_kapal",
        mixed(
            word_of(("Sri Tanjung", "Dewi Ratih", "Ibnu Sina", "Agung Wijaya", "Nurul Huda", "Putri Agung"))
        ),
        "bodies called after people",
        tells_itself=False,
    ),
    _trap(
        "obat|nama_obat|jenis_bantuan",
        listed("Paracetamol", "Metformin", "Kursi roda", "Kaki palsu", "OAT"),
        "medicines and aids",
    ),
    _trap("Pembiayaan|Jenis Pasien|status_nik|NIK", skewed("BPJS", "Umum", "Jamkesda"), "ways of paying"),
    _trap(
        "keterangan|uraian",
        mixed(
            word_of(
                (
                    "Sewa mobil 12 bulan",
                    "kode tiket 081234567890",
                    "SPM 0812/2024",
                    "Resi 081234567890 dikirim",
                    "motor 150 CC",
                )
            )
        ),
        "remarks, more",
    ),
)
"""Beside `planted_people_traps.TRAPS`."""
