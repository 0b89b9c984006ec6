"""What the machine does alone: visiting feeds and pages, one at a time, and sorting articles."""

import logging
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.tasks import task
from django.utils import timezone
from django.utils.module_loading import import_string

from titiktemu.analysis.marking import gettext_noop
from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.evidence.fetching.addresses import Refused, target_of
from titiktemu.step1_issues.evidence.fetching.client import Answer, fetch, good
from titiktemu.step1_issues.evidence.fetching.feeds import Entry, read_feed
from titiktemu.step1_issues.evidence.fetching.robots import check_allowed, read_robots
from titiktemu.step1_issues.evidence.languages import language_of
from titiktemu.step1_issues.evidence.models import (
    Article,
    FocusGroup,
    HandCode,
    HandSample,
    HostVisit,
    Sorting,
    Source,
    ToneCheck,
    Topic,
)
from titiktemu.step1_issues.evidence.queries.checks import CODERS, hands_of
from titiktemu.step1_issues.evidence.queries.media import due_sources, key_of, waiting_articles
from titiktemu.step1_issues.evidence.sorted_articles import Sorted
from titiktemu.step1_issues.evidence.transcripts import STORE

READ_PAGE = "titiktemu.step1_issues.evidence.fetching.pages.read_page"
SORT = "titiktemu.step1_issues.evidence.sorting.sort"
READ_TONES = "titiktemu.step1_issues.evidence.tones.read_tones"
"""By name: what these import costs a web process, which never does this, memory and time."""
EVERY = timedelta(hours=6)
AFTER_TROUBLE = timedelta(hours=24)
ROBOTS_KEPT = timedelta(hours=24)
AT_ONCE, TURN = 20, 40.0
"""Visits and seconds of one turn of the worker, which has other work too; what is left waits for the next."""
MOST_ARTICLES = 20_000
FULL = gettext_noop("This initiative holds {most} articles; more are not taken in.")
BROKE = gettext_noop(
    "Something went wrong in the program. Nothing is lost; whoever runs the server can see what."
)
logger = logging.getLogger(__name__)


def look_after(now: datetime) -> None:
    """Visit what is due, and sort what waits; called by the worker's clock."""
    if due_sources(now).exists() or waiting_articles().exists():
        visit_now.enqueue()
    for sorting in Sorting.objects.filter(made_at=None, asked_at__lte=now - timedelta(minutes=10)):
        sort_articles.enqueue(sorting.initiative_id)


def sweep_store(now: datetime) -> None:
    """Take away recordings that were replaced, or kept by a request that failed."""
    known = set(FocusGroup.objects.exclude(audio_sha256="").values_list("audio_sha256", flat=True))
    STORE.sweep(now - timedelta(days=1), known)


def visit_soon() -> None:
    """Have what is due visited once the transaction is over."""
    transaction.on_commit(partial(visit_now.enqueue))


@task()
def visit_now() -> None:
    """Visit what is due now."""
    visit_due(timezone.now())


def visit_due(now: datetime) -> None:
    """Visit feeds and pages, one after the other and never two at a time of one server."""
    until = time.monotonic() + TURN
    for source in due_sources(now)[:AT_ONCE]:
        if time.monotonic() > until:
            return
        # Taken first: whoever else is at work finds it no longer due.
        if Source.objects.filter(pk=source.pk, due_at=source.due_at).update(due_at=now + EVERY):
            _visit_feed(source, now)
    for article in waiting_articles()[:AT_ONCE]:
        if time.monotonic() > until:
            return
        mine = Article.objects.filter(pk=article.pk, tries=article.tries, state=Article.State.WAITING)
        if mine.update(tries=article.tries + 1):
            _visit_page(article)


