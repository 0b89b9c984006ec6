"""The page on which a person confirms a table: seen, corrected, answered, refused, by whom."""

import io
import re

import pytest
import xlsxwriter
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from titiktemu.analysis.recipes.choices import Recipe
from titiktemu.catalogue.drafts import RowsSaid, draft_of, place_in
from titiktemu.catalogue.models import Delivery
from titiktemu.catalogue.review_forms import RowsField, RowsForm, in_short
from titiktemu.catalogue.reviewing import Reviewing
from titiktemu.catalogue.services.confirming import confirm_table
from titiktemu.catalogue.spoken import spoken
from titiktemu.catalogue.tests.carry import PEOPLE, SCHOOLS, delivered, fresh, proposal, work
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db
TWO_WAYS = b"nama;tanggal;stok\r\nA;03/04/2026;1.234\r\nB;05/06/2026;2.345\r\nC;07/08/2026;3.456\r\n"
SPAN = re.compile(r"<[^>]+>|\s+")


def address(delivery, name="review"):
    return reverse(
        f"catalogue:{name}", args=[delivery.initiative.slug, delivery.dataset.number, delivery.number]
    )


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def as_sent(reviewing, **changes):
    """What a browser sends of the page as it is, with changes."""
    sent = {"place": str(reviewing.place), "act": "confirm"}
    forms = [reviewing.rows, reviewing.period, *reviewing.columns, *reviewing.answers]
    for form in forms:
        for field in form:
            value, shown = field.value(), True
            if field.name in {"decimal", "month_first"}:
                shown = form.shows_decimal if field.name == "decimal" else form.shows_order
            if field.widget_type in {"checkbox", "radioselect"}:
                shown = value not in (None, False, "")
            if shown:
                sent[field.html_name] = "on" if value is True else "" if value is None else value
    sent.update(changes)
    return {name: value for name, value in sent.items() if value is not None}


def workbook(*sheets):
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return made.getvalue()


def test_the_page_shows_rows_columns_and_values_as_written_and_as_read(official, dataset, client_as):
    delivery = delivered(official, dataset)
    answer = client_as(official).get(address(delivery))
    assert answer.status_code == 200
    said = text_of(answer)
    for words in (
        "kode_wilayah",
        "Code of a region",
        "1.250.000",
        "1,250,000",
        "Yes, this is how it is meant",
    ):
        assert words in said, words


def test_a_plain_post_confirms_the_table(official, dataset, client_as):
    delivery = delivered(official, dataset)
    sent = as_sent(Reviewing(delivery, 1), period_start="2026-01-01", period_end="2026-06-30")
    answer = client_as(official).post(address(delivery), sent)
    assert answer.status_code == 302
    work()
    delivery = fresh(delivery)
    assert delivery.state == Delivery.State.TO_PROTECT
    assert str(delivery.period_end) == "2026-06-30"
    assert delivery.recipe.content == proposal(delivery).as_json()


def test_nothing_is_confirmed_before_every_question_is_answered(official, dataset, client_as):
    delivery = delivered(official, dataset, TWO_WAYS)
    reviewing = Reviewing(delivery, 1)
    asked = {one["column"]: one for one in reviewing.questions()}
    assert {"tanggal", "stok"} <= set(asked)
    client = client_as(official)
    answer = client.post(address(delivery), as_sent(reviewing))
    assert answer.status_code == 422
    assert "Please answer the question about “stok”." in answer.content.decode()
    place = asked["stok"]["place"]
    assert f'href="#q{place}"' in answer.content.decode()


def test_an_answer_says_how_the_numbers_are_read(official, dataset, client_as):
    delivery = delivered(official, dataset, TWO_WAYS)
    reviewing = Reviewing(delivery, 1)
    question = next(one for one in reviewing.questions() if one["column"] == "stok")
    examples = {one["sentence"]: one["examples"] for one in question["alternatives"]}
    said = {words for rows in examples.values() for _text, _value, words in rows}
    assert "one thousand two hundred thirty-four" in said
    assert "one point two three four" in said
    wanted = next(one for one in question["alternatives"] if "1.234" in [row[1] for row in one["examples"]])
    answers = {f"q{one['place']}-answer": "0" for one in reviewing.questions()}
    answers[f"q{question['place']}-answer"] = wanted["value"]
    assert client_as(official).post(address(delivery), as_sent(reviewing, **answers)).status_code == 302
    recipe = Recipe.from_json(fresh(delivery).recipe.content)
    assert (recipe.of("stok").decimal, recipe.of("stok").meaning.value) == (".", "decimal")


