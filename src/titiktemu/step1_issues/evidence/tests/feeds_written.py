"""Feeds in the style of those that news sites really send, with invented news."""

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Radar Selat (rekaan)</title><link>https://radarselat.example/</link>
<atom:link href="https://radarselat.example/rss" rel="self" type="application/rss+xml"/>
<description>Berita Teluk Biru</description><language>id-ID</language>
<lastBuildDate>Tue, 03 Mar 2026 08:00:00 +0700</lastBuildDate>
<item><title><![CDATA[Air keruh di SD Teluk Biru, wali murid mengeluh]]></title>
<link>https://radarselat.example/2026/03/air-keruh?utm_source=rss&amp;utm_medium=feed</link>
<guid isPermaLink="false">radar-1</guid><pubDate>Mon, 02 Mar 2026 06:30:00 +0700</pubDate>
<description><![CDATA[<p>Wali murid <b>mengeluh</b> karena air di sekolah keruh.</p>
<script>jahat()</script>]]></description>
<content:encoded><![CDATA[<p>Wali murid mengeluh karena air di sekolah keruh dan tidak dapat dipakai.</p>
<p>Dinas akan memeriksa.</p><img src="https://tracker.example/x.gif">]]></content:encoded>
<media:content url="https://radarselat.example/a.jpg" medium="image"/></item>
<item><title>Puskesmas &amp; posyandu: antrean masih panjang</title>
<link>/2026/03/antrean</link><pubDate>kemarin</pubDate><description>Antrean panjang.</description></item>
<item><title></title><link>javascript:alert(1)</link><description>Tanpa judul</description></item>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="id">
<title type="html">Kabar &lt;b&gt;Pesisir&lt;/b&gt;</title>
<id>urn:uuid:1</id><updated>2026-03-05T01:00:00Z</updated>
<entry><title>Perahu puskesmas rusak</title><link rel="alternate" href="https://kabar.example/perahu"/>
<id>urn:uuid:2</id><updated>2026-03-05T01:00:00Z</updated>
<content type="html">&lt;p&gt;Perahu itu rusak sejak Januari.&lt;/p&gt;</content></entry></feed>"""

RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://lama.example/"><title>Situs lama</title><link>https://lama.example/</link></channel>
<item rdf:about="https://lama.example/1"><title>Pasar banjir lagi</title><link>https://lama.example/1</link>
<dc:date>2026-02-01T10:00:00+07:00</dc:date></item></rdf:RDF>"""

BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><rss version="2.0"><channel><title>&c;</title></channel></rss>"""

OUTSIDE = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>&x;</title><item><title>&x;</title></item></channel></rss>"""
