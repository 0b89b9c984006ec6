"""Near-duplicates: articles that are one article, with words dropped, another headline, an agency's line.

Two texts are alike where enough of their pairs of neighbouring words are the same (Jaccard). MinHash with
banding finds the pairs that may be; each of them is counted exactly before it is believed. What is alike is
folded into groups, and what is alike with a member belongs to the group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, sqrt

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.texts import minhash
from titiktemu.analysis.texts.words import Corpus, digests, read_texts

type Groups = NDArray[np.int64]

SURELY, PERHAPS = 0.5, 0.18
"""Share of pairs of words in common from which two texts are folded, and from which their order is asked."""
IN_ORDER = 0.55
"""Share of the words that stand in both in the same order, from which two texts that may be alike are."""
LEAST_SHARED = 5
"""Pairs of words in common below which a short text is folded with the very same words alone."""
ROWS_OF_BAND = 3
CERTAIN = 3.0
"""Standard errors below `PERHAPS` at which a fingerprint rules a pair out."""
REACH = 32
"""Texts of one bucket that each is compared with; only boilerplate fills a bucket so far."""
MOST_FAILED = 10
"""Pairs of texts that were not alike by their order, after which a text's order is asked no more."""
LONGEST = 4_000_000
"""Product of two lengths up to which their order is asked; longer texts are judged by pairs alone."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Texts by groups.

    Attributes
    ----------
    group : ndarray of shape (texts,)
        Of each text, the place of its group's first text: its own place where it is alone or empty.
    is_empty : ndarray of bool of shape (texts,)
        Texts without a word; they are in no group.
    """

    group: Groups
    is_empty: NDArray[np.bool_]

    @property
    def kept(self) -> Groups:
        """One text of each group, and those that are alone; without the empty ones."""
        return np.flatnonzero((self.group == np.arange(len(self.group))) & ~self.is_empty)

    def groups(self) -> list[list[int]]:
        """The groups of two and more, each in order, by their first text.

        Examples
        --------
        >>> fold_texts(["Jalan desa rusak", "Air bersih", "jalan desa RUSAK!"]).groups()
        [[0, 2]]
        """
        order = np.argsort(self.group, kind="stable")
        _firsts, begins, many = np.unique(self.group[order], return_index=True, return_counts=True)
        return [
            order[begin : begin + size].tolist() for begin, size in zip(begins, many, strict=True) if size > 1
        ]


def fold_texts(texts: Sequence[str]) -> Folded:
    """Fold near-duplicates; see `fold`."""
    return fold(read_texts(texts))


def fold(corpus: Corpus) -> Folded:
    """Fold near-duplicates.

    Whether two texts are compared and found alike hangs on their own words alone, so the groups do not change
    with the order of the texts, and other texts never part a group.

    Parameters
    ----------
    corpus : Corpus
        The texts.

    Returns
    -------
    Folded
        An equivalence: each text is in exactly one group.

    References
    ----------
    .. [1] J. Leskovec, A. Rajaraman, J. D. Ullman (2014). "Mining of Massive Datasets", chapter 3.
    """
    first_of, order = _same_words(corpus)
    distinct = corpus.of(order)
    found, starts = minhash.shingles(distinct)
    prints = minhash.fingerprints(found, starts)
    parents = np.arange(len(order), dtype=np.int64)
    failed = np.zeros(len(order), dtype=np.int64)
    bags = distinct.ids.copy()
    minhash.sort_words(bags, distinct.starts)
    words = (distinct.ids, bags, distinct.starts)
    for block in range(minhash.PERMUTATIONS // minhash.BLOCK):
        made = minhash.signatures(found, starts, block)
        for band in range(0, minhash.BLOCK, ROWS_OF_BAND):
            keys = _keys(made[:, band : band + ROWS_OF_BAND])
            # Texts stand in the order of their own digests, so ties are broken by what they say.
            buckets = np.argsort(keys, kind="stable")
            minhash.join_alike(buckets, keys, prints, found, starts, words, parents, failed, _limits())
    return _in_order(corpus, first_of, order, parents)


def _limits() -> tuple[float, ...]:
    equal_by_chance = PERHAPS + (1 - PERHAPS) / 256
    error = sqrt(equal_by_chance * (1 - equal_by_chance) / minhash.FINGERPRINT)
    least_equal = floor((equal_by_chance - CERTAIN * error) * minhash.FINGERPRINT)
    numbers = (least_equal, REACH, SURELY, PERHAPS, IN_ORDER, LEAST_SHARED, LONGEST, MOST_FAILED)
    return tuple(float(one) for one in numbers)


def _same_words(corpus: Corpus) -> tuple[Groups, Groups]:
    """Of each text the first with the very same words, or -1 of an empty one; and those, by their digests."""
    first_of = np.full(len(corpus), -1, dtype=np.int64)
    seen: dict[bytes, int] = {}
    for text, digest in enumerate(digests(corpus)):
        if digest:
            first_of[text] = seen.setdefault(digest, text)
    return first_of, np.array([seen[digest] for digest in sorted(seen)], dtype=np.int64)


def _keys(rows: minhash.Signatures) -> NDArray[np.uint64]:
    keys = np.zeros(len(rows), dtype=np.uint64)
    for column in rows.T:
        keys = keys * np.uint64(0x9E3779B97F4A7C15) + column
        keys ^= keys >> np.uint64(29)
    return keys


def _in_order(corpus: Corpus, first_of: Groups, order: Groups, parents: Groups) -> Folded:
    """Groups of the texts as they were handed in, each called by its first text."""
    for place in range(len(parents)):
        parents[place] = parents[parents[place]]  # parents come first, so theirs are final
    earliest = np.full(len(order), len(corpus), dtype=np.int64)
    np.minimum.at(earliest, parents, order)
    group_of_first = np.arange(len(corpus), dtype=np.int64)
    group_of_first[order] = earliest[parents]
    is_empty = first_of < 0
    own = np.arange(len(corpus), dtype=np.int64)
    return Folded(np.where(is_empty, own, group_of_first[np.where(is_empty, own, first_of)]), is_empty)
