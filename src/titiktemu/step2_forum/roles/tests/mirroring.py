"""A role mirror for tests, made through the services."""

from typing import Any

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side, opposite
from titiktemu.step2_forum.roles.models import PointAnswer, RoleMirror, RolePoint
from titiktemu.step2_forum.roles.queries.points import mirror_of
from titiktemu.step2_forum.roles.services.answering import Answer, answer_point
from titiktemu.step2_forum.roles.services.opening import open_side
from titiktemu.step2_forum.roles.services.writing import Wording, add_point

GOVERNMENT, CIVIL_SOCIETY = Side.GOVERNMENT.value, Side.CIVIL_SOCIETY.value
OWN = {GOVERNMENT: "Menguji air sekolah", CIVIL_SOCIETY: "Mendampingi sekolah"}
BELIEVED = {GOVERNMENT: "Mengumpulkan keluhan warga", CIVIL_SOCIETY: "Menguji air semua sekolah"}
LIMIT = "Membuka nama murid"
LAW = "UU 27/2022 pasal 20"

OPENED = frozenset({"roles:answer", "roles:pairs", "roles:file"})
"""Addresses for which both sides have opened."""


def written(
    actor: Actor, initiative: Initiative, side: str, about: str, text: str, kind: str = "does", **more: Any
) -> RolePoint:
    """A point of a side."""
    wording = Wording(kind, text, **more)
    return add_point(actor=actor, initiative=initiative, side=side, about=about, wording=wording)


def both_wrote(initiative: Initiative, speakers: dict[str, Actor]) -> dict[str, RolePoint]:
    """Each side writes one point of itself and one that it believes; gives what each believes."""
    found = {}
    for side, actor in speakers.items():
        written(actor, initiative, side, side, OWN[side])
        found[side] = written(actor, initiative, side, opposite(side).value, BELIEVED[side])
    return found


def opened(initiative: Initiative, speakers: dict[str, Actor]) -> RoleMirror:
    """Both sides open what they wrote."""
    for side, actor in speakers.items():
        open_side(actor=actor, mirror=mirror_of(initiative), side=side)
    return mirror_of(initiative)


def both_opened(initiative: Initiative, speakers: dict[str, Actor]) -> dict[str, RolePoint]:
    """Both wrote and opened; gives what each believes."""
    found = both_wrote(initiative, speakers)
    opened(initiative, speakers)
    return found


def said(
    actor: Actor,
    point: RolePoint,
    side: str,
    word: str,
    *,
    wording: Wording | None = None,
    reason: str = "",
    seen: int | None = None,
) -> PointAnswer:
    """An answer of a side, with everything in view."""
    in_view = PointAnswer.objects.filter(point=point).count() if seen is None else seen
    answer = Answer(word, in_view, wording, reason)
    return answer_point(actor=actor, point=point, side=side, answer=answer)


def role_arguments(
    _facilitator: Actor, speakers: dict[str, Actor], initiative: Initiative, wanted: str
) -> dict[str, Any]:
    """A mirror as far as its addresses need it: points of government, the second one a belief."""
    both_wrote(initiative, speakers)
    if wanted in OPENED:
        opened(initiative, speakers)
    return {"side": GOVERNMENT, "point": 2, "form": "csv", "ending": "docx"}
