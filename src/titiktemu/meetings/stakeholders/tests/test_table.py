"""Stakeholders from a table: all rows or none, known by the names of its columns."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from titiktemu.meetings.stakeholders.models import Stakeholder, StakeholderRating
from titiktemu.meetings.stakeholders.tests.mapping import GOVERNMENT, put, rate

pytestmark = pytest.mark.django_db


def at(name, initiative, *more):
    return reverse(f"stakeholders:{name}", args=[initiative.slug, *more])


def sent(browser, initiative, content, name="peta.csv"):
    table = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return browser.post(at("table", initiative), {"table": table})


def test_a_table_is_known_by_its_heads_in_both_languages(initiative, official, client_as):
    text = "Peta\nKelompok;Nama;Kontak;Warna\nSwasta;PDAM;0800 1;biru\nmedia;Radio;;\nCitizens;Ibu;;\n"
    answer = sent(client_as(official), initiative, text)
    assert answer.status_code == 302
    rows = Stakeholder.objects.values_list("number", "name", "kind", "side", "contact")
    assert list(rows) == [
        (1, "PDAM", "private", GOVERNMENT, "0800 1"),
        (2, "Radio", "media", GOVERNMENT, ""),
        (3, "Ibu", "citizens", GOVERNMENT, ""),
    ]


def test_one_bad_row_and_nobody_is_taken_but_everything_is_said(initiative, official, client_as):
    long = "x" * 121
    page = sent(client_as(official), initiative, f"nama;kelompok\nPDAM;media\n;media\nA;angin\n{long};opd\n")
    assert page.status_code == 422
    assert "Row 3: The name is missing." in page.text
    assert "Row 4: “angin” is no group that is known." in page.text
    assert "Row 5:" in page.text
    assert not Stakeholder.objects.exists()


@pytest.mark.parametrize("names", [("PDAM", "pdam"), ("Dinas Air", "PDAM")])
def test_a_name_that_stands_there_stops_the_whole_table(initiative, official, client_as, names):
    put(official, initiative)
    text = "nama;kelompok\n" + "".join(f"{name};opd\n" for name in names)
    page = sent(client_as(official), initiative, text)
    assert (page.status_code, "stands on the map already" in page.text) == (422, True)
    assert Stakeholder.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("a;b\n1;2\n", "No columns for name and group were found."),
        ("nama;kelompok\n", "There is no stakeholder below"),
    ],
)
def test_a_table_that_is_none_is_answered_with_a_sentence(initiative, official, client_as, content, sentence):
    page = sent(client_as(official), initiative, content)
    assert (page.status_code, sentence in page.text) == (422, True)


def test_what_goes_out_comes_in_elsewhere_without_its_marks(
    initiative, make_initiative, official, facilitator, administrator, client_as
):
    rate(official, put(official, initiative, note="Mengelola sumur."), 3, 3)
    out = client_as(official).get(at("file", initiative, "csv")).content
    other = make_initiative("Lain")
    browser = client_as(administrator)
    table = SimpleUploadedFile("peta.csv", out)
    assert browser.post(at("table", other), {"table": table, "side": GOVERNMENT}).status_code == 302
    row = Stakeholder.objects.get(initiative=other)
    assert (row.name, row.kind, row.note) == ("Dinas Air", "opd", "Mengelola sumur.")
    assert StakeholderRating.objects.filter(stakeholder=row).count() == 0