def _ask(url: str, headers: dict[str, str] | None = None) -> Answer:
    """Fetch an address as its site asks machines to do it."""
    target = target_of(url)
    visit, _made = HostVisit.objects.get_or_create(
        origin=target.origin, defaults={"asked_at": timezone.now() - timedelta(days=1)}
    )
    if visit.robots_at is None or visit.robots_at < timezone.now() - ROBOTS_KEPT:
        visit.robots, visit.robots_at = read_robots(target.origin), timezone.now()
        visit.save(update_fields=["robots", "robots_at"])
    _wait_turn(visit, max(check_allowed(visit.robots, url), settings.FETCH_SECONDS_BETWEEN))
    return fetch(url, headers=headers)


def _wait_turn(visit: HostVisit, seconds: float) -> None:
    """Wait until the server has had its pause, counted over all processes."""
    while True:
        now = timezone.now()
        free = HostVisit.objects.filter(pk=visit.pk, asked_at__lte=now - timedelta(seconds=seconds))
        if free.update(asked_at=now):
            return
        time.sleep(min(seconds, 1.0))


def _visit_feed(source: Source, now: datetime) -> None:
    known = {"If-None-Match": source.etag, "If-Modified-Since": source.modified}
    try:
        answer = _ask(source.feed_url, {name: value for name, value in known.items() if value})
        if not answer.is_unchanged:
            feed = read_feed(good(answer).content, answer.url, answer.headers.get("content-type", ""))
            take_entries(source, feed.entries)
            source.etag = _kept(answer, "etag", 300)
            source.modified = _kept(answer, "last-modified", 120)
        source.problem, source.due_at = {}, now + EVERY
    except Refused as error:
        source.problem = {"template": error.template, "values": error.values}
        source.due_at = now + AFTER_TROUBLE
    except Exception as error:
        logger.error("Feed %s failed: %s", source.pk, type(error).__name__)
        source.problem, source.due_at = {"template": BROKE, "values": {}}, now + AFTER_TROUBLE
    source.visited_at = timezone.now()
    source.save(update_fields=["problem", "due_at", "etag", "modified", "visited_at"])


def _kept(answer: Answer, name: str, most: int) -> str:
    """A word of the server for the next visit; one that is too long or broken is forgotten."""
    value = answer.headers.get(name, "")
    return value if len(value) <= most and value.isprintable() and value.isascii() else ""


def take_entries(source: Source, entries: Iterable[Entry]) -> int:
    """Keep articles that are not known yet; how many are new."""
    unique = {key_of(one.url, one.title, source.name, one.day): one for one in entries}
    with transaction.atomic():
        # The lock keeps two who write at once from taking the same numbers.
        Initiative.objects.select_for_update().get(pk=source.initiative_id)
        rows = Article.objects.filter(initiative=source.initiative_id)
        known = set(rows.filter(key__in=list(unique)).values_list("key", flat=True))
        new = {key: one for key, one in unique.items() if key not in known}
        if rows.count() + len(new) > MOST_ARTICLES:
            raise Refused(FULL, most=MOST_ARTICLES)
        first = int(rows.aggregate(last=Max("number"))["last"] or 0) + 1
        Article.objects.bulk_create(
            _article(source, key, one, number) for number, (key, one) in enumerate(new.items(), start=first)
        )
    return len(new)


def _article(source: Source, key: str, one: Entry, number: int) -> Article:
    return Article(
        initiative_id=source.initiative_id,
        source=source,
        number=number,
        key=key,
        title=one.title,
        url=one.url,
        day=one.day,
        text=one.text,
        language=language_of(f"{one.title} {one.text}") or one.language,
        state=Article.State.READY if one.title else Article.State.WAITING,
        added_at=timezone.now(),
    )


def _visit_page(article: Article) -> None:
    try:
        answer = good(_ask(article.url))
        entry: Entry = import_string(READ_PAGE)(
            answer.content, answer.url, answer.headers.get("content-type", "")
        )
    except Refused as error:
        _failed(article, {"template": error.template, "values": error.values})
    except Exception as error:
        logger.error("Page %s failed: %s", article.pk, type(error).__name__)
        _failed(article, {"template": BROKE, "values": {}})
    else:
        article.title, article.text, article.day = entry.title, entry.text, article.day or entry.day
        article.language = language_of(entry.text) or entry.language
        article.state, article.problem = Article.State.READY, {}
        article.save(update_fields=["title", "text", "day", "language", "state", "problem"])


