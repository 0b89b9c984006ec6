"""Keywords: of each text, and of each group of texts against the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.sparse import csr_array

from titiktemu.analysis.texts.terms import Terms
from titiktemu.analysis.texts.words import Corpus, is_telling

type Floats = NDArray[np.float64]

EACH, OF_GROUP = 5, 10
LATER = 0.5
"""What a word at the end of a text weighs, where one at its beginning weighs 1."""
ALONE = 0.5
"""What a word weighs that no other text has: a slip of the keyboard as often as a name."""
SHORTEST = 2


def text_keywords(corpus: Corpus, many: int = EACH) -> list[list[str]]:
    """The words of each text that tell most about it.

    A word weighs how often it stands in the text times how rare it is among the texts (TF-IDF), more at the
    beginning, and half where no other text has it. Function words, denials and numbers are left out.

    Parameters
    ----------
    corpus : Corpus
        The texts; rarity is counted over them.
    many : int
        At most so many words.

    Returns
    -------
    list of list of str
        As they are written, in small letters, the most telling first.

    References
    ----------
    .. [1] K. Spärck Jones (1972). "A statistical interpretation of term specificity and its application in
       retrieval". Journal of Documentation 28(1). doi:10.1108/eb026526

    Examples
    --------
    >>> from titiktemu.analysis.texts.words import read_texts
    >>> texts = ["Sampah menumpuk di pasar", "Pasar sepi", "Sampah di pasar, sampah lagi"]
    >>> text_keywords(read_texts(texts), 2)
    [['sampah', 'menumpuk'], ['pasar', 'sepi'], ['sampah', 'pasar']]
    """
    having = np.zeros(len(corpus.words), dtype=np.int64)
    best = np.full((len(corpus), many), -1, dtype=np.int64)
    tells = np.fromiter(
        (is_telling(word, SHORTEST) for word in corpus.words), dtype=np.bool_, count=len(corpus.words)
    )
    _texts_with(corpus.ids, corpus.starts, having)
    weights = (np.log((1 + len(corpus)) / (1 + having)) + 1) * np.where(having > 1, 1.0, ALONE) * tells
    _best(corpus.ids, corpus.starts, weights, best)
    return [[corpus.words[word] for word in row if word >= 0] for row in best.tolist()]


@njit(nogil=True, cache=True)
def _texts_with(ids, starts, having):  # type: ignore[no-untyped-def]
    last = np.full(len(having), -1, dtype=np.int64)
    for text in range(len(starts) - 1):
        for place in range(starts[text], starts[text + 1]):
            if last[ids[place]] != text:
                last[ids[place]] = text
                having[ids[place]] += 1


@njit(nogil=True, cache=True)
def _best(ids, starts, weights, best):  # type: ignore[no-untyped-def]
    """Choose the heaviest words of every text, the earlier one of equally heavy ones."""
    times = np.zeros(len(weights), dtype=np.int64)
    first = np.zeros(len(weights), dtype=np.int64)
    for text in range(len(starts) - 1):
        begin, length = starts[text], starts[text + 1] - starts[text]
        for place in range(length - 1, -1, -1):
            times[ids[begin + place]] += 1
            first[ids[begin + place]] = place
        heaviest = np.zeros(best.shape[1])
        for place in range(length):
            word = ids[begin + place]
            if first[word] != place:
                continue
            weight = times[word] * weights[word] * (1 - LATER * place / length)
            times[word] = 0
            at = best.shape[1]
            while at > 0 and weight > heaviest[at - 1]:
                at -= 1
            for later in range(best.shape[1] - 1, at, -1):
                heaviest[later], best[text, later] = heaviest[later - 1], best[text, later - 1]
            if at < best.shape[1]:
                heaviest[at], best[text, at] = weight, word


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word of a group.

    Attributes
    ----------
    word : str
        As it is met most often.
    count : int
        How often it stands in texts of the group.
    elsewhere : int
        How often in the others.
    score : float
        What it was chosen by; z of the log-odds, or the weight of class TF-IDF.
    """

    word: str
    count: int
    elsewhere: int
    score: float


