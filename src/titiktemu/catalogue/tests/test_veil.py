"""Who sees values of a delivery: its own side all, who leads the initiative their shape, others nothing."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from titiktemu.catalogue.models import Delivery
from titiktemu.catalogue.services.confirming import choose_treatments, confirm_table
from titiktemu.catalogue.services.datasets import write_schema
from titiktemu.catalogue.shield_ways import WAYS
from titiktemu.catalogue.tests.carry import SCHOOLS, delivered, fresh, prepared, proposal, work
from titiktemu.catalogue.veil import masked, personal_columns
from titiktemu.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db
ROWS = (
    ("3510014508900001", "Siti Aminah", "34", "P", "TB", "Giri"),
    ("3510011207850002", "Budi Santoso", "39", "L", "Asma", "Kabat"),
    ("3510016703920003", "Dewi Lestari", "tiga dua", "P", "Hepatitis", "Giri"),
    ("3510010101880004", "Agus Salim", "38", "L", "Asma", "Kabat"),
)
TITLE = "Ditulis oleh Hj. Maimunah"
HEADER = ("nik", "nama", "umur", "jenis_kelamin", "penyakit", "kecamatan")
NOTE = "Catatan: Ibu Ratnasari pindah ke Licin"
PEOPLE = "\r\n".join([TITLE, *(";".join(row) for row in (HEADER, *ROWS)), "", NOTE, ""]).encode()
OF_SOMEBODY = {one for row in ROWS for one in (row[0], row[1], row[4], "tiga dua")} | {TITLE, NOTE}
"""Values that point at somebody, and what a row tells by itself."""


def at(name: str, delivery: Delivery) -> str:
    return reverse(
        f"catalogue:{name}", args=[delivery.initiative.slug, delivery.dataset.number, delivery.number]
    )


def pages(delivery: Delivery) -> list[str]:
    """Every address of a delivery on which something of its file could stand."""
    names = ("delivery", "news", "review", "quality", "protection", "decision")
    schema = reverse("catalogue:schema", args=[delivery.initiative.slug, delivery.dataset.number])
    kinds = [f"{at('quality', delivery)}?apa={kind}" for kind in ("nilai", "skema", "temuan")]
    return [
        *(at(name, delivery) for name in names),
        *kinds,
        f"{at('quality', delivery)}?unduh=galat",
        f"{at('review', delivery)}?tabel=1",
        schema,
        f"{schema}?dari=data",
    ]


def everything(client: Client, delivery: Delivery) -> str:
    found = []
    for address in pages(delivery):
        answer = client.get(address, headers={"accept-language": "en"})
        assert answer.status_code in {200, 302}, address
        found.append(b"".join(answer).decode())
    return "\n".join(found)


def told(text: str) -> set[str]:
    return {one for one in OF_SOMEBODY if re.search(rf"\b{re.escape(one)}\b", text)}


@pytest.fixture
def read(official, dataset):
    return delivered(official, dataset, PEOPLE, "pasien.csv")


@pytest.fixture
def confirmed(official, dataset, read):
    """Held against a schema that quotes what breaks it."""
    names = proposal(read).header
    rules = [{"name": one, "type": "string", "constraints": {"maxLength": 1}} for one in names]
    write_schema(actor=official, dataset=dataset, schema={"fields": rules, "fieldsMatch": ["subset"]})
    confirm_table(actor=official, delivery=fresh(read), recipe=proposal(read))
    work()
    return fresh(read)


@pytest.fixture
def tried(official, confirmed):
    keep = [
        {"column": one["column"], "kind": one["kind"], "reason": "Contoh untuk pemeriksaan saja."}
        for one in confirmed.preparation["personal"]
    ]
    choose_treatments(actor=official, delivery=confirmed, treatments=[], keep=keep)
    work()
    return fresh(confirmed)


STATES = ("read", "confirmed", "tried")


@pytest.mark.parametrize("state", STATES)
def test_a_facilitator_reads_how_the_data_are_built_and_nothing_of_anybody(
    client_as, facilitator, state, request
):
    delivery = request.getfixturevalue(state)
    text = everything(client_as(facilitator), delivery)
    assert told(text) == set()
    for name in HEADER:
        assert name in text
    assert "0000000000000000" in text
    assert "xxx xxx" in text
    assert "You see how the data are built" in text


@pytest.mark.parametrize("state", STATES)
def test_the_own_side_reads_all(client_as, official, state, request):
    delivery = request.getfixturevalue(state)
    text = everything(client_as(official), delivery)
    assert {"3510014508900001", "Siti Aminah", "tiga dua", NOTE} <= told(text)
    assert "0000000000000000" not in text
    assert "You see how the data are built" not in text


@pytest.mark.parametrize("who", ["activist", "observer"])
def test_for_the_other_side_and_observers_there_is_no_such_page(client_as, tried, who, request):
    client = client_as(request.getfixturevalue(who))
    for address in pages(tried):
        assert client.get(address).status_code in {403, 404}, address


def test_an_administrator_reads_no_more_than_a_facilitator(client_as, tried, administrator):
    assert told(everything(client_as(administrator), tried)) == set()


def test_in_columns_about_nobody_examples_are_as_they_stand(client_as, facilitator, official, dataset):
    delivery = delivered(official, dataset, SCHOOLS)
    text = client_as(facilitator).get(at("review", delivery)).text
    assert '<span class="cell">Pesanggaran</span>' in text
    assert "<td>Pesanggaran</td>" not in text  # nothing is linked to a row


def sent(delivery: Delivery, **changes: str) -> dict[str, str]:
    place = {"place": "1", "act": "look"}
    columns = {f"c{at}-name": name for at, name in enumerate(proposal(delivery).header)}
    meanings = {f"c{at}-meaning": "text" for at in range(len(columns))}
    return {**place, **columns, **meanings, **changes}


def test_a_row_does_not_become_the_header_for_who_sees_no_rows(client_as, facilitator, official, read):
    asked = sent(read, header_rows="3", first_row="4")
    text = client_as(facilitator).post(at("review", read), asked).text
    assert told(text) == set()
    assert "The table is elsewhere" not in text
    shown = client_as(official).post(at("review", read), asked, headers={"accept-language": "en"}).text
    assert "Siti Aminah" in told(shown)
    assert "The table is elsewhere" in shown


def test_reading_a_column_otherwise_uncovers_nothing(client_as, facilitator, read):
    assert told(client_as(facilitator).post(at("review", read), sent(read)).text) == set()


@pytest.mark.parametrize("way", sorted(WAYS))
def test_no_treatment_that_is_tried_out_uncovers_anything(client_as, facilitator, confirmed, way):
    columns = proposal(confirmed).written
    asked = {f"c{at}-way": way for at in range(len(columns))} | {"act": "look", "o-about": "person"}
    asked |= {f"c{at}-amount": "99" for at in range(len(columns))}
    assert told(client_as(facilitator).post(at("protection", confirmed), asked).text) == set()


def test_a_facilitator_can_still_carry_a_delivery_on(client_as, facilitator, official, dataset):
    delivery = delivered(official, dataset, SCHOOLS)
    confirm_table(actor=facilitator, delivery=delivery, recipe=proposal(delivery))
    work()
    assert fresh(delivery).state == Delivery.State.TO_PROTECT
    assert fresh(delivery).recipe.content["header"][1] == "kecamatan"


def test_looking_leaves_no_trace_and_no_shape_in_what_is_kept(client_as, facilitator, read):
    before = fresh(read)
    entries = AuditEntry.objects.count()
    everything(client_as(facilitator), read)
    after = fresh(read)
    assert (after.report, after.differences) == (before.report, before.differences)
    assert AuditEntry.objects.count() == entries


def test_columns_count_as_personal_by_both_of_their_names(official, dataset):
    delivery = prepared(official, dataset, PEOPLE.replace(b"nama", b"Nama Ibu"))
    found = personal_columns(delivery)
    assert {"nik", "Nama Ibu", "nama_ibu", "jenis_kelamin", "penyakit"} <= found
    assert found.isdisjoint({"kecamatan", "umur"})


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("3510014508900001", "0000000000000000"),
        ("Ni Luh Ayu", "xx xxx xxx"),
        ("Wijayakusumaningrum", "xxx"),
        ("12/03/1990", "00/00/0000"),
        ("+62 812-3456", "+00 000-0000"),
        ("٣٥١٠", "0000"),
        ("P", "x"),
        ("", ""),
    ],
)
def test_a_shape_tells_digits_and_words_and_no_lengths_of_names(text, shape):
    assert masked(text) == shape
