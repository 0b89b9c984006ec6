"""Folding and sorting articles, in the worker alone."""

from collections.abc import Sequence

from titiktemu.analysis.texts.duplicates import fold
from titiktemu.analysis.texts.topics import find_topics
from titiktemu.analysis.texts.words import read_texts
from titiktemu.step1_issues.evidence.models import Article
from titiktemu.step1_issues.evidence.sorted_articles import Sorted

WORDS_KEPT = 8
FEWEST = 12
"""Different articles below which there are no topics to find."""


def sort(articles: Sequence[Article], seed: int) -> Sorted:
    """Fold near-duplicates, and sort what is left into topics; a copy has the topic of its first."""
    corpus = read_texts([f"{one.title}\n{one.text}" for one in articles])
    folded = fold(corpus)
    first = tuple(int(one) for one in folded.group)
    kept = [int(one) for one in folded.kept]
    if len(kept) < FEWEST:
        return Sorted(first, (-1,) * len(articles), (), len(kept))
    found = find_topics(corpus.of(kept), seed=seed)
    of_kept = dict(zip(kept, (int(one) for one in found.topic), strict=True))
    words = tuple([one.word for one in own[:WORDS_KEPT]] for own in found.words)
    return Sorted(first, tuple(of_kept.get(one, -1) for one in first), words, len(kept))
