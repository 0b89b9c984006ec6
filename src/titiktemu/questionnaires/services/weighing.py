"""What figures are brought to: margins of the population, columns of the design, how they are split."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from titiktemu.analysis.questionnaire.model import Form, Kind
from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.spreadsheet.sheets import Unreadable
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.questionnaires.models import Wave, Weighing
from titiktemu.questionnaires.tasks import ask_for_report
from titiktemu.questionnaires.wording import say

LARGEST = 1024 * 1024
MOST_LINES = 500
MOST_BY = 3
COLUMNS = ("variable", "level", "total")


@transaction.atomic
def set_weighing(
    *,
    actor: Actor,
    wave: Wave,
    design: Mapping[str, str],
    by: Sequence[str],
    margins: Path | None = None,
    without_margins: bool = False,
) -> Weighing:
    """Say how the answers of a wave are weighed; figures of a closed wave are made anew.

    ``margins`` is a table with the columns variable, level and total.
    """
    initiative = wave.questionnaire.initiative
    require(actor, Action.WEIGH_ANSWERS, initiative)
    form = wave.version.form
    held, _made = Weighing.objects.select_for_update().get_or_create(wave=wave)
    for name in (*design.values(), *by):
        if name and name not in form.by_name:
            raise RuleBroken(_("“%(name)s” is no question of this form.") % {"name": name})
    if len(by) > MOST_BY:
        raise RuleBroken(_("Figures are split by at most %(most)d questions.") % {"most": MOST_BY})
    held.design = {name: value for name, value in design.items() if value}
    held.by, held.problem = list(by), None
    if without_margins:
        held.margins = []
    elif margins is not None:
        held.margins = _margins(form, margins)
    held.save()
    ask_for_report(wave)
    record(actor, Action.WEIGH_ANSWERS, initiative, wave.questionnaire, {"margins": len(held.margins)})
    return held


def _margins(form: Form, path: Path) -> list[dict[str, Any]]:
    if path.stat().st_size > LARGEST:
        raise RuleBroken(_("The table of margins is too large."))
    try:
        read = read_file(path)
    except Unreadable as error:
        raise RuleBroken(say(error.template, error.values)) from error
    rows = read.sheets[0].rows if read.sheets else []
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if not set(COLUMNS) <= set(header):
        raise RuleBroken(_("The table of margins needs the columns variable, level and total."))
    places = [header.index(name) for name in COLUMNS]
    lines = [
        (number, [row[at].strip() if at < len(row) else "" for at in places])
        for number, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    ]
    if not 0 < len(lines) <= MOST_LINES:
        raise RuleBroken(_("The table of margins has no line, or more than %(most)d.") % {"most": MOST_LINES})
    return [_margin(form, number, *cells) for number, cells in lines]


def _margin(form: Form, number: int, variable: str, level: str, total: str) -> dict[str, Any]:
    placed = form.by_name.get(variable)
    if placed is None or placed.item.kind is not Kind.SELECT_ONE or placed.repeat is not None:
        sentence = _("Row %(row)d: “%(name)s” is no question with one choice in this form.")
        raise RuleBroken(sentence % {"row": number, "name": variable})
    if level not in {one.name for one in form.choices_of(placed.item)}:
        sentence = _("Row %(row)d: “%(level)s” is no choice of “%(name)s”.")
        raise RuleBroken(sentence % {"row": number, "level": level, "name": variable})
    try:
        known = float(total)
    except ValueError:
        known = -1.0
    if not 0 < known < 1e12:
        sentence = _("Row %(row)d: “%(total)s” is no number of people.")
        raise RuleBroken(sentence % {"row": number, "total": total})
    return {"variable": variable, "level": level, "total": known}
