"""Before production is served: is it safe, is the database up to date, are the static files collected?"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from titiktemu.config.cli.running import make_private
from titiktemu.config.cli.texts import _
from titiktemu.foundation.models import SiteState

SHORTEST_SECRET = 50
FEWEST_CHARACTERS = 8
LOOPBACK_HOSTS = {"127.0.0.1", "localhost", "[::1]", "::1"}


def prepare(*, public: bool, migrate: bool) -> list[str]:
    """Make everything ready to serve. Returns sentences that say why not, or an empty list."""
    refusals = insecurities(public=public or is_public(settings.PUBLIC_URL))
    if refusals:
        return refusals
    try:
        make_private(var())
        if migrate:
            call_command("migrate", interactive=False, verbosity=0)
        waiting = pending_migrations()
    except OSError as error:
        return [cannot_be_made(error)]
    except DatabaseError as error:
        return [
            _("The database cannot be reached: {reason}").format(reason=str(error).strip().splitlines()[0])
        ]
    if waiting:
        return [
            _(
                "The database is not up to date (migrations waiting: {count}): ./titiktemu serve --migrate"
            ).format(count=len(waiting))
        ]
    if SiteState.objects.filter(is_demo=True).exists():
        return [_("This database holds the demo, which may be emptied at any time; name another one.")]
    call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()
    return []


def insecurities(*, public: bool) -> list[str]:
    """Every reason not to show this installation to the world, each as one sentence."""
    found = [
        *_weakness("TITIKTEMU_SECRET_KEY", settings.SECRET_KEY),
        *_weakness("TITIKTEMU_AUDIT_KEY", settings.AUDIT_KEY),
    ]
    if not found and settings.SECRET_KEY == settings.AUDIT_KEY:
        found.append(_("TITIKTEMU_AUDIT_KEY must differ from TITIKTEMU_SECRET_KEY."))
    if public and settings.DEBUG:
        found.append(
            _("TITIKTEMU_DEBUG shows the inside of the site to everyone; switch it off on a public address.")
        )
    if public and not set(settings.ALLOWED_HOSTS) - LOOPBACK_HOSTS:
        found.append(_("TITIKTEMU_HOSTS must name the addresses under which people reach this site."))
    if public and "*" in settings.ALLOWED_HOSTS:
        found.append(_("TITIKTEMU_HOSTS must name the addresses one by one; * would let anybody forge them."))
    return found


def _weakness(name: str, value: str) -> list[str]:
    """Why a secret would not keep anything secret; empty for a good one."""
    if not value or value.startswith("insecure-"):
        return [_("{name} is not set; ./titiktemu serve --help tells how to make one.").format(name=name)]
    if len(value) < SHORTEST_SECRET or len(set(value)) < FEWEST_CHARACTERS:
        return [
            _("{name} is too easy to guess: it needs at least {count} random characters.").format(
                name=name, count=SHORTEST_SECRET
            )
        ]
    kept = var() / "demo-secret"
    if kept.exists() and kept.read_text(encoding="utf-8").strip() == value:
        return [_("{name} is the demo's secret; make another one.").format(name=name)]
    return []


def is_public(address: str) -> bool:
    """Can an address be reached from other computers?"""
    host = urlsplit(address).hostname or ""
    return host not in LOOPBACK_HOSTS


def pending_migrations() -> list[str]:
    """Names of migrations that this code has and the database has not."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def processes(most: int) -> int:
    """How many processes answer: one on SQLite, whose writers would wait for each other, else one a core."""
    if connection.vendor == "sqlite":
        return 1
    wished = os.environ.get("TITIKTEMU_WORKERS", "")
    return max(1, int(wished)) if wished.isascii() and wished.isdigit() else min(most, os.cpu_count() or 1)


def var() -> Path:
    """The folder of everything that is kept."""
    return Path(settings.VAR)


def cannot_be_made(error: OSError) -> str:
    """The sentence for a folder of everything that is kept that cannot be made."""
    sentence = _("The folder {path} cannot be made: {reason}.")
    return sentence.format(path=var(), reason=error.strerror or error)


def database() -> str:
    """Which database this is, for a person: the file of SQLite, or name and machine of PostgreSQL."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(Path(known["NAME"]).absolute())
    return f"{known['NAME']} ({known['HOST'] or 'localhost'})"
