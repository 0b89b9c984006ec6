"""Terms: words taken to their stems, counted by text, each shown by its most frequent form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from titiktemu.analysis.texts.words import Corpus, is_telling


@dataclass(frozen=True, slots=True)
class Terms:
    """Telling words by stem.

    Attributes
    ----------
    shown : tuple of str
        Of each term the word that is met most often, the first in the alphabet of equally frequent ones.
    counts : csr_array of shape (texts, terms)
        How often each term stands in each text.
    """

    shown: tuple[str, ...]
    counts: csr_array

    def rare(self) -> NDArray[np.float64]:
        """How rare each term is: the logarithm of texts over texts with it, smoothed, plus one."""
        having = np.bincount(self.counts.indices, minlength=len(self.shown))
        return np.asarray(np.log((1 + self.counts.shape[0]) / (1 + having)) + 1)


def count_terms(
    corpus: Corpus, *, least_texts: int = 1, most_share: float = 1.0, most: int | None = None
) -> Terms:
    """Count terms by text.

    Parameters
    ----------
    corpus : Corpus
        The texts.
    least_texts : int
        Terms in fewer texts are left out.
    most_share : float
        Terms in a larger part of the texts are left out, where that leaves any.
    most : int or None
        At most so many terms, those in most texts.

    Returns
    -------
    Terms
        In the order of the alphabet of their stems.

    Examples
    --------
    >>> from titiktemu.analysis.texts.words import read_texts
    >>> terms = count_terms(read_texts(["Layanan air", "Pelayanan dan pelayanan air minum"]))
    >>> terms.shown, terms.counts.toarray().tolist()
    (('air', 'pelayanan', 'minum'), [[1.0, 1.0, 0.0], [1.0, 2.0, 1.0]])
    """
    stems = corpus.stems()
    names = sorted({one for word, one in zip(corpus.words, stems, strict=True) if _tells(word, one)})
    place = {name: at for at, name in enumerate(names)}
    of_word = np.array(
        [place[one] if _tells(word, one) else -1 for word, one in zip(corpus.words, stems, strict=True)],
        dtype=np.int32,
    )
    counts = _counts(corpus, of_word, len(names))
    kept = _kept(counts, least_texts, most_share, most)
    shown = _most_frequent(corpus, of_word, len(names))
    return Terms(tuple(shown[one] for one in kept.tolist()), csr_array(counts[:, kept]))


def _tells(word: str, stem: str) -> bool:
    return is_telling(word) and is_telling(stem)


def _counts(corpus: Corpus, of_word: NDArray[np.int32], many: int) -> csr_array:
    """Texts by terms; the words stand text by text already, so nothing has to be sorted by text."""
    found = of_word[corpus.ids] if len(of_word) else np.empty(0, dtype=np.int32)
    known = found >= 0
    begins = np.concatenate([[0], np.cumsum(known)])[corpus.starts]
    columns = found[known]
    counts = csr_array((np.ones(len(columns), dtype=np.float32), columns, begins), shape=(len(corpus), many))
    counts.sum_duplicates()
    return counts


def _kept(counts: csr_array, least: int, share: float, most: int | None) -> NDArray[np.int64]:
    having = np.bincount(counts.indices, minlength=counts.shape[1])
    enough = having >= least
    rare = enough & (having <= share * counts.shape[0])
    kept = np.flatnonzero(rare if rare.any() else enough)
    if most is not None and len(kept) > most:
        kept = np.sort(kept[np.argsort(-having[kept], kind="stable")[:most]])
    return kept


def _most_frequent(corpus: Corpus, of_word: NDArray[np.int32], many: int) -> list[str]:
    times = np.bincount(corpus.ids, minlength=len(corpus.words))
    shown, best = [""] * many, [-1] * many
    for word, term, met in zip(corpus.words, of_word.tolist(), times.tolist(), strict=True):
        if term >= 0 and met > best[term]:
            shown[term], best[term] = word, met
    return shown
