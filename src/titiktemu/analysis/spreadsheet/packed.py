"""Packed files (ZIP) that may be traps: unpacked in pieces, and never further than allowed.

What a packed file says about its own sizes is only its word. Everything that is read later by others is
unpacked here once, and counted.
"""

from __future__ import annotations

import copy
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.sheets import Unreadable

LARGEST_UNPACKED = 1024 * 1024 * 1024
LARGEST_RATIO = 200
"""How many times larger than packed a workbook may become; real ones stay below 30."""
SMALLEST_LIMIT = 64 * 1024 * LARGEST_RATIO
MOST_MEMBERS = 20_000
PIECE = 1024 * 1024
ENCRYPTED_FLAG = 0x1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

DAMAGED = gettext_noop(
    "This workbook is damaged and cannot be read. Please open it, save it anew and send it again."
)
LOCKED = gettext_noop(
    "This workbook is protected by a password. Please save a copy without one and send that."
)
TOO_LARGE = gettext_noop("Unpacked, this workbook would be far larger than any real one. It was not opened.")
FALSE_SIZE = gettext_noop(
    "This workbook says of its parts that they are of another size than they are. It was not opened."
)
DAMAGES = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error)


class Packed:
    """A packed file whose members were found to be of no impossible size."""

    def __init__(self, file: zipfile.ZipFile, size: int) -> None:
        listed = file.infolist()
        self._file = file
        self._members = {one.filename: one for one in listed}
        if len(listed) > MOST_MEMBERS or len(self._members) != len(listed):
            raise Unreadable(DAMAGED)
        self._left = min(LARGEST_UNPACKED, max(SMALLEST_LIMIT, LARGEST_RATIO * size))
        if sum(one.file_size for one in listed) > self._left:
            raise Unreadable(TOO_LARGE)

    @property
    def names(self) -> frozenset[str]:
        """Of all members."""
        return frozenset(self._members)

    def check(self, known: Iterable[str] = ()) -> None:
        """Unpack all that readers of workbooks look at, and refuse what is larger than it says.

        Parameters
        ----------
        known : iterable of str
            Members that were unpacked already.

        Raises
        ------
        Unreadable
            Where a member is damaged, locked or of another size.
        """
        for name in self.names.difference(known):
            if name.endswith((".xml", ".rels", ".bin", ".vml")):
                for _piece in self.pieces(name):
                    pass

    def holds(self, name: str, text: bytes) -> bool:
        """Whether there is such a member and a text in its first megabyte."""
        return name in self.names and text in next(self.pieces(name), b"")

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a member, unpacked, a megabyte at a time.

        Raises
        ------
        Unreadable
            Where it is damaged, locked or of another size than it says.
        """
        member = self._members[name]
        if member.flag_bits & ENCRYPTED_FLAG:
            raise Unreadable(LOCKED)
        if member.compress_type not in METHODS:
            raise Unreadable(DAMAGED)
        # Python stops at the size that is told; the true end is what others will read to.
        unbound = copy.copy(member)
        unbound.file_size = member.file_size + PIECE
        told, many = member.file_size, 0
        try:
            with self._file.open(unbound) as packed:
                while piece := packed.read(PIECE):
                    many += len(piece)
                    if many > told:
                        raise Unreadable(FALSE_SIZE)
                    yield piece
        except DAMAGES as error:
            raise Unreadable(DAMAGED) from error
        if many != told:
            raise Unreadable(FALSE_SIZE)


@contextmanager
def opened(path: Path) -> Iterator[Packed]:
    """Open a packed file.

    Raises
    ------
    Unreadable
        Where it is none, or would be far larger than any real one.
    """
    try:
        file = zipfile.ZipFile(path)
    except DAMAGES as error:
        raise Unreadable(DAMAGED) from error
    with file:
        yield Packed(file, path.stat().st_size)
