"""Known totals of a population by level, held against the levels that people in a sample have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.survey.wrong import NotEstimable, Remark, named

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Texts = Sequence[str | None]

AGREEING = 1e-9
PLAIN = re.compile(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?")
NO_MARGINS = gettext_noop("There are no margins to fit the weights to.")
NOT_A_TOTAL = gettext_noop("The total of “{level}” of {variable} is not a number from 0.")
NO_TOTAL_AT_ALL = gettext_noop("The totals of {variable} are all 0.")
NO_COLUMN = gettext_noop("The margins name {variable}, but the data have no such column.")
NO_ANSWER = gettext_noop(
    "Rows without {variable}, which cannot be fitted to its margin: {count}, such as row {row}. Fill it in, "
    "or give them the weight 0."
)
NO_MARGIN = gettext_noop("The data have levels of {variable} that the margins do not name: {names}.")
NOBODY = gettext_noop(
    "The margins name levels of {variable} that nobody in the data has: {names}. Join each with another "
    "level of the margin."
)
RESCALED = gettext_noop(
    "The margins disagree: {variable} adds up to {total}, {first} to {common}. All were scaled to the total "
    "of {first}."
)


@dataclass(frozen=True, slots=True)
class Cells:
    """One margin, ready to be fitted.

    Attributes
    ----------
    variable : str
        What it is about.
    places : ndarray of int, shape (n_rows,)
        Place of each row's level in `totals`.
    totals : ndarray of float, shape (n_levels,)
        What weights of each level shall add up to.
    """

    variable: str
    places: Ints
    totals: Floats


def cells_of(
    margins: Mapping[str, Mapping[str, float]], answers: Mapping[str, Texts], weights: Floats
) -> tuple[list[Cells], list[Remark]]:
    """Match the levels of margins with those of a sample, and scale margins to a common total.

    Rows of weight 0 need no level. Levels are the same where their texts are, or where both are plain
    numbers of the same value.

    Raises
    ------
    NotEstimable
        Where a level has no total or nobody, or a row no level.

    Examples
    --------
    >>> given = {"sex": {"f": 6, "m": 4}, "old": {"1": 50, "0": 50}}
    >>> found, remarks = cells_of(given, {"sex": ["f", "m"], "old": ["1.0", "0"]}, np.ones(2))
    >>> [one.totals.tolist() for one in found], [one.places.tolist() for one in found]
    ([[6.0, 4.0], [5.0, 5.0]], [[0, 1], [0, 1]])
    >>> str(remarks[0])
    'The margins disagree: old adds up to 100, sex to 10. All were scaled to the total of sex.'
    """
    if not margins:
        raise NotEstimable(NO_MARGINS)
    found = [_cells(variable, levels, answers, weights) for variable, levels in margins.items()]
    common, remarks = float(found[0].totals.sum()), []
    for at, one in enumerate(found):
        total = float(one.totals.sum())
        if abs(total - common) > AGREEING * common:
            values = {"variable": one.variable, "total": f"{total:,.10g}", "first": found[0].variable}
            remarks.append(Remark(RESCALED, {**values, "common": f"{common:,.10g}"}))
            found[at] = Cells(one.variable, one.places, one.totals * (common / total))
    return found, remarks


def _cells(
    variable: str, levels: Mapping[str, float], answers: Mapping[str, Texts], weights: Floats
) -> Cells:
    totals = {level.strip(): float(total) for level, total in levels.items()}
    for level, total in totals.items():
        if not np.isfinite(total) or total < 0:
            raise NotEstimable(NOT_A_TOTAL, level=level, variable=variable)
    if not sum(totals.values()):
        raise NotEstimable(NO_TOTAL_AT_ALL, variable=variable)
    if variable not in answers:
        raise NotEstimable(NO_COLUMN, variable=variable)
    given = [(one or "").strip() for one in answers[variable]]
    counts = weights > 0
    missing = [at for at, one in enumerate(given) if not one and counts[at]]
    if missing:
        raise NotEstimable(NO_ANSWER, count=len(missing), variable=variable, row=missing[0] + 1)
    kept = {one for one, weight in zip(given, counts, strict=True) if weight}
    same = _matched(kept, totals)
    if unknown := sorted(kept - same.keys()):
        raise NotEstimable(NO_MARGIN, variable=variable, names=named(unknown))
    held = [level for level in totals if level in same.values()]
    if empty := [level for level in totals if totals[level] > 0 and level not in held]:
        raise NotEstimable(NOBODY, variable=variable, names=named(empty))
    place = {level: at for at, level in enumerate(held)}
    # A row of weight 0 may lack a level; it stays at 0 whichever it is put to.
    places = np.array([place[same[one]] if one in same else 0 for one in given], dtype=np.int64)
    return Cells(variable, places, np.array([totals[level] for level in held]))


def _matched(kept: set[str], totals: Mapping[str, float]) -> dict[str, str]:
    """For each level of the data that of the margin that means the same."""
    same = {level: level for level in kept if level in totals}
    numbers = {float(level): level for level in totals if level not in same and PLAIN.fullmatch(level)}
    for level in kept - same.keys():
        if PLAIN.fullmatch(level) and float(level) in numbers:
            same[level] = numbers[float(level)]
    return same
