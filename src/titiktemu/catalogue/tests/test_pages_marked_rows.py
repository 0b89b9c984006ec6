"""Rows that a person says are totals, notes or data: seen, refused in words, kept for the next time."""

import re

import pytest
from django.urls import reverse

from titiktemu.analysis.recipes.choices import Recipe, Role
from titiktemu.catalogue.reviewing import Reviewing
from titiktemu.catalogue.tests.carry import delivered, fresh, work
from titiktemu.catalogue.tests.test_pages_review import as_sent

pytestmark = pytest.mark.django_db
HEALTH = (
    "Puskesmas;Pasien;Tes\n"
    "Muncar;120;40\nSrono;80;30\nWilayah selatan;210;70\nGenteng;50;20\nSempu;40;10\n"
    "Jumlah;290;100\nSumber: Dinas Kesehatan;;\n"
)


def address(delivery):
    return reverse(
        "catalogue:review", args=[delivery.initiative.slug, delivery.dataset.number, delivery.number]
    )


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def sent_health(official, dataset, text=HEALTH):
    return delivered(official, dataset, text.encode(), "kesehatan.csv")


def confirmed(client, delivery, **said):
    answer = client.post(address(delivery), as_sent(Reviewing(delivery, 1), looked="on", **said))
    assert answer.status_code == 302, answer.context["errors"]
    work()
    return fresh(delivery)


def finding(delivery, check):
    return next(one for one in delivery.preparation["quality"] if one["check"] == check)


def test_the_page_lists_the_rows_that_are_left_out_with_their_texts(official, dataset, client_as):
    answer = client_as(official).get(address(sent_health(official, dataset)))
    said = text_of(answer)
    assert "Row 7 Total Jumlah · 290 · 100" in said
    assert "Row 8 Note Sumber: Dinas Kesehatan" in said
    plain = client_as(official).get(address(delivered(official, dataset)))
    assert "No row below the names of the columns is left out." in text_of(plain)


def test_a_row_that_is_marked_as_a_total_is_left_out_and_held_against_its_parts(official, dataset, client_as):
    client, delivery = client_as(official), sent_health(official, dataset)
    look = client.post(address(delivery), as_sent(Reviewing(delivery, 1), totals="4", act="look"))
    assert "Row 4 Total Wilayah selatan" in text_of(look)
    assert fresh(delivery).state == delivery.state
    delivery = confirmed(client, delivery, totals="4")
    assert delivery.preparation["records"] == 4
    assert finding(delivery, "totals")["rows"] == [4]
    (kept,) = Recipe.from_json(delivery.recipe.content).corrections.rows
    assert (kept.row, kept.role, kept.text) == (4, Role.TOTAL, "Wilayah selatan")
    assert client.get(address(delivery)).context["reviewing"].rows["totals"].value() == "4"


def test_a_row_that_was_taken_for_a_total_can_be_data_and_one_a_note(official, dataset, client_as):
    delivery = confirmed(client_as(official), sent_health(official, dataset), records="7", notes="4")
    assert delivery.preparation["records"] == 5
    assert "totals" not in {one["check"] for one in delivery.preparation["quality"]}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"totals": "4", "notes": "3-4"}, "Row 4 stands in two fields"),
        ({"totals": "1"}, "Row 1 is not below the names of the columns"),
        ({"records": "900"}, "there is no row 900 to mark"),
        ({"notes": "empat"}, "Please write numbers of rows such as 5, 6 or 5-6."),
    ],
)
def test_what_cannot_be_marked_is_said_beside_its_field(official, dataset, client_as, said, words):
    delivery = sent_health(official, dataset)
    answer = client_as(official).post(address(delivery), as_sent(Reviewing(delivery, 1), **said))
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert answer.context["reviewing"].rows.is_wrongly_marked
    assert not answer.context["reviewing"].rows.is_wrongly_placed


def test_the_next_delivery_finds_a_marked_row_again_wherever_it_stands(official, dataset, client_as):
    client = client_as(official)
    confirmed(client, sent_health(official, dataset), totals="4")
    longer = HEALTH.replace("Muncar;", "Glagah;10;5\nMuncar;").replace("210;70", "200;70")
    delivery = sent_health(official, dataset, longer)
    page = client.get(address(delivery))
    assert "4 became 5" in text_of(page)
    assert page.context["reviewing"].rows["totals"].value() == "5"
    assert confirmed(client, delivery).preparation["records"] == 5


def test_the_next_delivery_says_so_where_a_marked_row_is_gone(official, dataset, client_as):
    client = client_as(official)
    confirmed(client, sent_health(official, dataset), totals="4")
    delivery = sent_health(official, dataset, HEALTH.replace("Wilayah selatan;210;70\n", ""))
    page = client.get(address(delivery))
    assert "“Wilayah selatan” that was marked by hand is not found again" in text_of(page)
    assert page.context["reviewing"].rows["totals"].value() == ""


def test_who_sees_no_rows_sees_no_texts_of_those_left_out(official, dataset, client_as, facilitator):
    delivery = sent_health(official, dataset)
    said = text_of(client_as(facilitator).get(address(delivery)))
    assert "Row 8 Note" in said
    assert "Dinas Kesehatan" not in said
    assert "These rows are totals" not in said


def test_enter_in_a_field_looks_and_does_not_confirm(official, dataset, client_as):
    page = client_as(official).get(address(sent_health(official, dataset))).content.decode()
    buttons = re.findall(r'<button type="submit"[^>]*name="act" value="(\w+)"', page)
    assert buttons[0] == "look"
    assert "confirm" in buttons


def test_a_marked_row_that_the_page_never_showed_is_found_again_too(official, dataset, client_as):
    client = client_as(official)
    rows = [f"Desa {at:03d};{at};{at + 7}" for at in range(700)]
    rows[350] = "Wilayah tengah;61075;1"
    text = "Desa;Pasien;Tes\n" + "\n".join(rows)
    delivery = confirmed(client, sent_health(official, dataset, text), totals="352")
    assert delivery.preparation["records"] == 699
    later = sent_health(official, dataset, text.replace("Pasien;Tes\n", "Pasien;Tes\nDesa baru;5;5\n"))
    assert client.get(address(later)).context["reviewing"].rows["totals"].value() == "353"
    assert confirmed(client, later).preparation["records"] == 700
