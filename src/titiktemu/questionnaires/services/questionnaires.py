"""A questionnaire's life: made, its questions written, its waves opened and closed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.analysis.questionnaire.model import Form
from titiktemu.analysis.questionnaire.soundness import faults
from titiktemu.foundation import codes
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.questionnaires.example import EXAMPLE
from titiktemu.questionnaires.models import Draft, Questionnaire, Version, Wave, Weighing
from titiktemu.questionnaires.queries.answering import has_responses
from titiktemu.questionnaires.queries.pages import newest_version, next_number
from titiktemu.questionnaires.tasks import ask_for_report
from titiktemu.questionnaires.wording import fault_json, say
from titiktemu.questionnaires.xlsform.reading import ReadForm, read_form

LINK_LETTERS = 8
FIXED_AT_OPENING = {"by_link", "by_roster", "linked", "sampling"}
"""What people must be able to rely on when they answer."""


def create_questionnaire(
    *, actor: Actor, initiative: Initiative, title: str, file: Path | None, **fields: Any
) -> Questionnaire:
    """Prepare a questionnaire from an XLSForm; nobody but those who prepare it sees it until it opens.

    Without a file it begins with the questions of the example, to be changed on pages.
    Raises ``Refused`` with every reason where the form cannot be asked.
    """
    require(actor, Action.CREATE_QUESTIONNAIRE, initiative)
    read = ReadForm(EXAMPLE, []) if file is None else read_form(file)
    with transaction.atomic():
        Initiative.objects.select_for_update().get(pk=initiative.pk)
        made = Questionnaire.objects.create(
            initiative=initiative,
            number=next_number(Questionnaire.objects.filter(initiative=initiative)),
            title=title or read.form.title,
            link_code=_free_code(),
            **fields,
        )
        wave = Wave.objects.create(questionnaire=made, number=1, version=_version(made, 1, read))
        Weighing.objects.create(wave=wave)
        record(actor, Action.CREATE_QUESTIONNAIRE, initiative, made)
    return made


def _free_code() -> str:
    while True:
        code = codes.fresh(LINK_LETTERS)
        if not Questionnaire.objects.filter(link_code=code).exists():
            return code


def _version(questionnaire: Questionnaire, number: int, read: ReadForm) -> Version:
    return Version.objects.create(
        questionnaire=questionnaire,
        number=number,
        content=read.form.as_json(),
        remarks=[fault_json(one) for one in read.remarks],
        made_at=timezone.now(),
    )


@transaction.atomic
def edit_questionnaire(*, actor: Actor, questionnaire: Questionnaire, **fields: Any) -> Questionnaire:
    """Change what it says of itself; who may answer, and under which promise, is fixed at the opening."""
    require(actor, Action.EDIT_QUESTIONNAIRE, questionnaire.initiative)
    stored = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    opened = stored.waves.exclude(state=Wave.State.DRAFT).exists()
    changed = {name for name, value in fields.items() if getattr(stored, name) != value}
    if opened and changed & FIXED_AT_OPENING:
        raise RuleBroken(_("Who may answer, and under which promise, was fixed when it first opened."))
    for name, value in fields.items():
        setattr(stored, name, value)
    stored.save()
    record(actor, Action.EDIT_QUESTIONNAIRE, stored.initiative, stored)
    return stored


def write_questions(*, actor: Actor, questionnaire: Questionnaire, file: Path) -> Version:
    """Take in another XLSForm: in place of the version that nobody has answered, else as a new one.

    A new version is asked from the next wave on.
    """
    require(actor, Action.WRITE_QUESTIONS, questionnaire.initiative)
    read = read_form(file)
    with transaction.atomic():
        Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        return _keep(actor, questionnaire, newest_version(questionnaire), read)


@transaction.atomic
def change_questions(
    *, actor: Actor, questionnaire: Questionnaire, change: Callable[[Form], Form]
) -> Version:
    """Change the newest questions on a page; as `write_questions`, but never while they are being answered.

    ``change`` gets the questions as they are now and may refuse with ``RuleBroken``.
    """
    require(actor, Action.WRITE_QUESTIONS, questionnaire.initiative)
    Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if questionnaire.waves.filter(state=Wave.State.OPEN).exists():
        raise RuleBroken(_("People are answering now. Questions can be changed once this wave is closed."))
    newest = newest_version(questionnaire)
    form = change(newest.form)
    if not form.items:
        raise RuleBroken(_("A questionnaire needs at least one question."))
    if found := faults(form):
        raise RuleBroken(say(found[0].template, found[0].values))
    return _keep(actor, questionnaire, newest, ReadForm(form, []))


def _keep(actor: Actor, questionnaire: Questionnaire, newest: Version, read: ReadForm) -> Version:
    """Keep questions in the place of those that nobody has answered, else as a new version."""
    if any(has_responses(wave) for wave in newest.waves.all()):
        newest = _version(questionnaire, newest.number + 1, read)
        questionnaire.waves.filter(state=Wave.State.DRAFT).update(version=newest)
    else:
        newest.content, newest.made_at = read.form.as_json(), timezone.now()
        newest.remarks = [fault_json(one) for one in read.remarks]
        newest.save()
        Draft.objects.filter(wave__version=newest).delete()
    detail = {"number": newest.number}
    record(actor, Action.WRITE_QUESTIONS, questionnaire.initiative, questionnaire, detail)
    return newest


@transaction.atomic
def open_wave(*, actor: Actor, wave: Wave) -> Wave:
    """Begin to take answers."""
    initiative = wave.questionnaire.initiative
    require(actor, Action.OPEN_WAVE, initiative)
    wave = Wave.objects.select_for_update().select_related("questionnaire__initiative").get(pk=wave.pk)
    if wave.state != Wave.State.DRAFT:
        raise RuleBroken(_("This wave was opened already."))
    wave.state, wave.opened_at = Wave.State.OPEN, timezone.now()
    wave.save()
    record(actor, Action.OPEN_WAVE, initiative, wave.questionnaire, {"number": wave.number})
    return wave


@transaction.atomic
def close_wave(*, actor: Actor, wave: Wave) -> Wave:
    """End the wave for good and have its figures made; what nobody finished is forgotten."""
    initiative = wave.questionnaire.initiative
    require(actor, Action.CLOSE_WAVE, initiative)
    wave = Wave.objects.select_for_update().select_related("questionnaire__initiative").get(pk=wave.pk)
    if not wave.is_open:
        raise RuleBroken(_("This wave is not open."))
    wave.state, wave.closed_at = Wave.State.CLOSED, timezone.now()
    wave.save()
    wave.drafts.all().delete()
    ask_for_report(wave)
    record(actor, Action.CLOSE_WAVE, initiative, wave.questionnaire, {"number": wave.number})
    return wave


@transaction.atomic
def add_wave(*, actor: Actor, questionnaire: Questionnaire) -> Wave:
    """Prepare to ask once more, with the newest version."""
    require(actor, Action.ADD_WAVE, questionnaire.initiative)
    Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    waves = Wave.objects.filter(questionnaire=questionnaire)
    last = waves.order_by("-number")[:1].get()
    if not last.is_closed:
        raise RuleBroken(_("Close the present wave before you prepare another."))
    version = questionnaire.versions.order_by("-number")[:1].get()
    made = Wave.objects.create(questionnaire=questionnaire, number=last.number + 1, version=version)
    before = Weighing.objects.filter(wave=last).first() or Weighing()
    Weighing.objects.create(wave=made, margins=before.margins, design=before.design, by=before.by)
    record(actor, Action.ADD_WAVE, questionnaire.initiative, questionnaire, {"number": made.number})
    return made
