"""One content, three renderings: what a person, a screen reader and a program find in each."""

import io
import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from titiktemu.documents.content import (
    Attendance,
    Content,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Place,
    Run,
    Signatures,
    Table,
    italic,
)
from titiktemu.documents.rendering.docx import as_docx
from titiktemu.documents.rendering.page import as_html
from titiktemu.documents.rendering.pdf import as_pdf
from titiktemu.documents.tests.papers import MOMENT, whole

EVIL = '#panic("x") *a* _b_ $c$ <d> @e \\f `g` #import "@preview/x:1.0.0" #read("/etc/passwd") ]{}["</script>'


def opened(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def words_of(pdf: bytes) -> str:
    text = "\n".join(page.extract_text() for page in opened(pdf).pages)
    return re.sub(r"\s+", " ", text)


def tags_of(pdf):
    """Every structure element: its kind and its alternative text."""
    found = []

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict) and "/S" in node:
            found.append((node["/S"], node.get("/Alt", "")))
            walk(node.get("/K", []))

    walk(opened(pdf).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def test_pdf_says_its_language_title_and_that_it_is_tagged():
    catalog = opened(as_pdf(whole(), made_at=MOMENT)).trailer["/Root"]
    assert catalog["/Lang"] == "id-ID"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data()
    document = opened(as_pdf(whole(language="en"), made_at=MOMENT))
    assert document.trailer["/Root"]["/Lang"] == "en-GB"
    assert document.metadata.title == "Risalah musyawarah"
    assert document.metadata.author == "Dinas Pendidikan"


def test_pdf_has_headings_lists_header_cells_and_the_words_of_a_figure():
    tags = tags_of(as_pdf(whole(), made_at=MOMENT))
    kinds = [kind for kind, _alternative in tags]
    assert [kind for kind in kinds if kind in {"/H1", "/H2"}] == ["/H1", "/H2"]
    assert kinds.count("/L") == 3
    assert kinds.count("/TH") == 2 + 4
    assert ("/Figure", "Enam dari sepuluh warga setuju.") in tags


def test_pdf_brings_its_typefaces_along():
    fonts = {
        font["/BaseFont"].partition("+")[2]
        for page in opened(as_pdf(whole(), made_at=MOMENT)).pages
        for font in (one.get_object() for one in page["/Resources"]["/Font"].values())
        if font["/DescendantFonts"][0]["/FontDescriptor"].get("/FontFile2")
    }
    assert fonts == {"PlusJakartaSans-Regular", "PlusJakartaSans-Bold", "PlusJakartaSans-Italic"}


@pytest.mark.parametrize("make", [as_pdf, as_docx])
def test_same_content_and_moment_give_the_same_bytes(make):
    assert make(whole(), made_at=MOMENT) == make(whole(), made_at=MOMENT)
    assert make(whole(), made_at=MOMENT) != make(whole(), made_at=MOMENT + timedelta(days=1))


def test_nothing_in_a_text_is_read_as_code():
    content = Content(
        EVIL,
        "id",
        (
            Heading(EVIL),
            Paragraph((Run(EVIL, bold=True), italic(EVIL))),
            Table((EVIL, "B"), ((EVIL, EVIL),), caption=EVIL),
        ),
    )
    told = words_of(as_pdf(content, made_at=MOMENT))
    assert told.count('#panic("x") *a* _b_ $c$ <d> @e') >= 6
    assert "root:" not in told
    shown = as_html(content)
    assert "<d>" not in shown
    assert "</script>" not in shown
    assert EVIL in "\n".join(
        line.text for line in Document(io.BytesIO(as_docx(content, made_at=MOMENT))).paragraphs
    )


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_any_text_makes_a_paper(text):
    content = Content("Judul", "id", (Paragraph(text), Table(("A",), ((text,),))))
    assert as_pdf(content, made_at=MOMENT).startswith(b"%PDF-1.7")
    assert as_docx(content, made_at=MOMENT).startswith(b"PK")
    assert as_html(content)


def test_letter_that_no_typeface_has_is_a_box_and_the_paper_says_so():
    told = words_of(as_pdf(Content("Judul", "en", (Paragraph("Bagus \U0001f600 日本"),)), made_at=MOMENT))
    assert "Bagus □ □□" in told
    assert "□ stands for a letter" in told
    assert "stands for a letter" not in words_of(as_pdf(whole(language="en"), made_at=MOMENT))


@pytest.mark.parametrize("layout", ["letter", "act", "report"])
def test_invented_paper_says_so_on_every_page_and_before_everything(layout):
    content = whole(is_fiction=True, layout=layout)
    pages = [
        re.sub(r"\s+", " ", page.extract_text()) for page in opened(as_pdf(content, made_at=MOMENT)).pages
    ]
    assert len(pages) > 2
    assert all("CONTOH REKAAN, BUKAN NASKAH DINAS" in page for page in pages)
    document = Document(io.BytesIO(as_docx(content, made_at=MOMENT)))
    assert document.sections[0].header.paragraphs[0].text == "CONTOH REKAAN, BUKAN NASKAH DINAS"
    assert as_html(content).index("Ini contoh rekaan") < as_html(content).index("Kota Contoh")


def test_docx_has_real_headings_lists_header_rows_language_and_title():
    document = Document(io.BytesIO(as_docx(whole(), made_at=MOMENT)))
    styles = [(line.style.name, line.text) for line in document.paragraphs]
    assert ("Title", "Risalah musyawarah") in styles
    assert ("Heading 1", "Hasil") in styles
    assert ("Heading 2", "Rincian") in styles
    assert [text for style, text in styles if style == "List Bullet"] == ["satu", "dua"]
    assert document.core_properties.title == "Risalah musyawarah"
    assert document.core_properties.language == "id-ID"
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "id-ID"
    table = document.tables[0]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1].cells[1].text == "13"
    assert document.inline_shapes[0]._inline.docPr.get("descr") == "Enam dari sepuluh warga setuju."


