"""Why the launcher cannot go on: one sentence for the person, one exit code for the machine."""

from __future__ import annotations

import errno
from typing import Any

from launch.texts import say

WRONG_USE = 2
NO_PYTHON = 10
DISK_FULL = 11
PORT_TAKEN = 12
INSTALL_FAILED = 13
SERVER_DIED = 14
INTERRUPTED = 130

SIGNS_OF_A_FULL_DISK = (
    "no space left on device",
    "errno 28",
    "os error 28",
    "disk quota exceeded",
    "database or disk is full",
    "not enough space on the disk",
    "winerror 112",
)


class CannotGoOn(Exception):
    """The launcher stops here. `detail` holds the last lines of the program that failed, if there was one."""

    def __init__(self, code: int, sentence: str, detail: str = "", **values: Any) -> None:
        self.code = code
        self.sentence = say(sentence, **values)
        self.detail = detail
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return self.sentence


def is_full_disk(output: str) -> bool:
    """Does the output of a program that failed say that the disk is full?"""
    lowered = output.lower()
    return any(sign in lowered for sign in SIGNS_OF_A_FULL_DISK)


def disk_full(place: object) -> CannotGoOn:
    """The problem to raise when there is no space left at `place`."""
    return CannotGoOn(DISK_FULL, "disk_full", place=place)


def from_os_error(error: OSError) -> CannotGoOn | None:
    """The problem behind an error of the operating system, or None where it is not one of ours."""
    full = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
    if error.errno in full or getattr(error, "winerror", None) == 112:
        return disk_full(error.filename or ".")
    return None
