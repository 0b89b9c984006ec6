"""After how many more votes a side will be told, roughly and at once: where the exact search begins."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, ndtri

from titiktemu.analysis.majority import EVEN, PRIOR, Tally

SURE_POINT = float(ndtri(0.90))


def first_guess(tally: Tally, most: int) -> int:
    """Guess the fewest further votes that tell where a side stands, if they fall as those so far.

    The final share is taken as normal, for every number of further votes in one go.

    Parameters
    ----------
    tally : Tally
        Votes so far; at least one.
    most : int
        The largest number that is asked about, above 0.

    Returns
    -------
    int
        From 1 to `most`; `most` where none seems to tell.

    Examples
    --------
    >>> first_guess(Tally(6, 3, 0, None), 100)
    5
    """
    more = np.arange(1, most + 1)
    grown = 1 + more / (tally.opinions + tally.passed)
    opinions = tally.opinions * grown
    imagined = opinions + 2 * PRIOR
    share = (max(tally.agree, tally.disagree) * grown + PRIOR) / imagined
    unseen = share * (1 - share) / (imagined + 1)
    if tally.left is not None:
        # Of the opinions to come: they draw the final share towards itself as fewer are left.
        coming = (tally.left - more) * tally.opinions / (tally.opinions + tally.passed)
        unseen = unseen * coming * (imagined + coming) / (opinions + coming) ** 2
    spread = np.sqrt(np.maximum(unseen, 1e-18))
    even = ndtr((0.5 + EVEN - share) / spread) - ndtr((0.5 - EVEN - share) / spread)
    told = (share - 0.5 >= SURE_POINT * spread) | (even >= ndtr(SURE_POINT))
    return int(np.argmax(told)) + 1 if told.any() else most
