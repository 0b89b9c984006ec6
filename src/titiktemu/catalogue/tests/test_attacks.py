"""Hostile ways to a release, or to what must not leave with one."""

import io

import polars as pl
import pytest
from django.urls import reverse

from titiktemu.catalogue import storage
from titiktemu.catalogue.models import DataRelease
from titiktemu.catalogue.queries.chain import untold_entries
from titiktemu.catalogue.services.confirming import choose_treatments, confirm_table
from titiktemu.catalogue.services.datasets import edit_dataset
from titiktemu.catalogue.services.deciding import publish
from titiktemu.catalogue.tests.carry import (
    PEOPLE,
    REASON,
    decided,
    delivered,
    fresh,
    proposal,
    protected,
    released,
    work,
)
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.services.rosters import revoke_person

pytestmark = pytest.mark.django_db


def approve(actor, delivery, **more):
    return decided(actor, fresh(delivery), **more)


def content_of(release, kind):
    return storage.path_of(release.distributions.get(kind=kind).file.sha256).read_bytes()


def table_of(release):
    return pl.read_csv(io.BytesIO(content_of(release, "csv")), infer_schema=False)


CASES = (
    b"desa,L,P,jumlah\n"
    b"Alasbuluh,3,19,22\n"
    b"Bajulmati,14,22,36\n"
    b"Bengkak,11,2,13\n"
    b"Sidodadi,17,16,33\n"
    b"Wongsorejo,25,31,56\n"
)
SMALL = [{"kind": "small_cells", "columns": ["l", "p", "jumlah"], "options": {"dimensions": ["desa"]}}]


def test_a_release_between_protection_and_decision_asks_for_protection_anew(official, dataset):
    first = protected(official, dataset, CASES, SMALL)
    other = CASES.replace(b"Sidodadi,17,16,33", b"Sidodadi,17,17,34")
    released(official, dataset, other, SMALL)
    with pytest.raises(RuleBroken, match="protect"):
        approve(official, first)


def test_what_columns_are_said_to_be_is_decided_upon(official, dataset, facilitator):
    delivery = protected(official, dataset)
    approve(official, delivery)
    columns = {"kecamatan": {"definition": "Siti Aminah, NIK 3510014508900001"}}
    edit_dataset(actor=facilitator, dataset=dataset, columns=columns)
    with pytest.raises(RuleBroken):
        publish(actor=facilitator, delivery=fresh(delivery))


def test_whoever_was_taken_off_the_list_has_approved_nothing(official, dataset, administrator, facilitator):
    delivery = protected(official, dataset)
    approve(official, delivery)
    revoke_person(actor=administrator, place=official.place_in(dataset.initiative))
    with pytest.raises(RuleBroken):
        publish(actor=facilitator, delivery=fresh(delivery))
    work()
    assert not DataRelease.objects.exists()


def test_an_original_with_a_column_that_was_left_out_does_not_leave(official, dataset):
    delivery = delivered(official, dataset)
    recipe = proposal(delivery).changed("kecamatan", kept=False)
    confirm_table(actor=official, delivery=delivery, recipe=recipe)
    work()
    choose_treatments(actor=official, delivery=fresh(delivery), treatments=[])
    work()
    with pytest.raises(RuleBroken, match="as it was delivered"):
        approve(official, delivery, with_original=True)


def test_the_recipe_that_everybody_reads_quotes_no_cells(official, dataset):
    groups = {"map": {"TB": "Paru", "Asma": "Paru"}, "other": ""}
    treatments = [
        {"kind": "drop", "columns": ["nik", "nama"], "options": {}},
        {"kind": "bands", "columns": ["umur"], "options": {"width": 10}},
        {"kind": "group", "columns": ["penyakit"], "options": groups},
    ]
    delivery = protected(official, dataset, PEOPLE, treatments)
    keep = [{**one, "reason": REASON} for one in delivery.protection["personal"]]
    if keep:
        choose_treatments(actor=official, delivery=delivery, treatments=treatments, keep=keep)
        work()
    approve(official, delivery)
    publish(actor=official, delivery=fresh(delivery))
    work()
    release = fresh(delivery).release
    for kind in ("recipe", "quality", "schema"):
        told = content_of(release, kind).decode()
        assert "Asma" not in told, kind
        assert "Siti" not in told, kind


def test_the_log_says_nothing_of_deliveries_to_the_other_side(official, dataset, activist, observer):
    def read_by(actor):
        rows = AuditEntry.objects.exclude(untold_entries(actor, dataset.initiative))
        return {one for one in rows.values_list("action", flat=True) if one.startswith("catalogue.")}

    delivery = protected(official, dataset, CASES, SMALL)
    approve(official, delivery)
    assert read_by(activist) == read_by(observer) == set()
    assert {"catalogue.upload", "catalogue.decide_release", "catalogue.add_dataset"} <= read_by(official)
    publish(actor=official, delivery=fresh(delivery))
    work()
    told = {"catalogue.add_asset", "catalogue.add_dataset", "catalogue.publish"}
    assert read_by(activist) == read_by(observer) == told


def test_the_page_of_the_log_is_veiled_for_the_other_side(official, dataset, activist, client_as):
    address = reverse("web:audit", args=[dataset.initiative.slug])
    before = len(client_as(activist).get(address).context["lines"])
    own = len(client_as(official).get(address).context["lines"])
    protected(official, dataset, CASES, SMALL)
    assert len(client_as(activist).get(address).context["lines"]) == before
    assert len(client_as(official).get(address).context["lines"]) > own


def test_the_order_of_rows_tells_nobody(official, dataset):
    treatments = [
        {"kind": "drop", "columns": ["nama", "umur", "penyakit"], "options": {}},
        {"kind": "pseudonym", "columns": ["nik"], "options": {"prefix": "W"}},
    ]
    delivery = protected(official, dataset, PEOPLE, treatments)
    keep = [
        {"column": one["column"], "kind": one["kind"], "reason": REASON}
        for one in delivery.protection["personal"]
    ]
    if keep:
        choose_treatments(actor=official, delivery=delivery, treatments=treatments, keep=keep)
        work()
        delivery = fresh(delivery)
    content = storage.path_of(delivery.treated_csv.sha256).read_text().splitlines()[1:]
    assert content == sorted(content)
