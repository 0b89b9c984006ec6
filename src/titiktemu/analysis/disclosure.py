"""The release policy for pseudonymous answers: what may be shown, and when it may change.

Pure rules, without clock or database. The gate in `candour` keeps what was released
and asks these functions; pages, exports and the API ask the gate. The reasons are in
`docs/decisions/release-policy.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.intervals import jeffreys_interval

SHOWN_FROM = 5
"""Fewest answers of a side to a statement of which anything is shown."""
TENTHS_FROM = 10
"""Fewest answers for a share, rounded to tenths; below it there is only a word."""
SHARE_FROM = 20
"""Fewest answers for the share with its interval, and for counts."""
STEP = 5
"""Fewest new voters between two different figures of a side."""
OPEN_STEP = 10
OPEN_PAUSE = timedelta(hours=1)
"""Fewest new voters and shortest time between two figures of a group that anybody may join."""

# No word may betray unanimity. "Nearly all" therefore begins at 4/5, the largest bound that one
# dissenter among five still reaches (4/5, 5/6, ... 8/9), and the rest is cut evenly and the same
# from both ends, so that agreeing and disagreeing are worded alike.
NEARLY_ALL_FROM = Fraction(4, 5)
MOST_ABOVE = Fraction(3, 5)


class Kind(StrEnum):
    """How finely a figure may be shown."""

    HIDDEN = "hidden"
    WORD = "word"
    TENTHS = "tenths"
    SHARE = "share"


class Word(StrEnum):
    """How many of those with an opinion agree, where only a word may be said."""

    NEARLY_ALL = "nearly_all"
    MOST = "most"
    DIVIDED = "divided"
    FEW = "few"
    NEARLY_NONE = "nearly_none"
    FEW_OPINIONS = "few_opinions"  # fewer than five had an opinion: nothing is said about agreement


SHARE_OF_WORD = {
    Word.NEARLY_ALL: 0.9,
    Word.MOST: 0.7,
    Word.DIVIDED: 0.5,
    Word.FEW: 0.3,
    Word.NEARLY_NONE: 0.1,
    Word.FEW_OPINIONS: 0.5,
}
"""The middle of what each word may mean, for a place in a list where no share may be used."""


@dataclass(frozen=True, slots=True)
class Presented:
    """All that may be shown of one statement and one side.

    Attributes
    ----------
    kind : Kind
        How finely; with HIDDEN every other field is empty.
    word : Word or None
        With WORD always; with TENTHS and SHARE only FEW_OPINIONS, in place of the share.
    share : float or None
        Agree among those with an opinion: in tenths (TENTHS) or exact (SHARE).
    passed_share : float or None
        Passes among those who answered: in tenths or exact, likewise.
    low, high : float or None
        90 % Jeffreys interval of the share, with SHARE only.
    counts : Counts or None
        With SHARE only.
    n_band : str
        How many answered: "" (hidden), a band below 20, the exact number from 20.

    The words a page may print follow from `kind`; nothing else may be printed.
    """

    kind: Kind
    word: Word | None = None
    share: float | None = None
    passed_share: float | None = None
    low: float | None = None
    high: float | None = None
    counts: Counts | None = None
    n_band: str = ""


def present(counts: Counts) -> Presented:
    """Say what may be shown of the answers of one side to one statement.

    Parameters
    ----------
    counts : Counts
        The side's answers as they stood when the figure was last allowed to move
        (see `may_move`), not as they stand now.

    Returns
    -------
    Presented
        Hidden below 5 answers, a word from 5, tenths from 10, the share with its
        90 % interval and the counts from 20. Below 20 answers nothing is said about
        agreement unless five people had an opinion: the share is theirs, so the bar
        of five counts them.

    Examples
    --------
    >>> present(Counts(3, 1, 0)).kind
    <Kind.HIDDEN: 'hidden'>
    >>> present(Counts(4, 1, 3)).word
    <Word.NEARLY_ALL: 'nearly_all'>
    >>> present(Counts(8, 3, 1)).share
    0.7
    >>> shown = present(Counts(15, 5, 2))
    >>> shown.share, round(shown.low, 2), round(shown.high, 2), shown.n_band
    (0.75, 0.57, 0.88, '22')
    """
    if counts.answered < SHOWN_FROM:
        return Presented(Kind.HIDDEN)
    if counts.answered < TENTHS_FROM:
        return Presented(Kind.WORD, word=_word(counts), n_band="5–9")
    if counts.answered < SHARE_FROM:
        return _in_tenths(counts)
    return _in_full(counts)


def present_coarsely(counts: Counts) -> Presented:
    """Say what may be shown of answers that stand beside an exact figure of which they are a part.

    Exact, the difference of the two would be the answers of those who are left out.

    Parameters
    ----------
    counts : Counts
        As they were released, or as part of something that was.

    Returns
    -------
    Presented
        As `present` below 20 answers; from there in tenths as well.

    Examples
    --------
    >>> shown = present_coarsely(Counts(31, 9, 5))
    >>> shown.kind, shown.share, shown.counts, shown.n_band
    (<Kind.TENTHS: 'tenths'>, 0.8, None, '20+')
    """
    if counts.answered < SHARE_FROM:
        return present(counts)
    return replace(_in_tenths(counts), n_band=f"{SHARE_FROM}+")


def _word(counts: Counts) -> Word:
    if counts.opinions < SHOWN_FROM:
        return Word.FEW_OPINIONS
    share = Fraction(counts.agree, counts.opinions)
    if share >= NEARLY_ALL_FROM:
        return Word.NEARLY_ALL
    if share > MOST_ABOVE:
        return Word.MOST
    if share >= 1 - MOST_ABOVE:
        return Word.DIVIDED
    return Word.FEW if share > 1 - NEARLY_ALL_FROM else Word.NEARLY_NONE


def _tenths(part: int, whole: int) -> float:
    # Half goes to the even tenth, so that agree and disagree are rounded alike: 0.25 -> 0.2, 0.75 -> 0.8.
    return round(Fraction(10 * part, whole)) / 10


def _in_tenths(counts: Counts) -> Presented:
    enough = counts.opinions >= SHOWN_FROM
    return Presented(
        Kind.TENTHS,
        word=None if enough else Word.FEW_OPINIONS,
        share=_tenths(counts.agree, counts.opinions) if enough else None,
        passed_share=_tenths(counts.passed, counts.answered),
        n_band="10–19",
    )


def _in_full(counts: Counts) -> Presented:
    low, high = jeffreys_interval(counts.agree, counts.opinions) if counts.opinions else (None, None)
    return Presented(
        Kind.SHARE,
        word=None if counts.opinions else Word.FEW_OPINIONS,
        share=counts.share,
        passed_share=counts.passed_share,
        low=low,
        high=high,
        counts=counts,
        n_band=str(counts.answered),
    )


def may_move(released_voters: int | None, voters_now: int, *, closed: bool, electorate: int | None) -> bool:
    """Say whether the figure of one statement and one side may be released anew now.

    Parameters
    ----------
    released_voters : int or None
        How many of the side had answered this statement at the last release of it;
        None where nothing was released.
    voters_now : int
        How many of the side have answered this statement.
    closed : bool
        Whether voting has ended.
    electorate : int or None
        How many of the side may vote; None where unknown.

    Returns
    -------
    bool
        False below 5 voters; False before the close for a side of fewer than 20;
        otherwise True for a first release and whenever at least 5 new voters came
        since the last one. **At the close as well**: if one to four came since, the
        last release stays, because the difference of two figures would be theirs.

    Notes
    -----
    Count the voters of this statement, not of the whole consultation: of five new
    voters of the side perhaps only one answered this statement. A changed answer is
    no new voter; it enters with the next release.

    Examples
    --------
    >>> may_move(None, 5, closed=False, electorate=None)
    True
    >>> may_move(20, 24, closed=True, electorate=24)
    False
    >>> may_move(None, 12, closed=False, electorate=15)
    False
    """
    if voters_now < SHOWN_FROM:
        return False
    if electorate is not None and electorate < SHARE_FROM and not closed:
        return False
    return released_voters is None or voters_now - released_voters >= STEP


def may_move_at_close(earlier: Counts, later: Counts) -> bool:
    """Say whether the last figure may differ from the one released before.

    No release follows the close, so answers that were changed count like new ones: what
    grew among agree, disagree and pass cannot have been caused by fewer people.

    Examples
    --------
    >>> may_move_at_close(Counts(20, 0, 0), Counts(15, 5, 0))
    True
    >>> may_move_at_close(Counts(20, 0, 0), Counts(22, 1, 1))
    False
    """
    grown = (later.agree - earlier.agree, later.disagree - earlier.disagree, later.passed - earlier.passed)
    return sum(max(0, one) for one in grown) >= STEP


def may_move_where_anybody_joins(earlier: Counts, now: Counts, since: timedelta) -> bool:
    """Say whether a figure of an open group may move while voting goes on.

    Where anybody may join, the other voters of a step may all be one person's inventions.
    A longer step and a pause let enough strangers come that nobody can tell whose vote
    is the rest.

    Examples
    --------
    >>> may_move_where_anybody_joins(Counts(20, 0, 0), Counts(25, 5, 0), timedelta(hours=1))
    True
    >>> may_move_where_anybody_joins(Counts(20, 0, 0), Counts(40, 5, 0), timedelta(minutes=59))
    False
    """
    return now.answered - earlier.answered >= OPEN_STEP and since >= OPEN_PAUSE


def suppress_small[Line, Cell](
    table: Mapping[Line, Mapping[Cell, Counts]],
) -> dict[Line, dict[Cell, Counts | None]]:
    """Hide small cells, and as many others as keep them from being found by subtraction.

    Each line (a statement, or a side) is broken down into cells (opinion groups) and
    its total is shown. A cell below 5 answers is hidden. What an onlooker gets as
    "total minus shown cells" is then the sum of the hidden ones, so further cells are
    hidden, smallest first, until that sum belongs to at least two cells and at least
    5 answers. In a line in which nothing is small nothing is hidden.

    Parameters
    ----------
    table : mapping of line to mapping of cell to Counts
        Cells of one line are disjoint groups of people. Lines are treated one by one:
        where totals over lines (of each cell) are shown too, this is not enough.

    Returns
    -------
    dict of line to dict of cell to Counts or None
        The same keys in the same order; None where nothing may be shown.

    Examples
    --------
    >>> cells = {"A": Counts(20, 10, 2), "B": Counts(6, 5, 0), "C": Counts(2, 1, 0)}
    >>> [name for name, counts in suppress_small({"s1": cells})["s1"].items() if counts]
    ['A']
    """
    return {line: _suppress_line(cells) for line, cells in table.items()}


def _suppress_line[Cell](cells: Mapping[Cell, Counts]) -> dict[Cell, Counts | None]:
    hidden = {cell for cell, counts in cells.items() if counts.answered < SHOWN_FROM}
    # Ties are broken by the cell's name, never by the order in which it was handed in.
    by_size = sorted(cells, key=lambda cell: (cells[cell].answered, str(cell)))
    for cell in by_size:
        remainder = sum(cells[other].answered for other in hidden)
        if not hidden or remainder >= SHOWN_FROM:  # five people are never in one small cell alone
            break
        hidden.add(cell)
    return {cell: None if cell in hidden else counts for cell, counts in cells.items()}
