"""Topics of the articles: found, named, merged."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows
from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.evidence.charts import Bar, bars, interval_words
from titiktemu.step1_issues.evidence.forms.media import DrawForm, TopicNameForm
from titiktemu.step1_issues.evidence.models import Topic
from titiktemu.step1_issues.evidence.queries.media import articles_of
from titiktemu.step1_issues.evidence.queries.topics import (
    Timeline,
    sorting_of,
    timeline,
    topics_of,
)
from titiktemu.step1_issues.evidence.services.topics import (
    ask_to_sort,
    merge_topics,
    name_topic,
)
from titiktemu.step1_issues.evidence.views.checks import checks_shown
from titiktemu.step1_issues.evidence.views.places import initiative_for, page

ARTICLES_SHOWN = 30


@dataclass(frozen=True)
class Drawn:
    """Volume over time as a page shows it: bars of all sources, and a table with a column for each."""

    bars: list[Bar]
    sources: list[str]
    rows: list[tuple[str, int, str, list[tuple[int, str]]]]
    undated: int


def drawn(told: Timeline) -> Drawn:
    """Turn counts into bars and a table."""
    sources = list(dict.fromkeys(one.source for one in told.counts if one.source))
    of = {(one.source, one.begin): (one.articles, interval_words(one)) for one in told.counts}
    made = bars(told.whole, told.period)
    rows = [
        (bar.words, bar.count, bar.interval, [of[name, one.begin] for name in sources])
        for bar, one in zip(made, told.whole, strict=True)
    ]
    return Drawn(made, sources, rows, told.undated)


@require_http_methods(["GET", "HEAD", "POST"])
def topics(request: Request, slug: str) -> HttpResponse:
    """All topics with the volume over time; asking for them anew."""
    posts = request.method == "POST"
    initiative = initiative_for(request.actor, slug, Action.SORT_ARTICLES if posts else Action.VIEW_EVIDENCE)
    if posts:
        ask_to_sort(actor=request.actor, initiative=initiative)
        messages.success(request, _("The articles are being sorted. Look again in a minute."))
        return redirect("evidence:topics", slug)
    shown = page(
        request,
        initiative,
        "topics",
        topics=list(topics_of(initiative)),
        sorting=sorting_of(initiative),
        volume=drawn(timeline(initiative)),
        **checks_shown(initiative),
        draw_form=DrawForm(),
        may_code=allows(request.actor, Action.CODE_ARTICLE, initiative),
    )
    return render(request, "evidence/topics.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def topic(request: Request, slug: str, number: int) -> HttpResponse:
    """One topic: its articles, its volume; naming and merging it."""
    posts = request.method == "POST"
    initiative = initiative_for(request.actor, slug, Action.SORT_ARTICLES if posts else Action.VIEW_EVIDENCE)
    found = get_object_or_404(topics_of(initiative), number=number)
    if posts and request.POST.get("do") == "merge":
        return _merge(request, initiative, found)
    form = TopicNameForm(request.POST if posts else None, initial={"name": found.name})
    if form.is_valid():
        name_topic(actor=request.actor, topic=found, name=form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return redirect("evidence:topic", slug, number)
    shown = page(
        request,
        initiative,
        "topics",
        topic=found,
        form=form,
        others=list(Topic.objects.filter(initiative=initiative).exclude(pk=found.pk)),
        articles=list(articles_of(initiative).filter(topic=found, copy_of=None)[:ARTICLES_SHOWN]),
        volume=drawn(timeline(initiative, found)),
    )
    return render(request, "evidence/topic.html", shown, status=422 if posts else 200)


def _merge(request: Request, initiative: Initiative, found: Topic) -> HttpResponse:
    asked = request.POST.get("into", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
    into = get_object_or_404(Topic, initiative=initiative, number=number)
    merge_topics(actor=request.actor, topic=found, into=into)
    messages.success(request, _("The two topics are one now."))
    return redirect("evidence:topic", initiative.slug, into.number)
