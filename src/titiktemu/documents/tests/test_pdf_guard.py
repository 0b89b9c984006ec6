"""PDFs that people send: told apart within bounds, whatever somebody built into them."""

import io
import subprocess
import sys
import zlib

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, EncodedStreamObject, NameObject, NumberObject

from titiktemu.documents.looking import pdfs
from titiktemu.documents.pdf_guard import guarded_pdf
from titiktemu.documents.tests.files import plain_pdf, signed_pdf
from titiktemu.foundation.errors import RuleBroken


@pytest.fixture
def looked(tmp_path):
    """Have a PDF looked into."""

    def look(content):
        path = tmp_path / "came.pdf"
        path.write_bytes(content)
        return guarded_pdf(path)

    return look


def stream(packed, filters="/FlateDecode", **entries):
    made = EncodedStreamObject()
    names = filters.split()
    made[NameObject("/Filter")] = (
        NameObject(names[0]) if len(names) == 1 else ArrayObject(NameObject(one) for one in names)
    )
    for name, value in entries.items():
        made[NameObject(f"/{name}")] = value if isinstance(value, NameObject) else NumberObject(value)
    made._data = packed
    return made


def with_picture(drawn):
    """A page that draws one picture."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    pictures = DictionaryObject({NameObject("/P"): writer._add_object(drawn)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): pictures})
    into = io.BytesIO()
    writer.write(into)
    return into.getvalue()


def inflated(size):
    """So many bytes of nothing, packed."""
    packer, piece = zlib.compressobj(9), bytes(10_000_000)
    return b"".join(packer.compress(piece) for _one in range(size // len(piece))) + packer.flush()


def written(*objects, root=b"1 0 R"):
    """A PDF of these objects, numbered from 1, with a table of where they are."""
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    told = b"trailer\n<</Size %d/Root %s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, len(out))
    return out + table + told


def laughing(levels=12, each=10):
    """Pages within pages, the same ones again and again: 10 to the power of 12 of them in two kilobytes."""
    nodes = [
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (each**levels, b"%d 0 R " % (number + 3) * each)
        for number in range(levels)
    ]
    page = b"<</Type/Page/MediaBox[0 0 9 9]>>"
    return written(b"<</Type/Catalog/Pages 2 0 R>>", *nodes, page)


def deep(levels):
    """A page below very many others."""
    nodes = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (number + 3) for number in range(levels)]
    return written(b"<</Type/Catalog/Pages 2 0 R>>", *nodes, b"<</Type/Page/MediaBox[0 0 9 9]>>")


def test_ordinary_and_signed_pdfs_are_told_as_before(looked):
    assert looked(plain_pdf()).count == 0
    found = looked(signed_pdf("Siti Rahayu", "Budi Santosa"))
    assert (found.count, found.signers, found.covers_whole) == (2, ("Siti Rahayu", "Budi Santosa"), True)
    assert not looked(signed_pdf("Siti", added_behind=b"\n% more")).covers_whole


def test_a_scan_of_a_large_sheet_is_taken(looked):
    grey = {"Width": 4960, "Height": 7016, "BitsPerComponent": 8, "ColorSpace": NameObject("/DeviceGray")}
    assert looked(with_picture(stream(inflated(34_000_000), **grey))).count == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7\nnothing more", "damaged"),
        (plain_pdf()[:300], "damaged"),
        (laughing(), "more time or memory|damaged"),
        (deep(3000), "more time or memory|damaged"),
        (b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b"\nendobj\ntrailer<</Root 1 0 R>>", "more time|damaged"),
        (with_picture(stream(b"x", "/DCTDecode", Width=40_000, Height=40_000)), "150 million points"),
        (with_picture(stream(zlib.compress(inflated(10_000_000)), "/FlateDecode /FlateDecode")), "more time"),
    ],
)
def test_damaged_and_built_to_choke_is_told_in_a_sentence(looked, content, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        looked(content)


def test_a_picture_that_unpacks_without_end_is_not_unpacked_to_its_end(looked):
    with pytest.raises(RuleBroken, match="more time or memory"):
        looked(with_picture(stream(inflated(pdfs.MOST_OF_ONE + 20_000_000))))


def test_a_book_is_too_many_pages(looked):
    writer = PdfWriter()
    for _page in range(pdfs.MOST_PAGES + 1):
        writer.add_blank_page(20, 20)
    into = io.BytesIO()
    writer.write(into)
    with pytest.raises(RuleBroken, match="more than 500 pages"):
        looked(into.getvalue())


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound memory otherwise or not at all")
def test_the_process_cannot_take_more_memory_than_it_may():
    told = (
        "from titiktemu.documents.looking import bounds as b; b.bound_this_process(); bytearray(b.MEMORY + 1)"
    )
    ended = subprocess.run([sys.executable, "-c", told], capture_output=True, check=False)
    assert b"MemoryError" in ended.stderr
