"""The demo's evidence: newspapers, focus groups and experts that do not exist. All invented."""

from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.evidence.models import FocusGroup
from titiktemu.step1_issues.evidence.services.experts import (
    ask_experts,
    close_round,
    open_next_round,
    type_ratings,
    write_interview,
)
from titiktemu.step1_issues.evidence.services.groups import (
    add_code,
    add_quote,
    count_people,
    write_group,
    write_notes,
)
from titiktemu.step1_issues.evidence.services.media import add_article
from titiktemu.step1_issues.evidence.services.topics import ask_to_sort
from titiktemu.step1_issues.evidence.tasks import sort_articles
from titiktemu.web.demo.coding import code_articles, code_sessions, second_coder

PAPERS: Final = ("Radar Selat (rekaan)", "Kabar Pesisir (rekaan)", "Suara Blambangan (rekaan)")
ARTICLES: Final = (
    (
        "Hasil tes ibu hamil di puskesmas selatan baru keluar tiga minggu",
        "Ibu hamil di wilayah selatan menunggu hasil tes HIV sampai tiga minggu karena sampel "
        "dikirim ke rumah sakit kabupaten dua kali sebulan.",
    ),
    (
        "Reagen tes kosong, puskesmas minta stok dibuka",
        "Tes ibu hamil tertunda karena reagen kosong; puskesmas meminta data stok reagen dibuka "
        "setiap pekan.",
    ),
    (
        "Laboratorium keliling akan melayani tes ibu hamil",
        "Mobil laboratorium direncanakan mendatangi puskesmas agar hasil tes ibu hamil keluar "
        "pada hari yang sama.",
    ),
    (
        "Dinas menyebut hasil tes kini bisa dikirim lewat pesan",
        "Dinas kesehatan mencoba mengirim hasil tes ibu hamil lewat pesan yang disandi ke bidan puskesmas.",
    ),
    (
        "Bidan desa: hasil tes sering hilang di jalan",
        "Bidan desa menceritakan lembar hasil tes ibu hamil yang hilang dan harus diulang di laboratorium.",
    ),
    (
        "Anggaran reagen tes ibu hamil naik, serapan rendah",
        "Anggaran reagen tes naik tetapi baru terserap separuh; puskesmas menunggu pengadaan laboratorium.",
    ),
    (
        "Ibu dengan HIV ditolak melahirkan, keluarga mengadu",
        "Keluarga mengadu karena seorang ibu ditolak tempat bersalin; pendamping meminta tenaga "
        "kesehatan dilatih soal stigma.",
    ),
    (
        "Kader posyandu belajar menjaga rahasia",
        "Kader posyandu dilatih menjaga rahasia dan mengurangi stigma kepada ibu dengan HIV dan keluarganya.",
    ),
    (
        "Pendamping sebaya: yang berat itu omongan tetangga",
        "Pendamping sebaya bercerita bahwa stigma tetangga membuat ibu enggan mengambil obat di "
        "tempat terdekat.",
    ),
    (
        "Tokoh agama ajak warga tidak mengucilkan",
        "Tokoh agama mengajak warga tidak mengucilkan ibu dengan HIV; stigma disebut menghalangi pengobatan.",
    ),
    (
        "Sekolah diminta tidak menanyakan status orang tua",
        "Pendamping meminta sekolah tidak menanyakan status keluarga karena stigma membuat anak "
        "berhenti belajar.",
    ),
    (
        "Pelatihan tenaga kesehatan soal stigma digelar lagi",
        "Tenaga kesehatan rumah sakit mengikuti pelatihan melawan stigma bersama pendamping "
        "sebaya dan keluarga.",
    ),
    (
        "Perahu ambulans rusak, ibu di pulau menunggu",
        "Perahu ambulans rusak sejak lama sehingga ibu di pulau menunggu ongkos transportasi "
        "untuk mengambil obat.",
    ),
    (
        "Ongkos ke rumah sakit lebih mahal dari obatnya",
        "Warga pegunungan menghitung ongkos transportasi mengambil obat di rumah sakit lebih "
        "mahal dari upah sehari.",
    ),
    (
        "Obat akan tersedia di empat puskesmas",
        "Obat yang selama ini hanya ada di rumah sakit akan tersedia di puskesmas agar ongkos "
        "transportasi berkurang.",
    ),
    (
        "Relawan antar obat dengan sepeda motor",
        "Relawan mengantar obat ke dusun pegunungan; ongkos transportasi bensin dibayar urunan warga.",
    ),
)
NOTES: Final = (
    "(Catatan rekaan untuk contoh.) Hasil tes lama sekali, saya sampai lupa pernah dites.",
    "Kalau hasilnya cepat, kami bisa cepat minum obat.",
    "Tetangga bicara macam-macam kalau melihat saya ke ruang itu.",
    "Ongkos ke kota lima puluh ribu, belum makan.",
    "Bidannya baik, tetapi ruangannya terlihat dari jalan.",
    "Saya ingin tahu apakah obatnya ada sebelum berangkat.",
)
CODES: Final = (
    ("Hasil tes lambat", "Bila orang bercerita tentang menunggu hasil tes."),
    ("Stigma", "Bila orang takut dilihat atau dibicarakan."),
    ("Ongkos dan jarak", "Bila biaya perjalanan atau jarak menjadi halangan."),
    ("Kepastian obat", "Bila orang tidak tahu apakah obat tersedia."),
    ("Petugas berganti", "Bila orang harus mengulang cerita kepada petugas baru."),
)
MORE_EXPERTS: Final = (
    ("Kebidanan (rekaan)", "Bidan tidak punya cara menanyakan hasil selain menelepon laboratorium."),
    ("Laboratorium (rekaan)", "Sampel menunggu cukup banyak sebelum dikerjakan, demi menghemat reagen."),
    ("Hak pasien (rekaan)", "Kerahasiaan dijaga di atas kertas, tetapi ruang tunggunya terbuka."),
    ("Keuangan daerah (rekaan)", "Anggaran reagen terserap lambat karena pengadaan satu kali setahun."),
)
RATINGS: Final = ((5, 4, 5, 2, 3, 1), (5, 4, 5, 4, 4, 3))
"""What the six experts gave in two closed rounds: they come closer."""


