"""What the rooms know of who took part: meetings held, consultations and questionnaires that have closed.

Of answers nothing but how many people gave some, by side, as far as the rooms themselves may say it: turnout
in the bounds of the consultation, and sides of a questionnaire only where none has one to four people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from titiktemu.candour.tables import TOTAL, shown_table
from titiktemu.consultation.models import Consultation
from titiktemu.consultation.queries.sheets import sheets_by_side
from titiktemu.consultation.turnout import turnout_of
from titiktemu.foundation.models import Initiative
from titiktemu.meetings.models import Meeting
from titiktemu.questionnaires.models import Response, Wave
from titiktemu.questionnaires.queries.pages import counted, how_many
from titiktemu.step1_issues.participation.words import Kind, Way


@dataclass(frozen=True)
class Found:
    """One thing people took part in. ``sides`` is empty where it may not be told."""

    source: str
    kind: str
    way: str
    title: str
    title_en: str
    day: date
    people: int
    on_paper: int
    sides: dict[str, int]
    meeting: Meeting | None = None


def found_in_rooms(initiative: Initiative) -> list[Found]:
    """Everything that is over and in which anybody took part; meetings are counted by their own service."""
    found = [*_consultations(initiative), *_waves(initiative)]
    return [*_meetings(initiative), *(one for one in found if one.people)]


def _day(moment: datetime | None) -> date:
    return timezone.localdate(moment) if moment else timezone.localdate()


def _meetings(initiative: Initiative) -> Iterator[Found]:
    """Meetings of all sides with anybody on their list or counted on paper."""
    there = Q(paper_counts__people__gt=0) | Q(attendances__struck_at=None, attendances__isnull=False)
    rows = Meeting.objects.filter(there, initiative=initiative, side="", starts_at__lte=timezone.now())
    for one in rows.exclude(state=Meeting.State.CANCELLED).distinct().order_by("starts_at", "number"):
        kind = Kind.FOCUS_GROUP if one.kind == "focus_group" else Kind.MEETING
        way = Way.IN_PERSON if one.place or not one.online_url else Way.ONLINE
        day = timezone.localdate(one.starts_at)
        yield Found(f"meeting:{one.pk}", kind, way, one.title, one.title_en, day, 0, 0, {}, one)


def _consultations(initiative: Initiative) -> Iterator[Found]:
    rows = Consultation.objects.filter(initiative=initiative, content_hash="", has_sides=True)
    for one in rows.filter(state=Consultation.State.CLOSED).order_by("closed_at", "number"):
        sides = {line.group: line.people for line in turnout_of(one) if line.people}
        people = sum(sides.values())
        paper = sum(done for _out, done in sheets_by_side(one).values())
        title, english, day = one.title[:160], one.title_en[:160], _day(one.closed_at)
        on_paper = min(paper, people)
        source = f"consultation:{one.pk}"
        yield Found(source, Kind.CONSULTATION, Way.WEB, title, english, day, people, on_paper, sides)


def _waves(initiative: Initiative) -> Iterator[Found]:
    rows = Wave.objects.filter(questionnaire__initiative=initiative, state=Wave.State.CLOSED)
    for wave in rows.select_related("questionnaire").order_by("closed_at", "pk"):
        asked, sides = wave.questionnaire, how_many(wave)
        people = sum(sides.values())
        paper = counted(wave).filter(channel=Response.Channel.PAPER).count()
        number = f" ({wave.number})" if wave.number > 1 else ""
        title, english = (f"{one[:150]}{number}" if one else "" for one in (asked.title, asked.title_en))
        day = _day(wave.closed_at)
        told = _told(sides)
        yield Found(f"wave:{wave.pk}", Kind.SURVEY, Way.WEB, title, english, day, people, paper, told)


def _told(sides: dict[str, int]) -> dict[str, int]:
    """The sides where all of them may be said; none where one would have to be hidden."""
    table: dict[tuple[str, ...], float] = {(side,): float(people) for side, people in sides.items()}
    table[(TOTAL,)] = float(sum(sides.values()))
    shown = shown_table(table, ("side",)).cells
    return sides if all(cell is not None for cell in shown.values()) else {}
