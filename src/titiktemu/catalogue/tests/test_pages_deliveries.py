"""A delivery's own page: how far it is, its progress without drawing it anew, ending and discarding it."""

import pytest
from django.urls import reverse

from titiktemu.catalogue.models import Delivery, Job
from titiktemu.catalogue.services.confirming import confirm_table
from titiktemu.catalogue.tests.carry import (
    PEOPLE,
    REASON,
    SCHOOLS,
    decided,
    delivered,
    fresh,
    prepared,
    proposal,
    protected,
    released,
)
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db


def at(name, delivery):
    return reverse(
        f"catalogue:{name}", args=[delivery.initiative.slug, delivery.dataset.number, delivery.number]
    )


@pytest.fixture
def client(client_as, official):
    return client_as(official)


@pytest.fixture
def working(official, dataset):
    """A delivery whose table is being prepared."""
    delivery = delivered(official, dataset)
    return confirm_table(actor=official, delivery=delivery, recipe=proposal(delivery))


@pytest.mark.parametrize(
    ("carry", "next_page", "words"),
    [
        (delivered, "review", "Check the table"),
        (prepared, "protection", "Choose the protection"),
        (protected, "decision", "Read and decide"),
    ],
)
def test_the_page_says_what_is_next(client, official, dataset, carry, next_page, words):
    delivery = carry(official, dataset)
    page = client.get(at("delivery", delivery)).text
    assert words in page
    assert f'href="{at(next_page, delivery)}"' in page
    assert "data-live=" not in page


def test_who_only_leads_is_not_asked_to_decide(client_as, facilitator, official, dataset):
    page = client_as(facilitator).get(at("delivery", protected(official, dataset))).text
    assert "What is to be decided" in page
    assert "Read and decide" not in page


def test_while_the_machine_works_the_page_follows_it(client, working):
    page = client.get(at("delivery", working))
    assert f'data-live="{at("news", working)}"' in page.text
    assert "waiting for its turn" in page.text
    assert "Look again" in page.text  # without scripts
    assert f'action="{at("cancel", working)}"' in page.text


def test_news_are_drawn_only_when_something_moved(client, working):
    first = client.get(at("news", working))
    assert first.status_code == 200
    assert "<html" not in first.text
    again = client.get(at("news", working), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content
    waiting = Job.objects.filter(state=Job.State.WAITING)
    waiting.update(state=Job.State.RUNNING, stage=Job.Stage.WRITING, part=0.42)
    moved = client.get(at("news", working), headers={"if-none-match": first["ETag"]})
    assert moved.status_code == 200
    assert "Writing the table · 42%" in moved.text
    assert "data-live-over" not in moved.text


def test_the_page_and_its_news_know_each_other(client, working):
    mark = client.get(at("news", working))["ETag"]
    assert mark.replace('"', "&quot;") in client.get(at("delivery", working)).text


def test_when_it_is_over_the_page_is_told_to_load_anew(client, official, dataset):
    assert "data-live-over" in client.get(at("news", prepared(official, dataset))).text


def test_work_can_be_ended_and_the_page_says_so(client, working):
    assert client.post(at("cancel", working)).status_code == 302
    assert fresh(working).state == Delivery.State.TO_CONFIRM
    assert "was ended before it was done" in client.get(at("delivery", working)).text
    assert client.post(at("cancel", working)).status_code == 409


def test_what_cannot_be_read_is_told_in_a_sentence_with_what_to_do(client, official, dataset):
    delivery = delivered(official, dataset, b"\x89PNG\r\n\x1a\n" + bytes(100), "tabel.csv")
    page = client.get(at("delivery", delivery)).text
    assert "picture" in page
    assert "Send another file" in page
    assert "Have it read again" in page
    assert client.post(at("again", delivery)).status_code == 302
    assert fresh(delivery).state == Delivery.State.READING


def test_discarding_asks_for_a_reason(client, official, dataset):
    delivery = delivered(official, dataset)
    assert "Discard this delivery?" in client.get(at("discard", delivery)).text
    for reason in ("", "salah"):
        answer = client.post(at("discard", delivery), {"reason": reason})
        assert answer.status_code == 422
    assert client.post(at("discard", delivery), {"reason": REASON}).status_code == 302
    page = client.get(at("delivery", delivery)).text
    assert REASON in page
    assert "sekolah.csv" not in page


def test_the_file_as_it_came_is_for_its_side_alone(client, client_as, facilitator, person, official, dataset):
    delivery = delivered(official, dataset)
    answer = client.get(at("original", delivery))
    assert b"".join(answer.streaming_content) == SCHOOLS
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="sekolah.csv"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert client_as(facilitator).get(at("original", delivery)).status_code == 403
    other = client_as(person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE))
    assert other.get(at("original", delivery)).status_code == 404
    client.post(at("discard", delivery), {"reason": REASON})
    assert client.get(at("original", delivery)).status_code == 404


@pytest.mark.parametrize("name", ["delivery", "news", "original", "discard"])
def test_the_other_side_is_not_told_that_a_delivery_exists(client_as, activist, official, dataset, name):
    released(official, dataset)
    delivery = delivered(official, dataset, PEOPLE, "orang.csv")
    other = client_as(activist)
    assert other.get(at(name, delivery)).status_code == 404
    page = other.get(reverse("catalogue:dataset", args=[dataset.initiative.slug, dataset.number])).text
    assert "orang.csv" not in page
    assert "On its way" not in page
    listed = other.get(reverse("catalogue:index", args=[dataset.initiative.slug])).text
    assert "Waits for" not in listed


def test_a_released_delivery_leads_to_its_release(client, official, dataset):
    release = released(official, dataset)
    page = client.get(at("delivery", release.delivery)).text
    assert "To the release" in page
    assert "Discard this delivery" not in page


def test_the_page_takes_few_queries(client, official, dataset, django_assert_max_num_queries):
    delivery = protected(official, dataset)
    decided(official, delivery, approves=False)
    with django_assert_max_num_queries(14):
        client.get(at("delivery", delivery))
    with django_assert_max_num_queries(9):
        client.get(at("news", delivery))
