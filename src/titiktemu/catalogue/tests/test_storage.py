"""The store: each content once, whole or not at all, and nothing left behind."""

import errno
import hashlib
import os
import stat
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from titiktemu.catalogue import storage
from titiktemu.catalogue.media import CSV, JSON, OCTETS, ODS, PARQUET, XLSX, media_type_of
from titiktemu.catalogue.models import StoredFile
from titiktemu.foundation.errors import RuleBroken

pytestmark = pytest.mark.django_db


def written(tmp_path, content, name="x"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_a_file_is_kept_under_its_hash_and_its_owner_alone_may_read_it(tmp_path):
    row = storage.keep(written(tmp_path, b"kode,nilai\n1,2\n"))
    path = storage.path_of(row.sha256)
    assert row.sha256 == hashlib.sha256(b"kode,nilai\n1,2\n").hexdigest()
    assert (row.size, row.media_type) == (15, CSV)
    assert path.read_bytes() == b"kode,nilai\n1,2\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert storage.is_whole(row)


def test_the_same_content_is_there_once(tmp_path):
    first = storage.keep(written(tmp_path, b"abc"))
    again = storage.keep(written(tmp_path, b"abc", "other.pdf"))
    assert first == again
    assert StoredFile.objects.count() == 1


def test_a_damaged_file_is_known_and_put_right_when_it_comes_again(tmp_path):
    row = storage.keep(written(tmp_path, b"abc"))
    storage.path_of(row.sha256).write_bytes(b"a")
    assert not storage.is_whole(row)
    storage.keep(written(tmp_path, b"abc"))
    assert storage.is_whole(row)
    storage.path_of(row.sha256).unlink()
    assert not storage.is_whole(row)


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "A" * 64, "g" * 64, "0" * 63])
def test_what_is_no_hash_is_no_place(name):
    with pytest.raises(ValueError, match=r".*"):
        storage.path_of(name)


@pytest.mark.parametrize("token", ["", "../x", "a/b", "."])
def test_what_is_no_token_is_no_place(token):
    with pytest.raises(ValueError, match=r".*"):
        storage.incoming(token)


def test_parts_come_together_and_what_was_torn_is_written_again():
    assert storage.append("t1", 0, b"hello ") == 6
    with storage.incoming("t1").open("ab") as file:
        file.write(b"torn")
    assert storage.append("t1", 6, b"world") == 11
    assert storage.incoming("t1").read_bytes() == b"hello world"
    assert storage.size_of_incoming("t1") == 11
    storage.drop_incoming("t1")
    assert storage.size_of_incoming("t1") == 0


def test_a_full_disk_gets_a_sentence():
    with pytest.raises(RuleBroken, match="no room left"):
        storage.check_room(10**18)
    with pytest.raises(RuleBroken, match="no room left"), storage.telling_when_full():
        raise OSError(errno.ENOSPC, "full")
    with pytest.raises(OSError, match="broken"), storage.telling_when_full():
        raise OSError(errno.EIO, "broken")


def test_sweeping_takes_only_what_nobody_knows_and_nobody_touched_lately(tmp_path):
    kept = storage.keep(written(tmp_path, b"kept"))
    orphan = storage.keep(written(tmp_path, b"orphan"))
    StoredFile.objects.filter(pk=orphan.pk).delete()
    storage.append("live", 0, b"x")
    storage.append("dead", 0, b"x")
    with storage.work_folder("job") as place:
        (place / "table").write_bytes(b"x")
        now = timezone.now()
        assert storage.sweep(now - timedelta(days=1), tokens={"live"}) == 0
        for path in (*storage.folder().rglob("*"), place):
            os.utime(path, (0, 0))
        assert storage.sweep(now, tokens={"live"}) == 3
        assert not place.exists()
    assert storage.is_whole(kept)
    assert not storage.path_of(orphan.sha256).exists()
    assert storage.size_of_incoming("live") == 1
    assert not storage.incoming("dead").exists()


def packed(path, members):
    with zipfile.ZipFile(path, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path.read_bytes()


def test_the_type_comes_from_the_content_and_not_from_the_name(tmp_path):
    wanted = {
        b"kode;nilai\r\n": CSV,
        b'{"kode": 1}\n': JSON,
        b'\xef\xbb\xbf[\n {"kode": "%s"}]' % (b"9" * 9000): JSON,
        b"{}": JSON,
        b"[kode];{nama}\r\n[1];{a}\r\n": CSV,
        b'{"kode": 1;2\r\n': CSV,
        "kode\n".encode("utf-16"): CSV,
        "kode\n".encode("utf-16-le"): CSV,
        b"%PDF-1.7": "application/pdf",
        b"\x89PNG\r\n": "image/png",
        b"PAR1....PAR1": PARQUET,
        b"<!DOCTYPE html><html>": "text/html",
        b"\0\1\2\3\xff": OCTETS,
        b"": OCTETS,
        b"PK\x03\x04damaged": "application/zip",
        packed(tmp_path / "a", {"xl/workbook.xml": "<x/>"}): XLSX,
        packed(tmp_path / "b", {"mimetype": ODS, "content.xml": "<x/>"}): ODS,
        packed(tmp_path / "c", {"mimetype": "application/vnd.oasis.opendocument.text"}): "application/zip",
        packed(tmp_path / "d", {"x.csv": "a"}): "application/zip",
    }
    for content, kind in wanted.items():
        assert media_type_of(written(tmp_path, content, "table.csv")) == kind, content[:20]
