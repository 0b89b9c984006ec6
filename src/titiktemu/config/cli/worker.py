"""`worker`: tasks in the background, and one tick for what comes back."""

import argparse
import logging
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from titiktemu.config.cli import production
from titiktemu.config.cli.running import end_with_launcher, running
from titiktemu.config.cli.texts import _
from titiktemu.foundation import periodic

REFUSED = 2
SECONDS_BETWEEN_TASKS = 0.5
SECONDS_BETWEEN_TICKS = 30.0
SECONDS_FOR_MIGRATIONS = 60.0
logger = logging.getLogger(__name__)


def main(arguments: Sequence[str]) -> int:
    """Work until SIGTERM or Ctrl-C; a task that has begun is finished first."""
    argparse.ArgumentParser(
        prog="./titiktemu worker",
        description=_("Run what happens in the background; one is needed beside the web server."),
    ).parse_args(arguments)
    end_with_launcher()
    refusals = [] if settings.DEMO else production.insecurities(public=False)
    if refusals:
        sys.stderr.write("".join(f"{sentence}\n" for sentence in refusals))
        return REFUSED
    if not await_migrations():
        sys.stderr.write(_("The database is not up to date: ./titiktemu serve --migrate") + "\n")
        return REFUSED
    with running(Path(settings.VAR)), Ticking():
        work()
    return 0


def await_migrations(seconds: float = SECONDS_FOR_MIGRATIONS) -> bool:
    """Wait for the tables: after an upgrade worker and `serve --migrate` are often started together."""
    deadline = time.monotonic() + seconds
    while production.pending_migrations():
        if time.monotonic() > deadline:
            return False
        time.sleep(1)
    connections.close_all()
    return True


def work() -> None:
    """Take tasks from the database until asked to end."""
    worker = Worker(
        queue_names=["*"],
        interval=SECONDS_BETWEEN_TASKS,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    # It warns of the signal with which it is meant to end; tasks that fail are told elsewhere.
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    try:
        worker.run()
    finally:
        connections.close_all()


class Ticking:
    """A thread that asks every half minute what is due, while the worker is busy or idle."""

    def __init__(self, seconds: float = SECONDS_BETWEEN_TICKS) -> None:
        self._seconds = seconds
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tick", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_error: object) -> None:
        self._ending.set()
        self._thread.join(timeout=SECONDS_BETWEEN_TICKS)

    def _run(self) -> None:
        while True:
            tick()
            if self._ending.wait(self._seconds):
                return


def tick() -> None:
    """Run what is due now; what fails is logged and tried again at its next time."""
    try:
        close_old_connections()
        periodic.run_due(timezone.now())
    except Exception:
        logger.exception("A periodic job failed.")
    finally:
        connections.close_all()
