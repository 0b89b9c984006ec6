"""A classifier that learns codes from coded texts: linear, of words, stems, pairs of words and parts of
words.

What it says is shown only beside how right it is (`coding_check.score`): on other texts with codes where
there are any, else by cross-validation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.texts.coding_check import score
from titiktemu.analysis.texts.features import Counts, Features, Weigher
from titiktemu.analysis.texts.linear import MIXES, Weights, machine, mixed, naive_bayes
from titiktemu.analysis.texts.words import Corpus

type Codes = NDArray[np.int64]

MOST_TEXTS, MOST_WORDS = 20_000, 500
"""Texts that are learnt from, and words of each that count: more cost much and teach little."""
MOST_CODES = 200
FOLDS, INNER_FOLDS = 5, 3
FEW, MOST_TRIED = 10, 5_000
"""Texts below which both classifiers count alike, and on which at most their mix is chosen."""
AT_ONCE = 5_000
ONE_CODE = gettext_noop("All coded texts have the code “{code}”: there is nothing to tell apart.")
NO_CODES = gettext_noop("No text has a code: there is nothing to learn from.")
TOO_MANY_CODES = gettext_noop("There are {many} different codes; at most {most} can be learnt.")


class Unlearnable(Exception):
    """Nothing can be learnt. ``template`` is one English sentence, the key of its translation."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values


@dataclass(slots=True)
class Classifier:
    """What was learnt.

    Attributes
    ----------
    codes : tuple of str
        In the order of the alphabet.
    texts : int
        From how many texts.
    features : Features
        Columns.
    weigher : Weigher
        How rare they are.
    weights : Weights
        What each says for each code.
    mix : float
        What naive Bayes weighs where the machine weighs 1.
    """

    codes: tuple[str, ...]
    texts: int
    features: Features
    weigher: Weigher
    weights: Weights
    mix: float

    def predict(self, corpus: Corpus) -> list[str]:
        """The code of each text; of a text without a known word the one that it leans to without any."""
        found: list[str] = []
        for begin in range(0, len(corpus), AT_ONCE):
            piece = _shortened(corpus.of(np.arange(begin, min(begin + AT_ONCE, len(corpus)))))
            rows = self.weigher.rows(self.features.counts(piece, learn=False))
            found += [self.codes[one] for one in self.weights.scores(rows).argmax(axis=1).tolist()]
        return found


def learn(corpus: Corpus, codes: Sequence[str | None], *, seed: int = 1) -> Classifier:
    """Learn from coded texts.

    Parameters
    ----------
    corpus : Corpus
        The texts.
    codes : sequence of str or None
        Of each text; those without one are left out.
    seed : int
        Of the draw where there are more than 20,000 texts, and of the fit.

    Raises
    ------
    Unlearnable
        Without codes, with one code alone, or with more than 200.

    Examples
    --------
    >>> from titiktemu.analysis.texts.words import read_texts
    >>> coded = read_texts(["pelayanan ramah", "sangat ramah", "jalan rusak", "rusak parah"])
    >>> learn(coded, ["baik", "baik", "buruk", "buruk"]).predict(read_texts(["ramah sekali", "rusak lagi"]))
    ['baik', 'buruk']
    """
    names, chosen, given = _coded(codes, seed)
    return _fitted(corpus.of(chosen), names, given, seed)


def cross_validated(
    corpus: Corpus, codes: Sequence[str | None], *, seed: int = 1, folds: int = FOLDS
) -> tuple[list[str], list[str]]:
    """The right code and the predicted one of each coded text, predicted from the other folds alone.

    Every fold has about the same part of each code. Texts that stand in the file several times should be
    folded before, or they are predicted from their own copies.

    Raises
    ------
    Unlearnable
        As `learn`.
    """
    names, chosen, given = _coded(codes, seed)
    fold = _folds(given, min(folds, len(given)), seed)
    found = [""] * len(given)
    for one in range(int(fold.max()) + 1):
        others, own = np.flatnonzero(fold != one), np.flatnonzero(fold == one)
        left = np.unique(given[others])
        renamed = np.searchsorted(left, given[others])
        fitted = _fitted(corpus.of(chosen[others]), tuple(names[code] for code in left), renamed, seed)
        for place, code in zip(own.tolist(), fitted.predict(corpus.of(chosen[own])), strict=True):
            found[place] = code
    return [names[one] for one in given.tolist()], found


