"""Taking over a published consultation with one tap, in the demo."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from titiktemu.consultation.models import Consultation
from titiktemu.foundation.models import SiteState

pytestmark = pytest.mark.django_db


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as it would stand beside the checkout, with one small export."""
    made = tmp_path / "polis" / "contoh"
    made.mkdir(parents=True)
    (made / "summary.csv").write_text("topic,Jalan kita\nurl,https://pol.is/contoh1\n")
    (made / "comments.csv").write_text(
        "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n1,x,3,0,1,0,1,Lampu\n"
    )
    (made / "votes.csv").write_text("timestamp,datetime,comment-id,voter-id,vote\n1500000000500,x,3,0,1\n")
    monkeypatch.setenv("TITIKTEMU_REALDATA", str(tmp_path))
    return made


def test_one_tap_takes_it_over_and_the_home_page_then_leads_to_it(
    beside: Path, client: Client, settings: Settings
) -> None:
    settings.DEMO = True
    SiteState.objects.create(is_demo=True)
    assert b"Jalan kita" in client.get(reverse("web:home")).content
    client.post(reverse("web:import_published"), {"name": "contoh"})
    made = Consultation.objects.get()
    assert (
        reverse("web:initiative", args=[made.initiative.slug]).encode()
        in client.get(reverse("web:home")).content
    )


def test_it_exists_only_in_a_demo_and_only_for_folders_that_are_there(
    beside: Path, client: Client, settings: Settings
) -> None:
    assert client.post(reverse("web:import_published"), {"name": "contoh"}).status_code == 404
    settings.DEMO = True
    SiteState.objects.create(is_demo=True)
    assert client.post(reverse("web:import_published"), {"name": "../contoh"}).status_code == 404
    assert not Consultation.objects.exists()
