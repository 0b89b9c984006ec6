"""Words of headers and cells that speak of people, or against it."""

from __future__ import annotations

import re

from titiktemu.analysis.spreadsheet.shapes import words_of

COUNTED = words_of(
    "jumlah|jml|jlh|total|banyak|banyaknya|rata|rerata|persen|persentase|presentase|rasio"
    "|angka|indeks|target|realisasi"
    "|cakupan|capaian|proporsi|kasus baru|prevalensi|insiden|stok|kebutuhan(?! khusus)"
    "|pagu|anggaran|belanja|rekap|count|sum"
    "|average|percent|kuota|estimasi|proyeksi"
)
"""A figure about many, not a fact about one."""

FACILITY = words_of(
    "sekolah|kantor|puskesmas|posyandu|faskes|fasilitas|rumah sakit|rs|rsud|klinik|apotek"
    "|apotik|perusahaan|toko|usaha"
    "|lembaga|instansi|opd|skpd|dinas|dinkes|satker|kampus|universitas|yayasan|koperasi"
    "|penyedia|vendor|bank|pasar|hotel"
    "|masjid|gereja|tps|lokasi|proyek|kegiatan|program|paket|poli|unit|gedung|pemenang"
    "|rekanan|cv|pt|badan|objek|wisata"
)
"""Places and bodies: their names, addresses and dates are nobody's."""

HEADERS: dict[str, re.Pattern[str]] = {
    "kk": words_of("kk|nkk|nokk|kartu keluarga|no kk|nomor kk"),
    "nik": words_of("nik|ktp|nonik|noktp|e ktp|induk kependudukan|no identitas|nomor identitas"
    "|no id kependudukan|id card|national id(?:entity)?|identity (?:card|number)|nik ktp"),
    "nip": words_of("nip|nip baru|nip lama|nomor induk pegawai|nrp"),
    "npwp": words_of("npwp|nonpwp|nitku|wajib pajak|pokok wajib pajak|nomor pajak|tax (?:id|number)"),
    "phone": words_of(
        "hp|no hp|nohp|notelp|notelepon|nowa|no tlp|handphone|telp|tlp|telepon|telpon|phone"
        "|wa|whatsapp|kontak|contact|fax|ponsel|nomor hp|mobile|seluler"
        "|cp|hotline|telephone|cell(?:phone)?|nomor darurat"
    ),
    "email": words_of("e ?mail|surel|alamat surat elektronik"),
    "plate": words_of("nopol|no pol|plat nomor|nomor plat|no plat|plat|no polisi|nomor polisi|tnkb|nopolisi"
    "|nomor kendaraan|licen[cs]e plate|plate number|number plate|registration plate|plate"
    "|vehicle (?:plate|number)|plat kendaraan"),
    "bpjs": words_of("bpjs|jkn|kis|noka|no peserta|kartu peserta"),
    "passport": words_of("paspor|passport|no paspor"),
    "driving_licence": words_of(
        r"(?:no|nomor) sim|sim [abc]\d?|surat izin mengemudi|^sim$|driving licen[cs]e"
    ),
    "person_number": words_of(
        "nuptk|nidn|nidk|nim|nomor induk mahasiswa|(?:no|nomor) anggota|(?:employee|student|patient"
        "|member) (?:id|no|number)"
        "|id (?:pegawai|karyawan|siswa|pasien|anggota)|(?:no|nomor) (?:str|pegawai|karyawan)"
    ),
    "bank_account": words_of(
        "no rek|norek|norekening|rek penerima|nomor rek|no rekening|nomor rekening|rekening"
        "|rek bank|account (?:number|no)|bank account|no akun bank|iban"
    ),
    "birth_place": words_of(
        "(?:tempat|tmp|tpt|kota|kab|kabupaten) (?:lahir|lhr)|birth ?place|place of birth|tmplahir"
    ),
    "birth_date": words_of("lahir|lhr|birth|dob|ttl|birthdate|birthday|tgllahir|tmplahir"),
    "address": words_of("alamat|address|domisili|tempat tinggal|alamat rumah|almt"),
    "sex": words_of("jenis kelamin|jns kelamin|kelamin|jk|sex|gender|l p|lp"),
    "religion": words_of("agama|religion|kepercayaan"),
    "marital_status": words_of("(?:status|sts) (?:per)?(?:kawin|nikah|kawinan|nikahan)|marital status"
    "|status pernikahan"),
    "nationality": words_of("kewarganegaraan|warga ?negara|nationality|citizenship|kebangsaan"),
    "health": words_of(
        "diagnosa|diagnosis|penyakit|riwayat penyakit|hiv|odha|tbc?|status gizi|kehamilan"
        "|hasil tes|hasil lab|rekam medis"
        "|no rm|nomor rm|keluhan|gol darah|golongan darah|goldar|kondisi kesehatan"
        "|riwayat kesehatan|alergi|obat diminum"
        "|status stunting|imunisasi|kontrasepsi|tekanan darah|kadar gula|status kesehatan"
        "|rawat inap|tindakan medis|icd(?: ?10)?|disease|illness|medical|blood (?:type|group)|kejiwaan"
        "|(?:kondisi|status|gangguan) mental|status (?:vaksin|vaksinasi)|hasil pemeriksaan|sakit"
        "|(?:sebab|penyebab) kematian|gangguan jiwa|metode kb|akseptor"
        "|hasil (?:rapid|swab|pcr|uji|antigen)|covid|kadar kolesterol|bb u|tb u|bb tb"
        "|health (?:status|condition)|penyakit kronis|symptoms?|gejala"
    ),
    "disability": words_of(
        "disabilitas|difabel|cacat|kecacatan|berkebutuhan khusus|kebutuhan khusus"
        "|ragam disabilitas|abk|penyandang|disability|disabilities|disabled|special needs|impairment"
    ),
    "child": words_of(
        "nama (?:anak|bayi|balita|siswa|siswi|murid|peserta didik|santri)|nisn|nis"
        "|nama lengkap (?:siswa|anak|bayi)|(?:no|nomor) induk (?:siswa|murid|peserta didik)"
        "|anak ke|balita|(?:child|pupil|student) name"
    ),
    "salary": words_of(
        "gaji|gaji pokok|penghasilan|honor|honorarium|upah|tunjangan|take home pay"
        "|pendapatan (?:orang tua|keluarga|per ?bulan|ayah|ibu|pribadi)"
        "|penghasilan (?:orang tua|ayah|ibu|per ?bulan)|utang|hutang|tabungan|saldo rekening|salary|income"
    ),
    "biometric": words_of(
        "sidik jari|fingerprint|retina|iris mata|iris|pindai wajah|rekam wajah|template wajah"
        "|face id|biometrik|foto wajah|biometrics?"
    ),
    "genetic": words_of("dna|genetik|genom|genotipe|hasil sekuensing"),
    "criminal_record": words_of(
        "(?:catatan|riwayat|rekam) (?:kriminal|pidana|hukum|kejahatan|kepolisian)"
        "|status hukum|vonis|residivis|lama pidana|masa pidana|skck"
        "|hukuman|status tersangka|pasal disangkakan|perkara pidana"
    ),
}  # fmt: skip
"""Words of a column's name for each kind."""

