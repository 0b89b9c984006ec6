"""Statements that say nearly the same, in Indonesian and English: a hint while somebody writes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

from snowballstemmer import stemmer

ALIKE = 0.5
"""Similarity from which two statements are suggested as saying the same."""
NEARLY_THE_SAME = 0.85
MOST_SUGGESTED = 3

# How people write on phones. Own list of common spellings, not a dictionary.
SPELLINGS = {
    "yg": "yang", "utk": "untuk", "dgn": "dengan", "dg": "dengan", "tdk": "tidak", "gak": "tidak",
    "ga": "tidak", "gk": "tidak", "nggak": "tidak", "ngga": "tidak", "enggak": "tidak", "tak": "tidak",
    "bukan": "tidak", "jangan": "tidak", "krn": "karena", "karna": "karena", "sdh": "sudah",
    "udah": "sudah", "blm": "belum", "hrs": "harus", "bgt": "sangat", "banget": "sangat",
    "org": "orang", "pemda": "pemerintah", "pemkab": "pemerintah", "pemkot": "pemerintah", "dr": "dari",
    "pd": "pada", "jg": "juga", "dlm": "dalam", "sm": "sama", "tsb": "tersebut", "wajib": "harus",
    "mesti": "harus", "musti": "harus", "butuh": "perlu", "not": "tidak", "no": "tidak",
    "never": "tidak", "without": "tidak", "tanpa": "tidak", "must": "should",
}  # fmt: skip
# Words without a meaning of their own.
EMPTY_WORDS = (
    "yang di ke dari dan atau untuk dengan pada dalam adalah itu ini para oleh agar supaya bagi juga akan"
    " lebih secara sebagai bisa dapat harus perlu saja lagi setiap semua karena sudah telah tersebut sangat"
    " the a an of to in on for and or is are be by with at as that this it should can will more every all"
)
EMPTY = frozenset(EMPTY_WORDS.split())
NEGATIONS = frozenset({"tidak", "belum"})
_WORD = re.compile(r"[a-z0-9]+")
_STEMMERS = (stemmer("indonesian"), stemmer("english"))


@dataclass(frozen=True, slots=True)
class Similar:
    """A statement that is near to another.

    Attributes
    ----------
    id : int
        As it was handed in.
    likeness : float
        From 0 to 1.
    opposite : bool
        Whether only one of the two says "not": the same matter, and the contrary.
    """

    id: int
    likeness: float
    opposite: bool


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Take a word to its stem: first the Indonesian one, and where nothing was taken off the English.

    Examples
    --------
    >>> stem("pelayanan") == stem("layanan"), stem("services") == stem("service")
    (True, True)
    """
    indonesian = str(_STEMMERS[0].stemWord(word))
    return indonesian if indonesian != word else str(_STEMMERS[1].stemWord(word))


def read(text: str) -> tuple[Counter[str], bool]:
    """Take a statement to its stems, and say whether it denies.

    Examples
    --------
    >>> words, denies = read("Sekolah yg tdk punya air")
    >>> sorted(words), denies
    (['air', 'punya', 'seko'], True)
    """
    words = [SPELLINGS.get(word, word) for word in _WORD.findall(text.casefold())]
    denials = sum(word in NEGATIONS for word in words)
    stems = [stem(word) for word in words if word not in EMPTY and word not in NEGATIONS]
    return Counter(stems), denials % 2 == 1


@dataclass(slots=True)
class Index:
    """Statements to compare with. Words that few statements have weigh more.

    Attributes
    ----------
    words : dict of int to Counter
        Stems of each statement.
    denies : dict of int to bool
        Whether it denies.
    having : dict of str to list of int
        Statements with each stem.
    """

    words: dict[int, Counter[str]] = field(default_factory=dict)
    denies: dict[int, bool] = field(default_factory=dict)
    having: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, texts: Mapping[int, str]) -> Index:
        """Read all statements, by id."""
        made = cls()
        for key, text in texts.items():
            words, denies = read(text)
            made.words[key], made.denies[key] = words, denies
            for word in words:
                made.having[word].append(key)
        return made

    def similar_to(self, text: str, *, least: float = ALIKE) -> list[Similar]:
        """Find the statements that are nearest to a text.

        The weighted share of stems that two statements have in common (Jaccard), a stem
        weighing the logarithm of how rare it is. Spelling mistakes are met by trigrams: a
        stem that no statement has counts as the known stem that shares most of its letters.

        Parameters
        ----------
        text : str
            As somebody writes it.
        least : float
            Likeness below which nothing is suggested.

        Returns
        -------
        list of Similar
            At most three, the most alike first; opposites are among them and marked.

        Examples
        --------
        >>> index = Index.of({1: "Puskesmas perlu buka sampai malam", 2: "Jalan desa rusak"})
        >>> [one.id for one in index.similar_to("puskesmas hrs dibuka sampai malam hari")]
        [1]
        """
        words, denies = read(text)
        known = Counter({self._known(word): count for word, count in words.items()})
        near = {key for word in known for key in self.having.get(word, ())}
        found = [
            Similar(key, self._likeness(known, self.words[key]), self.denies[key] != denies) for key in near
        ]
        alike = [one for one in found if one.likeness >= least]
        return sorted(alike, key=lambda one: (one.opposite, -one.likeness, one.id))[:MOST_SUGGESTED]

    def _known(self, word: str) -> str:
        if word in self.having or len(word) < 5:
            return word
        sought = _trigrams(word)
        best = max(
            (one for one in self.having if abs(len(one) - len(word)) <= 2 and one[0] == word[0]),
            key=lambda one: _overlap(sought, _trigrams(one)),
            default=word,
        )
        return best if _overlap(sought, _trigrams(best)) >= 0.5 else word

    def _likeness(self, first: Counter[str], second: Counter[str]) -> float:
        shared = sum(self._weight(word) for word in first.keys() & second.keys())
        whole = sum(self._weight(word) for word in first.keys() | second.keys())
        return shared / whole if whole else 0.0

    def _weight(self, word: str) -> float:
        return 1 + log((1 + len(self.words)) / (1 + len(self.having.get(word, ()))))


def _trigrams(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    return 2 * len(first & second) / (len(first) + len(second))
