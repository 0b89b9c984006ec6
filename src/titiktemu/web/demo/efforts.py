"""The demo's current efforts: a crowd on one cause, and causes nobody works on. All of it is invented."""

from typing import Any, Final

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side
from titiktemu.step2_forum.efforts.queries.efforts import causes_of
from titiktemu.step2_forum.efforts.services.efforts import record_effort

TWICE, APART = "Petugas mencatat dua kali", "Aplikasi pusat"
EFFORTS: Final[tuple[tuple[Side, str, dict[str, Any]], ...]] = (
    (
        Side.GOVERNMENT,
        TWICE,
        {
            "who": "Dinas Kesehatan (rekaan)",
            "what": "Pelatihan aplikasi untuk petugas (rekaan)",
            "budget": 85_000_000,
            "period": "2026",
            "coverage": "12 puskesmas",
            "result": "40 petugas dilatih",
            "gap": "Bidan desa belum ikut",
        },
    ),
    (
        Side.GOVERNMENT,
        TWICE,
        {"who": "Puskesmas Teluk Biru (rekaan)", "what": "Buku kohort dipindai tiap bulan (rekaan)"},
    ),
    (
        Side.GOVERNMENT,
        APART,
        {
            "who": "Dinas Kominfo (rekaan)",
            "what": "Menyambungkan aplikasi (rekaan)",
            "budget": 120_000_000,
            "gap": "Belum ada izin dari pusat",
        },
    ),
    (
        Side.CIVIL_SOCIETY,
        TWICE,
        {
            "who": "Yayasan Rekan Ibu (rekaan)",
            "what": "Relawan membantu menyalin buku (rekaan)",
            "coverage": "3 desa",
            "result": "Salinan selesai seminggu lebih cepat",
        },
    ),
)


def tell_efforts(initiative: Initiative, facilitator: Actor) -> None:
    """What both sides recorded, tied to causes of the joint map by the words on their cards."""
    causes = list(causes_of(initiative))
    for side, words, told in EFFORTS:
        about = [one for one in causes if one.text.startswith(words)][:1]
        record_effort(actor=facilitator, initiative=initiative, side=side.value, causes=about, **told)
