"""Words of which planted columns are made: written apart from the lists that the detection knows."""

from __future__ import annotations

GIVEN = (
    "Siti", "Budi", "Agus", "Dewi", "Sri", "Eko", "Nur", "Muhammad", "Ahmad", "Rina", "Yohanes", "Maria",
    "Wayan",
    "Made", "Nyoman", "Ketut", "I Gusti", "Ni Luh", "Andi", "Baso", "Besse", "Ucok", "Tiur", "Poltak",
    "Togar", "Asep",
    "Euis", "Cecep", "Neneng", "Joko", "Slamet", "Paijo", "Tukinem", "Suparman", "Kasiyem", "Wagiyo",
    "Ponirin", "Bagas",
    "Rizky", "Aisyah", "Zahra", "Fatimah", "Hasan", "Husein", "Abdul", "Umar", "Ibrahim", "Yusuf",
    "Hafsah", "Khadijah",
    "Lukas", "Markus", "Elias", "Yakobus", "Debora", "Ester", "Novita", "Kristina", "Hendrik", "Frans",
    "Obed", "Thomas",
    "Agnes", "Bernadetha", "Theresia", "Fransiskus", "Linda", "Susi", "Lilis", "Wati", "Tuti", "Yanti",
    "Dian", "Indah",
    "Ratna", "Kartika", "Mega", "Intan", "Putri", "Bayu", "Dimas", "Galih", "Wahyu", "Arif", "Fajar",
    "Rudi", "Hendra",
    "Teguh", "Sugeng", "Bambang", "Hartono", "Sutrisno", "Mulyono", "Supriadi", "Rahmat", "Zulkifli",
    "Syamsul", "Nurul",
    "Anisa", "Citra", "Desi", "Erna", "Fitri", "Gita", "Heni", "Ika", "Jumiati", "Kurnia", "Lestari",
    "Mira", "Nia",
    "Oktavia", "Puji", "Retno", "Sari", "Tri", "Umi", "Vina", "Winda", "Yuni", "Zainal", "Hj. Maimunah",
    "H. Sanusi",
    "Daud", "Ferdinandus", "Melki", "Yosef", "Robertus", "Sumiyem", "Legiman", "Jumadi", "Karmin",
    "Misnan", "Buang",
)  # fmt: skip
FAMILY = (
    "Santoso", "Wijaya", "Prasetyo", "Utomo", "Lestari", "Aminah", "Rahayu", "Hidayat", "Nugroho",
    "Setiawan", "Kusuma",
    "Saputra", "Siregar", "Nasution", "Simanjuntak", "Sihombing", "Panggabean", "Lubis", "Hutagalung",
    "Purba", "Ginting",
    "Sembiring", "Tarigan", "Rumbiak", "Wenda", "Kogoya", "Latuconsina", "Pattiasina", "Manuhutu",
    "Tomasoa", "Wowor",
    "Lumentut", "Mamahit", "Daeng Ngalle", "Tanjung", "Chaniago", "Piliang", "Halim", "Gunawan", "Tan",
    "Susanto", "Hartanto",
    "Suryani", "Handayani", "Wulandari", "Permatasari", "Puspitasari", "Anggraini", "Kurniawati",
    "Maulana", "Firmansyah",
    "Ramadhan", "Fauzi", "Hakim", "Rohman", "Ismail", "Basri", "Yusuf", "Sulaiman", "Abdullah",
    "Suparta", "Sudarma",
    "Artana", "Widiantara", "Parwata", "Mbado", "Bere", "Nahak", "Lado", "Pello", "Riwu", "Suharto",
    "Sukarman", "Wibowo",
    "Winarno", "Sunarto", "Suryadi", "Mulyadi", "Supriyanto", "Yulianto", "Iskandar", "Effendi",
    "Harahap", "Damanik",
    "Situmorang", "Sitorus", "Fitriani", "Nurhaliza", "Khasanah", "Zulaikha", "Munawaroh", "Salsabila",
    "Azzahra", "Ningsih",
    "Astuti", "Pertiwi", "Hapsari", "Wardani", "Mardiana", "Kusnadi", "Sutisna", "Rohaeni", "Hermawan",
    "Suhendar",
)  # fmt: skip
TOWNS = (
    "Banyuwangi",
    "Jember",
    "Surabaya",
    "Malang",
    "Bandung",
    "Kupang",
    "Ambon",
    "Jayapura",
    "Medan",
    "Padang",
    "Palu",
    "Solo",
)
VILLAGES = (
    "Sumberagung", "Karangrejo", "Sri Mulyo", "Margo Mulyo", "Sido Dadi", "Kebondalem", "Tegalharjo",
    "Wonosari",
    "Tanjung Sari", "Sukamaju", "Bangunrejo", "Kalibaru Wetan", "Setia Budi", "Sri Rejeki", "Purwodadi",
    "Rejosari",
    "Gunung Sari", "Suka Damai", "Mekar Jaya", "Bina Karya", "Sari Mulya", "Wono Agung", "Karya Baru",
    "Muara Dua",
)  # fmt: skip
STREETS = (
    "Jl. Ahmad Yani", "Jl. Sudirman", "Jalan Gatot Subroto", "Jl. Kartini", "Jl. Diponegoro",
    "Jln. Imam Bonjol",
    "Jl. Teuku Umar", "Jalan Hayam Wuruk", "Jl. Melati", "Gg. Mawar", "Dusun Krajan",
    "Perum Griya Asri Blok C",
    "Jl. Letjen S. Parman", "Jalan Basuki Rahmat",
)  # fmt: skip
BODIES = (
    "SMK Budi Luhur", "Universitas Budi Utomo", "Jembatan Siti Nurbaya", "Toko Dewi Sri",
    "CV Agung Putra", "PT Wijaya Abadi",
    "Yayasan Kartini", "RS Siti Khodijah", "Klinik dr. Hendra", "SDN 2 Sri Rahayu", "Stadion Agus Salim",
    "UD Slamet Jaya",
    "Masjid Abdullah", "SMA Ibrahimy", "Apotek Indah", "Warung Bu Tuti", "TK Dharma Wanita",
    "Bandara Ngurah Rai",
    "MI Nurul Huda", "Ponpes Darul Ulum", "Kelompok Tani Sri Rejeki", "Hotel Santika", "Pasar Ibu Ruswo",
    "Taman Kartini",
    "Puskesmas Sutomo", "SMP Muhammadiyah 3", "Bengkel Pak Joko", "Koperasi Lestari", "RSUD dr. Sutomo",
    "PT Putra Kurnia",
)  # fmt: skip
BARE_BODIES = (
    "Budi Luhur", "Siti Nurbaya", "Budi Utomo", "Dewi Sartika", "Sultan Agung", "Putra Bangsa",
    "Dharma Wanita", "Ibnu Sina", "Nurul Huda", "Abdi Karya", "Sri Rejeki", "Ahmad Yani", "Kartini",
    "Wijaya Kusuma",
)  # fmt: skip
GOODS = (
    "Beras Premium", "Semen Gresik", "Pupuk Urea", "Kursi Lipat", "Laptop", "Kertas HVS",
    "Minyak Goreng", "Bibit Mahoni",
    "Meja Rapat", "Tenda Pleton", "Obat Nyamuk", "Gula Pasir", "Kabel Listrik", "Cat Tembok", "Pipa PVC",
    "Kopi Robusta",
)  # fmt: skip
DISEASES = (
    "TB Paru", "Hipertensi", "Diabetes melitus", "DBD", "ISPA", "Diare akut", "HIV positif",
    "Hamil 20 minggu", "Stroke",
    "Kanker payudara", "Asma", "Gizi buruk", "Skizofrenia", "Anemia", "Pneumonia",
)  # fmt: skip
IMPAIRMENTS = (
    "Tuna netra",
    "Tunarungu",
    "Tuna daksa",
    "Disabilitas mental",
    "Autis",
    "Tuna grahita",
    "Low vision",
)
CARE = (
    "Klinik TB RSUD", "Poli HIV Puskesmas Kota", "RS Kusta Sumber", "Layanan DBD",
    "Puskesmas Ramah Disabilitas",
    "Poli Kandungan", "Pos Gizi Puskesmas", "RS Jantung Harapan", "RS Kanker Dharma",
)  # fmt: skip
PLAIN_REMARKS = (
    "Sudah dibayar, menunggu kuitansi", "Perlu tindak lanjut", "Tahap II selesai 80%",
    "Lihat lampiran 3", "Jalan berlubang",
    "Lampu padam di depan pasar", "Diajukan kembali tahun 2025", "Ibu kota kecamatan",
    "Bapak camat hadir", "2 buah @ Rp 5.000",
    "Rapat pukul 09.00 - 12.00", "ikuti @dinas_contoh", "SK nomor 188/45/KEP/2024", "Volume 12,5 m3 @ 20.000",
)  # fmt: skip
CODED_REMARKS = (
    "No. transaksi {n16}", "Invoice INV/2024/{n12} lunas", "kode RUP {n8}",
    "SPK nomor 027/{n4}/2024 senilai Rp {money}",
    "NIBAR {n16} rusak ringan", "Koordinat -8.{n12}, 114.{n10}", "Rp 81{n6} sudah cair",
    "Billing {n15} dibayar",
    "ID {n16} gagal kirim", "SP2D {n12} terbit", "VA {n16} aktif", "tanggal 08-12-2024 10:30 dicatat",
    "No. Resi {n12}",
    "Pagu 08{n8},00 rupiah",
)  # fmt: skip
