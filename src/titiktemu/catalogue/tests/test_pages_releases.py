"""Releases: files with the right types, differences, and what is left of one that was withdrawn."""

import csv
import io
import json

import polars as pl
import pytest
from django.urls import reverse

from titiktemu.catalogue.models import DataRelease, Dataset
from titiktemu.catalogue.services.datasets import edit_dataset
from titiktemu.catalogue.services.deciding import withdraw
from titiktemu.catalogue.tests.carry import REASON, SCHOOLS, fresh, released

pytestmark = pytest.mark.django_db
WHY = "Angka Pesanggaran ternyata salah hitung."
CHANGED = SCHOOLS.replace(b";54;", b";55;") + b"35.10.04;Cluring;29;870.000\r\n"


def at(name, release, *more):
    dataset = release.dataset
    return reverse(f"catalogue:{name}", args=[dataset.initiative.slug, dataset.number, release.number, *more])


def file_of(release, kind):
    return at("file", release, release.distributions.get(kind=kind).name)


def content(answer):
    return b"".join(answer.streaming_content)


@pytest.fixture
def client(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def release(official, dataset):
    return released(official, dataset)


@pytest.fixture
def second(official, dataset, release):
    return released(official, dataset, CHANGED)


TYPES = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv; charset=utf-8; header=present",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "schema": "application/json",
    "quality": "application/json",
    "recipe": "application/json",
}


@pytest.mark.parametrize("kind", TYPES)
def test_every_file_comes_with_its_type_and_its_name(client, release, kind):
    answer = client.get(file_of(release, kind))
    assert answer.status_code == 200
    assert answer["Content-Type"] == TYPES[kind]
    name = release.distributions.get(kind=kind).name
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert len(content(answer)) == release.distributions.get(kind=kind).size


@pytest.mark.parametrize("kind", TYPES)
def test_a_release_notes_the_type_of_each_file(release, kind):
    one = release.distributions.get(kind=kind)
    assert one.media_type == TYPES[kind].split(";")[0]
    assert one.file.media_type == one.media_type


def test_the_file_as_it_was_delivered_is_opened_by_no_browser(client, official, dataset):
    release = released(official, dataset, with_original=True)
    assert release.distributions.get(kind="original").media_type == "text/csv"
    assert client.get(file_of(release, "original"))["Content-Type"] == "application/octet-stream"


def test_what_is_given_out_is_the_table(client, release):
    rows = list(csv.DictReader(io.StringIO(content(client.get(file_of(release, "csv"))).decode())))
    table = pl.read_parquet(io.BytesIO(content(client.get(file_of(release, "parquet")))))
    assert [one["kode_wilayah"] for one in rows] == table["kode_wilayah"].to_list()
    assert json.loads(content(client.get(file_of(release, "schema"))))["fields"][0]["name"] == "kode_wilayah"


