"""How many more votes of a side would tell, as it may be said."""

from __future__ import annotations

from titiktemu.analysis.common_ground import SideVotes, judge_side
from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import (
    SHARE_FROM,
    SHARE_OF_WORD,
    SHOWN_FROM,
    STEP,
    TENTHS_FROM,
    Word,
    present,
)


def shown_need(votes: SideVotes, needed: int | None) -> int | None:
    """Say how many more votes would tell, without betraying the votes behind it.

    Parameters
    ----------
    votes : SideVotes
        The side's answers as they were released last.
    needed : int or None
        What `judge` found; None where no number would tell.

    Returns
    -------
    int or None
        From 20 released answers the exact number, never more than are left. Below, it
        is worked out anew from what is shown anyway (the word's or the tenths' share,
        as if the band were full), so that it says nothing that the page does not say.

    Examples
    --------
    >>> shown_need(SideVotes(Counts(12, 10, 0), 23), 4)
    1
    >>> shown_need(SideVotes(Counts(4, 3, 0), 40), 2) == shown_need(SideVotes(Counts(3, 3, 0), 40), 9)
    True
    """
    counts = votes.counts
    if counts.answered < SHOWN_FROM or counts.answered >= SHARE_FROM:
        return needed if needed is None or votes.left is None else min(needed, votes.left)
    most = TENTHS_FROM - 1 if counts.answered < TENTHS_FROM else SHARE_FROM - 1
    people = most if votes.electorate is None else min(most, votes.electorate)
    figure = present(counts)
    share = figure.share if figure.share is not None else SHARE_OF_WORD[figure.word or Word.FEW_OPINIONS]
    agree = round(share * people)
    seen = SideVotes(Counts(agree, people - agree, 0), votes.electorate)
    guessed = judge_side(seen).needed
    if guessed == 0:  # what is shown would tell already; the rounding hides that it does not quite
        guessed = STEP
    return guessed if guessed is None or seen.left is None else min(guessed, seen.left) or None
