"""What the votes before and after the discussion say, in whole sentences of the reader's language."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from titiktemu.analysis.disclosure import Presented
from titiktemu.analysis.vote_change import Change
from titiktemu.consultation.models import Consultation
from titiktemu.consultation.queries.veil import is_veiled
from titiktemu.consultation.results import StatementResult
from titiktemu.consultation.sentences import (
    answers_words,
    figure_words,
    group_name,
    interval_words,
    state_words,
)
from titiktemu.consultation.turnout import held_groups
from titiktemu.step2_forum.understanding.queries.votes import GroupPair, StatementPair, TwoRounds


@dataclass(frozen=True)
class Said:
    """One figure in words: what, between which ends, of how many answers."""

    figure: str
    interval: str
    answers: str


@dataclass(frozen=True)
class GroupWords:
    """What one group says in both rounds, and whether that is a change."""

    group: str
    name: str
    before: Said
    after: Said
    change: str
    is_change: bool


@dataclass(frozen=True)
class PairWords:
    """A statement in both rounds, as page and file say it."""

    pair: StatementPair
    state_before: str
    state_after: str
    sides: list[GroupWords]
    others: list[GroupWords]


def words_of(found: TwoRounds) -> list[PairWords]:
    """Every statement in words. Two queries while a round is open."""
    held = held_groups(found.pair.before), held_groups(found.pair.after)
    return [_words(one, found, held) for one in found.lines]


def summary(found: TwoRounds) -> str:
    """What came of it, in one sentence."""
    if not found.is_settled:
        return _("What changed is told when voting in both rounds has closed.")
    if not found.new:
        return _("No statement has become common ground that was not so before.")
    text = ngettext(
        "%(many)d statement is common ground now that was not told to be so before.",
        "%(many)d statements are common ground now that were not told to be so before.",
        len(found.new),
    )
    return text % {"many": len(found.new)}


def _words(line: StatementPair, found: TwoRounds, held: tuple[frozenset[str], frozenset[str]]) -> PairWords:
    groups = [_group(one, found, held) for one in line.groups]
    return PairWords(
        line,
        _state(line.before, found.pair.before),
        _state(line.after, found.pair.after),
        groups[:2],
        groups[2:],
    )


def _silence(consultation: Consultation) -> str:
    """Why a round shows nothing at all; "" where it shows what may be shown."""
    if consultation.state == Consultation.State.DRAFT:
        return _("not opened yet")
    return _("not shown yet") if is_veiled(consultation) else ""


def _state(row: StatementResult, consultation: Consultation) -> str:
    return _silence(consultation) or state_words(row, closed=consultation.is_closed)


def _group(one: GroupPair, found: TwoRounds, held: tuple[frozenset[str], frozenset[str]]) -> GroupWords:
    told = {
        Change.MORE: _("Clearly more agree than before"),
        Change.FEWER: _("Clearly fewer agree than before"),
        Change.NOT_TOLD: _("Whether that is a change cannot be told"),
    }
    return GroupWords(
        group=one.group,
        name=group_name(one.group),
        before=_said(one.before, found.pair.before, is_held=one.group in held[0]),
        after=_said(one.after, found.pair.after, is_held=one.group in held[1]),
        change=told[one.change] if found.is_settled else "",
        is_change=one.change is not Change.NOT_TOLD,
    )


def _said(figure: Presented, consultation: Consultation, *, is_held: bool) -> Said:
    if silence := _silence(consultation):
        return Said(silence, "", "")
    known = figure.low is not None and figure.high is not None and figure.share is not None
    interval = interval_words(figure.low or 0.0, figure.high or 0.0) if known else ""
    return Said(figure_words(figure, held=is_held), interval, answers_words(figure))
