"""What the machine does alone: making a lottery, and drawing from it."""

import logging
from typing import Any

from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.module_loading import import_string

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.sortition.people import Refused
from titiktemu.step1_issues.participation.models import Selection
from titiktemu.step1_issues.participation.words import DrawState

LOTS = "titiktemu.step1_issues.participation.lots"
"""By name: what it imports costs a web process, which never computes, memory and time."""
BROKE = gettext_noop("Something went wrong in the program. Nothing is lost; please try again.")
logger = logging.getLogger(__name__)


@task()
def compute(selection_id: int) -> None:
    """Make the lottery or draw from it, whichever waits; nothing where neither does."""
    selection = Selection.objects.filter(pk=selection_id).first()
    if selection is None or selection.state not in (DrawState.MAKING, DrawState.DRAWING):
        return
    asked, state = selection.asked_at, selection.state
    found = _made(selection) if state == DrawState.MAKING else _drawn(selection)
    with transaction.atomic():
        # Other quotas may have been asked for while this was computed.
        still = Selection.objects.select_for_update().filter(pk=selection_id, asked_at=asked, state=state)
        if still.exists():
            if found["state"] == DrawState.DRAWN:
                found["drawn_at"] = timezone.now()
            Selection.objects.filter(pk=selection_id).update(**found)


def _made(selection: Selection) -> dict[str, Any]:
    try:
        found: dict[str, Any] = import_string(f"{LOTS}.made")(selection)
    except Refused as error:
        return {"state": DrawState.REFUSED, "problem": {"template": error.template, "values": error.values}}
    except Exception:
        logger.exception("The lottery of selection %s failed", selection.pk)
        return {"state": DrawState.REFUSED, "problem": {"template": BROKE, "values": {}}}
    return found


def _drawn(selection: Selection) -> dict[str, Any]:
    try:
        found: dict[str, Any] = import_string(f"{LOTS}.drawn")(selection)
    except Exception:
        logger.exception("The draw of selection %s failed", selection.pk)
        # The lottery and the seed stay: the same draw can be made again.
        return {"state": DrawState.DRAWING, "problem": {"template": BROKE, "values": {}}}
    return found
