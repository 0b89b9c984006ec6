"""The stamp, the half-made, the disk that is full."""

import errno
import re
import shutil
import subprocess

import pytest

from launch import environment, places, processes, pythons
from launch.problems import DISK_FULL, INSTALL_FAILED, CannotGoOn
from launch.processes import Result
from tests.launch.conftest import ROOT


@pytest.fixture(autouse=True)
def own_checkout(monkeypatch, tmp_path):
    """An empty checkout; programs are not started but written down."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setattr(places, "ROOT", tmp_path)
    monkeypatch.setattr(places, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(places, "REQUIREMENTS", tmp_path)
    monkeypatch.setattr(places, "CATALOGUES", tmp_path)
    for group in environment.GROUPS:
        (tmp_path / f"{group}.txt").write_text(group)
    monkeypatch.setattr(pythons, "find", lambda: pythons.Python("/fake/python", "3.13.0"))
    monkeypatch.setattr(pythons, "probe", lambda command: (pythons.Python(command[0], "3.13.0"), ""))


@pytest.fixture
def programs(monkeypatch, tmp_path):
    """Every program succeeds, unless told otherwise; `-m venv` makes what an environment needs."""
    started = []
    outcome = {"pip install": Result(0, "")}

    def run(command, env, **_more):
        line = " ".join(map(str, command))
        started.append(line)
        if "-m venv" in line:
            make_environment(tmp_path / ".venv")
        return next((result for part, result in outcome.items() if part in line), Result(0, ""))

    monkeypatch.setattr(processes, "run", run)
    monkeypatch.setattr(shutil, "which", lambda name, **_more: None)
    started_and_outcome = started, outcome
    return started_and_outcome


def make_environment(venv):
    python = places.venv_python(venv)
    python.parent.mkdir(parents=True)
    python.touch()
    (venv / "pyvenv.cfg").write_text("home = /somewhere\nversion = 3.13.0\n")


def test_second_start_starts_no_program(programs):
    started, _ = programs
    environment.ensure("run")
    assert started
    started.clear()
    environment.ensure("run")
    assert started == []


def test_a_larger_group_holds_the_smaller_ones(programs):
    environment.ensure("test")
    assert environment.is_fresh("run")
    assert environment.is_fresh("production")
    assert not environment.is_fresh("bench")


def test_going_to_a_larger_group_keeps_the_environment(programs):
    started, _ = programs
    environment.ensure("run")
    started.clear()
    environment.ensure("test")
    assert not any("-m venv" in line for line in started)
    assert any(line.endswith("test.txt") for line in started)


def test_a_changed_lock_is_installed_again_with_all_that_was_there(programs, tmp_path):
    started, _ = programs
    environment.ensure("test")
    started.clear()
    (tmp_path / "run.txt").write_text("newer")
    environment.ensure("run")
    assert any(line.endswith("test.txt") for line in started)


def test_another_python_is_seen(programs, tmp_path):
    environment.ensure("run")
    (tmp_path / ".venv" / "pyvenv.cfg").write_text("version = 3.12.1\n")
    assert not environment.is_fresh("run")


def test_a_half_made_environment_is_made_anew(programs, tmp_path):
    (tmp_path / ".venv" / "lib").mkdir(parents=True)
    (tmp_path / ".venv" / "making").write_text("run")
    (tmp_path / ".venv" / "lib" / "half").touch()
    environment.ensure("run")
    assert not (tmp_path / ".venv" / "lib").exists()
    assert environment.is_fresh("run")


def test_somebody_elses_folder_is_left_alone(programs, tmp_path):
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "letter.txt").touch()
    with pytest.raises(CannotGoOn, match="not a Python environment"):
        environment.ensure("run")
    assert (tmp_path / ".venv" / "letter.txt").exists()


def test_a_working_environment_without_stamp_is_completed_not_thrown_away(programs, tmp_path):
    started, _ = programs
    make_environment(tmp_path / ".venv")
    (tmp_path / ".venv" / "mine").touch()
    environment.ensure("run")
    assert (tmp_path / ".venv" / "mine").exists()
    assert not any("-m venv" in line for line in started)


@pytest.mark.parametrize(
    ("output", "code"),
    [
        ("OSError: [Errno 28] No space left on device: '/x'", DISK_FULL),
        ("error: failed to write (os error 28)", DISK_FULL),
        ("ERROR: Could not find a version that satisfies the requirement", INSTALL_FAILED),
    ],
)
def test_a_failed_first_installation_leaves_nothing(programs, tmp_path, output, code):
    _, outcome = programs
    outcome["pip install"] = Result(1, output)
    with pytest.raises(CannotGoOn) as stopped:
        environment.ensure("run")
    assert stopped.value.code == code
    assert not (tmp_path / ".venv").exists()


def test_an_upgrade_without_network_keeps_what_worked(programs):
    _, outcome = programs
    environment.ensure("run")
    outcome["pip install"] = Result(1, "connection refused")
    with pytest.raises(CannotGoOn):
        environment.ensure("test")
    assert environment.is_fresh("run")


def test_an_upgrade_on_a_full_disk_is_not_trusted(programs):
    _, outcome = programs
    environment.ensure("run")
    outcome["pip install"] = Result(1, "No space left on device")
    with pytest.raises(CannotGoOn):
        environment.ensure("test")
    assert not environment.is_fresh("run")


def test_an_interrupted_installation_leaves_nothing(programs, tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "_install", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        environment.ensure("run")
    assert not (tmp_path / ".venv").exists()


def test_a_disk_that_is_nearly_full_is_refused_before_anything_is_begun(programs, tmp_path, monkeypatch):
    started, _ = programs
    usage = shutil._ntuple_diskusage(10**9, 10**9, 5_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: usage)
    with pytest.raises(CannotGoOn, match="5 MB are free") as stopped:
        environment.ensure("run")
    assert stopped.value.code == DISK_FULL
    assert started == []
    assert not (tmp_path / ".venv").exists()


@pytest.fixture
def tiny_disk(tmp_path):
    """A disk of 64 KB; only root can mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_fills_up_is_known_by_its_error(tiny_disk):
    with pytest.raises(OSError, match="space") as full:
        (tiny_disk / "file").write_bytes(b"x" * 200_000)
    assert full.value.errno == errno.ENOSPC
    assert environment.is_full_disk(str(full.value))


def test_locks_name_no_address_and_every_package_has_a_hash():
    for group in environment.GROUPS:
        lock = (ROOT / "requirements" / f"{group}.txt").read_text()
        assert "://" not in lock
        assert "index" not in lock
        packages = re.split(r"\n(?=\S)", lock.strip())
        assert all("--hash=sha256:" in package for package in packages)


def test_each_lock_holds_the_pins_of_the_smaller_one():
    smaller = set()
    for group in environment.GROUPS:
        lock = (ROOT / "requirements" / f"{group}.txt").read_text()
        pins = set(re.findall(r"^([\w.-]+(?:\[.*?\])?==\S+)", lock, re.MULTILINE))
        assert smaller <= pins
        assert len(pins) > len(smaller)
        smaller = pins