def require_learnable(codes: Sequence[str | None]) -> None:
    """Raise `Unlearnable` where these codes teach nothing, before anything costly is done."""
    _coded(codes, seed=0)


def _coded(codes: Sequence[str | None], seed: int) -> tuple[tuple[str, ...], Codes, Codes]:
    """The codes, the texts that are learnt from, and the code of each."""
    names = tuple(sorted({code for code in codes if code is not None}))
    if not names:
        raise Unlearnable(NO_CODES)
    if len(names) == 1:
        raise Unlearnable(ONE_CODE, code=names[0])
    if len(names) > MOST_CODES:
        raise Unlearnable(TOO_MANY_CODES, many=len(names), most=MOST_CODES)
    place = {name: at for at, name in enumerate(names)}
    given = np.array([-1 if code is None else place[code] for code in codes], dtype=np.int64)
    chosen = np.flatnonzero(given >= 0)
    if len(chosen) > MOST_TEXTS:
        chosen = np.sort(np.random.default_rng(seed).choice(chosen, MOST_TEXTS, replace=False))
        left = np.unique(given[chosen])
        names, given = tuple(names[one] for one in left), np.searchsorted(left, given)
    return names, chosen, given[chosen]


def _fitted(corpus: Corpus, names: tuple[str, ...], given: Codes, seed: int) -> Classifier:
    features = Features()
    counts = features.counts(_shortened(corpus), learn=True)
    mix = _mix(counts, given, seed)
    weigher, weights = _weights(counts, given, (mix,), seed)
    return Classifier(names, len(given), features, weigher, weights[0], mix)


def _weights(
    counts: Counts, given: Codes, mixes: Sequence[float], seed: int
) -> tuple[Weigher, list[Weights]]:
    weigher = Weigher.of(counts)
    rows = weigher.rows(counts)
    if len(np.unique(given)) < 2:
        return weigher, [Weights(np.zeros((1, rows.shape[1])), np.zeros(1))] * len(mixes)
    first, second = machine(rows, given, seed), naive_bayes(rows, given)
    return weigher, [mixed(first, second, mix) for mix in mixes]


def _mix(counts: Counts, given: Codes, seed: int) -> float:
    """The mix with the best macro-F1 when cross-validated; the first of equal ones."""
    tried = np.arange(len(given))
    if len(tried) < FEW:
        return 1.0
    if len(tried) > MOST_TRIED:
        tried = np.sort(np.random.default_rng(seed).choice(tried, MOST_TRIED, replace=False))
    fold = _folds(given[tried], min(INNER_FOLDS, len(tried)), seed)
    found = np.zeros((len(MIXES), len(tried)), dtype=np.int64)
    for one in range(int(fold.max()) + 1):
        others, own = np.flatnonzero(fold != one), np.flatnonzero(fold == one)
        left, codes = np.unique(given[tried[others]], return_inverse=True)
        weigher, made = _weights(tuple(kind[tried[others]] for kind in counts), codes, MIXES, seed)
        rows = weigher.rows(tuple(kind[tried[own]] for kind in counts))
        for at, weights in enumerate(made):
            found[at, own] = left[weights.scores(rows).argmax(axis=1)]
    truth = [str(code) for code in given[tried].tolist()]
    means = [
        score(truth, [str(code) for code in row], seed=seed, resamples=0).macro_f1.estimate
        for row in found.tolist()
    ]
    return MIXES[int(np.argmax(np.round(means, 9)))]


def _shortened(corpus: Corpus) -> Corpus:
    """The first words of long texts."""
    if corpus.lengths.max(initial=0) <= MOST_WORDS:
        return corpus
    lengths = np.minimum(corpus.lengths, MOST_WORDS)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    into = np.repeat(corpus.starts[:-1] - starts[:-1], lengths) + np.arange(starts[-1])
    return Corpus(corpus.words, corpus.ids[into], starts)


def _folds(given: Codes, folds: int, seed: int) -> Codes:
    """A fold for each text: texts of a code are dealt out one after the other."""
    shuffled = np.random.default_rng(seed).permutation(len(given))
    dealt = shuffled[np.argsort(given[shuffled], kind="stable")]
    fold = np.empty(len(given), dtype=np.int64)
    fold[dealt] = np.arange(len(given)) % folds
    return fold
