"""Sources and articles."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.evidence.forms.media import ArticleForm, PasteForm, SourceForm, TableForm
from titiktemu.step1_issues.evidence.models import Source
from titiktemu.step1_issues.evidence.queries.media import articles_of, sources_of
from titiktemu.step1_issues.evidence.services.media import (
    add_article,
    add_source,
    import_articles,
    paste_addresses,
    switch_source,
    take_out,
)
from titiktemu.step1_issues.evidence.views.places import initiative_for, page

ON_A_PAGE = 25
WAYS: dict[str, type[forms.Form]] = {"paste": PasteForm, "table": TableForm, "one": ArticleForm}


@require_http_methods(["GET", "HEAD", "POST"])
def sources(request: Request, slug: str) -> HttpResponse:
    """The sources, and a form for another."""
    posts = request.method == "POST"
    initiative = initiative_for(request.actor, slug, Action.ADD_SOURCE if posts else Action.VIEW_EVIDENCE)
    form = SourceForm(request.POST if posts else None)
    if form.is_valid():
        try:
            add_source(actor=request.actor, initiative=initiative, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            visited = _("The source is on the list. Its feed is visited within minutes.")
            has_feed = form.cleaned_data["feed_url"]
            messages.success(request, visited if has_feed else _("The source is on the list."))
            return redirect("evidence:sources", slug)
    shown = page(request, initiative, "sources", form=form, sources=list(sources_of(initiative)))
    return render(request, "evidence/sources.html", shown, status=_status(form))


def _status(form: forms.Form) -> int:
    return 422 if form.is_bound and form.errors else 200


@require_POST
def switch(request: Request, slug: str, number: int) -> HttpResponse:
    """Stop visiting a feed, or visit it again."""
    initiative = initiative_for(request.actor, slug, Action.ADD_SOURCE)
    source = get_object_or_404(Source, initiative=initiative, number=number)
    wanted = request.POST.get("do") == "visit"
    switch_source(actor=request.actor, source=source, is_active=wanted)
    told = _("The feed is visited within minutes.") if wanted else _("The feed is not visited any more.")
    messages.success(request, told)
    return redirect("evidence:sources", slug)


@require_safe
def articles(request: Request, slug: str) -> HttpResponse:
    """The articles, newest first."""
    initiative = initiative_for(request.actor, slug)
    words = request.GET.get("kata", "").replace("\0", "").strip()[:100]
    asked = request.GET.get("sumber", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else None
    found = Paginator(articles_of(initiative, words=words, source=number), ON_A_PAGE)
    shown = page(
        request,
        initiative,
        "articles",
        articles=found.get_page(request.GET.get("page")),
        words=words,
        source=number,
        sources=list(Source.objects.filter(initiative=initiative)),
    )
    return render(request, "evidence/articles.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, slug: str) -> HttpResponse:
    """Three ways to bring articles in: addresses, a table, one pasted text."""
    initiative = initiative_for(request.actor, slug, Action.ADD_ARTICLES)
    way = request.POST.get("do", "paste") if request.method == "POST" else ""
    made = {name: kind(request.POST, request.FILES) if name == way else kind() for name, kind in WAYS.items()}
    form = made.get(way)
    if form is not None and form.is_valid():
        try:
            told = _take(request, initiative, way, form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, told)
            return redirect("evidence:articles", slug)
    bad = form if form is not None and form.errors else None
    shown = page(request, initiative, "articles", forms=made, wrong=bad, way=way)
    return render(
        request,
        "evidence/add_articles.html",
        shown,
        status=422 if (way and bad) or way not in {"", *WAYS} else 200,
    )


def _take(request: Request, initiative: Initiative, way: str, told: dict[str, Any]) -> str:
    actor = request.actor
    if way == "one":
        add_article(actor=actor, initiative=initiative, **told)
        return _("The article is here.")
    if way == "table":
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "table"
            with path.open("wb") as file:
                for chunk in told["file"].chunks():
                    file.write(chunk)
            rows, new = import_articles(actor=actor, initiative=initiative, path=path, source=told["source"])
        return _("%(rows)d articles in the table, %(new)d of them new.") % {"rows": rows, "new": new}
    new = paste_addresses(actor=actor, initiative=initiative, source=told["source"], urls=told["urls"])
    return ngettext(
        "%(new)d new address. Its page is fetched within minutes.",
        "%(new)d new addresses. Their pages are fetched within minutes.",
        new,
    ) % {"new": new}


@require_http_methods(["GET", "HEAD", "POST"])
def article(request: Request, slug: str, number: int) -> HttpResponse:
    """One article with its text; whoever leads may take it out."""
    posts = request.method == "POST"
    initiative = initiative_for(request.actor, slug, Action.ADD_ARTICLES if posts else Action.VIEW_EVIDENCE)
    found = get_object_or_404(articles_of(initiative), number=number)
    if posts:
        take_out(actor=request.actor, article=found)
        messages.success(request, _("The article was taken out. A feed will not bring it back."))
        return redirect("evidence:articles", slug)
    first = found.copy_of or found
    copies = articles_of(initiative).filter(copy_of=first).exclude(pk=found.pk)
    shown = page(request, initiative, "articles", article=found, copies=list(copies))
    return render(request, "evidence/article.html", shown)
