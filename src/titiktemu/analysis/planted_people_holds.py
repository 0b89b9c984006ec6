"""Planted columns that hold data of people."""

from __future__ import annotations

from titiktemu.analysis.planted_people_cells import (
    NOTES,
    Field,
    Make,
    child_of,
    day,
    days,
    dotted_money,
    grouped,
    home,
    kk,
    landline,
    mail,
    masked,
    mixed,
    money,
    nik,
    nip,
    number_of,
    one_of,
    person,
    plate,
    remarks_with,
    skewed,
    with_titles,
    word_of,
)
from titiktemu.analysis.planted_people_words import DISEASES, IMPAIRMENTS, TOWNS


def _holds(
    kind: str, names: str, make: Make, *, tells_itself: bool = True, recipe: str = "", also: str = ""
) -> Field:
    return Field(
        recipe or kind, frozenset({kind, *also.split()}), tuple(names.split("|")), make, tells_itself
    )


MOBILES = (
    grouped("", "0"),
    grouped("-", "0"),
    grouped(" ", "0"),
    grouped(" ", "+62 "),
    grouped("", "+62"),
    grouped("-", "62-"),
    grouped("", "62"),
)
HOLDS: tuple[Field, ...] = (
    _holds(
        "nik",
        "NIK|No. KTP|Nomor Induk Kependudukan|NIK Pemohon|no identitas|Nomor KTP/NIK|No.NIK"
        "|nik_ktp|ID (NIK)|nik_anak|No. Induk Kependudukan",
        one_of(
            nik,
            masked("'9999999999999999", nik),
            masked("9999 9999 9999 9999", nik),
            masked("999999.999999.9999", nik),
        ),
    ),
    _holds(
        "kk",
        "No KK|Nomor KK|NKK|Nomor Kartu Keluarga|No.KK|noKartuKeluarga|NO. KARTU KELUARGA",
        one_of(kk, masked("9999 9999 9999 9999", kk)),
    ),
    _holds(
        "nip",
        "NIP|NIP Pegawai|nip baru|NIP/NIPPPK|Nomor Induk Pegawai|NIP Pejabat",
        one_of(nip, masked("99999999 999999 9 999", nip)),
    ),
    _holds(
        "npwp",
        "NPWP|No. NPWP|npwp pemenang",
        one_of(
            masked("99.999.999.9-999.999", number_of(15)),
            masked("99.999.999.9.999.999", number_of(15)),
            masked("99.999.999.9-9999", number_of(13)),
            masked("99.999.999.9-999999", number_of(15)),
        ),
        recipe="npwp, masked",
    ),
    _holds(
        "npwp",
        "NPWP|Nomor NPWP",
        one_of(number_of(15), masked("0999999999999999", number_of(15)), nik),
        tells_itself=False,
        recipe="npwp, bare",
    ),
    _holds("npwp", "NITKU|NPWP cabang", one_of(masked("0999999999999999000009", number_of(16)))),
    _holds(
        "phone",
        "No HP|Telepon|Nomor WhatsApp|kontak|HP Pelapor|No.Telp/WA|Nmr HP|Tlp|No. Handphone"
        "|HP/WA|noTelp|Nomor Kontak|CP|no wa aktif|telepon_pelapor|Telp. Seluler",
        one_of(*MOBILES),
        recipe="phone, mobile",
    ),
    _holds("phone", "No HP|Telp/HP", mixed(*MOBILES, landline("({area}) {number}")), recipe="phone, mixed"),
    _holds(
        "phone",
        "HP|no telp",
        one_of(grouped("", ""), landline("{area}{number}")),
        tells_itself=False,
        recipe="phone, zero lost or bare landline",
    ),
    _holds(
        "phone", "Telepon|Telp Kantor|Fax", one_of(landline("({area}) {number}"), landline("{area}-{number}"))
    ),
    _holds(
        "email",
        "Email|E-mail|surel|alamat email|E Mail|email_pemohon|Alamat Surel",
        one_of(mail, lambda rng: mail(rng).upper()),
    ),
    _holds(
        "email",
        "Kontak|HP / Email|Email/No HP",
        mixed(mail, grouped("", "0")),
        recipe="phone and e-mail",
        also="phone",
    ),
    _holds(
        "plate",
        "Nopol|No. Polisi|Plat Nomor|TNKB|No.Pol|nomor_polisi|No Polisi Kendaraan|Nomor Kendaraan",
        one_of(plate),
    ),
    _holds(
        "bpjs",
        "No BPJS|Nomor JKN|no kartu bpjs|No. Kartu BPJS|BPJS Kesehatan|no_jkn|Nomor KIS|No. Peserta BPJS",
        one_of(lambda rng: f"000{rng.randint(10**9, 3 * 10**9)}"),
    ),
    _holds(
        "passport",
        "No Paspor|Nomor Paspor|passport",
        one_of(masked("A9999999", number_of(7)), masked("X999999", number_of(6))),
        tells_itself=False,
    ),
    _holds(
        "driving_licence", "No SIM|Nomor SIM|SIM", one_of(number_of(12), number_of(14)), tells_itself=False
    ),
    _holds(
        "bank_account",
        "No Rekening|Nomor Rekening|norek|Rekening penerima|no rek|No.Rek|No. Rek. Bank"
        "|NoRekening|Rek. Bank Penerima|Nomor Rekening Bank",
        one_of(
            number_of(10),
            number_of(15),
            masked("9999-99-999999-99-9", number_of(15)),
            lambda rng: "BRI " + number_of(15)(rng),
        ),
        tells_itself=False,
    ),
    _holds(
        "person_name",
        "Nama Lengkap|Nama Pasien|Nama Pegawai|nama pemohon|Nama Kepala Keluarga"
        "|Penanggung Jawab|Nama Penerima Manfaat|NAMA KK|Nama Ayah|NamaLengkap"
        "|Nama Wajib Pajak|Nama Pejabat Penandatangan|Nama Pelapor|Nama Guru|Nama Direktur"
        "|PIC|Nama Ketua Kelompok|Nama Kepala Sekolah|Kepala Desa|Narahubung|Atas Nama"
        "|Nama Petugas Lapangan|Nama Pemilik Usaha|Nama Tersangka",
        one_of(person, lambda rng: person(rng).upper(), with_titles, child_of),
    ),
    _holds("person_name", "Nama|nama|Nm", one_of(person, with_titles), recipe="person_name under nama"),
    _holds(
        "person_name",
        "Nama Siswa|Nama Anak|nama balita|Nama Bayi|Nama Peserta Didik|nama_siswa",
        one_of(person),
        tells_itself=False,
        recipe="child name",
        also="child",
    ),
    _holds(
        "child",
        "NISN|NIS|nomor induk siswa|NISN Siswa|No. Induk Siswa",
        one_of(masked("0099999999", number_of(8))),
        tells_itself=False,
    ),
    _holds(
        "birth_date",
        "Tanggal Lahir|Tgl. Lahir|tgl lahir anak|birth date|Tgl Lhr|TglLahir"
        "|Tanggal Lahir (dd/mm/yyyy)|tgl_lahir_pasien|DOB",
        days(1945, 2012, "{d}/{m}/{s:02d}"),
    ),
    _holds(
        "birth_date",
        "Tempat/Tgl Lahir|TTL|Tempat, Tanggal Lahir",
        one_of(day(1945, 2010, "{town}, {d} {w} {y}"), day(1945, 2010, "{town}, {d:02d}-{m:02d}-{y}")),
        recipe="birth_date with place",
    ),
    _holds("birth_place", "Tempat Lahir|Kota Lahir|tmp lahir", mixed(word_of(TOWNS)), tells_itself=False),
    _holds(
        "address",
        "Alamat|Alamat Rumah|Alamat Lengkap|domisili|Almt|Alamat KTP|Alamat Domisili"
        "|Tempat Tinggal|Alamat Pemohon|alamat_siswa",
        one_of(home),
    ),
    _holds(
        "sex",
        "Jenis Kelamin|JK|gender|L/P|Jns Kelamin|J. Kelamin|Sex|L / P",
        skewed("L", "P"),
        tells_itself=False,
    ),
    _holds("sex", "Jenis Kelamin|sex", skewed("Laki-laki", "Perempuan"), recipe="sex, words"),
    _holds(
        "religion",
        "Agama|agama pemohon|Agama/Kepercayaan",
        skewed("Islam", "Kristen", "Katolik", "Hindu", "Buddha", "Konghucu"),
    ),
    _holds(
        "marital_status",
        "Status Perkawinan|Status Kawin|status nikah|Sts Kawin|Status Pernikahan",
        skewed("Kawin", "Belum Kawin", "Cerai Hidup", "Cerai Mati"),
    ),
    _holds("nationality", "Kewarganegaraan|Warga Negara", skewed("WNI", "WNA")),
    _holds(
        "health",
        "Diagnosa|Diagnosis|Riwayat Penyakit|hasil tes|Diagnosa Utama|Dx|Keluhan Pasien"
        "|Penyakit yang diderita|Kondisi Kesehatan",
        skewed(*DISEASES),
    ),
    _holds(
        "health",
        "Golongan Darah|gol darah",
        skewed("O", "A", "B", "AB"),
        tells_itself=False,
        recipe="blood group",
    ),
    _holds(
        "disability",
        "Ragam Disabilitas|Disabilitas|Kebutuhan Khusus|Jenis Disabilitas|Jenis Kecacatan|Difabel",
        skewed(*IMPAIRMENTS),
    ),
    _holds(
        "salary",
        "Gaji Pokok|Penghasilan Orang Tua|Gaji|penghasilan per bulan|Honor|Gaji Bersih"
        "|Besaran Honor|Penghasilan/bulan|Pendapatan per Bulan|Take Home Pay",
        one_of(money, dotted_money),
        tells_itself=False,
    ),
    _holds(
        "biometric",
        "Sidik Jari|fingerprint|template wajah",
        one_of(lambda rng: f"fp_{number_of(6)(rng)}.bin"),
        tells_itself=False,
    ),
    _holds(
        "genetic",
        "Hasil DNA|genotipe",
        one_of(lambda rng: "".join(rng.choices("ACGT", k=24))),
        tells_itself=False,
    ),
    _holds(
        "criminal_record",
        "Catatan Kriminal|Riwayat Pidana|vonis|Riwayat Kriminal|Vonis Hakim",
        skewed("Nihil catatan", "Penipuan, 8 bulan", "Pencurian, 1 tahun"),
        tells_itself=False,
    ),
    _holds(
        "nik",
        "|".join(NOTES),
        remarks_with("NIK {nik} belum terdata", "Data ganda dengan {nik} di desa", "warga, nik: {nik}."),
        recipe="nik in text",
    ),
    _holds(
        "kk", "|".join(NOTES), remarks_with("No. KK {kk} salah", "perbaikan KK: {kk}"), recipe="kk in text"
    ),
    _holds(
        "phone",
        "|".join(NOTES),
        remarks_with("hubungi {phone} segera", "WA {phone}", "Konfirmasi ke {phone} (RT)"),
        recipe="phone in text",
    ),
    _holds(
        "email",
        "|".join(NOTES),
        remarks_with("kirim ke {mail}", "balas: {mail}, terima kasih"),
        recipe="email in text",
    ),
    _holds("npwp", "|".join(NOTES), remarks_with("NPWP {npwp} tidak aktif"), recipe="npwp in text"),
    _holds(
        "nip", "|".join(NOTES), remarks_with("disetujui NIP {nip}", "NIP. {nip} mutasi"), recipe="nip in text"
    ),
    _holds(
        "plate",
        "|".join(NOTES),
        remarks_with("kendaraan {plate} rusak", "nopol {plate} mogok"),
        recipe="plate in text",
    ),
    _holds("bpjs", "|".join(NOTES), remarks_with("No BPJS {bpjs} nonaktif"), recipe="bpjs in text"),
    _holds(
        "bank_account",
        "|".join(NOTES),
        remarks_with("transfer ke rek BRI {bank}", "no rekening {bank} salah"),
        recipe="bank_account in text",
    ),
    _holds(
        "person_name",
        "|".join(NOTES),
        remarks_with("diterima Bapak {name}", "a.n. {name} sudah lunas", "laporan Ibu {name}"),
        recipe="person_name in text",
    ),
    _holds(
        "phone",
        "|".join(NOTES),
        remarks_with("Sdr. {name}, HP {phone}, NIK {nik}"),
        recipe="three kinds in text",
        also="nik person_name",
    ),
)
