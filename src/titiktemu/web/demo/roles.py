"""The demo's role mirror: both opened; right, corrected, disputed, waiting. All of it is invented."""

from typing import Final

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES, Role, Side, opposite
from titiktemu.step2_forum.roles.models import RolePoint
from titiktemu.step2_forum.roles.queries.points import mirror_of, pairs_of
from titiktemu.step2_forum.roles.services.answering import Answer, answer_point
from titiktemu.step2_forum.roles.services.opening import answer_pair, open_side
from titiktemu.step2_forum.roles.services.writing import Wording, add_point
from titiktemu.step2_forum.roles.words import Word

NAMES_STAY: Final = "UU 14/2008 pasal 17 huruf h"
OWN: Final = {
    Side.GOVERNMENT: (
        Wording(
            "does",
            "Memeriksa ibu hamil di semua puskesmas (rekaan)",
            "Examines pregnant women at every health centre (invented)",
            "UU 23/2014 pasal 12",
        ),
        Wording("decides", "Menetapkan jadwal pemeriksaan", "Sets the days of the check-ups"),
        Wording("supports", "Melatih kader yang mendampingi ibu", "Trains volunteers who accompany mothers"),
        Wording(
            "can", "Membuka jumlah pemeriksaan per desa", "Can open counts by village", "UU 14/2008 pasal 7"
        ),
        Wording(
            "may_not",
            "Membuka nama atau hasil tes seorang ibu",
            "May not open the name or the test result of a mother",
            NAMES_STAY,
        ),
    ),
    Side.CIVIL_SOCIETY: (
        Wording(
            "does", "Mendampingi ibu hamil ke puskesmas", "Accompanies pregnant women to the health centre"
        ),
        Wording(
            "does",
            "Mencatat keluhan ibu di tiga desa (rekaan)",
            "Notes complaints in three villages (invented)",
        ),
        Wording("decides", "Memilih desa yang didampingi", "Chooses the villages where it helps"),
        Wording("supports", "Membantu menyalin laporan bulanan", "Helps to copy the monthly reports"),
        Wording(
            "may_not",
            "Menyimpan hasil tes tanpa persetujuan ibu",
            "May not keep a test result without the mother's consent",
            "UU 27/2022 pasal 20",
        ),
    ),
}
type Said = tuple[Wording, tuple[Answer, ...]]


def _corrected(wording: Wording) -> Answer:
    return Answer(Word.CORRECTED.value, 0, wording)


RIGHT: Final = Answer(Word.RIGHT.value, 0)
ACCEPTED: Final = Answer(Word.ACCEPTED.value, 1)
COUNTS: Final = Wording(
    "can",
    "Membuka jumlah pemeriksaan per desa; nama tidak pernah",
    "Can open counts by village; names never",
    NAMES_STAY,
)
COMPLAINTS: Final = Wording(
    "does",
    "Menyampaikan keluhan lebih dahulu kepada puskesmas",
    "Brings complaints to the health centre first",
)
ASKING: Final = Wording(
    "can",
    "Meminta jumlah pemeriksaan sebagai informasi publik, disertai alasan",
    "Can ask for counts as public information, with its reason",
    "UU 14/2008 pasal 4 ayat (3)",
)
COHORT: Final = Wording(
    "supports",
    "Membacakan catatan kepada petugas, yang menulisnya di buku kohort",
    "Reads its notes to the staff, who write them into the register",
)
MONTHLY: Final = Wording(
    "does", "Datang ke desa tiap bulan lewat posyandu", "Comes to the villages each month (posyandu)"
)
BELIEVED: Final[dict[Side, tuple[Said, ...]]] = {
    Side.GOVERNMENT: (
        (
            Wording("does", "Mendampingi ibu ke puskesmas", "Accompanies mothers to the health centre"),
            (RIGHT,),
        ),
        (
            Wording("does", "Mengirim setiap keluhan ke media", "Sends every complaint to the media"),
            (_corrected(COMPLAINTS), ACCEPTED),
        ),
        (
            Wording("may_not", "Meminta data pemeriksaan", "May not ask for data on check-ups"),
            (_corrected(ASKING), ACCEPTED),
        ),
        (
            Wording("can", "Menulis sendiri di buku kohort", "Can write into the register itself"),
            (_corrected(COHORT),),
        ),
    ),
    Side.CIVIL_SOCIETY: (
        (
            Wording(
                "may_not", "Membuka angka apa pun kepada masyarakat", "May not open any figure to the public"
            ),
            (_corrected(COUNTS), ACCEPTED),
        ),
        (
            Wording("does", "Memeriksa ibu hamil di puskesmas", "Examines pregnant women at health centres"),
            (RIGHT,),
        ),
        (
            Wording("does", "Datang ke desa sekali setahun", "Comes to the villages once a year"),
            (
                _corrected(MONTHLY),
                Answer(Word.DISPUTED.value, 1, reason="Di dua dusun belum pernah ada posyandu (rekaan)."),
            ),
        ),
        (
            Wording(
                "decides", "Menetapkan sendiri anggaran pemeriksaan", "Sets the budget of check-ups alone"
            ),
            (Answer(Word.DISPUTED.value, 0, reason="Anggaran diputuskan bersama DPRD (rekaan)."),),
        ),
        (Wording("supports", "Melatih kader di semua desa", "Trains volunteers in every village"), ()),
    ),
}


def tell_roles(initiative: Initiative, facilitator: Actor) -> None:
    """Both sides wrote, one point of them from paper, opened and answered most of it."""
    speakers = {side: _speaker(initiative, side) for side in BOTH_SIDES}
    written: list[tuple[RolePoint, tuple[Answer, ...]]] = []
    for side, actor in speakers.items():
        for at, wording in enumerate(OWN[side]):
            _add(facilitator if at == len(OWN[side]) - 1 else actor, initiative, side, side, wording)
        written += [
            (_add(actor, initiative, side, opposite(side), wording), answers)
            for wording, answers in BELIEVED[side]
        ]
    for side, actor in speakers.items():
        open_side(actor=actor, mirror=mirror_of(initiative), side=side.value)
    for point, answers in written:
        _answer(speakers, point, answers)
    for pair in pairs_of(mirror_of(initiative)).select_related("own__initiative", "belief", "mirror")[:2]:
        answer_pair(actor=speakers[Side(pair.own.side)], pair=pair, same=True)


def _add(actor: Actor, initiative: Initiative, side: Side, about: Side, wording: Wording) -> RolePoint:
    return add_point(actor=actor, initiative=initiative, side=side.value, about=about.value, wording=wording)


def _answer(speakers: dict[Side, Actor], point: RolePoint, answers: tuple[Answer, ...]) -> None:
    """The side that it is about speaks first, the one that believed after it."""
    for side, answer in zip((point.about, point.side), answers, strict=False):
        answer_point(actor=speakers[Side(side)], point=point, side=side, answer=answer)


def _speaker(initiative: Initiative, side: Side) -> Actor:
    places = initiative.participations.filter(side=side, revoked_at=None)
    place = places.filter(role__in=[Role.LEADER, Role.REPRESENTATIVE]).order_by("pk")[:1].get()
    return Actor(participations=(place,))
