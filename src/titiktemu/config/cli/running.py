"""What long-running commands share: a lock that tells others they run, and ending with their launcher."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: an open database file cannot be replaced there anyway
    fcntl = None  # type: ignore[assignment]

STARTED_BY_LAUNCHER = "TITIKTEMU_WITH_LAUNCHER"
LOCK = "running.lock"


def make_private(var: Path) -> None:
    """Make the folder of everything that is kept; names and votes are inside, so it is its owner's alone."""
    var.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextmanager
def running(var: Path) -> Iterator[None]:
    """Hold the lock of running servers and workers; the kernel lets go of it however this process ends."""
    make_private(var)
    with (var / LOCK).open("a", encoding="utf-8") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_SH)
        yield


@contextmanager
def nothing_running(var: Path) -> Iterator[bool]:
    """Keep servers and workers from starting; gives False where one is running already."""
    make_private(var)
    with (var / LOCK).open("a", encoding="utf-8") as lock:
        alone = True
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                alone = False
        yield alone


def end_with_launcher() -> None:
    """Where the demo's launcher started us: end when it ends, even when it was killed.

    It holds our standard input open; the end of that input is the end of the launcher.
    """
    if os.environ.pop(STARTED_BY_LAUNCHER, ""):
        threading.Thread(target=_wait_for_end, daemon=True).start()


def _wait_for_end() -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
