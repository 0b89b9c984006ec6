"""A store of files by the hash of their content, whosever they are."""

import hashlib
import os
import re
from datetime import UTC, datetime, timedelta

import pytest

from titiktemu.foundation.file_store import FileStore

STORE = FileStore("files", "contoh", beside=("work",))


def test_same_content_is_kept_once_whether_it_was_a_file_or_made_here(tmp_path):
    path = tmp_path / "surat.pdf"
    path.write_bytes(b"surat")
    assert STORE.put(path) == STORE.put_bytes(b"surat") == (hashlib.sha256(b"surat").hexdigest(), 5)
    files = [one for one in STORE.root().rglob("*") if one.is_file()]
    assert [one.read_bytes() for one in files] == [b"surat"]
    assert STORE.path_of(files[0].name) == files[0]
    assert STORE.is_whole(files[0].name, 5)


def test_damaged_file_is_told_and_put_right_by_keeping_it_again():
    sha256, size = STORE.put_bytes(b"surat")
    STORE.path_of(sha256).write_bytes(b"lain!")
    assert not STORE.is_whole(sha256, size)
    STORE.put_bytes(b"surat")
    assert STORE.is_whole(sha256, size)


@pytest.mark.parametrize("name", ["", "ab", "../../etc/passwd", "A" * 64, "z" * 64])
def test_what_is_no_hash_has_no_path(name):
    with pytest.raises(ValueError, match=re.escape(name)):
        STORE.path_of(name)


def test_sweep_takes_old_files_that_nobody_knows_and_nothing_else():
    known, _size = STORE.put_bytes(b"known")
    unknown, _size = STORE.put_bytes(b"unknown")
    beside = STORE.folder("work") / "x"
    beside.write_bytes(b"x")
    now = datetime.now(UTC)
    assert STORE.sweep(now - timedelta(hours=1), {known}) == 0
    for path in (STORE.path_of(known), STORE.path_of(unknown), beside):
        os.utime(path, (0, 0))
    assert STORE.sweep(now, {known}) == 1
    assert STORE.is_whole(known, 5)
    assert not STORE.path_of(unknown).exists()
    assert beside.exists()
