"""The page of a dataset's schema."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from titiktemu.catalogue.models import Dataset
from titiktemu.catalogue.schemas import SchemaPage
from titiktemu.catalogue.services.confirming import confirm_table
from titiktemu.catalogue.services.datasets import write_schema
from titiktemu.catalogue.tests.carry import SCHOOLS, delivered, fresh, prepared, proposal, released, work
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db


def address(dataset):
    return reverse("catalogue:schema", args=[dataset.initiative.slug, dataset.number])


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def as_sent(page, **changes):
    """What a browser sends of the fields as they are, with changes."""
    sent = {"act": "fields", "dari": page.origin}
    for form in page.fields:
        for field in form:
            value = field.value()
            if value not in (None, False, ""):
                sent[field.html_name] = "on" if value is True else value
    sent.update(changes)
    return {name: value for name, value in sent.items() if value is not None}


def field_of(page, name, field):
    form = next(one for one in page.fields if one.initial["name"] == name)
    return f"{form.prefix}-{field}"


def test_without_a_schema_the_page_says_what_one_is_for(official, dataset, client_as):
    answer = client_as(official).get(address(dataset))
    assert answer.status_code == 200
    assert "There is no schema yet" in text_of(answer)


def test_it_can_be_taken_from_the_data_changed_and_saved(official, dataset, client_as):
    prepared(official, dataset)
    client = client_as(official)
    answer = client.get(address(dataset), {"dari": "data"})
    assert fresh(dataset).schema is None
    page = answer.context["schema_page"]
    assert [one.initial["name"] for one in page.fields][:2] == ["kode_wilayah", "kecamatan"]
    changes = {
        field_of(page, "jumlah_sekolah", "minimum"): "1",
        field_of(page, "jumlah_sekolah", "maximum"): "60",
        field_of(page, "kecamatan", "enum"): "Pesanggaran\nBangorejo\nPurwoharjo\n",
        field_of(page, "biaya (Rp)", "unit"): "Rp",
        field_of(page, "kecamatan", "description"): "Nama kecamatan menurut Kemendagri.",
    }
    assert client.post(address(dataset), as_sent(page, **changes)).status_code == 302
    stored = fresh(dataset)
    assert stored.schema_source == Dataset.SchemaSource.WRITTEN
    told = {one["name"]: one for one in stored.schema["fields"]}
    assert told["jumlah_sekolah"]["constraints"]["maximum"] == 60
    assert told["kecamatan"]["constraints"]["enum"] == ["Pesanggaran", "Bangorejo", "Purwoharjo"]
    assert told["kecamatan"]["description"].startswith("Nama kecamatan")


def test_saving_what_was_taken_from_the_data_finds_no_fault_in_it(official, dataset, client_as):
    prepared(official, dataset)
    client = client_as(official)
    page = client.get(address(dataset), {"dari": "data"}).context["schema_page"]
    client.post(address(dataset), as_sent(page))
    delivery = delivered(official, fresh(dataset))
    confirm_table(actor=official, delivery=delivery, recipe=proposal(delivery))
    work()
    assert fresh(delivery).preparation["schema"]["total"] == 0


def test_the_last_release_gives_one_that_the_next_file_keeps_to(official, dataset, client_as):
    released(official, dataset)
    client = client_as(official)
    page = client.get(address(dataset), {"dari": "rilis"}).context["schema_page"]
    assert "biaya (Rp)" in [one.initial["name"] for one in page.fields]
    assert client.post(address(dataset), as_sent(page)).status_code == 302
    delivery = delivered(official, fresh(dataset), SCHOOLS.replace(b";54;", b";lima;"))
    confirm_table(actor=official, delivery=delivery, recipe=proposal(delivery).changed("jumlah_sekolah"))
    work()
    told = fresh(delivery).preparation["schema"]
    assert told["total"] == 1
    assert told["errors"][0]["text"] == "lima"


def test_properties_that_the_page_does_not_know_stay(official, dataset, client_as):
    fields = [{"name": "a", "type": "string", "rdfType": "x", "constraints": {"minLength": 2}}]
    write_schema(actor=official, dataset=dataset, schema={"fields": fields, "missingValues": ["", "-"]})
    client = client_as(official)
    page = client.get(address(dataset)).context["schema_page"]
    client.post(address(dataset), as_sent(page, **{field_of(page, "a", "required"): "on"}))
    stored = fresh(dataset).schema
    assert stored["fields"][0]["rdfType"] == "x"
    assert stored["fields"][0]["constraints"] == {"minLength": 2, "required": True}
    assert stored["missingValues"] == ["", "-"]


def test_nonsense_in_a_field_is_told_there_and_kept(official, dataset, client_as):
    prepared(official, dataset)
    client = client_as(official)
    page = client.get(address(dataset), {"dari": "data"}).context["schema_page"]
    changes = {field_of(page, "jumlah_sekolah", "minimum"): "banyak"}
    answer = client.post(address(dataset), as_sent(page, **changes))
    assert answer.status_code == 422
    assert 'value="banyak"' in answer.content.decode()
    crossed = {
        field_of(page, "jumlah_sekolah", "minimum"): "9",
        field_of(page, "jumlah_sekolah", "maximum"): "3",
    }
    answer = client.post(address(dataset), as_sent(page, **crossed))
    assert answer.status_code == 422
    assert "jumlah_sekolah" in str(answer.context["errors"])
    assert fresh(dataset).schema is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "not JSON"),
        ('{"fields": [{"name": "a", "type": "uang"}]}', "The type of the field a is not known"),
        ('{"fields": 3}', "list"),
        ("", "required"),
    ],
)
def test_json_that_is_no_schema_is_kept_and_told_with_its_field(official, dataset, client_as, text, told):
    answer = client_as(official).post(address(dataset), {"act": "json", "text": text})
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert answer.context["schema_page"].text["text"].value() == text
    assert fresh(dataset).schema is None


def test_json_is_taken_as_it_is_and_can_be_taken_away(official, dataset, client_as):
    client = client_as(official)
    text = json.dumps({"fields": [{"name": "a", "type": "string"}]})
    assert client.post(address(dataset), {"act": "json", "text": text}).status_code == 302
    assert fresh(dataset).schema["fields"] == [{"name": "a", "type": "string"}]
    assert client.post(address(dataset), {"act": "remove"}).status_code == 302
    assert fresh(dataset).schema is None


def test_columns_are_described_as_satu_data_asks(official, dataset, client_as):
    prepared(official, dataset)
    client = client_as(official)
    names = [name for name, _title, _form in client.get(address(dataset)).context["schema_page"].columns]
    place = names.index("jumlah_sekolah")
    sent = {"act": "columns", f"d{place}-concept": "Jumlah sekolah", f"d{place}-unit": "sekolah"}
    assert client.post(address(dataset), sent).status_code == 302
    assert fresh(dataset).columns == {"jumlah_sekolah": {"concept": "Jumlah sekolah", "unit": "sekolah"}}
    long = {**sent, f"d{place}-concept": "x" * 400}
    assert client.post(address(dataset), long).status_code == 422


def test_only_who_may_write_it_sees_it(official, activist, facilitator, dataset, client_as, person):
    released(official, dataset)
    assert client_as(facilitator).get(address(dataset)).status_code == 200
    for other in (activist, person("", Role.OBSERVER), person(Side.CITIZENS, Role.PARTICIPANT)):
        assert client_as(other).get(address(dataset)).status_code == 403
        assert client_as(other).post(address(dataset), {"act": "remove"}).status_code == 403


def test_fields_cost_no_queries(official, dataset, client_as):
    client = client_as(official)
    few = {"fields": [{"name": "a", "type": "string"}]}
    many = {"fields": [{"name": f"k{n}", "type": "integer"} for n in range(80)]}
    counts = []
    for one in (few, many):
        write_schema(actor=official, dataset=dataset, schema=one)
        client.get(address(dataset))
        with CaptureQueriesContext(connection) as found:
            client.get(address(dataset))
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_a_very_long_schema_is_shown_as_json_only(official, dataset):
    many = {"fields": [{"name": f"k{n}", "type": "integer"} for n in range(200)]}
    page = SchemaPage(official, write_schema(actor=official, dataset=dataset, schema=many), "")
    assert page.is_long
    assert page.fields == []
