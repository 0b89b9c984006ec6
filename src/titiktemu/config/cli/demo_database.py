"""The slow half of `prepare-demo`: migrations and content of the demo, whole or not at all."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections

from titiktemu.config.cli.texts import _
from titiktemu.foundation import audit
from titiktemu.foundation.errors import RuleBroken
from titiktemu.web.demo import loader

BESIDE_A_DATABASE = ("-wal", "-shm", "-journal")


def prepare(*, reset: bool) -> str:
    """Migrate and load. Returns a sentence where that was refused or failed, else nothing.

    What fails leaves what was there: a new SQLite database is made beside the old one and put in its place
    at the end; PostgreSQL is emptied and filled in one transaction.
    """
    try:
        if connection.vendor == "sqlite":
            _prepare_file(Path(connection.settings_dict["NAME"]), reset=reset)
        else:
            _prepare_server(reset=reset)
    except RuleBroken as refusal:
        return str(refusal)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}".strip().splitlines()[0]
        if reset:
            sentence = _("The demo could not be made afresh; what was there is still there: {reason}")
        else:
            sentence = _("The demo could not be prepared ({reason}); --reset makes it afresh.")
        return sentence.format(reason=reason)
    finally:
        connections.close_all()
    return ""


def _prepare_file(database: Path, *, reset: bool) -> None:
    if database.exists() and not reset:
        _migrate_and_load()
        return
    if database.exists():
        loader.require_mark()
    part = database.with_name(f"{database.name}.{os.getpid()}.part")
    try:
        with _instead(part):
            _migrate_and_load()
        _empty_log(part)
        remove_beside(database)
        part.replace(database)
    finally:
        part.unlink(missing_ok=True)
        remove_beside(part)
    # The log of the demo begins anew, so the anchor of the old one says nothing about it.
    audit.anchor_file().unlink(missing_ok=True)


def _prepare_server(*, reset: bool) -> None:
    holds_something = "foundation_sitestate" in connection.introspection.table_names()
    if reset and holds_something:
        loader.require_mark()
    call_command("migrate", interactive=False, verbosity=0)
    if reset and holds_something:
        loader.reset()
        audit.anchor_file().unlink(missing_ok=True)
    else:
        loader.load()


def _migrate_and_load() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    loader.load()


@contextmanager
def _instead(part: Path) -> Iterator[None]:
    """Let Django work on another file meanwhile."""
    known = connection.settings_dict["NAME"]
    connections.close_all()
    connection.settings_dict["NAME"] = str(part)
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = known


def _empty_log(database: Path) -> None:
    """Write everything from the write-ahead log into the file, which then stands alone."""
    with closing(sqlite3.connect(database)) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def remove_beside(database: Path) -> None:
    """Remove what SQLite keeps beside a database file; a new file must not meet the log of an old one."""
    for suffix in BESIDE_A_DATABASE:
        database.with_name(database.name + suffix).unlink(missing_ok=True)
