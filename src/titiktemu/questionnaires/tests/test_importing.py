"""Exports of KoboToolbox and ODK: mapped, taken in once, and everything unreadable told."""

import io
import os
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.words import Side
from titiktemu.questionnaires import storage
from titiktemu.questionnaires.importing import archives
from titiktemu.questionnaires.models import Change, Draft, Import, Response
from titiktemu.questionnaires.services.importing import begin_import, confirm_columns, take_back_import
from titiktemu.questionnaires.tasks import look_after_work, work_on_import
from titiktemu.questionnaires.tests.cast import opened, sheets
from titiktemu.questionnaires.wording import say

pytestmark = pytest.mark.django_db

KOBO_HEAD = [
    "start", "end", "awal/pdam", "awal/umur", "mutu", "dari", "dari/sumur", "dari/sungai", "dari/truk",
    "penting", "lokasi", "_lokasi_latitude", "_lokasi_longitude", "tanggal", "saran",
    "_id", "_uuid", "_submission_time", "_index",
]  # fmt: skip
KOBO_ROWS = [
    ["2026-11-20T08:00:00.000+07:00", "2026-11-20T08:09:00.000+07:00", "ya", "34", "4", "sumur truk",
     "1", "0", "1",
     "sungai sumur truk", "-8.2192 114.3691 12 4", "-8.2192", "114.3691", "2020-01-05", "=HYPERLINK(1)",
     "101", "uuid-satu", "2026-11-20T08:10:11", "1"],
    ["", "", "tidak", "tujuh belas", "", "sumur hujan", "1", "0", "0", "", "", "", "", "31/02/2020", "",
     "102", "uuid-dua", "2026-11-21T09:00:00", "2"],
    ["", "", "ya", "51", "9", "", "", "", "", "", "", "", "", "", "",
     "103", "uuid-satu", "2026-11-22T09:00:00", "3"],
]  # fmt: skip
KIDS = [
    ["nama", "usia", "_index", "_parent_table_name", "_parent_index"],
    ["Ani", "7", "1", "data", "1"],
    ["Budi", "empat", "2", "data", "1"],
    ["Cici", "3", "3", "data", "9"],
]


@pytest.fixture
def wave(facilitator, initiative, tmp_path):
    return opened(facilitator, initiative, tmp_path)


def bring(actor, wave, content, name="ekspor.xlsx"):
    made = begin_import(
        actor=actor, wave=wave, name=name, size=len(content), chunks=[content], side=Side.CITIZENS
    )
    work_on_import.call(made.pk)
    made.refresh_from_db()
    made.wave = wave
    return made


def proposed(brought):
    return {
        at: {int(place): target for place, target in sheet["proposed"].items()}
        for at, sheet in enumerate(brought.sheets)
    }


def take(actor, brought, columns=None):
    confirm_columns(actor=actor, brought=brought, columns=columns or proposed(brought))
    work_on_import.call(brought.pk)
    brought.refresh_from_db()
    return brought.report


def kobo():
    return sheets(data=[KOBO_HEAD, *KOBO_ROWS], anak=KIDS)


def test_a_kobo_workbook_is_mapped_by_itself(facilitator, wave):
    brought = bring(facilitator, wave, kobo())
    assert brought.state == Import.State.TO_MAP
    main, kids = brought.sheets
    named = {main["columns"][int(at)]: target for at, target in main["proposed"].items()}
    assert named["awal/pdam"] == "pdam"
    assert named["dari/truk"] == "dari/truk"
    assert named["_uuid"] == "@key"
    assert named["_submission_time"] == "@when"
    assert {"start", "end", "_id"}.isdisjoint(named)
    assert kids["repeat"] == "anak"
    assert main["examples"][3] == ["34", "tujuh belas", "51"]


