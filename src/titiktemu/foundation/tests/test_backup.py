"""Backup and restore, on whichever database the tests run on."""

import json
import sqlite3
import threading
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, connections

from titiktemu.foundation import keeping
from titiktemu.foundation.keeping import archive
from titiktemu.foundation.models import Organisation
from titiktemu.foundation.words import OrganisationKind

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def organisation(name):
    return Organisation.objects.create(name=name, kind=OrganisationKind.COMMUNITY)


def names():
    return sorted(Organisation.objects.values_list("name", flat=True))


@pytest.fixture(autouse=True)
def nothing_kept():
    """What a restore puts aside in PostgreSQL outlives the tables that a test empties."""
    yield
    connections.close_all()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'titiktemu_before%'")
            for (kept,) in cursor.fetchall():
                cursor.execute(f'DROP SCHEMA "{kept}" CASCADE')


@pytest.fixture
def saved(private_var):
    """A backup of one organisation, one file and an anchor."""
    organisation("Komunitas Sehat")
    (private_var / "files" / "sk").mkdir(parents=True)
    (private_var / "files" / "sk" / "surat.pdf").write_bytes(b"surat tugas")
    (private_var / "audit-anchor.jsonl").write_text('{"count": 1}\n')
    path = private_var / "copies" / "backup.zip"
    keeping.backup(path, now=NOON)
    return path


def test_everything_comes_back_as_it_was(saved, private_var):
    organisation("Datang kemudian")
    (private_var / "files" / "sk" / "surat.pdf").write_bytes(b"lain")
    (private_var / "files" / "baru.txt").write_text("baru")
    (private_var / "audit-anchor.jsonl").unlink()

    restored = keeping.restore(saved, now=NOON)

    assert names() == ["Komunitas Sehat"]
    assert (private_var / "files" / "sk" / "surat.pdf").read_bytes() == b"surat tugas"
    assert not (private_var / "files" / "baru.txt").exists()
    assert (private_var / "audit-anchor.jsonl").read_text() == '{"count": 1}\n'
    assert restored.waiting == 0


def test_the_store_of_the_catalogue_comes_back_without_what_was_unfinished(private_var):
    store = private_var / "catalogue"
    for place in ("ab/abcd", "incoming/t0ken", "work/1-x/table.csv"):
        (store / place).parent.mkdir(parents=True, exist_ok=True)
        (store / place).write_bytes(place.encode())
    keeping.backup(private_var / "with-store.zip", now=NOON)
    (store / "ab" / "abcd").write_bytes(b"changed")
    keeping.restore(private_var / "with-store.zip", now=NOON)
    assert [path.relative_to(store).as_posix() for path in store.rglob("*") if path.is_file()] == ["ab/abcd"]
    assert (store / "ab" / "abcd").read_bytes() == b"ab/abcd"


def test_what_was_there_before_is_kept_aside(saved, private_var):
    organisation("Datang kemudian")
    (private_var / "files" / "baru.txt").write_text("baru")

    restored = keeping.restore(saved, now=NOON)

    assert (private_var / "files.before-20261123-120000" / "baru.txt").read_text() == "baru"
    if connection.vendor == "sqlite":
        with sqlite3.connect(restored.kept[-1]) as old:
            rows = old.execute("SELECT name FROM foundation_organisation ORDER BY name").fetchall()
    else:
        with connection.cursor() as cursor:
            kept = "titiktemu_before_20261123_120000"
            cursor.execute(f"SELECT name FROM {kept}.foundation_organisation ORDER BY name")
            rows = cursor.fetchall()
    assert rows == [("Datang kemudian",), ("Komunitas Sehat",)]


def test_new_rows_after_a_restore_get_new_numbers(saved):
    known = set(Organisation.objects.values_list("pk", flat=True))
    keeping.restore(saved, now=NOON)
    assert organisation("Baru").pk not in known


def test_only_the_owner_may_read_a_backup(saved):
    assert saved.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in saved.parent.iterdir()] == ["backup.zip"]


def test_manifest_names_version_engine_migrations_and_hashes(saved):
    with zipfile.ZipFile(saved) as packed:
        manifest = json.loads(packed.read("manifest.json"))
    assert manifest["version"] == archive.version()
    assert manifest["engine"] == connection.vendor
    assert "foundation.0001_initial" in manifest["migrations"]
    assert manifest["created"] == "2026-11-23T12:00:00+00:00"
    assert manifest["members"]["files/sk/surat.pdf"]["size"] == len(b"surat tugas")


