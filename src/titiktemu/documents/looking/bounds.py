"""What a process may take that looks into a stranger's file. Set by itself before it opens the file."""

import contextlib
from typing import Final

try:
    import resource
except ImportError:  # Windows has none; there the clock of whoever waits is all
    resource = None  # type: ignore[assignment]

MEGABYTE: Final = 1024 * 1024
MEMORY: Final = 700 * MEGABYTE
"""Addresses of memory; what they are filled with is less. Measured in docs/decisions/photos.md."""
PROCESSOR_SECONDS: Final = 20
WRITTEN: Final = 30 * MEGABYTE
OPEN_FILES: Final = 64


def bound_this_process() -> None:
    """Limit memory, time, files and what is written, for good: a process cannot lift its own limit."""
    if resource is None:
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        # Some systems know a limit and refuse to set it (macOS: memory); the others hold there.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
