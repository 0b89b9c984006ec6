"""What was done: one chain of entries, sealed with a key and anchored outside the database.

Each entry carries the fingerprint of the one before it, so a changed, removed or inserted row breaks the
chain. Whoever can write to the table could recompute the whole chain; they cannot make the *seal* of its
head, because its key is not in the database. And whoever puts back an old head with its old seal is found
by the *anchor*, a file beside the database to which the worker adds the sealed head once a minute: the
chain of today must still hold every head that was anchored.

An entry says that something was done, never an opinion; single votes have no entry.
"""

import hashlib
import hmac
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import AuditEntry, AuditHead, AuditName, Initiative, PeriodicRun
from titiktemu.foundation.permissions import Action

NOTHING_BEFORE = "0" * 64
ANCHOR_JOB = "audit-anchor"
# An act may be on its way while the head is anchored; this long after, it must be in the anchor.
ANCHORED_AFTER = timedelta(minutes=5)
# Longer than any line of the anchor file.
TAIL = 4096
# A state, the name of a field, a fingerprint: nothing in which a person could be named or quoted.
WORD = re.compile(r"[A-Za-z0-9_.:+-]{0,64}")


def record(
    actor: Actor,
    action: Action,
    initiative: Initiative | None,
    subject: models.Model | None = None,
    detail: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Add an entry to the chain; the last line of a service, inside its transaction.

    ``detail`` holds counts and states only: no names, no texts, no opinions. ValueError for any text of
    more than one word.
    """
    said = {key: _checked(value) for key, value in (detail or {}).items()}
    with transaction.atomic():
        # The lock on the head puts entries in one order, whoever writes at the same time.
        AuditHead.objects.get_or_create(pk=1)
        head = AuditHead.objects.select_for_update().get(pk=1)
        entry = AuditEntry(
            number=head.count + 1,
            at=timezone.now(),
            action=str(action),
            actor=_reference(actor, initiative),
            initiative=initiative.pk if initiative else None,
            subject_kind=subject._meta.model_name or "" if subject else "",
            subject=subject.pk if subject else None,
            detail=said,
            before=head.fingerprint or NOTHING_BEFORE,
        )
        entry.fingerprint = fingerprint(entry)
        entry.save(force_insert=True)
        head.count, head.fingerprint = entry.number, entry.fingerprint
        head.seal = seal(head.count, head.fingerprint)
        head.save()
    return entry


def _checked(value: Any) -> Any:
    """Give the value back as it comes back from the database, if it is a count, a state or a list of such."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str) and WORD.fullmatch(value):
        return str(value)
    if isinstance(value, list | tuple):
        return [_checked(one) for one in value]
    raise ValueError("An audit entry holds counts and states only.")


def _reference(actor: Actor, initiative: Initiative | None) -> Any:
    """A reference for the actor that can be shredded later; None for the operator and for strangers."""
    place = actor.place_in(initiative) if initiative else None
    participant = actor.participant_in(initiative) if initiative else None
    if place is not None:
        return AuditName.objects.get_or_create(participation=place)[0].reference
    if actor.user is not None:
        return AuditName.objects.get_or_create(user=actor.user)[0].reference
    if participant is not None:
        return AuditName.objects.get_or_create(participant=participant)[0].reference
    return None


def fingerprint(entry: AuditEntry) -> str:
    """SHA-256 over everything an entry says and the fingerprint before it."""
    said = [
        entry.number,
        entry.at.isoformat(timespec="microseconds"),
        entry.action,
        str(entry.actor or ""),
        entry.initiative,
        entry.subject_kind,
        entry.subject,
        entry.detail,
        entry.before,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def seal(count: int, last: str) -> str:
    """Keyed seal (HMAC-SHA-256) of a head; the key is the setting AUDIT_KEY, never in the database."""
    return hmac.new(settings.AUDIT_KEY.encode(), f"{count}:{last}".encode(), "sha256").hexdigest()


def anchor_file() -> Path:
    """Where the sealed heads are kept, outside the database."""
    return Path(settings.VAR) / "audit-anchor.jsonl"


def write_anchor(now: datetime | None = None) -> None:
    """Add the present head to the anchor file, unless it is there already."""
    head = AuditHead.objects.filter(pk=1).first()
    if head is None or head.count == 0:
        return
    line = json.dumps({"count": head.count, "fingerprint": head.fingerprint, "seal": head.seal}).encode()
    anchor_file().parent.mkdir(parents=True, exist_ok=True)
    with anchor_file().open("a+b") as lines:
        end = lines.seek(0, os.SEEK_END)
        lines.seek(max(0, end - TAIL))
        whole, _newline, torn = lines.read().rpartition(b"\n")
        if torn:  # the power failed while the last line was written
            lines.truncate(end - len(torn))
        if whole.rpartition(b"\n")[2] != line:
            lines.write(line + b"\n")
            lines.flush()
            os.fsync(lines.fileno())


def _anchored_lines() -> Iterator[str]:
    if anchor_file().exists():
        with anchor_file().open(encoding="utf-8", errors="replace", newline="\n") as lines:
            yield from (line for line in lines if line.endswith("\n"))


@dataclass
class Report:
    """What `verify` found: how many entries there are, and a sentence for each thing that is wrong."""

    entries: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify() -> Report:
    """Read the whole chain and say whether it is as it was written.

    Entries may be added meanwhile: the chain is one snapshot, so it must hold the head as it was before
    the reading and may not be longer than the head after it.
    """
    report = Report()
    fingerprints: dict[int, str] = {0: ""}
    first = AuditEntry(number=0, fingerprint=NOTHING_BEFORE)
    before = _head()
    entries = AuditEntry.objects.order_by("number").iterator(chunk_size=2000)
    for earlier, entry in pairwise(chain([first], entries)):
        report.entries += 1
        fingerprints[entry.number] = entry.fingerprint
        report.problems += _problems_of(earlier, entry)
    report.problems += _problems_of_head(report.entries, fingerprints, before, _head())
    report.problems += _problems_of_anchor(fingerprints)
    return report


def _head() -> AuditHead:
    return AuditHead.objects.filter(pk=1).first() or AuditHead(count=0)


def _problems_of(earlier: AuditEntry, entry: AuditEntry) -> Iterator[str]:
    if entry.number != earlier.number + 1:
        yield _("Entries are missing between number %(first)d and number %(second)d.") % {
            "first": earlier.number,
            "second": entry.number,
        }
    elif entry.before != earlier.fingerprint:
        yield _("Entry %(number)d does not follow from the one before it.") % {"number": entry.number}
    if entry.fingerprint != fingerprint(entry):
        yield _("Entry %(number)d was changed after it was written.") % {"number": entry.number}


def _problems_of_head(
    entries: int, fingerprints: dict[int, str], before: AuditHead, after: AuditHead
) -> Iterator[str]:
    if after.count == 0 and entries == 0:
        return
    if not hmac.compare_digest(after.seal.encode(), seal(after.count, after.fingerprint).encode()):
        yield _("The seal of the chain is not ours: the chain or its end was made anew by somebody else.")
    if fingerprints.get(before.count) != before.fingerprint or not before.count <= entries <= after.count:
        yield _("The chain ends at entry %(found)d, but its seal says %(sealed)d entries.") % {
            "found": entries,
            "sealed": after.count,
        }


def _problems_of_anchor(fingerprints: dict[int, str]) -> Iterator[str]:
    furthest = 0
    for number, line in enumerate(_anchored_lines(), start=1):
        try:
            kept = json.loads(line)
            count, last, sealed = int(kept["count"]), str(kept["fingerprint"]), str(kept["seal"])
        except (ValueError, KeyError, TypeError):
            yield _("Line %(line)d of the anchor file cannot be read.") % {"line": number}
            continue
        if not hmac.compare_digest(sealed.encode(), seal(count, last).encode()):
            yield _("Line %(line)d of the anchor file carries a seal that is not ours.") % {"line": number}
            continue
        furthest = max(furthest, count)
        if fingerprints.get(count) != last:
            yield _("The chain no longer holds entry %(number)d as it was anchored.") % {"number": count}
    yield from _problems_of_lost_anchors(furthest)


def _problems_of_lost_anchors(furthest: int) -> Iterator[str]:
    """What was there when the worker last anchored the chain must be in the file."""
    run = PeriodicRun.objects.filter(pk=ANCHOR_JOB).first()
    if run is None:
        return
    due = AuditEntry.objects.filter(at__lt=run.last_run - ANCHORED_AFTER).order_by("number").last()
    if due is not None and due.number > furthest:
        yield _("The anchor file ends at entry %(found)d, but entry %(due)d had been anchored.") % {
            "found": furthest,
            "due": due.number,
        }
