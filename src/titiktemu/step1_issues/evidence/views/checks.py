"""A sample of articles, coded by hand, and how far people and the machine agree."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from titiktemu.analysis.agreement.krippendorff import Alpha
from titiktemu.analysis.texts.coding_check import Measured
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.evidence.forms.media import DrawForm
from titiktemu.step1_issues.evidence.models import Article, Tone, ToneCheck, Topic
from titiktemu.step1_issues.evidence.queries.checks import (
    ToneLine,
    checked_topics,
    hands_of,
    sample_of,
    to_code,
    tone_check_of,
    tone_lines,
)
from titiktemu.step1_issues.evidence.services.checks import code_by_hand, draw_articles
from titiktemu.step1_issues.evidence.views.places import initiative_for, page

NONE_FITS = "0"


def checks_shown(initiative: Initiative) -> dict[str, Any]:
    """What the page of topics shows of the sample: alpha, n, and tones where they may be shown."""
    sample = sample_of(initiative)
    if sample is None:
        return {"sample": None}
    hands = hands_of(sample)
    topics, tones = checked_topics(hands), tone_check_of(initiative)
    lines = tone_lines(initiative) if tones and not tones.why else []
    return {
        "sample": sample,
        "drawn": len(sample.articles),
        "coders_done": min(len(hands.topics), len(hands.tones)),
        "topic_check": topics,
        "topic_sentence": _(topics.machine.sentence) if topics else "",
        "agreements": _agreements(len(hands.articles), topics, tones),
        "tone_check": tones,
        "tone_why": _why(tones) if tones else "",
        "tone_lines": [(one.source, one.articles, _cells(one)) for one in lines],
        "tones": [one.label for one in Tone],
    }


def _why(found: ToneCheck) -> str:
    """Why tones are not shown, in the reader's language; "" where they are."""
    if not found.why:
        return ""
    values = {
        name: number_format(value, 2 if name.endswith("f1") else 3) if isinstance(value, float) else value
        for name, value in found.why["values"].items()
    }
    template = found.why["template"]
    return _(template).format(**values)


def _cells(one: ToneLine) -> list[tuple[int, str]]:
    return [
        (count, f"{number_format(100 * low, 0)}–{number_format(100 * high, 0)} %")
        for count, _share, low, high in one.tones
    ]


def _agreements(articles: int, topics: Any, tones: ToneCheck | None) -> list[dict[str, Any]]:
    """One line for topics and one for tones: n, alpha of people, alpha with the machine, macro-F1."""
    found = []
    if topics:
        scores = topics.machine.scores.macro_f1
        found.append(_line(_("Topic"), articles, topics.people, topics.machine.alpha, scores))
    if tones:
        content = tones.content
        figures = [content.get(name) for name in ("people", "machine", "macro_f1")]
        found.append(_line(_("Tone"), content["articles"], *figures))
    return found


def _line(name: str, articles: int, people: Any, machine: Any, f1: Any) -> dict[str, Any]:
    figures = {"people": people, "machine": machine, "f1": f1}
    return {"name": name, "articles": articles, **{key: _figure(one) for key, one in figures.items()}}


def _figure(one: Alpha | Measured | dict[str, Any] | None) -> str:
    """An estimate with the ends of its interval; "" where there is none."""
    if one is None:
        return ""
    told: dict[str, Any] = one if isinstance(one, dict) else asdict(one)
    estimate = number_format(told["estimate"], 2)
    if told["low"] is None:
        return estimate
    return f"{estimate} ({number_format(told['low'], 2)}–{number_format(told['high'], 2)})"


@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: Request, slug: str) -> HttpResponse:
    """Draw articles for coding by hand."""
    initiative = initiative_for(request.actor, slug, Action.SORT_ARTICLES)
    form = DrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = draw_articles(actor=request.actor, initiative=initiative, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            told = {"many": len(made.articles), "seed": made.seed}
            messages.success(request, _("%(many)d articles were drawn with the seed %(seed)d.") % told)
            return redirect("evidence:topics", slug)
    shown = page(request, initiative, "topics", form=form, sample=sample_of(initiative))
    return render(request, "evidence/draw.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def sample(request: Request, slug: str) -> HttpResponse:
    """The next article of the sample, to be coded without seeing anybody's codes."""
    initiative = initiative_for(request.actor, slug, Action.CODE_ARTICLE)
    wrong = ""
    if request.method == "POST":
        wrong = _coded(request, initiative)
        if not wrong:
            return redirect("evidence:sample", slug)
    following, done, of = to_code(initiative, request.actor.place_in(initiative))
    asked = _whole(request.POST.get("article", ""))
    if wrong and asked:
        following = get_object_or_404(Article, initiative=initiative, number=asked)
    shown = page(
        request,
        initiative,
        "topics",
        article=following,
        done=done,
        of=of,
        topics=list(Topic.objects.filter(initiative=initiative)),
        tones=Tone.choices,
        wrong=wrong,
        given={name: request.POST.get(name, "") for name in ("topic", "tone")},
    )
    return render(request, "evidence/sample.html", shown, status=422 if wrong else 200)


def _coded(request: Request, initiative: Initiative) -> str:
    """Keep what was sent; what is wrong with it, or ""."""
    said, tone = request.POST.get("topic", ""), request.POST.get("tone", "")
    if not said or tone not in Tone.values:
        return _("Choose a topic and a tone.")
    one = get_object_or_404(Article, initiative=initiative, number=_whole(request.POST.get("article", "")))
    rows = Topic.objects.filter(initiative=initiative, number=_whole(said))
    given = None if said == NONE_FITS else get_object_or_404(rows)
    code_by_hand(actor=request.actor, article=one, topic=given, tone=tone)
    return ""


def _whole(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0
