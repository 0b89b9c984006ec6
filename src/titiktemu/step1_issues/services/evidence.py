"""Linking evidence to issues, and noting where each channel puts them, or why it was not used."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.step1_issues.models import ChannelUse, EvidenceLink, Issue, Standing
from titiktemu.step1_issues.queries.pieces import linkable_pieces
from titiktemu.step1_issues.words import Channel, IssueState, Strength


@dataclass(frozen=True)
class Place:
    """Where a channel puts an issue: rank 1 is the most urgent, how strongly, and on how many it rests."""

    rank: int
    strength: int = Strength.MODERATE
    people: int | None = None


@transaction.atomic
def link_evidence(
    *, actor: Actor, issue: Issue, channel: str, kind: str, text: str, **fields: Any
) -> EvidenceLink:
    """Link a quote, article, figure or statement. What was linked already is told, not linked twice.

    ``source`` and ``source_id`` name the row it comes from, where it has one. The words are kept as they are.
    """
    require(actor, Action.LINK_EVIDENCE, issue.initiative)
    _check_living(Issue.objects.select_for_update().get(pk=issue.pk))
    source, source_id = fields.get("source", ""), fields.get("source_id")
    if source and EvidenceLink.objects.filter(issue=issue, source=source, source_id=source_id).exists():
        raise RuleBroken(_("This is linked to the issue already."))
    link = EvidenceLink.objects.create(
        issue=issue, channel=channel, kind=kind, text=text, linked_at=timezone.now(), **fields
    )
    record(actor, Action.LINK_EVIDENCE, issue.initiative, link, {"channel": channel, "linked": True})
    return link


def _check_living(issue: Issue) -> None:
    if issue.state == IssueState.REPLACED:
        raise RuleBroken(_("This card was merged or split. Link the evidence to what it became."))


@transaction.atomic
def unlink_evidence(*, actor: Actor, link: EvidenceLink) -> None:
    """Take a piece of evidence off an issue."""
    issue = link.issue
    require(actor, Action.LINK_EVIDENCE, issue.initiative)
    _check_living(Issue.objects.select_for_update().get(pk=issue.pk))
    EvidenceLink.objects.filter(pk=link.pk).delete()
    record(actor, Action.LINK_EVIDENCE, issue.initiative, issue, {"channel": link.channel, "linked": False})


@transaction.atomic
def link_pieces(*, actor: Actor, issue: Issue, keys: Collection[str]) -> int:
    """Link what was gathered in the initiative by its ``source_key``; how many are new."""
    require(actor, Action.LINK_EVIDENCE, issue.initiative)
    _check_living(Issue.objects.select_for_update().get(pk=issue.pk))
    new = linkable_pieces(issue, keys)
    for one in new:
        one.linked_at = timezone.now()
    EvidenceLink.objects.bulk_create(new)
    for channel, many in Counter(str(one.channel) for one in new).items():
        told = {"channel": channel, "linked": many}
        record(actor, Action.LINK_EVIDENCE, issue.initiative, issue, told)
    return len(new)


@transaction.atomic
def rank_channel(
    *,
    actor: Actor,
    initiative: Initiative,
    channel: str,
    is_used: bool,
    note: str = "",
    note_en: str = "",
    places: Mapping[int, Place] | None = None,
) -> ChannelUse:
    """Say where a channel puts the issues (by their number), or why it was not used."""
    require(actor, Action.RANK_CHANNEL, initiative)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    if channel not in Channel.values:
        raise RuleBroken(_("There is no such channel."))
    if not is_used and not note.strip():
        raise RuleBroken(_("Say why this channel was not used; everybody will read it."))
    use, _made = ChannelUse.objects.update_or_create(
        initiative=initiative,
        channel=channel,
        defaults={"is_used": is_used, "note": note.strip(), "note_en": note_en.strip()},
    )
    given = places if is_used and places else {}
    _place_anew(initiative, channel, given)
    told = {"channel": channel, "used": is_used, "issues": len(given)}
    record(actor, Action.RANK_CHANNEL, initiative, use, told)
    return use


def _place_anew(initiative: Initiative, channel: str, places: Mapping[int, Place]) -> None:
    issues = {one.number: one for one in Issue.objects.filter(initiative=initiative, number__in=list(places))}
    if len(issues) != len(places):
        raise RuleBroken(_("One of these issues does not exist."))
    Standing.objects.filter(issue__initiative=initiative, channel=channel).delete()
    Standing.objects.bulk_create(_standings(channel, places, issues))


def _standings(channel: str, places: Mapping[int, Place], issues: Mapping[int, Issue]) -> Iterable[Standing]:
    for number, place in places.items():
        yield Standing(
            issue=issues[number],
            channel=channel,
            rank=place.rank,
            strength=place.strength,
            people=place.people,
        )
