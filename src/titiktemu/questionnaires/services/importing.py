"""Bringing in answers that another tool collected: the file, its columns, and taking an import back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from titiktemu.analysis.questionnaire.columns import KEY, PARENT, PLACE, SIDE, WHEN, Target, targets_of
from titiktemu.analysis.questionnaire.model import Form
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.file_store import cleaned_name
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.words import Side
from titiktemu.questionnaires import storage
from titiktemu.questionnaires.models import Change, Import, Response, Wave
from titiktemu.questionnaires.queries.pages import next_number
from titiktemu.questionnaires.services.correcting import check_reason
from titiktemu.questionnaires.tasks import ask_for_report, have_worked_on

SPECIAL = frozenset({KEY, PLACE, WHEN, PARENT, SIDE})


def begin_import(
    *, actor: Actor, wave: Wave, name: str, size: int, chunks: Iterable[bytes], side: Side
) -> Import:
    """Keep a file and have the worker look at its columns."""
    initiative = wave.questionnaire.initiative
    require(actor, Action.IMPORT_ANSWERS, initiative)
    if not 0 < size <= settings.UPLOAD_LIMIT:
        raise RuleBroken(
            _("The file has %(size)s; at most %(most)s can be taken.")
            % {"size": filesizeformat(size), "most": filesizeformat(settings.UPLOAD_LIMIT)}
        )
    token = get_random_string(32)
    written, sha256 = storage.keep(token, chunks, size)
    with transaction.atomic():
        Wave.objects.select_for_update().get(pk=wave.pk)
        now = timezone.now()
        made = Import.objects.create(
            wave=wave,
            number=next_number(Import.objects.filter(wave=wave)),
            name=cleaned_name(name),
            token=token,
            size=written,
            sha256=sha256,
            side=side.value,
            sent_by=actor.place_in(initiative),
            sent_by_account=actor.user,
            sent_at=now,
            told_at=now,
        )
        have_worked_on(made)
        detail = {"state": "received", "hash": sha256}
        record(actor, Action.IMPORT_ANSWERS, initiative, wave.questionnaire, detail)
    return made


@transaction.atomic
def confirm_columns(*, actor: Actor, brought: Import, columns: Mapping[int, Mapping[int, str]]) -> Import:
    """Say which column of which sheet holds what, and have the answers taken in.

    ``columns`` maps places of sheets to places of columns to targets; what is left out is said in the report.
    """
    initiative = brought.wave.questionnaire.initiative
    require(actor, Action.IMPORT_ANSWERS, initiative)
    held = Import.objects.select_for_update().get(pk=brought.pk)
    if held.state != Import.State.TO_MAP:
        raise RuleBroken(_("The columns of this file were confirmed already, or it is being read."))
    held.mapping = _mapping(brought.wave.version.form, held, columns)
    held.state, held.part, held.told_at = Import.State.TAKING, 0.0, timezone.now()
    held.save()
    have_worked_on(held)
    record(actor, Action.IMPORT_ANSWERS, initiative, brought.wave.questionnaire, {"state": "confirmed"})
    return held


def _mapping(form: Form, held: Import, columns: Mapping[int, Mapping[int, str]]) -> dict[str, Any]:
    found: dict[str, Any] = {"repeats": {}}
    for at, sheet in enumerate(held.sheets):
        repeat = sheet["repeat"]
        if at and not repeat:
            continue
        known = {str(one) for one in targets_of(form, repeat)} | SPECIAL
        chosen = {place: text for place, text in columns.get(at, {}).items() if text}
        if unknown := sorted(set(chosen.values()) - known):
            raise RuleBroken(_("“%(name)s” is no question of this form.") % {"name": unknown[0]})
        _check_twice(list(chosen.values()))
        entry = {"sheet": sheet["name"], "columns": {str(place): text for place, text in chosen.items()}}
        if at == 0:
            found["main"] = entry
        else:
            found["repeats"][repeat] = entry
    if not any(Target.read(text).name in form.by_name for text in found["main"]["columns"].values()):
        raise RuleBroken(_("No column is mapped to a question yet."))
    return found


def _check_twice(chosen: list[str]) -> None:
    twice = next((one for one in chosen if chosen.count(one) > 1), None)
    if twice is not None:
        raise RuleBroken(_("Two columns are mapped to “%(name)s”. Please choose one.") % {"name": twice})


@transaction.atomic
def take_back_import(*, actor: Actor, brought: Import, reason: str) -> int:
    """Take everything out that an import brought, with a trace of each; the file can be brought in again."""
    initiative = brought.wave.questionnaire.initiative
    require(actor, Action.IMPORT_ANSWERS, initiative)
    check_reason(reason)
    held = Import.objects.select_for_update().get(pk=brought.pk)
    if held.is_going_on:
        raise RuleBroken(_("The worker is still busy with this file."))
    rows = Response.objects.filter(brought_by=held, is_removed=False)
    now, place = timezone.now(), actor.place_in(initiative)
    Change.objects.bulk_create(
        (
            Change(
                response_id=key,
                kind=Change.Kind.REMOVED,
                reason=reason.strip(),
                changed_by=place,
                changed_by_account=actor.user,
                changed_at=now,
            )
            for key in rows.values_list("pk", flat=True)
        ),
        batch_size=500,
    )
    taken_back = f"back:{held.pk}:"
    many = rows.update(is_removed=True, source_key=Substr(Concat(Value(taken_back), F("source_key")), 1, 80))
    ask_for_report(brought.wave)
    detail = {"state": "taken_back", "answers": many}
    record(actor, Action.IMPORT_ANSWERS, initiative, brought.wave.questionnaire, detail)
    return many
