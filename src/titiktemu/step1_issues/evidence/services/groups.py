"""Focus groups: writing one down, its notes and recording, the code book, coding, quotes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.file_store import cleaned_name
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step1_issues.evidence.models import (
    Code,
    Coding,
    Consent,
    FocusGroup,
    GroupCount,
    Passage,
    Quote,
)
from titiktemu.step1_issues.evidence.queries.media import next_number
from titiktemu.step1_issues.evidence.transcripts import (
    LONGEST_NOTES,
    MOST_AUDIO,
    MOST_PASSAGES,
    STORE,
    audio_type,
    passages_of,
)
from titiktemu.step1_issues.models import EvidenceLink
from titiktemu.step1_issues.queries.pieces import QUOTE

MOST_CODES, MOST_PEOPLE = 100, 200


@transaction.atomic
def write_group(*, actor: Actor, initiative: Initiative, side: str = "", **fields: Any) -> FocusGroup:
    """Write a session down; of one side alone where ``side`` names it."""
    require(actor, Action.WRITE_GROUP, initiative)
    if side and side not in BOTH_SIDES:
        raise RuleBroken(_("A session concerns everybody, government or civil society."))
    # The lock keeps two who write at once from taking the same number.
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    number = next_number(FocusGroup.objects.filter(initiative=initiative))
    group = FocusGroup.objects.create(
        initiative=initiative, number=number, side=side, added_at=timezone.now(), **fields
    )
    record(actor, Action.WRITE_GROUP, initiative, group, _own(group))
    return group


def _own(group: FocusGroup) -> dict[str, str]:
    """Whose it is, where it is one side's own; what is told of the initiative leaves such entries out."""
    return {"side": group.side} if group.side else {}


@transaction.atomic
def change_group(*, actor: Actor, group: FocusGroup, **fields: Any) -> FocusGroup:
    """Change what a session says of itself; whom it concerns stays."""
    require(actor, Action.WRITE_GROUP, group.initiative)
    kept = FocusGroup.objects.select_for_update().get(pk=group.pk)
    for name in fields.keys() & {"title", "held_on", "place", "guide"}:
        setattr(kept, name, fields[name])
    kept.save(update_fields=["title", "held_on", "place", "guide"])
    record(actor, Action.WRITE_GROUP, group.initiative, kept, _own(kept))
    return kept


@transaction.atomic
def count_people(*, actor: Actor, group: FocusGroup, people: Mapping[tuple[str, str], int]) -> None:
    """Say how many of each side and sex sat in the session; nobody is named."""
    require(actor, Action.WRITE_GROUP, group.initiative)
    FocusGroup.objects.select_for_update().get(pk=group.pk)
    if sum(people.values()) > MOST_PEOPLE or min(people.values(), default=0) < 0:
        raise RuleBroken(_("That is no focus group any more. Please look at the numbers again."))
    GroupCount.objects.filter(group=group).delete()
    GroupCount.objects.bulk_create(
        GroupCount(group=group, side=side, sex=sex, people=many)
        for (side, sex), many in people.items()
        if many
    )
    record(
        actor, Action.WRITE_GROUP, group.initiative, group, {"people": sum(people.values()), **_own(group)}
    )


@transaction.atomic
def write_notes(*, actor: Actor, group: FocusGroup, text: str) -> int:
    """Keep notes or a transcript, cut into passages; how many. Once coded, they stay as they are."""
    require(actor, Action.WRITE_GROUP, group.initiative)
    kept = FocusGroup.objects.select_for_update().get(pk=group.pk)
    if Coding.objects.filter(passage__group=kept).exists():
        raise RuleBroken(_("Passages of these notes are coded already; the notes stay as they are."))
    found = passages_of(text)
    if len(text) > LONGEST_NOTES or len(found) > MOST_PASSAGES:
        raise RuleBroken(
            _("Notes have at most %(letters)d letters in %(passages)d paragraphs.")
            % {"letters": LONGEST_NOTES, "passages": MOST_PASSAGES}
        )
    kept.notes = "\n".join(found)
    kept.save(update_fields=["notes"])
    Passage.objects.filter(group=kept).delete()
    Passage.objects.bulk_create(
        Passage(group=kept, number=number, text=one) for number, one in enumerate(found, start=1)
    )
    record(actor, Action.WRITE_GROUP, group.initiative, kept, {"passages": len(found), **_own(kept)})
    return len(found)


