"""The demo's data: untidy workbooks of invented offices, carried through to releases by the real services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from titiktemu.analysis.recipes.choices import Recipe
from titiktemu.catalogue.models import DataAsset, Dataset, Delivery
from titiktemu.catalogue.services.confirming import choose_treatments, confirm_table
from titiktemu.catalogue.services.datasets import add_asset, add_dataset
from titiktemu.catalogue.services.deciding import decide, publish
from titiktemu.catalogue.services.uploading import upload_whole
from titiktemu.catalogue.tasks import work_on
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.web.demo.workbooks import companions_csv, first_workbook, second_workbook, stock_csv

OFFICER, HEAD, ANALYST = "Bagas Prakoso", "Ratna Widyasari", "Yusuf Maulana"
COUNTS_REACTIVE = "hasil_reaktif"
LEAST = 5


def tell_catalogue(initiative: Initiative) -> None:
    """Two releases of one table, a file that waits for answers, and one of civil society that waits too."""
    officer, head, analyst = (_somebody(initiative, name) for name in (OFFICER, HEAD, ANALYST))
    tests = _table(officer, _asset(officer, initiative, **TESTS), **TESTS_TABLE)
    _release(_sent(officer, tests, "Rekap tes TW 1-2 FINAL (2).xlsx", first_workbook()), officer, head, FIRST)
    _release(_sent(officer, tests, "Rekap tes TW 1-3.xlsx", second_workbook()), officer, head, SECOND)
    stock = _table(officer, _asset(officer, initiative, **STOCK), **STOCK_TABLE)
    _sent(officer, stock, "stok.csv", stock_csv())
    companions = _table(analyst, _asset(analyst, initiative, **COMPANIONS), **COMPANIONS_TABLE)
    _sent(analyst, companions, "pendampingan.csv", companions_csv())
    _asset(officer, initiative, **REGISTERS)
    _asset(analyst, initiative, **INTERVIEWS)


FIRST = "Angka per kecamatan diminta kedua pihak di forum; tidak ada orang yang dapat dikenali darinya."
SECOND = "Triwulan III sudah lengkap, dan angka Kabat diperbaiki setelah puskesmas mengirim laporan susulan."

TESTS = {
    "title": "Laporan tes HIV ibu hamil (rekaan)",
    "title_en": "Reports of HIV tests of pregnant women (invented)",
    "description": "Laporan bulanan puskesmas tentang ibu hamil yang dites, dikirim ke dinas sebagai Excel.",
    "description_en": "Monthly reports of health centres on pregnant women tested, sent as Excel.",
    "legal_class": "setiap_saat",
    "sensitivity": "umum",
}
TESTS_TABLE = {
    "title": "Tes HIV ibu hamil per kecamatan (rekaan)",
    "title_en": "HIV tests of pregnant women by district (invented)",
    "description": "Jumlah ibu hamil yang dites dan yang hasilnya reaktif, per kecamatan dan triwulan.",
    "description_en": "Pregnant women tested, and those whose result was reactive, by district and quarter.",
    "frequency": "quarterly",
    "concept": "Tes HIV pada kehamilan",
    "definition": "Ibu hamil yang diperiksa HIV di puskesmas sekurang-kurangnya sekali dalam kehamilan.",
    "classification": "Kecamatan; triwulan",
    "measure": "Jumlah",
    "unit": "orang",
    "source": "Laporan puskesmas (rekaan)",
    "contact": "Dinas Kesehatan Kabupaten (rekaan)",
}
STOCK = {
    "title": "Persediaan alat tes (rekaan)",
    "title_en": "Stock of test kits (invented)",
    "legal_class": "berkala",
    "sensitivity": "tidak_ada",
}
STOCK_TABLE = {
    "title": "Stok alat tes per puskesmas (rekaan)",
    "title_en": "Test kits in stock by health centre (invented)",
    "frequency": "monthly",
}
COMPANIONS = {
    "title": "Catatan pendampingan ibu (rekaan)",
    "title_en": "Records of accompanied mothers (invented)",
    "sensitivity": "spesifik",
}
COMPANIONS_TABLE = {
    "title": "Pendampingan ibu oleh relawan (rekaan)",
    "title_en": "Mothers accompanied by volunteers (invented)",
    "frequency": "semiannual",
}
REGISTERS = {
    "title": "Register pengobatan HIV (rekaan)",
    "title_en": "Registers of HIV treatment (invented)",
    "description": "Buku tulis di setiap puskesmas sejak 2016: siapa yang berobat dan obat apa yang diambil.",
    "description_en": "Books written by hand in each health centre since 2016: who is treated with what.",
    "legal_class": "dikecualikan",
    "sensitivity": "spesifik",
}
INTERVIEWS = {
    "title": "Wawancara alasan ibu tidak kembali (rekaan)",
    "title_en": "Interviews on why mothers did not come back (invented)",
    "description": "Catatan relawan dari 2025: mengapa ibu tidak kembali mengambil hasil. Belum diketik.",
    "description_en": "Notes of volunteers from 2025: why mothers did not come back. Not typed yet.",
    "sensitivity": "spesifik",
}
"""What is held and of what a table is sent; of the last two there is no table yet."""


def _somebody(initiative: Initiative, name: str) -> Actor:
    return Actor(participations=(Participation.objects.get(initiative=initiative, name=name),))


def _asset(actor: Actor, initiative: Initiative, **told: str) -> DataAsset:
    """Data that the side of this person holds."""
    place = actor.participations[0]
    return add_asset(actor=actor, initiative=initiative, side=place.side, holder=place.organisation, **told)


def _table(actor: Actor, asset: DataAsset, **told: str) -> Dataset:
    """A table of it, free for everybody once something is released."""
    return add_dataset(actor=actor, asset=asset, licence=Dataset.Licence.CC_BY, **told)


def _sent(actor: Actor, dataset: Dataset, name: str, content: bytes) -> Delivery:
    """A file handed in and read."""
    delivery = upload_whole(actor=actor, dataset=dataset, name=name, file=BytesIO(content), size=len(content))
    return _worked(delivery)


def _worked(delivery: Delivery) -> Delivery:
    """What the worker would do, done at once."""
    job = delivery.jobs.latest("pk")
    work_on.call(job.pk)
    delivery.refresh_from_db()
    job.refresh_from_db()
    if job.problem:
        raise ValueError(job.problem)  # the demo's own files must go through
    return delivery


def _release(delivery: Delivery, officer: Actor, head: Actor, reason: str) -> None:
    """Confirm, protect, decide, release: as the officer and the head of the office would."""
    confirm_table(actor=officer, delivery=delivery, recipe=_recipe(delivery))
    _worked(delivery)
    choose_treatments(actor=officer, delivery=delivery, treatments=_treatments(delivery))
    _worked(delivery)
    decide(actor=head, delivery=delivery, approves=True, reason=reason)
    publish(actor=officer, delivery=delivery)
    _worked(delivery)


def _recipe(delivery: Delivery) -> Recipe:
    """As it was the last time, or as the evidence says; the running number stays out, the code is the key."""
    report: Mapping[str, Any] = delivery.report or {}
    replayed = report["replayed"]
    recipe = Recipe.from_json(replayed["recipe"] if replayed else report["proposals"][0]["recipe"])
    columns = tuple(replace(one, kept=one.name != "No") for one in recipe.columns)
    key = tuple(one.machine_name for one in columns if one.machine_name == "kode_wilayah")
    return replace(recipe, columns=columns, key=key)


def _treatments(delivery: Delivery) -> Sequence[Mapping[str, Any]]:
    """What is proposed for the names and telephone numbers, and small counts hidden."""
    preparation: Mapping[str, Any] = delivery.preparation or {}
    proposed = [one["treatment"] for one in preparation["proposals"]]
    dropping = [one for one in proposed if one["kind"] == "drop"]
    recipe = Recipe.from_json(delivery.recipe.content) if delivery.recipe else None
    counts = [one.machine_name for one in recipe.written if _is_count(one.machine_name)] if recipe else []
    hidden = {
        "kind": "small_cells",
        "columns": counts,
        "options": {"dimensions": ["kode_wilayah"], "threshold": LEAST},
    }
    return [*dropping, hidden]


def _is_count(name: str) -> bool:
    return name.startswith(COUNTS_REACTIVE)