def test_a_strangers_browser_may_keep_a_file_and_nobody_between_may(client, release):
    answer = client.get(file_of(release, "csv"))
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    again = client.get(file_of(release, "csv"), headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_on_a_shared_tablet_nothing_of_a_member_stays(client_as, official, release):
    assert "no-store" in client_as(official).get(file_of(release, "csv"))["Cache-Control"]


@pytest.mark.parametrize("name", ["nothing.csv", "..%2f..%2fetc%2fpasswd", "x" * 200])
def test_no_other_file_is_given_out(client, release, name):
    assert client.get(at("file", release, "a.csv").replace("a.csv", name)).status_code == 404


def test_a_withdrawn_release_leaves_a_tombstone_and_no_file(client, client_as, official, release):
    page = client_as(official).get(at("withdraw", release)).text
    assert "Withdraw release 1?" in page
    answer = client_as(official).post(at("withdraw", release), {"reason": WHY})
    assert answer.status_code == 302
    assert fresh(release).is_withdrawn
    for kind in TYPES:
        gone = client.get(file_of(release, kind))
        assert gone.status_code == 410
        assert WHY in gone.text
    tomb = client.get(at("release", release))
    assert tomb.status_code == 200
    assert WHY in tomb.text
    assert official.participations[0].organisation.name in tomb.text
    assert official.participations[0].name not in tomb.text
    assert "Pesanggaran;" not in tomb.text
    assert client_as(official).post(at("withdraw", release), {"reason": WHY}).status_code == 422


@pytest.mark.parametrize("reason", ["", "salah"])
def test_without_a_reason_nothing_is_withdrawn(client_as, official, release, reason):
    answer = client_as(official).post(at("withdraw", release), {"reason": reason})
    assert answer.status_code == 422
    assert not fresh(release).is_withdrawn


@pytest.mark.parametrize("who", ["activist", "facilitator", "observer"])
def test_nobody_else_withdraws(client_as, release, who, request):
    browser = client_as(request.getfixturevalue(who))
    assert browser.get(at("withdraw", release)).status_code == 403
    assert browser.post(at("withdraw", release), {"reason": WHY}).status_code == 403
    assert not fresh(release).is_withdrawn


def test_the_differences_are_a_page_and_a_file(client, second):
    page = client.get(at("diff", second)).text
    assert "What release 2 changes against release 1" in page
    assert "<del>54</del>" in page
    assert "<ins>55</ins>" in page
    added = client.get(at("diff", second), {"jenis": "added"}).text
    assert "Cluring" in added
    answer = client.get(file_of(second, "diff"))
    assert answer["Content-Type"].startswith("text/csv")
    assert b"jumlah_sekolah,54,55" in content(answer)


@pytest.mark.parametrize("query", [{"page": "99"}, {"page": "x"}, {"jenis": "nothing"}, {"jenis": "removed"}])
def test_a_page_of_differences_that_is_not_there_is_another_one(client, second, query):
    answer = client.get(at("diff", second), query)
    assert answer.status_code == 200
    assert "<ins>55</ins>" in answer.text


def test_many_differences_come_in_pages(client, official, dataset):
    def table(add):
        lines = [b"%d;Sekolah %d;%d" % (10000 + one, one, one + add) for one in range(1, 131)]
        return b"no_sekolah;nama_sekolah;murid\r\n" + b"\r\n".join(lines) + b"\r\n"

    released(official, dataset, table(0))
    second = released(official, dataset, table(1000))
    first, last = client.get(at("diff", second)), client.get(at("diff", second), {"page": 3})
    assert first.text.count("<del>") == 50
    assert last.text.count("<del>") == 30
    assert "Page 3 of 3" in " ".join(last.text.split())


def test_the_first_release_has_no_differences(client, release):
    assert client.get(at("diff", release)).status_code == 404


def test_differences_quote_a_withdrawn_release_to_nobody(client, official, release, second):
    withdraw(actor=official, release=release, reason=WHY)
    page = client.get(at("diff", second))
    assert page.status_code == 410
    assert "<del>" not in page.text
    gone = client.get(file_of(second, "diff"))
    assert gone.status_code == 410
    assert "54" not in gone.text
    assert at("diff", second) not in client.get(at("release", second)).text
    assert client.get(file_of(second, "csv")).status_code == 200


def test_differences_of_a_withdrawn_release_are_gone_with_it(client, official, second):
    withdraw(actor=official, release=second, reason=WHY)
    answer = client.get(at("diff", second))
    assert answer.status_code == 410
    assert WHY in answer.text


def test_members_read_who_decided_and_strangers_which_office(client, client_as, official, release):
    name = official.participations[0].name
    assert f"Decided by {name}" in client_as(official).get(at("release", release)).text
    page = client.get(at("release", release)).text
    assert name not in page
    assert f"Decided by {official.participations[0].organisation.name}" in page


def test_a_release_can_be_cited(client, release):
    page = client.get(at("release", release)).text
    assert f"http://testserver{at('release', release)}" in page
    assert f"fingerprint {DataRelease.objects.get().fingerprint[:16]}" in page
    assert REASON in page


def test_a_release_that_is_not_there_is_not_there(client, release):
    for name, more in (("release", []), ("diff", []), ("file", ["a.csv"])):
        address = at(name, release, *more).replace("/rilis/1/", "/rilis/9/")
        assert client.get(address).status_code == 404


def test_a_later_licence_changes_nothing_of_what_was_released(client, official, release):
    edit_dataset(actor=official, dataset=release.dataset, licence=Dataset.Licence.ODBL)
    page = client.get(at("release", release)).content.decode()
    assert "CC BY 4.0" in page
    assert "ODbL" not in page
