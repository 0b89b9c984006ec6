"""Who took part in finding the issue, and who has not been heard; counted, not asserted."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from titiktemu.consultation.models import Consultation
from titiktemu.consultation.queries import consultations_of
from titiktemu.consultation.sentences import group_name, per_cent, turnout_words
from titiktemu.consultation.turnout import Turnout, turnout_of
from titiktemu.foundation.models import Initiative, Participation, Roster
from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.step1_issues.models import Wish
from titiktemu.step1_issues.participation.queries.balance import TraitBalance
from titiktemu.step1_issues.participation.queries.statement import Statement, besides, statement_of
from titiktemu.step1_issues.participation.queries.voice import VoiceOf
from titiktemu.step1_issues.queries.evidence import ChannelRow, EvidenceBase

ENOUGH = 5
"""People of a side from which its figures may be shown at all."""


@dataclass(frozen=True)
class Heard:
    """What the statement is made from."""

    people: dict[str, int]
    organisations: dict[str, int]
    confirmed: frozenset[str]
    reasons: dict[str, int]
    turnouts: list[Turnout]
    channels: list[ChannelRow]
    counted: Statement
    """Activities besides the consultation that ``turnouts`` tell of: nothing stands twice."""

    @property
    def citizens_heard(self) -> bool:
        """Whether citizens had a vote in the consultation, or came to an activity."""
        return any(one.group == Side.CITIZENS for one in self.turnouts) or self.came(Side.CITIZENS)

    def came(self, side: Side) -> bool:
        """Whether enough people of a side came to activities."""
        lines = [line for one in self.counted.balance for line in one.lines if line.is_side]
        return any(line.value == side and line.came >= ENOUGH for line in lines)


def heard_in(initiative: Initiative, base: EvidenceBase) -> Heard:
    """Count who is on the lists, who gave a reason, who answered, who came, and which channels were used."""
    people: dict[str, int] = {}
    organisations: dict[str, set[int | None]] = {}
    rows = Participation.objects.filter(initiative=initiative, revoked_at=None).exclude(roster=None)
    for side, organisation in rows.values_list("side", "organisation"):
        people[side] = people.get(side, 0) + 1
        organisations.setdefault(side, set()).add(organisation)
    confirmed = Roster.objects.filter(initiative=initiative, confirmed_at__isnull=False)
    wishes = Wish.objects.filter(issue__in=base.issues).values_list("side", "place").distinct()
    sides = [side for side, _place in wishes]
    asked = _newest(consultations_of(initiative, with_drafts=False))
    statement = statement_of(initiative)
    return Heard(
        people=people,
        organisations={side: len(some) for side, some in organisations.items()},
        confirmed=frozenset(confirmed.values_list("side", flat=True)),
        reasons={side.value: sides.count(side.value) for side in BOTH_SIDES},
        turnouts=turnout_of(asked) if asked else [],
        channels=base.channels,
        counted=besides(statement, f"consultation:{asked.pk}") if asked else statement,
    )


def _newest(consultations: Iterable[Consultation]) -> Consultation | None:
    """The newest consultation with sides; older ones would count the same people again."""
    return next((one for one in consultations if one.has_sides), None)


def facts_of(heard: Heard) -> list[tuple[str, str]]:
    """What was counted of who took part, each with its name, as the record prints it."""
    facts = [
        (
            str(side.label),
            _("%(people)d on the list, of %(organisations)d organisations; %(state)s")
            % {
                "people": heard.people.get(side.value, 0),
                "organisations": heard.organisations.get(side.value, 0),
                "state": _("list confirmed by the side itself")
                if side.value in heard.confirmed
                else _("list not confirmed by the side itself"),
            },
        )
        for side in (*BOTH_SIDES, Side.OTHER)
        if heard.people.get(side.value)
    ]
    facts += [
        (_("Consultation, %(group)s") % {"group": group_name(one.group)}, turnout_words(one))
        for one in heard.turnouts
    ]
    facts += _activities(heard.counted)
    used = [str(one.channel.label) for one in heard.channels if one.is_used]
    facts.append((_("Ways of listening that were used"), "; ".join(used) or _("none yet")))
    return facts


def _activities(counted: Statement) -> list[tuple[str, str]]:
    """Who came to what, against whom it should have been, and how the sides shared the word."""
    balance = [(one.label, _targets(one)) for one in counted.balance if one.distance is not None]
    # Of a side of few people its part of the turns is nearly what single people said.
    told = [one for one in counted.voices if all(side.inside for side in one.voice.sides)]
    voices = [
        (_("Turns to speak, %(activity)s") % {"activity": one.activity.shown_title}, _turns(one.voice))
        for one in told
    ]
    activities = [(_("Activities"), activities_words(counted))] if counted.activities else []
    return [*activities, *balance, *voices]


def _targets(trait: TraitBalance) -> str:
    said = _("%(group)s: %(came)d, by the target %(wanted)d")
    return "; ".join(
        said % {"group": line.label, "came": line.came, "wanted": line.wanted}
        for line in trait.lines
        if line.wanted is not None
    )


def _turns(voice: VoiceOf) -> str:
    said = _("%(side)s: %(turns)s of the turns, %(people)s of the people")
    shares = [(Side(one.side).label, one.voice.share or 0, one.voice.seats) for one in voice.sides]
    return "; ".join(
        said % {"side": side, "turns": per_cent(turns), "people": per_cent(people)}
        for side, turns, people in shares
    )


def activities_words(counted: Statement) -> str:
    """How many activities there were, with how many people, and in which ways."""
    many = len(counted.activities)
    return ngettext(
        "%(many)d activity with %(people)d people, %(paper)d of them on paper: %(ways)s",
        "%(many)d activities with %(people)d people, %(paper)d of them on paper: %(ways)s",
        many,
    ) % {
        "many": many,
        "people": counted.people,
        "paper": counted.on_paper,
        "ways": "; ".join(one.label for one in counted.channels),
    }


def unheard(heard: Heard) -> list[str]:
    """Whom nobody has heard yet, one plain sentence each."""
    found = []
    for side in BOTH_SIDES:
        label = {"side": side.label}
        if heard.people.get(side.value, 0) < ENOUGH:
            found.append(_("%(side)s: fewer than five people are on its list.") % label)
        elif side.value not in heard.confirmed:
            found.append(_("%(side)s: it has not confirmed its own list.") % label)
        if not heard.reasons.get(side.value):
            found.append(_("%(side)s: nobody of it has said why an issue should be solved.") % label)
    if not heard.citizens_heard:
        found.append(_("Citizens: no consultation asked them."))
    if not heard.people.get(Side.OTHER) and not heard.came(Side.OTHER):
        found.append(_("Others, such as experts, companies and the media: nobody of them is on a list."))
    found += [
        _("%(group)s: meant to take part, but nobody came.") % {"group": group}
        for group in heard.counted.absent
    ]
    found += [
        _("%(channel)s: nothing was gathered, and nobody has said why.") % {"channel": one.channel.label}
        for one in heard.channels
        if one.is_open
    ]
    return found
