"""Files of other tools beside the database, under names that nobody gave them; never served from here."""

import errno
import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from titiktemu.foundation.errors import RuleBroken

ALWAYS_FREE = 256 * 1024 * 1024
"""Bytes of the disk that files leave to the database."""
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def folder() -> Path:
    """Where they are, as part of every backup; nobody but the owner may look into it."""
    found = Path(settings.VAR) / "files" / "questionnaires"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def path_of(token: str) -> Path:
    """Where the file of this token is; ValueError for what is no token."""
    if not token.isalnum():
        raise ValueError(token)
    return folder() / token


def keep(token: str, chunks: Iterable[bytes], size: int) -> tuple[int, str]:
    """Write a file; gives how many bytes came, and their SHA-256."""
    if shutil.disk_usage(folder()).free < size + ALWAYS_FREE:
        raise RuleBroken(_no_room())
    digest, written = hashlib.sha256(), 0
    try:
        with path_of(token).open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                written += len(chunk)
    except OSError as error:
        path_of(token).unlink(missing_ok=True)
        if error.errno in FULL:
            raise RuleBroken(_no_room()) from error
        raise
    return written, digest.hexdigest()


def _no_room() -> str:
    return _("There is no room left on the server for this file. Please tell whoever runs it.")


def drop(token: str) -> None:
    """Forget a file."""
    path_of(token).unlink(missing_ok=True)


def sweep(tokens: set[str], before: float) -> None:
    """Take away files that no row knows and that nobody has touched since then."""
    for path in folder().iterdir():
        if path.name not in tokens and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
