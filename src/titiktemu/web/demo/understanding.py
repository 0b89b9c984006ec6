"""The demo's shared understanding: passages in every state, claims, a dispute. All of it is invented."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES, Role, Side
from titiktemu.step2_forum.needs.services.asking import Wanted, ask_need
from titiktemu.step2_forum.understanding.content import Content, content_of
from titiktemu.step2_forum.understanding.figures import fingerprint
from titiktemu.step2_forum.understanding.models import Passage, Wording
from titiktemu.step2_forum.understanding.queries.evidence import evidence_to_cite
from titiktemu.step2_forum.understanding.services.answering import accept_figures, answer_passage
from titiktemu.step2_forum.understanding.services.claims import accept_claim, add_claim
from titiktemu.step2_forum.understanding.services.passages import add_passage, reword_passage

RESULTS: Final = {
    "text": "Hasil pemeriksaan ibu hamil sampai ke puskesmas dan ke ibu dalam tujuh hari (rekaan).",
    "text_en": "Results of check-ups reach the health centre and the mother within seven days (invented).",
    "helps": "Jumlah tes per desa dibuka tiap triwulan, sehingga bidan dan relawan melihat di mana hasil"
    " terlambat (rekaan).",
}
COMPANIONS: Final = {
    "text": "Relawan mendampingi ibu yang hasilnya belum diambil, atas permintaan puskesmas (rekaan).",
    "text_en": "Volunteers accompany mothers whose results wait, when the health centre asks (invented).",
}
AMENDED: Final = (
    "Relawan dan kader mendampingi ibu yang hasilnya belum diambil, atas permintaan puskesmas (rekaan).",
    "Relawan mendampingi ibu yang hasilnya belum diambil, atas permintaan ibu itu sendiri (rekaan).",
)
TESTED: Final = {
    "text": "Lebih banyak ibu hamil dites pada kunjungan pertama (rekaan).",
    "text_en": "More pregnant women are tested at their first visit (invented).",
    "helps": "Kedua pihak membaca angka yang sama tiap triwulan (rekaan).",
    "indicator": "Ibu hamil yang dites HIV pada kunjungan pertama",
    "unit": "persen",
    "baseline": Decimal("61.5"),
    "target": Decimal(90),
    "source": "Laporan tes ibu hamil, Dinas Kesehatan (rekaan)",
}
STOCK: Final = {
    "text": "Tidak ada lagi ibu yang pulang tanpa dites karena alat habis (rekaan).",
    "text_en": "No mother goes home untested because kits have run out (invented).",
    "indicator": "Hari tanpa alat tes di puskesmas dalam setahun",
    "unit": "hari",
    "target": Decimal(0),
}
KINDNESS: Final = {
    "text": "Status ibu tidak disebut di depan orang lain, di puskesmas maupun di desa (rekaan).",
    "text_en": "A mother’s status is never spoken of before others, at the centre or at home (invented).",
}
REPORTS: Final = {
    "text": "Dinas menjawab laporan warga tentang layanan dalam tiga hari kerja (rekaan).",
    "text_en": "The office answers reports of citizens on the service within three working days (invented).",
}
OPEN: Final = {
    "text": "Stok alat tes tiap puskesmas dibuka tiap bulan, sehingga alat dapat dipindahkan sebelum habis"
    " (rekaan).",
    "text_en": "Stocks of kits are opened monthly, so that kits can be moved before they run out (invented).",
}


def tell_understanding(initiative: Initiative, facilitator: Actor) -> None:
    """Seven passages: endorsed, disputed, waiting, one with a wording beside, one with gaps in figures."""
    speakers = {side: _speaker(initiative, side) for side in BOTH_SIDES}
    results = _written(initiative, facilitator, "solution", RESULTS)
    _claims(initiative, speakers, results)
    _endorsed(speakers, results)
    _needed(initiative, speakers, results)
    _beside(speakers, _written(initiative, facilitator, "solution", COMPANIONS))
    tested = _written(initiative, facilitator, "target", {**TESTED, **_days()})
    _endorsed(speakers, tested)
    stands = Wording.objects.get(passage=tested)
    accept_figures(
        actor=speakers[Side.GOVERNMENT], passage=tested, side=Side.GOVERNMENT, figures=fingerprint(stands)
    )
    _written(initiative, speakers[Side.CIVIL_SOCIETY], "target", STOCK, Side.CIVIL_SOCIETY)
    _endorsed(speakers, _written(initiative, facilitator, "expectation", KINDNESS))
    reports = _written(initiative, speakers[Side.CIVIL_SOCIETY], "expectation", REPORTS, Side.CIVIL_SOCIETY)
    answer_passage(
        actor=speakers[Side.GOVERNMENT],
        passage=reports,
        side=Side.GOVERNMENT,
        word="disputed",
        base=1,
        reason="Tidak semua laporan dapat diperiksa dalam tiga hari; sebagian perlu kunjungan (rekaan).",
        query="Lama menjawab laporan warga menurut jenis laporan, 2025 (rekaan)",
    )
    _written(initiative, speakers[Side.CIVIL_SOCIETY], "open_data", OPEN, Side.CIVIL_SOCIETY)


def _days() -> dict[str, date]:
    today = timezone.localdate()
    return {"baseline_on": date(today.year - 1, 12, 31), "due_on": date(today.year + 1, 12, 31)}


def _written(
    initiative: Initiative, actor: Actor, kind: str, told: dict[str, Any], side: str = ""
) -> Passage:
    return add_passage(actor=actor, initiative=initiative, side=str(side), kind=kind, content=Content(**told))


def _endorsed(speakers: dict[Side, Actor], passage: Passage) -> None:
    for side, actor in speakers.items():
        answer_passage(actor=actor, passage=passage, side=side, word="endorsed", base=1)


def _needed(initiative: Initiative, speakers: dict[Side, Actor], passage: Passage) -> None:
    ask_need(
        actor=speakers[Side.CIVIL_SOCIETY],
        initiative=initiative,
        side=Side.CIVIL_SOCIETY.value,
        about=f"target-{passage.pk}",
        wanted=Wanted("Hari dari tes sampai hasil diterima ibu, per desa dan triwulan (rekaan)"),
    )


def _beside(speakers: dict[Side, Actor], passage: Passage) -> None:
    """Both sides write at once: one wording stands, the other waits."""
    stood = content_of(Wording.objects.get(passage=passage))
    for (side, actor), text in zip(speakers.items(), AMENDED, strict=True):
        content = replace(stood, text=text, text_en="")
        reword_passage(actor=actor, passage=passage, side=side, content=content, base=1)


def _claims(initiative: Initiative, speakers: dict[Side, Actor], passage: Passage) -> None:
    """A figure that both accept, a claim with evidence of step 1, and an opinion."""
    official, activist = speakers[Side.GOVERNMENT], speakers[Side.CIVIL_SOCIETY]
    first = add_claim(
        actor=official,
        passage=passage,
        side=Side.GOVERNMENT,
        text="Sepertiga hasil tes sampai lebih lambat dari tujuh hari (rekaan).",
        value=Decimal(33),
        unit="persen",
        source="Rekap Dinas Kesehatan triwulan lalu (rekaan)",
    )
    for side, actor in speakers.items():
        accept_claim(actor=actor, claim=first, side=side)
    add_claim(
        actor=activist,
        passage=passage,
        side=Side.CIVIL_SOCIETY,
        text="Ibu yang tidak mendapat kabar sering tidak kembali (rekaan).",
        piece=evidence_to_cite(initiative).first(),
    )
    add_claim(
        actor=activist,
        passage=passage,
        side=Side.CIVIL_SOCIETY,
        text="Pesan singkat lebih cepat daripada surat (rekaan).",
    )


def _speaker(initiative: Initiative, side: Side) -> Actor:
    places = initiative.participations.filter(side=side, revoked_at=None)
    place = places.filter(role__in=[Role.LEADER, Role.REPRESENTATIVE]).order_by("pk")[:1].get()
    return Actor(participations=(place,))
