"""Levels of measurement, and figures that are not defined for what was rated."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.marking import gettext_noop

type Floats = NDArray[np.float64]

FEW_RATERS = gettext_noop("At least two raters are needed, and there are {raters}.")
FEW_SUBJECTS = gettext_noop("At least two subjects rated by everybody are needed, and there are {subjects}.")


class Level(StrEnum):
    """What may be done with the values: tell apart, order, subtract, divide."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


class Undefined(Exception):
    """The figure is not defined here. ``template`` is one English sentence, the key of its translation."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values


def complete(ratings: Floats) -> Floats:
    """Subjects that all raters rated.

    Raises
    ------
    Undefined
        Where fewer than two raters or subjects are left.
    """
    subjects, raters = ratings.shape
    if raters < 2:
        raise Undefined(FEW_RATERS, raters=raters)
    kept = ratings[~np.isnan(ratings).any(axis=1)] if subjects else ratings
    if len(kept) < 2:
        raise Undefined(FEW_SUBJECTS, subjects=len(kept))
    return np.asarray(kept)
