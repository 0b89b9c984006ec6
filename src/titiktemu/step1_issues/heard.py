"""Who took part in finding the issue, and who has not been heard; counted, not asserted."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from titiktemu.consultation.models import Consultation
from titiktemu.consultation.queries import consultations_of
from titiktemu.consultation.sentences import group_name, turnout_words
from titiktemu.consultation.turnout import Turnout, turnout_of
from titiktemu.foundation.models import Initiative, Participation, Roster
from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.step1_issues.models import Wish
from titiktemu.step1_issues.queries.evidence import ChannelRow, evidence_base
from titiktemu.step1_issues.queries.issues import living_issues

ENOUGH = 5
"""People of a side from which its figures may be shown at all."""


@dataclass(frozen=True)
class ParticipationStatement:
    """What is known of who took part: pairs of a name and what was counted, and who has not been heard."""

    facts: list[tuple[str, str]]
    unheard: list[str]


@dataclass(frozen=True)
class Heard:
    """What the statement is made from."""

    people: dict[str, int]
    organisations: dict[str, int]
    confirmed: frozenset[str]
    reasons: dict[str, int]
    turnouts: list[Turnout]
    channels: list[ChannelRow]

    @property
    def citizens_asked(self) -> bool:
        """Whether citizens had a vote in any consultation."""
        return any(one.group == Side.CITIZENS for one in self.turnouts)


def heard_in(initiative: Initiative) -> Heard:
    """Count who is on the lists, who gave a reason, who answered, and which channels were used."""
    people: dict[str, int] = {}
    organisations: dict[str, set[int | None]] = {}
    rows = Participation.objects.filter(initiative=initiative, revoked_at=None).exclude(roster=None)
    for side, organisation in rows.values_list("side", "organisation"):
        people[side] = people.get(side, 0) + 1
        organisations.setdefault(side, set()).add(organisation)
    confirmed = Roster.objects.filter(initiative=initiative, confirmed_at__isnull=False)
    wishes = Wish.objects.filter(issue__in=living_issues(initiative)).values_list("side", "place").distinct()
    sides = [side for side, _place in wishes]
    return Heard(
        people=people,
        organisations={side: len(some) for side, some in organisations.items()},
        confirmed=frozenset(confirmed.values_list("side", flat=True)),
        reasons={side.value: sides.count(side.value) for side in BOTH_SIDES},
        turnouts=_turnouts(consultations_of(initiative, with_drafts=False)),
        channels=evidence_base(initiative).channels,
    )


def _turnouts(consultations: Iterable[Consultation]) -> list[Turnout]:
    """The newest consultation with sides; older ones would count the same people again."""
    for one in consultations:
        if one.has_sides:
            return turnout_of(one)
    return []


def statement_of(initiative: Initiative) -> ParticipationStatement:
    """The participation statement of an initiative, as the record prints it."""
    heard = heard_in(initiative)
    return ParticipationStatement(_facts(heard), unheard(heard))


def _facts(heard: Heard) -> list[tuple[str, str]]:
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
    used = [str(one.channel.label) for one in heard.channels if one.is_used]
    facts.append((_("Ways of listening that were used"), "; ".join(used) or _("none yet")))
    return facts


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
    if not heard.citizens_asked:
        found.append(_("Citizens: no consultation asked them."))
    if not heard.people.get(Side.OTHER):
        found.append(_("Others, such as experts, companies and the media: nobody of them is on a list."))
    found += [
        _("%(channel)s: nothing was gathered, and nobody has said why.") % {"channel": one.channel.label}
        for one in heard.channels
        if one.is_open
    ]
    return found
