"""Topics with their volume over time."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from titiktemu.analysis.texts.volume import Period, Volume, count_articles
from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.evidence.models import Article, Sorting, Topic

LONG_SPAN, SHORT_SPAN = 200, 15
"""Days from which articles are counted by month, and below which by day."""


@dataclass(frozen=True)
class Timeline:
    """Articles over time: of all sources together, and of each."""

    period: Period
    counts: list[Volume]
    undated: int

    @property
    def whole(self) -> list[Volume]:
        """All sources together."""
        return [one for one in self.counts if not one.source]


def topics_of(initiative: Initiative) -> QuerySet[Topic]:
    """The topics, with their articles, copies once and copies too."""
    return Topic.objects.filter(initiative=initiative).annotate(
        many=Count("articles", filter=Q(articles__copy_of=None)), all_of=Count("articles")
    )


def sorting_of(initiative: Initiative) -> Sorting | None:
    """The last sorting, if there was one."""
    return Sorting.objects.filter(initiative=initiative).first()


def timeline(initiative: Initiative, topic: Topic | None = None) -> Timeline:
    """Volume over time; a copy counts once for each source, and once in all."""
    rows = Article.objects.filter(initiative=initiative, state=Article.State.READY)
    if topic is not None:
        rows = rows.filter(topic=topic)
    found = list(rows.values_list("source__name", "day", "copy_of", "pk").order_by("pk"))
    dated = [(name, day, copy or pk) for name, day, copy, pk in found if day is not None]
    undated = len(found) - len(dated)
    if not dated:
        return Timeline(Period.WEEK, [], undated)
    names, days, groups = (list(one) for one in zip(*dated, strict=True))
    span = (max(days) - min(days)).days
    period = Period.MONTH if span > LONG_SPAN else Period.DAY if span < SHORT_SPAN else Period.WEEK
    return Timeline(period, count_articles(names, days, groups, period), undated)
