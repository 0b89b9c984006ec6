"""The ZIP that ODK Central gives: one CSV for the submissions and one for each repeat."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.sheets import Unreadable

MAGIC: Final = b"PK\x03\x04"
OF_A_WORKBOOK: Final = frozenset({"[Content_Types].xml", "mimetype"})
MOST_FILES = 30
MOST_BYTES = 2 * 1024**3
"""Of all files together, once they are unpacked."""
PIECE = 1024 * 1024
PARENT = b"PARENT_KEY"
NO_CSV = gettext_noop(
    "There is no CSV in this ZIP. Please send the export of ODK Central or KoboToolbox as it is."
)
TOO_MANY_FILES = gettext_noop("This ZIP has {many} CSV files; at most {most} are read.")
TOO_LARGE = gettext_noop("Unpacked, this ZIP has more than {most} megabytes, which is too much.")
DAMAGED = gettext_noop("This ZIP is damaged or locked with a password. Please export it once more.")


@dataclass(frozen=True)
class Member:
    """One CSV of an archive, unpacked under a name of our own."""

    name: str
    path: Path


def is_archive(path: Path) -> bool:
    """Whether this is a ZIP that is no workbook."""
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not OF_A_WORKBOOK & set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def unpacked(path: Path, folder: TemporaryDirectory[str]) -> list[Member]:
    """The CSV files of an archive, that of the submissions first.

    Raises
    ------
    Unreadable
        Where there is none, where there are too many, or where they swell.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            wanted = [one for one in archive.infolist() if _is_table(one.filename)]
            if not wanted:
                raise Unreadable(NO_CSV)
            if len(wanted) > MOST_FILES:
                raise Unreadable(TOO_MANY_FILES, many=len(wanted), most=MOST_FILES)
            found = list(_written(archive, wanted, Path(folder.name)))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise Unreadable(DAMAGED) from error
    return sorted(found, key=lambda one: (_is_of_a_repeat(one.path), len(one.name)))


def _is_table(name: str) -> bool:
    place = PurePosixPath(name)
    return place.suffix.lower() == ".csv" and not {"__MACOSX", "media"} & set(place.parts)


def _written(archive: zipfile.ZipFile, wanted: list[zipfile.ZipInfo], folder: Path) -> Iterator[Member]:
    """What an archive says of its sizes is not believed: bytes are counted as they come."""
    left = MOST_BYTES
    for number, one in enumerate(wanted):
        place = folder / f"{number}.csv"
        with archive.open(one) as source, place.open("wb") as target:
            while piece := source.read(PIECE):
                left -= len(piece)
                if left < 0:
                    raise Unreadable(TOO_LARGE, most=MOST_BYTES // 1024**2)
                target.write(piece)
        yield Member(PurePosixPath(one.filename).stem, place)


def _is_of_a_repeat(path: Path) -> bool:
    with path.open("rb") as file:
        return PARENT in file.readline(64 * 1024)
