"""What was gathered and may be linked to an issue: nothing that not everybody may read."""

from collections.abc import Callable, Collection, Iterator
from hashlib import blake2b
from typing import Final

from django.db.models import Model, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from titiktemu.consultation.models import Statement
from titiktemu.questionnaires.charts import Chart, charts_of
from titiktemu.questionnaires.models import Report
from titiktemu.step1_issues.evidence.models import Article, Consent, Interview, Quote
from titiktemu.step1_issues.models import EvidenceLink, Issue
from titiktemu.step1_issues.words import Channel, EvidenceKind

STATEMENT: Final = "consultation.statement"
ARTICLE: Final = "evidence.article"
QUOTE: Final = "evidence.quote"
INTERVIEW: Final = "evidence.interview"
FIGURE: Final = "questionnaires.report"
SHOWN = 200
"""Of each kind, how many are offered for linking."""
LONGEST_TEXT, LONGEST_ORIGIN, LONGEST_ADDRESS = 1000, 240, 500
type Keys = Collection[str] | None


def linkable_pieces(issue: Issue, keys: Keys = None) -> list[EvidenceLink]:
    """What was gathered, everybody may read, and is not linked to this issue yet; links, not saved.

    With ``keys`` (each a ``source_key``) those alone, however old; without, the newest of each kind.
    """
    known = set(issue.evidence.exclude(source="").values_list("source", "source_id"))
    return [one for one in gathered(issue, keys) if (one.source, one.source_id) not in known]


def gathered(issue: Issue, keys: Keys = None) -> Iterator[EvidenceLink]:
    """The same with what is linked already; the card may be one that is not kept."""
    for gather in GATHERING:
        yield from gather(issue, keys)


def _picked[T: Model](rows: QuerySet[T], source: str, keys: Keys) -> QuerySet[T]:
    """The rows that the keys name, or the first."""
    if keys is None:
        return rows[:SHOWN]
    told = (one.partition(":") for one in keys)
    return rows.filter(pk__in=[int(row) for name, _colon, row in told if name == source and row.isdecimal()])


def _statements(issue: Issue, keys: Keys) -> Iterator[EvidenceLink]:
    rows = Statement.objects.filter(
        consultation__initiative=issue.initiative_id, state=Statement.State.SHOWN
    ).select_related("consultation")
    for one in _picked(rows.order_by("consultation", "number"), STATEMENT, keys):
        yield EvidenceLink(
            issue=issue,
            channel=Channel.CONSULTATION,
            kind=EvidenceKind.STATEMENT,
            text=one.text,
            text_en=one.text_en,
            origin=one.consultation.title[:LONGEST_ORIGIN],
            source=STATEMENT,
            source_id=one.pk,
        )


def _quotes(issue: Issue, keys: Keys) -> Iterator[EvidenceLink]:
    """Those whose speakers agreed, of sessions that are not of one side alone."""
    rows = Quote.objects.filter(group__initiative=issue.initiative_id, group__side="")
    rows = rows.exclude(consent=Consent.NONE).select_related("group").order_by("-pk")
    for one in _picked(rows, QUOTE, keys):
        origin = f"{one.group.title}, {one.role}" if one.role else one.group.title
        yield EvidenceLink(
            issue=issue,
            channel=Channel.FOCUS_GROUPS,
            kind=EvidenceKind.QUOTE,
            text=one.text,
            origin=origin[:LONGEST_ORIGIN],
            source=QUOTE,
            source_id=one.pk,
        )


def _interviews(issue: Issue, keys: Keys) -> Iterator[EvidenceLink]:
    """What the problem is, in the note of those who agreed; the role only where that was agreed to."""
    rows = Interview.objects.filter(initiative=issue.initiative_id).exclude(consent=Consent.NONE)
    for one in _picked(rows.order_by("-number"), INTERVIEW, keys):
        role = one.role if one.consent == Consent.WITH_ROLE else ""
        yield EvidenceLink(
            issue=issue,
            channel=Channel.EXPERTS,
            kind=EvidenceKind.NOTE,
            text=one.problem[:LONGEST_TEXT],
            origin=(f"{one.field}, {role}" if role else one.field)[:LONGEST_ORIGIN],
            source=INTERVIEW,
            source_id=one.pk,
        )


def _articles(issue: Issue, keys: Keys) -> Iterator[EvidenceLink]:
    """The newest, each once however often it was copied."""
    rows = Article.objects.filter(
        initiative=issue.initiative_id, state=Article.State.READY, copy_of=None
    ).defer("text")
    for one in _picked(rows.select_related("source"), ARTICLE, keys):
        yield EvidenceLink(
            issue=issue,
            channel=Channel.MEDIA,
            kind=EvidenceKind.ARTICLE,
            text=one.title,
            origin=one.source.name,
            url=one.url if len(one.url) <= LONGEST_ADDRESS else "",
            source=ARTICLE,
            source_id=one.pk,
        )


def _figures(issue: Issue, keys: Keys) -> Iterator[EvidenceLink]:
    """Of closed waves what the gate released of everybody together, with interval and n."""
    if keys is not None and not any(one.startswith(FIGURE) for one in keys):
        return
    rows = Report.objects.filter(
        wave__questionnaire__initiative=issue.initiative_id, made_at__isnull=False
    ).select_related("wave__questionnaire", "wave__version")
    for report in rows.order_by("-made_at"):
        for link in _of_report(issue, report):
            if keys is None or link.source_key in keys:
                yield link


def _of_report(issue: Issue, report: Report) -> Iterator[EvidenceLink]:
    charts = {}
    for language in ("id", "en"):
        with translation.override(language):
            made = charts_of(report.wave.version.form, report.content)
            charts[language] = [(one, dict(_sentences(one))) for one in made]
    for (chart, here), (_chart, english) in zip(charts["id"], charts["en"], strict=True):
        tables = report.content["questions"][chart.name]["tables"]
        people = tables[0]["rows"][-1]["n"] if tables else None
        for at, text in here.items() if people is not None else ():
            yield EvidenceLink(
                issue=issue,
                channel=Channel.OPINION,
                kind=EvidenceKind.FIGURE,
                text=text[:LONGEST_TEXT],
                text_en=english[at][:LONGEST_TEXT],
                origin=str(report.wave.questionnaire)[:LONGEST_ORIGIN],
                people=people,
                source=f"{FIGURE}.{report.pk}",
                source_id=_number_of(chart.name, at),
            )


def _sentences(chart: Chart) -> Iterator[tuple[int, str]]:
    """Each figure of everybody that has an interval, by its place among the answers."""
    for row in chart.tables[0].rows if chart.tables else ():
        for at, cell in enumerate(row.cells):
            if row.is_everybody and not cell.is_hidden and cell.interval:
                values = {
                    "question": chart.label,
                    "answer": cell.level,
                    "figure": cell.words,
                    "interval": cell.interval,
                }
                yield at, _("%(question)s %(answer)s: %(figure)s (95 %% interval %(interval)s)") % values


def _number_of(question: str, at: int) -> int:
    """A number by which the figure is known again."""
    return int.from_bytes(blake2b(f"{question}\0{at}".encode(), digest_size=7).digest())


GATHERING: Final[tuple[Callable[[Issue, Keys], Iterator[EvidenceLink]], ...]] = (
    _statements,
    _quotes,
    _interviews,
    _figures,
    _articles,
)
