"""Looking into a stranger's file in a process of its own, so that no page hangs and no server dies of it.

The process gets neither the secrets nor the connections of this one; it has little memory and little time,
and few of them run at once.
"""

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from titiktemu.documents.looking.bounds import PROCESSOR_SECONDS
from titiktemu.documents.looking.unfit import Unfit
from titiktemu.foundation.errors import RuleBroken

try:
    import fcntl
except ImportError:  # Windows has no such locks; there as many run as are asked for
    fcntl = None  # type: ignore[assignment]

logger = logging.getLogger(__name__)

AT_ONCE: Final = 2
PATIENCE: Final = 2.0 * PROCESSOR_SECONDS
"""Seconds by the clock, where the machine is busy with other things too."""
WAIT: Final = 30.0
BETWEEN: Final = 0.05
HANDED_ON: Final = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR", "TEMP", "LANG")
OUR_OWN_FAULT: Final = frozenset({1, 2})
"""How Python ends when it could not even begin; anything else the file has done."""


class TooHeavy(Exception):
    """The process needed more memory or time than it may have, or died of the file."""


def look(work: str, **asked: Any) -> Any:
    """Have one work done; gives what it says. Unfit or TooHeavy where the file is not fit for it."""
    with _turn():
        ended = _run(json.dumps({"work": work, **asked}))
    if ended.returncode in OUR_OWN_FAULT:
        raise RuntimeError(f"looking ({work}) could not begin: {ended.stderr[-600:]!r}")
    if ended.returncode:
        logger.warning("A file ended the process that looked into it (%s, %s).", work, ended.returncode)
        raise TooHeavy
    said = json.loads(ended.stdout)
    if said.get("unfit") == "heavy":
        raise TooHeavy
    if "unfit" in said:
        raise Unfit(said["unfit"], **said["told"])
    return said["done"]


def _run(asked: str) -> "subprocess.CompletedProcess[bytes]":
    handed = {name: os.environ[name] for name in HANDED_ON if name in os.environ}
    # One heap, so that the bound on memory means what it says.
    handed |= {"PYTHONPATH": os.pathsep.join(sys.path), "MALLOC_ARENA_MAX": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "titiktemu.documents.looking", asked]
    try:
        return subprocess.run(  # noqa: S603 # the program is ours; of a visitor there is only a path we chose
            command, env=handed, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as error:
        logger.warning("Looking into a file took too long.")
        raise TooHeavy from error


@contextmanager
def _turn() -> Iterator[None]:
    """Wait until fewer than ``AT_ONCE`` run, on the whole machine; the system lets go however one ends."""
    if fcntl is None:
        yield
        return
    folder = Path(settings.VAR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    until = time.monotonic() + WAIT
    while True:
        for number in range(AT_ONCE):
            with (folder / f"looking-{number}.lock").open("ab") as lock:
                if _taken(lock.fileno()):
                    yield
                    return
        if time.monotonic() > until:
            raise RuleBroken(
                _("Many files are being looked at just now. Please send this one again in a minute.")
            )
        time.sleep(BETWEEN)


def _taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