NEVER: dict[str, re.Pattern[str]] = {
    "bank_account": words_of(
        "kode|belanja|anggaran|akun|uraian|kd|jenis|nama|saldo|mata anggaran|listrik|pln|air"
        "|pdam|sub|kelompok|objek"
    ),
    "phone": words_of("nama kontak|nama|harga"),
    "address": words_of("e ?mail|surel|web|website|url|ip|mac|link|situs|jumlah|kode|kontak|surat"),
    "birth_place": words_of("tanggal|tgl|ttl|bayi|jumlah"),
    "birth_date": words_of(
        "bayi lahir|kelahiran|lahir hidup|lahir mati|angka|jumlah|berat|panjang|akta|akte"
    ),
    "health": words_of(
        "jenis obat|nama obat|stok|alat|kode(?! icd| diagnos)|program|layanan|sumber|tarif|anggaran|biaya"
        "|petugas|dokter|poli|ruang"
    ),
    "driving_licence": words_of(
        "rs|simda|aplikasi|kartu sim|sim card|masa berlaku|tanggal|tgl|jenis|gol|golongan"
    ),
    "bpjs": words_of("iuran|premi|status|kelas|jenis|biaya|tanggal|klaim"),
    "disability": words_of("alat|bantu|jenis bantuan|fasilitas|akses|ramah|layanan"),
    "child": words_of("sekolah|orang tua|wali|kandung|sungai|perusahaan|cabang|tangga|gunung"),
    "salary": words_of("no|nomor|kode|tanggal|tgl|nama|uraian|jenis|belanja|kenaikan|umk|ump|umr|minimum"
    "|harian|golongan"),
    "criminal_record": words_of("jenis tindak pidana|masa berlaku|nomor|no|tanggal|tgl"),
    "religion": words_of("nama|kantor|kementerian|guru|mata pelajaran|tempat|sarana|tokoh|pemuka"),
    "sex": words_of("kelompok|rasio"),
    "biometric": words_of("mesin|alat|merk|merek|perangkat|harga"),
    "passport": words_of("tanggal|tgl|kantor|masa berlaku|status|jenis"),
    "person_number": words_of("jumlah|status|tanggal|tgl|kartu keluarga"),
}  # fmt: skip
"""Words of a column's name against it, beside `COUNTED` and `FACILITY`."""

