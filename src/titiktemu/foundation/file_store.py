"""Files beside the database, by the hash of their content: written whole or not at all, each once.

A store is a folder of the site's own folder; ``ab/abcd…`` inside holds the file with that hash. Nothing in it
has the name that a visitor gave it, and nothing is served from it by its address. Whose files they are, and
in which rows they stand, the rooms know.
"""

import errno
import hashlib
import os
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from django.conf import settings
from django.utils.translation import gettext as _

from titiktemu.foundation.errors import RuleBroken

CHUNK: Final = 1024 * 1024
ALWAYS_FREE: Final = 256 * 1024 * 1024
"""Bytes of the disk that uploads leave to the database."""
FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
LONGEST_NAME: Final = 200
LETTERS: Final = frozenset("0123456789abcdef")


class FileStore:
    """One store. ``place`` is its folder below the site's own, as ("files", "papers").

    ``beside`` names folders in it that hold something else: what is still being sent or worked on.
    """

    def __init__(self, *place: str, beside: Collection[str] = ()) -> None:
        self.place = place
        self.beside = frozenset(beside)

    def root(self) -> Path:
        """The folder of the store, whether or not it is there yet."""
        return Path(settings.VAR).joinpath(*self.place)

    def folder(self, *names: str) -> Path:
        """A folder of the store, made where it is not there; nobody but the owner may look into it."""
        found = self.root()
        found.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in names:
            found = found / name
            found.mkdir(mode=0o700, exist_ok=True)
        return found

    def path_of(self, sha256: str) -> Path:
        """Where the file with this hash is; ValueError for what is no hash."""
        if len(sha256) != 2 * hashlib.sha256().digest_size or not LETTERS.issuperset(sha256):
            raise ValueError(sha256)
        return self.root() / sha256[:2] / sha256

    def put(self, path: Path) -> tuple[str, int]:
        """Put a file into the store and give its hash and size; the file itself stays where it is."""
        with telling_when_full():
            found = hash_of(path)
            with path.open("rb") as source:
                self._write(found, lambda into: shutil.copyfileobj(source, into, CHUNK))
        return found

    def put_bytes(self, content: bytes) -> tuple[str, int]:
        """Put what was made here into the store; gives its hash and size."""
        with telling_when_full():
            found = hashlib.sha256(content).hexdigest(), len(content)
            self._write(found, lambda into: into.write(content))
        return found

    def _write(self, found: tuple[str, int], write: Callable[[BinaryIO], object]) -> None:
        target = self.folder(found[0][:2]) / found[0]
        if target.exists() and hash_of(target) == found:
            os.utime(target)
            return
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as into:
                write(into)
                into.flush()
                os.fsync(into.fileno())
            os.replace(name, target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync(target.parent)

    def is_whole(self, sha256: str, size: int) -> bool:
        """Whether the file is there and still has its hash."""
        try:
            return hash_of(self.path_of(sha256)) == (sha256, size)
        except OSError:
            return False

    def remove(self, sha256: str) -> None:
        """Delete a file for good. Whoever asks has made sure that no row names it any more."""
        self.path_of(sha256).unlink(missing_ok=True)

    def check_room(self, size: int) -> None:
        """RuleBroken where the disk has no room for so many bytes twice: coming in, and in the store."""
        if shutil.disk_usage(self.folder()).free < 2 * size + ALWAYS_FREE:
            raise RuleBroken(_no_room())

    def sweep(self, before: datetime, known: Collection[str]) -> int:
        """Take away files whose hash is not known and which nobody touched since; gives how many."""
        return sum(
            take_away(one, before)
            for path in sorted(self.folder().iterdir())
            if path.is_dir() and path.name not in self.beside
            for one in path.iterdir()
            if one.name not in known
        )


def cleaned_name(name: str) -> str:
    """The bare name of a file, without folders, control characters and marks that turn text around."""
    bare = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(one for one in bare if unicodedata.category(one) not in {"Cc", "Cf", "Cs"})
    return kept.strip()[-LONGEST_NAME:] or _("without a name")


def hash_of(path: Path) -> tuple[str, int]:
    """Hash and size of a file, read in pieces."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return digest.hexdigest(), file.tell()


def _sync(directory: Path) -> None:
    """Have the name of a new file on the disk as well; where a system cannot, it does so in its own time."""
    if os.name != "posix":
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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


def take_away(path: Path, before: datetime) -> int:
    """Delete a file or folder that nobody touched since; 1 if it is gone now by our hand, else 0."""
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
