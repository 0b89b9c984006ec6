"""Group-informed consensus, the figure that other tools publish; kept for comparison with them."""

from __future__ import annotations

from collections.abc import Collection
from math import prod

from titiktemu.analysis.counts import Counts


def group_informed_consensus(groups: Collection[Counts]) -> float | None:
    """Multiply each group's smoothed share of agreement.

    High only where every opinion group agrees. Two faults to know: it falls with the
    number of groups, and a statement nobody answered gets one half per group. Titik
    Temu decides by `common_ground.judge`; this is shown for compatibility alone.

    Parameters
    ----------
    groups : collection of Counts
        Answers of each opinion group to one statement; passes count as seen.

    Returns
    -------
    float or None
        Product over groups of (agree + 1) / (agree + disagree + pass + 2); None without
        groups.

    References
    ----------
    .. [1] C. Small et al. (2021). "Polis: Scaling Deliberation by Mapping High
       Dimensional Opinion Spaces". Recerca 26(2). doi:10.6035/recerca.5516

    Examples
    --------
    >>> group_informed_consensus([Counts(3, 0, 0), Counts(14, 0, 1), Counts(3, 0, 0)])
    0.5647058823529413
    >>> group_informed_consensus([]) is None
    True
    """
    if not groups:
        return None
    return prod((counts.agree + 1) / (counts.answered + 2) for counts in groups)
