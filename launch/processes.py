"""Start programs, keep them together in one process group, and end them so that none is left over."""

from __future__ import annotations

import collections
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import FrameType
from typing import Any, Deque, Iterator, NamedTuple, NoReturn

from launch import places
from launch.pythons import clean_environment

SECONDS_TO_END = 10
LINES_KEPT = 25
OUT_OF_TIME = -9
STARTED_BY_LAUNCHER = "TITIKTEMU_WITH_LAUNCHER"
"""Set for web server and worker of the demo: they end when their standard input, held by us, closes."""


class Result(NamedTuple):
    """How a program ended and the last that it said."""

    code: int
    output: str


def environment(**more: str) -> dict[str, str]:
    """The environment for `python -m titiktemu`: the package's source first on the path."""
    env = clean_environment()
    env.update(PYTHONPATH=str(places.SOURCE), PYTHONUNBUFFERED="1", PYTHONUTF8="1", **more)
    return env


ENDING_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Tidy up without being interrupted by a second Ctrl-C."""
    present = [getattr(signal, name) for name in ENDING_SIGNALS if hasattr(signal, name)]
    before = {number: signal.signal(number, signal.SIG_IGN) for number in present}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


def end_on_termination() -> None:
    """Let SIGTERM and a closed terminal end this process as Ctrl-C does, with everything tidied up.

    SIGINT is named too: a shell that starts us in the background has it ignored.
    """
    for name in ENDING_SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)


def _interrupt(_signum: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def own_group(leader: int = 0) -> dict[str, Any]:
    """Arguments for Popen that put a program into its own process group, or into that of `leader`."""
    if places.WINDOWS:
        return {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    return {"preexec_fn": lambda: os.setpgid(0, leader)}


def kill_group(process: subprocess.Popen[bytes], forcibly: bool = True) -> None:
    """Send the end to a program and everything that it started."""
    if places.WINDOWS:
        _end_on_windows(process, forcibly)
        return
    # Both mean that the group has ended; macOS says the second of one that only waits to be reaped.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL if forcibly else signal.SIGTERM)


def _end_on_windows(process: subprocess.Popen[bytes], forcibly: bool) -> None:
    if forcibly:
        tree = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(tree, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    elif process.poll() is None:
        process.send_signal(getattr(signal, "CTRL_BREAK_EVENT", signal.SIGTERM))


def run(
    command: list[str],
    env: dict[str, str],
    shown: bool = False,
    seconds: float | None = None,
    kept: int = LINES_KEPT,
    gently: bool = False,
) -> Result:
    """Run a program to its end in a group of its own; whatever interrupts us ends all of it.

    `shown` passes its output on as it comes; the last `kept` lines are returned. A program that takes longer
    than `seconds` is killed (code OUT_OF_TIME); `gently` asks it first, so that it can tell how far it came.
    """
    process = subprocess.Popen(
        command,
        cwd=str(places.ROOT),
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        **own_group(),
    )
    lines = Lines(process, shown, kept)
    try:
        code = process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        if gently:
            _ask(process)
        kill_group(process)
        code = OUT_OF_TIME
        process.wait()
    except BaseException:
        kill_group(process)
        process.wait()
        raise
    return Result(code, lines.last())


def _ask(process: subprocess.Popen[bytes]) -> None:
    """Send what Ctrl-C would send, and wait a little."""
    process.send_signal(getattr(signal, "CTRL_BREAK_EVENT", signal.SIGINT))
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=SECONDS_TO_END)


class Lines:
    """Reads a program's output in a thread, keeps the last lines and passes all of it on if wished."""

    def __init__(self, process: subprocess.Popen[bytes], shown: bool, kept: int = LINES_KEPT) -> None:
        self._kept: Deque[str] = collections.deque(maxlen=kept)
        self._shown = shown
        self._process = process
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for raw in self._process.stdout:
            line = raw.decode("utf-8", "replace")
            self._kept.append(line)
            if self._shown:
                sys.stdout.write(line)
                sys.stdout.flush()

    def last(self) -> str:
        """The last lines, once the program has ended; a grandchild that holds the pipe is not waited for."""
        self._thread.join(timeout=2)
        return "".join(self._kept)


class Member:
    """One long-running program of a family."""

    def __init__(self, name: str, process: subprocess.Popen[bytes]) -> None:
        self.name = name
        self.process = process
        self.lines = Lines(process, shown=True)


class Family:
    """Programs that live and die together, in one process group."""

    def __init__(self) -> None:
        self.members: list[Member] = []

    def start(self, name: str, command: list[str], env: dict[str, str]) -> None:
        """Start one more member; the first leads the group."""
        leader = self.members[0].process.pid if self.members else 0
        process = subprocess.Popen(
            command,
            cwd=str(places.ROOT),
            env={**env, STARTED_BY_LAUNCHER: "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            **own_group(leader),
        )
        self.members.append(Member(name, process))

    def ended(self) -> Member | None:
        """The first member that has ended by itself, if any."""
        return next((member for member in self.members if member.process.poll() is not None), None)

    def end(self) -> None:
        """Ask every member to end, wait a little, then kill what is left of the group."""
        with undisturbed():
            self._end()

    def _end(self) -> None:
        for member in self.members:
            if member.process.poll() is None:
                if places.WINDOWS:
                    kill_group(member.process, forcibly=False)
                else:
                    member.process.terminate()
        deadline = time.monotonic() + SECONDS_TO_END
        while time.monotonic() < deadline and any(m.process.poll() is None for m in self.members):
            time.sleep(0.02)
        if self.members:
            kill_group(self.members[0].process)
        for member in self.members:
            if member.process.poll() is None:
                kill_group(member.process)
                member.process.kill()
            member.process.wait()


def become(command: list[str], env: dict[str, str], folder: Path | None = None) -> int:
    """Hand over to a program: signals and exit code are its own. Returns only on Windows.

    It runs in `folder`, or where the person is, so that the paths they give mean what they mean to them.
    """
    if not places.WINDOWS:
        sys.stdout.flush()
        if folder is not None:
            os.chdir(str(folder))
        os.execve(command[0], command, env)
    process = subprocess.Popen(command, cwd=None if folder is None else str(folder), env=env)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # Ctrl-C reaches the program too; it decides how to end
