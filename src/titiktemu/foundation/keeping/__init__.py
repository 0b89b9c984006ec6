"""Keep everything safe: one file that holds database, files and the anchor of the log, and the way back.

``backup`` copies while the server runs. ``restore`` checks every byte before it touches anything, puts what
was there aside, and puts it back when something goes wrong on the way.
"""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.keeping import archive, postgresql, sqlite
from titiktemu.foundation.keeping.archive import ANCHOR, CATALOGUE, DATABASE, FILES, Manifest, Refused

__all__ = ["Manifest", "Refused", "Restored", "backup", "restore"]

UNFINISHED = {FILES: frozenset[str](), CATALOGUE: frozenset({"incoming", "work"})}
"""Folders inside of these that no backup holds."""


class Restored(NamedTuple):
    """What a restore did."""

    manifest: Manifest
    kept: list[Path]
    """Where that which was there before is now."""
    waiting: int
    """Migrations that this code has and the backup had not."""


def backup(path: Path, *, now: datetime | None = None) -> Manifest:
    """Write everything into one zip, readable by its owner only; other processes may write meanwhile.

    The anchor is read before the database and the files after it, so that the copy holds every entry that its
    anchor names and every file that its database names. The file appears whole or not at all.
    """
    if "django_migrations" not in connection.introspection.table_names():
        raise Refused(_("There is nothing to back up yet: the database was never made."))
    var = Path(settings.VAR)
    var.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=var) as side, archive.Writer(path) as into:
        anchor = var / ANCHOR
        if anchor.exists():
            into.add(ANCHOR, anchor)
        migrations = _engine().copy_out(Path(side), lambda name, file: into.add(f"{DATABASE}/{name}", file))
        for name in (FILES, CATALOGUE):
            _add_folder(into, var, name)
        return into.finish(connection.vendor, migrations, now or timezone.now())


def _add_folder(into: archive.Writer, var: Path, folder: str) -> None:
    for file in sorted((var / folder).rglob("*")):
        name = file.relative_to(var)
        # What is still being sent or worked on is in no row yet that could not do without it.
        if not file.is_file() or name.parts[1] in UNFINISHED[folder]:
            continue
        # A file may be swept away meanwhile: one that no row of the copy names.
        with suppress(FileNotFoundError):
            into.add(name.as_posix(), file)


def restore(path: Path, *, now: datetime | None = None) -> Restored:
    """Bring back what a backup holds. Nothing else may use the database meanwhile.

    Raises Refused, with a sentence, for a file that is damaged, unknown, newer than this code or from the
    other database engine; then, and after any other failure, everything is as it was.
    """
    var = Path(settings.VAR)
    var.mkdir(parents=True, exist_ok=True)
    aside = f".before-{(now or timezone.now()):%Y%m%d-%H%M%S}"
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=var) as side_name:
        side = Path(side_name)
        manifest = archive.unpack(path, side)
        waiting = _compare(manifest)
        kept: list[Path] = []
        with ExitStack() as undo:
            for name in (FILES, CATALOGUE, ANCHOR):
                kept += _swap(side / name, var / name, aside, undo)
            kept += _engine().copy_in(side / DATABASE, manifest.migrations, aside, undo)
            undo.pop_all()
        # The demo must look at its database again.
        (var / "demo-stamp.json").unlink(missing_ok=True)
    return Restored(manifest, kept, waiting)


def _engine() -> archive.Engine:
    """The half of the work that differs between the two databases."""
    return postgresql if connection.vendor == "postgresql" else sqlite


def _compare(manifest: Manifest) -> int:
    """How many of our migrations the backup has not; refuses what this code cannot read."""
    if manifest.engine != connection.vendor:
        raise Refused(
            _(
                "This backup is from %(theirs)s and this installation uses %(ours)s;"
                " it cannot be restored here."
            )
            % {"theirs": manifest.engine, "ours": connection.vendor}
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if set(manifest.migrations) - known:
        raise Refused(
            _("This backup is from a newer Titik Temu (%(version)s); upgrade this installation first.")
            % {"version": manifest.version}
        )
    return len(known - set(manifest.migrations))


def _swap(new: Path, place: Path, aside: str, undo: ExitStack) -> list[Path]:
    """Put a file or folder in its place and what was there beside it; undone in reverse if the rest fails."""
    kept = place.with_name(place.name + aside)
    moved = []
    if place.exists():
        _move(place, kept, undo)
        moved.append(kept)
    if new.exists():
        _move(new, place, undo)
    return moved


def _move(source: Path, target: Path, undo: ExitStack) -> None:
    back: Callable[[Path], Path] = target.rename
    source.rename(target)
    undo.callback(back, source)
