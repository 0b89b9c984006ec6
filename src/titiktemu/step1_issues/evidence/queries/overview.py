"""How much there is of each channel."""

from dataclasses import dataclass

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.evidence.models import Article, Source, Topic
from titiktemu.step1_issues.evidence.queries.experts import interviews_of
from titiktemu.step1_issues.evidence.queries.groups import groups_of


@dataclass(frozen=True)
class Overview:
    """Counts, for one reader."""

    sources: int
    articles: int
    topics: int
    groups: int
    interviews: int


def overview_of(actor: Actor, initiative: Initiative) -> Overview:
    """What this reader may know of."""
    articles = Article.objects.filter(initiative=initiative).exclude(state=Article.State.REMOVED)
    return Overview(
        sources=Source.objects.filter(initiative=initiative).count(),
        articles=articles.filter(copy_of=None).count(),
        topics=Topic.objects.filter(initiative=initiative).count(),
        groups=groups_of(actor, initiative).count(),
        interviews=interviews_of(actor, initiative).count(),
    )
