"""Files beside the database, by the hash of their content: written whole or not at all, each once.

``catalogue/ab/abcd…`` holds the files, ``incoming`` what is still being sent, ``work`` what jobs write on
their way. Nothing here has the name that a visitor gave it, and nothing is served from here by its address.
"""

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.catalogue.media import media_type_of
from titiktemu.catalogue.models import StoredFile
from titiktemu.foundation.errors import RuleBroken

CHUNK = 1024 * 1024
ALWAYS_FREE = 256 * 1024 * 1024
"""Bytes of the disk that uploads leave to the database."""
INCOMING, WORK = "incoming", "work"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
LETTERS = frozenset("0123456789abcdef")


class Kept(NamedTuple):
    """A file in the store: its hash, its size, and its type by its content."""

    sha256: str
    size: int
    media_type: str


def folder(*names: str) -> Path:
    """A folder of the store, made where it is not there; nobody but the owner may look into it."""
    found = Path(settings.VAR) / "catalogue"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in names:
        found = found / name
        found.mkdir(mode=0o700, exist_ok=True)
    return found


def path_of(sha256: str) -> Path:
    """Where the file with this hash is; ValueError for what is no hash."""
    if len(sha256) != 2 * hashlib.sha256().digest_size or not LETTERS.issuperset(sha256):
        raise ValueError(sha256)
    return Path(settings.VAR) / "catalogue" / sha256[:2] / sha256


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
    with telling_when_full():
        sha256, size = hash_of(path)
        kept = Kept(sha256, size, media_type_of(path))
        target = folder(sha256[:2]) / sha256
        if target.exists() and hash_of(target) == (sha256, size):
            os.utime(target)
            return kept
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as into, path.open("rb") as source:
                shutil.copyfileobj(source, into, CHUNK)
                into.flush()
                os.fsync(into.fileno())
            os.replace(name, target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync(target.parent)
    return kept


def _sync(directory: Path) -> None:
    """Have the name of a new file on the disk as well; where a system cannot, it does so in its own time."""
    if os.name != "posix":
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def hash_of(path: Path) -> tuple[str, int]:
    """Hash and size of a file, read in pieces."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return digest.hexdigest(), file.tell()


def is_whole(row: StoredFile) -> bool:
    """Whether the file is there and still has its hash."""
    try:
        return hash_of(path_of(row.sha256)) == (row.sha256, row.size)
    except OSError:
        return False


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


def check_room(size: int) -> None:
    """RuleBroken where the disk has no room for so many bytes, twice: as they come in, and in the store."""
    if shutil.disk_usage(folder()).free < 2 * size + ALWAYS_FREE:
        raise RuleBroken(_no_room())


def _no_room() -> str:
    return _(
        "There is no room left on the server for this file. Please tell whoever runs it; nothing is lost."
    )


@contextmanager
def telling_when_full() -> Iterator[None]:
    """Turn a full disk into a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise RuleBroken(_no_room()) from error
        raise


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
    known = set(StoredFile.objects.values_list("sha256", flat=True))
    gone = 0
    for path in sorted(folder().iterdir()):
        if path.name in {INCOMING, WORK} or not path.is_dir():
            continue
        gone += sum(_take_away(one, before) for one in path.iterdir() if one.name not in known)
    gone += sum(_take_away(one, before) for one in folder(INCOMING).iterdir() if one.name not in tokens)
    return gone + sum(_take_away(one, before) for one in folder(WORK).iterdir())


def _take_away(path: Path, before: datetime) -> int:
    try:
        if path.stat().st_mtime >= before.timestamp():
            return 0
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    except FileNotFoundError:  # somebody else swept
        return 0
    return 1
