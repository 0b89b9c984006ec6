"""Weights of two linear classifiers, and their sum: a support vector machine and a complement naive Bayes.

With few coded texts naive Bayes is the better of the two, with many the machine [1]_; how much each counts is
chosen by cross-validation on the coded texts themselves.

References
----------
.. [1] A. Y. Ng, M. I. Jordan (2001). "On discriminative vs. generative classifiers: a comparison of logistic
   regression and naive Bayes". NIPS 14.
.. [2] J. D. Rennie, L. Shih, J. Teevan, D. R. Karger (2003). "Tackling the poor assumptions of naive Bayes
   text classifiers". ICML 2003.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.svm import LinearSVC

type Floats = NDArray[np.float64]
type Codes = NDArray[np.int64]

STRENGTH = 0.3
"""Of fitting against keeping weights small (C of the machine); chosen on train texts (docs)."""
SMOOTHING = 0.1
"""Added to every count of naive Bayes."""
MIXES = (0.0, 0.25, 1.0, 4.0)
"""What naive Bayes may weigh where the machine weighs 1."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What every column adds for each code, and what the code begins with."""

    columns: Floats
    begin: Floats

    def scores(self, rows: csr_array) -> Floats:
        """Of shape (texts, codes); the largest is the code."""
        return np.asarray(rows @ self.columns.T + self.begin, dtype=np.float64)


def machine(rows: csr_array, codes: Codes, seed: int) -> Weights:
    """Fit the machine, each code against the others, rare codes weighing as much as common ones."""
    model = LinearSVC(C=STRENGTH, class_weight="balanced", random_state=seed).fit(rows, codes)
    columns, begin = np.asarray(model.coef_), np.asarray(model.intercept_)
    if len(columns) == 1:  # of two codes the solver gives one row
        columns, begin = np.vstack([-columns, columns]), np.concatenate([-begin, begin])
    return _scaled(columns, begin)


def naive_bayes(rows: csr_array, codes: Codes) -> Weights:
    """Fit complement naive Bayes [2]_: a code is what the other codes' texts are not."""
    many = int(codes.max()) + 1
    member = csr_array((np.ones(len(codes)), (codes, np.arange(len(codes)))), shape=(many, len(codes)))
    summed = np.asarray((member @ rows).toarray(), dtype=np.float64)
    others = summed.sum(axis=0) - summed + SMOOTHING
    columns = -np.log(others / others.sum(axis=1, keepdims=True))
    # A column that was never seen says nothing.
    columns = (columns - columns.mean(axis=0)) * (summed.sum(axis=0) > 0)
    return _scaled(columns, np.zeros(many))


def mixed(first: Weights, second: Weights, mix: float) -> Weights:
    """The first, and `mix` times the second."""
    return Weights(first.columns + mix * second.columns, first.begin + mix * second.begin)


def _scaled(columns: Floats, begin: Floats) -> Weights:
    """Without what all codes have in common, and of length 1."""
    columns, begin = columns - columns.mean(axis=0), begin - begin.mean()
    length = max(float(np.linalg.norm(columns)), 1e-12)
    return Weights(columns / length, begin / length)
