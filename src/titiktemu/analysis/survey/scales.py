"""Likert items: the share of each answer, the mean, and how many are at the upper and lower end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.survey.designs import Design, Texts
from titiktemu.analysis.survey.estimates import EVERYBODY, About, Estimate, mean, share
from titiktemu.analysis.survey.wrong import NotEstimable, named

type Floats = NDArray[np.float64]

ENDS = 2
NOT_ON_SCALE = gettext_noop("Answers to {variable} that its scale does not have: {names}.")
TOO_SHORT = gettext_noop("A scale needs more answers than there are at its two ends.")


@dataclass(frozen=True, slots=True)
class Item:
    """One Likert item, of everybody or of one group.

    Attributes
    ----------
    variable : str
        Name of the item.
    by : str or None
        Name of the group.
    answers : tuple of Estimate
        Share of each answer, from the lower end of the scale.
    mean : Estimate
        Of the places on the scale, from 1.
    top, bottom : Estimate
        Share of the last, and of the first, `ENDS` answers together.
    """

    variable: str
    by: str | None
    answers: tuple[Estimate, ...]
    mean: Estimate
    top: Estimate
    bottom: Estimate


def item(
    design: Design, answers: Texts, scale: Sequence[str], about: About = EVERYBODY, ends: int = ENDS
) -> Item:
    """Estimate everything that is shown of a Likert item.

    Parameters
    ----------
    design : Design
        Of the sample.
    answers : sequence of str or None
        One for each row; None where there is none.
    scale : sequence of str
        All answers there are, from the lower end.
    about : About
        Name, group and intervals.
    ends : int
        How many answers are put together at each end.

    Returns
    -------
    Item
        All of it on those who answered.

    Raises
    ------
    NotEstimable
        Where an answer is not on the scale, or nobody answered.

    Examples
    --------
    >>> from titiktemu.analysis.survey.designs import make_design
    >>> found = item(make_design(4), ["1", "4", "5", None], ["1", "2", "3", "4", "5"])
    >>> [round(one.estimate, 2) for one in found.answers], round(found.top.estimate, 2)
    ([0.33, 0.0, 0.0, 0.33, 0.33], 0.67)
    """
    if len(scale) < 2 * ends:
        raise NotEstimable(TOO_SHORT)
    place = {one: at for at, one in enumerate(scale)}
    if unknown := sorted({one for one in answers if one is not None} - place.keys()):
        raise NotEstimable(NOT_ON_SCALE, variable=about.variable, names=named(unknown))
    places = np.array([np.nan if one is None else place[one] for one in answers])
    shares = [share(design, _where(places, places == at), about, one) for at, one in enumerate(scale)]
    return Item(
        about.variable,
        about.by,
        tuple(shares),
        mean(design, places + 1, about),
        share(design, _where(places, places >= len(scale) - ends), about, f"{scale[-ends]}–{scale[-1]}"),
        share(design, _where(places, places < ends), about, f"{scale[0]}–{scale[ends - 1]}"),
    )


def items_by(
    design: Design, answers: Texts, scale: Sequence[str], groups: Texts, about: About = EVERYBODY
) -> list[Item]:
    """The same for each group, such as the sides; groups in which nobody answered are left out.

    Examples
    --------
    >>> from titiktemu.analysis.survey.designs import make_design
    >>> found = items_by(make_design(4), ["1", "2", "4", "3"], list("1234"), ["a", "a", "b", "b"])
    >>> [(one.by, one.mean.estimate) for one in found]
    [('a', 1.5), ('b', 3.5)]
    """
    made = []
    for group in sorted({one for one in groups if one is not None}):
        inside = np.array([one == group for one in groups])
        if any(one is not None for one, here in zip(answers, inside, strict=True) if here):
            made.append(item(design, answers, scale, replace(about, by=group, inside=inside)))
    return made


def _where(places: Floats, holds: NDArray[np.bool_]) -> Floats:
    return np.where(np.isnan(places), np.nan, holds.astype(np.float64))
