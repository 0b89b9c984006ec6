"""How far people agree with each other and with the machine, over articles that were drawn by lot."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from django.db.models import QuerySet

from titiktemu.analysis.agreement.krippendorff import Alpha, krippendorff_alpha
from titiktemu.analysis.agreement.levels import Level, Undefined
from titiktemu.analysis.survey.share_intervals import wilson_interval
from titiktemu.analysis.texts.coding_check import LEVEL, Check, check
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.step1_issues.evidence.models import Article, HandCode, HandSample, Tone, ToneCheck

CODERS = 2
"""People who code the whole sample, each alone, before anything of it is shown to anybody."""
NONE = "none"
"""Stands where no topic fits."""


@dataclass(frozen=True)
class Hands:
    """The codes of those who are done, first with topics, then with tones: one for each article."""

    articles: list[int]
    topics: list[list[str]]
    tones: list[list[str]]


@dataclass(frozen=True)
class TopicCheck:
    """People beside each other, and beside the machine."""

    coders: int
    people: Alpha | None
    machine: Check


def sample_of(initiative: Initiative) -> HandSample | None:
    """The sample, if one was drawn."""
    return HandSample.objects.filter(initiative=initiative).first()


def drawable(initiative: Initiative) -> QuerySet[Article]:
    """Articles that a sample is drawn from: each once, however often it was copied."""
    return Article.objects.filter(initiative=initiative, state=Article.State.READY, copy_of=None)


def _present(sample: HandSample) -> list[int]:
    """Those of the sample that were not taken out since."""
    rows = Article.objects.filter(pk__in=sample.articles, state=Article.State.READY)
    there = set(rows.values_list("pk", flat=True))
    return [one for one in sample.articles if one in there]


def _coded(articles: list[int]) -> dict[int, dict[int, tuple[str, str]]]:
    """Topic and tone by coder and article; "" for what is not coded, or whose topic is gone."""
    rows = HandCode.objects.filter(article__in=articles).order_by("coder")
    found: dict[int, dict[int, tuple[str, str]]] = {}
    for coder, article, topic, fits_none, tone in rows.values_list(
        "coder", "article", "topic", "fits_none", "tone"
    ):
        found.setdefault(coder, {})[article] = (NONE if fits_none else str(topic or ""), tone)
    return found


def hands_of(sample: HandSample) -> Hands:
    """The codes of those who have coded the whole sample."""
    articles = _present(sample)
    every = [[own.get(one, ("", "")) for one in articles] for own in _coded(articles).values()]
    topics = [[topic for topic, _tone in own] for own in every]
    tones = [[tone for _topic, tone in own] for own in every]
    return Hands(articles, [one for one in topics if all(one)], [one for one in tones if all(one)])


def is_in_sample(article: Article) -> bool:
    """Whether people are asked about this article."""
    sample = sample_of(article.initiative)
    return sample is not None and article.pk in sample.articles


def to_code(initiative: Initiative, coder: Participation | None) -> tuple[Article | None, int, int]:
    """The next article of the sample for this coder, how many they have coded, and how many there are."""
    sample = sample_of(initiative)
    articles = _present(sample) if sample else []
    own = _coded(articles).get(coder.pk, {}) if coder else {}
    done = {one for one, (topic, tone) in own.items() if topic and tone}
    left = [one for one in articles if one not in done]
    following = Article.objects.filter(pk=left[0]).select_related("source").first() if left else None
    return following, len(done), len(articles)


def alpha_of(codes: list[list[str]]) -> Alpha | None:
    """Krippendorff's alpha between coders; None where it cannot be told."""
    place = {name: float(at) for at, name in enumerate(sorted({one for row in codes for one in row}))}
    try:
        table = np.array([[place[one] for one in row] for row in codes]).T
        return krippendorff_alpha(table, Level.NOMINAL, seed=1)
    except Undefined:
        return None


def checked_topics(hands: Hands) -> TopicCheck | None:
    """Topics by people beside the machine's; None before two people have coded the whole sample."""
    if len(hands.topics) < CODERS:
        return None
    rows = dict(Article.objects.filter(pk__in=hands.articles).values_list("pk", "topic"))
    machine = [str(rows[one] or NONE) for one in hands.articles]
    return TopicCheck(len(hands.topics), alpha_of(hands.topics), check(machine, *hands.topics, seed=1))


@dataclass(frozen=True)
class ToneLine:
    """Of one source, how many different articles have which tone: count, share, ends of the interval."""

    source: str
    articles: int
    tones: list[tuple[int, float, float, float]]


def tone_check_of(initiative: Initiative) -> ToneCheck | None:
    """How well the machine reads tone, if that was tried."""
    return ToneCheck.objects.filter(initiative=initiative).first()


def tone_lines(initiative: Initiative) -> list[ToneLine]:
    """Tones of all sources together and of each, copies once."""
    rows = drawable(initiative).exclude(tone="").values_list("source__name", "tone").order_by("source__name")
    counts: dict[str, Counter[str]] = {}
    for source, tone in rows:
        for name in ("", source):
            counts.setdefault(name, Counter())[tone] += 1
    return [_line(source, found) for source, found in counts.items()]


def _line(source: str, found: Counter[str]) -> ToneLine:
    many = found.total()
    shares = [(found[tone.value], found[tone.value] / many) for tone in Tone]
    tones = [(count, share, *wilson_interval(share, many, level=LEVEL)) for count, share in shares]
    return ToneLine(source, many, tones)
