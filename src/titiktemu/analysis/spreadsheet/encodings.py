"""In which encoding the bytes of a text file are: by its mark, else by what its bytes allow."""

from __future__ import annotations

import codecs
from collections.abc import Buffer
from dataclasses import dataclass

SAMPLE = 64 * 1024
CHUNK = 4 * 1024 * 1024
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as the mark of UTF-16 does, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MANY, HARDLY_ANY = 0.4, 0.05
"""Shares of zero bytes at odd or even places by which UTF-16 of western letters is known."""
NOT_IN_CP1252 = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes become letters.

    Attributes
    ----------
    name : str
        Python's name of the codec, without the mark.
    mark : int
        Bytes of the byte-order mark at the beginning; 0 where there is none.
    """

    name: str
    mark: int


def detect_encoding(raw: Buffer) -> Encoding:
    r"""Tell the encoding of a whole file.

    UTF-8 is claimed only where every byte allows it; what is neither UTF-8 nor UTF-16 is taken for
    Windows-1252, or for Latin-1 where it has bytes that Windows-1252 does not know.

    Parameters
    ----------
    raw : bytes, memoryview or mmap
        All of the file; it is read in pieces.

    Returns
    -------
    Encoding
        Always one; Latin-1 decodes anything.

    Examples
    --------
    >>> detect_encoding("Nomor;Désa".encode("cp1252")).name, detect_encoding("é".encode()).name
    ('cp1252', 'utf-8')
    >>> detect_encoding("Kode;Nama".encode("utf-16-le")), detect_encoding(b"\xef\xbb\xbfa")
    (Encoding(name='utf-16-le', mark=0), Encoding(name='utf-8', mark=3))
    """
    view = memoryview(raw)
    head = bytes(view[:SAMPLE])
    for mark, name in MARKS:
        if head.startswith(mark):
            return Encoding(name, len(mark))
    if wide := _wide(head):
        return Encoding(wide, 0)
    if _is_utf8(view):
        return Encoding("utf-8", 0)
    return Encoding("latin-1" if _has_any(view, NOT_IN_CP1252) else "cp1252", 0)


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: western letters have a zero byte on one side, and never on the other."""
    even, odd = head[0::2], head[1::2]
    if not odd:
        return ""
    zeros = even.count(0) / len(even), odd.count(0) / len(odd)
    if zeros[1] >= MANY and zeros[0] <= HARDLY_ANY:
        return "utf-16-le"
    return "utf-16-be" if zeros[0] >= MANY and zeros[1] <= HARDLY_ANY else ""


def _is_utf8(view: memoryview) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(view), CHUNK):
            decoder.decode(view[start : start + CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _has_any(view: memoryview, wanted: bytes) -> bool:
    pieces = (bytes(view[start : start + CHUNK]) for start in range(0, len(view), CHUNK))
    return any(one in piece for piece in pieces for one in wanted)
