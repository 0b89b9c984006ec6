"""Sources and articles: registering, bringing in, asking for a visit, taking out."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from titiktemu.analysis.spreadsheet.sheets import Unreadable
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.step1_issues.evidence.fetching.addresses import Refused
from titiktemu.step1_issues.evidence.fetching.feeds import Entry
from titiktemu.step1_issues.evidence.models import Article, Source
from titiktemu.step1_issues.evidence.queries.media import key_of, next_number
from titiktemu.step1_issues.evidence.tasks import take_entries, visit_soon

READ_TABLE = "titiktemu.step1_issues.evidence.fetching.tables.read_table"
"""By name: reading tables costs a web process memory that most never need."""
MOST_SOURCES, MOST_PASTED = 100, 100


@transaction.atomic
def add_source(*, actor: Actor, initiative: Initiative, name: str, feed_url: str = "") -> Source:
    """Register a source; where it has a feed, the worker visits it soon, and every six hours from then on."""
    require(actor, Action.ADD_SOURCE, initiative)
    source = _source(initiative, name, feed_url)
    if feed_url:
        visit_soon()
    record(actor, Action.ADD_SOURCE, initiative, source, {"feed": bool(feed_url)})
    return source


def _source(initiative: Initiative, name: str, feed_url: str = "") -> Source:
    # The lock keeps two who add at once from taking the same number.
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    rows = Source.objects.filter(initiative=initiative)
    if rows.filter(name=name).exists():
        raise RuleBroken(_("There is a source of this name already."))
    if rows.count() >= MOST_SOURCES:
        raise RuleBroken(_("An initiative has at most %(most)d sources.") % {"most": MOST_SOURCES})
    now = timezone.now()
    due = now if feed_url else None
    return Source.objects.create(
        initiative=initiative,
        number=next_number(rows),
        name=name,
        feed_url=feed_url,
        due_at=due,
        added_at=now,
    )


@transaction.atomic
def switch_source(*, actor: Actor, source: Source, is_active: bool) -> Source:
    """Stop visiting a feed, or take it up again, which visits it soon."""
    require(actor, Action.ADD_SOURCE, source.initiative)
    kept = Source.objects.select_for_update().get(pk=source.pk)
    if not kept.feed_url:
        raise RuleBroken(_("This source has no feed."))
    kept.is_active = is_active
    kept.due_at = timezone.now() if is_active else None
    kept.save(update_fields=["is_active", "due_at"])
    if is_active:
        visit_soon()
    record(actor, Action.ADD_SOURCE, source.initiative, kept, {"active": is_active})
    return kept


@transaction.atomic
def paste_addresses(*, actor: Actor, initiative: Initiative, source: str, urls: Collection[str]) -> int:
    """Take in addresses of articles, whose pages the worker then fetches; how many are new."""
    require(actor, Action.ADD_ARTICLES, initiative)
    if len(urls) > MOST_PASTED:
        raise RuleBroken(_("Paste at most %(most)d addresses at once.") % {"most": MOST_PASTED})
    row = _named(initiative, source)
    new = _taken(row, [Entry("", url, None, "") for url in urls])
    visit_soon()
    record(actor, Action.ADD_ARTICLES, initiative, row, {"pasted": len(urls), "new": new})
    return new


def _named(initiative: Initiative, name: str) -> Source:
    found = Source.objects.filter(initiative=initiative, name=name).first()
    return found or _source(initiative, name)


def _taken(source: Source, entries: Collection[Entry]) -> int:
    try:
        return take_entries(source, entries)
    except Refused as error:
        raise RuleBroken(_(error.template).format(**error.values)) from error


@transaction.atomic
def add_article(*, actor: Actor, initiative: Initiative, source: str, title: str, **fields: Any) -> Article:
    """Take in one article that somebody typed or pasted: title, text, and day and address where known."""
    require(actor, Action.ADD_ARTICLES, initiative)
    row = _named(initiative, source)
    entry = Entry(title, fields.get("url", ""), fields.get("day"), fields.get("text", ""))
    if not _taken(row, [entry]):
        raise RuleBroken(_("This article is here already."))
    key = key_of(entry.url, entry.title, row.name, entry.day)
    made = Article.objects.get(initiative=initiative, key=key)
    record(actor, Action.ADD_ARTICLES, initiative, made, {"new": 1})
    return made


@transaction.atomic
def import_articles(*, actor: Actor, initiative: Initiative, path: Path, source: str) -> tuple[int, int]:
    """Take in a table: how many articles it holds, how many are new. ``source`` is for rows without one."""
    require(actor, Action.ADD_ARTICLES, initiative)
    try:
        rows: list[tuple[str, Entry]] = import_string(READ_TABLE)(path)
    except Unreadable as error:
        raise RuleBroken(_(error.template).format(**error.values)) from error
    by_source: dict[str, list[Entry]] = {}
    for name, entry in rows:
        by_source.setdefault(name or source, []).append(entry)
    new = sum(_taken(_named(initiative, name), entries) for name, entries in by_source.items())
    record(actor, Action.ADD_ARTICLES, initiative, None, {"rows": len(rows), "new": new})
    return len(rows), new


@transaction.atomic
def take_out(*, actor: Actor, article: Article) -> None:
    """Take an article out that has nothing to do with the matter; a feed will not bring it back."""
    require(actor, Action.ADD_ARTICLES, article.initiative)
    kept = Article.objects.select_for_update().get(pk=article.pk)
    if kept.state == Article.State.REMOVED:
        raise RuleBroken(_("This article was taken out already."))
    kept.state, kept.text, kept.topic, kept.copy_of = Article.State.REMOVED, "", None, None
    kept.save(update_fields=["state", "text", "topic", "copy_of"])
    Article.objects.filter(copy_of=kept).update(copy_of=None)
    record(actor, Action.ADD_ARTICLES, article.initiative, kept, {"removed": True})
