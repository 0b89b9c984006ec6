"""What the demo's cards, evidence and proposals say. Everything is invented, and says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from titiktemu.foundation.words import Side

GOV, CSO = Side.GOVERNMENT, Side.CIVIL_SOCIETY
type Pair = tuple[str, str]


@dataclass(frozen=True)
class Card:
    """A card: who wrote it, what it says, why each side wants it solved, and which data would help."""

    author: Side
    told: dict[str, Any]
    reasons: dict[Side, tuple[Pair, ...]]
    data: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class Idea:
    """A solution: who wrote it, what it says, its data, and how people of each side rate it, in turn."""

    by: Side
    words: dict[str, str]
    data: tuple[tuple[str, str, str], ...]
    ratings: dict[Side, tuple[int, ...]]


CARDS: Final = (
    Card(
        GOV,
        {
            "problem": "Separuh ibu hamil di kecamatan selatan baru menerima hasil"
            " tes HIV setelah dua minggu.",
            "problem_en": "Half of the pregnant women in the southern districts wait"
            " two weeks for their result.",
            "scope": "specific",
            "mechanism": "where",
            "mechanism_note": "Bila waktu tunggu per puskesmas diumumkan tiap bulan, jelas"
            " di mana reagen atau "
            "pengiriman sampel tersendat.",
            "mechanism_note_en": "If waiting times by health centre are published every"
            " month, it shows where "
            "test kits or the transport of samples fall behind.",
        },
        {
            GOV: (
                (
                    "Target pengobatan dini tidak tercapai bila hasil datang terlambat.",
                    "The target of early treatment is missed when results come late.",
                ),
                (
                    "Petugas kami disalahkan untuk keterlambatan yang terjadi di tempat lain.",
                    "Our staff are blamed for delays that happen elsewhere.",
                ),
            ),
            CSO: (
                (
                    "Ibu yang menunggu lama sering tidak kembali mengambil hasilnya.",
                    "Women who wait long often do not come back for their result.",
                ),
            ),
        },
        (
            (
                "Tes HIV ibu hamil per kecamatan (rekaan)",
                "HIV tests by district (invented)",
                "existing",
                "Dinas Kesehatan (rekaan)",
            ),
            (
                "Tanggal sampel diambil dan hasil diterima",
                "Dates of sample and result",
                "obtainable",
                "Buku laboratorium puskesmas",
            ),
        ),
    ),
    Card(
        CSO,
        {
            "problem": "Anggaran pendampingan ibu dengan HIV tersisa tiap tahun, padahal pendamping kurang.",
            "problem_en": "The budget for companions of mothers with HIV stays"
            " unspent, yet companions are few.",
            "scope": "specific",
            "mechanism": "money",
            "mechanism_note": "Realisasi per triwulan dan jumlah ibu yang didampingi, berdampingan.",
            "mechanism_note_en": "Spending by quarter beside the number of mothers accompanied.",
        },
        {
            GOV: (
                ("Sisa anggaran membuat pagu tahun depan dipotong.", "Unspent money means a cut next year."),
            ),
            CSO: (
                (
                    "Pendamping kami membayar sendiri ongkos jalan ke desa.",
                    "Our companions pay for their own way to the villages.",
                ),
                ("Kami tidak tahu uang itu berhenti di mana.", "We do not know where the money gets stuck."),
            ),
        },
        (
            (
                "Realisasi anggaran per kegiatan dan triwulan",
                "Spending by activity and quarter",
                "obtainable",
                "Badan keuangan daerah",
            ),
            (
                "Catatan pendampingan tanpa nama (rekaan)",
                "Records of companions, without names (invented)",
                "existing",
                "Yayasan Rekan Ibu (rekaan)",
            ),
        ),
    ),
    Card(
        CSO,
        {
            "problem": "Stigma membuat ibu dengan HIV menjauh dari posyandu dan puskesmas.",
            "problem_en": "Stigma keeps mothers with HIV away from village posts and health centres.",
            "scope": "broad",
            "mechanism": "missed",
            "mechanism_note": "Data kunjungan menunjukkan di mana ibu berhenti datang setelah tes.",
            "mechanism_note_en": "Visits show where women stop coming after the test.",
        },
        {
            GOV: (("Pasien yang hilang membuat pengobatan gagal.", "Patients who are lost fail treatment."),),
            CSO: (
                (
                    "Ibu-ibu bercerita bahwa namanya disebut di ruang tunggu.",
                    "Mothers tell that their name was called out in the waiting room.",
                ),
            ),
        },
        (("Kunjungan ulang setelah tes", "Return visits after the test", "missing", ""),),
    ),
    Card(
        GOV,
        {
            "problem": "Aturan nasional tentang pengadaan obat terlalu lambat bagi kabupaten.",
            "problem_en": "National rules on buying medicine are too slow for the regency.",
            "scope": "broad",
        },
        {
            GOV: (("Kami menunggu berbulan-bulan.", "We wait for months."),),
            CSO: (("Obat kosong merugikan pasien.", "Patients suffer when medicine runs out."),),
        },
        (),
    ),
)
ASIDE: Final = "Kewenangannya di pusat; tim kabupaten tidak dapat mengubahnya tahun ini."

EVIDENCE: Final[tuple[tuple[int, dict[str, Any]], ...]] = (
    (0, {"channel": "opinion", "kind": "figure", "strength": 3, "people": 412,
         "text": "58% ibu hamil yang ditanya menunggu lebih dari sepuluh hari (rekaan).",
         "text_en": "58% of the pregnant women asked waited more than ten days (invented).",
         "origin": "Survei warga, rekaan"}),
    (0, {"channel": "focus_groups", "kind": "quote", "strength": 2, "people": 8,
         "text": "“Saya bolak-balik tiga kali, hasilnya belum juga ada.” (rekaan)",
         "text_en": "“I went back three times and the result was still not there.” (invented)",
         "origin": "Diskusi kelompok, ibu di kecamatan selatan"}),
    (0, {"channel": "experts", "kind": "note", "strength": 3, "people": 5,
         "text": "Empat dari lima ahli: hasil harus ada dalam tiga hari agar"
         " pengobatan tepat waktu (rekaan).",
         "text_en": "Four of five experts: results within three days, so that"
         " treatment is in time (invented).",
         "origin": "Wawancara ahli, putaran kedua"}),
    (1, {"channel": "opinion", "kind": "figure", "strength": 1, "people": 412,
         "text": "21% mengetahui adanya pendamping (rekaan).",
         "text_en": "21% know that there are companions (invented).", "origin": "Survei warga, rekaan"}),
    (1, {"channel": "focus_groups", "kind": "quote", "strength": 3, "people": 7,
         "text": "“Kalau tidak ditemani, saya tidak berani kembali.” (rekaan)",
         "text_en": "“Without somebody beside me I would not dare to go back.” (invented)",
         "origin": "Diskusi kelompok, ibu dengan HIV"}),
    (2, {"channel": "opinion", "kind": "figure", "strength": 3, "people": 412,
         "text": "64% takut diketahui tetangga bila dites (rekaan).",
         "text_en": "64% fear that neighbours learn of a test (invented).",
         "origin": "Survei warga, rekaan"}),
    (2, {"channel": "experts", "kind": "note", "strength": 2, "people": 5,
         "text": "Stigma disebut semua ahli, tetapi paling sulit diukur (rekaan).",
         "text_en": "All experts name stigma, but it is hardest to measure (invented).",
         "origin": "Wawancara ahli, putaran kedua"}),
)  # fmt: skip
STATEMENTS: Final = {0: (1, 3, 9), 1: (10, 11), 2: (2, 8)}
ARTICLES: Final = {0: (1, 2, 5), 1: (9,), 2: (7, 10, 12)}
"""Statements and articles, by their numbers, that speak for an issue."""
CHANNELS: Final[dict[str, tuple[str, str, tuple[int, ...], int | None]]] = {
    "opinion": ("Survei 412 warga di delapan kecamatan (rekaan).",
                "A survey of 412 citizens in eight districts (invented).", (2, 0, 1), 412),
    "focus_groups": ("Dua diskusi dengan 15 ibu (rekaan).", "Two talks with 15 women (invented).",
                     (0, 1, 2), 15),
    "media": ("Enam belas artikel dari tiga surat kabar (rekaan); salinan dihitung sekali.",
              "Sixteen articles of three newspapers (invented); copies are counted once.", (2, 0, 1), 16),
    "experts": ("Lima ahli, dua putaran (rekaan).", "Five experts, two rounds (invented).", (0, 2, 1), 5),
    "consultation": ("Konsultasi inisiatif ini.", "The consultation of this initiative.", (0, 1, 2), 100),
}  # fmt: skip

SOLUTIONS: Final = (
    (0, Idea(GOV, {"title": "Papan waktu tunggu: setiap puskesmas mengumumkan lama hasil tes tiap bulan.",
                   "title_en": "A board of waiting times: each health centre publishes them every month.",
                   "how": "Dinas melihat puskesmas mana yang tersendat dan mengirim reagen ke sana dahulu.",
                   "how_en": "The office sees where results fall behind and sends test kits there first."},
             (("Tes HIV ibu hamil per kecamatan", "HIV tests by district", "existing"),
              ("Tanggal hasil diterima", "Dates of results", "obtainable")),
             {GOV: (1, 1, 1, 0, 1, 1), CSO: (1, 1, 1, 1, 1, -1)})),
    (0, Idea(CSO, {"title": "Kurir sampel bersama antara puskesmas dan pendamping.",
                   "title_en": "A joint courier of samples, run by health centres and companions.",
                   "how": "Rute disusun dari tanggal sampel dan jarak.",
                   "how_en": "Routes follow from the dates of samples and distances."},
             (("Jadwal dan jarak pengiriman", "Timetable and distances", "missing"),),
             {GOV: (-1, 1, 0, 1, -1, 1), CSO: (1, 1, 0, 1, 1, 1)})),
    (1, Idea(CSO, {"title": "Dasbor realisasi anggaran pendampingan tiap triwulan.",
                   "title_en": "A quarterly dashboard of what is spent on companions.",
                   "how": "Kedua pihak melihat kegiatan mana yang tersendat sebelum tahun berakhir.",
                   "how_en": "Both sides see which activity is stuck before the year ends."},
             (("Realisasi per kegiatan", "Spending by activity", "obtainable"),
              ("Catatan pendampingan", "Records of companions", "existing")),
             {GOV: (1, 0, 1, -1, 1, 0), CSO: (1, 1, 1, 1, 1, 1)})),
    (1, Idea(GOV, {"title": "Honor pendamping dibayar menurut kunjungan yang tercatat.",
                   "title_en": "Companions are paid by recorded visits.",
                   "how": "Catatan kunjungan tanpa nama menjadi dasar pembayaran.",
                   "how_en": "Records of visits without names are what is paid by."},
             (("Catatan pendampingan", "Records of companions", "existing"),),
             {GOV: (1, 1, 1, 1, 0, 1), CSO: (-1, 1, -1, 0, 1, -1)})),
    (2, Idea(CSO, {"title": "Penilaian kerahasiaan oleh pasien, diumumkan per puskesmas.",
                   "title_en": "Patients rate how secrets are kept, published by health centre.",
                   "how": "Puskesmas dengan nilai rendah dilatih lebih dahulu.",
                   "how_en": "Health centres with low ratings are trained first."},
             (("Penilaian pasien", "Ratings by patients", "missing"),), {GOV: (1, 0), CSO: (1, 1)})),
)  # fmt: skip

POLL: Final = "Isu mana yang kita dahulukan?"
POLL_EN: Final = "Which issue do we take up first?"
BALLOTS: Final = {GOV: ("1 2 3", "1 3 2", "1 2 3"), CSO: ("2 1 3", "1 2 3", "2 3 1", "1 2 3")}

TEXT: Final = (
    "Kita menangani lambatnya hasil tes HIV ibu hamil di kecamatan"
    " selatan. Setiap puskesmas mengumumkan waktu "
    "tunggu hasil tes setiap triwulan."
)
TEXT_EN: Final = (
    "We take up the slow results of HIV tests in pregnancy in the southern districts. Each health centre "
    "publishes how long results take, every quarter."
)
AMENDED: Final = {
    "text": "Kita menangani lambatnya hasil tes HIV ibu hamil di"
    " kecamatan selatan. Setiap puskesmas mengumumkan "
    "waktu tunggu hasil tes setiap bulan, tanpa data yang dapat mengenali"
    " orang, dan pendamping dari masyarakat "
    "sipil ikut memeriksa angkanya.",
    "text_en": "We take up the slow results of HIV tests in pregnancy in the southern districts. Each health "
    "centre publishes how long results take every month, without data that could identify anybody, and "
    "companions of civil society help to check the figures.",
    "change": "Setiap bulan, bukan triwulan; perlindungan identitas; pemeriksaan bersama.",
    "change_en": "Every month instead of every quarter; protection of identities; checked together.",
}
OBJECTION: Final = {
    "reason": "Setiap triwulan terlalu lambat; keterlambatan baru terlihat setelah bayi lahir.",
    "reason_en": "Every quarter is too slow; a delay is seen only after the child is born.",
    "amendment": "Umumkan setiap bulan.",
}
INTEGRATED: Final = {
    "note": "Naskah kini menyebut setiap bulan.",
    "note_en": "The text now says every month.",
}
STANDING: Final = {
    "reason": "Puskesmas kecil tidak punya petugas untuk mencatat setiap bulan.",
    "reason_en": "Small health centres have nobody to record it every month.",
}
STANDS: Final = {
    "note": "Tetap berdiri; tim aksi meninjaunya setelah tiga bulan.",
    "note_en": "It stands; the team looks at it again after three months.",
}
FIRST: Final = {
    GOV: (1, 2, 2, 1, 3, 2, 6, 1, 2, 3, 1, 2),
    CSO: (2, 5, 3, 2, 5, 7, 1, 5, 2, 3, 6, 2),
}
SECOND: Final = {
    GOV: (1, 1, 2, 1, 3, 2, 6, 1, 2, 3, 1, 2),
    CSO: (1, 2, 3, 1, 2, 6, 1, 3, 2, 1, 3, 2),
}
PLACE: Final = "Aula kecamatan (rekaan)"
OPEN: Final = (
    "Kita menangani anggaran pendampingan yang tersisa. Realisasi per"
    " triwulan dibuka, dan kedua pihak melihatnya "
    "bersama sebelum anggaran perubahan disusun."
)
OPEN_EN: Final = (
    "We take up the unspent budget for companions. Spending is opened by quarter, and both sides look at it "
    "together before the budget is revised."
)
