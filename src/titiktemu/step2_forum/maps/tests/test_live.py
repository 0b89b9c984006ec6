"""Many phones at one map: what is drawn for one serves all who may see the same, and nobody else."""

import re

import pytest
from django.urls import reverse

from titiktemu.config.cli import bench_together
from titiktemu.step2_forum.maps.services.drawing import add_card
from titiktemu.step2_forum.maps.tests.drawing import GOVERNMENT, begun

pytestmark = pytest.mark.django_db


@pytest.fixture
def causal_map(facilitator, initiative):
    """A map with the core problem alone."""
    return begun(facilitator, initiative)


@pytest.fixture
def part(causal_map):
    """The address that pages ask for what is new."""
    where = reverse("maps:side", args=[causal_map.initiative.slug, causal_map.number, GOVERNMENT])
    return f"{where}?bagian=1"


def test_a_new_card_is_seen_by_whoever_asked_before_it(causal_map, part, official, client_as):
    first, second = client_as(official), client_as(official)
    mark = first.get(part)["ETag"]
    assert second.get(part, headers={"If-None-Match": mark}).status_code == 304
    add_card(actor=official, causal_map=causal_map, side=GOVERNMENT, text="Pompa mati", kind="cause")
    for browser in (first, second):
        answer = browser.get(part, headers={"If-None-Match": mark})
        assert "Pompa mati" in answer.content.decode()


def test_what_was_drawn_for_many_is_drawn_once(part, official, client_as, django_assert_max_num_queries):
    client_as(official).get(part)
    another = client_as(official)
    with django_assert_max_num_queries(6):
        assert another.get(part).status_code == 200


def test_no_sender_makes_the_part_be_drawn_again_and_again(part, official, client_as):
    browser = client_as(official)
    marks = set()
    for theme in ("", "light", "x1", "x2", "x3"):
        browser.cookies["theme"] = theme
        marks.add(browser.get(part)["ETag"])
    assert len(marks) == 2


def test_who_leads_and_the_other_side_get_no_page_of_somebody_else(
    causal_map, part, official, activist, facilitator, client_as
):
    add_card(actor=official, causal_map=causal_map, side=GOVERNMENT, text="Pompa mati", kind="cause")
    assert client_as(official).get(part).status_code == 200
    assert client_as(activist).get(part).status_code == 403
    in_english = client_as(facilitator).get(part).content.decode()
    in_indonesian = client_as(facilitator).get(part, headers={"accept-language": "id"}).content.decode()
    assert ("Causes" in in_english, "Causes" in in_indonesian) == (True, False)


def test_the_measurement_asks_as_often_as_the_page(causal_map, official, client_as):
    where = reverse("maps:side", args=[causal_map.initiative.slug, causal_map.number, GOVERNMENT])
    page = client_as(official).get(where).content.decode()
    assert re.findall(r'data-every="([\d.]+)"', page) == [str(bench_together.EVERY)]
