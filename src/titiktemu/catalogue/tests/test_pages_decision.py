"""The page on which a named person decides."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from titiktemu.catalogue.models import Dataset, Decision, Delivery
from titiktemu.catalogue.services.confirming import choose_treatments
from titiktemu.catalogue.services.datasets import edit_dataset
from titiktemu.catalogue.tests.carry import (
    PEOPLE,
    REASON,
    SCHOOLS,
    fresh,
    prepared,
    protected,
    released,
    work,
)
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db


def address(delivery):
    return reverse(
        "catalogue:decision", args=[delivery.initiative.slug, delivery.dataset.number, delivery.number]
    )


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def vote(client, delivery, **changes):
    seen = client.get(address(delivery)).context["seen"]
    return client.post(address(delivery), {"decision": "approve", "reason": REASON, "seen": seen, **changes})


def test_the_page_shows_exactly_what_would_be_released(official, dataset, client_as):
    treatments = [{"kind": "drop", "columns": ["nik", "nama"], "options": {}}]
    answer = client_as(official).get(address(protected(official, dataset, PEOPLE, treatments)))
    said = text_of(answer)
    assert "What would be released: 4 rows, 3 columns" in said
    assert answer.context["left_out"] == ["nik", "nama"]
    assert "Siti Aminah" not in said
    assert answer.context["first_rows"][0] == ["32", "P", "TB"]  # not in the order of the names


def test_approving_then_releasing_is_two_steps(official, dataset, client_as):
    delivery = protected(official, dataset)
    client = client_as(official)
    assert vote(client, delivery).status_code == 302
    answer = client.get(address(delivery))
    assert "Approved, not yet released" in text_of(answer)
    assert REASON in text_of(answer)
    assert fresh(delivery).state == Delivery.State.TO_DECIDE
    assert client.post(address(delivery), {"act": "publish"}).status_code == 302
    work()
    assert fresh(delivery).state == Delivery.State.RELEASED


def test_a_list_that_was_changed_is_confirmed_before_anything_is_decided(
    official, dataset, client_as, person
):
    delivery = protected(official, dataset)
    person(Side.GOVERNMENT, Role.REPRESENTATIVE, number=7)
    client = client_as(official)
    page = client.get(address(delivery))
    assert "First, the list of your side" in text_of(page)
    assert reverse("web:rosters", args=[delivery.initiative.slug]) in page.text
    assert vote(client, delivery).status_code == 409
    assert not Decision.objects.exists()


def test_nothing_is_released_without_an_approval(official, dataset, client_as):
    delivery = protected(official, dataset)
    answer = client_as(official).post(address(delivery), {"act": "publish"})
    assert answer.status_code == 409
    assert "Nobody has decided" in text_of(answer)
    assert fresh(delivery).state == Delivery.State.TO_DECIDE


def test_refusing_is_as_easy_and_shows_its_reason(official, dataset, client_as):
    delivery = protected(official, dataset)
    client = client_as(official)
    reason = "Angkanya belum diperiksa oleh kepala bidang."
    assert vote(client, delivery, decision="refuse", reason=reason).status_code == 302
    answer = client.get(address(delivery))
    assert reason in text_of(answer)
    assert answer.context["stands"] is None


@pytest.mark.parametrize(
    ("changes", "status"), [({"reason": ""}, 422), ({"decision": ""}, 422), ({"reason": "ya"}, 409)]
)
def test_what_is_not_complete_is_kept(official, dataset, client_as, changes, status):
    delivery = protected(official, dataset)
    answer = vote(client_as(official), delivery, **changes)
    assert answer.status_code == status
    if "reason" not in changes:
        assert REASON in answer.content.decode()
    assert Decision.objects.count() == 0


def test_a_change_voids_the_approval_and_the_page_says_so(official, dataset, client_as):
    delivery = protected(official, dataset)
    client = client_as(official)
    vote(client, delivery)
    edit_dataset(actor=official, dataset=dataset, licence=Dataset.Licence.CC0)
    answer = client.get(address(delivery))
    assert answer.context["is_void"]
    assert "counts no longer" in text_of(answer)
    assert client.post(address(delivery), {"act": "publish"}).status_code == 409


def test_who_decides_on_something_older_than_what_is_there_is_told(official, dataset, client_as):
    delivery = protected(official, dataset)
    client = client_as(official)
    seen = client.get(address(delivery)).context["seen"]
    edit_dataset(actor=official, dataset=dataset, licence=Dataset.Licence.CC0)
    answer = vote(client, delivery, seen=seen)
    assert answer.status_code == 409
    assert "has changed since you opened it" in text_of(answer)
    assert REASON in answer.content.decode()


def test_personal_data_that_is_left_is_named_and_stands_against_it(official, dataset, client_as):
    delivery = protected(official, dataset, PEOPLE)
    client = client_as(official)
    assert "Population numbers (NIK)" in text_of(client.get(address(delivery)))
    assert vote(client, delivery).status_code == 409
    assert Decision.objects.count() == 0


def test_the_file_as_it_came_is_offered_only_where_it_holds_nothing(official, dataset, client_as):
    plain = client_as(official).get(address(protected(official, dataset)))
    assert plain.context["may_original"]
    assert 'name="with_original"' in plain.content.decode()
    assert "checked" not in plain.content.decode()
    treatments = [{"kind": "drop", "columns": ["nik", "nama"], "options": {}}]
    treated = client_as(official).get(address(protected(official, dataset, PEOPLE, treatments)))
    assert not treated.context["may_original"]


def test_without_a_licence_the_page_leads_to_it(official, dataset, client_as):
    edit_dataset(actor=official, dataset=dataset, licence="")
    delivery = protected(official, dataset)
    client = client_as(official)
    vote(client, delivery)
    assert "Choose a licence" in text_of(client.get(address(delivery)))


def test_the_release_before_is_held_beside_it(official, dataset, client_as):
    released(official, dataset)
    delivery = protected(official, dataset, SCHOOLS + b"35.10.04;Tegaldlimo;20;500.000\r\n")
    answer = client_as(official).get(address(delivery))
    assert answer.context["before"]["rows"] == (3, 4)
    assert "3 rows before, 4 now." in text_of(answer)


def test_others_see_why_they_cannot_decide_or_nothing_at_all(
    official, activist, facilitator, dataset, client_as, person
):
    delivery = protected(official, dataset)
    client = client_as(facilitator)
    answer = client.get(address(delivery))
    assert answer.status_code == 200
    assert "Why you cannot decide this" in text_of(answer)
    assert 'name="decision"' not in answer.content.decode()
    seen = {"decision": "approve", "reason": REASON, "seen": answer.context["seen"]}
    assert client.post(address(delivery), seen).status_code == 403
    for other in (activist, person("", Role.OBSERVER), person(Side.CITIZENS, Role.PARTICIPANT)):
        assert client_as(other).get(address(delivery)).status_code == 404
        assert client_as(other).post(address(delivery), seen).status_code == 404


def test_before_anything_was_tried_there_is_nothing_to_decide(official, dataset, client_as):
    assert client_as(official).get(address(prepared(official, dataset))).status_code == 302


def test_what_was_said_of_the_rows_is_told_to_who_decides(official, dataset, client_as):
    delivery = prepared(official, dataset)
    choose_treatments(actor=official, delivery=delivery, treatments=[], of_people=False)
    work()
    said = text_of(client_as(official).get(address(delivery)))
    assert "Each row is about something else than a person" in said


def test_columns_cost_no_queries(official, dataset, client_as):
    client, counts = client_as(official), []
    drop = [{"kind": "drop", "columns": ["nik", "nama"], "options": {}}]
    for content, treatments in ((SCHOOLS, ()), (PEOPLE, drop)):
        delivery = protected(official, dataset, content, treatments)
        client.get(address(delivery))
        with CaptureQueriesContext(connection) as found:
            client.get(address(delivery))
        counts.append(len(found))
    assert counts[0] == counts[1]
    assert counts[0] <= 26
