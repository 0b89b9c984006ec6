"""The PostgreSQL of the tests is private, and gone afterwards."""

import os
import stat
from pathlib import Path

import pytest

from launch import postgres


def rights(folder):
    return {str(path): stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.parents)}


def test_it_runs_and_ends_without_changing_anybodys_rights():
    """The wheel's own code opens every folder above itself, the home of root included."""
    before = {**rights(Path.home()), **rights(postgres.programs())}
    server = postgres.start()
    try:
        assert server.process.poll() is None
        assert stat.S_IMODE(server.folder.stat().st_mode) == 0o700
        if os.geteuid() == 0:
            assert server.folder.stat().st_uid == postgres.NOBODY
    finally:
        postgres.stop(server)
    assert server.process.poll() is not None
    assert not server.folder.exists()
    assert {**rights(Path.home()), **rights(postgres.programs())} == before


def test_without_the_wheel_the_reason_is_told(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(postgres.Failed, match="not installed"):
        postgres.start()
