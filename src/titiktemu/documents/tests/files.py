"""Small real files for tests: photos with a camera's notes, PDFs with and without a signature."""

import io
from pathlib import Path
from typing import Any, Final

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

RED, BLUE = (200, 30, 30), (30, 30, 200)
CAMERA: Final = "RahasiaKamera"
"""What our camera writes into its photos, beside the place; nothing of it may be kept."""


def halves(size: tuple[int, int] = (96, 64), mode: str = "RGB") -> Image.Image:
    """A picture that is red on the left and blue on the right."""
    made = Image.new("RGB", size, RED)
    made.paste(BLUE, (size[0] // 2, 0, *size))
    return made.convert(mode)


def camera_notes(orientation: int = 1) -> bytes:
    """EXIF as a phone writes it: camera, place in degrees, and how it was held."""
    notes = Image.Exif()
    notes[0x0112], notes[0x010F] = orientation, CAMERA
    place = notes.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "S", (8.0, 12.0, 34.0), "E", (114.0, 22.0, 1.0)
    return bytes(notes.tobytes())


def photo(kind: str = "JPEG", *, size: tuple[int, int] = (96, 64), mode: str = "RGB", **told: Any) -> bytes:
    """A real photo with notes of the camera in it; ``told`` goes to Pillow."""
    into = io.BytesIO()
    halves(size, mode).save(into, kind, **{"exif": camera_notes(), **told})
    return into.getvalue()


JPEG = photo(comment=CAMERA)
PNG = photo("PNG")
HEIC = (Path(__file__).parent / "samples" / "two-halves.heic").read_bytes()
"""The same picture in the form of some phones, with the same notes; made once: we only read this kind."""


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