PERSON = words_of(
    r"nama (?:pelaku usaha|lengkap|pasien|pegawai|karyawan|siswa|siswi|murid|guru|ibu(?! kota)"
    r"|ibu kandung|bapak|ayah|anak(?! (?:sungai|perusahaan|cabang|gunung))|bayi|balita"
    r"|kepala"
    r"|kepala keluarga|kk|penerima|pemilik|penduduk|warga|pemohon|pelapor|korban|responden"
    r"|peserta|peserta didik|petugas"
    r"|pejabat|direktur|ketua|pic|orang|orang tua|panggilan(?! aset)|istri|suami|wali"
    r"|santri|pns|asn|dokter|bidan|perawat|kades"
    r"|camat|pelanggan|nasabah|tersangka|terlapor|ahli waris|pendamping|kader"
    r"|penanggung jawab|pengurus|anggota|debitur"
    r"|operator|wajib pajak|tahanan|ybs|pengadu|saksi|mahasiswa|dosen|tenaga ahli|kontak"
    r"|contact person|penghuni|sopir)"
    r"|full ?name|nama ktp|nm (?:lengkap|pasien|pegawai|siswa|penduduk)|penanggung jawab"
    r"|pelapor|pemohon|atas nama|a n"
    r"|contact person|narahubung|namalengkap|pic|ketua kelompok|kepala desa|kepala sekolah"
    r"|direktur|ibu kandung"
)
NAMED = words_of("nama|nm|name")
ROLE = words_of(
    r"pemilik|camat|lurah|kades|bupati|wakil bupati|walikota|kepala \w+|ketua(?: \w+)?|sekretaris|bendahara"
    r"|pasien|siswa|santri|pegawai|karyawan|guru|dosen|anggota|petugas|pengelola|pembina|penerima(?: \w+)?"
    "|pejabat|ppk|pptk|kpa|pimpinan|manajer|manager|istri|suami|ayah|ibu(?! kota)|bapak|orang tua"
    "|wali(?! kota)|peserta|responden"
    "|koordinator|pendamping|penyuluh|mandor|sopir|nelayan|petani|pedagang|korban|saksi|terdakwa|warga"
    "|penduduk"
    "|customer|student|patient|employee|owner|teacher|staff|member|applicant|beneficiary|victim|contact|operator|admin|verifikator|surveyor|enumerator|pengirim|(?:first|last|family)name"
    "|oleh|penulis|author|penandatangan|penyusun|by"
    "|surname|dokter|bidan|perawat|kader|pelatih|atlet|narasumber|user|pengguna"
)
"""Columns that are called after what a person is; the values have to look like names."""
DATED = words_of("tanggal|tgl|date|waktu|time|hari|tahun|thn|tmt|jadwal|periode|mulai|selesai")
"""Columns of dates that say what date it is: a birth would be said."""
COUNTING = words_of(
    "nilai|kasus|penderita|penganut|jiwa|orang|value|values|n|frekuensi|volume|penduduk|laki laki"
    "|perempuan|pria|wanita"
    r"|[12][09]\d\d|populasi|population|qty|kuantitas|indeks|kejadian"
)
"""Columns beside which rows are groups of people and no people; beside `COUNTED`."""
FILED = words_of(
    "berkas|pendaftaran|registrasi|antrian|agenda|arsip|dokumen|surat|permohonan|perkara|laporan"
)
"""Columns of numbers that offices give to papers, with a region and the day in them."""
NUMBERED = words_of(
    r"(?:kode|kd|code) \w+|\w+ code|"
    "kwitansi|kuitansi|resi|tiket|ticket|invoice|faktur|transaksi|transaction|trx|order|pesanan|billing"
    "|va|virtual account|barcode|sku|serial|seri|meter|kontrak|spk|sp2d|spm|ntpn|nop|imei|iccid|tracking"
    "|voucher"
    "|lat|latitude|lon|long|lng|longitude|koordinat|bujur|lintang|barang|produk|product|rangka|mesin|aset"
    "|asset"
    "|timestamp|epoch|isbn|polis|tagihan|pelanggan|nib|nibar"
)
"""Columns that say whose or what number it is, and it is no person's."""
SIZED = words_of(
    "tipe|type|model|ukuran|size|rak|ruang|ruangan|kamar|meja|kelas|dimensi|volume|lot|blok|kapasitas"
    "|spesifikasi|merk"
    "|merek|part|suku cadang|batch|varian|warna|satuan|kode rak|kursi|seat|gate|jalur|trayek"
)
"""Columns of which the values may look like number plates."""
AMOUNT = re.compile(
    r"(?i)(?:[<>≤≥=±]|di (?:atas|bawah)|kurang dari|lebih dari|antara|rp\.?|s/?d|sampai|dan|juta|jt|ribu"
    r"|rb|per|bulan"
    r"|[ /.,0-9–-])*[0-9](?:juta|jt|ribu|rb|per|bulan|s/?d|sampai|dan|rp\.?|[ /.,0-9–-])*"
)
RECORD_NUMBER = words_of("rekam medis|no rm|nomor rm|norm|medical record")
ICD = re.compile(r"[A-TV-Z][0-9][0-9A-B](?:\.[0-9X]{1,2})?[+*]?")
NAMED_OTHERWISE = words_of(
    "sekolah|kantor|puskesmas|posyandu|faskes|fasilitas|rumah sakit|rs|rsud|klinik|apotek"
    "|perusahaan|toko|usaha|lembaga"
    "|instansi|opd|skpd|dinas|satker|kampus|universitas|yayasan|koperasi|penyedia|vendor"
    "|bank|pasar|hotel|masjid|gereja|tps"
    "|lokasi|proyek|kegiatan|program|paket|poli|unit|gedung|pemenang|jalan|jln|ruas"
    "|jembatan|sungai|bendungan|desa|kelurahan"
    "|kecamatan|kabupaten|kota|provinsi|dusun|lingkungan|wilayah|daerah|obat|barang"
    "|produk|komoditas|tanaman|merk|merek|kapal"
    "|gunung|pulau|danau|pantai|wisata|aset|kelompok|partai|perumahan|ruang|gang|varietas"
    "|penyakit|file|aplikasi|agency|lpse"
    "|panitia|lpk|ukm|umkm|jenis|bidang|jabatan|layanan|acara|judul|menu|stasiun|terminal"
    "|bandara|halte|taman|lapangan|stadion"
    "|pt|cv|ud|madrasah|pesantren|ponpes|pondok|sd|smp|sma|smk|tk|paud|kereta|festival|tari|batik|brand|vendor"
    "|kampung|kel|kec|kab|kec|lomba|piala|liga|komunitas|sanggar|organisasi|kuliner|makanan|masakan|buku|film|lagu|tim|klub|club|team|company|school"
    "|hospital|village|district|city|product|item|store|road|street|project|event|musim|badai|resto"
)
ORGANISATION = frozenset(
    """
    pt cv ud tbk persero firma koperasi kud yayasan sd sdn sdit mi min mts mtsn smp smpn sma sman smk
    smkn ma man tk paud ra slb universitas univ institut politeknik akademi stikes stie stai pondok
    pesantren ponpes puskesmas pustu rsud rsu rs rsia klinik apotek posyandu jembatan jl jln jalan gang
    gg masjid mushola gereja pura toko warung depot hotel pasar kelompok tani poktan dinas badan kantor
    desa kelurahan kecamatan kabupaten kota dusun perumahan perum gedung stadion bandara terminal taman
    sungai bendungan kapal km panti lembaga bank taruna rt rw bumdes blok makam museum monumen waduk
    gunung pulau pantai kampus sanggar salon bengkel rumah grup group motor mobil cafe kafe resto balai
    swalayan kfc radio komplek bpr ltd inc foundation school hospital university hostel kios kedai
    minimarket mart festival lomba pameran jambore peringatan pagelaran pentas seminar pelatihan
    sosialisasi turnamen kejuaraan
    bumd pdam perumda konstruksi mandiri jaya abadi makmur sejahtera sentosa karya cipta
    teknik persada nusantara
    """.split()  # noqa: SIM905 - readable as lines
)
"""Words with which names of bodies and places begin or end."""