def class_keywords(terms: Terms, groups: Sequence[int], many: int = OF_GROUP) -> list[list[Keyword]]:
    """Name groups by their words: all texts of a group as one, weighed by how rare a word is over the groups.

    Parameters
    ----------
    terms : Terms
        The texts.
    groups : sequence of int
        Group of each text from 0; -1 where it has none.
    many : int
        At most so many words of each.

    Returns
    -------
    list of list of Keyword
        For each group, the heaviest first.

    References
    ----------
    .. [1] M. Grootendorst (2022). "BERTopic: Neural topic modeling with a class-based TF-IDF procedure".
       arXiv:2203.05794, equation 2.

    Examples
    --------
    >>> from titiktemu.analysis.texts.terms import count_terms
    >>> from titiktemu.analysis.texts.words import read_texts
    >>> terms = count_terms(read_texts(["air keruh", "air mati", "jalan rusak"]))
    >>> found = class_keywords(terms, [0, 0, 1], 1)
    >>> [[one.word for one in group] for group in found]
    [['air'], ['jalan']]
    """
    counts = _by_group(terms, groups)
    size = np.maximum(counts.sum(axis=1, keepdims=True), 1.0)
    mean = counts.sum() / max(len(counts), 1)
    rarity = np.log1p(mean / np.maximum(counts.sum(axis=0), 1.0))
    return _told(terms, counts, counts / size * rarity, many)


def log_odds_keywords(
    terms: Terms, groups: Sequence[int], many: int = OF_GROUP, prior: float = 0.01
) -> list[list[Keyword]]:
    """Words that a group uses more than the others, by log-odds with an informative Dirichlet prior.

    Parameters
    ----------
    terms : Terms
        The texts.
    groups : sequence of int
        Group of each text from 0, such as a period or a source; -1 where it has none.
    many : int
        At most so many words of each; those that are surely used more, z above 1.96.
    prior : float
        Weight of all texts together, as a part of their words.

    Returns
    -------
    list of list of Keyword
        For each group, the largest z first.

    References
    ----------
    .. [1] B. L. Monroe, M. P. Colaresi, K. M. Quinn (2008). "Fightin' Words: Lexical Feature Selection and
       Evaluation for Identifying the Content of Political Conflict". Political Analysis 16(4), equations 15,
       16 and 22. doi:10.1093/pan/mpn018
    """
    counts = _by_group(terms, groups)
    whole = counts.sum(axis=0)
    alpha = prior * whole + 1e-9
    if not len(counts):
        return []
    return _told(terms, counts, np.array([_z(own, whole - own, alpha) for own in counts]), many, least=1.96)


def _z(own: Floats, others: Floats, alpha: Floats) -> Floats:
    def odds(counts: Floats) -> Floats:
        return np.asarray(
            np.log((counts + alpha) / np.maximum(counts.sum() + alpha.sum() - counts - alpha, 1e-9))
        )

    spread = 1 / (own + alpha) + 1 / (others + alpha)
    return np.asarray((odds(own) - odds(others)) / np.sqrt(spread))


def _by_group(terms: Terms, groups: Sequence[int]) -> Floats:
    """Counts of shape (groups, terms)."""
    group = np.asarray(groups, dtype=np.int64)
    of_group = np.flatnonzero(group >= 0)
    many = int(group.max(initial=-1)) + 1
    member = csr_array(
        (np.ones(len(of_group)), (group[of_group], of_group)), shape=(many, terms.counts.shape[0])
    )
    return np.asarray((member @ terms.counts.astype(np.float64)).toarray(), dtype=np.float64)


def _told(terms: Terms, counts: Floats, scores: Floats, many: int, least: float = 0.0) -> list[list[Keyword]]:
    found = []
    for own, score, others in zip(counts, scores, counts.sum(axis=0) - counts, strict=True):
        order = np.argsort(-score, kind="stable")[:many]
        found.append(
            [
                Keyword(terms.shown[one], int(own[one]), int(others[one]), float(score[one]))
                for one in order.tolist()
                if score[one] > least and own[one] > 0
            ]
        )
    return found