def test_seeing_how_it_is_read_keeps_everything_and_confirms_nothing(official, dataset, client_as):
    delivery = delivered(official, dataset)
    reviewing = Reviewing(delivery, 1)
    names = [form.initial["name"] for form in reviewing.columns]
    place = names.index("jumlah_sekolah")
    changes = {"act": "look", f"c{place}-meaning": "text", f"c{place}-title": "Banyaknya sekolah"}
    answer = client_as(official).post(address(delivery), as_sent(reviewing, **changes))
    assert answer.status_code == 200
    assert 'value="Banyaknya sekolah"' in answer.content.decode()
    card = next(one for one in answer.context["cards"] if one["name"] == "jumlah_sekolah")
    assert card["choice"].meaning.value == "text"
    assert fresh(delivery).state == Delivery.State.TO_CONFIRM


def test_what_was_typed_wrongly_is_kept_with_422(official, dataset, client_as):
    delivery = delivered(official, dataset)
    sent = as_sent(Reviewing(delivery, 1), header_rows="satu", left_out="3-")
    answer = client_as(official).post(address(delivery), sent)
    assert answer.status_code == 422
    assert 'value="satu"' in answer.content.decode()
    assert fresh(delivery).state == Delivery.State.TO_CONFIRM
    title = as_sent(Reviewing(delivery, 1), **{"c0-title": "x" * 300})
    assert client_as(official).post(address(delivery), title).status_code == 422


def test_a_header_that_was_found_elsewhere_can_be_set_and_is_what_the_worker_writes(
    official, dataset, client_as
):
    rows = [
        ("Laporan", "", ""),
        ("kode", "nama", "jumlah"),
        ("a1", "Satu", 3),
        ("a2", "Dua", 4),
        ("a3", "Tiga", 5),
    ]
    delivery = delivered(official, dataset, workbook(("Isi", rows)), "isi.xlsx")
    client = client_as(official)
    sent = as_sent(Reviewing(delivery, 1), header_rows="3", first_row="4", act="look")
    answer = client.post(address(delivery), sent)
    assert answer.status_code == 200
    assert [one["name"] for one in answer.context["cards"]] == ["a1", "Satu", "3"]
    again = as_sent(answer.context["reviewing"])
    assert client.post(address(delivery), again).status_code == 302
    work()
    delivery = fresh(delivery)
    assert delivery.state == Delivery.State.TO_PROTECT, delivery.jobs.first().problem
    assert delivery.preparation["records"] == 2
    shown = client.get(address(delivery))
    assert shown.context["reviewing"].rows["header_rows"].value() == "3"


def test_a_row_that_is_no_record_is_left_out(official, dataset, client_as):
    delivery = delivered(official, dataset)
    sent = as_sent(Reviewing(delivery, 1), left_out="3")
    assert client_as(official).post(address(delivery), sent).status_code == 302
    work()
    assert fresh(delivery).preparation["records"] == 2


def test_several_tables_are_offered_with_a_picture_each(official, dataset, client_as):
    small = [("bulan", "jumlah"), ("Januari", 3), ("Februari", 5)]
    large = [("kode", "nama", "nilai"), *((f"k{n}", f"Nama {n}", n) for n in range(30))]
    delivery = delivered(official, dataset, workbook(("Kecil", small), ("Besar", large)), "dua.xlsx")
    assert place_in(delivery) == 2
    client = client_as(official)
    answer = client.get(address(delivery))
    assert answer.context["reviewing"].place == 2
    assert [one["sheet"] for one in answer.context["tables"]] == ["Kecil", "Besar"]
    assert client.get(address(delivery), {"tabel": "1"}).context["reviewing"].place == 1
    for wrong in ("0", "3", "x", "9" * 40):
        assert client.get(address(delivery), {"tabel": wrong}).status_code == 404


