"""The parts of `./titiktemu test`: how each is run, and how its result is counted."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Callable, Dict, List, NamedTuple, Optional

from launch import counting, processes

SECONDS_IN_ALL = 75 * 60
NO_TESTS = 5
"""pytest's exit code when it found no test."""


class Counts(NamedTuple):
    """What one part, or all of them, came to."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def plus(self, other: Counts) -> Counts:
        """The sum of two."""
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def line(self) -> str:
        """The closing line of a run."""
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


class Clock:
    """How much time the whole run has left."""

    def __init__(self, seconds: float = SECONDS_IN_ALL) -> None:
        self._end = time.monotonic() + seconds

    def at_most(self, seconds: float) -> float:
        """The seconds that a part may take: what it asks for, or what is left."""
        return max(1.0, min(seconds, self._end - time.monotonic()))


class Part(NamedTuple):
    """One part: its name and what it runs."""

    name: str
    run: Callable[[Clock], Counts]


Environment = Optional[Dict[str, str]]


def checker(name: str, command: List[str], seconds: float = 300, env: Environment = None) -> Part:
    """A part that either passes or fails; its output is shown only when it fails."""

    def run(clock: Clock) -> Counts:
        result = processes.run(
            command, {**_environment(), **(env or {})}, seconds=clock.at_most(seconds), kept=400
        )
        if result.code == 0:
            return Counts(passed=1)
        sys.stdout.write(result.output)
        if result.code == processes.OUT_OF_TIME:
            sys.stdout.write(f"{name} took too long and was ended.\n")
        return Counts(failed=1)

    return Part(name, run)


def failing(name: str, reason: str) -> Part:
    """A part that could not be run, which is a failure like any other."""

    def run(_clock: Clock) -> Counts:
        sys.stdout.write(reason + "\n")
        return Counts(failed=1)

    return Part(name, run)


def pytest_part(name: str, arguments: List[str], seconds: float = 2400, env: Environment = None) -> Part:
    """A part that runs pytest; each test counts."""

    def run(clock: Clock) -> Counts:
        with tempfile.TemporaryDirectory() as folder:
            counts = Path(folder) / "counts.json"
            more = {**(env or {}), counting.WHERE: str(counts)}
            command = [sys.executable, "-m", "pytest", "-p", "launch.counting", "--no-header", *arguments]
            code = processes.run(
                command, {**_environment(), **more}, shown=True, seconds=clock.at_most(seconds), gently=True
            ).code
            return counted(name, code, counts)

    return Part(name, run)


def counted(name: str, code: int, counts: Path) -> Counts:
    """What pytest counted. A run that ended badly without a failed test is one failure."""
    try:
        found = Counts(**json.loads(counts.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        found = Counts()
    if code == NO_TESTS:
        sys.stdout.write(f"{name}: no test was found.\n")
    if code == processes.OUT_OF_TIME:
        sys.stdout.write(f"{name} took too long and was ended.\n")
        return found.plus(Counts(failed=1))
    return found.plus(Counts(failed=1)) if code != 0 and found.failed == 0 else found


def _environment() -> Dict[str, str]:
    """Tests see none of the settings that the person's shell may hold for real use."""
    env = processes.environment(
        TITIKTEMU_MODE="test", DJANGO_SETTINGS_MODULE="titiktemu.config.settings", CI="true"
    )
    for name in [name for name in env if name.startswith("TITIKTEMU_") and name not in KEPT]:
        del env[name]
    env.pop("DATABASE_URL", None)
    return env


KEPT = {"TITIKTEMU_MODE", "TITIKTEMU_REALDATA", "TITIKTEMU_CHROMIUM"}


def run_all(parts: List[Part], clock: Clock) -> Counts:
    """Run the parts one after the other, telling each one's result. Returns the total."""
    total = Counts()
    for part in parts:
        sys.stdout.write(f"== {part.name}\n")
        sys.stdout.flush()
        began = time.monotonic()
        counts = part.run(clock)
        total = total.plus(counts)
        mark = "FAILED" if counts.failed else "ok"
        sys.stdout.write(f"-- {part.name}: {mark} ({counts.line()}; {time.monotonic() - began:.1f} s)\n")
        sys.stdout.flush()
    return total


def processors() -> str:
    """How many tests run at once."""
    return str(min(4, os.cpu_count() or 1))
