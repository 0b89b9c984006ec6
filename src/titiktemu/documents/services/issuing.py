"""Issuing papers with their numbers, showing them to the public, and the pattern of the numbers."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.documents import numbers
from titiktemu.documents.checking import checked
from titiktemu.documents.content import LANGUAGES, BrokenContent, Content, as_json
from titiktemu.documents.kinds import kind_of
from titiktemu.documents.models import Numbering, NumberSeries, Paper
from titiktemu.documents.queries import fingerprint_of, pattern_of
from titiktemu.documents.tasks import make_files
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require


@transaction.atomic
def issue_paper(
    *,
    actor: Actor,
    initiative: Initiative,
    kind: str,
    content: Mapping[str, Content],
    side: str = "",
    is_public: bool = False,
    supersedes: Paper | None = None,
) -> Paper:
    """Issue a paper in the languages given, with the next number of its kind. It never changes again.

    ``kind`` is the name of a registered kind; one without a code has papers without numbers. ``supersedes``
    puts it in the place of another, which stays and says so. Its files are made by the worker, or when the
    first reader asks. BrokenContent for content that not everybody could read.
    """
    require(actor, Action.ISSUE_PAPER, initiative, side=side)
    if supersedes is not None:
        _check_superseded(supersedes, initiative, side)
    made_at = timezone.now().replace(microsecond=0)
    known = kind_of(kind)
    number = _next_number(initiative, known.code) if known.code else ""
    told = _told(content, number, is_fiction=initiative.is_fiction)
    paper = Paper(
        initiative=initiative,
        side=side,
        kind=kind,
        number=number,
        title=told.get("id", next(iter(told.values()))).title,
        title_en=told["en"].title if "en" in told else "",
        content={language: as_json(one) for language, one in told.items()},
        made_at=made_at,
        made_by=actor.place_in(initiative),
        made_by_account=actor.user,
        supersedes=supersedes,
        is_public=is_public,
    )
    paper.fingerprint = fingerprint_of(paper)
    paper.save(force_insert=True)
    transaction.on_commit(partial(make_files.enqueue, paper.pk))
    record(actor, Action.ISSUE_PAPER, initiative, paper, {"kind": kind, "hash": paper.fingerprint})
    return paper


def _told(content: Mapping[str, Content], number: str, *, is_fiction: bool) -> dict[str, Content]:
    known = content.keys() <= set(LANGUAGES) and all(
        one.language == language for language, one in content.items()
    )
    if not content or not known:
        raise BrokenContent("A paper is issued in Indonesian, in English, or in both.")
    whole = {language: content[language] for language in LANGUAGES if language in content}
    return {
        language: checked(replace(one, number=number, is_fiction=one.is_fiction or is_fiction))
        for language, one in whole.items()
    }


def _check_superseded(paper: Paper, initiative: Initiative, side: str) -> None:
    if paper.initiative_id != initiative.pk or paper.side != side:
        raise BrokenContent("A paper stands in the place of one of the same initiative and side.")
    Paper.objects.select_for_update().get(pk=paper.pk)
    if Paper.objects.filter(supersedes=paper).exists():
        raise RuleBroken(_("Another paper stands in the place of this one already. Replace that one."))


def _next_number(initiative: Initiative, code: str) -> str:
    """Take the next number; whoever asks at the same time waits, and a failed issue gives it back."""
    today = timezone.localdate()
    asked: dict[str, Any] = {"initiative": initiative, "code": code, "year": today.year}
    NumberSeries.objects.get_or_create(**asked)
    series = NumberSeries.objects.select_for_update().get(**asked)
    pattern = pattern_of(initiative)
    # A changed pattern may write a number that an older one has written: that one is passed over.
    while True:
        series.last += 1
        number = numbers.written(pattern, series.last, code, today)
        if not Paper.objects.filter(initiative=initiative, number=number).exists():
            series.save(update_fields=["last"])
            return number


@transaction.atomic
def show_paper(*, actor: Actor, paper: Paper, is_public: bool) -> Paper:
    """Show a paper to the public, or to its own people only. Signed copies stay with these."""
    require(actor, Action.SHOW_PAPER, paper.initiative, side=paper.side)
    paper.is_public = is_public
    paper.save(update_fields=["is_public"])
    record(actor, Action.SHOW_PAPER, paper.initiative, paper, {"public": is_public})
    return paper


@transaction.atomic
def set_numbering(*, actor: Actor, initiative: Initiative, pattern: str) -> Numbering:
    """Change the pattern of numbers to come; numbers that were given stay as they are."""
    require(actor, Action.SET_NUMBERING, initiative)
    pattern = pattern.strip()
    if not numbers.is_pattern(pattern):
        raise RuleBroken(
            _(
                "The pattern needs {number}, {code} and {year}, each once and with something between them;"
                " {month} may be added."
            )
        )
    found, _made = Numbering.objects.update_or_create(initiative=initiative, defaults={"pattern": pattern})
    record(actor, Action.SET_NUMBERING, initiative, found)
    return found
