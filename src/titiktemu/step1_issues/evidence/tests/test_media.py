"""Articles come in: from feeds, pages, tables and by hand; politely, and each once."""

from datetime import date, timedelta
from io import BytesIO

import pytest
import xlsxwriter
from django.utils import timezone

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.words import Role, Side
from titiktemu.step1_issues.evidence.models import Article, Source
from titiktemu.step1_issues.evidence.services.media import (
    add_source,
    import_articles,
    paste_addresses,
    switch_source,
    take_out,
)
from titiktemu.step1_issues.evidence.tasks import visit_due
from titiktemu.step1_issues.evidence.tests.feeds_written import BOMB, RSS
from titiktemu.step1_issues.evidence.tests.pressing import written

pytestmark = pytest.mark.django_db

PAGE = """<html lang="id"><head><title>Air keruh | Radar</title>
<meta property="og:title" content="Air keruh di SD">
<meta property="article:published_time" content="2026-03-02T08:00:00+07:00"></head>
<body><nav>Beranda Menu Masuk</nav><article><h1>Air keruh di SD</h1>
<p>Air yang mengalir di sekolah itu keruh sejak bulan Januari, dan para wali murid
menunggu perbaikan dari dinas yang berjanji akan memeriksa pipa.</p>
<p>Kepala sekolah mengatakan bahwa anak-anak membawa air minum dari rumah untuk sementara,
sampai pipa utama diganti oleh perusahaan air minum.</p></article><script>jahat()</script></body></html>"""


def feed_of(facilitator, initiative, url, name="Radar Selat"):
    return add_source(actor=facilitator, initiative=initiative, name=name, feed_url=url)


def again(source):
    Source.objects.filter(pk=source.pk).update(due_at=timezone.now())
    visit_due(timezone.now())
    source.refresh_from_db()
    return source


def test_a_feed_is_visited_and_its_articles_are_kept_once(facilitator, initiative, site):
    source = feed_of(facilitator, initiative, site.says("/rss", RSS, "application/rss+xml"))
    visit_due(timezone.now())
    again(source)
    found = Article.objects.order_by("number")
    assert [one.number for one in found] == [1, 2, 3]
    assert found[0].title.startswith("Air keruh")
    assert found[0].language == "id"
    assert source.problem == {}
    assert source.due_at > timezone.now() + timedelta(hours=5)


def test_the_server_is_asked_for_news_only(facilitator, initiative, site):
    url = site.says(
        "/rss", RSS, "application/rss+xml", ETag='"a1"', Last_Modified="Tue, 03 Mar 2026 01:00:00 GMT"
    )
    source = feed_of(facilitator, initiative, url)
    visit_due(timezone.now())
    again(source)
    assert site.asked[-1][1]["If-None-Match"] == '"a1"'
    assert site.asked[-1][1]["If-Modified-Since"] == "Tue, 03 Mar 2026 01:00:00 GMT"
    assert source.problem == {}
    assert Article.objects.count() == 3


def test_robots_txt_is_asked_first_kept_for_a_day_and_obeyed(facilitator, initiative, site):
    site.says("/robots.txt", "User-agent: *\nDisallow: /rahasia", "text/plain")
    url = site.says("/rss", RSS, "application/rss+xml")
    forbidden = feed_of(facilitator, initiative, site.says("/rahasia/rss", RSS), "Rahasia")
    feed_of(facilitator, initiative, url)
    visit_due(timezone.now())
    forbidden.refresh_from_db()
    assert "robots.txt" in forbidden.problem_sentence
    assert site.paths() == ["/robots.txt", "/rss"]


def test_a_site_whose_robots_txt_is_broken_is_left_alone(facilitator, initiative, site):
    site.says("/robots.txt", "", status=503)
    source = feed_of(facilitator, initiative, site.says("/rss", RSS))
    visit_due(timezone.now())
    source.refresh_from_db()
    assert source.problem_sentence
    assert site.paths() == ["/robots.txt"]


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        (BOMB, 200, "entities"),
        ("<html>Halo</html>", 200, "neither RSS nor Atom"),
        ("", 500, "the code 500"),
        ("", 404, "the code 404"),
    ],
)
def test_a_bad_feed_gets_a_sentence_and_rests_for_a_day(
    facilitator, initiative, site, body, status, sentence
):
    source = feed_of(facilitator, initiative, site.says("/rss", body, status=status))
    visit_due(timezone.now())
    source.refresh_from_db()
    assert sentence in source.problem_sentence
    assert source.due_at > timezone.now() + timedelta(hours=20)
    assert not Article.objects.exists()


def test_a_feed_without_an_end_is_given_up_and_the_others_are_visited(facilitator, initiative, site):
    site.endless.add("/rss")
    endless = feed_of(facilitator, initiative, site.says("/rss", RSS), "Tanpa akhir")
    feed_of(facilitator, initiative, site.says("/lain", RSS))
    visit_due(timezone.now())
    endless.refresh_from_db()
    assert "longer than" in endless.problem_sentence
    assert Article.objects.count() == 3


