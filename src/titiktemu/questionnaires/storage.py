"""Files of other tools beside the database, under names that nobody gave them; never served from here."""

import hashlib
from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from titiktemu.foundation.file_store import FileStore, take_away, telling_when_full

STORE: Final = FileStore("files", "questionnaires")
folder = STORE.folder


def path_of(token: str) -> Path:
    """Where the file of this token is; ValueError for what is no token."""
    if not token.isalnum():
        raise ValueError(token)
    return folder() / token


def keep(token: str, chunks: Iterable[bytes], size: int) -> tuple[int, str]:
    """Write a file; gives how many bytes came, and their SHA-256."""
    STORE.check_room(size)
    path, digest, written = path_of(token), hashlib.sha256(), 0
    try:
        with telling_when_full(), path.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                written += len(chunk)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return written, digest.hexdigest()


def sweep(tokens: Collection[str], before: datetime) -> None:
    """Take away files that no row knows and that nobody has touched since then."""
    for path in folder().iterdir():
        if path.name not in tokens:
            take_away(path, before)
