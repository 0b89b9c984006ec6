"""Figures of this room in words: coarse where a side is small, and never finer than the gate lets through."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.analysis.disclosure import SHARE_OF_WORD, Kind, Presented, Word
from titiktemu.consultation.sentences import per_cent
from titiktemu.foundation.words import Side
from titiktemu.step1_issues.models import DecisionRound, Issue
from titiktemu.step1_issues.queries.polls import ShownRanking
from titiktemu.step1_issues.queries.ratings import RatedSolution
from titiktemu.step1_issues.queries.rounds import SideOutcome
from titiktemu.step1_issues.words import RuleKind, SideVerdict

ACCEPTABLE: Final = {
    Word.NEARLY_ALL: gettext_lazy("acceptable to nearly all"),
    Word.MOST: gettext_lazy("acceptable to most"),
    Word.DIVIDED: gettext_lazy("divided"),
    Word.FEW: gettext_lazy("acceptable to few"),
    Word.NEARLY_NONE: gettext_lazy("acceptable to nearly none"),
    Word.FEW_OPINIONS: gettext_lazy("most are not sure yet"),
}
SUPPORTED: Final = {
    Word.NEARLY_ALL: gettext_lazy("nearly all support the text"),
    Word.MOST: gettext_lazy("most support the text"),
    Word.DIVIDED: gettext_lazy("divided"),
    Word.FEW: gettext_lazy("few support the text"),
    Word.NEARLY_NONE: gettext_lazy("nearly none support the text"),
    Word.FEW_OPINIONS: gettext_lazy("divided"),
}


def acceptable_words(figure: Presented, *, counted: bool) -> str:
    """How acceptable a side finds a solution."""
    if figure.kind is Kind.HIDDEN:
        return _("fewer than 5 answers") if counted else _("not counted yet")
    if figure.word is not None:
        return str(ACCEPTABLE[figure.word])
    if figure.kind is Kind.TENTHS:
        return _("acceptable to about %(tenths)d in 10") % {"tenths": round((figure.share or 0.0) * 10)}
    return _("acceptable to %(share)s") % {"share": per_cent(figure.share or 0.0)}


def place_of(figure: Presented) -> float | None:
    """Where a figure stands on a line from 0 to 1: a word in the middle of what it may mean."""
    if figure.kind is Kind.HIDDEN:
        return None
    return SHARE_OF_WORD[figure.word] if figure.word is not None else figure.share


def basis_words(rated: RatedSolution) -> str:
    """What a solution rests on, in one sentence."""
    basis = rated.basis
    if not basis.named:
        return _("No data is named for it yet.")
    return _(
        "Of %(named)d named data %(existing)d exist, %(obtainable)d can be had, %(missing)d are missing."
    ) % {
        "named": basis.named,
        "existing": basis.existing,
        "obtainable": basis.obtainable,
        "missing": basis.missing,
    }


def support_words(outcome: SideOutcome) -> str:
    """How many of a side support the text, as far as it may be told."""
    figure = outcome.support
    if figure.kind is Kind.HIDDEN:
        if outcome.tally.verdict == SideVerdict.TOO_FEW:
            return _("Fewer ballots than the rule asks for; nothing is told of them.")
        return _(
            "Nothing more is told: another number of this side answered in an earlier round, and the"
            " difference would be theirs."
        )
    if figure.word is not None:
        return _("Of this side %(words)s.") % {"words": SUPPORTED[figure.word]}
    if figure.kind is Kind.TENTHS:
        return _("About %(tenths)d in 10 of this side support the text.") % {
            "tenths": round((figure.share or 0.0) * 10)
        }
    return _("%(share)s of this side support the text.") % {"share": per_cent(figure.share or 0.0)}


def rule_sentence(found: DecisionRound) -> str:
    """The whole rule of a round in words."""
    told = {"support": found.support_needed, "serious": found.serious_allowed, "quorum": found.quorum}
    sentences = {
        RuleKind.NOTES: _(
            "Each side is counted on its own and needs at least %(quorum)d ballots. A side agrees when at"
            " least %(support)d%% of its ballots support the text and nobody blocks. It agrees with notes"
            " when that is reached together with those who will help carry it out, nobody blocks, and at most"
            " %(serious)d%% are against."
        ),
        RuleKind.SHARE: _(
            "Each side is counted on its own and needs at least %(quorum)d ballots. A side agrees when at"
            " least %(support)d%% of its ballots support the text and nobody blocks."
        ),
        RuleKind.NO_BLOCK: _(
            "Each side is counted on its own and needs at least %(quorum)d ballots. A side agrees when nobody"
            " of it blocks."
        ),
        RuleKind.CONSENT: _(
            "Each side is counted on its own and needs at least %(quorum)d ballots. A side agrees when no"
            " reasoned objection of it stands."
        ),
    }
    return sentences[RuleKind(found.kind)] % told


def verdict_sentence(outcomes: list[SideOutcome]) -> str:
    """What a closed round came to; a majority of both together is never named."""
    stands = [one.tally.stands for one in outcomes]
    accepts = (SideVerdict.AGREED, SideVerdict.WITH_NOTES)
    if all(one in accepts for one in stands):
        return (
            _("Both sides agree.")
            if all(one == SideVerdict.AGREED for one in stands)
            else _("Both sides agree, with notes.")
        )
    if any(one == SideVerdict.TOO_FEW for one in stands):
        return _("It cannot be told yet: on one side there were too few ballots.")
    against = [one for one in outcomes if one.tally.stands == SideVerdict.NOT_YET]
    if len(against) > 1:
        return _("Neither side agrees yet.")
    return _("%(side)s does not agree yet.") % {"side": Side(against[0].side).label}


def tie_sentences(ranking: ShownRanking | None) -> list[str]:
    """Which issues the ballots of a poll did not tell apart, and what was done about it."""
    if ranking is None:
        return []
    if len(ranking.levels) == 1:
        said = [_("All issues are equal: the ballots do not decide between them.")]
    else:
        said = [
            _("Equal at place %(place)d: %(issues)s. The ballots do not decide between them.")
            % {"place": place, "issues": _named(level)}
            for place, level in _tied(ranking)
        ]
    if ranking.by_list:
        said.append(
            _(
                "The ballots do not say which of these fit into the budget; their order in the list decided:"
                " %(issues)s."
            )
            % {"issues": _named(ranking.by_list)}
        )
    return said


def _tied(ranking: ShownRanking) -> Iterable[tuple[int, list[Issue]]]:
    place = 1
    for level in ranking.levels:
        if len(level) > 1:
            yield place, level
        place += len(level)


def _named(issues: Iterable[Issue]) -> str:
    return "; ".join(f"{one.number}. {one.shown_problem.rstrip('.')}" for one in issues)
