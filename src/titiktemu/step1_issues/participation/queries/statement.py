"""The participation statement: whom the work reached, by which channels, who is missing, who spoke."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.participation.models import Activity
from titiktemu.step1_issues.participation.queries.balance import (
    TraitBalance,
    activities_of,
    balances,
    targets_of,
)
from titiktemu.step1_issues.participation.queries.voice import VoiceOf, seats_by_activity, voice_of
from titiktemu.step1_issues.participation.words import Level, Way


@dataclass(frozen=True)
class ChannelUsed:
    """One channel: how many activities by it, how many people took part, how many of them on paper."""

    way: str
    activities: int
    people: int
    on_paper: int

    @property
    def label(self) -> str:
        """The channel in words."""
        return str(Way(self.way).label)


@dataclass(frozen=True)
class ActivityVoice:
    """The voices of one activity whose count is closed."""

    activity: Activity
    voice: VoiceOf


@dataclass(frozen=True)
class Statement:
    """What can be said of the participation in an initiative; everybody may read all of it.

    Attributes
    ----------
    channels : tuple of ChannelUsed
        Those that were used, in the order of the list of channels.
    unused : tuple of str
        Channels that were not used, in words.
    levels : tuple of str
        What was promised, from least to most, in words.
    people, on_paper : int
        People are counted once for each activity; those on paper are among them.
    balance : tuple of TraitBalance
    voices : tuple of ActivityVoice
    since, until : date or None
    """

    initiative: Initiative
    activities: tuple[Activity, ...]
    channels: tuple[ChannelUsed, ...]
    unused: tuple[str, ...]
    levels: tuple[str, ...]
    people: int
    on_paper: int
    balance: tuple[TraitBalance, ...]
    voices: tuple[ActivityVoice, ...]
    since: date | None
    until: date | None

    @property
    def absent(self) -> list[str]:
        """Groups with a target of whom nobody came, as far as it may be told, in words."""
        return [
            line.label
            for one in self.balance
            if one.people
            for line in one.lines
            if line.target and not line.came
        ]


def statement_of(initiative: Initiative) -> Statement:
    """Everything the statement says. Four queries."""
    activities = list(activities_of(initiative))
    seats = seats_by_activity(activities)
    voices = []
    for activity in activities:
        voice = voice_of(seats.get(activity.pk, []), everything=False)
        if voice is not None:
            voices.append(ActivityVoice(activity, voice))
    channels = _channels(activities)
    used = {one.way for one in channels}
    levels = {one.level for one in activities}
    return Statement(
        initiative,
        tuple(activities),
        channels,
        tuple(str(way.label) for way in Way if way not in used),
        tuple(str(level.label) for level in Level if level in levels),
        sum(one.people for one in activities),
        sum(one.on_paper for one in activities),
        tuple(balances(targets_of(initiative), activities, everything=False)),
        tuple(voices),
        min((one.day for one in activities), default=None),
        max((one.day for one in activities), default=None),
    )


def besides(statement: Statement, source: str) -> Statement:
    """The same without the activity that was gathered from ``source``, which its reader tells by itself.

    Whom everything together reached, against the targets, stays as it is.
    """
    left = tuple(one for one in statement.activities if one.source != source)
    if len(left) == len(statement.activities):
        return statement
    return replace(
        statement,
        activities=left,
        channels=_channels(left),
        people=sum(one.people for one in left),
        on_paper=sum(one.on_paper for one in left),
    )


def _channels(activities: Collection[Activity]) -> tuple[ChannelUsed, ...]:
    found = []
    for way in Way:
        rows = [one for one in activities if one.way == way]
        if rows:
            people, paper = sum(one.people for one in rows), sum(one.on_paper for one in rows)
            found.append(ChannelUsed(way.value, len(rows), people, paper))
    return tuple(found)