def test_nothing_is_lost_and_nothing_is_guessed(facilitator, wave):
    report = take(facilitator, bring(facilitator, wave, kobo()))
    assert (report["rows"], report["taken"], report["known"], report["orphans"]) == (3, 2, 1, 1)
    first = Response.objects.get(source_key="uuid-satu")
    assert first.answers["dari"] == "sumur truk"
    assert first.answers["lokasi"].startswith("-8.2192 114.3691")
    assert first.answers["penting"] == "sungai sumur truk"
    assert first.answers["anak"] == [{"nama": "Ani", "usia": "7"}, {"nama": "Budi"}]
    assert str(first.week) == "2026-11-16"
    assert (first.channel, first.side, first.source_row) == (Response.Channel.IMPORT, Side.CITIZENS, 2)
    told = {(one["row"], one["column"]): one["value"] for one in report["unread"]}
    assert told[(3, "awal/umur")] == "tujuh belas"
    assert told[(3, "tanggal")] == "31/02/2020"
    assert told[(4, "mutu")] == "9"
    assert told[(3, "usia")] == "empat"
    # One choice is unknown; the columns of the choices say what can be read.
    assert Response.objects.get(source_key="uuid-dua").answers["dari"] == "sumur"
    assert "start" in report["left_out"][0]["columns"]


def test_the_same_export_a_second_time_adds_nobody(facilitator, wave):
    take(facilitator, bring(facilitator, wave, kobo()))
    again = take(facilitator, bring(facilitator, wave, kobo()))
    assert (again["taken"], again["known"]) == (0, 3)
    assert Response.objects.count() == 2


def test_a_csv_of_odk_with_its_own_separator_is_mapped_too(facilitator, wave):
    content = (
        b"SubmissionDate,awal-pdam,awal-umur,dari,lokasi-Latitude,lokasi-Longitude,KEY\n"
        b"2026-11-20T08:10:11.000Z,ya,20,sumur sungai,-8.1,114.2,uuid:a1\n"
    )
    take(facilitator, bring(facilitator, wave, content, "odk.csv"))
    kept = Response.objects.get()
    assert kept.answers == {"pdam": "ya", "umur": "20", "dari": "sumur sungai", "lokasi": "-8.1 114.2"}
    assert kept.source_key == "a1"


ODK = {
    "air.csv": "SubmissionDate,awal-pdam,awal-umur,dari,saran,KEY,SubmitterName,AttachmentsPresent\n"
    "2026-11-20T08:10:11.000Z,ya,20,sumur sungai,,uuid:a1,Enumerator 1,0\n"
    "2026-11-21T08:10:11.000Z,tidak,40,truk,,uuid:a2,Enumerator 1,0\n",
    "air-anak.csv": "nama,usia,PARENT_KEY,KEY\n"
    "Ani,7,uuid:a1,uuid:a1/anak[1]\nBudi,9,uuid:a1,uuid:a1/anak[2]\nCici,3,uuid:a9,uuid:a9/anak[1]\n",
    "media/foto.csv": "x\n1\n",
}


def packed(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize("backwards", [False, True])
def test_the_zip_of_odk_central_is_taken_in_with_its_repeats(facilitator, wave, backwards):
    files = dict(reversed(ODK.items())) if backwards else ODK
    brought = bring(facilitator, wave, packed(files), "air.zip")
    assert [(one["name"], one["repeat"]) for one in brought.sheets] == [("air", ""), ("air-anak", "anak")]
    report = take(facilitator, brought)
    assert (report["rows"], report["taken"], report["orphans"], report["unread"]) == (2, 2, 1, [])
    first = Response.objects.get(source_key="a1")
    assert first.answers["anak"] == [{"nama": "Ani", "usia": "7"}, {"nama": "Budi", "usia": "9"}]
    assert "SubmitterName" in report["left_out"][0]["columns"]


def test_a_long_table_in_a_zip_is_read_piece_by_piece(facilitator, wave):
    rows = "".join(f"ya,{20 + at % 50},{'air ' * 900},k{at}\n" for at in range(2500))
    report = take(
        facilitator, bring(facilitator, wave, packed({"a.csv": f"pdam,umur,saran,_uuid\n{rows}"}), "a.zip")
    )
    assert (report["rows"], report["taken"]) == (2500, 2500)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"foto.jpg": "x"}, "no CSV"),
        ({f"{at}.csv": "a,b\n1,2\n" for at in range(31)}, "at most"),
        ({"a.csv": "a,b\n"}, "no answers"),
    ],
)
def test_a_zip_that_holds_no_export_says_so(facilitator, wave, files, said):
    brought = bring(facilitator, wave, packed(files), "x.zip")
    assert brought.state == Import.State.FAILED
    assert said in say(brought.problem["template"], brought.problem["values"])


