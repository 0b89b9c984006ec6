"""Work that comes back: one tick in the worker asks what is due."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from titiktemu.foundation.models import PeriodicRun, RateCount

logger = logging.getLogger(__name__)


def run_due(now: datetime) -> list[str]:
    """Run every job of ``settings.PERIODIC`` whose time has come; return the names of those that ran.

    A job that fails is logged and waits for its next turn; it does not hold up the others.
    """
    ran = []
    for job, (path, seconds) in settings.PERIODIC.items():
        if _claim(job, now, timedelta(seconds=seconds)):
            try:
                import_string(path)(now)
            except Exception:
                logger.exception("The periodic job %s failed.", job)
            else:
                ran.append(job)
    return ran


def _claim(job: str, now: datetime, every: timedelta) -> bool:
    """Take the job for this process; False where it is not due or another worker took it."""
    with transaction.atomic():
        _row, created = PeriodicRun.objects.get_or_create(pk=job, defaults={"last_run": now})
        due = PeriodicRun.objects.filter(pk=job, last_run__lte=now - every)
        return created or due.update(last_run=now) == 1


def tidy(now: datetime) -> None:
    """Forget what is no longer needed: old rate counts, ended sessions, finished tasks (mail addresses)."""
    RateCount.objects.filter(window__lt=now - timedelta(days=1)).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - timedelta(minutes=10)).delete()
