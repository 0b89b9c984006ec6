"""Taking over a consultation that was exported from Polis."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.analysis.csv_rows import Problem
from titiktemu.analysis.polis_export import ATTRIBUTION, Export, Source, read_export
from titiktemu.analysis.polis_tables import MODERATED_OUT
from titiktemu.consultation.models import Consultation, Statement, Vote
from titiktemu.consultation.queries import next_number
from titiktemu.consultation.services.running import free_join_code, vote_log_hash
from titiktemu.consultation.tasks import ask_for_map, bring_to_gate, recount_turnout
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative, Participant
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.services.initiatives import create_initiative

BATCH = 2000
OPEN_LICENCE = re.compile(r"CC[ -]BY[ -]4\.0|Creative Commons Attribution 4\.0", re.IGNORECASE)


@dataclass(frozen=True)
class Imported:
    """What an import made or found, and what was odd about the files."""

    consultation: Consultation
    created: bool
    problems: list[str]

    @property
    def initiative(self) -> Initiative:
        """The initiative that it belongs to."""
        return self.consultation.initiative


def import_polis(*, actor: Actor, folder: Path, initiative_name: str | None = None) -> Imported:
    """Take over the export in the folder; taking it over again changes nothing.

    The same conversation is known by the hash of its content, its initiative by the conversation's
    address (or by the name given). Where no open licence stands beside the files it is not made public.
    RuleBroken where the folder holds no votes.
    """
    require(actor, Action.IMPORT_CONSULTATION, None)
    export = _read(folder)
    known = Consultation.objects.filter(content_hash=export.content_hash).select_related("initiative").first()
    problems = [_sentence(problem) for problem in export.problems]
    if known is not None:
        return Imported(known, False, problems)
    with transaction.atomic():
        licence = _licence_beside(folder)
        initiative = _initiative(actor, export, initiative_name, folder, licence)
        consultation = _consultation(initiative, export, licence)
        _fill(consultation, export)
        consultation.log_hash = vote_log_hash(consultation)
        consultation.save(update_fields=["log_hash"])
        recount_turnout(consultation)
        bring_to_gate(consultation)
        detail = {
            "participants": export.participants,
            "votes": len(export.votes),
            "hash": export.content_hash,
        }
        record(actor, Action.IMPORT_CONSULTATION, initiative, consultation, detail)
        ask_for_map(consultation)
    return Imported(consultation, True, problems)


def _read(folder: Path) -> Export:
    try:
        export = read_export(folder)
    except OSError as error:
        raise RuleBroken(
            _("The folder %(folder)s cannot be read: %(why)s.")
            % {"folder": folder, "why": error.strerror or _("there is no such folder")}
        ) from error
    if export.source is Source.NONE:
        raise RuleBroken(
            _("The folder %(folder)s holds no votes, so there is nothing to import.") % {"folder": folder}
        )
    return export


def _sentence(problem: Problem) -> str:
    return problem.say(_)


@dataclass(frozen=True)
class Licence:
    """Under which licence an export was published and who must be named; empty where nobody says."""

    name: str = ""
    credit: str = ""


def _licence_beside(folder: Path) -> Licence:
    """The open licence that a README or licence file in the folder, or in the one above it, states.

    The address tells nothing: private exports come from the same site as the published collection.
    """
    for place in (folder, folder.parent):
        for path in sorted((*place.glob("README*"), *place.glob("LICEN[CS]E*"))):
            if path.is_file() and OPEN_LICENCE.search(path.read_text(encoding="utf-8", errors="replace")):
                return Licence("CC BY 4.0", ATTRIBUTION)
    return Licence()


def _initiative(actor: Actor, export: Export, name: str | None, folder: Path, licence: Licence) -> Initiative:
    """The initiative of that name, else the one that holds this conversation, else a new one.

    It is public only where the export is under an open licence.
    """
    if name is not None:
        known = Initiative.objects.filter(title=name).order_by("pk").first()
    else:
        earlier = Consultation.objects.filter(source_url=export.url).exclude(source_url="")
        first = earlier.select_related("initiative").order_by("pk").first()
        known = first.initiative if first else None
    if known is not None:
        return known
    return create_initiative(
        actor=actor,
        title=(name or export.topic or folder.name)[:160],
        purpose=export.description[:2000],
        is_public=bool(licence.name),
    )


def _consultation(initiative: Initiative, export: Export, licence: Licence) -> Consultation:
    times = export.timestamps[export.timestamps > 0]
    return Consultation.objects.create(
        initiative=initiative,
        number=next_number(Consultation.objects.filter(initiative=initiative)),
        title=(export.topic or initiative.title)[:200],
        introduction=export.description[:2000],
        state=Consultation.State.CLOSED,
        join_code=free_join_code(),
        has_sides=False,
        opened_at=_moment(int(times.min())) if len(times) else None,
        closed_at=_moment(int(times.max())) if len(times) else None,
        content_hash=export.content_hash,
        source_url=export.url,
        source_licence=licence.name,
        source_credit=licence.credit,
    )


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)


def _fill(consultation: Consultation, export: Export) -> None:
    """Statements, pseudonyms and votes, in batches."""
    statements = _statements(consultation, export)
    people = _people(consultation, export)
    now = timezone.now()
    rows = zip(
        export.votes.participants.tolist(),
        export.votes.statements.tolist(),
        export.votes.answers.tolist(),
        export.timestamps.tolist(),
        strict=True,
    )
    votes = [
        Vote(
            statement_id=statements[statement],
            participant_id=people[person],
            answer=answer,
            cast_at=_moment(time) if time else now,
        )
        for person, statement, answer, time in rows
    ]
    Vote.objects.bulk_create(votes, batch_size=BATCH)


def _statements(consultation: Consultation, export: Export) -> dict[int, int]:
    """Statements by the number they have in the export, without a row there too if somebody voted on them."""
    listed = {entry.id: entry for entry in export.statements}
    numbers = sorted({*listed, *np.unique(export.votes.statements).tolist()})
    now = timezone.now()
    rows = []
    for number in numbers:
        entry = listed.get(number)
        out = entry is not None and entry.moderated == MODERATED_OUT
        rows.append(
            Statement(
                consultation=consultation,
                number=number,
                text=entry.text if entry else "",
                state=Statement.State.HIDDEN if out else Statement.State.SHOWN,
                is_meta=bool(entry and entry.is_meta),
                is_seed=bool(entry and entry.is_seed),
                added_at=now,
            )
        )
    made = Statement.objects.bulk_create(rows, batch_size=BATCH)
    return {row.number: row.pk for row in made}


def _people(consultation: Consultation, export: Export) -> dict[int, int]:
    """Pseudonyms: the export's own numbers, kept apart from those of other exports."""
    now = timezone.now()
    numbers = np.unique(export.votes.participants).tolist()
    made = Participant.objects.bulk_create(
        (
            Participant(
                initiative=consultation.initiative,
                pseudonym=str(number),
                external_id=f"{export.content_hash[:12]}:{number}",
                joined_at=now,
            )
            for number in numbers
        ),
        batch_size=BATCH,
    )
    return dict(zip(numbers, [person.pk for person in made], strict=True))
