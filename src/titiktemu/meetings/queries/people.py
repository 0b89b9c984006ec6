"""Who is invited, who answered what, who came: rows for those who lead, counts for everybody else."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Max, QuerySet
from django.utils import timezone

from titiktemu.foundation.models import Participation
from titiktemu.foundation.words import BOTH_SIDES, Role, Side
from titiktemu.meetings.models import Attendance, AttendanceChange, Invitation, Meeting, PaperCount
from titiktemu.meetings.models.invitations import token_fingerprint

ORDER = {side: place for place, side in enumerate((*BOTH_SIDES, Side.OTHER, Side.CITIZENS))}

type BySide = dict[str, int]


@dataclass
class SideAnswers:
    """How many of a side were invited, what they answered, and how many send a deputy."""

    side: str
    invited: int = 0
    yes: int = 0
    maybe: int = 0
    no: int = 0
    deputies: int = 0

    @property
    def silent(self) -> int:
        """How many have not answered."""
        return self.invited - self.yes - self.maybe - self.no

    @property
    def coming(self) -> int:
        """How many seats to keep: those who come themselves, and deputies."""
        return self.yes + self.deputies


@dataclass
class SidePresence:
    """How many of a side were there: named, and counted on paper; by sex as far as that is known."""

    side: str
    named: int = 0
    on_paper: int = 0
    by_sex: Counter[str] = field(default_factory=Counter)

    @property
    def people(self) -> int:
        """All of them."""
        return self.named + self.on_paper


def invitations_of(meeting: Meeting) -> QuerySet[Invitation]:
    """Everybody who is invited and was not taken off, with what their rows say. One query."""
    return (
        Invitation.objects.filter(meeting=meeting, withdrawn_at=None)
        .select_related("place__organisation", "attendance")
        .order_by("number")
    )


def invitation_for(meeting: Meeting, number: int) -> Invitation | None:
    """One invitation of a meeting by its number, if it still holds."""
    found = invitations_of(meeting).filter(number=number).first()
    if found is not None:
        found.meeting = meeting
    return found


def find_by_token(token: str) -> Invitation | None:
    """The invitation behind a personal link, if it still holds."""
    return (
        Invitation.objects.filter(fingerprint=token_fingerprint(token.upper()), withdrawn_at=None)
        .select_related("meeting__initiative", "place__organisation")
        .first()
    )


def find_by_code(meeting: Meeting, code: str) -> Invitation | None:
    """The invitation with this short code, within one meeting."""
    return next((one for one in invitations_of(meeting) if one.code == code), None)


def next_invitation_number(meeting: Meeting) -> int:
    """The number of the next invitation."""
    found = Invitation.objects.filter(meeting=meeting).aggregate(last=Max("number"))
    return int(found["last"] or 0) + 1


def may_be_invited(meeting: Meeting) -> QuerySet[Participation]:
    """People of the lists who are not invited yet; to a meeting of one side alone only that side's."""
    people = Participation.objects.filter(
        initiative=meeting.initiative_id, revoked_at=None, roster__isnull=False
    ).exclude(meeting_invitations__in=Invitation.objects.filter(meeting=meeting, withdrawn_at=None))
    if meeting.side:
        people = people.filter(side=meeting.side)
    today = timezone.localdate()
    return (
        people.exclude(mandate_until__lt=today)
        .select_related("organisation")
        .order_by("organisation__name", "name")
    )


def may_lead(meeting: Meeting) -> QuerySet[Participation]:
    """Who may lead a meeting: facilitators; one of a side alone also the leaders of that side."""
    people = Participation.objects.filter(initiative=meeting.initiative_id, revoked_at=None)
    fit = people.filter(role=Role.FACILITATOR)
    if meeting.side:
        fit |= people.filter(role=Role.LEADER, side=meeting.side)
    today = timezone.localdate()
    return fit.exclude(mandate_until__lt=today).exclude(meetings_led=meeting).order_by("name", "pk")


def answers_by_side(invitations: Iterable[Invitation]) -> list[SideAnswers]:
    """What was answered, by side, government first. No query."""
    found: dict[str, SideAnswers] = {}
    for one in invitations:
        line = found.setdefault(one.side, SideAnswers(one.side))
        line.invited += 1
        if one.answer:
            setattr(line, one.answer, getattr(line, one.answer) + 1)
        line.deputies += bool(one.deputy_name) and one.answer != Invitation.Answer.YES
    return _in_order(found)


def attendances_of(meeting: Meeting) -> QuerySet[Attendance]:
    """Everybody who was noted as present and not struck off. One query."""
    return (
        Attendance.objects.filter(meeting=meeting, struck_at=None)
        .select_related("invitation__place__organisation")
        .order_by("noted_at", "pk")
    )


def presence_by_side(meeting: Meeting) -> list[SidePresence]:
    """How many came, by side, government first. Two queries."""
    found: dict[str, SidePresence] = {}
    noted = Attendance.objects.filter(meeting=meeting, struck_at=None)
    for side, sex in noted.values_list("side", "sex"):
        line = found.setdefault(side, SidePresence(side))
        line.named += 1
        line.by_sex[sex] += 1
    for side, sex, people in PaperCount.objects.filter(meeting=meeting).values_list("side", "sex", "people"):
        if people:
            line = found.setdefault(side, SidePresence(side))
            line.on_paper += people
            line.by_sex[sex] += people
    return _in_order(found)


def paper_counts(meeting: Meeting) -> dict[tuple[str, str], int]:
    """What was counted on paper, by side and sex. One query."""
    rows = PaperCount.objects.filter(meeting=meeting).values_list("side", "sex", "people")
    return {(side, sex): people for side, sex, people in rows}


def _in_order[Line](found: Mapping[str, Line]) -> list[Line]:
    return [found[side] for side in sorted(found, key=lambda side: ORDER.get(Side(side), len(ORDER)))]


def changes_of(meeting: Meeting) -> QuerySet[AttendanceChange]:
    """What was changed after the meeting was marked as held, the newest first. One query."""
    return AttendanceChange.objects.filter(meeting=meeting).order_by("-changed_at", "-pk")
