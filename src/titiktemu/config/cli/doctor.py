"""`doctor`: is this installation well? One line for each thing; 1 when something must be repaired."""

import argparse
import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from titiktemu.config.cli import compile_messages, production
from titiktemu.config.cli.texts import _
from titiktemu.consultation.models import Consultation
from titiktemu.consultation.vote_store import has_store, is_sound
from titiktemu.foundation.models import PeriodicRun

MEGABYTES_WANTED = 500
BEFORE_THIS_THE_CLOCK_IS_WRONG = datetime(2026, 1, 1, tzinfo=UTC)
A_FEW_MINUTES = timedelta(minutes=5)
"""A worker that is there ticks every half minute and takes a task at once."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Grade(StrEnum):
    """How bad a finding is."""

    FINE = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


class Finding(NamedTuple):
    """One line of the report."""

    grade: Grade
    subject: str
    detail: str


def main(arguments: Sequence[str]) -> int:
    """Print one line for each check. Returns 1 if one of them is a problem."""
    argparse.ArgumentParser(
        prog="./titiktemu doctor", description=_("Look whether this installation is well.")
    ).parse_args(arguments)
    findings = [check() for check in CHECKS]
    words = {Grade.FINE: _("ok"), Grade.WARNING: _("warning"), Grade.PROBLEM: _("problem")}
    width = max(len(word) for word in words.values())
    for finding in findings:
        sys.stdout.write(f"{words[finding.grade].ljust(width)}  {finding.subject}: {finding.detail}\n")
    return int(any(finding.grade == Grade.PROBLEM for finding in findings))


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(Grade.FINE if sys.version_info >= (3, 12) else Grade.PROBLEM, "Python", version)


def _sqlite() -> Finding:
    fits = sqlite3.sqlite_version_info >= (3, 37)
    return Finding(Grade.FINE if fits else Grade.PROBLEM, "SQLite", sqlite3.sqlite_version)


def _database() -> Finding:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return Finding(Grade.PROBLEM, _("Database"), str(error).strip().splitlines()[0])
    return Finding(Grade.FINE, _("Database"), connection.display_name)


def _migrations() -> Finding:
    try:
        waiting = production.pending_migrations()
    except DatabaseError:
        return Finding(Grade.PROBLEM, _("Migrations"), _("the database cannot be reached"))
    if waiting:
        detail = _("{count} are waiting: ./titiktemu serve --migrate").format(count=len(waiting))
        return Finding(Grade.PROBLEM, _("Migrations"), detail)
    return Finding(Grade.FINE, _("Migrations"), _("none is waiting"))


def _folder() -> Finding:
    folder = production.var()
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(nearest, os.W_OK):
        return Finding(Grade.PROBLEM, str(folder), _("cannot be written"))
    free = shutil.disk_usage(nearest).free // 1_000_000
    grade = Grade.FINE if free >= MEGABYTES_WANTED else Grade.WARNING
    return Finding(grade, str(folder), _("{count} MB free").format(count=free))


def _secrets() -> Finding:
    if settings.DEMO:
        return Finding(Grade.FINE, _("Security"), _("demo: on this computer only"))
    found = production.insecurities(public=production.is_public(settings.PUBLIC_URL))
    return Finding(
        Grade.PROBLEM if found else Grade.FINE, _("Security"), " ".join(found) or _("nothing to object")
    )


def _mail() -> Finding:
    backend = settings.MAILERS["default"]["BACKEND"].split(".")[-2]
    url = os.environ.get("TITIKTEMU_EMAIL_URL", "")
    known = ("console:", "file:", "smtp:")
    if url and not url.startswith(known):
        return Finding(
            Grade.PROBLEM, _("E-mail"), _("TITIKTEMU_EMAIL_URL begins with none of: console, file, smtp")
        )
    if backend == "filebased":
        folder = settings.MAILERS["default"]["OPTIONS"]["file_path"]
        return Finding(Grade.FINE, _("E-mail"), _("is kept in files in {folder}").format(folder=folder))
    if backend != "smtp" and not settings.DEMO:
        detail = _("goes to nobody: it is only printed by the server; TITIKTEMU_EMAIL_URL names a way")
        return Finding(Grade.WARNING, _("E-mail"), detail)
    return Finding(Grade.FINE, _("E-mail"), backend)


def _worker() -> Finding:
    now = timezone.now()
    try:
        waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - A_FEW_MINUTES).count()
        ticks = PeriodicRun.objects.filter(last_run__gte=now - A_FEW_MINUTES).exists()
    except DatabaseError:
        return Finding(Grade.WARNING, _("Worker"), _("the database cannot be reached"))
    if waiting and not ticks:
        detail = _("does not run, and tasks wait for it ({count}): ./titiktemu worker")
        return Finding(Grade.WARNING, _("Worker"), detail.format(count=waiting))
    return Finding(Grade.FINE, _("Worker"), _("runs") if ticks else _("no task waits for one"))


def _clock() -> Finding:
    now = datetime.now(UTC)
    shown = now.astimezone(ZoneInfo(settings.TIME_ZONE)).strftime("%Y-%m-%d %H:%M")
    if now < BEFORE_THIS_THE_CLOCK_IS_WRONG:
        return Finding(Grade.PROBLEM, _("Clock"), _("is wrong: {time}").format(time=shown))
    return Finding(Grade.FINE, _("Clock"), f"{shown} {settings.TIME_ZONE} ({time.tzname[0]})")


def _packed_votes() -> Finding:
    subject = _("Packed votes")
    if production.pending_migrations():
        return Finding(Grade.WARNING, subject, _("not looked at: the database is not up to date"))
    damaged = [str(one.pk) for one in Consultation.objects.all() if has_store(one) and not is_sound(one)]
    if damaged:
        said = _("differ from the database and are made anew with the next map: {names}")
        return Finding(Grade.WARNING, subject, said.format(names=", ".join(damaged)))
    return Finding(Grade.FINE, subject, _("as in the database"))


def _browser() -> Finding:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), "")
    return Finding(Grade.FINE, "Chromium", found or _("not here; only the tests use one"))


def _translations() -> Finding:
    sources = list(compile_messages.CATALOGUES.glob("*/LC_MESSAGES/*.po"))
    stale = [str(path.parts[-3]) for path in sources if compile_messages.is_stale(path)]
    if stale:
        return Finding(
            Grade.WARNING, _("Translations"), _("not compiled: {names}").format(names=", ".join(stale))
        )
    return Finding(Grade.FINE, _("Translations"), _("compiled"))


CHECKS: tuple[Callable[[], Finding], ...] = (
    _python,
    _sqlite,
    _database,
    _migrations,
    _folder,
    _secrets,
    _mail,
    _worker,
    _clock,
    _packed_votes,
    _browser,
    _translations,
)
