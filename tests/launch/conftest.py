"""A checkout in which nothing is installed, and Pythons that are only scripts."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def private_var(tmp_path):
    """These tests start real processes; no setting of Django reaches them."""
    return tmp_path


@pytest.fixture
def checkout(tmp_path):
    """A copy of the launcher, without an environment of its own."""
    folder = tmp_path / "a checkout"  # the space is on purpose
    folder.mkdir()
    shutil.copytree(ROOT / "launch", folder / "launch", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    for name in ("titiktemu", ".python-version"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "src" / "titiktemu").mkdir(parents=True)
    return folder


@pytest.fixture
def start(checkout, tmp_path):
    """Run the launcher of the copy with nothing of this machine: empty home, empty PATH unless given."""

    def run(*arguments, seconds=15, python=sys.executable, **more):
        env = {"HOME": str(tmp_path / "home"), "PATH": str(tmp_path / "bin"), "LANG": "en_US.UTF-8", **more}
        return subprocess.run(
            [python, str(checkout / "titiktemu"), *arguments],
            env=env,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=seconds,
        )

    return run


@pytest.fixture
def fake(tmp_path):
    """Put a program of our own somewhere: `fake(path, script)`; the script is for /bin/sh."""

    def make(path, script):
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"#!/bin/sh\n{script}\n")
        target.chmod(0o755)
        return target

    return make


def answers_as(version, path="/fake/python", sqlite=(3, 40, 1), missing=()):
    """The script of a Python that answers the launcher's question like this."""
    answer = [path, [int(number) for number in version.split(".")], list(sqlite), list(missing)]
    return f"echo '{json.dumps(answer)}'"


def is_alive(pid):
    """Is there still a process of this number? One that only waits to be reaped has ended."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"