@transaction.atomic
def attach_audio(*, actor: Actor, group: FocusGroup, path: Path, name: str) -> FocusGroup:
    """Keep a recording by its hash; only those who lead can hear it."""
    require(actor, Action.WRITE_GROUP, group.initiative)
    kept = FocusGroup.objects.select_for_update().get(pk=group.pk)
    size = path.stat().st_size
    kind = audio_type(path)
    if not kind or size > MOST_AUDIO:
        raise RuleBroken(_("A recording is MP3, M4A, OGG, WAV, FLAC, AMR or WebM, of at most 300 MB."))
    STORE.check_room(size)
    kept.audio_sha256, kept.audio_size = STORE.put(path)
    kept.audio_name, kept.audio_type = cleaned_name(name), kind
    kept.save(update_fields=["audio_sha256", "audio_size", "audio_name", "audio_type"])
    record(actor, Action.WRITE_GROUP, group.initiative, kept, {"audio": kept.audio_sha256, **_own(kept)})
    return kept


@transaction.atomic
def add_code(*, actor: Actor, initiative: Initiative, name: str, meaning: str) -> Code:
    """Add an entry to the code book."""
    require(actor, Action.WRITE_GROUP, initiative)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    rows = Code.objects.filter(initiative=initiative)
    if rows.filter(name=name).exists():
        raise RuleBroken(_("There is a code of this name already."))
    if rows.count() >= MOST_CODES:
        raise RuleBroken(_("A code book has at most %(most)d codes.") % {"most": MOST_CODES})
    code = Code.objects.create(initiative=initiative, number=next_number(rows), name=name, meaning=meaning)
    record(actor, Action.WRITE_GROUP, initiative, code, {"code": True})
    return code


@transaction.atomic
def code_passages(*, actor: Actor, group: FocusGroup, codes: Mapping[int, int | None]) -> int:
    """Code passages (by number) with codes (by number, None where none fits); only one's own."""
    require(actor, Action.CODE_PASSAGE, group.initiative)
    place = actor.place_in(group.initiative)
    if place is None:
        raise NotAllowed(Action.CODE_PASSAGE)
    FocusGroup.objects.select_for_update().get(pk=group.pk)
    passages = dict(Passage.objects.filter(group=group, number__in=list(codes)).values_list("number", "pk"))
    book = dict(Code.objects.filter(initiative=group.initiative).values_list("number", "pk"))
    if len(passages) != len(codes) or {one for one in codes.values() if one is not None} - book.keys():
        raise RuleBroken(_("One of these passages or codes does not exist any more. Please look again."))
    Coding.objects.filter(passage__in=passages.values(), coder=place).delete()
    Coding.objects.bulk_create(
        Coding(passage_id=passages[number], coder=place, code_id=book[code] if code is not None else None)
        for number, code in codes.items()
    )
    record(actor, Action.CODE_PASSAGE, group.initiative, group, {"passages": len(codes), **_own(group)})
    return len(codes)


@transaction.atomic
def add_quote(*, actor: Actor, group: FocusGroup, text: str, consent: str, role: str = "") -> Quote:
    """Keep words of somebody with what they agreed to; a role only where they agreed to it."""
    require(actor, Action.WRITE_GROUP, group.initiative)
    if consent not in Consent.values:
        raise RuleBroken(_("Say what the person agreed to."))
    if consent == Consent.WITH_ROLE and not role.strip():
        raise RuleBroken(_("Write the role under which they agreed to be quoted."))
    named = role.strip() if consent == Consent.WITH_ROLE else ""
    quote = Quote.objects.create(
        group=group, text=text.strip(), consent=consent, role=named, added_at=timezone.now()
    )
    record(actor, Action.WRITE_GROUP, group.initiative, quote, {"consent": str(consent), **_own(group)})
    return quote


@transaction.atomic
def take_quote_back(*, actor: Actor, quote: Quote) -> None:
    """Delete a quote, also from the issues it was linked to: whoever said it may change their mind."""
    group = quote.group
    require(actor, Action.WRITE_GROUP, group.initiative)
    EvidenceLink.objects.filter(source=QUOTE, source_id=quote.pk).delete()
    Quote.objects.filter(pk=quote.pk).delete()
    record(actor, Action.WRITE_GROUP, group.initiative, group, {"quote": "withdrawn", **_own(group)})
