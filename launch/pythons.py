"""Find a Python that fits. Each candidate is tested by running it: a pyenv shim or a Store stub may only look
like a Python.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterator, NamedTuple

from launch import places
from launch.problems import NO_PYTHON, CannotGoOn
from launch.texts import say

OLDEST, NEWEST = (3, 12), (3, 14)
WANTED = ("3.13", "3.12", "3.14")
"""3.13 is wanted and 3.12 accepted; 3.14 is taken only where neither is found."""
OLDEST_SQLITE = (3, 37)
SECONDS_TO_ANSWER = 20
SECONDS_FOR_UV = 300

PROBE = """
import json, sys
missing = []
for name in ("ensurepip", "venv", "sqlite3", "ssl"):
    try:
        __import__(name)
    except ImportError:
        missing.append(name)
sqlite = sys.modules["sqlite3"].sqlite_version_info if "sqlite3" not in missing else ()
print(json.dumps([sys.executable, list(sys.version_info[:3]), list(sqlite), missing]))
"""


class Python(NamedTuple):
    """A Python that was run and fits."""

    executable: str
    version: str


def find() -> Python:
    """The first Python that fits; asks uv for one when this machine has none.

    Raises CannotGoOn with every candidate and why it was not taken.
    """
    tried: list[str] = []
    seen: set[str] = set()
    for command in _candidates():
        name = " ".join(command)
        # /bin is often another name of /usr/bin; the program itself may be a link with a meaning (a venv).
        place = os.path.join(os.path.realpath(os.path.dirname(command[0])), os.path.basename(name))
        if place not in seen:
            seen.add(place)
            fitting, reason = probe(command)
            if fitting:
                return fitting
            tried.append(f"{name} ({reason})")
    provided = _from_uv(tried)
    if provided:
        return provided
    raise CannotGoOn(NO_PYTHON, "no_python", tried="; ".join(tried) or say("nothing_tried"))


def probe(command: list[str]) -> tuple[Python | None, str]:
    """Run a candidate. Returns the Python, or None and in a few words why it does not fit."""
    try:
        answer = subprocess.run(
            [*command, "-c", PROBE],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=SECONDS_TO_ANSWER,
            env=clean_environment(),
        )
        executable, version, sqlite, missing = json.loads(answer.stdout.decode("utf-8", "replace"))
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None, "does not run"
    spelled = ".".join(map(str, version))
    if not OLDEST <= tuple(version[:2]) <= NEWEST:
        return None, spelled
    if missing:
        return None, f"{spelled} without {', '.join(missing)}"
    if tuple(sqlite[:2]) < OLDEST_SQLITE:
        return None, f"{spelled} with SQLite {'.'.join(map(str, sqlite))}"
    return Python(executable, spelled), ""


def clean_environment() -> dict[str, str]:
    """This process's environment without what would lead another Python to the wrong library."""
    misleading = {"PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "__PYVENV_LAUNCHER__"}
    return {name: value for name, value in os.environ.items() if name not in misleading}


def _candidates() -> Iterator[list[str]]:
    """Commands that may be a fitting Python, the most wanted first."""
    chosen = os.environ.get("TITIKTEMU_PYTHON")
    if chosen:
        yield [chosen]
    for version in _wanted_versions():
        yield from _in_pyenv(version)
    for version in WANTED:
        yield from _on_path(f"python{version}")
    if sys.version_info >= OLDEST:
        yield [sys.executable]
    yield from _on_path("python3")
    if places.WINDOWS:
        yield from _on_path("python")
        for version in WANTED:
            yield from ([*launcher, f"-{version}"] for launcher in _on_path("py"))
    for version in WANTED:
        yield from _in_pyenv(version)


def _wanted_versions() -> list[str]:
    """The versions of .python-version that fit; its last lines only serve pyenv to start this launcher."""
    try:
        lines = (places.ROOT / ".python-version").read_text(encoding="utf-8").split()
    except OSError:
        return []
    return [line for line in lines if line.startswith(WANTED)]


def _in_pyenv(version: str) -> Iterator[list[str]]:
    """Interpreters in pyenv's own folders whose version starts with `version`, the newest first."""
    homes = [
        os.environ.get("PYENV_ROOT"),
        os.path.expanduser("~/.pyenv"),
        os.path.expanduser("~/.pyenv/pyenv-win"),
    ]
    for home in filter(None, homes):
        folders = Path(home, "versions").glob("*") if home else []
        for folder in sorted(folders, key=_version_of, reverse=True):
            if folder.name == version or folder.name.startswith(version + "."):
                inside = folder / "python.exe" if places.WINDOWS else folder / "bin" / "python3"
                if inside.exists():
                    yield [str(inside)]


def _version_of(folder: Path) -> list[int]:
    """Sort key: 3.13.10 is newer than 3.13.9."""
    return [int(number) for number in re.findall(r"\d+", folder.name)]


def _on_path(name: str) -> Iterator[list[str]]:
    """Every program of that name on PATH, not only the first: a shim that fails may hide one that works."""
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        found = shutil.which(name, path=folder) if folder else None
        if found:
            yield [found]


def _from_uv(tried: list[str]) -> Python | None:
    """A Python that uv has or can fetch; None where there is no uv or it has none to give."""
    uv = shutil.which("uv")
    if not uv:
        return None
    sys.stderr.write(say("asking_uv") + "\n")
    for version in WANTED[:2]:
        try:
            subprocess.run(
                [uv, "python", "install", version],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS_FOR_UV,
            )
            where = subprocess.run(
                [uv, "python", "find", "--no-project", version],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS_TO_ANSWER,
            )
        except (OSError, subprocess.TimeoutExpired):
            break
        executable = where.stdout.decode("utf-8", "replace").strip()
        if executable:
            fitting, reason = probe([executable])
            if fitting:
                return fitting
            tried.append(f"uv: {executable} ({reason})")
    tried.append("uv")
    return None