def _failed(article: Article, problem: dict[str, object]) -> None:
    article.state, article.problem = Article.State.FAILED, problem
    article.save(update_fields=["state", "problem"])


def sort_soon(initiative: Initiative) -> None:
    """Have the articles sorted once the transaction is over."""
    transaction.on_commit(partial(sort_articles.enqueue, initiative.pk))


@task()
def sort_articles(initiative_id: int) -> None:
    """Fold near-duplicates and sort the rest into topics; what people did with earlier topics is replaced."""
    sorting = Sorting.objects.get(initiative=initiative_id)
    if not sorting.is_going_on:
        # Asked for twice, made once: a second time would lose names given in between.
        return
    articles = list(
        Article.objects.filter(initiative=initiative_id, state=Article.State.READY).order_by("day", "number")
    )
    began = timezone.now()
    try:
        made = import_string(SORT)(articles, sorting.seed)
    except Exception as error:
        logger.error("Sorting %s failed: %s", sorting.pk, type(error).__name__)
        sorting.problem, sorting.made_at = {"template": BROKE, "values": {}}, began
        sorting.save(update_fields=["problem", "made_at"])
        return
    with transaction.atomic():
        Initiative.objects.select_for_update().get(pk=initiative_id)
        _keep_topics(initiative_id, articles, made)
        sorting.articles, sorting.kept = len(articles), made.kept
        sorting.made_at, sorting.problem = max(began, sorting.asked_at), {}
        sorting.save(update_fields=["articles", "kept", "made_at", "problem"])
    if HandSample.objects.filter(initiative=initiative_id).exists():
        read_tones.enqueue(initiative_id)


def _keep_topics(initiative_id: int, articles: list[Article], made: Sorted) -> None:
    Topic.objects.filter(initiative=initiative_id).delete()
    HandCode.objects.filter(article__initiative=initiative_id).update(fits_none=False)
    topics = [
        Topic.objects.create(initiative_id=initiative_id, number=number, words=words)
        for number, words in enumerate(made.words, start=1)
    ]
    for article, first, topic in zip(articles, made.first, made.topic, strict=True):
        article.copy_of = articles[first] if articles[first] is not article else None
        article.topic = topics[topic] if topic >= 0 else None
    Article.objects.bulk_update(articles, ["copy_of", "topic"], batch_size=500)


def read_tones_soon(initiative: Initiative) -> None:
    """Have tones learnt, tried and read once the transaction is over."""
    transaction.on_commit(partial(read_tones.enqueue, initiative.pk))


@task()
def read_tones(initiative_id: int) -> None:
    """Try how well the machine reads tone; only above the bar articles have one."""
    sample = HandSample.objects.filter(initiative=initiative_id).first()
    hands = hands_of(sample) if sample else None
    if hands is None or len(hands.tones) < CODERS:
        return
    by_pk = Article.objects.in_bulk(hands.articles)
    rows = Article.objects.filter(initiative=initiative_id, state=Article.State.READY)
    articles = list(rows.order_by("pk"))
    try:
        made = import_string(READ_TONES)(hands, [by_pk[one] for one in hands.articles], articles)
    except Exception as error:
        logger.error("Tones of %s failed: %s", initiative_id, type(error).__name__)
        return
    with transaction.atomic():
        Initiative.objects.select_for_update().get(pk=initiative_id)
        rows.exclude(tone="").update(tone="")
        for article, tone in zip(articles, made.tones, strict=False):
            article.tone = tone
        if made.tones:
            Article.objects.bulk_update(articles, ["tone"], batch_size=500)
        told = {"content": made.content, "why": made.why, "made_at": timezone.now()}
        ToneCheck.objects.update_or_create(initiative_id=initiative_id, defaults=told)
