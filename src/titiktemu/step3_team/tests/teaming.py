"""Teams and statements for tests, made through the services."""

import io
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from titiktemu.documents.tests.files import JPEG
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side
from titiktemu.step3_team.models import Member, Signature, Statement, Team
from titiktemu.step3_team.services.forming import form_team
from titiktemu.step3_team.services.mandates import write_mandate
from titiktemu.step3_team.services.members import nominate
from titiktemu.step3_team.services.signing import add_signed_sheet
from titiktemu.step3_team.services.statements import open_statement, write_statement

DOING: dict[str, Any] = {"work": "apply", "builds": "Mencatat hasil uji air tiap Senin", "hours": 6}
SIGNATURE = "M20 120 L80 40 L120 150 L200 60 M220 80 L300 90"
PROMISED = {
    "text": "Kami bekerja sama sampai air sekolah aman.",
    "text_en": "We work together until the water of schools is safe.",
    "may_decide": "Cara kerja dan jadwal",
    "data_released": "Hasil uji air per sekolah, Dinas Kesehatan",
    "resources": "0, tenaga sendiri",
    "city": "Malang",
}


def in_days(days: int) -> date:
    """A day from today on."""
    return timezone.localdate() + timedelta(days=days)


def formed(facilitator: Actor, initiative: Initiative, **fields: Any) -> Team:
    """A team that needs two skills."""
    told = {
        "name": "Tim Air",
        "purpose": "Menguji air sekolah dan membuka hasilnya",
        "skills": ["Uji air", "Peta"],
        **fields,
    }
    return form_team(actor=facilitator, initiative=initiative, **told)


def joined(actor: Actor, team: Team, **fields: Any) -> Member:
    """Somebody who nominates themselves."""
    place = actor.place_in(team.initiative)
    assert place is not None
    return nominate(actor=actor, team=team, place=place, **{**DOING, **fields})


def written(facilitator: Actor, initiative: Initiative, **fields: Any) -> Statement:
    """A draft of the statement."""
    told = {**PROMISED, "review_on": in_days(90), **fields}
    return write_statement(actor=facilitator, initiative=initiative, **told)


def opened(facilitator: Actor, initiative: Initiative, **fields: Any) -> Statement:
    """A version that can be signed."""
    written(facilitator, initiative, **fields)
    return open_statement(actor=facilitator, initiative=initiative)


def brought(
    actor: Actor,
    statement: Statement,
    signers: Iterable[Actor],
    content: bytes = JPEG,
    name: str = "lembar.jpg",
) -> list[Signature]:
    """A signed sheet that somebody brings."""
    places = [place for one in signers if (place := one.place_in(statement.initiative))]
    return add_signed_sheet(
        actor=actor,
        statement=statement,
        signers=places,
        signed_in="Malang",
        name=name,
        file=io.BytesIO(content),
    )


def team_arguments(
    facilitator: Actor, speakers: dict[str, Actor], initiative: Initiative, _wanted: str
) -> dict[str, Any]:
    """A team with a member of government and a mandate; a version to sign, and a draft of the next."""
    team = formed(facilitator, initiative)
    member = joined(speakers[Side.GOVERNMENT.value], team)
    write_mandate(actor=facilitator, member=member, office="Kepala Seksi", begins_on=in_days(-30))
    opened(facilitator, initiative)
    written(facilitator, initiative)
    return {"number": team.number, "member": member.pk, "document": "piagam"}