def test_every_numbered_list_of_a_docx_begins_at_one():
    document = Document(io.BytesIO(as_docx(whole(), made_at=MOMENT)))
    numbers = [
        line._p.pPr.numPr.numId.val for line in document.paragraphs if line.style.name == "List Number"
    ]
    assert numbers[0] == numbers[1] != numbers[2]


class Outline(HTMLParser):
    """The elements of a page in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_page_has_the_same_headings_lists_header_cells_and_words_for_the_figure():
    outline = Outline(as_html(whole())).found
    tags = [tag for tag, _attributes in outline]
    assert [tag for tag in tags if tag in {"h1", "h2", "h3", "h4"}] == ["h2", "h3"]
    assert (tags.count("ol"), tags.count("figure")) == (2, 1)
    assert [one.get("scope") for tag, one in outline if tag == "th"].count("row") == 60
    assert next(one for tag, one in outline if tag == "img")["alt"] == "Enam dari sepuluh warga setuju."
    regions = [one["aria-label"] for _tag, one in outline if one.get("role") == "region"]
    assert regions == ["Tabel 1: Wilayah, Jumlah", "Tabel 2: Nama, Lembaga, Tanda tangan"]
    assert outline[0][1]["lang"] == "id"
    assert not any("style" in one or "onclick" in one for _tag, one in outline)


def test_letter_shows_no_title_and_its_number_once():
    told = words_of(as_pdf(whole(layout="letter"), made_at=MOMENT))
    assert "Nomor : 005/UND/TT/XI/2026" in told or "Nomor 005/UND/TT/XI/2026" in told
    assert "005/UND/TT/XI/2026" in as_html(whole(layout="letter"))
    assert "doc-subtitle" not in as_html(whole(layout="letter"))


def test_act_sets_its_title_in_capitals_with_the_number_below():
    told = words_of(as_pdf(whole(layout="act"), made_at=MOMENT))
    assert "RISALAH MUSYAWARAH Nomor: 005/UND/TT/XI/2026" in told


def test_paper_without_number_or_letterhead_is_one_too():
    bare = replace(whole(), number="", letterhead=None, layout="letter")
    assert "Nomor" not in words_of(as_pdf(bare, made_at=MOMENT))
    assert "Nomor" not in as_html(bare)


def pages_of(*blocks, **more):
    """The words on each page of a report with these blocks."""
    made = as_pdf(Content("Uji", "id", blocks, **more), made_at=MOMENT)
    return [re.sub(r"\s+", " ", page.extract_text()) for page in opened(made).pages]


def filling(lines):
    """So many lines that take room, one below the other."""
    return tuple(Paragraph(f"Baris ke-{at}") for at in range(lines))


@pytest.mark.parametrize("lines", range(20, 45))
def test_signatures_never_stand_on_a_page_without_something_that_is_signed(lines):
    signed = (Paragraph("Kami berjanji."), Heading("Tanda tangan"), Signatures((Place("Kepala", "Ani"),)))
    page = next(one for one in pages_of(*filling(lines), *signed) if "Ani" in one)
    assert "Kami berjanji." in page
    assert "Tanda tangan" in page
    assert "Kepala" in page


def test_no_row_of_many_signatures_stands_alone_on_the_last_page():
    for many in (6, 9, 14, 21):
        places = tuple(Place("Kantor", f"Orang {at:02}") for at in range(many))
        last = pages_of(*filling(25), Heading("Tanda tangan"), Signatures(places))[-1]
        assert len(re.findall(r"Orang \d\d", last)) >= 3


def test_row_is_torn_between_pages_only_where_it_might_fill_one():
    short = Table(("A", "B"), tuple((f"{at} awal\ntengah\nakhir {at}", "x") for at in range(60)))
    for page in pages_of(short):
        assert re.findall(r"(\d+) awal", page) == re.findall(r"akhir (\d+)", page)
    long = Table(("A", "B", "C"), (("kata " * 2000 + "tamat", (italic("miring"),), "c"),))
    pages = pages_of(long)
    assert sum(page.count("kata") for page in pages) == 2000
    assert "tamat" in pages[-1]


def test_drawing_higher_than_a_page_is_made_smaller_and_a_wide_one_may_lie():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 90" width="10" height="90"></svg>'
    for lying in (False, True):
        content = Content("Uji", "id", (Figure(svg, "Tinggi"), Paragraph("sesudah")), lying=lying)
        made = as_pdf(content, made_at=MOMENT)
        assert len(opened(made).pages) == 1
        assert ("/Figure", "Tinggi") in tags_of(made)
        box = opened(made).pages[0].mediabox
        assert (box.width > box.height) is lying
        section = Document(io.BytesIO(as_docx(content, made_at=MOMENT))).sections[0]
        assert (section.page_width > section.page_height) is lying


def test_docx_keeps_what_is_signed_with_the_signatures_and_begins_pages_without_an_empty_line():
    blocks = (
        Paragraph("Satu"), PageBreak(), Heading("Dua"), Attendance(("Nama",), (), 2, (), 0.7),
        Paragraph("Tiga"), Signatures((Place("Kepala"),)),
    )  # fmt: skip
    paper = Document(io.BytesIO(as_docx(Content("Uji", "id", blocks), made_at=MOMENT)))
    found = {one.text: one.paragraph_format for one in paper.paragraphs}
    assert found["Dua"].page_break_before
    assert found["Tiga"].keep_with_next
    assert not found["Satu"].keep_with_next
    texts = [one.text for one in paper.paragraphs]
    assert "" not in texts[: texts.index("Dua")]
