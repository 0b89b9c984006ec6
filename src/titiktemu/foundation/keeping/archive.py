"""The file of a backup: a zip with a manifest that names every member's size and SHA-256."""

import hashlib
import json
import lzma
import os
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, BinaryIO, Protocol, Self

from django.utils.translation import gettext as _

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database"
FILES = "files"
CATALOGUE = "catalogue"
ANCHOR = "audit-anchor.jsonl"
CHUNK = 1024 * 1024
BEGINNING = b"PK\x03\x04"
"""The first bytes of every zip that holds anything."""
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
"""A damaged archive fails in many ways; all of them mean the same to the person."""


class Refused(Exception):
    """This backup is not restored; the message is a sentence for the person. Nothing was changed."""


class Engine(Protocol):
    """What `sqlite` and `postgresql` both offer."""

    def copy_out(self, side: Path, add: Callable[[str, Path], None]) -> list[str]:
        """Hand over the files of a consistent copy; return the migrations it has, as `app.name`."""

    def copy_in(self, database: Path, migrations: list[str], aside: str, undo: ExitStack) -> list[Path]:
        """Replace the database by a copy, all or nothing; return where the old one is kept."""


@dataclass
class Manifest:
    """What a backup says about itself."""

    format: int
    version: str
    engine: str
    created: str
    """Moment of the backup, ISO 8601 with its offset."""
    migrations: list[str]
    members: dict[str, dict[str, Any]]
    """Name in the zip -> {"size": bytes, "sha256": hexadecimal}."""


def version() -> str:
    """The version of this code, as pyproject.toml has it."""
    try:
        return metadata.version("titiktemu")
    except metadata.PackageNotFoundError:  # run from its checkout, which is the usual way
        lines = (
            (Path(__file__).resolve().parents[4] / "pyproject.toml").read_text(encoding="utf-8").splitlines()
        )
        return next(line.split('"')[1] for line in lines if line.startswith("version = "))


class Writer:
    """Writes a backup under a temporary name and gives it its own name only when it is whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._members: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Names, codes and votes are inside: nobody but the owner may read it, not even while it is written.
        handle = os.open(self._part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        self._file = os.fdopen(handle, "wb+")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)
        return self

    def add(self, name: str, source: Path) -> None:
        """Add one file and remember its size and hash."""
        with source.open("rb") as file, self._zip.open(name, "w", force_zip64=True) as member:
            self._members[name] = _copy(file, member)

    def finish(self, engine: str, migrations: list[str], created: datetime) -> Manifest:
        """Write the manifest and give the backup its name."""
        manifest = Manifest(FORMAT, version(), engine, created.isoformat(), migrations, self._members)
        self._zip.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
        self._zip.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._part.replace(self._path)
        return manifest

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # After a failure both try to write what is left; that must not hide the failure itself.
        with suppress(OSError, ValueError):
            self._zip.close()
        with suppress(OSError):
            self._file.close()
        self._part.unlink(missing_ok=True)


def _copy(source: BinaryIO | Any, target: BinaryIO | Any) -> dict[str, Any]:
    """Copy a stream. Returns its size in bytes and its SHA-256."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        target.write(chunk)
    return {"size": size, "sha256": digest.hexdigest()}


def unpack(path: Path, side: Path) -> Manifest:
    """Unpack a backup into a folder, checking every member. Raises Refused for what is not as it was."""
    if not path.is_file():
        raise Refused(_("There is no file %(path)s.") % {"path": path})
    if not _looks_packed(path):
        raise Refused(_("%(path)s is no backup of Titik Temu.") % {"path": path})
    try:
        with zipfile.ZipFile(path) as packed:
            manifest = _manifest(packed)
            if sorted(packed.namelist()) != sorted([*manifest.members, MANIFEST]):
                raise Refused(_("This backup is damaged: it does not hold what its manifest names."))
            for name, expected in manifest.members.items():
                _unpack_member(packed, name, expected, side)
    except DAMAGED as error:
        raise Refused(_("This backup is damaged and was not restored.")) from error
    return manifest


def _looks_packed(path: Path) -> bool:
    """Is this a zip, whole or not? A beginning or an end of one is enough: it may be damaged."""
    with path.open("rb") as file:
        begins = file.read(len(BEGINNING)) == BEGINNING
    return begins or zipfile.is_zipfile(path)


def _manifest(packed: zipfile.ZipFile) -> Manifest:
    said = json.loads(packed.read(MANIFEST))
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise Refused(_("This backup has a form that this version of Titik Temu does not know."))
    return Manifest(**said)


def _unpack_member(packed: zipfile.ZipFile, name: str, expected: dict[str, Any], side: Path) -> None:
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\\" in name or ":" in name:
        raise Refused(_("This backup is damaged: it names a place outside of itself."))
    target = side.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(side).free
    if int(expected["size"]) > free:
        raise Refused(_("There is not enough space on the disk to restore this backup."))
    with packed.open(name) as source, target.open("wb") as file:
        found = _copy(source, file)
        os.fsync(file.fileno())
    if found != expected:
        raise Refused(_("This backup is damaged: %(name)s is not as it was.") % {"name": name})
