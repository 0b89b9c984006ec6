"""The catalogue as a room of the initiative: what waits there for whom, and what of it strangers read."""

import re

import pytest
from django.urls import reverse

from titiktemu.catalogue.services.deciding import withdraw
from titiktemu.catalogue.services.uploading import begin_upload
from titiktemu.catalogue.tests.carry import dataset_for, delivered, prepared, protected, released
from titiktemu.foundation.words import Role, Side, Step
from titiktemu.web import queries
from titiktemu.web.data_room import data_room_of, waits_on_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def official(person):
    return person(Side.GOVERNMENT, Role.REPRESENTATIVE)


@pytest.fixture
def activist(person):
    return person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)


@pytest.fixture
def dataset(official, initiative):
    return dataset_for(official, initiative)


def waits(initiative, actor):
    return [wait.text for wait in waits_on_data(data_room_of(initiative, actor), actor)]


@pytest.mark.parametrize(
    ("carry", "said", "leads_too"),
    [
        (delivered, "A table waits to be confirmed", True),
        (prepared, "A table waits for its protection", True),
        (protected, "A release waits for your decision", False),
    ],
)
def test_the_next_step_waits_for_those_who_may_do_it(
    initiative, official, activist, facilitator, observer, dataset, carry, said, leads_too
):
    carry(official, dataset)
    assert waits(initiative, official) == [said]
    assert waits(initiative, facilitator) == ([said] if leads_too else [])
    for other in (activist, observer):
        assert waits(initiative, other) == []


def test_a_file_that_was_cut_off_waits_for_whoever_sent_it(initiative, official, facilitator, dataset):
    begin_upload(actor=official, dataset=dataset, name="a.csv", size=100)
    assert waits(initiative, official) == ["A file was cut off on its way"]
    assert waits(initiative, facilitator) == []


def test_what_waits_leads_to_the_page_where_it_goes_on(client_as, initiative, official, dataset):
    delivered(official, dataset)
    page = client_as(official).get(reverse("web:initiative", args=[initiative.slug])).text
    link = reverse("catalogue:review", args=[initiative.slug, 1, 1])
    assert f'href="{link}"' in page


@pytest.mark.parametrize("name", ["initiative", "step"])
def test_overview_and_fourth_step_show_what_is_released(client, initiative, official, dataset, name):
    more = [Step.ACTION] if name == "step" else []
    address = reverse(f"web:{name}", args=[initiative.slug, *more])
    english = {"accept-language": "en"}
    assert "Nothing was released yet" in client.get(address, headers=english).text
    released(official, dataset)
    page = client.get(address, headers=english).text
    assert reverse("catalogue:dataset", args=[initiative.slug, dataset.number]) in page
    assert reverse("catalogue:index", args=[initiative.slug]) in page


def test_strangers_read_of_releases_and_withdrawals_and_of_nothing_before(
    initiative, official, dataset, stranger, activist
):
    release = released(official, dataset)
    delivered(official, dataset)
    for reader in (stranger, activist):
        told = [event.sentence for event in queries.events_of(initiative, reader)]
        assert told[0] == "A dataset was released for everybody."
        assert not any("file" in sentence for sentence in told)
    withdraw(actor=official, release=release, reason="Angka ternyata salah hitung.")
    told = [event.sentence for event in queries.events_of(initiative, stranger)]
    assert told[0] == "A release was withdrawn, with a reason that everybody can read."


def test_the_log_tells_a_side_of_its_own_files_alone(client_as, initiative, official, activist, dataset):
    released(official, dataset)
    log = reverse("web:audit", args=[initiative.slug])
    mine, theirs = (
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client_as(one).get(log).text))
        for one in (official, activist)
    )
    assert "A dataset was released for everybody." in theirs
    for sentence in ("A file was sent for a dataset.", "Somebody confirmed how a table is to be read."):
        assert sentence in mine
        assert sentence not in theirs
