"""From a file to a release, the whole way."""

import io
import json

import polars as pl
import pytest

from titiktemu.catalogue import storage
from titiktemu.catalogue.models import DataRelease, Delivery, Job
from titiktemu.catalogue.tests.carry import PEOPLE, SCHOOLS, delivered, fresh, prepared, protected, released
from titiktemu.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db


def content_of(release, kind):
    file = release.distributions.get(kind=kind).file
    return storage.path_of(file.sha256).read_bytes()


def test_a_file_is_read_and_waits_for_a_person(official, dataset):
    delivery = delivered(official, dataset)
    assert delivery.state == Delivery.State.TO_CONFIRM, (delivery.problem, delivery.jobs.first().problem)
    columns = {one["name"]: one["meaning"] for one in delivery.report["tables"][0]["columns"]}
    assert columns["kode_wilayah"] == "region_code"
    assert delivery.report["dialect"]["delimiter"] == ";"
    assert json.loads(storage.path_of(delivery.listing.sha256).read_text())["tables"][0]["rows"] == 3


def test_a_confirmed_table_is_written_typed(official, dataset):
    delivery = prepared(official, dataset)
    assert delivery.state == Delivery.State.TO_PROTECT, delivery.jobs.first().problem
    assert delivery.preparation["records"] == 3
    assert delivery.preparation["personal"] == []
    table = pl.read_parquet(io.BytesIO(storage.path_of(delivery.prepared.sha256).read_bytes()))
    assert table["kode_wilayah"].to_list() == ["35.10.01", "35.10.02", "35.10.03"]


def test_what_is_personal_is_found_whatever_the_column_is_called(official, dataset):
    delivery = prepared(official, dataset, PEOPLE)
    kinds = {one["kind"] for one in delivery.preparation["personal"]}
    assert {"nik", "person_name"} <= kinds
    assert delivery.preparation["proposals"]


def test_a_release_has_every_file_and_says_why(official, dataset):
    release = released(official, dataset)
    assert (release.number, release.rows, release.columns) == (1, 3, 4)
    assert release.reason
    assert release.decision.by == official.place_in(dataset.initiative)
    kinds = set(release.distributions.values_list("kind", flat=True))
    assert kinds == {"parquet", "csv", "xlsx", "schema", "quality", "recipe"}
    csv = content_of(release, "csv").decode()
    assert csv.startswith("kode_wilayah,kecamatan,jumlah_sekolah,")
    assert "35.10.01,Pesanggaran,54,1250000" in csv
    assert json.loads(content_of(release, "schema"))["fields"][0]["name"] == "kode_wilayah"
    assert fresh(release.delivery).state == Delivery.State.RELEASED


def test_what_was_made_on_the_way_is_dropped_at_the_release(official, dataset):
    delivery = released(official, dataset).delivery
    delivery = fresh(delivery)
    assert delivery.prepared is None
    assert delivery.treated is None


def test_the_chain_tells_the_way_and_no_name(official, dataset):
    released(official, dataset)
    entries = AuditEntry.objects.filter(action__startswith="catalogue.")
    assert [one.action for one in entries.order_by("number")] == [
        "catalogue.add_asset",
        "catalogue.add_dataset",
        "catalogue.upload",
        "catalogue.confirm_table",
        "catalogue.protect_table",
        "catalogue.decide_release",
        "catalogue.publish",
        "catalogue.publish",
    ]
    last = entries.order_by("number").last()
    assert last.detail == {"number": 1, "hash": DataRelease.objects.get().fingerprint}
    assert "sekolah" not in str([one.detail for one in entries])


def test_a_second_release_says_what_changed(official, dataset):
    released(official, dataset)
    again = SCHOOLS.replace(b";54;", b";55;")
    delivery = delivered(official, dataset, again)
    assert delivery.report["replayed"]["place"] == 1
    assert delivery.differences == []
    release = released(official, dataset, again)
    assert release.number == 2
    assert release.diff["before"] == 1
    assert release.diff["rows"]["changed"] == 1
    assert release.diff["cells"] == {"jumlah_sekolah": 1}
    assert "jumlah_sekolah,54,55" in content_of(release, "diff").decode()


def test_treated_people_can_leave(official, dataset):
    treatments = [
        {"kind": "drop", "columns": ["nik", "nama"], "options": {}},
        {"kind": "bands", "columns": ["umur"], "options": {"width": 10}},
    ]
    delivery = protected(official, dataset, PEOPLE, treatments)
    assert delivery.state == Delivery.State.TO_DECIDE, delivery.jobs.first().problem
    assert delivery.protection["columns"] == ["umur", "jenis_kelamin", "penyakit"]
    assert delivery.protection["losses"]["overall"] > 0
    people = delivery.protection["risk"]["people"]
    assert people["before"]["below"]["2"] == 4
    assert people["after"]["below"]["2"] < 4
    assert people["sentences"]
    assert Job.objects.exclude(state=Job.State.DONE).count() == 0
