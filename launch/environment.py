"""Make `.venv` and keep it as the locks say. A stamp, written last, lets the next start skip all of it."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import json
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any, Iterator

from launch import places, processes, pythons
from launch.problems import DISK_FULL, INSTALL_FAILED, CannotGoOn, disk_full, is_full_disk
from launch.texts import say

GROUPS = ("run", "production", "test", "bench")
"""From the smallest to the largest: each lock holds the pins of those before it."""
MEGABYTES_NEEDED = {"run": 660, "production": 690, "test": 1650, "bench": 2050}
"""Free space asked for before anything is begun: what the environment takes on Linux, and the downloads."""
SECONDS_TO_INSTALL = 1800


def ensure(group: str) -> Path:
    """Make sure that `.venv` holds the requirements of `group` and the compiled catalogues.

    Returns the interpreter of `.venv`. When all is well this reads a few small files only.
    Raises CannotGoOn; then a `.venv` that this call began is gone again.
    """
    python = places.venv_python(places.VENV)
    if not is_fresh(group):
        with _alone():
            if not is_fresh(group):
                _build(group)
    if catalogues_to_compile():
        _compile_messages(python)
    return python


def is_fresh(group: str) -> bool:
    """Does the stamp say that the environment holds the present lock of `group`?"""
    venv = places.VENV
    if (venv / "making").exists() or not places.venv_python(venv).exists():
        return False
    stamp = read_stamp(venv)
    same_python = bool(stamp) and stamp.get("python") == python_of(venv)
    return same_python and stamp.get("groups", {}).get(group) == digest(group)


def read_stamp(venv: Path) -> dict[str, Any]:
    """What was installed: {"python": version, "groups": {name: digest of its lock}}; empty when unknown."""
    try:
        found = json.loads((venv / "titiktemu.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def python_of(venv: Path) -> str:
    """The version of the Python that a virtual environment was made with; empty when unknown."""
    try:
        lines = (venv / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    pairs = [line.partition("=") for line in lines]
    found = {key.strip(): value.strip() for key, _, value in pairs}
    return found.get("version") or found.get("version_info", "")


def digest(group: str) -> str:
    """A short hash of the lock of a group."""
    return hashlib.sha256((places.REQUIREMENTS / f"{group}.txt").read_bytes()).hexdigest()[:32]


def write_stamp(venv: Path, group: str) -> None:
    """Record that `group`, and with it every smaller group, is installed. Written whole or not at all."""
    held = GROUPS[: GROUPS.index(group) + 1]
    stamp = {"python": python_of(venv), "groups": {name: digest(name) for name in held}}
    temporary = venv / "titiktemu.json.new"
    temporary.write_text(json.dumps(stamp), encoding="utf-8")
    os.replace(str(temporary), str(venv / "titiktemu.json"))


def _build(group: str) -> None:
    """Make or complete the environment, under the lock."""
    stamp = read_stamp(places.VENV)
    held = [name for name in GROUPS if name in stamp.get("groups", {})]
    wanted = max([group, *held], key=GROUPS.index)
    begun_here = not _is_usable()
    _check_space(wanted if begun_here else group, begun_here)
    python = places.venv_python(places.VENV)
    made = "making"
    try:
        if begun_here:
            _make(pythons.find())
        (places.VENV / made).write_text(group, encoding="utf-8")
        _install(python, wanted)
        _compile_kernels(python)
    except BaseException as error:
        if begun_here:
            shutil.rmtree(str(places.VENV), ignore_errors=True)
        elif not _may_have_changed(error):
            (places.VENV / made).unlink()
        raise
    write_stamp(places.VENV, wanted)
    (places.VENV / made).unlink()


def _may_have_changed(error: BaseException) -> bool:
    """After a failed upgrade, is the environment in doubt? Installers fetch everything before they begin."""
    return not (isinstance(error, CannotGoOn) and error.code == INSTALL_FAILED)


def _is_usable() -> bool:
    """Is there an environment of ours that can be completed? One that was left half made is not."""
    venv = places.VENV
    if not os.path.lexists(str(venv)):
        return False
    if (venv / "making").exists():
        return False
    if not (venv / "pyvenv.cfg").exists():
        if any(venv.iterdir()):
            raise CannotGoOn(INSTALL_FAILED, "not_ours", place=venv)
        return False
    fitting, _ = pythons.probe([str(places.venv_python(places.VENV))])
    return fitting is not None


def _check_space(group: str, new: bool) -> None:
    """Refuse before beginning when the disk is nearly full."""
    needed = MEGABYTES_NEEDED[group] if new else MEGABYTES_NEEDED[group] - MEGABYTES_NEEDED["run"] + 50
    free = shutil.disk_usage(str(places.ROOT)).free // 1_000_000
    if free < needed:
        raise CannotGoOn(DISK_FULL, "disk_nearly_full", place=places.ROOT, needed=needed, free=free)


def _make(python: pythons.Python) -> None:
    """Make an empty virtual environment, marked as half made until its stamp is written."""
    sys.stderr.write(say("making", python=f"Python {python.version}") + "\n")
    if os.path.lexists(str(places.VENV)):
        shutil.rmtree(str(places.VENV))
    places.VENV.mkdir()
    (places.VENV / "making").write_text(python.version, encoding="utf-8")
    command = [python.executable, "-m", "venv", str(places.VENV)]
    _check(processes.run(command, pythons.clean_environment(), seconds=SECONDS_TO_INSTALL), "venv_failed")


def _install(python: Path, group: str) -> None:
    """Install one lock, with uv where there is one and with the environment's own pip otherwise."""
    sys.stderr.write(say("installing", group=group) + "\n")
    lock = str(places.REQUIREMENTS / f"{group}.txt")
    env = {**pythons.clean_environment(), "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    uv = shutil.which("uv")
    if uv:
        line = [uv, "pip", "install", "--quiet", "--python", str(python), "--require-hashes", "-r", lock]
        result = processes.run(line, env, seconds=SECONDS_TO_INSTALL)
        if result.code == 0 or is_full_disk(result.output):
            _check(result, "install_failed")
            return
    # Without uv; or with one that does not know the mirror which this machine's pip is set to use.
    if processes.run([str(python), "-m", "pip", "--version"], env).code != 0:
        _check(processes.run([str(python), "-m", "ensurepip"], env), "venv_failed")
    line = [str(python), "-m", "pip", "install", "--quiet", "--no-input", "--require-hashes", "-r", lock]
    _check(processes.run(line, env, seconds=SECONDS_TO_INSTALL), "install_failed")


def catalogues_to_compile() -> list[Path]:
    """Catalogues that are newer than what was compiled from them."""
    found = []
    for source in places.CATALOGUES.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            found.append(source)
    return found


def _compile_messages(python: Path) -> None:
    command = [str(python), "-m", "titiktemu", "compile-messages"]
    _check(processes.run(command, processes.environment()), "messages_failed")


def _compile_kernels(python: Path) -> None:
    command = [str(python), "-m", "titiktemu", "compile-kernels"]
    _check(processes.run(command, processes.environment()), "kernels_failed")


def _check(result: processes.Result, sentence: str) -> None:
    """Raise with the program's last words when it failed."""
    if result.code != 0:
        if is_full_disk(result.output):
            raise disk_full(places.VENV)
        raise CannotGoOn(INSTALL_FAILED, sentence, detail=result.output, place=places.VENV)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Let only one launcher at a time change the environment (web server and worker may start together)."""
    try:
        fcntl: Any = importlib.import_module("fcntl")
    except ImportError:  # Windows has none; two first starts at once are not guarded there
        yield
        return
    with open(str(places.ROOT / ".venv.lock"), "w", encoding="utf-8") as lock:
        told = False
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not told:
                    sys.stderr.write(say("waiting") + "\n")
                told = True
                time.sleep(0.2)
        yield