def test_the_next_delivery_shows_what_is_different_first_and_asks_to_look(official, dataset, client_as):
    first = delivered(official, dataset)
    confirm_table(actor=official, delivery=first, recipe=proposal(first))
    work()
    again = SCHOOLS.replace(b"jumlah_sekolah", b"jumlah_murid")
    delivery = delivered(official, dataset, again)
    client = client_as(official)
    answer = client.get(address(delivery))
    assert "What is different this time" in text_of(answer)
    assert any(one["asks"] for one in answer.context["reviewing"].differences)
    refused = client.post(address(delivery), as_sent(answer.context["reviewing"]))
    assert refused.status_code == 422
    sent = as_sent(answer.context["reviewing"], looked="on")
    assert client.post(address(delivery), sent).status_code == 302


def test_the_same_file_again_asks_nothing(official, dataset, client_as):
    first = delivered(official, dataset, TWO_WAYS)
    recipe = proposal(first).changed("stok", decimal=",")
    confirm_table(actor=official, delivery=first, recipe=recipe)
    work()
    answer = client_as(official).get(address(delivered(official, dataset, TWO_WAYS)))
    assert answer.context["questions"] == []
    assert "like the last time" in text_of(answer)


def test_who_may_not_confirm_sees_why_or_nothing(official, dataset, client_as, facilitator, activist, person):
    delivery = delivered(official, dataset)
    sent = as_sent(Reviewing(delivery, 1))
    assert client_as(activist).get(address(delivery)).status_code == 404
    assert client_as(activist).post(address(delivery), sent).status_code == 404
    assert client_as(person("", Role.OBSERVER)).get(address(delivery)).status_code == 404
    assert client_as(facilitator).get(address(delivery)).status_code == 200
    citizen = person(Side.CITIZENS, Role.PARTICIPANT)
    assert client_as(citizen).get(address(delivery)).status_code == 404


def test_the_page_asks_the_database_no_more_for_many_columns(official, dataset, client_as):
    wide = ",".join(f"k{n}" for n in range(60)) + "\n" + "\n".join(",".join("7" * 60) for _row in range(5))
    few, many = delivered(official, dataset), delivered(official, dataset, wide.encode())
    client = client_as(official)
    counts = []
    for one in (few, many):
        client.get(address(one))
        with CaptureQueriesContext(connection) as found:
            client.get(address(one))
        counts.append(len(found))
    assert counts[0] == counts[1]
    assert counts[0] <= 16


def test_nothing_of_a_file_comes_out_as_markup(official, dataset, client_as):
    nasty = b'nama;<script>alert(1)</script>\r\n"<img src=x onerror=y>";1\r\nb;2\r\nc;3\r\n'
    page = client_as(official).get(address(delivered(official, dataset, nasty))).content.decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_rows_that_make_no_table_are_refused_in_words(official, dataset):
    delivery = delivered(official, dataset)
    form = RowsForm({"header_rows": "2", "first_row": "1", "last_row": "", "left_out": ""})
    assert not form.is_valid()
    assert draft_of(delivery, 1, RowsSaid((1,), 2, 4, ())).recipe == proposal(delivery)


@pytest.mark.parametrize(("text", "rows"), [("5-6", (5, 6)), ("5, 9 dan 7", (5, 7, 9)), ("", ())])
def test_rows_are_read_as_people_write_them(text, rows):
    assert RowsField().clean(text) == rows
    assert RowsField().clean(in_short(rows)) == rows


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1000, "seribu"),
        (11, "sebelas"),
        (2017, "dua ribu tujuh belas"),
        (1_000_000, "satu juta"),
        (10**13, ""),
    ],
)
def test_numbers_are_said_in_words(value, words):
    assert spoken(value, "id") == words


def test_people_are_counted_among_what_is_read(official, dataset, client_as):
    page = text_of(client_as(official).get(address(delivered(official, dataset, PEOPLE))))
    assert "Citizen number (NIK)" in page


def test_a_table_of_many_columns_is_confirmed_in_one_form(official, dataset, client_as):
    head = ",".join(f"Kolom {n}" for n in range(170))
    rows = [",".join(f"{n + row},5" for n in range(170)) for row in range(4)]
    content = "\n".join([head.replace(",", ";"), *(one.replace(",5,", ",5;") for one in rows)]).encode()
    delivery = delivered(official, dataset, content)
    reviewing = Reviewing(delivery, 1)
    assert reviewing.rest == 20
    answers = {f"q{one['place']}-answer": "0" for one in reviewing.questions()}
    sent = as_sent(reviewing, **answers)
    assert len(sent) > 1000
    assert client_as(official).post(address(delivery), sent).status_code == 302
    assert len(fresh(delivery).recipe.content["columns"]) == 170
