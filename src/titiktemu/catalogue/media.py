"""Of which type a file is: told from its content, never from its name."""

import re
import zipfile
from pathlib import Path
from typing import Final

OCTETS: Final = "application/octet-stream"
PARQUET: Final = "application/vnd.apache.parquet"
CSV: Final = "text/csv"
JSON: Final = "application/json"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSM: Final = "application/vnd.ms-excel.sheet.macroenabled.12"
XLSB: Final = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
XLS: Final = "application/vnd.ms-excel"
ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
HEAD = 4096
MOST_OF_A_NAME = 1000
"""Bytes of a member that says what an OpenDocument file is."""
BEGINNINGS: Final = {
    b"PAR1": PARQUET,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": XLS,
    b"%PDF": "application/pdf",
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"\x1f\x8b": "application/gzip",
    b"Rar!": "application/vnd.rar",
    b"7z\xbc\xaf": "application/x-7z-compressed",
    b"MZ": OCTETS,
    b"\x7fELF": OCTETS,
}
MEMBERS: Final = {
    "xl/vbaProject.bin": XLSM,
    "xl/workbook.bin": XLSB,
    "xl/workbook.xml": XLSX,
}
ENDINGS: Final = {
    PARQUET: "parquet", CSV: "csv", JSON: "json", XLSX: "xlsx", XLSM: "xlsm", XLSB: "xlsb", XLS: "xls",
    ODS: "ods", "text/html": "html", "text/plain": "txt",
}  # fmt: skip
"""How the name of a file of this type ends when it is given out."""
MADE: Final = {
    "parquet": PARQUET, "csv": CSV, "xlsx": XLSX, "schema": JSON, "quality": JSON, "recipe": JSON,
    "diff": CSV,
}  # fmt: skip
"""Types of the files that a release is made of, by what they are: whoever writes a file knows its type."""
TABLE_IN_TEXT: Final = f"{CSV}; charset=utf-8; header=present"
"""As what a CSV that was written here is given out."""
WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")
JSON_BEGINS = re.compile(rb"\s*(\{\s*[\"}]|\[\s*\{)")
JSON_ENDS = (b"}", b"]")


def media_type_of(path: Path) -> str:
    """The type of a file by its content; plain octets where it is none that is known here."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    for beginning, kind in BEGINNINGS.items():
        if head.startswith(beginning):
            return kind
    if head.startswith(b"PK"):
        return _packed(path)
    if not head or (b"\0" in head and not head.startswith(WIDE_TEXT) and not _is_wide(head)):
        return OCTETS
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if JSON_BEGINS.match(start) and _tail(path).endswith(JSON_ENDS):
        return JSON
    return "text/html" if start.startswith((b"<!doctype html", b"<html", b"<table")) else CSV


def ending_of(media_type: str) -> str:
    """How the name of a file of this type ends."""
    return ENDINGS.get(media_type, "bin")


def given_out_as(media_type: str) -> str:
    """The type as a browser is told it, with how a text is written."""
    return TABLE_IN_TEXT if media_type == CSV else media_type


def _tail(path: Path) -> bytes:
    """The last that is written in it."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - HEAD))
        return file.read().rstrip()


def _is_wide(head: bytes) -> bool:
    """Whether every second byte is a zero, as in UTF-16 without a mark."""
    many = len(head) // 2
    return many > 0 and max(head[0::2].count(0), head[1::2].count(0)) > many // 2


def _packed(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
            if "mimetype" in names:
                with packed.open("mimetype") as file:
                    told = file.read(MOST_OF_A_NAME).decode("ascii", errors="replace").strip()
                return ODS if told == ODS else "application/zip"
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return "application/zip"
    return next((kind for member, kind in MEMBERS.items() if member in names), "application/zip")
