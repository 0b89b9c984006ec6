"""Focus groups as a reader may see them: codes, agreement, saturation, quotes."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from django.db.models import Count, Q, QuerySet, Sum

from titiktemu.analysis.agreement.kappa import PairKappa, cohen_kappa
from titiktemu.analysis.agreement.krippendorff import Alpha, krippendorff_alpha
from titiktemu.analysis.agreement.levels import Level, Undefined
from titiktemu.analysis.saturation import Saturation, saturation
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.foundation.permissions import Action, allows
from titiktemu.step1_issues.evidence.models import Code, Coding, Consent, FocusGroup, Passage, Quote

SEED = 1
CODERS = 2


@dataclass(frozen=True)
class CodeLine:
    """One code: in how many sessions it came up, and in how many passages of them."""

    code: Code
    groups: int
    passages: int


@dataclass(frozen=True)
class Agreement:
    """How far two coders agree: passages that both coded, kappa and alpha where they are defined."""

    passages: int
    same: int
    kappa: PairKappa | None
    alpha: Alpha | None


def groups_of(actor: Actor, initiative: Initiative) -> QuerySet[FocusGroup]:
    """The sessions that exist for this reader: those of all and of the own side; all for those who lead."""
    rows = FocusGroup.objects.filter(initiative=initiative)
    if allows(actor, Action.WRITE_GROUP, initiative):
        return rows
    return rows.filter(Q(side="") | Q(side=actor.side_in(initiative)))


def listed(rows: QuerySet[FocusGroup]) -> QuerySet[FocusGroup]:
    """Sessions with how many people sat in them."""
    return rows.annotate(people=Sum("makeup__people"))


def quotes_of(actor: Actor, group: FocusGroup) -> QuerySet[Quote]:
    """The quotes that this reader may read; those not to be quoted only for those who lead."""
    rows = Quote.objects.filter(group=group)
    if allows(actor, Action.WRITE_GROUP, group.initiative):
        return rows
    return rows.exclude(consent=Consent.NONE)


def coders_done(group: FocusGroup) -> dict[int, int]:
    """Of each coder of a session, how many passages they have coded."""
    rows = Coding.objects.filter(passage__group=group).values_list("coder")
    return dict(rows.annotate(many=Count("pk")))


def own_codings(group: FocusGroup, coder: Participation | None) -> dict[int, int | None]:
    """What one coder said, by passage; nobody else's."""
    rows = Coding.objects.filter(passage__group=group, coder=coder)
    return dict(rows.values_list("passage", "code__number"))


def finished(groups: Collection[FocusGroup]) -> set[int]:
    """Sessions that two coders have coded to the end; before, nothing of their codes is shown to anybody."""
    passages = dict(Passage.objects.filter(group__in=groups).values_list("group").annotate(many=Count("pk")))
    rows = Coding.objects.filter(passage__group__in=groups).values_list("passage__group", "coder")
    whole: dict[int, int] = {}
    for group, _coder, many in rows.annotate(many=Count("pk")):
        whole[group] = whole.get(group, 0) + (many == passages[group])
    return {group for group, coders in whole.items() if coders >= CODERS}


def _given(groups: Collection[int]) -> list[tuple[int, int, int, int | None]]:
    rows = Coding.objects.filter(passage__group__in=groups).order_by("passage", "pk")
    return list(rows.values_list("passage__group", "passage", "coder", "code"))


def coded(
    initiative: Initiative, groups: Collection[FocusGroup]
) -> tuple[list[CodeLine], Agreement | None, Saturation | None]:
    """Codes with their counts, the coders' agreement, and the saturation curve, over finished sessions."""
    ready = finished(groups)
    given = _given(ready)
    codes = list(Code.objects.filter(initiative=initiative))
    lines = [
        CodeLine(
            one,
            len({group for group, _passage, _coder, code in given if code == one.pk}),
            len({passage for _group, passage, _coder, code in given if code == one.pk}),
        )
        for one in codes
    ]
    if not given:
        return lines, None, None
    order = [one.pk for one in groups if one.pk in ready]
    curve = saturation([{str(row[3]) for row in given if row[0] == key and row[3]} for key in order])
    return lines, _agreement(given), curve


def _agreement(given: list[tuple[int, int, int, int | None]]) -> Agreement:
    """Of each passage its first two coders; who they are may differ from session to session."""
    by_passage: dict[int, list[float]] = {}
    for _group, passage, _coder, code in given:
        by_passage.setdefault(passage, []).append(float(code or 0))
    table = np.array([row[:CODERS] for row in by_passage.values() if len(row) >= CODERS])
    try:
        kappa = cohen_kappa(table, Level.NOMINAL)
    except Undefined:
        kappa = None
    try:
        alpha = krippendorff_alpha(table, Level.NOMINAL, seed=SEED)
    except Undefined:
        alpha = None
    return Agreement(len(table), int((table[:, 0] == table[:, 1]).sum()), kappa, alpha)