def tell_evidence(initiative: Initiative, facilitator: Actor) -> None:
    """Articles of three invented newspapers, one of them copied, focus groups, and experts."""
    today = timezone.localdate()
    for number, (title, text) in enumerate(ARTICLES):
        day = today - timedelta(days=6 * (len(ARTICLES) - number))
        _article(initiative, facilitator, PAPERS[number % len(PAPERS)], title, text, day)
    title, text = ARTICLES[0]
    _article(initiative, facilitator, PAPERS[1], title, text, today - timedelta(days=90))
    ask_to_sort(actor=facilitator, initiative=initiative)
    # At once rather than by the worker, so that there are topics to code.
    sort_articles.call(initiative.pk)
    coders = (facilitator, second_coder(initiative, facilitator))
    code_articles(initiative, coders)
    first = _focus_group(initiative, facilitator, today - timedelta(days=32))
    code_sessions(initiative, coders, first, today - timedelta(days=32))
    _experts(initiative, facilitator, today - timedelta(days=15))


def _article(initiative: Initiative, actor: Actor, paper: str, title: str, text: str, day: date) -> None:
    add_article(actor=actor, initiative=initiative, source=paper, title=title, text=text, day=day)


def _focus_group(initiative: Initiative, facilitator: Actor, day: date) -> FocusGroup:
    group = write_group(
        actor=facilitator,
        initiative=initiative,
        title="Ibu-ibu di wilayah selatan (rekaan)",
        held_on=day,
        place="Balai desa (rekaan)",
        guide="Bagaimana Anda dites?\nApa yang menghalangi mengambil obat?",
    )
    count_people(actor=facilitator, group=group, people={("citizens", "women"): 8})
    write_notes(actor=facilitator, group=group, text="\n".join(NOTES))
    for name, meaning in CODES:
        add_code(actor=facilitator, initiative=initiative, name=name, meaning=meaning)
    add_quote(
        actor=facilitator,
        group=group,
        text="Kalau hasilnya cepat, kami bisa cepat minum obat.",
        consent="with_role",
        role="seorang ibu, wilayah selatan (rekaan)",
    )
    add_quote(
        actor=facilitator,
        group=group,
        text="Ongkos ke kota lima puluh ribu, belum makan.",
        consent="anonymous",
    )
    add_quote(
        actor=facilitator,
        group=group,
        text="Tetangga bicara macam-macam kalau melihat saya ke ruang itu.",
        consent="none",
    )
    return group


def _experts(initiative: Initiative, facilitator: Actor, day: date) -> None:
    write_interview(
        actor=facilitator,
        initiative=initiative,
        held_on=day,
        field="Kesehatan masyarakat (rekaan)",
        role="dosen yang meneliti layanan ibu (rekaan)",
        interest="Pernah menerima dana penelitian dari dinas kesehatan.",
        consent="with_role",
        problem="Jarak antara tes dan hasil terlalu lama, dan tidak ada yang menghitungnya.",
        causes="Sampel dikumpulkan dahulu, lalu dikirim ke satu laboratorium.",
        data="Tanggal tes dan tanggal hasil dicatat di buku puskesmas, tidak digabungkan.",
        advice="Terbitkan setiap bulan berapa hari hasil ditunggu, per puskesmas.",
    )
    write_interview(
        actor=facilitator,
        initiative=initiative,
        held_on=day,
        field="Pengadaan obat (rekaan)",
        interest="Tidak ada.",
        consent="anonymous",
        problem="Puskesmas tidak tahu stok di gudang, sehingga memesan terlambat.",
        advice="Buka data stok setiap pekan.",
    )
    for field, problem in MORE_EXPERTS:
        write_interview(
            actor=facilitator,
            initiative=initiative,
            held_on=day,
            field=field,
            interest="Tidak ada.",
            consent="anonymous",
            problem=problem,
        )
    _rounds(initiative, facilitator)


def _rounds(initiative: Initiative, facilitator: Actor) -> None:
    question = ask_experts(
        actor=facilitator,
        initiative=initiative,
        text="Seberapa mendesak hasil tes yang lambat? (rekaan)",
        low="dapat menunggu",
        high="paling mendesak",
    )
    for at, ratings in enumerate(RATINGS):
        if at:
            open_next_round(actor=facilitator, question=question)
        type_ratings(actor=facilitator, question=question, ratings=dict(enumerate(ratings, start=1)))
        close_round(actor=facilitator, question=question)
