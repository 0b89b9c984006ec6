"""Common ground: what government and civil society both accept, with certainty stated.

`judge` is the one place where this is decided; pages, exports and the API call it.
The model is argued in `docs/decisions/common-ground.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.majority import Chances, Tally, chances, share_interval
from titiktemu.analysis.outlook import first_guess

SURE = 0.90
"""Probability from which a side is said to agree, to reject, or to be evenly split."""
NEEDED_LIMIT = 10_000
"""Where a side's size is unknown, a need beyond this many votes is "cannot be told"."""
SCANNED = 12
"""Up to this many votes left every need is tried; beyond, it is searched around a guess."""
AROUND = 2
"""How many numbers below the one found are tried as well."""

GOVERNMENT = "government"
CIVIL_SOCIETY = "civil_society"


class State(StrEnum):
    """What can be said of a statement."""

    COMMON_GROUND = "common_ground"
    SIDES_DIFFER = "sides_differ"
    DIFFER_WITHIN = "differ_within"  # known, and at least one side is evenly split within itself
    NOT_YET_KNOWN = "not_yet_known"


class Standing(StrEnum):
    """What can be said of one side."""

    AGREES = "agrees"
    REJECTS = "rejects"
    DIVIDED = "divided"
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
        AGREES where more than half agree with a probability of 0.90, REJECTS where more
        than half disagree, DIVIDED where neither is told and the final share lies between
        0.4 and 0.6; else OPEN, and always while more than half of those who answered passed.
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
    rejected : bool
        With COMMON_GROUND: both sides say no. A shared no is common ground too, of its
        own kind.
    needed : dict of str to (int or None)
        Only in NOT_YET_KNOWN, only for sides that are open, keyed "government" and
        "civil_society": the number of further votes of that side that would tell, or
        None for "cannot be told by more votes".
    """

    state: State
    government: SideVerdict
    civil_society: SideVerdict
    needed: dict[str, int | None]
    rejected: bool = False


def judge(government: SideVotes, civil_society: SideVotes) -> Verdict:
    """Say whether a statement is common ground of both sides.

    A side agrees where more than half of those with an opinion agree with a probability
    of at least 0.90, rejects where more than half disagree, and is evenly split where
    neither is told and its final share lies between 0.4 and 0.6 with that probability; in
    every case at least half of those who answered must have had an opinion. Passes are
    neither yes nor no. Both agree, or both reject: common ground. One agrees, the other
    rejects: the sides differ. One is evenly split and the other is told: they differ
    within. While either is open: not yet known. Both sides weigh alike whatever their size
    and turnout.

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
    needed = {side: one.needed for side, one in verdicts.items() if one.standing is Standing.OPEN}
    both_reject = standings == {Standing.REJECTS}
    return Verdict(
        state_of(standings), verdicts[GOVERNMENT], verdicts[CIVIL_SOCIETY], needed, rejected=both_reject
    )


def state_of(standings: set[Standing]) -> State:
    """Name the state that follows from where the two sides stand."""
    if Standing.OPEN in standings:
        return State.NOT_YET_KNOWN
    if Standing.DIVIDED in standings:
        return State.DIFFER_WITHIN
    return State.COMMON_GROUND if len(standings) == 1 else State.SIDES_DIFFER


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
    <Standing.DIVIDED: 'divided'>
    >>> judge_side(SideVotes(Counts(3, 0, 5))).needed is None
    True
    """
    counts = votes.counts
    return _judged(Tally(counts.agree, counts.disagree, counts.passed, votes.left))


@lru_cache(maxsize=50_000)  # pages ask for the same released counts again and again
def _judged(tally: Tally) -> SideVerdict:
    counts = Counts(tally.agree, tally.disagree, tally.passed)
    mostly_passed = 2 * counts.opinions < counts.answered
    low, high = share_interval(tally)
    found = chances(tally)
    standing = Standing.OPEN if mostly_passed or not counts.answered else _standing(found)
    needed: int | None = 0
    if standing is Standing.OPEN:
        needed = None if mostly_passed else _needed(tally)
    return SideVerdict(standing, found.above, counts.share, low, high, mostly_passed, needed)


def standing_of(tally: Tally) -> Standing:
    """Say where a side stands, without how many votes are missing: many times as fast as `judge_side`.

    Examples
    --------
    >>> standing_of(Tally(9, 1, 0, None))
    <Standing.AGREES: 'agrees'>
    """
    answered = tally.opinions + tally.passed
    if answered == 0 or 2 * tally.opinions < answered:
        return Standing.OPEN
    return _standing(chances(tally))


def _standing(found: Chances) -> Standing:
    # The tolerance lets a probability that is 0.90 but for rounding count, on both ends alike.
    sure = SURE - 1e-12
    if found.above >= sure:
        return Standing.AGREES
    if found.below >= sure:
        return Standing.REJECTS
    return Standing.DIVIDED if found.even >= sure else Standing.OPEN


def _needed(tally: Tally) -> int | None:
    """Fewest further votes that tell, going on as so far; None where none would."""
    most = NEEDED_LIMIT if tally.left is None else tally.left
    if not tally.opinions + tally.passed or most <= SCANNED:
        return next((more for more in range(1, most + 1) if _tells_after(tally, more)), None)
    told = _near(tally, most)
    if told is None:
        return None
    # Odd and even numbers do not rise together (half is no majority): one or two fewer may tell as well.
    while fewer := next(
        (more for more in range(told - 1, max(0, told - 1 - AROUND), -1) if _tells_after(tally, more)), 0
    ):
        told = fewer
    return told


def _near(tally: Tally, most: int) -> int | None:
    """A number of further votes that tells while one fewer would not, near the first guess."""
    told, step = first_guess(tally, most), 1
    if _tells_after(tally, told):
        silent = told - 1
        while silent > 0 and _tells_after(tally, silent):
            told, silent, step = silent, max(0, silent - step), 2 * step
    else:
        silent = told
        while told < most and not _tells_after(tally, told):
            silent, told, step = told, min(most, told + step), 2 * step
        if not _tells_after(tally, told):
            return None
    while told - silent > 1:
        middle = (told + silent) // 2
        silent, told = (silent, middle) if _tells_after(tally, middle) else (middle, told)
    return told


def _tells_after(tally: Tally, more: int) -> bool:
    answered = tally.opinions + tally.passed
    left = None if tally.left is None else tally.left - more
    if answered == 0:  # nothing to go on: the fewest that could tell, all being alike
        return _standing(chances(Tally(more, 0, 0, left))) is not Standing.OPEN
    opinions = (2 * tally.opinions * (answered + more) + answered) // (2 * answered)
    # The larger part is rounded down, whichever it is: yes and no are treated alike, and no need is met
    # only because a half was rounded up.
    larger = min(opinions, max(tally.agree, tally.disagree) * (answered + more) // answered)
    then = Tally(larger, opinions - larger, answered + more - opinions, left)
    return _standing(chances(then)) is not Standing.OPEN
