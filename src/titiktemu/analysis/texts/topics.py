"""Topics: texts that share their telling words, and the words that name them.

TF-IDF of stems, the first directions of its singular value decomposition (LSA), and k-means among them. A
person merges and renames what is found; nothing here says what a topic means.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics import silhouette_score
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import threadpool_limits

from titiktemu.analysis.texts.keywords import Keyword, class_keywords
from titiktemu.analysis.texts.terms import Terms, count_terms
from titiktemu.analysis.texts.words import Corpus, digests

type Floats = NDArray[np.float64]
type Points = NDArray[np.float32]
type Labels = NDArray[np.int64]

DIRECTIONS = 30
MOST_TERMS = 12_000
LEAST_TEXTS, MOST_SHARE, MANY = 2, 0.5, 100
"""Terms in fewer texts, and in a larger part of many texts, part nothing."""
SAMPLE, TRIAL = 20_000, 2_500
"""Texts from which directions and centres are found, and from which the number of topics is."""
STARTS = 4
CANDIDATES = (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30)
NEARLY = 0.95
"""Part of the best silhouette at which fewer topics are preferred: somebody has to name them."""


@dataclass(frozen=True, slots=True)
class Topics:
    """What was found.

    Attributes
    ----------
    topic : ndarray of shape (texts,)
        Topic of each text from 0, the largest first; -1 of a text without a telling word.
    words : list of list of Keyword
        The words that name each topic.
    nearness : ndarray of shape (texts,)
        Cosine of each text with the centre of its topic; the most typical texts have the largest.
    """

    topic: Labels
    words: list[list[Keyword]]
    nearness: Floats

    def __len__(self) -> int:
        return len(self.words)

    def typical(self, topic: int, many: int = 3) -> list[int]:
        """The texts nearest to the middle of a topic, as examples to read before it is named."""
        own = np.flatnonzero(self.topic == topic)
        return [int(one) for one in own[np.argsort(-self.nearness[own], kind="stable")[:many]]]


def find_topics(corpus: Corpus, *, topics: int | None = None, seed: int = 1) -> Topics:
    """Find topics.

    Parameters
    ----------
    corpus : Corpus
        The texts; near-duplicates are best folded before, or what is copied most makes topics of its own.
    topics : int or None
        How many, at least 1; None takes the smallest number whose topics are
        nearly as well apart as they can be (silhouette).
    seed : int
        The same texts and the same seed give the same topics, whatever the order of the texts.

    References
    ----------
    .. [1] S. Deerwester et al. (1990). "Indexing by latent semantic analysis". Journal of the American
       Society for Information Science 41(6).

    Examples
    --------
    >>> from titiktemu.analysis.texts.words import read_texts
    >>> texts = ["jalan desa rusak"] * 5 + ["sampah pasar bau"] * 6 + ["sampah bau", "jalan rusak"] * 2
    >>> found = find_topics(read_texts(texts), topics=2)
    >>> found.topic.tolist(), [one.word for one in found.words[0]]
    ([1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1], ['bau', 'sampah', 'pasar'])
    """
    order = _by_words(corpus)
    ordered = corpus.of(order)
    terms = _terms(ordered)
    told = np.flatnonzero(np.diff(terms.counts.indptr) > 0)
    topic, nearness = np.full(len(corpus), -1, dtype=np.int64), np.zeros(len(corpus))
    if not len(told):
        return Topics(topic, [], nearness)
    with threadpool_limits(1):  # several threads add in an order of their own, and the last digits differ
        points = _points(csr_array(terms.counts[told]), seed)
        found, near = _grouped(points, topics, seed)
    labels = np.full(len(corpus), -1, dtype=np.int64)
    labels[told] = found
    words = class_keywords(terms, labels.tolist())
    topic[order], nearness[order[told]] = labels, near
    return Topics(topic, words, nearness)


def _terms(corpus: Corpus) -> Terms:
    share = MOST_SHARE if len(corpus) >= MANY else 1.0
    return count_terms(corpus, least_texts=LEAST_TEXTS, most_share=share, most=MOST_TERMS)


def _by_words(corpus: Corpus) -> Labels:
    """An order of the texts that hangs on their words alone, and looks random."""
    keys = digests(corpus)
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)


def _points(counts: csr_array, seed: int) -> Points:
    """Texts in the first directions of their TF-IDF, each of length 1."""
    weighed = csr_array(TfidfTransformer(sublinear_tf=True).fit_transform(counts), dtype=np.float32)
    directions = min(DIRECTIONS, min(weighed.shape) - 1)
    if directions < 1:
        return np.ones((weighed.shape[0], 1), dtype=np.float32)
    _left, _strength, axes = randomized_svd(weighed[:SAMPLE], directions, n_iter=4, random_state=seed)
    points = np.asarray(weighed @ axes.T.astype(np.float32), dtype=np.float32)
    points /= np.maximum(np.linalg.norm(points, axis=1, keepdims=True), np.float32(1e-12))
    return points


def _grouped(points: Points, topics: int | None, seed: int) -> tuple[Labels, Floats]:
    """Labels by falling size, and nearness to the own centre."""
    distinct = len(np.unique(points[:SAMPLE].round(5), axis=0))
    wanted = _number(points, distinct, seed) if topics is None else max(1, min(topics, distinct))
    model = KMeans(wanted, n_init=STARTS, random_state=seed).fit(points[:SAMPLE])
    labels = np.asarray(model.predict(points), dtype=np.int64)
    sizes = np.bincount(labels, minlength=wanted)
    order = np.argsort(-sizes, kind="stable")
    rank = np.empty(wanted, dtype=np.int64)
    rank[order] = np.arange(wanted)
    centres = model.cluster_centers_
    centres = centres / np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-12)
    near = np.einsum("ij,ij->i", points, centres.astype(np.float32)[labels])
    return rank[labels], near.astype(np.float64)


def _number(points: Points, distinct: int, seed: int) -> int:
    """The smallest number of topics that are nearly as well apart as they can be (silhouette).

    Never more than the root of half the texts, so that each topic has texts enough to be known by.
    """
    trial = points[:TRIAL]
    possible = [one for one in CANDIDATES if one < distinct and 2 * one * one <= len(trial)]
    if not possible:
        return 1
    scores = [
        silhouette_score(trial, KMeans(one, n_init=2, random_state=seed).fit_predict(trial))
        for one in possible
    ]
    return next(
        one
        for one, score in zip(possible, scores, strict=True)
        if score >= max(scores) - (1 - NEARLY) * abs(max(scores))
    )
