"""Answering: page by page, in one piece from a phone, or typed in from paper.

No entry is made of single answers: whoever reads the record must not learn who came when.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.analysis.questionnaire.situation import Problem, Situation, tidied
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.limits import count_try
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.words import Side
from titiktemu.questionnaires.models import Answered, Draft, Receipt, Response, Wave
from titiktemu.questionnaires.models.responses import week_of
from titiktemu.questionnaires.queries.answering import (
    draft_of,
    has_answered,
    hash_of,
    pseudonym_of,
    side_of,
    speaks_for,
    was_sent,
)

WINDOW = timedelta(minutes=10)
MOST_BY_LINK = 400
MOST_DRAFTS = 2000
LARGEST_ANSWERS = 400_000
"""Letters of all answers of one person."""


class NotComplete(RuleBroken):
    """Something is missing or wrong; ``problems`` says what and where."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(_("Some answers are missing or not possible."))
        self.problems = problems


@transaction.atomic
def keep_page(*, actor: Actor, wave: Wave, token: str, answers: Mapping[str, Any]) -> Draft:
    """Keep what somebody has answered so far, under a secret of their browser."""
    require(actor, Action.ANSWER_QUESTIONNAIRE, wave.questionnaire.initiative)
    wave = _open(wave)
    _check_who(actor, wave)
    _check_size(answers)
    if draft_of(wave, token) is None:
        count_try("questionnaire draft", str(wave.pk), most=MOST_DRAFTS, per=WINDOW)
    kept, _made = Draft.objects.update_or_create(
        token=hash_of(token),
        defaults={
            "wave": wave,
            "answers": tidied(wave.version.form, answers),
            "changed_on": timezone.localdate(),
        },
    )
    return kept


@transaction.atomic
def finish(*, actor: Actor, wave: Wave, token: str) -> None:
    """Turn what was kept into an answer; from then on nothing leads from the browser to it."""
    require(actor, Action.ANSWER_QUESTIONNAIRE, wave.questionnaire.initiative)
    wave = _open(wave)
    _check_who(actor, wave)
    draft = draft_of(wave, token)
    if draft is None:
        raise RuleBroken(_("Nothing was kept yet. Please answer at least one question."))
    _take(actor, wave, draft.answers)
    draft.delete()


@transaction.atomic
def send_kept(*, actor: Actor, wave: Wave, key: str, answers: Mapping[str, Any]) -> bool:
    """Take answers that a phone kept without a connection; the same key a second time changes nothing.

    Gives whether they were taken now.
    """
    require(actor, Action.ANSWER_QUESTIONNAIRE, wave.questionnaire.initiative)
    if was_sent(key):
        return False
    wave = _open(wave)
    _check_who(actor, wave)
    _check_size(answers)
    if was_sent(key):  # two tabs at once waited for each other at the wave
        return False
    _take(actor, wave, answers)
    Receipt.objects.create(key=hash_of(key), wave=wave)
    return True


@transaction.atomic
def enter_answers(*, actor: Actor, wave: Wave, side: Side, answers: Mapping[str, Any]) -> Response:
    """Type in what somebody answered on paper."""
    initiative = wave.questionnaire.initiative
    require(actor, Action.ENTER_ANSWERS, initiative)
    wave = _open(wave)
    _check_size(answers)
    form = wave.version.form
    situation = Situation(form, tidied(form, answers), timezone.localdate())
    if problems := situation.problems():
        raise NotComplete(problems)
    made = Response.objects.create(
        wave=wave,
        channel=Response.Channel.PAPER,
        side=side.value,
        answers=situation.kept(),
        week=week_of(timezone.localdate()),
    )
    record(actor, Action.ENTER_ANSWERS, initiative, wave.questionnaire, {"side": side.value})
    return made


def _open(wave: Wave) -> Wave:
    """The wave as it is now, kept from being closed until this is done."""
    held = Wave.objects.select_for_update().get(pk=wave.pk)
    held.questionnaire, held.version = wave.questionnaire, wave.version
    if held.is_closed:
        raise RuleBroken(_("This questionnaire has closed. Your answers could not be taken any more."))
    if not held.is_open:
        raise RuleBroken(_("This questionnaire has not opened yet."))
    if held.version_id != wave.version_id:
        raise RuleBroken(_("The questions were changed meanwhile. Please open the page again."))
    return held


def _check_who(actor: Actor, wave: Wave) -> None:
    if not side_of(actor, wave.questionnaire):
        raise RuleBroken(_("This questionnaire is not open to you."))
    if has_answered(actor, wave):
        raise RuleBroken(_("You have answered this questionnaire already. Thank you."))


def _check_size(answers: Mapping[str, Any]) -> None:
    if len(str(answers)) > LARGEST_ANSWERS:
        raise RuleBroken(_("These answers are too long to be kept."))


def _take(actor: Actor, wave: Wave, answers: Mapping[str, Any]) -> None:
    form = wave.version.form
    situation = Situation(form, tidied(form, answers), timezone.localdate())
    if problems := situation.problems():
        raise NotComplete(problems)
    questionnaire = wave.questionnaire
    listed = speaks_for(actor, questionnaire)
    place = actor.place_in(questionnaire.initiative)
    if not listed:
        count_try("questionnaire", str(wave.pk), most=MOST_BY_LINK, per=WINDOW)
    elif place is not None:
        Answered.objects.create(wave=wave, place=place)
    Response.objects.create(
        wave=wave,
        channel=Response.Channel.ROSTER if listed else Response.Channel.LINK,
        side=side_of(actor, questionnaire),
        answers=situation.kept(),
        week=week_of(timezone.localdate()),
        pseudonym=pseudonym_of(actor, questionnaire),
    )
