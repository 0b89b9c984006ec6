"""Common ground: what government and civil society both accept, with certainty stated.

`judge` is the one place where this is decided; pages, exports and the API call it.
The model is argued in `docs/decisions/common-ground.md`.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from math import floor

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.majority import Tally, majority_probability, share_interval

SURE = 0.90
"""Probability from which a side is said to agree; from its complement down, not to."""
NEEDED_LIMIT = 10_000
"""Where a side's size is unknown, a need beyond this many votes is "cannot be told"."""
SCANNED = 64
"""Up to this many votes left every need is tried (odd and even differ: half is no majority)."""

GOVERNMENT = "government"
CIVIL_SOCIETY = "civil_society"


class State(StrEnum):
    """What can be said of a statement."""

    COMMON_GROUND = "common_ground"
    SIDES_DIFFER = "sides_differ"
    NEITHER_AGREES = "neither_agrees"  # known, and on neither side more than half agree
    NOT_YET_KNOWN = "not_yet_known"


class Standing(StrEnum):
    """What can be said of one side."""

    AGREES = "agrees"
    DOES_NOT_AGREE = "does_not_agree"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class SideVotes:
    """The votes of one side on one statement.

    Attributes
    ----------
    counts : Counts
        Answers given.
    electorate : int or None
        How many of the side may vote; None where unknown. Where more answered than it
        says (someone joined after the opening), the side counts as having voted whole.

    Raises
    ------
    ValueError
        If the electorate is negative.
    """

    counts: Counts
    electorate: int | None = None

    def __post_init__(self) -> None:
        if self.electorate is not None and self.electorate < 0:
            raise ValueError(f"an electorate is zero or more, got {self.electorate}")

    @property
    def left(self) -> int | None:
        """Votes that can still come; None where unknown."""
        return None if self.electorate is None else max(0, self.electorate - self.counts.answered)


@dataclass(frozen=True, slots=True)
class SideVerdict:
    """What one side's votes say.

    Attributes
    ----------
    standing : Standing
        AGREES from a probability of 0.90, DOES_NOT_AGREE up to 0.10, else OPEN; always
        OPEN while more than half of those who answered passed.
    probability : float
        That more than half of those with an opinion agree, once all have voted.
    share : float or None
        Agree among opinions so far.
    low, high : float
        Ends of the 90 % interval of the final share; 0 and 1 without an opinion.
    mostly_passed : bool
        Whether fewer than half of those who answered had an opinion.
    needed : int or None
        How many more votes would tell if they went on as so far: 0 where it is told
        already, None where more votes would not tell. Never more than are left.
    """

    standing: Standing
    probability: float
    share: float | None
    low: float
    high: float
    mostly_passed: bool
    needed: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of a statement, and what is missing.

    Attributes
    ----------
    state : State
        Of the statement.
    government, civil_society : SideVerdict
        Of each side.
    needed : dict of str to (int or None)
        Only in NOT_YET_KNOWN, only for sides that are open, keyed "government" and
        "civil_society": the number of further votes of that side that would tell, or
        None for "cannot be told by more votes".
    """

    state: State
    government: SideVerdict
    civil_society: SideVerdict
    needed: dict[str, int | None]


def judge(government: SideVotes, civil_society: SideVotes) -> Verdict:
    """Say whether a statement is common ground of both sides.

    A side agrees where the probability that more than half of those with an opinion
    agree is at least 0.90, and does not where it is at most 0.10; in both cases at
    least half of those who answered must have had an opinion. Passes are neither yes
    nor no. Both agree: common ground. One agrees, the other does not: the sides
    differ. Neither agrees: known too, and said so. Anything else is not yet known.

    Parameters
    ----------
    government, civil_society : SideVotes
        Exact votes. What of the result may be shown is for the release policy to say.

    Returns
    -------
    Verdict
        State, each side's probability, share and interval, and the votes missing.

    See Also
    --------
    titiktemu.analysis.majority.majority_probability : the model.

    Examples
    --------
    >>> judge(SideVotes(Counts(8, 1, 1), 12), SideVotes(Counts(9, 2, 0), 11)).state
    <State.COMMON_GROUND: 'common_ground'>
    >>> verdict = judge(SideVotes(Counts(3, 2, 0), 12), SideVotes(Counts(9, 2, 0)))
    >>> verdict.state, verdict.needed
    (<State.NOT_YET_KNOWN: 'not_yet_known'>, {'government': 6})
    """
    verdicts = {GOVERNMENT: judge_side(government), CIVIL_SOCIETY: judge_side(civil_society)}
    standings = {verdict.standing for verdict in verdicts.values()}
    needed: dict[str, int | None] = {}
    if Standing.OPEN in standings:
        state = State.NOT_YET_KNOWN
        needed = {
            side: verdict.needed for side, verdict in verdicts.items() if verdict.standing is Standing.OPEN
        }
    elif len(standings) == 2:
        state = State.SIDES_DIFFER
    else:
        state = State.COMMON_GROUND if Standing.AGREES in standings else State.NEITHER_AGREES
    return Verdict(state, verdicts[GOVERNMENT], verdicts[CIVIL_SOCIETY], needed)


def judge_side(votes: SideVotes) -> SideVerdict:
    """Say where one side stands; also for others and citizens, who are shown beside.

    Parameters
    ----------
    votes : SideVotes
        Exact votes.

    Returns
    -------
    SideVerdict
        Standing, probability, share, interval and the votes missing.

    Examples
    --------
    >>> judge_side(SideVotes(Counts(5, 5, 0), 10)).standing
    <Standing.DOES_NOT_AGREE: 'does_not_agree'>
    >>> judge_side(SideVotes(Counts(3, 0, 5))).needed is None
    True
    """
    counts = votes.counts
    tally = Tally(counts.agree, counts.disagree, counts.passed, votes.left)
    probability = majority_probability(tally)
    mostly_passed = 2 * counts.opinions < counts.answered
    low, high = share_interval(tally)
    if counts.answered == 0 or mostly_passed or not _told(probability):
        standing, needed = Standing.OPEN, _needed(votes, mostly_passed=mostly_passed)
    else:
        standing = Standing.AGREES if probability >= SURE else Standing.DOES_NOT_AGREE
        needed = 0
    return SideVerdict(standing, probability, counts.share, low, high, mostly_passed, needed)


def _told(probability: float) -> bool:
    # The tolerance lets a probability that is 0.90 but for rounding count, on both ends alike.
    return probability >= SURE - 1e-12 or probability <= 1 - SURE + 1e-12


def _needed(votes: SideVotes, *, mostly_passed: bool) -> int | None:
    """Fewest further votes that tell, going on as so far; None where none would."""
    most = NEEDED_LIMIT if votes.left is None else votes.left
    if mostly_passed:
        return None
    steps = range(1, most + 1)
    if most <= SCANNED:
        return next((more for more in steps if _tells_after(votes, more)), None)
    fewest = 1 + bisect_left(steps, True, key=lambda more: _tells_after(votes, more))
    return fewest if fewest <= most else None


def _tells_after(votes: SideVotes, more: int) -> bool:
    counts = votes.counts
    left = None if votes.left is None else votes.left - more
    if counts.answered == 0:  # nothing to go on: the fewest that could tell, all being alike
        return _told(majority_probability(Tally(more, 0, 0, left)))
    grown = 1 + more / counts.answered
    agree = _rounded(counts.agree * grown)
    opinions = _rounded(counts.opinions * grown)
    passed = counts.answered + more - opinions
    return _told(majority_probability(Tally(agree, opinions - agree, passed, left)))


def _rounded(count: float) -> int:
    return floor(count + 0.5)