def test_a_zip_that_swells_is_stopped_while_it_is_unpacked(facilitator, wave, monkeypatch):
    monkeypatch.setattr(archives, "MOST_BYTES", 5 * 1024**2)
    brought = bring(facilitator, wave, packed({"a.csv": "a,b\n" + "0,0\n" * 2_000_000}), "x.zip")
    assert "too much" in say(brought.problem["template"], brought.problem["values"])


def test_a_kobo_workbook_goes_through_the_mapping_screen(facilitator, client_as, wave):
    """As KoboToolbox writes it, fictional: groups, split choices, a repeat sheet; one column renamed."""
    head = ["awal/usia_responden" if one == "awal/umur" else one for one in KOBO_HEAD]
    client, questionnaire = client_as(facilitator), wave.questionnaire
    where = [questionnaire.initiative.slug, questionnaire.number]
    file = SimpleUploadedFile("Air_bersih_-_all_versions.xlsx", sheets(data=[head, *KOBO_ROWS], anak=KIDS))
    answer = client.post(reverse("questionnaires:imports", args=where), {"file": file, "side": "citizens"})
    assert answer.status_code == 302
    brought = Import.objects.get()
    work_on_import.call(brought.pk)
    here = reverse("questionnaires:import", args=[*where, brought.number])
    page = client.get(here)
    assert "awal/usia_responden" in page.content.decode()
    brought.refresh_from_db()
    columns = {
        f"{at}.{place}": target
        for at, sheet in enumerate(brought.sheets)
        for place, target in sheet["proposed"].items()
    }
    place = head.index("awal/usia_responden")
    assert f"0.{place}" not in columns
    assert client.post(here, {**columns, f"0.{place}": "umur"}).status_code == 302
    work_on_import.call(brought.pk)
    assert Response.objects.get(source_key="uuid-satu").answers["umur"] == "34"
    told = client.get(here, headers={"accept-language": "en"}).content.decode()
    assert "tujuh belas" in told
    assert "31/02/2020" in told


def test_labels_in_place_of_names_are_understood_in_both_languages(facilitator, wave):
    content = (
        b"Awal/Ada PDAM?;Awal/Umur;Mutunya?;Dari mana?;_uuid\n"
        b"Ya;41;Langkah 5;Sumur Truk air;x1\nNo;22;Bad;River;x2\n"
    )
    report = take(facilitator, bring(facilitator, wave, content, "label.csv"))
    assert report["unread"] == []
    assert Response.objects.get(source_key="x1").answers["dari"] == "sumur truk"
    assert Response.objects.get(source_key="x2").answers == {
        "pdam": "tidak", "umur": "22", "mutu": "2", "dari": "sungai",
    }  # fmt: skip


def test_columns_that_changed_since_the_last_file_are_shown(facilitator, client_as, wave):
    take(facilitator, bring(facilitator, wave, b"pdam,umur,lama,_uuid\nya,30,x,a\n", "satu.csv"))
    brought = bring(facilitator, wave, b"pdam,umur,baru,_uuid\nya,31,x,b\n", "dua.csv")
    address = reverse(
        "questionnaires:import",
        args=[wave.questionnaire.initiative.slug, wave.questionnaire.number, brought.number],
    )
    page = client_as(facilitator).get(address).content.decode()
    assert "The columns are not those of “satu.csv”." in page
    assert "<code>baru</code>" in page
    assert "<code>lama</code>" in page


def test_a_mapping_that_says_two_things_is_refused(facilitator, wave):
    brought = bring(facilitator, wave, b"a,b\nya,ya\n", "x.csv")
    for columns in ({0: "pdam", 1: "pdam"}, {0: "fremd"}, {0: "@key"}, {}):
        with pytest.raises(RuleBroken):
            confirm_columns(actor=facilitator, brought=brought, columns={0: columns})


