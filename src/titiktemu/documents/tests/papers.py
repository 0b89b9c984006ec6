"""A paper with every kind of block in it, for tests."""

import io
from datetime import UTC, datetime
from typing import Any

from titiktemu.documents.content import (
    Attendance,
    Content,
    Facts,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Letterhead,
    Lines,
    Listing,
    Note,
    PageBreak,
    Paragraph,
    Place,
    Reference,
    Run,
    Signatures,
    Table,
    bold,
    italic,
)
from titiktemu.documents.services.issuing import issue_paper
from titiktemu.documents.services.signing import add_signed_copy
from titiktemu.documents.tests.files import JPEG
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative

MOMENT = datetime(2026, 5, 25, 2, 0, tzinfo=UTC)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40" font-family="Plus Jakarta Sans">'
    '<rect width="120" height="20" y="10" fill="#2456A6"/>'
    '<text x="125" y="25" font-size="12">60 persen</text></svg>'
)
ROWS = tuple((f"Kecamatan {number}", str(13 * number)) for number in range(1, 61))
BLOCKS = (
    Reference("Undangan musyawarah", "Malang, 25 Mei 2026", "1 berkas"),
    Lines(("Yth. Kepala Dinas Contoh", "di Malang"), first_bold=True),
    Heading("Hasil"),
    Paragraph((Run("Ini "), bold("tebal"), Run(" dan "), italic("miring"), Run(".\nBaris kedua."))),
    Heading("Rincian", 2),
    Listing(("satu", "dua")),
    Listing(("pertama", "kedua"), ordered=True),
    Listing(("mulai lagi",), ordered=True),
    Table(
        ("Wilayah", "Jumlah"),
        ROWS,
        caption="Tabel 1. Sekolah",
        widths=(3, 1),
        aligns=("start", "end"),
        row_headers=True,
    ),
    Facts((("Hari, tanggal", "Senin, 25 Mei 2026"), ("Pukul", "09.00 WIB"))),
    Figure(DRAWING, "Enam dari sepuluh warga setuju.", caption="Gambar 1. Jawaban", width=0.6),
    KeyFigures((KeyFigure("64%", "warga setuju", "1.204 jawaban"), KeyFigure("12", "usulan"))),
    Note("Perhatikan hal ini.", "Catatan"),
    Signatures(
        (
            Place(
                "Dinas Contoh",
                "Dra. Siti Rahayu",
                "19700101 199503 2 001",
                "Atas nama pemerintah",
                "Malang, 25 Mei",
            ),
            Place("Yayasan Contoh", role="Atas nama masyarakat sipil"),
            Place("Saksi", "Budi"),
        )
    ),
    PageBreak(),
    Attendance(("Nama", "Lembaga", "Tanda tangan"), (("Ani", "Dinas Contoh", ""),), 20, (2, 2, 1)),
)


def whole(**fields: Any) -> Content:
    """The paper, with these fields in place of its own."""
    usual = {
        "title": "Risalah musyawarah",
        "language": "id",
        "blocks": BLOCKS,
        "number": "005/UND/TT/XI/2026",
        "letterhead": Letterhead("Dinas Pendidikan", ("Jalan Contoh 1, Malang",), "Pemerintah Kota Contoh"),
    }
    return Content(**{**usual, **fields})


def paper_arguments(facilitator: Actor, initiative: Initiative) -> dict[str, Any]:
    """A paper for all with a signed copy, as addresses speak of it."""
    paper = issue_paper(
        actor=facilitator, initiative=initiative, kind="berita-acara", content={"id": whole()}
    )
    copy = add_signed_copy(actor=facilitator, paper=paper, name="foto.jpg", file=io.BytesIO(JPEG))
    return {"paper": paper.pk, "copy": copy.pk, "language": "id", "form": "pdf"}
