"""The page that says how good a delivered table is."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from titiktemu.analysis.spreadsheet.rules import Meaning
from titiktemu.catalogue.faults import FINDING, SCHEMA, UNREAD, faults_of, listing_of
from titiktemu.catalogue.services.confirming import confirm_table
from titiktemu.catalogue.services.datasets import write_schema
from titiktemu.catalogue.tests.carry import SCHOOLS, delivered, fresh, proposal, work
from titiktemu.web.demo.workbooks import WRONG_BY, first_workbook

pytestmark = pytest.mark.django_db
FAULTY = b"kode;jumlah\r\n" + b"".join(
    b"K%d;%s\r\n" % (n, b"banyak" if n % 10 == 0 else b"7") for n in range(1, 200)
)
FORMULA = FAULTY.replace(b"banyak", b"=1+1 ")


def address(delivery):
    return reverse(
        "catalogue:quality", args=[delivery.initiative.slug, delivery.dataset.number, delivery.number]
    )


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def confirmed(actor, dataset, content, name="tabel.csv", **meanings):
    delivery = delivered(actor, dataset, content, name)
    recipe = proposal(delivery)
    for column, meaning in meanings.items():
        recipe = recipe.changed(column, meaning=Meaning(meaning))
    confirm_table(actor=actor, delivery=delivery, recipe=recipe)
    work()
    return fresh(delivery)


def rows_of(client, delivery):
    answer = client.get(address(delivery), {"unduh": "galat"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_a_total_that_its_parts_contradict_is_shown_as_typed_and_as_added(official, dataset, client_as):
    delivery = delivered(official, dataset, first_workbook(), "rekap.xlsx")
    answer = client_as(official).get(address(delivery))
    (one,) = answer.context["contradictions"]
    assert one["apart"] == str(WRONG_BY)
    assert "2,682" in text_of(answer)
    assert "2,652" in text_of(answer)


def test_a_total_that_adds_up_is_not_told(official, dataset):
    total = b"Jumlah;;132;3.234.500\r\n"
    delivery = delivered(official, dataset, SCHOOLS + total)
    assert delivery.report["proposals"][0]["picture"]["contradictions"] == []


def test_every_value_that_cannot_be_read_is_listed_by_page(official, dataset, client_as):
    delivery = confirmed(official, dataset, FAULTY, jumlah="integer")
    assert len(faults_of(listing_of(delivery), 1, UNREAD)) == 19
    client = client_as(official)
    answer = client.get(address(delivery), {"apa": UNREAD})
    assert answer.context["part"].paginator.count == 19
    assert "banyak" in text_of(answer)
    for page in ("0", "99", "x"):
        assert client.get(address(delivery), {"page": page}).status_code == 200


def test_all_errors_come_as_a_file_without_formulas(official, dataset, client_as):
    delivery = confirmed(official, dataset, FORMULA, jumlah="integer")
    rows = rows_of(client_as(official), delivery)
    assert rows[0] == ["kind", "row", "column", "value", "explanation"]
    wrong = [one for one in rows[1:] if one[2] == "jumlah"]
    assert len(wrong) == 19
    assert {one[3] for one in wrong} == {"'=1+1 "}
    assert wrong[0][1] == "11"


def test_before_the_confirmation_rows_are_named_all_the_same(official, dataset, client_as):
    delivery = delivered(official, dataset, FAULTY)
    answer = client_as(official).get(address(delivery))
    assert answer.status_code == 200
    assert not answer.context["is_confirmed"]
    assert len(rows_of(client_as(official), delivery)) >= 1


def test_what_breaks_the_schema_is_named_with_row_column_and_value(official, dataset, client_as):
    fields = [
        {"name": "kode", "type": "string"},
        {"name": "jumlah", "type": "integer", "constraints": {"maximum": 6}},
    ]
    write_schema(actor=official, dataset=dataset, schema={"fields": fields})
    delivery = confirmed(official, fresh(dataset), FAULTY, jumlah="integer")
    assert delivery.preparation["schema"]["total"] == 199
    answer = client_as(official).get(address(delivery), {"apa": SCHEMA, "page": "2"})
    assert answer.context["part"].number == 2
    assert answer.context["total"] == 199
    assert "is more than 6" in text_of(answer)


def test_rows_of_findings_can_be_listed(official, dataset, client_as):
    twice = SCHOOLS + b"35.10.01;Pesanggaran;54;1.250.000\r\n"
    delivery = delivered(official, dataset, twice)
    assert client_as(official).get(address(delivery), {"apa": FINDING}).status_code == 200


def test_what_satu_data_asks_is_told_for_each_column(official, dataset, client_as):
    answer = client_as(official).get(address(delivered(official, dataset)))
    told = {
        one["column"]: {two["element"]: two["state"] for two in one["elements"]}
        for one in answer.context["satu_data"]
    }
    assert told["kode_wilayah"]["konsep"] == "missing"
    assert told["biaya_rp"]["satuan"] == "present"
    assert answer.context["stars"] == 3


def test_the_other_side_does_not_see_it(official, activist, dataset, client_as):
    delivery = delivered(official, dataset)
    assert client_as(activist).get(address(delivery)).status_code == 404
    assert client_as(activist).get(address(delivery), {"unduh": "galat"}).status_code == 404
    assert client_as(official).post(address(delivery)).status_code == 405


def test_errors_cost_no_queries(official, dataset, client_as):
    client, counts = client_as(official), []
    for content in (SCHOOLS, FAULTY):
        delivery = confirmed(official, dataset, content)
        client.get(address(delivery))
        with CaptureQueriesContext(connection) as found:
            client.get(address(delivery))
        counts.append(len(found))
    assert counts[0] == counts[1]
    assert counts[0] <= 14