SEX = frozenset({
    "l", "p", "lk", "pr", "laki-laki", "perempuan", "laki", "lelaki", "pria", "wanita", "male", "female",
    "m", "f", "lakilaki", "laki2", "l/p", "laki - laki", "laki laki",
})  # fmt: skip
RELIGIONS = frozenset({
    "islam", "kristen", "katolik", "katholik", "protestan", "hindu", "budha", "buddha", "konghucu",
    "khonghucu", "kepercayaan", "penghayat", "kristen protestan", "kristen katolik", "kong hu cu",
    "penghayat kepercayaan", "kepercayaan terhadap tuhan yme", "aliran kepercayaan", "lainnya",
    "christian", "catholic", "protestant", "buddhist", "muslim", "moslem", "confucian",
})  # fmt: skip
MARITAL = frozenset({
    "kawin", "belum kawin", "cerai hidup", "cerai mati", "menikah", "belum menikah", "lajang", "janda",
    "duda", "nikah",
    "kawin tercatat", "kawin belum tercatat", "cerai", "belum nikah", "single", "k", "bk", "tk",
    "cerai tercatat", "married", "unmarried", "divorced", "widowed", "widow", "widower", "separated",
})  # fmt: skip
NATIONALITIES = frozenset(
    {"wni", "wna", "indonesia", "warga negara indonesia", "warga negara asing", "malaysia"}
)
BLOOD = re.compile(r"(?:A|B|AB|O)\s?[+-]?", re.IGNORECASE)
WORDS_ALONE: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "sex": (
        SEX,
        frozenset({"laki-laki", "perempuan", "pria", "wanita", "laki - laki", "laki laki", "male", "female"}),
    ),
    "religion": (RELIGIONS, RELIGIONS - {"lainnya"}),
    "marital_status": (MARITAL, MARITAL - {"k", "bk", "tk", "single"}),
    "nationality": (NATIONALITIES, frozenset({"wni", "wna"})),
}
"""For each kind: the words under a header that says it, and those that need none."""

