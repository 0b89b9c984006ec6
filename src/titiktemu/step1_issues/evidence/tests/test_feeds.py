"""Feeds as the web writes them: what is taken from them, and what is refused."""

from datetime import date

import pytest

from titiktemu.step1_issues.evidence.fetching.addresses import Refused
from titiktemu.step1_issues.evidence.fetching.feeds import ENTITIES, NO_FEED, read_feed
from titiktemu.step1_issues.evidence.tests.feeds_written import ATOM, BOMB, OUTSIDE, RDF, RSS

HERE = "https://radarselat.example/rss"


def test_rss_gives_titles_addresses_days_and_plain_text():
    feed = read_feed(RSS.encode(), HERE)
    first, second, third = feed.entries
    assert feed.title == "Radar Selat (rekaan)"
    assert first.title == "Air keruh di SD Teluk Biru, wali murid mengeluh"
    assert first.day == date(2026, 3, 2), "half past six in Jakarta, the evening before in UTC"
    assert first.text.splitlines() == [
        "Wali murid mengeluh karena air di sekolah keruh dan tidak dapat dipakai.",
        "Dinas akan memeriksa.",
    ]
    assert second.title == "Puskesmas & posyandu: antrean masih panjang"
    assert second.url == "https://radarselat.example/2026/03/antrean"
    assert second.day is None
    assert (third.title, third.url) == ("Tanpa judul", "")


def test_atom_and_old_rss_are_read_too():
    atom = read_feed(ATOM.encode(), HERE)
    assert atom.title == "Kabar Pesisir"
    assert atom.entries[0].text == "Perahu itu rusak sejak Januari."
    assert read_feed(RDF.encode(), HERE).entries[0].day == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("declared", "real"),
    [
        ("UTF-8", "windows-1252"),
        ("iso-8859-1", "utf-8"),
        ("utf-16", "utf-8"),
        ("utf-7", "utf-8"),
        ("rot13", "utf-8"),
    ],
)
def test_a_feed_that_lies_about_its_encoding_is_read_all_the_same(declared, real):
    text = RSS.replace('encoding="UTF-8"', f'encoding="{declared}"').replace("mengeluh]]", "“mengeluh” é]]")
    title = read_feed(text.encode(real), HERE, "text/xml; charset=x-unknown").entries[0].title
    assert title.startswith("Air keruh di SD Teluk Biru")
    if real == "utf-8":
        assert title.endswith("“mengeluh” é")


def test_what_the_server_says_of_the_encoding_counts_where_the_feed_says_nothing():
    text = RSS.replace(' encoding="UTF-8"', "").replace("keruh di SD", "kéruh di SD")
    found = read_feed(text.encode("windows-1252"), HERE, "text/xml; charset=windows-1252")
    assert "kéruh" in found.entries[0].title


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("bomb", [BOMB, OUTSIDE])
def test_a_feed_with_entities_of_its_own_is_not_read(bomb, encoding):
    with pytest.raises(Refused) as caught:
        read_feed(bomb.encode(encoding), HERE)
    assert caught.value.template == ENTITIES


@pytest.mark.parametrize(
    "content",
    [b"", b"<html><body>Not found</body></html>", b"\x89PNG\r\n", b"{}", b"\x00" * 100, b"<" * 10_000],
)
def test_what_is_no_feed_gets_a_sentence(content):
    with pytest.raises(Refused) as caught:
        read_feed(content, HERE)
    assert caught.value.template == NO_FEED


def test_damaged_feeds_give_what_can_be_read():
    found = read_feed(RSS[: RSS.index("<item><title></title>")].encode(), HERE)
    assert len(found.entries) == 2


def test_deeply_nested_feeds_do_no_harm():
    deep = RSS.replace("Antrean panjang.", "<b>" * 20_000)
    assert read_feed(deep.encode(), HERE).entries


def test_of_a_feed_with_many_articles_the_first_are_taken():
    item = "<item><title>Berita {0}</title><link>https://a.example/{0}</link></item>"
    many = "".join(item.format(number) for number in range(1000))
    feed = f'<rss version="2.0"><channel><title>A</title>{many}</channel></rss>'
    assert len(read_feed(feed.encode(), HERE).entries) == 300
