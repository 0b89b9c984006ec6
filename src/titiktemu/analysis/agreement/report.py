"""All figures of agreement of one table, with a reason where one is not defined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from titiktemu.analysis.agreement.kappa import cohen_kappa, fleiss_kappa
from titiktemu.analysis.agreement.kendall import Concordance, kendall_w
from titiktemu.analysis.agreement.krippendorff import Alpha, krippendorff_alpha
from titiktemu.analysis.agreement.levels import Level, Undefined
from titiktemu.analysis.agreement.ratings import Ratings
from titiktemu.analysis.marking import gettext_noop

NO_ORDER_OF_TEXTS = gettext_noop("Ranks need numbers, and these are texts.")

type Report = dict[str, dict[str, Any]]


def report(ratings: Ratings, level: Level, *, seed: int, say: Callable[[str], str] = str) -> Report:
    """Give every figure with its numbers of subjects and raters.

    Parameters
    ----------
    ratings : Ratings
    level : Level
        Of Krippendorff's alpha and Cohen's kappa. Kendall's W takes numbers as an order, and Fleiss' kappa as
        names, whatever the level.
    seed : int
        Of the interval of alpha.
    say : callable
        Translates the sentences of reasons.

    Returns
    -------
    dict
        ``kendall_w``, ``krippendorff_alpha``, ``fleiss_kappa`` and ``cohen_kappa``; what is not defined has
        None as its estimate, and a reason.

    Examples
    --------
    >>> import numpy as np
    >>> found = report(Ratings(np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]]), True), Level.ORDINAL, seed=1)
    >>> found["kendall_w"]["estimate"], found["fleiss_kappa"]["subjects"], found["cohen_kappa"]["estimate"]
    (1.0, 3, 1.0)
    """
    values = ratings.values

    def order() -> Concordance:
        if not ratings.are_numbers:
            raise Undefined(NO_ORDER_OF_TEXTS)
        return kendall_w(values)

    def alpha() -> Alpha:
        return krippendorff_alpha(values, level, seed=seed)

    return {
        "kendall_w": _told(order, say),
        "krippendorff_alpha": _told(alpha, say),
        "fleiss_kappa": _told(lambda: fleiss_kappa(values), say),
        "cohen_kappa": _told(lambda: cohen_kappa(values, level), say),
    }


def _told(figure: Callable[[], Any], say: Callable[[str], str]) -> dict[str, Any]:
    try:
        return asdict(figure())
    except Undefined as missing:
        return {"estimate": None, "reason": say(missing.template).format(**missing.values)}
