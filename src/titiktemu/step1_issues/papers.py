"""The berita acara of an issue: what was agreed, on which evidence, and what stands against it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from titiktemu.documents.content import (
    Block,
    Content,
    Facts,
    Heading,
    Language,
    Listing,
    Paragraph,
    Table,
    Text,
)
from titiktemu.documents.letters import Decision, Objection, Party, Session, Verdict, minutes
from titiktemu.foundation.actors import STRANGER
from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Participation
from titiktemu.foundation.words import BOTH_SIDES, Role, Side, TimeZone
from titiktemu.step1_issues.distances import DistanceTold, told_distance
from titiktemu.step1_issues.heard import Heard, facts_of, heard_in, unheard
from titiktemu.step1_issues.models import DecisionRound, Issue
from titiktemu.step1_issues.pictures import drawn
from titiktemu.step1_issues.queries.evidence import EvidenceBase, evidence_base, quotes_of
from titiktemu.step1_issues.queries.people import listed_people
from titiktemu.step1_issues.queries.ratings import solutions_of
from titiktemu.step1_issues.queries.rounds import outcomes
from titiktemu.step1_issues.sentences import rule_sentence, support_words
from titiktemu.step1_issues.words import Fate

MOST_QUOTES = 8
MINUTE = 60
MOST_SIGNING = 3
"""People of a side who sign: its leaders, and where it has none, its representatives."""


@dataclass(frozen=True)
class Basis:
    """What a record rests on, read once for both languages."""

    evidence: EvidenceBase
    distance: DistanceTold
    heard: Heard


def record_contents(found: DecisionRound, *, place: str, city: str) -> dict[str, Content]:
    """The record in Indonesian and in English."""
    base = evidence_base(found.initiative)
    basis = Basis(base, told_distance(found.initiative), heard_in(found.initiative, base))
    return {language: _content(found, basis, language, place, city) for language in ("id", "en")}


def _content(found: DecisionRound, basis: Basis, language: Language, place: str, city: str) -> Content:
    issue = found.proposal.issue
    initiative = found.initiative
    with override(language):
        return minutes(
            language,
            letterhead=None,
            session=_session(found, issue, place),
            initiative=in_reader_language(initiative.title, initiative.title_en),
            city=city,
            parties=tuple(_parties(found)),
            decisions=(_decision(found),),
            objections=tuple(_standing(found)),
            evidence=(*_evidence(issue, basis.evidence), *_public(issue, basis.distance)),
            participation=tuple(_participation(basis.heard)),
            more=(*_solutions(issue), *_rule(found)),
        )


def _session(found: DecisionRound, issue: Issue, place: str) -> Session:
    zone = found.initiative.time_zone
    opened, closed = (_local(moment, zone) for moment in (found.opened_at, found.closed_at))
    lasted = opened.date() == closed.date() and (closed - opened).total_seconds() >= MINUTE
    return Session(
        title=_("decision on the issue “%(problem)s”") % {"problem": issue.shown_problem},
        day=closed.date(),
        begins=(opened if lasted else closed).time().replace(second=0, microsecond=0),
        ends=closed.time().replace(second=0, microsecond=0) if lasted else None,
        zone=str(TimeZone(zone).label),
        place=place,
    )


def _local(moment: datetime | None, zone: str) -> datetime:
    return timezone.localtime(moment or timezone.now(), ZoneInfo(zone))


def _parties(found: DecisionRound) -> list[Party]:
    people = list(listed_people(found.initiative).select_related("organisation").order_by("pk"))
    return [
        Party(str(side.label), str(one.organisation or ""), one.name, one.office)
        for side in BOTH_SIDES
        for one in _signing([person for person in people if person.side == side])
    ]


def _signing(people: list[Participation]) -> list[Participation]:
    leaders = [one for one in people if one.role == Role.LEADER]
    return (leaders or people)[:MOST_SIGNING]


def _decision(found: DecisionRound) -> Decision:
    verdicts = tuple(
        Verdict(
            str(Side(one.side).label),
            str(one.tally.stands.label),
            one.tally.said_words if one.tally.said else support_words(one),
        )
        for one in outcomes(found)
    )
    return Decision(found.version.shown_text, verdicts)


def _standing(found: DecisionRound) -> list[Objection]:
    rows = found.proposal.objections.filter(fate=Fate.STANDING)
    return [Objection(one.shown_reason, str(Side(one.side).label), one.shown_fate_note) for one in rows]


def _evidence(issue: Issue, base: EvidenceBase) -> list[Block]:
    number = str(issue.number)
    rows: list[tuple[Text, ...]] = []
    for row in base.channels:
        cell = base.grid.cells.get((number, row.channel.value))
        if not row.is_used:
            why = row.use.shown_note if row.use else _("nothing was noted about it")
            rows.append((str(row.channel.label), _("not used: %(why)s") % {"why": why}, "–"))
        elif cell is None:
            rows.append((str(row.channel.label), _("says nothing of this issue"), "–"))
        else:
            place = _("place %(rank)g of %(all)d") % {
                "rank": cell.rank,
                "all": _ranked(base, row.channel.value),
            }
            rows.append((str(row.channel.label), place, str(cell.n)))
    header = (_("Channel"), _("Where it puts this issue"), "n")
    blocks: list[Block] = [Table(header, tuple(rows), aligns=("start", "start", "end"), widths=(3, 6, 1))]
    if base.grid.w is not None:
        told = {"w": _number(base.grid.w), "many": base.grid.complete}
        blocks.append(
            Paragraph(_("Agreement of the channels: Kendall's W %(w)s over %(many)d issues.") % told)
        )
    quotes = tuple(
        _quoted(one.shown_text, str(one.get_channel_display())) for one in quotes_of(issue)[:MOST_QUOTES]
    )
    return [*blocks, Listing(quotes)] if quotes else blocks


def _ranked(base: EvidenceBase, channel: str) -> int:
    return sum(name == channel for _issue, name in base.grid.cells)


def _number(value: float) -> str:
    """Two decimals, with the comma or point of the language."""
    return in_reader_language(f"{value:.2f}".replace(".", ","), f"{value:.2f}")


def _quoted(text: str, channel: str) -> str:
    return f"{text} ({channel})"


def _public(issue: Issue, distance: DistanceTold) -> list[Block]:
    blocks: list[Block] = [Heading(_("The room and the public"), 2)]
    place = distance.public_place(issue)
    if not distance.public:
        return [*blocks, Paragraph(_("The public was not asked which of the issues matter most."))]
    if place is not None:
        told = {"place": place, "all": len(distance.public)}
        blocks.append(Paragraph(_("The public puts this issue at place %(place)d of %(all)d.") % told))
    if distance.tau is not None:
        compared = {"tau": _number(distance.tau), "many": distance.compared}
        blocks.append(
            Paragraph(
                _("The room's ranking against the public's: Kendall's tau-b %(tau)s over %(many)d issues.")
                % compared
            )
        )
    if distance.gaps:
        rows = tuple((gap.issue.shown_problem, f"{gap.public:g}", f"{gap.room:g}") for gap in distance.gaps)
        header = (_("The largest gaps"), _("Place for the public"), _("Place for the room"))
        blocks.append(Table(header, rows, aligns=("start", "end", "end"), widths=(6, 2, 2)))
    return blocks


def _solutions(issue: Issue) -> list[Block]:
    found = drawn(solutions_of(issue, STRANGER))
    rows: tuple[tuple[Text, ...], ...] = tuple(
        (
            one.rated.solution.shown_title,
            one.words[Side.GOVERNMENT.value],
            one.words[Side.CIVIL_SOCIETY.value],
            one.basis,
        )
        for one in found
    )
    header = (_("Solution"), str(Side.GOVERNMENT.label), str(Side.CIVIL_SOCIETY.label), _("Data"))
    table = Table(header, rows, widths=(4, 2, 2, 3), row_headers=True)
    return [Heading(_("Solutions that were weighed")), table] if rows else []


def _rule(found: DecisionRound) -> list[Block]:
    blocks: list[Block] = [Heading(_("How it was decided")), Paragraph(rule_sentence(found))]
    settled = found.proposal.objections.filter(fate__in=(Fate.INTEGRATED, Fate.WITHDRAWN))
    lines = tuple(f"{Side(one.side).label}: {one.shown_reason} – {one.get_fate_display()}" for one in settled)
    return [*blocks, Paragraph(_("Objections that are settled:")), Listing(lines)] if lines else blocks


def _participation(heard: Heard) -> list[Block]:
    blocks: list[Block] = [Facts(tuple(facts_of(heard)))]
    if missing := unheard(heard):
        blocks += [Paragraph(_("Who has not been heard:")), Listing(tuple(missing))]
    return blocks
