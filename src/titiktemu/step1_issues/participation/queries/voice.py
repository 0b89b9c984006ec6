"""Who spoke how often, by side: people are numbers, and within a side of fewer than five nothing is told."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, QuerySet

from titiktemu.analysis.disclosure import SHOWN_FROM
from titiktemu.analysis.participation import EqualVoice, Voice, equal_voice, voices
from titiktemu.foundation.words import Side
from titiktemu.step1_issues.participation.models import Activity, Seat

SEED = 1
"""Of the sample of ways in the permutation test: always the same, so that the page says the same twice."""


@dataclass(frozen=True)
class SideVoice:
    """What one side said; ``inside`` is whether figures about its single people may be shown."""

    side: str
    voice: Voice
    inside: bool


@dataclass(frozen=True)
class VoiceOf:
    """The voices of an activity, government first; ``amounts`` are the turns of each person, for no page."""

    sides: tuple[SideVoice, ...]
    amounts: dict[str, list[float]]

    @cached_property
    def test(self) -> EqualVoice | None:
        """Whether the sides differ by more than people do; it takes a while, so only where it is shown."""
        return equal_voice(self.amounts, seed=SEED)


def seats_of(activity: Activity) -> QuerySet[Seat]:
    """Everybody who may speak, with their turns in ``tapped``. One query."""
    return Seat.objects.filter(activity=activity).annotate(tapped=Count("taps")).order_by("pk")


def turns_of(seat: Seat) -> int:
    """Turns of a seat that came from `seats_of`."""
    return seat.typed + int(getattr(seat, "tapped", 0))


def voice_of(seats: Collection[Seat], *, everything: bool) -> VoiceOf | None:
    """Compare the sides; None where nobody has a seat. No query."""
    amounts: dict[str, list[float]] = {}
    for side in Side:
        turns = [float(turns_of(one)) for one in seats if one.side == side]
        if turns:
            amounts[side.value] = turns
    if not amounts:
        return None
    found = voices(amounts)
    sides = tuple(
        SideVoice(side, voice, everything or voice.people >= SHOWN_FROM) for side, voice in found.items()
    )
    return VoiceOf(sides, amounts)


def seats_by_activity(activities: Collection[Activity]) -> dict[int, list[Seat]]:
    """Seats of several activities whose count is closed. One query."""
    closed = [one.pk for one in activities if one.counting_closed_at]
    rows = Seat.objects.filter(activity__in=closed).annotate(tapped=Count("taps")).order_by("pk")
    found: dict[int, list[Seat]] = {}
    for one in rows:
        found.setdefault(one.activity_id, []).append(one)
    return found
