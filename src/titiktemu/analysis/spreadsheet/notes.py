"""Rows above and below a table: titles, what the table is about, notes, sources, signatures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from titiktemu.analysis.spreadsheet.kinds import LOOKED_AT, Kind, filled, kind_of
from titiktemu.analysis.spreadsheet.totals import is_total_label

type Numbered = tuple[int, list[str]]

LONG_TEXT = 60
NOTE = re.compile(
    r"(?:sumber(?: data)?|catatan|keterangan|ket\.?|sources?|notes?|catt?\.?|ctt\.?|dikutip|diolah|diunduh"
    r"|cetak(?:an)?|dicetak|last update\w*|updated?|diperbarui)\b\s*(?:/\s*\w+(?: \w+)?)?\s*[:.].*"
    r"|(?:sumber|catatan|keterangan|source|notes?)\b.*"
    r"|\*+\)?\s*\S.*|\(?\d\)\s\S.*|[\w°†‡]\)\s.*|[°†‡]\s.*|[¹²³]\)?\s.*",
    re.IGNORECASE | re.DOTALL,
)
LISTED = re.compile(r"(?:\d{1,2}|[a-z]|[-–•*])[.)]?\s+\S.*", re.IGNORECASE | re.DOTALL)
BEGINS_NOTES = re.compile(r"(?:catatan|keterangan|notes?|sumber|sources?)\b", re.IGNORECASE)
TITLE = re.compile(
    r"(?:tabel|table|lampiran|daftar|grafik|gambar|laporan|rekap\w*|data|lanjutan|sambungan|continued)\b",
    re.IGNORECASE,
)
NUMBERED_TITLE = re.compile(
    r"(?:lanjutan |sambungan |continued )?(?:tabel|table|lampiran|daftar)\b[\s/:.a-z]*[\dIVX].*",
    re.IGNORECASE,
)
CONTINUED = re.compile(r"lanjut|sambung|continu", re.IGNORECASE)
ABOUT = re.compile(
    r"(?:tahun(?: anggaran)?|ta|dinas|opd|skpd|instansi|unit(?: kerja)?|bulan|periode|triwulan|semester"
    r"|provinsi|kabupaten(?:\s?/\s?kota)?|kota|kecamatan|desa|kelurahan|satuan|tanggal(?: cetak)?|per|sumber"
    r"|judul|kode|program|kegiatan|sub ?kegiatan|bidang|urusan|organisasi|sekolah|puskesmas"
    r"|nama \w+|npsn|halaman)",
    re.IGNORECASE,
)
SIGNED = re.compile(
    r"(?:mengetahui|menyetujui|disetujui|diperiksa|dibuat oleh|penanggung ?jawab|a\.n\.|an\.|ttd|tertanda"
    r"|nip\b"
    r"|bendahara|pejabat (?:pembuat|pelaksana)|kuasa pengguna|plt\."
    r"|kepala (?:dinas|badan|bidang|desa|bagian|seksi))",
    re.IGNORECASE,
)
MOST_SIGNERS = 3
MOST_ABOUT = 0.5
"""Part of the columns that rows saying what a table is about may fill."""


def titles(rows: list[Numbered]) -> tuple[tuple[int, ...], list[Numbered]]:
    """Rows with one filled cell above rows with more: titles, not headers. Gives the other rows too."""
    widths = [filled(row) for _at, row in rows[:LOOKED_AT]]
    usual = Counter(widths).most_common(1)[0][0]
    wide = max(usual, 2) if max(widths) > 1 else 1
    many = 0
    while many < min(len(rows), len(widths)) - 1 and wide > 1 and _is_title(rows, many, widths, max(widths)):
        many += 1
    return tuple(at for at, _row in rows[:many]), rows[many:]


def _is_title(rows: list[Numbered], at: int, widths: list[int], widest: int) -> bool:
    if widths[at] == 1:
        return not _starts_header(rows, at)
    if widths[at] >= widest or widths[at] > MOST_ABOUT * widest:
        return _is_comment(rows[at][1]) and widths[at] <= widest
    row = rows[at][1]
    first = next(place for place, cell in enumerate(row) if cell.strip())
    below = rows[at + 1][1]
    if first >= len(below) or not below[first].strip():
        return False  # a header of several rows leaves the columns empty that it has named
    return is_about(row) or _is_comment(row) or TITLE.match(_texts(row)[0]) is not None


def is_about(row: Sequence[str]) -> bool:
    """A pair that says what a table is about, as "Dinas: | Pendidikan" or "Tahun | : | 2024".

    Examples
    --------
    >>> is_about(["Dinas:", "Pendidikan", ""]), is_about(["Tahun", "", ": 2024"]), is_about(["Muncar", "10"])
    (True, True, False)
    """
    texts = _texts(row)
    if not 1 < len(texts) <= 3:
        return False
    said = texts[0].endswith(":") or texts[1].startswith(":")
    return said or (len(texts) == 2 and ABOUT.fullmatch(texts[0].rstrip(" :")) is not None)


def _is_comment(row: Sequence[str]) -> bool:
    first = _texts(row)[0]
    return (
        len(first) > 2 and first[0] == "#" and not first.upper().startswith(("#N/", "#REF", "#VAL", "#DIV"))
    )


def _starts_header(rows: list[Numbered], at: int) -> bool:
    """A lone cell belongs to a header of several rows where it is not in the first column, or names it.

    It names it where the rows of the header below leave the first column empty.
    """
    first = min(place for _at, row in rows for place, cell in enumerate(row) if cell.strip())
    own = rows[at][1][first].strip()
    return not own or (
        not rows[at + 1][1][first].strip() and TITLE.match(own) is None and len(own) <= LONG_TEXT
    )


def foot(rows: list[Numbered], *, has_header: bool = True) -> tuple[tuple[int, ...], list[Numbered]]:
    """Notes, sources and signatures below the body, from the end upwards. Gives the other rows too.

    Parameters
    ----------
    rows : list of (int, list of str)
    has_header : bool
        Whether the first row is a header or a record, and no note.
    """
    if not any(filled(row) > 1 for _at, row in rows):
        return (), rows
    end, least = len(rows), 1 if has_header else 0
    while end > least and is_foot(rows[end - 1][1], filled(rows[end - 1][1])):
        end -= 1
    end = min(end, _listed_from(rows, least))
    return tuple(at for at, _row in rows[end:]), rows[:end]


def is_foot(row: Sequence[str], width: int) -> bool:
    """Whether a row stands below a table and belongs to it, without being a record or a total."""
    return is_note(row) or (width == 1 and not is_total_label(row) and _is_remark(row))


def _listed_from(rows: list[Numbered], least: int) -> int:
    """Where a word for notes stands alone and everything below it could be its list."""
    found = end = len(rows)
    while end > least and len(texts := _texts(rows[end - 1][1])) <= 2:
        if BEGINS_NOTES.match(texts[0]) and is_note(rows[end - 1][1]):
            found = end - 1
        elif (len(texts) == 2 or not LISTED.match(texts[0])) and kind_of(texts[-1]) is not Kind.TEXT:
            break
        end -= 1
    return found


def is_note(row: Sequence[str]) -> bool:
    """Whether a row begins as notes do: "Sumber: BPS", "*) angka sementara"."""
    texts = _texts(row)
    if not texts or len(texts) > 2 or NOTE.fullmatch(texts[0]) is None:
        return False
    return len(texts) == 1 or texts[0].endswith(":") or kind_of(texts[1]) is Kind.TEXT


def _is_remark(row: Sequence[str]) -> bool:
    """A lone text where a record would stand: long, ending as a sentence does, or far to the right."""
    text = _texts(row)[0]
    if kind_of(text) is not Kind.TEXT:
        return False
    place = next(at for at, cell in enumerate(row) if cell.strip())
    return len(text) > LONG_TEXT or text.endswith((".", ":", ",")) or place >= max(2, len(row) / 2)


def is_signature(rows: Sequence[Numbered]) -> bool:
    """Whether rows are the names and offices of those who signed.

    Examples
    --------
    >>> is_signature([(9, ["Mengetahui,", "", "Muncar, 12 Mei"]), (10, ["Kepala Dinas", "", "Bendahara"])])
    True
    """
    texts = [text for _at, row in rows for text in _texts(row)]
    return max(filled(row) for _at, row in rows) <= MOST_SIGNERS and any(map(SIGNED.match, texts))


def _texts(row: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in row if cell.strip()]