def test_copy_is_of_one_moment_while_others_write(private_var):
    """A writer adds pairs, both in one transaction: a copy never holds half a pair, and writing goes on."""
    written, stop = [], threading.Event()

    def write():
        try:
            while not stop.is_set() and len(written) < 500:
                pair = [
                    Organisation(name=f"{len(written)} {half}", kind=OrganisationKind.COMMUNITY)
                    for half in "ab"
                ]
                Organisation.objects.bulk_create(pair)
                written.append(len(written))
        finally:
            connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [private_var / f"{number}.zip" for number in range(3)]
        for copy in copies:
            keeping.backup(copy, now=NOON)
    finally:
        stop.set()
        writer.join()

    assert written
    for hour, copy in enumerate(copies):
        keeping.restore(copy, now=NOON.replace(hour=hour))
        assert len(names()) % 2 == 0


def said_when_restoring(path):
    """The sentence with which a restore refuses; empty where it does not."""
    try:
        keeping.restore(path, now=NOON)
    except keeping.Refused as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize("part", [0.02, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 0.98])
def test_one_damaged_byte_never_changes_what_is_there(saved, part):
    organisation("Datang kemudian")
    damaged = bytearray(saved.read_bytes())
    damaged[int(len(damaged) * part)] ^= 0xFF
    saved.write_bytes(bytes(damaged))

    said = said_when_restoring(saved)

    # Without a refusal the byte said nothing, such as a date in the zip, and all came back whole.
    expected = ["Datang kemudian", "Komunitas Sehat"] if said else ["Komunitas Sehat"]
    assert names() == expected
    assert not said or "damaged" in said or "does not know" in said


def rewrite(path, **changes):
    """The same backup with another manifest."""
    with zipfile.ZipFile(path) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    manifest = {**json.loads(members.pop("manifest.json")), **changes}
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
        packed.writestr("manifest.json", json.dumps(manifest))


def test_a_changed_row_is_found_by_its_hash(saved):
    with zipfile.ZipFile(saved) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    members["files/sk/surat.pdf"] = b"surat palsu"
    with zipfile.ZipFile(saved, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    with pytest.raises(keeping.Refused, match="damaged: files/sk/surat"):
        keeping.restore(saved, now=NOON)


def test_a_newer_backup_is_refused_with_its_version(saved):
    with zipfile.ZipFile(saved) as packed:
        known = json.loads(packed.read("manifest.json"))["migrations"]
    rewrite(saved, migrations=[*known, "foundation.9999_tomorrow"], version="9.0")
    organisation("Datang kemudian")
    with pytest.raises(keeping.Refused, match=r"newer Titik Temu \(9.0\)"):
        keeping.restore(saved, now=NOON)
    assert names() == ["Datang kemudian", "Komunitas Sehat"]


def test_an_unknown_form_is_refused(saved):
    rewrite(saved, format=99)
    with pytest.raises(keeping.Refused, match="does not know"):
        keeping.restore(saved, now=NOON)


def test_a_backup_of_the_other_database_is_refused(saved):
    rewrite(saved, engine="oracle")
    with pytest.raises(keeping.Refused, match="cannot be restored here"):
        keeping.restore(saved, now=NOON)


def test_a_member_outside_of_the_backup_is_refused(saved, private_var):
    with zipfile.ZipFile(saved) as packed:
        members = json.loads(packed.read("manifest.json"))["members"]
    evil = {"size": 1, "sha256": "x"}
    with zipfile.ZipFile(saved, "a") as packed:
        packed.writestr("../outside", b"x")
    rewrite(saved, members={**members, "../outside": evil})
    with pytest.raises(keeping.Refused, match="outside of itself"):
        keeping.restore(saved, now=NOON)
    assert not (private_var / "outside").exists()


def test_no_file_is_said_plainly(private_var):
    with pytest.raises(keeping.Refused, match="There is no file"):
        keeping.restore(private_var / "nothing.zip", now=NOON)


def test_an_interrupted_restore_keeps_the_old(saved, private_var, monkeypatch):
    organisation("Datang kemudian")
    (private_var / "files" / "baru.txt").write_text("baru")

    def power_cut(*_arguments, **_more):
        raise OSError("the power is gone")

    # The very last step of each engine.
    if connection.vendor == "sqlite":
        monkeypatch.setattr("titiktemu.foundation.keeping.sqlite.os.replace", power_cut)
    else:
        monkeypatch.setattr("titiktemu.foundation.keeping.postgresql._exchange", power_cut)
    with pytest.raises((OSError, DatabaseError)):
        keeping.restore(saved, now=NOON)

    assert names() == ["Datang kemudian", "Komunitas Sehat"]
    assert (private_var / "files" / "baru.txt").exists()
    assert (private_var / "audit-anchor.jsonl").exists()
    left = [path.name for path in Path(private_var).iterdir() if "before" in path.name]
    assert left == []


def test_a_backup_that_cannot_be_finished_leaves_no_file(private_var, monkeypatch):
    target = private_var / "copies" / "backup.zip"
    monkeypatch.setattr(archive.Writer, "finish", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(OSError, match="full"):
        keeping.backup(target, now=NOON)
    assert list(target.parent.iterdir()) == []
