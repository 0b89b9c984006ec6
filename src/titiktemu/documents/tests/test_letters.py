"""Letters that offices know, from plain data, in both languages."""

from datetime import date, time

import pytest

from titiktemu.documents.checking import checked
from titiktemu.documents.content import (
    Attendance,
    Heading,
    Letterhead,
    Paragraph,
    Place,
    Signatures,
    Table,
    plain,
)
from titiktemu.documents.letters import (
    Assigned,
    Decision,
    Objection,
    Party,
    Recipient,
    Sender,
    Session,
    Verdict,
    assignment,
    attendance,
    in_both,
    invitation,
    minutes,
)
from titiktemu.documents.rendering.pdf import as_pdf
from titiktemu.documents.tests.papers import MOMENT
from titiktemu.documents.tests.test_rendering import words_of

SENDER = Sender(
    Letterhead("Panitia Bersama", ("Jalan Contoh 1",)),
    "Malang",
    "Ketua Panitia",
    "Ratna",
    "197001011995032001",
)
SESSION = Session(
    "Musyawarah sekolah", date(2026, 5, 25), time(9), time(12, 30), "WIB", "Balai Kota", ("Data", "Isu")
)
INVITED = {
    "sender": SENDER,
    "recipient": Recipient("Kepala Dinas Kesehatan"),
    "session": SESSION,
    "initiative": "Sekolah aman",
    "written_on": date(2026, 5, 11),
    "answer_by": date(2026, 5, 20),
    "answer_to": "https://contoh.invalid/h/AB",
    "copies_to": ("Wali Kota",),
}
ASSIGNED = {
    "sender": SENDER,
    "assigned": (
        Assigned("Budi", "Kepala Bidang", "Dinas Contoh", "", "Kepala Bidang"),
        Assigned("Ani", "Staf", "Dinas Contoh"),
    ),
    "initiative": "Sekolah aman",
    "written_on": date(2026, 5, 12),
    "valid_from": date(2026, 5, 12),
    "session": SESSION,
}
LISTED = {
    "sender": SENDER,
    "session": SESSION,
    "expected": (("Ani", "Dinas Contoh", "Staf"),),
    "empty_rows": 9,
}
AGREED = {
    "letterhead": None,
    "session": SESSION,
    "initiative": "Sekolah aman",
    "city": "Malang",
    "parties": (
        Party("Pemerintah", "Dinas Contoh", "Budi", "Kepala Bidang", "197505052000031002"),
        Party("Masyarakat sipil", "Yayasan Contoh", "Sri", "Ketua"),
        Party("Masyarakat sipil", "Komunitas", "Eko", signs=False),
    ),
    "decisions": (Decision("Pagar dibangun.", (Verdict("Pemerintah", "setuju", "9 dari 11"),), "Juni 2026"),),
    "objections": (Objection("Anggaran belum ada.", "Masyarakat sipil", "Dibahas lagi."),),
    "evidence": (Paragraph("Survei warga."),),
    "witnesses": (Place("Fasilitator", "Dewi", role="Saksi"),),
}
LETTERS = [(invitation, INVITED), (assignment, ASSIGNED), (attendance, LISTED), (minutes, AGREED)]


def said(content):
    return words_of(as_pdf(content, made_at=MOMENT))


@pytest.mark.parametrize(("write", "given"), LETTERS, ids=lambda one: getattr(one, "__name__", ""))
def test_letter_is_whole_in_both_languages_and_mixes_none(write, given):
    both = in_both(write, **given)
    assert set(both) == {"id", "en"}
    for content in both.values():
        assert checked(content) == content
    shared = {type(block).__name__ for block in both["id"].blocks}
    assert shared == {type(block).__name__ for block in both["en"].blocks}
    sentences = [
        {plain(block.text) for block in one.blocks if isinstance(block, Paragraph)} for one in both.values()
    ]
    assert not (sentences[0] & sentences[1]) - {"Pagar dibangun.", "Survei warga."}


def test_invitation_goes_to_the_head_of_an_office_and_says_how_to_answer():
    told = said(invitation("id", **INVITED))
    for expected in (
        "Yth. Kepala Dinas Kesehatan di tempat",
        "Dengan hormat,",
        "Senin, 25 Mei 2026",
        "09.00–12.30 WIB",
        "paling lambat tanggal 20 Mei 2026 melalui https://",
        "surat tugas",
        "NIP 19700101 199503 2 001",
        "Tembusan: 1. Wali Kota",
    ):
        assert expected in told, expected
    assert "09:00–12:30 WIB" in said(invitation("en", **INVITED))


def test_invitation_without_an_address_or_agenda_asks_for_nothing():
    bare = {
        **INVITED,
        "answer_to": "",
        "copies_to": (),
        "session": Session("A", SESSION.day, SESSION.begins, None, "WIT", "B"),
    }
    told = said(invitation("id", **bare))
    assert "konfirmasi" not in told
    assert "Agenda" not in told
    assert "09.00 WIT" in told


def test_assignment_names_office_and_successor():
    told = said(assignment("id", **ASSIGNED))
    assert "SURAT TUGAS" in told
    assert "Apabila Budi berpindah jabatan, tugas ini beralih kepada pemangku jabatan Kepala Bidang" in told
    assert told.count("berpindah jabatan") == 1
    assert "sampai digantikan dengan surat lain" in told
    until = said(assignment("en", **ASSIGNED, valid_until=date(2026, 12, 31)))
    assert "holds from 12 May 2026 to 31 December 2026" in until


def test_attendance_list_has_those_expected_and_empty_rows():
    content = attendance("id", **LISTED)
    listed = next(block for block in content.blocks if isinstance(block, Attendance))
    assert (listed.rows, listed.empty_rows) == ((("Ani", "Dinas Contoh", "Staf", ""),), 9)
    told = said(content)
    assert "10" in told
    assert "UU 27/2022" in told


def test_minutes_say_the_day_in_words_each_sides_verdict_and_what_stands_against():
    content = minutes("id", **AGREED)
    told = said(content)
    assert (
        "Pada hari ini, Senin, tanggal dua puluh lima, bulan Mei, tahun dua ribu dua puluh enam (25 Mei 2026)"
        in told
    )
    assert "Masyarakat sipil: Anggaran belum ada. Tanggapan: Dibahas lagi." in told
    assert [block.text for block in content.blocks if isinstance(block, Heading) and block.level == 1] == [
        "Para Pihak", "Keputusan", "Keberatan yang Tetap", "Bukti", "Tanda Tangan",
    ]  # fmt: skip
    verdicts = [block for block in content.blocks if isinstance(block, Table)][1]
    assert verdicts.rows == (("Pemerintah", "setuju", "9 dari 11"),)


def test_those_sign_who_sign_and_the_witnesses_after_them():
    content = minutes("id", **AGREED)
    signing = next(block for block in content.blocks if isinstance(block, Signatures))
    assert [(one.name, one.nip) for one in signing.places] == [
        ("Budi", "19750505 200003 1 002"),
        ("Sri", ""),
        ("Dewi", ""),
    ]
    assert [one.city_and_date for one in signing.places] == ["Malang, 25 Mei 2026", "", ""]


def test_minutes_without_decisions_or_objections_say_so():
    told = said(minutes("en", **{**AGREED, "decisions": (), "objections": ()}))
    assert "No decision was made at this meeting." in told
    assert "No objection stands." in told