def test_a_feed_inside_the_network_is_never_asked(facilitator, initiative):
    source = feed_of(facilitator, initiative, "http://169.254.169.254/latest/meta-data/")
    visit_due(timezone.now())
    source.refresh_from_db()
    assert "inner network" in source.problem_sentence


def test_pasted_addresses_become_articles_with_their_text(facilitator, initiative, site):
    urls = [site.says("/a", PAGE), site.url("/missing"), site.says("/b.pdf", b"%PDF-1.4", "application/pdf")]
    new = paste_addresses(actor=facilitator, initiative=initiative, source="Radar Selat", urls=urls)
    visit_due(timezone.now())
    good, missing, other = Article.objects.order_by("number")
    assert new == 3
    assert good.title == "Air keruh di SD"
    assert (good.day, good.language) == (date(2026, 3, 2), "id")
    assert "wali murid" in good.text
    assert "Beranda" not in good.text
    assert "jahat" not in good.text
    assert "404" in missing.problem_sentence
    assert "application/pdf" in other.problem_sentence


def test_the_same_address_is_known_whatever_follows_the_reader(facilitator, initiative):
    urls = ["https://radarselat.example/a", "http://www.radarselat.example/a/?utm_source=wa#top"]
    assert paste_addresses(actor=facilitator, initiative=initiative, source="Radar", urls=urls) == 1
    assert paste_addresses(actor=facilitator, initiative=initiative, source="Lain", urls=urls) == 0


def test_addresses_of_different_pages_are_different(facilitator, initiative):
    urls = ["https://radarselat.example/?id=1", "https://radarselat.example/?id=2"]
    assert paste_addresses(actor=facilitator, initiative=initiative, source="Radar", urls=urls) == 2


def test_a_table_of_articles_is_taken_in_once(facilitator, initiative, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(
        b"Daftar berita\nJudul;Tanggal;Sumber;Alamat;Isi\n"
        b"Air keruh;02/03/2026;Radar Selat;https://a.example/1;Air keruh lagi\nSampah;kemarin;;;\n;;;;\n"
    )
    told = import_articles(actor=facilitator, initiative=initiative, path=path, source="Lain")
    assert told == (2, 2)
    assert import_articles(actor=facilitator, initiative=initiative, path=path, source="Lain") == (2, 0)
    first, second = Article.objects.order_by("number")
    assert (first.source.name, first.day, first.url) == (
        "Radar Selat",
        date(2026, 3, 2),
        "https://a.example/1",
    )
    assert (second.source.name, second.day, second.url) == ("Lain", None, "")


def test_a_workbook_of_articles_is_taken_in(facilitator, initiative, tmp_path):
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([["title", "date"], ["Air bersih", "2026-03-02"]]):
            sheet.write_row(at, 0, row)
    path = tmp_path / "a.xlsx"
    path.write_bytes(out.getvalue())
    assert import_articles(actor=facilitator, initiative=initiative, path=path, source="Radar") == (1, 1)
    assert Article.objects.get().day == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n", "picture"),
        (b"nama,umur\nAni,5\n", "No column for titles"),
        (b"judul\n\n", "no article below"),
        (b"PK\x03\x04" + b"\0" * 100, "."),
        (b"judul\n" + b"berita\n" * 5001, "at most"),
    ],
)
def test_a_table_that_is_none_gets_a_sentence_and_leaves_nothing(
    facilitator, initiative, tmp_path, content, sentence
):
    path = tmp_path / "a"
    path.write_bytes(content)
    with pytest.raises(RuleBroken, match=sentence):
        import_articles(actor=facilitator, initiative=initiative, path=path, source="Radar")
    assert not Article.objects.exists()


def test_what_was_taken_out_does_not_come_back(facilitator, initiative, site):
    source = feed_of(facilitator, initiative, site.says("/rss", RSS))
    visit_due(timezone.now())
    one = Article.objects.get(number=1)
    take_out(actor=facilitator, article=one)
    again(source)
    one.refresh_from_db()
    assert (Article.objects.count(), one.state, one.text) == (3, "removed", "")


def test_a_feed_is_left_alone_when_nobody_wants_it(facilitator, initiative, site):
    source = feed_of(facilitator, initiative, site.says("/rss", RSS))
    switch_source(actor=facilitator, source=source, is_active=False)
    visit_due(timezone.now())
    assert site.paths() == []


def test_the_same_source_is_not_registered_twice(facilitator, initiative):
    feed_of(facilitator, initiative, "")
    with pytest.raises(RuleBroken, match="already"):
        feed_of(facilitator, initiative, "")


def test_members_read_and_those_who_lead_write(person, initiative, facilitator):
    official = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    with pytest.raises(NotAllowed):
        feed_of(official, initiative, "https://a.example/rss")
    with pytest.raises(NotAllowed):
        written(official, initiative, 1)
