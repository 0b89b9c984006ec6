"""A decision round: eight gradients of agreement, and a verdict for each side by a rule fixed before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from fractions import Fraction
from itertools import combinations

from titiktemu.analysis.marking import gettext_noop


class Gradient(IntEnum):
    """How far somebody goes along with a proposal, from full support to a block.

    The order is that of S. Kaner and others (1987; "Facilitator's Guide to Participatory
    Decision-Making"); the words are our own.
    """

    FULL = 1
    SMALL_POINT = 2
    RESERVATIONS = 3
    ASIDE = 4
    TALK_MORE = 5
    GOES_ALONG = 6
    AGAINST = 7
    BLOCK = 8


WORDS = {
    Gradient.FULL: gettext_noop("I support this fully."),
    Gradient.SMALL_POINT: gettext_noop("I support this; one small point remains."),
    Gradient.RESERVATIONS: gettext_noop("I support this, but with reservations."),
    Gradient.ASIDE: gettext_noop("I stand aside and leave it to the others."),
    Gradient.TALK_MORE: gettext_noop("I cannot say yet; we should talk more."),
    Gradient.GOES_ALONG: gettext_noop("I do not like this, but I will help carry it out."),
    Gradient.AGAINST: gettext_noop("I am against this and take no part, but will not stop it."),
    Gradient.BLOCK: gettext_noop("I block this: it must not be done, and I say why."),
}
SUPPORT = Gradient.RESERVATIONS
"""Support reaches from full support to here."""


class Kind(StrEnum):
    """Rules that a side's verdict may follow."""

    NO_BLOCK = "no-block"
    SHARE = "share"
    NOTES = "notes"
    CONSENT = "consent"


KINDS = {
    Kind.NO_BLOCK: gettext_noop("Agreed when nobody on either side blocks."),
    Kind.SHARE: gettext_noop("Agreed when enough of each side support it and nobody blocks."),
    Kind.NOTES: gettext_noop(
        "Agreed as under the rule of shares; agreed with notes when, with those who will help carry it"
        " out, it is enough of each side, and only few are against."
    ),
    Kind.CONSENT: gettext_noop("Agreed when no reasoned objection stands on either side."),
}


class Verdict(StrEnum):
    """What a round comes to."""

    AGREED = "agreed"
    WITH_NOTES = "agreed-with-notes"
    NOT_AGREED = "not-agreed"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, fixed before the round is opened.

    Attributes
    ----------
    kind : Kind
        The rule.
    share : Fraction
        Part of a side that must support, more than 0 and at most 1.
    level : Gradient
        The last gradient that counts as support.
    against : Fraction
        Part of a side that may be against or block where it is agreed with notes.

    Raises
    ------
    ValueError
        If a share is no share, or a block would count as support.
    """

    kind: Kind
    share: Fraction = Fraction(4, 5)
    level: Gradient = SUPPORT
    against: Fraction = Fraction(1, 5)

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1 or not 0 <= self.against <= 1 or self.level is Gradient.BLOCK:
            raise ValueError(f"no rule that can be followed: {self}")


@dataclass(frozen=True, slots=True)
class Ballots:
    """What one side answered.

    Attributes
    ----------
    counts : tuple of int
        Answers for each of the eight gradients, from full support on.
    standing : int
        Reasoned objections of this side that were neither taken up nor withdrawn.
    """

    counts: tuple[int, ...]
    standing: int = 0

    def __post_init__(self) -> None:
        if len(self.counts) != len(Gradient) or min(*self.counts, self.standing) < 0:
            raise ValueError(f"eight counts of zero and more, got {self}")

    @property
    def answered(self) -> int:
        """Everybody of the side who answered, those who stand aside included."""
        return sum(self.counts)

    def upto(self, level: Gradient) -> int:
        """Answers from full support to this gradient."""
        return sum(self.counts[:level])

    def at(self, level: Gradient) -> int:
        """Answers of this gradient."""
        return self.counts[level - 1]


@dataclass(frozen=True, slots=True)
class SideVerdict:
    """Verdict of one side, why, and how its answers lie.

    Attributes
    ----------
    verdict : Verdict
        By the rule.
    reasons : tuple of str
        Whole sentences without any number, so that they may be shown where counts may not.
    counts : tuple of int
        Answers for each gradient. Whoever shows them asks the release policy first.
    agreement : float or None
        Van der Eijk's A; None where nobody answered.
    """

    verdict: Verdict
    reasons: tuple[str, ...]
    counts: tuple[int, ...]
    agreement: float | None


@dataclass(frozen=True, slots=True)
class RoundVerdict:
    """Verdict of a round: no better than that of the side that goes along least."""

    verdict: Verdict
    sides: dict[str, SideVerdict]


NOBODY = gettext_noop("Nobody of this side has answered.")
BLOCKED = gettext_noop("On this side there is a block.")
UNBLOCKED = gettext_noop("Nobody of this side blocks.")
ENOUGH = gettext_noop("Enough of this side support the proposal.")
NOT_ENOUGH = gettext_noop("Too few of this side support the proposal.")
ENOUGH_ALONG = gettext_noop("With those who will help carry it out, it is enough of this side.")
TOO_MANY_AGAINST = gettext_noop("Too many of this side are against.")
STANDING = gettext_noop("A reasoned objection of this side still stands.")
NO_STANDING = gettext_noop("No reasoned objection of this side stands.")
ORDER = (Verdict.AGREED, Verdict.WITH_NOTES, Verdict.NOT_AGREED)


def decide(sides: Mapping[str, Ballots], rule: Rule) -> RoundVerdict:
    """Give each side's verdict by a rule, and that of the round.

    Nothing is added up over sides: the round is agreed only when every side that decides agrees.

    Parameters
    ----------
    sides : mapping of str to Ballots
        The sides that decide. Who has a voice but no vote is not among them.
    rule : Rule
        Fixed before the round was opened.

    Examples
    --------
    >>> government = Ballots((6, 2, 0, 0, 0, 0, 0, 0))
    >>> civil_society = Ballots((1, 2, 4, 0, 0, 1, 1, 0))
    >>> found = decide({"government": government, "civil_society": civil_society}, Rule(Kind.SHARE))
    >>> found.verdict.value, found.sides["civil_society"].reasons
    ('not-agreed', ('Nobody of this side blocks.', 'Too few of this side support the proposal.'))
    """
    found = {}
    for name, ballots in sides.items():
        verdict, reasons = (
            VERDICTS[rule.kind](ballots, rule) if ballots.answered else (Verdict.NOT_AGREED, (NOBODY,))
        )
        agreement = van_der_eijk(ballots.counts) if ballots.answered else None
        found[name] = SideVerdict(verdict, reasons, ballots.counts, agreement)
    least = max((one.verdict for one in found.values()), key=ORDER.index, default=Verdict.NOT_AGREED)
    return RoundVerdict(least, found)


type _Found = tuple[Verdict, tuple[str, ...]]


def _no_block(ballots: Ballots, _rule: Rule) -> _Found:
    if ballots.at(Gradient.BLOCK):
        return Verdict.NOT_AGREED, (BLOCKED,)
    return Verdict.AGREED, (UNBLOCKED,)


def _share(ballots: Ballots, rule: Rule) -> _Found:
    verdict, reasons = _no_block(ballots, rule)
    if ballots.upto(rule.level) >= rule.share * ballots.answered:
        return verdict, (*reasons, ENOUGH)
    return Verdict.NOT_AGREED, (*reasons, NOT_ENOUGH)


def _notes(ballots: Ballots, rule: Rule) -> _Found:
    verdict, reasons = _share(ballots, rule)
    if verdict is Verdict.AGREED or ballots.at(Gradient.BLOCK):
        return verdict, reasons
    along = ballots.at(Gradient.GOES_ALONG) if rule.level < Gradient.GOES_ALONG else 0
    if ballots.upto(rule.level) + along < rule.share * ballots.answered:
        return verdict, reasons
    if ballots.at(Gradient.AGAINST) > rule.against * ballots.answered:
        return verdict, (*reasons, TOO_MANY_AGAINST)
    return Verdict.WITH_NOTES, (UNBLOCKED, ENOUGH_ALONG)


def _consent(ballots: Ballots, _rule: Rule) -> _Found:
    if ballots.standing:
        return Verdict.NOT_AGREED, (STANDING,)
    return Verdict.AGREED, (NO_STANDING,)


VERDICTS = {Kind.NO_BLOCK: _no_block, Kind.SHARE: _share, Kind.NOTES: _notes, Kind.CONSENT: _consent}


def van_der_eijk(counts: Sequence[int]) -> float:
    """Tell how far answers on ordered categories agree: van der Eijk's A.

    Counts are cut into layers, each a pattern of filled and empty categories; each layer's
    agreement weighs as many answers as it holds.

    Parameters
    ----------
    counts : sequence of int
        Answers in each of three and more ordered categories.

    Returns
    -------
    float
        1 where all are in one category, 0 where all are filled alike, -1 where half are at each end.

    Raises
    ------
    ValueError
        With fewer than three categories, a negative count, or no answer.

    References
    ----------
    .. [1] C. van der Eijk (2001). "Measuring Agreement in Ordered Rating Scales". Quality &
       Quantity 35, 325-341.

    Examples
    --------
    >>> round(van_der_eijk([30, 40, 210, 130, 530, 50, 10]), 7)
    0.6113333
    """
    if len(counts) < 3 or min(counts) < 0 or not sum(counts):
        raise ValueError(f"answers in three and more categories, got {list(counts)}")
    left, total = list(counts), Fraction(0)
    while any(left):
        height = min(count for count in left if count)
        pattern = [count > 0 for count in left]
        total += height * sum(pattern) * _agreement_of(pattern)
        left = [max(0, count - height) for count in left]
    return float(total / sum(counts))


def _agreement_of(pattern: list[bool]) -> Fraction:
    """A of one layer: how much in one piece its filled categories are, and how few."""
    many, filled = len(pattern), sum(pattern)
    together = apart = 0
    for first, middle, last in combinations(pattern, 3):
        together += middle and first != last
        apart += first and last and not middle
    in_one = Fraction(1)
    if together + apart:
        in_one = Fraction((many - 2) * together - (many - 1) * apart, (many - 2) * (together + apart))
    return in_one * (1 - Fraction(filled - 1, many - 1))
