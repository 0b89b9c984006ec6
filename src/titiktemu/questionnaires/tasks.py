"""What the machine does alone: reading exports, taking answers in, making figures, forgetting drafts."""

import logging
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import batched
from typing import Any

from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.module_loading import import_string

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.sheets import Unreadable
from titiktemu.questionnaires import storage
from titiktemu.questionnaires.importing.reading import Opened, looked_at
from titiktemu.questionnaires.importing.taking import Taken, Taking
from titiktemu.questionnaires.models import Draft, Import, Report, Response, Wave, Weighing

MAKE = "titiktemu.questionnaires.figures.make_for"
"""By name: what it imports costs a web process, which never makes figures, memory and time."""
AT_ONCE = 500
"""Answers that are written together: nobody who writes to the database waits long."""
SECONDS_BETWEEN = 1.0
SILENT_FOR = timedelta(minutes=10)
DRAFTS_KEPT = timedelta(days=14)
LOOSE_FOR = timedelta(days=1)
MOST_TRIES = 3
BROKE = gettext_noop(
    "Something went wrong in the program. Nothing is lost; whoever runs the server can see what."
)
MEMORY = gettext_noop("The server has too little memory for this file. Please send it in several files.")
INTERRUPTED = gettext_noop("The work was interrupted several times. Please try again with a smaller file.")
logger = logging.getLogger(__name__)


def have_worked_on(brought: Import) -> None:
    """Have the next step of an import done once the transaction is over."""
    transaction.on_commit(partial(work_on_import.enqueue, brought.pk))


def ask_for_report(wave: Wave) -> None:
    """Have the figures of a closed wave made anew; of an open one there are none."""
    if not wave.is_closed:
        return
    Report.objects.update_or_create(wave=wave, defaults={"asked_at": timezone.now()})
    transaction.on_commit(partial(make_report.enqueue, wave.pk))


@task()
def make_report(wave_id: int) -> None:
    """Make the figures of a wave, unless they were made since they were asked for last."""
    wave = Wave.objects.select_related("version", "questionnaire").get(pk=wave_id)
    report = Report.objects.get(wave=wave)
    if report.made_at is not None and report.made_at >= report.asked_at:
        return
    began = timezone.now()
    weighing = Weighing.objects.filter(wave=wave).first() or Weighing(wave=wave)
    made = import_string(MAKE)(wave, report, weighing)
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=report.pk)
        report.content, report.counts, report.made_at = made.content, made.counts, began
        report.save(update_fields=["content", "counts", "made_at"])
        Weighing.objects.filter(wave=wave).update(problem=made.problem)


@task()
def work_on_import(import_id: int) -> None:
    """Do the next step of an import: look at its columns, or take its answers in."""
    brought = _claimed(import_id)
    if brought is None:
        return
    try:
        if brought.state == Import.State.READING:
            _look(brought)
        else:
            _take(brought)
    except Unreadable as error:
        _failed(brought, {"template": error.template, "values": dict(error.values)})
    except MemoryError:
        _failed(brought, {"template": MEMORY, "values": {}})
    except Exception as error:
        # Where it went wrong, and not its words: they may quote the file.
        where = "".join(traceback.format_tb(error.__traceback__))
        logger.error("Import %s failed: %s\n%s", brought.pk, type(error).__name__, where)
        _failed(brought, {"template": BROKE, "values": {}})


def _claimed(import_id: int) -> Import | None:
    """Take an import that nobody is at work on."""
    with transaction.atomic():
        held = Import.objects.select_for_update().filter(pk=import_id).first()
        if held is None or not held.is_going_on:
            return None
        if held.part > 0 and held.told_at > timezone.now() - SILENT_FOR:
            return None
        held.tries, held.told_at, held.part = held.tries + 1, timezone.now(), 0.001
        held.save(update_fields=["tries", "told_at", "part"])
    return held


