"""The demo's data needs: asked and rated by both, an order that both agreed on. All of it is invented."""

from typing import Any, Final

from titiktemu.analysis.data_needs.opening import Said
from titiktemu.catalogue.models import DataAsset
from titiktemu.catalogue.services.datasets import edit_asset
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES, Role, Side
from titiktemu.step2_forum.maps.models import DataQuestion
from titiktemu.step2_forum.needs.queries.subjects import walk_of
from titiktemu.step2_forum.needs.services.asking import (
    Wanted,
    ask_need,
    carry_question,
    name_asset,
    settle_need,
)
from titiktemu.step2_forum.needs.services.opening import Draft, approve_order, rate_asset, write_order
from titiktemu.step2_forum.needs.words import Whereabouts

TESTS, STOCK, COMPANIONS, REGISTERS = (
    "Reports of HIV tests of pregnant women (invented)",
    "Stock of test kits (invented)",
    "Records of accompanied mothers (invented)",
    "Registers of HIV treatment (invented)",
)
KNOWN: Final[dict[str, dict[str, Any]]] = {
    TESTS: {
        "walidata": "Dinas Komunikasi dan Informatika (rekaan)",
        "legal_basis": "UU 14/2008 pasal 11; daftar informasi publik (rekaan)",
        "consideration": "Nama dan alamat ibu tidak dibuka (UU 14/2008 pasal 17 huruf h). Jumlah per"
        " kecamatan dan triwulan dibuka setelah angka kecil ditutup (rekaan).",
        "form": "spreadsheet",
        "openness": 3,
        "frequency": "quarterly",
        "quality": "Lengkap sejak 2024; dua puskesmas terlambat melapor (rekaan).",
    },
    STOCK: {
        "walidata": "Dinas Komunikasi dan Informatika (rekaan)",
        "legal_basis": "UU 14/2008 pasal 9",
        "form": "application",
        "openness": 0,
        "frequency": "monthly",
        "quality": "Tanggal kedaluwarsa sering kosong (rekaan).",
    },
    COMPANIONS: {
        "legal_class": "setiap_saat",
        "consideration": "Hanya jumlah ibu per desa dan bulan; catatan tentang seorang ibu tetap pada"
        " relawannya (rekaan).",
        "form": "paper",
        "openness": 0,
        "frequency": "monthly",
    },
    REGISTERS: {"form": "paper", "openness": 0, "frequency": "daily"},
}
ASKED: Final = (
    (Side.CIVIL_SOCIETY, "Jumlah ibu yang dites tepat waktu, per desa dan bulan", (TESTS,)),
    (
        Side.GOVERNMENT,
        "Berapa ibu yang didampingi datang kembali mengambil hasil, per desa",
        (COMPANIONS, TESTS),
    ),
    (Side.CIVIL_SOCIETY, "Hari tanpa alat tes di setiap puskesmas, 2024 sampai 2026", (STOCK,)),
    (Side.GOVERNMENT, "Lama dari tes sampai mulai berobat, per puskesmas", (REGISTERS,)),
)
NOBODY: Final = "Biaya perjalanan ibu ke puskesmas, per dusun"
RATED: Final = (
    (TESTS, Said(4, 2, 3), Said(5, 2, 2), "", "Dasar dari semua pembicaraan."),
    (STOCK, Said(3, 2, 1), Said(5, 1, 1), "Perlu dibersihkan dulu.", "Ibu pulang tanpa dites."),
    (COMPANIONS, Said(4, 2, 2), Said(3, 4, 4), "", "Relawan harus mengetik semua catatan."),
    (REGISTERS, Said(3, 5, 5), Said(4, 3, 5), "Rahasia medis.", ""),
)


def tell_needs(initiative: Initiative, facilitator: Actor) -> None:
    """Five needs of many things that can be asked about, four assets rated, an order and a newer version."""
    speakers = {side: _speaker(initiative, side) for side in BOTH_SIDES}
    assets = {one.title_en: one for one in DataAsset.objects.filter(initiative=initiative)}
    for title, told in KNOWN.items():
        edit_asset(actor=facilitator, asset=assets[title], **told)
    for question in DataQuestion.objects.filter(initiative=initiative, side=""):
        carry_question(actor=facilitator, initiative=initiative, question=question)
    for side, text, titles in ASKED:
        need = ask_need(
            actor=speakers[side],
            initiative=initiative,
            side=side.value,
            about=walk_of(initiative).waiting[0].key,
            wanted=Wanted(text),
        )
        for title in titles:
            asset = DataAsset.objects.get(pk=assets[title].pk)
            name_asset(actor=speakers[Side(asset.side)], need=need, asset=asset, tell=True)
    _nobody_has(initiative, facilitator)
    _rated(initiative, speakers, assets)
    _agreed(initiative, speakers, assets)


def _nobody_has(initiative: Initiative, facilitator: Actor) -> None:
    need = ask_need(
        actor=facilitator,
        initiative=initiative,
        side="",
        about=walk_of(initiative).waiting[0].key,
        wanted=Wanted(NOBODY, Whereabouts.NOBODY),
    )
    settle_need(
        actor=facilitator,
        need=need,
        state="cannot",
        answer="Belum pernah dicatat siapa pun; relawan akan menanyakannya di dua desa (rekaan).",
    )


def _rated(initiative: Initiative, speakers: dict[Side, Actor], assets: dict[str, DataAsset]) -> None:
    for title, government, civil_society, *reasons in RATED:
        for side, said, reason in zip(BOTH_SIDES, (government, civil_society), reasons, strict=True):
            rate_asset(
                actor=speakers[side],
                initiative=initiative,
                asset=assets[title],
                side=side.value,
                said=said,
                reason=reason,
            )
    rate_asset(
        actor=speakers[Side.GOVERNMENT],
        initiative=initiative,
        asset=assets[STOCK],
        side=Side.GOVERNMENT.value,
        said=Said(4, 2, 1),
        reason="Setelah mendengar berapa ibu pulang tanpa dites.",
    )


def _agreed(initiative: Initiative, speakers: dict[Side, Actor], assets: dict[str, DataAsset]) -> None:
    first, second, third = (assets[title].pk for title in (STOCK, TESTS, COMPANIONS))
    note = "Yang dapat dibuka bulan ini lebih dahulu (rekaan)."
    official, activist = speakers[Side.GOVERNMENT], speakers[Side.CIVIL_SOCIETY]
    order = write_order(actor=official, initiative=initiative, draft=Draft([first, second], note))
    for side, actor in speakers.items():
        order = approve_order(actor=actor, order=order, side=side.value)
    note = "Kami pun membuka yang kami punya (rekaan)."
    newer = write_order(actor=activist, initiative=initiative, draft=Draft([first, second, third], note, 1))
    approve_order(actor=activist, order=newer, side=Side.CIVIL_SOCIETY.value)


def _speaker(initiative: Initiative, side: Side) -> Actor:
    places = initiative.participations.filter(side=side, revoked_at=None)
    place = places.filter(role__in=[Role.LEADER, Role.REPRESENTATIVE]).order_by("pk")[:1].get()
    return Actor(participations=(place,))
