"""Files beside the database, by the hash of their content: written whole or not at all, each once.

``catalogue/ab/abcd…`` holds the files, ``incoming`` what is still being sent, ``work`` what jobs write on
their way. Nothing here has the name that a visitor gave it, and nothing is served from here by its address.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from django.utils import timezone

from titiktemu.catalogue.media import media_type_of
from titiktemu.catalogue.models import StoredFile
from titiktemu.foundation.file_store import CHUNK, FileStore, take_away, telling_when_full

INCOMING, WORK = "incoming", "work"


class Kept(NamedTuple):
    """A file in the store: its hash, its size, and its type by its content."""

    sha256: str
    size: int
    media_type: str


STORE: Final = FileStore("catalogue", beside=(INCOMING, WORK))
folder, path_of, check_room = STORE.folder, STORE.path_of, STORE.check_room


def keep(path: Path) -> StoredFile:
    """Put a file into the store and give its row; the file itself stays where it is."""
    return row_of(put(path))


def row_of(kept: Kept) -> StoredFile:
    """The row of a file that was put into the store.

    The bytes are on the disk before there is a row, so a crash leaves a file too many, never one too few.
    """
    now = timezone.now()
    known = {"size": kept.size, "media_type": kept.media_type, "kept_at": now}
    row, _made = StoredFile.objects.get_or_create(sha256=kept.sha256, defaults=known)
    # Whoever sweeps leaves alone what was kept lately, even where nothing points at it yet.
    StoredFile.objects.filter(pk=row.pk).update(kept_at=now)
    return row


def put(path: Path) -> Kept:
    """Put a file into the store, without a row; needs no database, so that nobody waits meanwhile."""
    kind = media_type_of(path)
    return Kept(*STORE.put(path), kind)


def is_whole(row: StoredFile) -> bool:
    """Whether the file is there and still has its hash."""
    return STORE.is_whole(row.sha256, row.size)


def incoming(token: str) -> Path:
    """Where the parts of a file that is being sent come together."""
    if not token.isalnum():
        raise ValueError(token)
    return folder(INCOMING) / token


def size_of_incoming(token: str) -> int:
    """How much of it is there."""
    try:
        return incoming(token).stat().st_size
    except FileNotFoundError:
        return 0


def append(token: str, offset: int, part: bytes) -> int:
    """Write a part at its place and cut off what was behind it; gives the new size, safely on the disk."""
    with telling_when_full():
        handle = os.open(incoming(token), os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(handle, "r+b") as file:
            file.truncate(offset)
            file.seek(offset)
            file.write(part)
            file.flush()
            os.fsync(file.fileno())
    return offset + len(part)


def spool(token: str, file: BinaryIO, size: int) -> int:
    """Write a stream where parts come together, no more than was declared; gives how much came."""
    received = 0
    while received <= size and (part := file.read(CHUNK)):
        received = append(token, received, part)
    return received


def drop_incoming(token: str) -> None:
    """Forget what was sent."""
    incoming(token).unlink(missing_ok=True)


@contextmanager
def work_folder(name: str) -> Iterator[Path]:
    """A folder to work in that is gone afterwards."""
    place = Path(tempfile.mkdtemp(dir=folder(WORK), prefix=f"{name}-"))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def sweep(before: datetime, *, tokens: set[str]) -> int:
    """Take away what a crash left behind: files without a row, parts of no delivery, folders of dead jobs.

    Nothing that was touched since then. Gives how many were taken away.
    """
    gone = STORE.sweep(before, set(StoredFile.objects.values_list("sha256", flat=True)))
    gone += sum(take_away(one, before) for one in folder(INCOMING).iterdir() if one.name not in tokens)
    return gone + sum(take_away(one, before) for one in folder(WORK).iterdir())
