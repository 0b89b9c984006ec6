"""What a classifier sees of a text: weighed words, pairs of words, and parts of words, as one sparse row.

Parts of words are taken of each distinct word once and added up by a product of matrices, which is many times
faster than going through every text again, and gives the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack
from sklearn.feature_extraction.text import TfidfTransformer

from titiktemu.analysis.texts.words import Corpus

type Columns = dict[str, int]

PART_SHORTEST, PART_LONGEST = 2, 5
MANY = 2_000
"""Texts from which pairs that are met once are not learnt: they would be most of what is held."""
PAIR = "\0"
"""Between the words of a pair; no word holds it."""


def parts(word: str) -> Iterator[str]:
    """Two to five neighbouring letters of a word, its edges marked by blanks.

    Examples
    --------
    >>> list(parts("ya"))
    [' y', 'ya', 'a ', ' ya', 'ya ', ' ya ']
    """
    padded = f" {word} "
    for length in range(PART_SHORTEST, min(PART_LONGEST, len(padded)) + 1):
        for at in range(len(padded) - length + 1):
            yield padded[at : at + length]


def word_counts(corpus: Corpus, columns: Columns, *, learn: bool, stemmed: bool) -> csr_array:
    """How often each word stands in each text; words that are not among the columns are left out."""
    names = corpus.stems() if stemmed else corpus.words
    return _gathered(corpus, [[name] for name in names], columns, learn=learn)


def part_counts(corpus: Corpus, columns: Columns, *, learn: bool) -> csr_array:
    """The same of the parts of words."""
    return _gathered(corpus, [list(parts(word)) for word in corpus.words], columns, learn=learn)


def pair_counts(corpus: Corpus, columns: Columns, *, learn: bool) -> csr_array:
    """The same of pairs of neighbouring words; of many texts, those that are met more than once."""
    words = corpus.words
    inner = np.ones(len(corpus.ids), dtype=bool)
    inner[corpus.starts[1:][corpus.lengths > 0] - 1] = False  # the last word of a text begins no pair
    at = np.flatnonzero(inner)
    keys = corpus.ids[at].astype(np.int64) * len(corpus.words) + corpus.ids[at + 1]
    distinct, place, times = np.unique(keys, return_inverse=True, return_counts=True)
    least = 2 if learn and len(corpus) >= MANY else 1
    asked = np.flatnonzero(times >= least)
    pairs = zip(*(one.tolist() for one in np.divmod(distinct[asked], max(len(words), 1))), strict=True)
    found = np.full(len(distinct), -1, dtype=np.int64)
    found[asked] = [
        _column(words[first] + PAIR + words[second], columns, learn=learn) for first, second in pairs
    ]
    rows = np.repeat(np.arange(len(corpus)), corpus.lengths)[at]
    return _counted(rows, found[place], (len(corpus), len(columns)))


def _column(name: str, columns: Columns, *, learn: bool) -> int:
    return columns.setdefault(name, len(columns)) if learn else columns.get(name, -1)


def _gathered(corpus: Corpus, made: list[list[str]], columns: Columns, *, learn: bool) -> csr_array:
    """Sum over the words of each text what each distinct word is made of."""
    of_word = [[_column(name, columns, learn=learn) for name in names] for names in made]
    lengths = np.fromiter(map(len, of_word), dtype=np.int64, count=len(of_word))
    flat = np.fromiter((one for names in of_word for one in names), dtype=np.int64, count=int(lengths.sum()))
    rows = np.repeat(np.arange(len(of_word)), lengths)
    of_words = _counted(rows, flat, (len(of_word), len(columns)))
    texts = np.repeat(np.arange(len(corpus)), corpus.lengths)
    return csr_array(_counted(texts, corpus.ids, (len(corpus), len(corpus.words))) @ of_words)


def _counted(rows: NDArray[np.int64], columns: NDArray[np.integer], shape: tuple[int, int]) -> csr_array:
    known = columns >= 0
    ones = np.ones(int(known.sum()), dtype=np.float64)
    made = csr_array((ones, (rows[known], columns[known])), shape=shape)
    made.sum_duplicates()
    return made


type Counts = tuple[csr_array, ...]


@dataclass(slots=True)
class Features:
    """Columns that were learnt from coded texts, for these and for others: words, stems, pairs, parts."""

    columns: tuple[Columns, ...] = field(default_factory=lambda: ({"": 0}, {"": 0}, {"": 0}, {"": 0}))

    def counts(self, corpus: Corpus, *, learn: bool) -> Counts:
        """How often each column stands in each text, kind by kind; learning makes new columns."""
        words, stems, pairs, letters = self.columns
        return (
            word_counts(corpus, words, learn=learn, stemmed=False),
            word_counts(corpus, stems, learn=learn, stemmed=True),
            pair_counts(corpus, pairs, learn=learn),
            part_counts(corpus, letters, learn=learn),
        )


@dataclass(slots=True)
class Weigher:
    """How rare each column is (TF-IDF, with the logarithm of counts); every kind has length 1 in a text."""

    kinds: list[TfidfTransformer]

    @classmethod
    def of(cls, counts: Counts) -> Weigher:
        """Learn it from counts."""
        return cls([TfidfTransformer(sublinear_tf=True).fit(one) for one in counts])

    def rows(self, counts: Counts) -> csr_array:
        """Weighed rows, all kinds side by side."""
        weighed = [kind.transform(one) for kind, one in zip(self.kinds, counts, strict=True)]
        joined = csr_array(hstack(weighed, format="csr"))
        # The solver takes indices of 32 bits alone.
        joined.indices, joined.indptr = joined.indices.astype(np.int32), joined.indptr.astype(np.int32)
        return joined
