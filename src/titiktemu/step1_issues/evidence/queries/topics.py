"""Topics with their volume over time, and how far people agree with the machine."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from titiktemu.analysis.texts.coding_check import Check, check, draw_sample
from titiktemu.analysis.texts.volume import Period, Volume, count_articles
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.step1_issues.evidence.models import Article, HandCode, Sorting, Topic

SAMPLE = 60
"""Articles that people code by hand, where there are so many."""
SEED = 1
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


def sample_of(initiative: Initiative) -> list[int]:
    """Keys of the articles of the sample, in the order of the draw; the same for everybody."""
    rows = Article.objects.filter(initiative=initiative, copy_of=None, topic__isnull=False)
    found = dict(rows.values_list("key", "pk"))
    keys = list(found)
    return [found[keys[at]] for at in draw_sample(keys, SAMPLE, seed=SEED)]


def in_sample(article: Article) -> bool:
    """Whether people are asked about this article."""
    return article.pk in sample_of(article.initiative)


def to_code(initiative: Initiative, coder: Participation | None) -> tuple[Article | None, int, int]:
    """The next article of the sample for this coder, how many they have coded, and how many there are."""
    sample = sample_of(initiative)
    done = set(HandCode.objects.filter(coder=coder, article__in=sample).values_list("article", flat=True))
    left = [one for one in sample if one not in done]
    following = Article.objects.filter(pk=left[0]).select_related("source").first() if left else None
    return following, len(done), len(sample)


def checked(initiative: Initiative) -> Check | None:
    """The machine's topics beside people's; None where nobody has coded anything."""
    rows = HandCode.objects.filter(article__initiative=initiative, article__topic__isnull=False)
    codes = list(rows.values_list("article", "article__topic", "coder", "topic").order_by("article"))
    if not codes:
        return None
    machine = {article: str(topic) for article, topic, _coder, _given in codes}
    coders: dict[int, dict[int, str]] = {}
    for article, _topic, coder, given in codes:
        coders.setdefault(coder, {})[article] = str(given)
    busiest = sorted(coders.values(), key=len, reverse=True)
    people = [[own.get(article) for article in machine] for own in busiest]
    return check(list(machine.values()), *people, seed=SEED)