DISEASE = re.compile(
    r"(?i)\b(?:hiv|aids|odha|tb|tbc|tuberkulosis|diabetes|dm tipe|hipertensi|stroke|kanker"
    r"|ca mammae|dbd|demam berdarah|malaria"
    r"|hepatitis|gagal ginjal|asma|skizofrenia|odgj|depresi|epilepsi|kusta|stunting"
    r"|gizi buruk|gizi kurang|gizi baik|hamil"
    r"|preeklamsia|keguguran|ispa|diare|tifoid|tipes|pneumonia|jantung koroner|anemia"
    r"|sifilis|covid|reaktif|non reaktif|bta)\b"
)
IMPAIRMENT = re.compile(
    r"(?i)\b(?:tuna ?(?:netra|rungu|wicara|daksa|grahita|laras|ganda)|disabilitas|autis\w*"
    r"|down syndrome|cerebral palsy|lumpuh"
    r"|difabel|low vision|slow learner)\b"
)
STREET = re.compile(
    r"(?i)^(?:jl|jln|jalan|gg|gang|dusun|dsn|dukuh|perum|perumahan|komplek|kp|kampung"
    r"|lingkungan|ling|link|rt|blok)\b"
)
HOUSE = re.compile(
    r"(?i)\b(?:no\.? ?\d+|rt\.?[ /]?\d+|rw\.?[ /]?\d+|blok [a-z0-9]+[ /-]|\d+[a-c]?$|nomor \d+)"
)
NOT_BIRTH = words_of(
    "berdiri|pendirian|sk|tmt|terbit|pensiun|kontrak|masuk|diangkat|bangun|dibangun"
    "|pembangunan|operasional|operasi"
    "|akreditasi|izin|ijin|daftar|mulai|selesai|akhir|awal|lapor|pelaporan|kejadian|bayar"
    "|surat|perubahan|penetapan"
    "|berlaku|peresmian|perolehan|kematian|meninggal|wafat|nikah|perkawinan|sejarah"
    "|peristiwa|update|input|disahkan"
    "|pengesahan|peraturan|perda|beli|pembelian"
)
"""Words of dates that are no births, however far apart they are."""
LISTING = words_of(
    "jenis|nama|kelompok|kategori|daftar|10 besar|sepuluh besar|penyakit|ragam|klasifikasi|indikator"
)
"""Words of columns that list what there is; such a column holds each value equally often."""
SPEAKS_OF_CARE = words_of(
    "jenis|program|kegiatan|obat|indikator|layanan|pelayanan|judul|penyuluhan|topik|tema"
    "|materi|berita|daftar|kebijakan"
    "|peraturan|sasaran|subkegiatan|belanja|alat|vaksin|poli|uraian kegiatan|nama"
)
"""Words of columns that speak of care, not of the cared for."""
