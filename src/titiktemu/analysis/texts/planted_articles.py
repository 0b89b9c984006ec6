"""Invented articles with planted topics and planted near-duplicates, to measure with. Nothing in them is
true.

Words follow Zipf's law; an article mixes function words, words of its topic and words of no topic, and quotes
stock phrases that articles of other topics quote as well, as the press does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.texts.stop_words import STOP_WORDS

type Words = NDArray[np.int64]

GENERAL, OF_TOPIC = 40_000, 300
SHORTEST, LONGEST = 120, 280
PHRASES, PHRASE_WORDS, PHRASES_EACH = 300, 12, 2
HEADLINE, AGENCY = 8, 4
DROPPED = 0.15
SHARE_FUNCTION, SHARE_TOPIC = 0.42, 0.22
_SYLLABLES = """
ba be bi bo bu da de di do du ga ge gi go gu ha hi ja je jo ju ka ke ki ko ku la le li lo lu ma me mi mo mu
na ne ni no nu pa pe pi po pu ra re ri ro ru sa se si so su ta te ti to tu wa wi ya yu nga ngi nya ang eng
ung an in un ar er ur as is us at it ut
"""
SYLLABLES = _SYLLABLES.split()
"""What the invented words are made of."""


@dataclass(frozen=True, slots=True)
class Planted:
    """Articles and what is true of them.

    Attributes
    ----------
    texts : list of str
        The first line is the headline.
    topic : ndarray of shape (articles,)
        Planted topic.
    original : ndarray of shape (articles,)
        Place of the article that this one repeats; its own place where it is an original.
    """

    texts: list[str]
    topic: Words
    original: Words


def vocabulary(topics: int, rng: np.random.Generator) -> list[str]:
    """Function words first, then the words of each topic, then those of none; all different."""
    function = sorted(STOP_WORDS)
    wanted = GENERAL + topics * OF_TOPIC
    known: dict[str, None] = dict.fromkeys(function)
    while len(known) < len(function) + wanted:
        syllables = rng.integers(0, len(SYLLABLES), (wanted, 4))
        lengths = rng.integers(2, 5, wanted)
        for row, length in zip(syllables.tolist(), lengths.tolist(), strict=True):
            known.setdefault("".join(SYLLABLES[one] for one in row[:length]))
    return list(known)[: len(function) + wanted]


def edited(
    words: Words, rng: np.random.Generator, *, headline: Words | None = None, agency: Words | None = None
) -> Words:
    """An article as another paper prints it: fifteen of a hundred words dropped, its headline and agency
    other.

    Parameters
    ----------
    words : ndarray of shape (n,)
        Words or their numbers; the first eight are the headline where a new one is given.
    rng : numpy.random.Generator
        Of what is dropped.
    headline, agency : ndarray or None
        What stands in place of the headline, and what is put before and behind the text.

    Examples
    --------
    >>> len(edited(np.arange(200), np.random.default_rng(1), agency=np.arange(4)))
    178
    """
    body = words if headline is None else words[HEADLINE:]
    dropped = np.zeros(len(body), dtype=bool)
    dropped[rng.permutation(len(body))[: round(DROPPED * len(body))]] = True
    parts = [body[~dropped]]
    if headline is not None:
        parts.insert(0, headline)
    if agency is not None:
        parts = [agency, *parts, agency]
    return np.concatenate(parts)


def plant_articles(many: int, *, seed: int, topics: int = 20, repeated: float = 0.15) -> Planted:
    """Make articles up.

    Parameters
    ----------
    many : int
        Articles, repeated ones included.
    seed : int
        The same seed gives the same articles.
    topics : int
        Planted topics; their sizes differ.
    repeated : float
        Part of the articles that repeat an earlier original with all three edits.
    """
    rng = np.random.default_rng(seed)
    words = vocabulary(topics, rng)
    maker = _Maker(rng, len(STOP_WORDS), topics)
    originals = max(1, many - round(many * repeated))
    sizes = 1 / (3 + np.arange(topics))
    topic_of = rng.choice(topics, originals, p=sizes / sizes.sum())
    made = [maker.article(int(one)) for one in topic_of]
    source = np.concatenate([np.arange(originals), rng.integers(0, originals, many - originals)])
    for one in source[originals:]:
        headline, agency = maker.draw(int(topic_of[one]), HEADLINE), maker.phrase()[:AGENCY]
        made.append(edited(made[one], rng, headline=headline, agency=agency))
    order = rng.permutation(many)
    place = np.empty(many, dtype=np.int64)
    place[order] = np.arange(many)
    texts = [_text(words, made[one]) for one in order]
    return Planted(texts, topic_of[source[order]], place[source[order]])


def _text(words: list[str], numbers: Words) -> str:
    said = [words[one] for one in numbers.tolist()]
    return " ".join(said[:HEADLINE]).capitalize() + "\n" + " ".join(said[HEADLINE:])


class _Maker:
    """Draws words in blocks, because one at a time would take minutes."""

    BLOCK = 1 << 20

    def __init__(self, rng: np.random.Generator, function: int, topics: int) -> None:
        self._rng = rng
        self._ends = [_zipf(function), _zipf(OF_TOPIC), _zipf(GENERAL)]
        self._begins = [0, function, function + topics * OF_TOPIC]
        self._blocks: list[Words] = [np.empty(0, dtype=np.int64)] * 3
        self._phrases = [self.draw(-1, PHRASE_WORDS) for _ in range(PHRASES)]

    def phrase(self) -> Words:
        """A stock phrase."""
        return self._phrases[int(self._rng.integers(0, PHRASES))]

    def article(self, topic: int) -> Words:
        """The words of a new article."""
        length = int(self._rng.integers(SHORTEST, LONGEST))
        words = self.draw(topic, length)
        for begin in self._rng.integers(HEADLINE, length - PHRASE_WORDS, PHRASES_EACH):
            words[begin : begin + PHRASE_WORDS] = self.phrase()
        return words

    def draw(self, topic: int, many: int) -> Words:
        """Words of all three kinds; of none of the topics where it is -1."""
        chance = self._rng.random(many)
        kinds = np.where(chance < SHARE_FUNCTION, 0, 2)
        if topic >= 0:
            kinds[(chance >= SHARE_FUNCTION) & (chance < SHARE_FUNCTION + SHARE_TOPIC)] = 1
        words = np.empty(many, dtype=np.int64)
        for kind in range(3):
            mine = kinds == kind
            words[mine] = self._next(kind, int(mine.sum())) + self._begins[kind]
        words[kinds == 1] += max(topic, 0) * OF_TOPIC
        return words

    def _next(self, kind: int, many: int) -> Words:
        if len(self._blocks[kind]) < many:
            drawn = np.searchsorted(self._ends[kind], self._rng.random(self.BLOCK))
            self._blocks[kind] = drawn.astype(np.int64)
        taken, self._blocks[kind] = self._blocks[kind][:many], self._blocks[kind][many:]
        return taken


def _zipf(many: int) -> NDArray[np.float64]:
    """Ends of the intervals of Zipf's law with a flattened head."""
    weights = 1 / (5.0 + np.arange(many))
    ends = np.cumsum(weights)
    return np.asarray(ends / ends[-1])
