"""Signed copies: taken for what they are, photos cleaned, told apart, and taken back with a reason."""

import hashlib
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from titiktemu.documents import tasks
from titiktemu.documents.models import SignedCopy
from titiktemu.documents.services import signing
from titiktemu.documents.services.issuing import issue_paper
from titiktemu.documents.services.signing import add_signed_copy, withdraw_signed_copy
from titiktemu.documents.storage import STORE
from titiktemu.documents.tests.files import CAMERA, HEIC, JPEG, PNG, plain_pdf, signed_pdf
from titiktemu.documents.tests.papers import whole
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(facilitator, initiative):
    return issue_paper(actor=facilitator, initiative=initiative, kind="berita-acara", content={"id": whole()})


@pytest.fixture
def official(person):
    return person(Side.GOVERNMENT, Role.REPRESENTATIVE)


@pytest.fixture
def activist(person):
    return person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)


def brought(actor, paper, content, name="salinan.bin", **more):
    return add_signed_copy(actor=actor, paper=paper, name=name, file=io.BytesIO(content), **more)


@pytest.mark.parametrize("content", [plain_pdf(), b"\x00\r\n" + plain_pdf(), signed_pdf("Siti Rahayu")])
def test_a_pdf_is_kept_byte_for_byte_whatever_its_name_says(paper, official, content):
    copy = brought(official, paper, content, name="../surat.exe", note="Kepala Dinas")
    assert (copy.media_type, copy.original_name) == ("application/pdf", "surat.exe")
    assert copy.sha256 == hashlib.sha256(content).hexdigest()
    assert STORE.path_of(copy.sha256).read_bytes() == content
    assert copy.added_by == official.place_in(paper.initiative)
    entry = AuditEntry.objects.last()
    assert entry.action == "documents.add_signed_copy"
    assert entry.detail["hash"] == copy.sha256


@pytest.mark.parametrize("content", [JPEG, PNG, HEIC])
def test_of_a_photo_the_picture_is_kept_and_nothing_of_the_camera(paper, official, content):
    assert CAMERA.encode() in content
    copy = brought(official, paper, content, name="IMG_1.HEIC")
    kept = STORE.path_of(copy.sha256).read_bytes()
    assert (copy.media_type, copy.size, copy.is_electronic) == ("image/jpeg", len(kept), False)
    assert copy.sha256 == hashlib.sha256(kept).hexdigest()
    assert CAMERA.encode() not in kept
    assert Image.open(io.BytesIO(kept)).size == (96, 64)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b"<html><script>alert(1)</script>", "neither a photo"),
        (b"MZ" + bytes(100), "neither a photo"),
        (b"PK\x03\x04" + bytes(100), "neither a photo"),
        (b"%PDF-1.7\nnothing more", "damaged"),
        (plain_pdf()[:300], "damaged"),
        (JPEG[:200], "damaged"),
    ],
)
def test_what_is_no_photo_and_no_whole_pdf_is_told_in_a_sentence(paper, official, content, told):
    with pytest.raises(RuleBroken, match=told):
        brought(official, paper, content, name="surat.pdf")
    assert not SignedCopy.objects.exists()


def test_too_large_a_file_is_not_even_read_to_its_end(paper, official, monkeypatch):
    monkeypatch.setattr(signing, "MOST", 1000)
    with pytest.raises(RuleBroken, match="larger than"):
        brought(official, paper, JPEG + bytes(1000))


def test_electronic_signature_is_told_and_stands_before_drawn_ones(paper, official, activist):
    brought(activist, paper, JPEG)
    signed = brought(official, paper, signed_pdf("Siti Rahayu"))
    assert (signed.signatures, signed.signers, signed.covers_whole) == (1, ["Siti Rahayu"], True)
    assert [one.is_electronic for one in paper.signed_copies.all()] == [True, False]


def test_every_signature_is_counted_and_a_file_changed_after_signing_is_seen(paper, official):
    two = brought(official, paper, signed_pdf("Siti Rahayu", "Budi Santosa"))
    assert (two.signatures, two.signers) == (2, ["Siti Rahayu", "Budi Santosa"])
    changed = brought(official, paper, signed_pdf("Siti Rahayu", added_behind=b"\n% more\n"))
    assert (changed.signatures, changed.covers_whole) == (1, False)


def test_field_for_a_signature_that_nobody_signed_is_none(paper, official):
    empty = signed_pdf("Siti").replace(b"/Contents <3082", b"/Contenta <3082")
    assert brought(official, paper, empty).signatures == 0


def test_same_file_is_not_taken_twice_until_it_was_taken_back(paper, official):
    copy = brought(official, paper, JPEG)
    with pytest.raises(RuleBroken, match="there already"):
        brought(official, paper, JPEG)
    withdraw_signed_copy(actor=official, copy=copy, reason="Salah halaman")
    assert brought(official, paper, JPEG).pk != copy.pk


def test_copy_is_taken_back_with_a_reason_by_who_brought_it_or_who_leads(
    paper, official, activist, facilitator
):
    copy = brought(official, paper, JPEG)
    with pytest.raises(NotAllowed):
        withdraw_signed_copy(actor=activist, copy=copy, reason="Bukan")
    with pytest.raises(RuleBroken, match="say why"):
        withdraw_signed_copy(actor=official, copy=copy, reason=" ")
    gone = withdraw_signed_copy(actor=facilitator, copy=copy, reason="Buram")
    assert (gone.withdrawn_reason, gone.withdrawn_at is not None) == ("Buram", True)
    with pytest.raises(RuleBroken, match="already"):
        withdraw_signed_copy(actor=official, copy=copy, reason="Lagi")


def test_nobody_outside_brings_a_copy(paper, citizen, observer, stranger):
    for actor in (citizen, observer, stranger):
        with pytest.raises(NotAllowed):
            brought(actor, paper, JPEG)


def test_other_side_brings_no_copy_of_a_paper_of_one_side(facilitator, initiative, official, activist):
    paper = issue_paper(
        actor=facilitator, initiative=initiative, kind="tugas", content={"id": whole()}, side="government"
    )
    with pytest.raises(NotAllowed):
        brought(activist, paper, JPEG)
    assert brought(official, paper, JPEG)


def test_sweep_leaves_every_file_that_a_row_names(paper, official):
    copy = brought(official, paper, JPEG)
    tasks.make_files.call(paper.pk)
    loose, _size = STORE.put_bytes(b"nobody's")
    tasks.sweep_store(timezone.now() + timedelta(days=2))
    assert STORE.is_whole(copy.sha256, copy.size)
    assert all(STORE.is_whole(one.sha256, one.size) for one in paper.files.all())
    assert not STORE.path_of(loose).exists()
