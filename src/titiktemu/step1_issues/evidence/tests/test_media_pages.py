"""The pages of the media, as people use them: bad input gets a sentence and loses nothing."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from titiktemu.foundation.words import Role, Side
from titiktemu.step1_issues.evidence.models import Article
from titiktemu.step1_issues.evidence.tests.pressing import written

pytestmark = pytest.mark.django_db


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def lead(client_as, facilitator):
    return client_as(facilitator)


@pytest.fixture
def at(initiative):
    return lambda name, *more: reverse(f"evidence:{name}", args=[initiative.slug, *more])


def test_a_facilitator_adds_a_source(lead, at):
    page = lead.post(at("sources"), {"name": "Radar Selat", "feed_url": "https://a.example/rss"}, follow=True)
    assert "Radar Selat" in text_of(page)
    again = lead.post(at("sources"), {"name": "Radar Selat", "feed_url": ""})
    assert again.status_code == 422
    assert "of this name already" in text_of(again)


@pytest.mark.parametrize("wrong", ["ftp://a.example", "a.example/rss", "javascript:alert(1)"])
def test_what_is_no_address_is_not_taken_as_a_feed(lead, at, wrong):
    page = lead.post(at("sources"), {"name": "Radar", "feed_url": wrong})
    assert page.status_code == 422
    assert "begins with https://" in text_of(page)
    assert wrong in page.content.decode()


def test_three_ways_bring_articles_in(lead, at):
    lead.post(
        at("add_articles"), {"do": "paste", "paste-source": "Radar", "paste-urls": "https://a.example/1"}
    )
    table = SimpleUploadedFile("a.csv", b"judul\nAir keruh\n", "text/csv")
    lead.post(at("add_articles"), {"do": "table", "table-source": "Radar", "table-file": table})
    lead.post(
        at("add_articles"), {"do": "one", "one-source": "Radar", "one-title": "Sampah", "one-text": "Bau."}
    )
    assert Article.objects.count() == 3
    page = text_of(lead.get(at("articles")))
    assert "Air keruh" in page
    assert "waits to be fetched" in page


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (
            {"do": "paste", "paste-source": "R", "paste-urls": "https://a.example\nbukan"},
            "no address of the web: bukan",
        ),
        ({"do": "paste", "paste-source": "", "paste-urls": ""}, "This field is required"),
        ({"do": "table", "table-source": "R"}, "This field is required"),
        ({"do": "one", "one-source": "R", "one-title": "A", "one-day": "31-02-2026"}, "Enter a valid date"),
        (
            {"do": "one", "one-source": "R", "one-title": "A", "one-url": "file:///etc"},
            "begins with https://",
        ),
    ],
)
def test_bad_input_gets_a_sentence(lead, at, sent, sentence):
    page = lead.post(at("add_articles"), sent)
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert not Article.objects.exists()


def test_a_hostile_file_gets_a_sentence(lead, at):
    bomb = SimpleUploadedFile("a.xlsx", b"PK\x03\x04" + b"\xff" * 2000)
    page = lead.post(at("add_articles"), {"do": "table", "table-source": "Radar", "table-file": bomb})
    assert page.status_code == 422
    assert "Nothing was saved yet" in text_of(page)


def test_an_unknown_way_changes_nothing(lead, at):
    assert lead.post(at("add_articles"), {"do": "x"}).status_code == 422


def test_articles_are_searched_and_kept_by_source(lead, at, facilitator, initiative):
    written(facilitator, initiative, 1)
    written(facilitator, initiative, 2, "sampah", source="Kabar Pesisir")
    assert "Berita air 1" in text_of(lead.get(at("articles"), {"kata": "BERITA AIR"}))
    assert "Berita air 1" not in text_of(lead.get(at("articles"), {"sumber": "2"}))
    assert "No article fits" in text_of(lead.get(at("articles"), {"kata": "kereta\x00"}))
    for odd in ({"sumber": "²"}, {"sumber": "9" * 40}, {"page": "x"}):
        assert lead.get(at("articles"), odd).status_code == 200


def test_markup_in_an_article_is_shown_as_text(lead, at, facilitator, initiative):
    made = written(
        facilitator, initiative, 1, title="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>"
    )
    page = lead.get(at("article", made.number)).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_members_read_and_find_nothing_to_write(client_as, person, at, facilitator, initiative):
    made = written(facilitator, initiative, 1)
    browser = client_as(person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE))
    page = browser.get(at("article", made.number)).content.decode()
    assert "Berita air 1" in page
    assert "Take it out" not in page
    assert browser.post(at("article", made.number)).status_code == 403
    assert browser.get(at("add_articles")).status_code == 403


def test_strangers_and_citizens_see_nothing(client_as, stranger, citizen, observer, at):
    for who in (stranger, citizen, observer):
        assert client_as(who).get(at("index")).status_code in {302, 403, 404}
