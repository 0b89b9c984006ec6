"""Focus groups: what was said stays with those who may read it; two code it unseen by each other."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.words import Role, Side
from titiktemu.step1_issues.evidence.models import Code, FocusGroup
from titiktemu.step1_issues.evidence.queries.groups import coded, groups_of, own_codings, quotes_of
from titiktemu.step1_issues.evidence.services.groups import (
    add_code,
    add_quote,
    attach_audio,
    code_passages,
    count_people,
    take_quote_back,
    write_group,
    write_notes,
)
from titiktemu.step1_issues.evidence.transcripts import STORE, read_notes

pytestmark = pytest.mark.django_db

NOTES = "Air keruh.\n\nAntre sejak pagi.\nAir keruh lagi.\nTidak tahu."


def held(facilitator, initiative, side="", title="Ibu Teluk Biru"):
    return write_group(
        actor=facilitator,
        initiative=initiative,
        side=side,
        title=title,
        held_on=date(2026, 3, 2),
        place="Balai",
    )


@pytest.fixture
def book(facilitator, initiative):
    return [
        add_code(actor=facilitator, initiative=initiative, name=name, meaning="Bila disebut.")
        for name in ("Air", "Antrean")
    ]


@pytest.fixture
def second(person):
    return person("", Role.FACILITATOR, 2)


def coded_by(actor, group, codes):
    return code_passages(actor=actor, group=group, codes=dict(enumerate(codes, start=1)))


def test_a_session_of_one_side_stays_with_that_side(facilitator, initiative, person):
    held(facilitator, initiative)
    held(facilitator, initiative, Side.GOVERNMENT.value, "Pegawai")
    official, activist = (person(side, Role.REPRESENTATIVE) for side in (Side.GOVERNMENT, Side.CIVIL_SOCIETY))
    assert [one.title for one in groups_of(official, initiative)] == ["Ibu Teluk Biru", "Pegawai"]
    assert [one.title for one in groups_of(activist, initiative)] == ["Ibu Teluk Biru"]
    assert groups_of(facilitator, initiative).count() == 2


def test_quotes_without_consent_are_for_those_who_lead_alone(facilitator, initiative, person):
    group = held(facilitator, initiative)
    add_quote(actor=facilitator, group=group, text="Rahasia.", consent="none", role="guru")
    add_quote(actor=facilitator, group=group, text="Boleh.", consent="anonymous", role="guru")
    add_quote(actor=facilitator, group=group, text="Dengan peran.", consent="with_role", role="guru")
    seen = quotes_of(person(Side.GOVERNMENT, Role.REPRESENTATIVE), group)
    assert [(one.text, one.role) for one in seen] == [("Boleh.", ""), ("Dengan peran.", "guru")]
    assert quotes_of(facilitator, group).count() == 3


def test_a_role_is_written_where_it_was_agreed(facilitator, initiative):
    group = held(facilitator, initiative)
    with pytest.raises(RuleBroken, match="Write the role"):
        add_quote(actor=facilitator, group=group, text="A", consent="with_role", role=" ")
    with pytest.raises(RuleBroken, match="agreed to"):
        add_quote(actor=facilitator, group=group, text="A", consent="perhaps")


def test_a_quote_can_be_taken_back(facilitator, initiative):
    group = held(facilitator, initiative)
    take_quote_back(
        actor=facilitator, quote=add_quote(actor=facilitator, group=group, text="A", consent="anonymous")
    )
    assert not group.quotes.exists()


def test_people_are_counts(facilitator, initiative):
    group = held(facilitator, initiative)
    count_people(actor=facilitator, group=group, people={("citizens", "women"): 7, ("citizens", "men"): 0})
    assert [(one.side, one.sex, one.people) for one in group.makeup.all()] == [("citizens", "women", 7)]
    with pytest.raises(RuleBroken, match="no focus group"):
        count_people(actor=facilitator, group=group, people={("citizens", "women"): 900})


def test_two_coders_do_not_see_each_other_and_then_their_agreement_is_shown(
    facilitator, initiative, second, book
):
    group = held(facilitator, initiative)
    write_notes(actor=facilitator, group=group, text=NOTES)
    coded_by(facilitator, group, [1, 2, 1, None])
    assert own_codings(group, second.place_in(initiative)) == {}
    lines, agreement, curve = coded(initiative, [group])
    assert (agreement, curve) == (None, None)
    assert {one.passages for one in lines} == {0}, "what one coder said is not shown before the other is done"
    coded_by(second, group, [1, 2, 2, None])
    lines, agreement, curve = coded(initiative, [group])
    assert (agreement.passages, agreement.same) == (4, 3)
    assert agreement.kappa.estimate == pytest.approx(0.6364, abs=1e-4)
    assert [(one.code.name, one.groups, one.passages) for one in lines] == [("Air", 1, 2), ("Antrean", 1, 2)]
    assert curve.total == (2,)


def test_half_a_session_is_not_finished(facilitator, initiative, second, book):
    group = held(facilitator, initiative)
    write_notes(actor=facilitator, group=group, text=NOTES)
    coded_by(facilitator, group, [1, 2, 1, None])
    coded_by(second, group, [1])
    assert coded(initiative, [group])[1] is None


def test_notes_that_were_coded_stay_as_they_are(facilitator, initiative, book):
    group = held(facilitator, initiative)
    write_notes(actor=facilitator, group=group, text=NOTES)
    coded_by(facilitator, group, [1])
    with pytest.raises(RuleBroken, match="coded already"):
        write_notes(actor=facilitator, group=group, text="Lain.")


def test_codes_of_nowhere_are_refused(facilitator, initiative, book):
    group = held(facilitator, initiative)
    write_notes(actor=facilitator, group=group, text=NOTES)
    for codes in ({1: 99}, {99: 1}):
        with pytest.raises(RuleBroken, match="does not exist any more"):
            code_passages(actor=facilitator, group=group, codes=codes)


def test_members_do_not_write_or_code(facilitator, initiative, person, book):
    group = held(facilitator, initiative)
    official = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    with pytest.raises(NotAllowed):
        held(official, initiative)
    with pytest.raises(NotAllowed):
        code_passages(actor=official, group=group, codes={})


def docx(*paragraphs):
    out, document = BytesIO(), Document()
    for one in paragraphs:
        document.add_paragraph(one)
    document.save(out)
    return out.getvalue()


def test_notes_come_from_docx_and_text():
    assert read_notes(docx("Satu.", "Dua.")) == "Satu.\n\nDua."
    assert read_notes("Kata “ibu”.".encode()) == "Kata “ibu”."
    assert read_notes("Kata “ibu”.".encode("windows-1252")) == "Kata “ibu”."
    assert read_notes("Kata “ibu”.".encode("utf-16")) == "Kata “ibu”."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04" + b"\0" * 50, "damaged or locked"),
        (b"%PDF-1.4 " + b"a" * 100, "DOCX or TXT"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "DOCX or TXT"),
        (bytes(range(1, 32)) * 50, "DOCX or TXT"),
        (b"a" * (5 * 1024 * 1024 + 1), "at most 5 MB"),
    ],
)
def test_what_is_no_text_gets_a_sentence(content, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        read_notes(content)


def test_a_recording_is_kept_by_its_hash_and_a_picture_is_not(facilitator, initiative, tmp_path):
    group = held(facilitator, initiative)
    path = tmp_path / "a"
    path.write_bytes(b"ID3" + b"\0" * 100)
    attach_audio(actor=facilitator, group=group, path=path, name="../../etc/passwd")
    group.refresh_from_db()
    assert STORE.is_whole(group.audio_sha256, 103)
    assert (group.audio_name, group.audio_type) == ("passwd", "audio/mpeg")
    path.write_bytes(b"\x89PNG" + b"\0" * 100)
    with pytest.raises(RuleBroken, match="A recording is"):
        attach_audio(actor=facilitator, group=group, path=path, name="a.mp3")


def test_the_code_book_has_each_name_once(facilitator, initiative, book):
    with pytest.raises(RuleBroken, match="already"):
        add_code(actor=facilitator, initiative=initiative, name="Air", meaning="Lagi.")
    assert Code.objects.count() == 2


def test_a_session_is_of_everybody_or_of_one_of_the_two_sides(facilitator, initiative):
    with pytest.raises(RuleBroken, match="concerns"):
        held(facilitator, initiative, "citizens")
    assert not FocusGroup.objects.exists()
