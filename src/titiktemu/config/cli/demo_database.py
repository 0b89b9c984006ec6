"""The slow half of `prepare-demo`: migrations and content of the demo."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from titiktemu.foundation.errors import RuleBroken
from titiktemu.web.demo import loader


def prepare(*, reset: bool) -> str:
    """Migrate and load. Returns a sentence where the loader refuses, else nothing.

    A database that was begun here and failed is removed: either there is a whole demo or none.
    """
    database = Path(settings.DATABASES["default"]["NAME"])
    existed = database.exists()
    try:
        call_command("migrate", interactive=False, verbosity=0)
        if reset and existed:
            loader.reset()
        loader.load()
    except RuleBroken as refusal:
        return str(refusal)
    except BaseException:
        connections.close_all()
        if not existed:
            remove(database)
        raise
    connections.close_all()
    return ""


def remove(database: Path) -> None:
    """Remove a database file and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
