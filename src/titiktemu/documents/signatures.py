"""What somebody uploaded as a signed copy: which type it is, and whether it is signed electronically."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
HEIC: Final = "image/heic"
PDF: Final = "application/pdf"
ENDINGS: Final = {JPEG: "jpg", PNG: "png", HEIC: "heic", PDF: "pdf"}
HEIF_BRANDS: Final = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
HEAD: Final = 1024
LONGEST_NAME: Final = 120
MOST_FIELDS: Final = 2000
"""Fields of a form that are looked at; an official paper has a handful."""


class Unreadable(Exception):
    """It begins like a PDF and is none."""


@dataclass(frozen=True)
class Electronic:
    """Electronic signatures in a PDF. Whether their certificates are valid, their issuer can say."""

    count: int = 0
    signers: tuple[str, ...] = ()
    covers_whole: bool = False
    """Whether one of them is over the whole file: nothing was added behind it."""


def media_type_of(path: Path) -> str:
    """The type by the content, never by the name; "" where it is none that is taken."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        return HEIC
    # Some scanners write a few bytes before it, as the standard allows.
    return PDF if b"%PDF-" in head else ""


def read_pdf(path: Path) -> Electronic:
    """The electronic signatures in a PDF; Unreadable for one that is damaged or has no page.

    One that asks for a password is taken as it is: nobody can look into it.
    """
    try:
        with path.open("rb") as file:
            reader = PdfReader(file, strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                return Electronic()
            if not reader.pages:
                raise Unreadable
            return _signatures(reader, path.stat().st_size)
    except Unreadable:
        raise
    except Exception as error:
        # A damaged PDF fails in as many ways as there are; all mean the same to the person.
        raise Unreadable from error


def _signatures(reader: PdfReader, size: int) -> Electronic:
    form = reader.trailer["/Root"].get_object().get("/AcroForm")  # type: ignore[union-attr] # the root is a dictionary
    waiting: list[Any] = list(form.get_object().get("/Fields", [])) if form is not None else []
    found: list[DictionaryObject] = []
    seen = 0
    while waiting and seen < MOST_FIELDS:
        field = waiting.pop(0).get_object()
        seen += 1
        waiting += field.get("/Kids", [])
        value = field.get("/V")
        if field.get("/FT") == "/Sig" and value is not None and _is_signature(value.get_object()):
            found.append(value.get_object())
    names = tuple(str(one.get("/Name", ""))[:LONGEST_NAME] for one in found)
    return Electronic(len(found), names, any(_covers(one, size) for one in found))


def _is_signature(value: Any) -> bool:
    """Whether there is something that was signed: bytes of a signature, and what they are over."""
    return bool(bytes(value.get("/Contents", b"")).strip(b"\0")) and len(value.get("/ByteRange", [])) >= 4


def _covers(value: DictionaryObject, size: int) -> bool:
    start, first, second, last = (int(one) for one in value["/ByteRange"][:4])  # type: ignore[index] # an array
    return start == 0 and 0 < first < second and second + last == size