def test_an_import_is_taken_back_with_a_trace_and_can_come_again(facilitator, wave):
    brought = bring(facilitator, wave, kobo())
    take(facilitator, brought)
    assert take_back_import(actor=facilitator, brought=brought, reason="Kolom keliru.") == 2
    assert Response.objects.filter(is_removed=False).count() == 0
    assert Change.objects.filter(kind=Change.Kind.REMOVED).count() == 2
    assert take(facilitator, bring(facilitator, wave, kobo()))["taken"] == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 100,
        b"PK\x03\x04rubbish",
        b"a,b\n",
        b"\x89PNG\r\n\x1a\n" + b"x" * 99,
        b'"never closed\n' * 3,
    ],
)
def test_a_file_that_is_no_table_says_so(facilitator, wave, content):
    if not content:
        with pytest.raises(RuleBroken):
            bring(facilitator, wave, content)
        return
    brought = bring(facilitator, wave, content, "x.csv")
    assert brought.state in {Import.State.FAILED, Import.State.TO_MAP}
    if brought.state == Import.State.FAILED:
        assert brought.problem["template"].endswith(".")


def test_rows_of_any_width_and_hostile_texts_are_taken(facilitator, wave):
    hostile = b"=cmd|' /C calc'!A0"
    content = (
        b'pdam,umur,saran,_uuid\nya\nya,30,"%b",u2,extra,more\n,,,\nya,31,"\xf0\x9f\x98\x80 ",u3\n' % hostile
    )
    report = take(facilitator, bring(facilitator, wave, content, "x.csv"))
    assert report["rows"] == 3
    assert Response.objects.get(source_key="u2").answers["saran"].startswith("=cmd")


def test_a_long_file_is_read_piece_by_piece_with_the_numbers_of_its_rows(facilitator, wave):
    """Above 8 MB nothing is held as a whole; what is told of a row is told by its number in the file."""
    long_text = b"air " * 900
    rows = [b"ya,%d,%s,k%d" % (20 + at % 50, long_text, at) for at in range(2500)]
    rows[2000] = b'tidak,sepuluh,"baris\nbaru",k2000'
    report = take(
        facilitator,
        bring(facilitator, wave, b"\n".join([b"pdam,umur,saran,_uuid", *rows]) + b"\n", "besar.csv"),
    )
    assert (report["rows"], report["taken"], report["unread_count"]) == (2500, 2500, 1)
    assert report["unread"][0]["row"] == 2002
    assert Response.objects.get(source_key="k2000").answers == {"pdam": "tidak", "saran": "baris\nbaru"}
    assert len(Response.objects.get(source_key="k1").answers["saran"]) == 3599


def test_a_worker_that_died_is_followed_by_another_and_after_three_it_is_said(facilitator, wave):
    brought = bring(facilitator, wave, kobo())
    confirm_columns(actor=facilitator, brought=brought, columns=proposed(brought))
    long_ago = timezone.now() - timedelta(hours=1)
    rows = Import.objects.filter(pk=brought.pk)
    rows.update(state=Import.State.TAKING, part=0.5, told_at=long_ago, tries=1)
    look_after_work(timezone.now())
    brought.refresh_from_db()
    # What the dead worker had written already is not written twice.
    assert (brought.state, Response.objects.count()) == (Import.State.DONE, 2)
    rows.update(state=Import.State.TAKING, part=0.5, told_at=long_ago, tries=3)
    look_after_work(timezone.now())
    brought.refresh_from_db()
    assert brought.state == Import.State.FAILED
    assert brought.problem["template"].startswith("The work was interrupted")


def test_nobody_works_on_a_file_that_another_worker_has(facilitator, wave):
    brought = bring(facilitator, wave, kobo())
    Import.objects.filter(pk=brought.pk).update(
        state=Import.State.TAKING, part=0.5, told_at=timezone.now(), mapping={"main": {}}
    )
    work_on_import.call(brought.pk)
    brought.refresh_from_db()
    assert (brought.state, brought.part) == (Import.State.TAKING, 0.5)


def test_drafts_and_files_that_nobody_comes_back_to_are_forgotten(facilitator, wave):
    Draft.objects.create(token="a", wave=wave, changed_on=timezone.localdate() - timedelta(days=15))
    Draft.objects.create(token="b", wave=wave, changed_on=timezone.localdate())
    kept = bring(facilitator, wave, kobo())
    loose = storage.folder() / "loose"
    loose.write_bytes(b"x")
    os.utime(loose, (0, 0))
    look_after_work(timezone.now())
    assert [one.token for one in Draft.objects.all()] == ["b"]
    assert not loose.exists()
    assert storage.path_of(kept.token).exists()
