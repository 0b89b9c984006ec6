"""Texts as words: cut, folded to small letters, and each distinct word taken to its stem once.

A word is a run of letters and figures of any script, with hyphens and apostrophes inside, and with the mark
before the name of an account or a tag: ``@halobca``, ``cepat-cepat``. A picture character is a word of its
own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray
from snowballstemmer import stemmer

from titiktemu.analysis.texts.stop_words import NEGATIONS, STOP_WORDS

type Ids = NDArray[np.int32]
type Places = NDArray[np.int64]

LONGEST = 60
"""Letters of a word that count; what is longer is no word, and costs as little as one."""
LETTER = r"[\p{L}\p{N}]\p{M}*"
PICTURE = r"[\x{1F300}-\x{1FAFF}\x{2600}-\x{27BF}]"
WORD = rf"[@#]?(?:{LETTER})+(?:['’-]+(?:{LETTER})+)*|{PICTURE}"
LETTERS_AT_ONCE = 4_000_000
SHORTEST_STEMMED = 4
_INDONESIAN = stemmer("indonesian")


def tokens(text: str) -> list[str]:
    """Cut a text into words.

    Parameters
    ----------
    text : str
        Anything; compatibility forms of letters are taken to the plain ones first.

    Returns
    -------
    list of str
        In small letters, in order.

    Examples
    --------
    >>> tokens("Kok @HaloBCA ribet? Anak-anak tdk bisa masuk m-BCA 😡")
    ['kok', '@halobca', 'ribet', 'anak-anak', 'tdk', 'bisa', 'masuk', 'm-bca', '😡']
    """
    return read_texts([text]).words_of(0)


@lru_cache(maxsize=1 << 20)
def stem(word: str) -> str:
    """Take an Indonesian word to its stem, by the rules of Snowball.

    Short words, words with figures and marks, and words that deny stay as they are.

    Examples
    --------
    >>> stem("pelayanan"), stem("bukan"), stem("@halobca"), stem("sd")
    ('layan', 'bukan', '@halobca', 'sd')
    """
    if len(word) < SHORTEST_STEMMED or word in NEGATIONS or not word.isalpha():
        return word
    return str(_INDONESIAN.stemWord(word))


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts as numbers of words.

    Attributes
    ----------
    words : tuple of str
        Each distinct word once, in the order of the alphabet.
    ids : ndarray of shape (n,)
        Of every word of every text, its place in `words`.
    starts : ndarray of shape (texts + 1,)
        Where in `ids` each text begins, and the end.
    """

    words: tuple[str, ...]
    ids: Ids
    starts: Places

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> Places:
        """Words of each text."""
        return np.diff(self.starts)

    def words_of(self, text: int) -> list[str]:
        """The words of one text, in order."""
        return [self.words[one] for one in self.ids[self.starts[text] : self.starts[text + 1]]]

    def of(self, texts: Sequence[int] | Places) -> Corpus:
        """Some of the texts, in the order that is asked for, over the same words."""
        chosen = np.asarray(texts, dtype=np.int64)
        lengths = self.lengths[chosen]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        into = np.repeat(self.starts[:-1][chosen] - starts[:-1], lengths)
        into += np.arange(starts[-1])
        return Corpus(self.words, self.ids[into], starts)

    def stems(self) -> list[str]:
        """The stem of each distinct word."""
        return [stem(word) for word in self.words]


def read_texts(texts: Iterable[str]) -> Corpus:
    """Cut many texts into words, and number the words.

    Parameters
    ----------
    texts : iterable of str
        Read once, one after the other; none needs to be kept.

    Returns
    -------
    Corpus
        Its words do not depend on the order of the texts.

    Examples
    --------
    >>> corpus = read_texts(["Jalan rusak", "", "Rusak lagi"])
    >>> corpus.words, corpus.ids.tolist(), corpus.starts.tolist()
    (('jalan', 'lagi', 'rusak'), [0, 2, 2, 1], [0, 2, 2, 4])
    """
    kind = pl.Categorical(pl.Categories.random())
    lengths, numbers = [np.zeros(1, dtype=np.int64)], [np.empty(0, dtype=np.int32)]
    for piece in _pieces(texts):
        found = piece.str.to_lowercase().str.extract_all(WORD)
        lengths.append(found.list.len().to_numpy().astype(np.int64))
        words = found.explode(empty_as_null=False, keep_nulls=False).str.head(LONGEST).cast(kind)
        numbers.append(words.to_physical().to_numpy().astype(np.int32))
    many = max((int(one.max(initial=-1)) for one in numbers), default=-1) + 1
    met = pl.Series(np.arange(many, dtype=np.uint32)).cat.to(kind).cast(pl.String)
    known = met.to_list()
    order = np.array(sorted(range(many), key=known.__getitem__), dtype=np.int64)
    place = np.empty(many, dtype=np.int32)
    place[order] = np.arange(many, dtype=np.int32)
    ids = place[np.concatenate(numbers)]
    return Corpus(tuple(known[one] for one in order.tolist()), ids, np.cumsum(np.concatenate(lengths)))


def _pieces(texts: Iterable[str]) -> Iterator[pl.Series]:
    """Some texts at once, so that their words need not all be held."""
    piece: list[str] = []
    letters = 0
    for text in texts:
        piece.append(text if text.isascii() else _plain(text))
        letters += len(text)
        if letters >= LETTERS_AT_ONCE:
            yield pl.Series(piece, dtype=pl.String)
            piece, letters = [], 0
    yield pl.Series(piece, dtype=pl.String)


def _plain(text: str) -> str:
    """Compatibility forms of letters as the plain ones; halves of a broken letter as a question mark."""
    return unicodedata.normalize("NFKC", text).encode(errors="replace").decode()


def digests(corpus: Corpus) -> list[bytes]:
    """What tells the words of each text from those of any other, whatever else is in the corpus.

    Returns
    -------
    list of bytes
        Equal where two texts have the same words in the same order; empty for a text without words.
    """
    codes = word_hashes(corpus)
    return [
        blake2b(codes[corpus.ids[begin:end]].tobytes(), digest_size=16).digest() if end > begin else b""
        for begin, end in pairwise(corpus.starts.tolist())
    ]


def word_hashes(corpus: Corpus) -> NDArray[np.uint64]:
    """A number of 64 bits for each distinct word, which hangs on its letters alone."""
    made = b"".join(blake2b(word.encode(), digest_size=8).digest() for word in corpus.words)
    return np.frombuffer(made, dtype="<u8").astype(np.uint64)


def is_telling(word: str, shortest: int = 3) -> bool:
    """Whether a word may name a topic: no function word, no denial, no number, not too short.

    Examples
    --------
    >>> [is_telling(one) for one in ("sampah", "yang", "2024", "rp", "tidak")]
    [True, False, False, False, False]
    """
    return len(word) >= shortest and word not in STOP_WORDS and word not in NEGATIONS and not word.isnumeric()
