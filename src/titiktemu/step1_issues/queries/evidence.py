"""What speaks for each issue: links by channel, and the grid of issues by channels."""

from dataclasses import dataclass

from titiktemu.analysis.rankings import Evidence, Grid, triangulate
from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.models import ChannelUse, EvidenceLink, Issue, Standing
from titiktemu.step1_issues.queries.issues import living_issues
from titiktemu.step1_issues.words import Channel


@dataclass(frozen=True)
class ChannelRow:
    """One channel in an initiative: used, not used and why, or nothing said yet; how much it brought."""

    channel: Channel
    use: ChannelUse | None
    links: int
    ranked: int

    @property
    def is_used(self) -> bool:
        """Whether it brought anything, or is said to have been used."""
        if self.use is not None:
            return self.use.is_used
        return bool(self.links or self.ranked)

    @property
    def is_open(self) -> bool:
        """Whether nobody has said anything of it."""
        return self.use is None and not self.is_used


@dataclass(frozen=True)
class EvidenceBase:
    """All evidence of an initiative: its channels, its issues, and the grid of both.

    ``derived`` are channels whose order follows from what was linked, because nobody has ranked them.
    """

    channels: list[ChannelRow]
    issues: list[Issue]
    grid: Grid
    derived: frozenset[str]
    links: dict[tuple[int, str], list[EvidenceLink]]
    standings: dict[tuple[int, str], Standing]

    @property
    def used(self) -> list[ChannelRow]:
        """Channels that were used."""
        return [one for one in self.channels if one.is_used]

    @property
    def ordered(self) -> list[Issue]:
        """The issues in the order of the grid; those of which no channel speaks last."""
        place = {name: at for at, name in enumerate(self.grid.order)}
        return sorted(self.issues, key=lambda one: (place.get(str(one.number), len(place)), one.number))


def evidence_base(initiative: Initiative) -> EvidenceBase:
    """Everything that speaks for the issues. Four queries, however much there is."""
    issues = list(living_issues(initiative))
    by_pk = {one.pk: one for one in issues}
    uses = {use.channel: use for use in ChannelUse.objects.filter(initiative=initiative)}
    links: dict[tuple[int, str], list[EvidenceLink]] = {}
    for link in EvidenceLink.objects.filter(issue__in=issues):
        links.setdefault((by_pk[link.issue_id].number, link.channel), []).append(link)
    rows = Standing.objects.filter(issue__in=issues)
    standings = {(by_pk[one.issue_id].number, one.channel): one for one in rows}
    channels = [_row(channel, uses, links, standings) for channel in Channel]
    said, derived = _said(channels, links, standings)
    return EvidenceBase(channels, issues, triangulate(said), derived, links, standings)


def _row(
    channel: Channel,
    uses: dict[str, ChannelUse],
    links: dict[tuple[int, str], list[EvidenceLink]],
    standings: dict[tuple[int, str], Standing],
) -> ChannelRow:
    return ChannelRow(
        channel,
        uses.get(channel.value),
        sum(len(some) for (_number, name), some in links.items() if name == channel),
        sum(name == channel for _number, name in standings),
    )


def _said(
    channels: list[ChannelRow],
    links: dict[tuple[int, str], list[EvidenceLink]],
    standings: dict[tuple[int, str], Standing],
) -> tuple[dict[str, dict[str, Evidence]], frozenset[str]]:
    """What each used channel says; where nobody ranked the issues, by the strength of what was linked."""
    found: dict[str, dict[str, Evidence]] = {}
    derived = set()
    for row in (one for one in channels if one.is_used):
        name = row.channel.value
        ranked = {
            str(number): Evidence(-one.rank, one.people or len(links.get((number, name), ())))
            for (number, channel), one in standings.items()
            if channel == name
        }
        if not ranked and row.links:
            derived.add(name)
            ranked = {
                str(number): Evidence(float(sum(link.strength for link in some)), len(some))
                for (number, channel), some in links.items()
                if channel == name
            }
        if ranked:
            found[name] = ranked
    return found, frozenset(derived)


def public_ranking(initiative: Initiative) -> list[list[str]]:
    """Issues as the public ranks them, level by level; empty where nobody asked it."""
    rows = Standing.objects.filter(
        issue__in=living_issues(initiative), channel=Channel.OPINION
    ).select_related("issue")
    levels: dict[int, list[str]] = {}
    for one in rows:
        levels.setdefault(one.rank, []).append(str(one.issue.number))
    return [levels[rank] for rank in sorted(levels)]


def quotes_of(issue: Issue) -> list[EvidenceLink]:
    """What speaks for an issue, channel by channel in their order, the strongest first."""
    order = {channel.value: at for at, channel in enumerate(Channel)}
    return sorted(issue.evidence.all(), key=lambda one: (order[one.channel], -one.strength, one.pk))