def _telling(brought: Import) -> Callable[[float], None]:
    """Notes how far the work is, at most once a second."""
    told = timezone.now()

    def tell(part: float) -> None:
        nonlocal told
        now = timezone.now()
        if (now - told).total_seconds() >= SECONDS_BETWEEN:
            told = now
            whole = min(max(part, 0.001), 1.0)
            Import.objects.filter(pk=brought.pk).update(part=whole, told_at=now)

    return tell


def _look(brought: Import) -> None:
    opened = Opened(storage.path_of(brought.token), _telling(brought))
    sheets = looked_at(opened, brought.wave.version.form)
    rows = Import.objects.filter(pk=brought.pk, state=Import.State.READING)
    rows.update(sheets=sheets, state=Import.State.TO_MAP, part=0.0, tries=0)


def _take(brought: Import) -> None:
    wave = brought.wave
    opened = Opened(storage.path_of(brought.token), _telling(brought))
    taking = Taking(wave.version.form, brought.mapping, brought.side, brought.sha256, timezone.localdate())
    for some in batched(taking.go(opened), AT_ONCE):
        _keep(brought, some)
    tally = taking.tally
    taken = Response.objects.filter(brought_by=brought).count()
    used = {entry["sheet"]: entry["columns"] for entry in _sheets_of(brought.mapping)}
    report = {
        "rows": tally.rows,
        "taken": taken,
        "known": tally.rows - taken,
        "empty": tally.empty,
        "orphans": tally.orphans,
        "unread_count": tally.unread_count,
        "unread": tally.unread,
        "left_out": _left_out(brought.sheets, used),
    }
    rows = Import.objects.filter(pk=brought.pk, state=Import.State.TAKING)
    rows.update(report=report, state=Import.State.DONE, part=1.0)
    ask_for_report(wave)


def _keep(brought: Import, some: tuple[Taken, ...]) -> None:
    """Write answers whose key is not known yet; a second time the same changes nothing."""
    Response.objects.bulk_create(
        (
            Response(
                wave_id=brought.wave_id,
                channel=Response.Channel.IMPORT,
                side=one.side,
                answers=one.answers,
                week=one.week,
                source_key=one.source_key,
                source_row=one.row,
                brought_by=brought,
            )
            for one in some
        ),
        ignore_conflicts=True,
    )


def _sheets_of(mapping: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield mapping["main"]
    yield from mapping.get("repeats", {}).values()


def _left_out(sheets: list[dict[str, Any]], used: dict[str, Any]) -> list[dict[str, Any]]:
    """The columns of each sheet that were not taken."""
    found = []
    for sheet in sheets:
        known = used.get(sheet["name"], {})
        columns = [one for at, one in enumerate(sheet["columns"]) if one and str(at) not in known]
        if columns:
            found.append({"sheet": sheet["name"], "columns": columns})
    return found


def _failed(brought: Import, problem: dict[str, Any]) -> None:
    rows = Import.objects.filter(pk=brought.pk)
    rows.update(state=Import.State.FAILED, problem=problem)


def look_after_work(now: datetime) -> None:
    """Take up work whose worker died, and forget drafts and files that nobody comes back to."""
    silent = Import.objects.filter(
        state__in=[Import.State.READING, Import.State.TAKING], told_at__lt=now - SILENT_FOR
    )
    for brought in silent:
        if brought.tries >= MOST_TRIES:
            _failed(brought, {"template": INTERRUPTED, "values": {}})
        else:
            work_on_import.enqueue(brought.pk)
    for report in Report.objects.filter(asked_at__lt=now - SILENT_FOR):
        if report.made_at is None or report.made_at < report.asked_at:
            make_report.enqueue(report.wave_id)
    last = timezone.localtime(now) - DRAFTS_KEPT
    Draft.objects.filter(changed_on__lt=last.date()).delete()
    tokens = set(Import.objects.values_list("token", flat=True))
    storage.sweep(tokens, now - LOOSE_FOR)
