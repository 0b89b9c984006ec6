"""In which encoding the bytes of a text file are: by its mark, else by what its bytes allow."""

from __future__ import annotations

import codecs
import io
from dataclasses import dataclass
from typing import BinaryIO

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


def detect_encoding(raw: bytes) -> Encoding:
    r"""Tell the encoding of a whole file.

    UTF-8 is claimed only where every byte allows it; what is neither UTF-8 nor UTF-16 is taken for
    Windows-1252, or for Latin-1 where it has bytes that Windows-1252 does not know.

    Parameters
    ----------
    raw : bytes
        All of the file.

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
    return file_encoding(io.BytesIO(raw))


def file_encoding(file: BinaryIO) -> Encoding:
    """The same of an open file, which is read in pieces and left at its end."""
    head = file.read(SAMPLE)
    for mark, name in MARKS:
        if head.startswith(mark):
            return Encoding(name, len(mark))
    if wide := _wide(head):
        return Encoding(wide, 0)
    return Encoding(_narrow(head, file), 0)


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: western letters have a zero byte on one side, and never on the other."""
    even, odd = head[0::2], head[1::2]
    if not odd:
        return ""
    zeros = even.count(0) / len(even), odd.count(0) / len(odd)
    if zeros[1] >= MANY and zeros[0] <= HARDLY_ANY:
        return "utf-16-le"
    return "utf-16-be" if zeros[0] >= MANY and zeros[1] <= HARDLY_ANY else ""


def _narrow(head: bytes, file: BinaryIO) -> str:
    """UTF-8 where every byte allows it, else by the bytes that Windows-1252 does not know."""
    decoder, is_utf8, unknown = codecs.getincrementaldecoder("utf-8")(), True, False
    piece = head
    while piece:
        if not piece.isascii() or decoder.getstate()[0]:
            is_utf8 = is_utf8 and _goes_on(decoder, piece)
            unknown = unknown or any(one in piece for one in NOT_IN_CP1252)
        piece = file.read(CHUNK)
    if is_utf8 and not decoder.getstate()[0]:
        return "utf-8"
    return "latin-1" if unknown else "cp1252"


def _goes_on(decoder: codecs.IncrementalDecoder, piece: bytes) -> bool:
    try:
        decoder.decode(piece)
    except UnicodeDecodeError:
        return False
    return True
