"""Planted columns that hold nothing personal, and look as if they did."""

from __future__ import annotations

from titiktemu.analysis.planted_people_cells import (
    NOTES,
    Field,
    Make,
    counted_up,
    day,
    days,
    dotted_money,
    home,
    listed,
    masked,
    mixed,
    money,
    number_of,
    numbered,
    one_of,
    remark,
    word_of,
    zero_padded,
)
from titiktemu.analysis.planted_people_words import (
    BARE_BODIES,
    BODIES,
    CARE,
    DISEASES,
    GOODS,
    STREETS,
    VILLAGES,
)


def _trap(recipe: str, names: str, make: Make, *, tells_itself: bool = True) -> Field:
    return Field(recipe, frozenset(), tuple(names.split("|")), make, tells_itself)


TRAPS: tuple[Field, ...] = (
    _trap(
        "latitude",
        "lat|Lintang|koordinat y",
        one_of(
            lambda rng: f"{rng.uniform(-11, 6):.{rng.randint(4, 16)}f}",
            lambda rng: f"-8,{number_of(12)(rng)}",
        ),
    ),
    _trap(
        "longitude",
        "long|Bujur|koordinat x",
        one_of(lambda rng: f"{rng.uniform(95, 141):.{rng.randint(4, 15)}f}"),
    ),
    _trap(
        "coordinates",
        "Koordinat|lokasi",
        one_of(lambda rng: f"-8.{number_of(10)(rng)}, 114.{number_of(12)(rng)}"),
    ),
    _trap(
        "long decimals",
        "rasio|Indeks|nilai kapabilitas",
        one_of(
            lambda rng: f"0.{number_of(16)(rng)}",
            lambda rng: f"0,08{number_of(10)(rng)}",
            lambda rng: f"{rng.random() * 1e16:.4f}",
        ),
    ),
    _trap(
        "timestamps",
        "timestamp|Waktu Input|created_at",
        one_of(
            lambda rng: (
                f"2024{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
                f"{rng.randint(0, 23):02d}{rng.randint(0, 59):02d}{rng.randint(0, 59):02d}"
            ),
            lambda rng: str(1_700_000_000_000 + rng.randrange(10**10)),
            lambda rng: (
                f"2024-05-{rng.randint(1, 28):02d}T10:{rng.randint(0, 59):02d}:00.{number_of(6)(rng)}"
            ),
            lambda rng: f"2024{rng.randint(10, 12)}{rng.randint(10, 28)}12{number_of(8)(rng)}",
        ),
    ),
    _trap(
        "budget codes",
        "Kode Rekening|kode akun|Rekening Belanja|Kode Anggaran|Kode Rek.",
        one_of(
            lambda rng: f"5.1.02.{rng.randint(1, 9):02d}.{rng.randint(1, 9):02d}.{rng.randint(1, 99):04d}",
            lambda rng: f"5102{number_of(8)(rng)}",
        ),
    ),
    _trap("npsn", "NPSN|npsn sekolah|NIK", one_of(lambda rng: f"205{number_of(5)(rng)}")),
    _trap(
        "rup codes",
        "Kode RUP|kode paket|ID RUP",
        one_of(number_of(8), number_of(7), lambda rng: f"81{number_of(6)(rng)}"),
    ),
    _trap(
        "invoice numbers",
        "No Invoice|Nomor Faktur|no kuitansi",
        one_of(
            lambda rng: f"INV/2024/{number_of(10)(rng)}",
            lambda rng: f"TRX-08{number_of(10)(rng)}",
            lambda rng: f"010.000-24.{number_of(8)(rng)}",
            lambda rng: f"KW-{number_of(12)(rng)}",
        ),
    ),
    _trap(
        "transaction numbers",
        "ID Transaksi|No Referensi|nomor transaksi|NIK",
        one_of(number_of(16), lambda rng: f"35{number_of(14)(rng)}", lambda rng: f"1{number_of(15)(rng)}"),
    ),
    _trap("numbers counted up", "ID Transaksi|NIBAR|No Register Aset", counted_up),
    _trap(
        "asset numbers",
        "NIBAR|Kode Barang|Register|kode aset",
        one_of(
            lambda rng: f"1.3.2.05.{rng.randint(1, 9):02d}.{number_of(4)(rng)}",
            lambda rng: f"12.{number_of(2)(rng)}.{number_of(2)(rng)}.{number_of(6)(rng)}",
            number_of(13),
        ),
    ),
    _trap("zero-padded numbers", "No Urut|kode pelanggan|id layanan", zero_padded(13)),
    _trap("zero-padded numbers", "No Urut|kode pelanggan|id meter", mixed(masked("00009999", number_of(4)))),
    _trap(
        "amounts like phones",
        "Nilai (Rp)|Jumlah|Realisasi|Pagu|No HP",
        one_of(lambda rng: f"81{number_of(6)(rng)}"),
    ),
    _trap(
        "amounts",
        "Nilai Kontrak|harga|Total Anggaran",
        one_of(money, dotted_money, lambda rng: f"{rng.randint(10**10, 10**12)}"),
    ),
    _trap(
        "bodies", "Nama Sekolah|Nama Perusahaan|Penyedia|Nama|Nama Instansi|Lokasi", mixed(word_of(BODIES))
    ),
    _trap(
        "bodies without their word",
        "Nama Jembatan|Nama Kampus|Nama Sekolah|Nama Yayasan|nama jalan",
        mixed(word_of(BARE_BODIES)),
        tells_itself=False,
    ),
    _trap("streets", "Nama Jalan|Ruas|Lokasi Pekerjaan", mixed(word_of(STREETS))),
    _trap(
        "heroes' streets",
        "Nama Ruas Jalan|Jalan",
        mixed(word_of(("Ahmad Yani", "Diponegoro", "Sudirman", "Gatot Subroto", "Kartini"))),
    ),
    _trap(
        "facility addresses",
        "Alamat Sekolah|Alamat Kantor|alamat puskesmas|Alamat Perusahaan",
        one_of(home),
        tells_itself=False,
    ),
    _trap(
        "web addresses",
        "Alamat Website|Alamat|tautan",
        one_of(
            lambda rng: f"https://contoh.go.id/berkas/{number_of(8)(rng)}",
            lambda rng: f"www.contoh{rng.randint(1, 9)}.go.id",
        ),
    ),
    _trap("villages", "Desa|Nama Desa|Kelurahan|nama dusun", mixed(word_of(VILLAGES))),
    _trap("villages under nama", "Nama|wilayah", mixed(word_of(VILLAGES))),
    _trap("goods", "Nama Barang|Nama|Uraian|Jenis Barang", mixed(word_of(GOODS))),
    _trap(
        "plate-like texts",
        "Ukuran|Ruang|Kelas|Tipe|Kode Rak",
        mixed(*map(numbered, ("KB 3 KG", "A {n}", "B {m}", "LPG 12 KG", "F4", "R {n} A", "B-{m}4"))),
    ),
    _trap(
        "at without e-mail",
        "Keterangan|Harga Satuan|akun media sosial",
        mixed(
            lambda rng: f"@ Rp {rng.randint(1, 90)}.000",
            lambda rng: f"{rng.randint(1, 9)} buah @ 5.000",
            lambda rng: f"@dinas_{rng.choice(VILLAGES).split()[0].lower()}",
            lambda rng: f"admin@server{rng.randint(1, 9)}",
        ),
    ),
    _trap("years", "Tahun|Tahun Anggaran|tahun berdiri", one_of(lambda rng: str(rng.randint(1945, 2026)))),
    _trap(
        "region codes",
        "Kode Wilayah|kode desa|Kode BPS",
        one_of(
            lambda rng: f"35.10.{rng.randint(1, 25):02d}.{rng.randint(2001, 2020)}",
            lambda rng: f"3510{number_of(6)(rng)}",
        ),
    ),
    _trap("recent dates", "Tanggal|Tgl Surat|Tanggal Kontrak|tanggal lapor", days(2016, 2026)),
    _trap(
        "old dates",
        "Tanggal Berdiri|Tgl SK Pendirian|TMT|Tanggal Peresmian",
        days(1945, 2024),
        tells_itself=False,
    ),
    _trap("signed at", "Tempat dan Tanggal|Ditetapkan di", one_of(day(2018, 2025, "{town}, {d} {w} {y}"))),
    _trap("care", "Nama Faskes|Unit Layanan|Poli|Nama Puskesmas", mixed(word_of(CARE))),
    _trap("diseases listed", "Jenis Penyakit|10 Besar Penyakit|Nama Penyakit", listed(*DISEASES)),
    _trap(
        "counts of patients",
        "Jumlah NIK Ganda|Kontak Erat|BPJS|KIS terbit|Bayi Lahir|Angka Kelahiran|Disabilitas"
        "|Penyandang Disabilitas|TBC|Jml KK|Usia|Balita|Jumlah Pasien HIV|Jumlah Penyandang Disabilitas"
        "|Kasus TBC|Jml balita stunting|Jumlah Siswa|Lahir Hidup|HIV",
        one_of(lambda rng: str(rng.randint(0, 900))),
    ),
    _trap(
        "population",
        "Jumlah Penduduk|Laki-laki|Perempuan|Penduduk Islam|Jumlah KK|Kepala Keluarga",
        one_of(lambda rng: f"{rng.randint(100, 9000):,}".replace(",", ".")),
    ),
    _trap(
        "breakdowns",
        "Agama|Kelompok Agama|Jenis Kelamin|Status Perkawinan",
        lambda rng, _rows: list(
            rng.choice(
                (
                    ("Islam", "Kristen", "Katolik", "Hindu", "Buddha", "Konghucu"),
                    ("Laki-laki", "Perempuan"),
                    ("Kawin", "Belum Kawin", "Cerai Hidup", "Cerai Mati"),
                )
            )
        ),
    ),
    _trap("sizes", "Ukuran|size", mixed(word_of(("S", "M", "L", "XL")))),
    _trap(
        "yes and no",
        "NIK padan|Akta Lahir|NIK valid|Punya BPJS|Email terkirim|status npwp|Ada KTP",
        mixed(word_of(("Ya", "Tidak"))),
    ),
    _trap(
        "budget wages",
        "Upah Minimum|UMK 2024|Belanja Gaji|Anggaran Gaji dan Tunjangan|Total Honor|Realisasi Gaji",
        one_of(money, dotted_money),
    ),
    _trap("remarks", "|".join(NOTES), mixed(remark)),
    _trap(
        "posts",
        "Jabatan|Pekerjaan",
        mixed(
            word_of(("Kepala Desa", "Guru", "Petani", "Bupati", "Camat", "Ibu rumah tangga", "Sekretaris"))
        ),
    ),
    _trap("barcodes", "Barcode|EAN|kode produk", one_of(lambda rng: f"899{number_of(10)(rng)}")),
    _trap(
        "long identifiers",
        "Kode Satker|ID Bangunan|Kode Kegiatan",
        one_of(number_of(18), number_of(15), number_of(22), lambda rng: f"2024{number_of(14)(rng)}"),
    ),
    _trap(
        "other numbers",
        "ISBN|No Meter|ID Pelanggan|IMEI|Nomor Meter PLN",
        one_of(
            lambda rng: f"978-602-{number_of(4)(rng)}-{number_of(2)(rng)}-{number_of(1)(rng)}",
            masked("9999 9999 999", number_of(11)),
            number_of(11),
            number_of(12),
            lambda rng: "35" + number_of(13)(rng),
        ),
    ),
    _trap(
        "other numbers with marks",
        "IP|Alamat IP|No Surat|nomor agenda",
        one_of(
            lambda rng: f"192.168.{rng.randint(0, 255)}.{rng.randint(0, 255)}",
            lambda rng: f"470/{number_of(4)(rng)}/2024",
            lambda rng: f"{number_of(3)(rng)}.{number_of(4)(rng)}/35.10/{number_of(4)(rng)}",
        ),
    ),
    _trap(
        "hashes",
        "hash|token|uuid",
        one_of(
            lambda rng: f"{rng.getrandbits(128):032x}",
            lambda rng: (
                f"{number_of(8)(rng)}-{number_of(4)(rng)}-4{number_of(3)(rng)}-a{number_of(3)(rng)}-{number_of(12)(rng)}"
            ),
        ),
    ),
    _trap(
        "hours",
        "Jam Layanan|Pukul",
        one_of(
            lambda rng: f"08.{rng.randint(10, 59)} - 1{rng.randint(0, 6)}.00",
            lambda rng: f"08:{rng.randint(10, 59)}-15:00",
        ),
    ),
    _trap(
        "degrees",
        "Lintang|Koordinat",
        one_of(lambda rng: f"8°{rng.randint(0, 59)}'{rng.randint(0, 59)}.{number_of(4)(rng)}\" S"),
    ),
    _trap(
        "dotted amounts",
        "Nilai|pagu anggaran|Harga Pokok (HP)",
        one_of(
            lambda rng: f"81.{number_of(3)(rng)}.{number_of(3)(rng)}.{number_of(3)(rng)}",
            lambda rng: f"Rp81.{number_of(3)(rng)}.{number_of(3)(rng)}",
        ),
    ),
    _trap(
        "budget lines",
        "Nama Rekening|Uraian Rekening|Uraian",
        mixed(
            word_of(
                (
                    "Belanja Gaji Pokok PNS",
                    "Belanja Obat-obatan",
                    "Honorarium Narasumber",
                    "Belanja Alamat dan Telepon",
                    "Belanja Iuran BPJS",
                    "Belanja Modal Jalan",
                    "Belanja Alat Kesehatan",
                )
            )
        ),
    ),
    _trap(
        "programmes",
        "Program|Nama Kegiatan|Indikator",
        mixed(
            word_of(
                (
                    "Penanggulangan TBC",
                    "Pencegahan stunting",
                    "Layanan disabilitas",
                    "Penyuluhan HIV di sekolah",
                    "Imunisasi anak",
                    "Bantuan siswa miskin",
                    "Pelatihan kader posyandu",
                )
            )
        ),
    ),
    _trap(
        "electricity accounts", "Rekening Listrik|No Rekening PDAM|Kode Rekening Air", one_of(number_of(12))
    ),
    _trap(
        "groups that receive",
        "Penerima Bantuan|Nama Penerima|Penerima Hibah",
        mixed(
            word_of(
                (
                    "Kelompok Tani Sri Rejeki",
                    "Masjid Nurul Huda",
                    "Yayasan Ibnu Sina",
                    "Koperasi Lestari",
                    "Karang Taruna Putra Bangsa",
                    "SDN 2 Sri Rahayu",
                    "Gereja Santo Yusuf",
                )
            )
        ),
    ),
    _trap(
        "rivers and ships",
        "Nama Anak Sungai|Nama Kapal|Nama Gunung|Anak Perusahaan",
        mixed(
            word_of(
                (
                    "Kali Setail",
                    "Dewi Samudra",
                    "Putri Laut",
                    "Agung",
                    "Raung",
                    "Sri Lestari",
                    "Bintang Jaya",
                    "Kali Agung",
                )
            )
        ),
        tells_itself=False,
    ),
    _trap(
        "ages and indices",
        "Usia Harapan Hidup|Sex Ratio|Indeks Gender|Berat Lahir|Persen Agama",
        one_of(lambda rng: f"{rng.uniform(1, 110):.2f}".replace(".", ",")),
    ),
    _trap(
        "titles of works",
        "Judul|Nama Acara|Tema",
        mixed(
            word_of(
                (
                    "Festival Dewi Sri",
                    "Lomba Kartini",
                    "Peringatan Hari Ibu",
                    "Pameran Putri Malu",
                    "Gelar Budaya Agung",
                    "Jambore Siti Nurbaya",
                )
            )
        ),
    ),
)
