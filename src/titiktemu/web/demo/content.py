"""What the demo tells. Every person, organisation and vote here is invented.

The place and the theme are those of the guideline's trial (Banyuwangi, HIV/AIDS, mother and child), the
rest is fiction and says so on every page.
"""

from dataclasses import dataclass

from titiktemu.foundation.words import OrganisationKind, Role

VERSION = 14
TITLE = "Ibu dan anak bebas HIV di Banyuwangi"
TITLE_EN = "Mothers and children free of HIV in Banyuwangi"
PURPOSE = (
    "Semua ibu hamil dites dan didampingi, sehingga tidak ada bayi yang lahir dengan HIV. "
    "Pemerintah dan masyarakat sipil mencari langkah yang didukung keduanya, dengan data yang dibuka."
)
PURPOSE_EN = (
    "Every pregnant woman is tested and accompanied, so that no child is born with HIV. "
    "Government and civil society look for steps that both support, with data that is opened."
)
QUESTION = "Apa yang paling perlu kita lakukan bersama agar ibu hamil dites, diobati, dan tidak dikucilkan?"
QUESTION_EN = (
    "What do we most need to do together so that pregnant women are tested, treated and not shunned?"
)
INTRODUCTION = (
    "Setiap pernyataan di bawah ini boleh Anda setujui, tolak, atau lewati. "
    "Jawaban Anda memakai nama samaran dan hanya tampil dalam hitungan per pihak."
)
INTRODUCTION_EN = (
    "You may agree with, disagree with or pass on each statement below. "
    "Your answers stand under a pseudonym and are shown only as figures per side."
)
HOST = "Sekretariat Forum Ibu dan Anak (rekaan)"


@dataclass(frozen=True)
class Office:
    """An invented organisation and the invented people who speak for it."""

    name: str
    kind: OrganisationKind
    people: tuple[tuple[str, str, Role], ...]


def _people(*rows: str) -> tuple[tuple[str, str, Role], ...]:
    """Turn "Name, office" into rows; a star marks the leader."""
    found = []
    for row in rows:
        name, _comma, office = row.lstrip("*").partition(", ")
        role = Role.LEADER if row.startswith("*") else Role.REPRESENTATIVE
        found.append((name, office, role))
    return tuple(found)


OPD, OMS, COMMUNITY = (
    OrganisationKind.GOVERNMENT_OFFICE,
    OrganisationKind.CIVIL_SOCIETY,
    OrganisationKind.COMMUNITY,
)

OFFICES = (
    Office(
        "Dinas Kesehatan Kabupaten (rekaan)",
        OPD,
        _people(
            "*Ratna Widyasari, Kepala Dinas",
            "Agus Hermanto, Kepala Bidang P2P",
            "Sulastri Ningtyas, Pengelola program HIV",
            "Bagas Prakoso, Pengelola data",
            "Endah Kusumawati, Seksi kesehatan ibu",
        ),
    ),
    Office(
        "Puskesmas Teluk Biru (rekaan)",
        OPD,
        _people(
            "*Dewi Anggraini, Kepala Puskesmas",
            "Siti Maemunah, Bidan koordinator",
            "Rudi Setiabudi, Petugas laboratorium",
            "Lilis Handayani, Konselor",
        ),
    ),
    Office(
        "Puskesmas Gunung Lawang (rekaan)",
        OPD,
        _people(
            "Taufik Ramadhan, Kepala Puskesmas",
            "Wulan Septiani, Bidan desa",
            "Yoga Pamungkas, Petugas pencatatan",
        ),
    ),
    Office(
        "RSUD Samudra (rekaan)",
        OPD,
        _people(
            "Hesti Purbaningrum, Dokter spesialis anak",
            "Fajar Wicaksono, Kepala rekam medis",
            "Nurul Azizah, Perawat klinik VCT",
        ),
    ),
    Office(
        "Dinas Sosial Kabupaten (rekaan)",
        OPD,
        _people(
            "*Bambang Sudrajat, Kepala Dinas",
            "Ika Rahmawati, Pekerja sosial",
            "Joko Prasetyanto, Seksi rehabilitasi",
        ),
    ),
    Office(
        "Bappeda Kabupaten (rekaan)",
        OPD,
        _people("Maya Larasati, Perencana", "Hendra Gunadi, Pengelola Satu Data"),
    ),
    Office(
        "Dinas Pemberdayaan Perempuan (rekaan)",
        OPD,
        _people(
            "Sri Wahyuningtyas, Kepala Bidang", "Umi Kalsumah, Pendamping", "Anton Baskoro, Pengelola data"
        ),
    ),
    Office(
        "Yayasan Rekan Ibu (rekaan)",
        OMS,
        _people(
            "*Laksmi Paramitha, Ketua",
            "Gita Maharani, Pendamping ibu",
            "Rina Oktaviani, Koordinator lapangan",
            "Yusuf Maulana, Analis data",
            "Tari Wulandari, Relawan",
        ),
    ),
    Office(
        "Lentera Osing Sehat (rekaan)",
        OMS,
        _people(
            "*Imam Syafriadi, Direktur",
            "Dian Puspitasari, Konselor sebaya",
            "Eko Saputro, Advokasi",
            "Melati Kirana, Pengelola program",
        ),
    ),
    Office(
        "Forum Data Warga Blambangan (rekaan)",
        OMS,
        _people(
            "Rangga Aditya, Koordinator",
            "Putri Ayuningtyas, Peneliti",
            "Samsul Arif, Relawan data",
            "Nadia Fitriani, Jurnalis warga",
        ),
    ),
    Office(
        "Jaringan Perempuan Pesisir (rekaan)",
        OMS,
        _people(
            "*Khadijah Rahman, Ketua",
            "Mutiara Segara, Anggota",
            "Sumarni Utami, Anggota",
            "Wiwik Indriyani, Anggota",
            "Ningsih Lestari, Anggota",
        ),
    ),
    Office(
        "Paguyuban Kader Posyandu Kaliwangi (rekaan)",
        COMMUNITY,
        _people(
            "Supatmi, Ketua kader",
            "Rohana, Kader",
            "Tumini, Kader",
            "Jumiati, Kader",
            "Kartini Dewi, Kader",
        ),
    ),
    Office(
        "Kelompok Dukungan Sebaya Cahaya (rekaan)",
        COMMUNITY,
        _people("Arum, Anggota", "Bayu, Anggota", "Citra, Anggota", "Damar, Anggota"),
    ),
    Office(
        "Universitas Tapal Kuda (rekaan)",
        OrganisationKind.ACADEMIC,
        _people("Prasetyo Hadi, Dosen kesehatan masyarakat", "Amelia Zahra, Peneliti"),
    ),
    Office(
        "Klinik Bunda Sentosa (rekaan)",
        OrganisationKind.PRIVATE,
        _people("Vera Anindita, Direktur", "Galih Permana, Bidan"),
    ),
    Office("Radio Suara Blambangan (rekaan)", OrganisationKind.MEDIA, _people("Hana Safira, Redaktur")),
)
CITIZENS = 60


@dataclass(frozen=True)
class Claim:
    """A statement with the leaning of each side: the share that tends to agree.

    ``axis`` says how strongly the statement divides those who put openness first (+) from those who put
    confidentiality first (-), a divide that runs through both sides.
    """

    text: str
    text_en: str
    government: float
    civil_society: float
    citizens: float
    axis: float = 0.0
