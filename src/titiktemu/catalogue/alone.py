"""Whether somebody is at work on a job: a lock that the system lets go of however a process ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.utils import timezone

from titiktemu.catalogue import storage

try:
    import fcntl
except ImportError:  # Windows has none; there the time since the last word must tell
    fcntl = None  # type: ignore[assignment]

SILENT_FOR = timedelta(minutes=30)


@contextmanager
def alone(job_id: int, *, told_at: datetime | None = None) -> Iterator[bool]:
    """Be the only one who works on a job; False where another process or thread does.

    ``told_at`` is when the job was last heard of, for systems without such locks.
    """
    if fcntl is None:
        yield told_at is None or told_at < timezone.now() - SILENT_FOR
        return
    path = storage.folder(storage.WORK) / f"{job_id}.lock"
    with path.open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
