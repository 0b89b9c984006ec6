"""Sources and articles of an initiative."""

import hashlib
from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

from django.db.models import Count, Max, Model, Q, QuerySet

from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.evidence.models import Article, Source

FOLLOWERS = ("utm_", "fbclid=", "gclid=")
"""Beginnings of the parts of an address that say how a reader came, not what is read."""


def sources_of(initiative: Initiative) -> QuerySet[Source]:
    """The sources, with how many articles each has brought."""
    return Source.objects.filter(initiative=initiative).annotate(
        many=Count("articles", filter=~Q(articles__state=Article.State.REMOVED))
    )


def articles_of(initiative: Initiative, *, words: str = "", source: int | None = None) -> QuerySet[Article]:
    """The articles, newest first; those with certain words, or of one source."""
    rows = Article.objects.filter(initiative=initiative).exclude(state=Article.State.REMOVED)
    found = rows.select_related("source", "topic", "copy_of")
    if words:
        found = found.filter(Q(title__icontains=words) | Q(text__icontains=words))
    return found.filter(source__number=source) if source else found


def next_number(rows: QuerySet[Model]) -> int:
    """The next number among these."""
    return int(rows.aggregate(last=Max("number"))["last"] or 0) + 1


def key_of(url: str, title: str = "", source: str = "", day: object = None) -> str:
    """By what an article is known: its address without tails of tracking; without one, what it says it is."""
    if not url:
        return hashlib.sha256("\0".join([source, title, str(day or "")]).encode()).hexdigest()
    parts = urlsplit(url.strip())
    query = "&".join(one for one in parts.query.split("&") if one and not one.startswith(FOLLOWERS))
    plain = urlunsplit(("", parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), query, ""))
    return hashlib.sha256(plain.encode()).hexdigest()


def due_sources(now: datetime) -> QuerySet[Source]:
    """Feeds whose time has come."""
    rows = Source.objects.filter(is_active=True, due_at__lte=now).exclude(feed_url="")
    return rows.select_related("initiative").order_by("due_at")


def waiting_articles() -> QuerySet[Article]:
    """Articles whose page is still to be fetched, in the order in which they were pasted."""
    return Article.objects.filter(state=Article.State.WAITING).order_by("added_at", "number")
