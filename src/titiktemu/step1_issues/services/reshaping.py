"""Merging cards and splitting them: the old ones stay, the new ones name them and keep their authors."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.words import Side
from titiktemu.step1_issues.models import DecisionRound, EvidenceLink, Issue, NamedData, Wish
from titiktemu.step1_issues.queries.issues import next_number
from titiktemu.step1_issues.words import IssueState

FEWEST_PARTS = 2


@transaction.atomic
def merge_issues(
    *, actor: Actor, initiative: Initiative, issues: Iterable[Issue], problem: str, problem_en: str = ""
) -> Issue:
    """Make one card of several. Reasons, data and evidence are copied, once each; the old cards stay.

    Solutions, ratings and places in the channels are not carried over: they were about another text.
    """
    require(actor, Action.RESHAPE_ISSUES, initiative)
    old = _locked(initiative, issues)
    if len(old) < FEWEST_PARTS:
        raise RuleBroken(_("Choose at least two cards to merge."))
    merged = _new(initiative, old, problem, problem_en)
    _copy_wishes(old, merged)
    _copy_data(old, merged)
    _copy_evidence(old, merged)
    _retire(old)
    record(actor, Action.RESHAPE_ISSUES, initiative, merged, {"from": [one.number for one in old]})
    return merged


@transaction.atomic
def split_issue(*, actor: Actor, issue: Issue, problems: Sequence[str]) -> list[Issue]:
    """Make several cards of one. Reasons, data and evidence stay on the old card, to be placed anew."""
    require(actor, Action.RESHAPE_ISSUES, issue.initiative)
    initiative = issue.initiative
    old = _locked(initiative, [issue])
    texts = [text.strip() for text in problems if text.strip()]
    if len(texts) < FEWEST_PARTS:
        raise RuleBroken(_("Write at least two problems, one on each line."))
    parts = [_new(initiative, old, text, "") for text in texts]
    _retire(old)
    record(actor, Action.RESHAPE_ISSUES, initiative, issue, {"into": [one.number for one in parts]})
    return parts


def _locked(initiative: Initiative, issues: Iterable[Issue]) -> list[Issue]:
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    wanted = {one.pk for one in issues}
    found = list(Issue.objects.filter(initiative=initiative, pk__in=wanted).order_by("number"))
    if len(found) != len(wanted) or any(not one.is_open for one in found):
        raise RuleBroken(_("Only candidates and issues on the short list can be merged or split."))
    running = DecisionRound.objects.filter(proposal__issue__in=found).exclude(
        state=DecisionRound.State.CLOSED
    )
    if running.exists():
        raise RuleBroken(_("A round of decision on one of these issues is not closed yet."))
    return found


def _new(initiative: Initiative, old: list[Issue], problem: str, problem_en: str) -> Issue:
    """A card that came from others: what they all say of themselves stays, the rest is open again."""
    shared: dict[str, Any] = {}
    for name in ("scope", "sector", "region", "mechanism", "author_side"):
        values = {getattr(one, name) for one in old}
        if len(values) == 1:
            shared[name] = values.pop()
    if len(old) == 1:
        shared |= {"mechanism_note": old[0].mechanism_note, "mechanism_note_en": old[0].mechanism_note_en}
    made = Issue.objects.create(
        initiative=initiative,
        number=next_number(Issue.objects.filter(initiative=initiative)),
        problem=problem.strip(),
        problem_en=problem_en.strip(),
        added_at=timezone.now(),
        **shared,
    )
    made.derived_from.set(old)
    made.authors.set({person.pk for one in old for person in one.authors.all()})
    return made


def _copy_wishes(old: list[Issue], merged: Issue) -> None:
    """Each person's reason, once: of several, all their words."""
    said: dict[int, list[Wish]] = {}
    for wish in Wish.objects.filter(issue__in=old).order_by("said_at", "pk"):
        said.setdefault(wish.place_id, []).append(wish)
    Wish.objects.bulk_create(
        Wish(
            issue=merged,
            side=Side(wishes[0].side),
            place_id=place,
            reason=_joined([one.reason for one in wishes]),
            reason_en=_joined([one.reason_en for one in wishes]),
            said_at=wishes[-1].said_at,
        )
        for place, wishes in said.items()
    )


def _joined(texts: list[str]) -> str:
    return " ".join(dict.fromkeys(text for text in texts if text))[:600]


def _copy_data(old: list[Issue], merged: Issue) -> None:
    seen: dict[tuple[str, int | None, int | None], NamedData] = {}
    for data in NamedData.objects.filter(issue__in=old, solution=None):
        seen.setdefault((data.title.casefold(), data.asset_id, data.dataset_id), data)
    for data in seen.values():
        data.pk, data.issue = None, merged
    NamedData.objects.bulk_create(seen.values())


def _copy_evidence(old: list[Issue], merged: Issue) -> None:
    """Each piece once, the stronger of two links of the same row."""
    seen: dict[tuple[str, int | None, str], EvidenceLink] = {}
    for link in EvidenceLink.objects.filter(issue__in=old).order_by("-strength", "pk"):
        key = (link.source, link.source_id, "" if link.source else link.text)
        seen.setdefault(key, link)
    for link in seen.values():
        link.pk, link.issue = None, merged
    EvidenceLink.objects.bulk_create(seen.values())


def _retire(old: list[Issue]) -> None:
    Issue.objects.filter(pk__in=[one.pk for one in old]).update(
        state=IssueState.REPLACED, replaced_at=timezone.now()
    )
