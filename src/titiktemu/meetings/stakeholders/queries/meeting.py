"""What if these accept? A meeting's make-up as it is and as it would be, and who is still missing."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.meetings.models import Invitation, MakeUp, Meeting
from titiktemu.meetings.queries.makeup import Gathered, MakeUpLine, makeup_lines
from titiktemu.meetings.queries.people import SideAnswers, answers_by_side
from titiktemu.meetings.stakeholders.models import Stakeholder, StakeholderInvitation
from titiktemu.meetings.stakeholders.queries.ratings import Rated
from titiktemu.meetings.stakeholders.words import CITIZENS, KINDS, kind_words, side_of_kind

KIND_OF_SIDE = {Side.GOVERNMENT.value: "opd", Side.CIVIL_SOCIETY.value: "oms", Side.CITIZENS.value: CITIZENS}
"""For somebody of whom only the side is known; of others more would have to be known."""


@dataclass(frozen=True)
class Balance:
    """How many of a side would come, as it is and if those chosen accept; ``most`` is for the meter."""

    side: str
    before: int
    after: int
    most: int = 1


@dataclass(frozen=True)
class Compared:
    """A line of the make-up, as it is and if those chosen accept."""

    before: MakeUpLine
    after: MakeUpLine


@dataclass(frozen=True)
class WhatIf:
    """What a meeting would be if those chosen accept."""

    balance: list[Balance]
    lines: list[Compared]
    empty_before: list[str]
    empty_after: list[str]
    weighty: list[Rated]

    @property
    def still_missing(self) -> list[Compared]:
        """Lines that would still lack somebody."""
        return [one for one in self.lines if one.after.missing]


def asked_to(meeting: Meeting, rows: Iterable[Stakeholder]) -> dict[int, Invitation]:
    """Which of these are invited, by themselves or by the person named for them. Two queries."""
    told = list(rows)
    standing = Invitation.objects.filter(meeting=meeting, withdrawn_at=None)
    by_place = {one.place_id: one for one in standing if one.place_id is not None}
    found = {one.pk: by_place[one.place_id] for one in told if one.place_id in by_place}
    linked = StakeholderInvitation.objects.filter(
        stakeholder__in=[one.pk for one in told], invitation__in=standing
    )
    return found | {one.stakeholder_id: one.invitation for one in linked.select_related("invitation")}


def may_be_asked(meeting: Meeting, rows: Iterable[Stakeholder]) -> list[Stakeholder]:
    """Those of the map who may come: to a meeting of one side alone only of that side. No query."""
    return [one for one in rows if not meeting.side or one.invited_as == meeting.side]


def kinds_at(
    invitations: Iterable[Invitation], asked: dict[int, Invitation], rows: Iterable[Stakeholder]
) -> set[str]:
    """Groups of which somebody is invited and has not said no. No query."""
    of_map = {asked[one.pk].pk: one.kind for one in rows if one.pk in asked}
    found = set()
    for one in invitations:
        if one.answer == Invitation.Answer.NO and not one.deputy_name:
            continue
        organisation = one.place.organisation if one.place else None
        known = of_map.get(one.pk) or (organisation.kind if organisation else "")
        found.add(known or KIND_OF_SIDE.get(one.side, ""))
    return found - {""}


def what_if(
    meeting: Meeting,
    gathered: Gathered,
    kept: Sequence[MakeUp],
    rated: Sequence[Rated],
    asked: dict[int, Invitation],
    chosen: Collection[int],
) -> WhatIf:
    """Compare. ``rated`` are those who may come, with what the chooser's own group says of each. No query."""
    picked = [one.stakeholder for one in rated if one.stakeholder.pk in chosen]
    after = _accepted(gathered, picked, asked)
    lines = [
        Compared(before, later)
        for before, later in zip(makeup_lines(kept, gathered), makeup_lines(kept, after), strict=True)
    ]
    rows = [one.stakeholder for one in rated]
    before_kinds = kinds_at(gathered.invitations, asked, rows)
    after_kinds = before_kinds | {one.kind for one in picked}
    wanted = [kind for kind, _label in KINDS if not meeting.side or side_of_kind(kind) == meeting.side]
    return WhatIf(
        balance=_balance(meeting, gathered.answers, after.answers),
        lines=lines,
        empty_before=[kind_words(kind) for kind in wanted if kind not in before_kinds],
        empty_after=[kind_words(kind) for kind in wanted if kind not in after_kinds],
        weighty=_weighty(gathered, rated, {*asked, *chosen}),
    )


def organisations_at(invitations: Iterable[Invitation]) -> set[int]:
    """Organisations of people of the lists who are invited. No query."""
    found = {one.place.organisation_id for one in invitations if one.place is not None}
    return {one for one in found if one is not None}


def _weighty(gathered: Gathered, rated: Iterable[Rated], there: set[int]) -> list[Rated]:
    """Those in whom the own group sees much and of whom nobody would be there."""
    known = organisations_at(gathered.invitations)
    return [
        one
        for one in rated
        if one.weighs and one.stakeholder.pk not in there and one.stakeholder.organisation_id not in known
    ]


def _accepted(gathered: Gathered, picked: Iterable[Stakeholder], asked: dict[int, Invitation]) -> Gathered:
    """What would be known if each of these said yes; those of one person count once."""
    said_yes = {asked[one.pk].pk for one in picked if one.pk in asked}
    known = [_yes(one) if one.pk in said_yes else one for one in gathered.invitations]
    fresh: dict[tuple[str, int], Invitation] = {}
    for one in picked:
        if one.pk not in asked:
            key = ("place", one.place_id) if one.place_id else ("row", one.pk)
            fresh[key] = Invitation(side=one.invited_as, answer=Invitation.Answer.YES)
    invitations = (*known, *fresh.values())
    return replace(gathered, invitations=invitations, answers=tuple(answers_by_side(invitations)))


def _yes(invitation: Invitation) -> Invitation:
    """A copy of it that says yes; the row itself is not touched."""
    return Invitation(
        pk=invitation.pk, side=invitation.side, sex=invitation.sex, answer=Invitation.Answer.YES
    )


def _balance(meeting: Meeting, before: Iterable[SideAnswers], after: Iterable[SideAnswers]) -> list[Balance]:
    """Both sides always, government first; others where there is anybody."""
    sides = [meeting.side] if meeting.side else [side.value for side in BOTH_SIDES]
    was = {line.side: line.coming for line in before}
    would = {line.side: line.coming for line in after}
    sides += [side for side in would if side not in sides]
    most = max([1, *would.values()])
    return [Balance(side, was.get(side, 0), would.get(side, 0), most) for side in sides]
