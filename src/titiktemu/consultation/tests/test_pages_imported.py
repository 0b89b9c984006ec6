"""The pages of a consultation from another platform: who made it, and nothing of sides that it has not."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from titiktemu.consultation.models import Consultation, DrawnMap
from titiktemu.consultation.services.running import close_consultation
from titiktemu.consultation.tests.cast import opened

pytestmark = pytest.mark.django_db
SOURCE = {
    "source_url": "https://example.org/x",
    "source_licence": "CC BY 4.0",
    "source_credit": "Yang menulis",
}


def text_of(consultation: Consultation, name: str) -> str:
    """What a stranger reads there."""
    where = reverse(f"consultation:{name}", args=[consultation.initiative.slug, consultation.number])
    answer = Client(headers={"accept-language": "en"}).get(where)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def own(facilitator: Any, initiative: Any) -> Consultation:
    """A closed consultation of this house, with sides."""
    return close_consultation(actor=facilitator, consultation=opened(facilitator, initiative))


@pytest.fixture
def imported(own: Consultation) -> Consultation:
    """The same, as if it had been taken over from elsewhere."""
    Consultation.objects.filter(pk=own.pk).update(content_hash="1", has_sides=False, **SOURCE)
    own.refresh_from_db()
    return own


@pytest.mark.parametrize("name", ["home", "results", "map"])
def test_source_licence_and_credit_stand_on_every_page_of_figures(imported: Consultation, name: str) -> None:
    assert all(one in text_of(imported, name) for one in SOURCE.values())


def test_nobody_asks_an_imported_statement_for_its_other_language(imported: Consultation) -> None:
    assert "in Indonesian only" not in text_of(imported, "statements")
    Consultation.objects.filter(pk=imported.pk).update(content_hash="")
    assert "in Indonesian only" in text_of(imported, "statements")


def test_how_to_read_speaks_of_sides_only_where_there_are_some(imported: Consultation) -> None:
    said = text_of(imported, "results")
    assert "share of the whole side" not in said
    assert "steps of five" not in said
    Consultation.objects.filter(pk=imported.pk).update(has_sides=True)
    said = text_of(imported, "results")
    assert "share of the whole side" in said
    assert "steps of five" in said


def test_who_can_know_is_told_of_own_consultations_and_in_the_past_once_closed(own: Consultation) -> None:
    assert "Who can know what you answered" in text_of(own, "home")
    assert "You answer under a pseudonym" not in text_of(own, "home")
    Consultation.objects.filter(pk=own.pk).update(content_hash="1")
    assert "Who can know" not in text_of(own, "home")


def test_after_the_close_no_groups_are_awaited(own: Consultation) -> None:
    assert "No stable opinion groups yet" not in text_of(own, "map")
    assert "No stable opinion groups" in text_of(own, "map")


def test_the_map_says_how_many_are_in_a_group_and_that_size_is_spread(own: Consultation) -> None:
    shape = {"x": 0.1, "y": 0.2, "rx": 1.0, "ry": 0.5, "angle": 0.3}
    groups = [{**shape, "name": "A", "size": 362}, {**shape, "name": "B", "size": 13}]
    content = {"groups": groups, "reason": "", "people": 375, "stability": None, "statements": []}
    kept = {"content": content, "votes": 1, "drawn_at": timezone.now()}
    DrawnMap.objects.update_or_create(consultation=own, defaults=kept)
    said = text_of(own, "map")
    assert "A · 362" in said
    assert "B · ≥ 10" in said
    assert "not that they are many" in said
