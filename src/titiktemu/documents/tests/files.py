"""Small real files for tests: photos by their first bytes, PDFs with and without a signature."""

import io
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(64) + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(64)


def plain_pdf(**metadata: str) -> bytes:
    """A PDF of one empty page."""
    return _written(PdfWriter(), metadata)


def _written(writer: PdfWriter, metadata: dict[str, str]) -> bytes:
    writer.add_blank_page(200, 200)
    writer.add_metadata({f"/{name}": value for name, value in metadata.items()})
    into = io.BytesIO()
    writer.write(into)
    return into.getvalue()


def signed_pdf(*names: str, added_behind: bytes = b"") -> bytes:
    """A PDF with a signature of each name, which the last says to be over the whole file."""
    writer = PdfWriter()
    hole = 9_999_999
    fields = ArrayObject(_field(writer, name, hole) for name in names)
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): fields, NameObject("/SigFlags"): NumberObject(3)}
    )
    made = _written(writer, {})
    for _name in names:
        # As a signing program does it: the places are written when the length of the file is known.
        first, second = made.find(b"/Contents <"), made.find(b">", made.find(b"/Contents <")) + 1
        told = f"{first} {second} {len(made) - second}".encode()
        made = made.replace(b"%d %d %d" % (hole, hole, hole), told.ljust(len("9999999 9999999 9999999")), 1)
    assert len(PdfReader(io.BytesIO(made)).pages) == 1
    return made + added_behind


def _field(writer: PdfWriter, name: str, hole: int) -> Any:
    value = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Sig"),
            NameObject("/SubFilter"): NameObject("/adbe.pkcs7.detached"),
            NameObject("/Name"): TextStringObject(name),
            NameObject("/ByteRange"): ArrayObject(NumberObject(one) for one in (0, hole, hole, hole)),
            NameObject("/Contents"): ByteStringObject(b"\x30\x82" + bytes(range(200))),
        }
    )
    return writer._add_object(
        DictionaryObject(
            {
                NameObject("/FT"): NameObject("/Sig"),
                NameObject("/T"): TextStringObject(name),
                NameObject("/V"): writer._add_object(value),
            }
        )
    )
