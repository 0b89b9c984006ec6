"""The leaders' statement while others write, open and sign: nobody signs what they did not read."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from icalendar import Calendar

from titiktemu.documents.models import SignedCopy
from titiktemu.documents.tests.files import JPEG, signed_pdf
from titiktemu.foundation.actors import STRANGER
from titiktemu.foundation.errors import RuleBroken
from titiktemu.step3_team.models import Signature, Statement
from titiktemu.step3_team.services import signing
from titiktemu.step3_team.services.signing import sign_by_drawing
from titiktemu.step3_team.services.statements import open_statement
from titiktemu.step3_team.tests.teaming import PROMISED, SIGNATURE, brought, in_days, opened, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement(facilitator, initiative, leaders):
    return opened(facilitator, initiative)


def at(name, initiative, *more):
    return reverse(f"team:{name}", args=[initiative.slug, *more])


def test_government_stands_first_also_where_civil_society_signed_alone(
    statement, initiative, leaders, client_as
):
    sign_by_drawing(actor=leaders[1], statement=statement, strokes=SIGNATURE, signed_in="Malang")
    page = client_as(STRANGER).get(at("commitment", initiative)).content.decode()
    told = page[page.index('id="tanda"') :]
    assert told.index("No leader of this side has signed yet.") < told.index("Malang")


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_while_a_sheet_is_looked_at(statement, facilitator, leaders, monkeypatch):
    seen = []

    def looked(path):
        seen.append(connection.in_atomic_block)
        raise RuleBroken("Too heavy.")

    monkeypatch.setattr("titiktemu.documents.services.signing.guarded_pdf", looked)
    with pytest.raises(RuleBroken):
        brought(facilitator, statement, leaders, signed_pdf("Kepala Dinas"), "tte.pdf")
    assert seen == [False]
    assert not Signature.objects.exists()


def test_a_version_superseded_while_its_sheet_is_looked_at_is_not_signed(
    statement, facilitator, initiative, leaders, monkeypatch
):
    look = signing.look_at_copy

    def slowly(**told):
        opened(facilitator, initiative)
        return look(**told)

    monkeypatch.setattr(signing, "look_at_copy", slowly)
    with pytest.raises(RuleBroken):
        brought(facilitator, statement, leaders)
    assert not Signature.objects.exists()
    assert not SignedCopy.objects.exists()


@pytest.mark.parametrize("way", ["sign", "sheet"])
def test_nobody_signs_a_version_that_came_after_the_one_they_read(
    statement, facilitator, initiative, leaders, client_as, way
):
    browser = client_as(leaders[0])
    told = {
        "version": 1,
        "strokes": SIGNATURE,
        "signed_in": "Malang",
        "lembar-version": 1,
        "lembar-signers": [leaders[0].place_in(initiative).pk],
        "lembar-signed_in": "Malang",
        "lembar-file": SimpleUploadedFile("foto.jpg", JPEG),
    }
    opened(facilitator, initiative, text="Kami menyerahkan segalanya.")
    answer = browser.post(at(way, initiative), told)
    assert answer.status_code == 422
    assert not Signature.objects.exists()
    page = answer.content.decode()
    assert "a later one has taken its place" in page or "sudah menggantikannya" in page or way == "sheet"
    prefix = "" if way == "sign" else "lembar-"
    assert f'name="{prefix}version" value="2"' in page


@pytest.mark.parametrize("version", ["", "0", "7", "-1", "9" * 5000, "1\0"])
def test_a_version_that_nobody_read_is_not_signed(statement, initiative, leaders, client_as, version):
    told = {"version": version, "strokes": SIGNATURE, "signed_in": "Malang"}
    assert client_as(leaders[0]).post(at("sign", initiative), told).status_code == 422
    assert not Signature.objects.exists()


def test_a_review_on_the_last_day_that_there_is_has_a_calendar_file_too(
    facilitator, initiative, leaders, client
):
    opened(facilitator, initiative, review_on=date.max)
    event = Calendar.from_ical(client.get(at("review", initiative)).content).walk("VEVENT")[0]
    assert event["DTSTART"].dt == date.max


def test_two_who_write_on_one_draft_lose_nothing(facilitator, initiative, client_as):
    first = written(facilitator, initiative)
    sent = {**PROMISED, "review_on": in_days(90).isoformat(), "seen": first.mark}
    browser, page = client_as(facilitator), at("write", initiative)
    assert first.mark in browser.get(page).content.decode()
    written(facilitator, initiative, text="Kalimat dari meja lain.")
    answer = browser.post(page, {**sent, "text": "Kalimat dari meja ini."})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Kalimat dari meja lain." in told
    assert "Kalimat dari meja ini." in told
    assert Statement.objects.get().text == "Kalimat dari meja lain."
    now = Statement.objects.get().mark
    assert f'value="{now}"' in told
    again = browser.post(page, {**sent, "text": "Kalimat dari kedua meja.", "seen": now})
    assert again.status_code == 302
    assert Statement.objects.get().text == "Kalimat dari kedua meja."


def test_who_wrote_while_the_draft_was_opened_reads_what_is_signed_first(facilitator, initiative, client_as):
    first = written(facilitator, initiative)
    open_statement(actor=facilitator, initiative=initiative)
    sent = {**PROMISED, "review_on": in_days(90).isoformat(), "seen": first.mark}
    assert client_as(facilitator).post(at("write", initiative), sent).status_code == 422
    assert Statement.objects.count() == 1
