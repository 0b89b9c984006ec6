"""Copy and replace an SQLite database."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from django.db import connection, connections
from django.utils.translation import gettext as _

from titiktemu.foundation.keeping.archive import Refused

NAME = "titiktemu.sqlite3"


def copy_out(side: Path, add: Callable[[str, Path], None]) -> list[str]:
    """Copy the database as it is at one moment; writers go on meanwhile, thanks to its write-ahead log."""
    copy = side / NAME
    connection.ensure_connection()
    with closing(sqlite3.connect(copy)) as target:
        connection.connection.backup(target)
        # One plain file: without this the copy would ask for a log of its own when it is opened.
        target.execute("PRAGMA journal_mode=DELETE")
    migrations = _check(copy)
    add(NAME, copy)
    return migrations


def _check(database: Path) -> list[str]:
    """Read the whole database once. Returns its migrations; raises Refused where it is not sound."""
    try:
        with closing(sqlite3.connect(database)) as opened:
            if opened.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise sqlite3.DatabaseError
            rows = opened.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    except sqlite3.DatabaseError as error:
        raise Refused(_("The database in this backup is damaged.")) from error
    return [f"{app}.{name}" for app, name in rows]


def copy_in(database: Path, migrations: list[str], aside: str, undo: ExitStack) -> list[Path]:
    """Put the copy in the database's place in one step; the old one stays beside it under another name."""
    copy = database / NAME
    if not copy.exists() or sorted(_check(copy)) != sorted(migrations):
        raise Refused(_("This backup is damaged: its database is not the one that its manifest names."))
    connections.close_all()
    place = Path(connection.settings_dict["NAME"])
    kept = place.with_name(place.name + aside)
    log, shared = (place.with_name(place.name + suffix) for suffix in ("-wal", "-shm"))
    if place.exists():
        _empty_log(place)
        _second_name(place, kept)
        undo.callback(kept.unlink, missing_ok=True)
    # A log that could not be emptied belongs to the old file; left here it would be played into the new one.
    for part in (log, shared):
        if part.exists():
            moved = kept.with_name(kept.name + part.name[len(place.name) :])
            part.rename(moved)
            undo.callback(moved.rename, part)
    os.replace(copy, place)
    return [kept] if kept.exists() else []


def _empty_log(place: Path) -> None:
    """Write everything from the write-ahead log into the database file, which then stands alone."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(place, timeout=5)) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _second_name(place: Path, kept: Path) -> None:
    try:
        os.link(place, kept)
    except OSError:  # a file system without links
        shutil.copy2(place, kept)
