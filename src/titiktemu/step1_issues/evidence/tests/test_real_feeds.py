"""Feeds as news sites send them are brought in over a connection, by the way that the worker goes."""

from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from titiktemu.step1_issues.evidence.models import Article
from titiktemu.step1_issues.evidence.services.media import add_source
from titiktemu.step1_issues.evidence.tasks import visit_due
from titiktemu.step1_issues.evidence.tests.feeds_written import BOMB, OUTSIDE

pytestmark = pytest.mark.django_db
FEEDS = Path(__file__).parent / "feeds"


def content(name):
    return (FEEDS / f"{name}.xml").read_bytes()


def brought(facilitator, initiative, site, body, kind="application/rss+xml; charset=UTF-8", **more):
    url = site.says("/feed/", body, kind, **more)
    source = add_source(actor=facilitator, initiative=initiative, name="Kabar", feed_url=url)
    visit_due(timezone.now())
    source.refresh_from_db()
    return source, list(Article.objects.order_by("number"))


def test_rss_as_wordpress_sends_it(facilitator, initiative, site):
    source, [one] = brought(facilitator, initiative, site, content("wordpress"))
    assert source.problem == {}
    assert one.title == "Warga Muara Jaya Antre Air Bersih sejak Subuh, PDAM: “Pompa Rusak”"
    assert one.url.startswith("https://kabarteluk.example/2026/03/10/warga-antre-air/")
    assert one.day == date(2026, 3, 10), "late in the evening in UTC, the next morning here"
    assert one.language == "id"
    assert "Warga Desa Muara Jaya antre air bersih sejak subuh karena pompa rusak." in one.text
    assert "“pekan depan”" in one.text
    assert not [word for word in ("<", "alert", "iklan", "first appeared") if word in one.text]


def test_rss_that_says_utf_8_and_is_not_and_writes_entities_twice(facilitator, initiative, site):
    source, [first, second] = brought(facilitator, initiative, site, content("home_made"))
    assert source.problem == {}
    assert first.title == 'Dinas & Sekolah "Saling Tunggu" soal Sumur – Komisi D'
    assert first.url == "http://suaralembah.example/read/88123/dinas-sekolah?page=all&id=7"
    assert first.text == "Komisi D menilai “saling tunggu” membuat sumur tak kunjung dibor."
    assert first.day == date(2026, 3, 10)
    assert second.title == "Anggaran Sanitasi Rp1,2 Miliar Belum Terserap"


def test_atom_as_blogger_sends_it(facilitator, initiative, site):
    _source, [one] = brought(facilitator, initiative, site, content("blogger"), "application/atom+xml")
    assert one.title == "Jamban Sekolah 'Cuma Satu' untuk 240 Murid"
    assert one.url == "https://wartawarga.example/2026/03/jamban.html"
    assert one.text.splitlines() == ["Satu jamban dipakai 240 murid.", "Wali murid mengusulkan iuran."]
    assert one.day == date(2026, 3, 8)


@pytest.mark.parametrize("body", [BOMB, OUTSIDE])
def test_entities_of_its_own_bring_nothing_in(facilitator, initiative, site, body):
    source, articles = brought(facilitator, initiative, site, body)
    assert "entities" in source.problem_sentence
    assert articles == []


@pytest.mark.parametrize(
    "inner", ["http://169.254.169.254/latest/", "http://[::1]:80/rss", "file:///etc/passwd"]
)
def test_a_feed_that_leads_into_the_network_brings_nothing_in(facilitator, initiative, site, inner):
    source, articles = brought(facilitator, initiative, site, "", status=302, Location=inner)
    assert source.problem_sentence
    assert articles == []
    assert site.paths() == ["/robots.txt", "/feed/"]
