"""The demo's causal maps: one drawn apart, one talked about. All of it is invented."""

from typing import Final

from titiktemu.analysis.causal_maps.outline import read_outline
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES, Role, Side
from titiktemu.step2_forum.maps.models import CausalMap
from titiktemu.step2_forum.maps.queries.cards import cards_of, core_of
from titiktemu.step2_forum.maps.queries.joint import joint_of, pairs_of
from titiktemu.step2_forum.maps.services.drawing import type_paper
from titiktemu.step2_forum.maps.services.linking import add_link
from titiktemu.step2_forum.maps.services.opening import answer_pair, create_map, open_side
from titiktemu.step2_forum.maps.services.session import Verdict, begin_session, settle_link

PROBLEM: Final = "Hasil pemeriksaan ibu hamil terlambat sampai ke puskesmas (rekaan)"
PROBLEM_EN: Final = "Results of check-ups of pregnant women reach the health centre late (invented)"
CAUSES: Final = {
    Side.GOVERNMENT: """Petugas mencatat dua kali
  Aplikasi pusat dan buku kohort tidak tersambung
  Formulir berbeda tiap program
Jaringan internet di desa lemah
Ibu terlambat datang memeriksakan diri
  Jarak ke puskesmas jauh""",
    Side.CIVIL_SOCIETY: """Petugas mencatat dua kali di buku dan aplikasi
  Formulir tiap program berbeda
Ibu takut biaya pemeriksaan
Ibu terlambat memeriksakan diri
  Jarak ke puskesmas terlalu jauh
  Ibu takut biaya pemeriksaan
Warga tidak tahu hasil pemeriksaan""",
}
IMPLICATIONS: Final = {
    Side.GOVERNMENT: """Kehamilan berisiko terlambat dirujuk
  Biaya rumah sakit naik
Angka laporan tidak dipercaya""",
    Side.CIVIL_SOCIETY: """Kehamilan berisiko terlambat dirujuk
Warga tidak percaya angka laporan""",
}
SECOND: Final = "Sumur sekolah tercemar (rekaan)"
SECOND_EN: Final = "Wells of schools are polluted (invented)"


def tell_maps(initiative: Initiative, facilitator: Actor) -> None:
    """A map in its session, and one that both sides still draw."""
    first = _drawn(initiative, facilitator, PROBLEM, PROBLEM_EN)
    speakers = {side: _speaker(initiative, side) for side in BOTH_SIDES}
    _loop(first, facilitator)
    for side, actor in speakers.items():
        open_side(actor=actor, causal_map=first, side=side)
    for pair in pairs_of(first):
        for side, actor in speakers.items():
            answer_pair(actor=actor, pair=pair, side=side, same=True)
    begun = begin_session(actor=facilitator, causal_map=first)
    alone = joint_of(begun).alone
    settle_link(
        actor=facilitator,
        link=alone[0].link,
        verdict=Verdict("changed", 1, 1, "Setelah contoh dari dua desa (rekaan)."),
    )
    contested = joint_of(begun).contested or joint_of(begun).alone
    government, civil_society = contested[0].link.signs()
    question = "Jarak rumah ke puskesmas dan minggu kehamilan saat kunjungan pertama, per desa"
    verdict = Verdict("data", government, civil_society, "", question)
    settle_link(actor=facilitator, link=contested[0].link, verdict=verdict)
    second = create_map(actor=facilitator, initiative=initiative, problem=SECOND, problem_en=SECOND_EN)
    lines = read_outline("Jamban terlalu dekat dengan sumur\n  Lahan sempit\nSumur tidak pernah diuji")
    wells = core_of(second, Side.GOVERNMENT)
    type_paper(
        actor=facilitator,
        causal_map=second,
        side=Side.GOVERNMENT.value,
        kind="cause",
        lines=lines,
        beside=wells,
    )


def _drawn(initiative: Initiative, facilitator: Actor, problem: str, problem_en: str) -> CausalMap:
    made = create_map(actor=facilitator, initiative=initiative, problem=problem, problem_en=problem_en)
    for kind, texts in (("cause", CAUSES), ("implication", IMPLICATIONS)):
        for side, text in texts.items():
            type_paper(
                actor=facilitator,
                causal_map=made,
                side=side.value,
                kind=kind,
                lines=read_outline(text),
                beside=core_of(made, side),
            )
    return made


def _loop(causal_map: CausalMap, facilitator: Actor) -> None:
    """Mistrust keeps women away, in the eyes of civil society; government says there is no such link."""
    for side, sign in ((Side.CIVIL_SOCIETY, 1), (Side.GOVERNMENT, 0)):
        cards = {card.text: card for card in cards_of(facilitator, causal_map, side)}
        cause = next(card for text, card in cards.items() if "laporan" in text)
        effect = next(card for text, card in cards.items() if text.startswith("Ibu terlambat"))
        add_link(actor=facilitator, cause=cause, effect=effect, sign=sign, confidence=2)


def _speaker(initiative: Initiative, side: Side) -> Actor:
    places = initiative.participations.filter(side=side, revoked_at=None)
    place = places.filter(role__in=[Role.LEADER, Role.REPRESENTATIVE]).order_by("pk")[:1].get()
    return Actor(participations=(place,))
