"""The same statements before and after the discussion: two results as released, laid side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from titiktemu.analysis.common_ground import State
from titiktemu.analysis.disclosure import Presented
from titiktemu.analysis.vote_change import Change, change_between
from titiktemu.candour.gate import HIDDEN
from titiktemu.consultation.models import Consultation, Statement
from titiktemu.consultation.queries import groups_of
from titiktemu.consultation.queries.lineage import asked_before
from titiktemu.consultation.results import Results, StatementResult, results_of
from titiktemu.foundation.models import Initiative
from titiktemu.step2_forum.understanding.models import RoundPair


@dataclass(frozen=True)
class GroupPair:
    """What one group says before and after; ``change`` is NOT_TOLD as long as one of the rounds is open."""

    group: str
    before: Presented
    after: Presented
    change: Change


@dataclass(frozen=True)
class StatementPair:
    """A statement that was asked in both rounds, as its results show it."""

    before: StatementResult
    after: StatementResult
    groups: tuple[GroupPair, ...]
    """Government first, then civil society, then who else had a vote in one of the rounds."""

    @property
    def statement(self) -> Statement:
        """The statement of the second round."""
        return self.after.statement

    @property
    def is_common(self) -> bool:
        """Whether both sides accept it after the discussion."""
        return self.after.state is State.COMMON_GROUND and not self.after.rejected

    @property
    def is_new(self) -> bool:
        """Whether it was not told before the discussion that both sides accept it."""
        was = self.before.state is State.COMMON_GROUND and not self.before.rejected
        return self.is_common and not was


@dataclass(frozen=True)
class TwoRounds:
    """Both rounds with every statement that was asked in both."""

    pair: RoundPair
    lines: list[StatementPair]
    left_out: int
    """Statements of the second round that were not asked in the first."""
    is_settled: bool
    """Whether both rounds are closed and shown, so that no figure moves any more."""

    @property
    def new(self) -> list[StatementPair]:
        """What both sides accept now, and it was not told before."""
        return [one for one in self.lines if one.is_new]


def rounds_of(initiative: Initiative) -> RoundPair | None:
    """The two rounds that were chosen. One query."""
    return RoundPair.objects.filter(initiative=initiative).select_related("before", "after").first()


def rounds_to_choose(initiative: Initiative) -> list[Consultation]:
    """Consultations with sides, the oldest first."""
    return list(initiative.consultations.filter(has_sides=True).order_by("number"))


def two_rounds(pair: RoundPair) -> TwoRounds:
    """Both rounds side by side. A fixed number of queries; figures come from the results alone.

    A round that has not opened, or whose figures are hidden from everybody, shows none of them.
    """
    before, after = _results(pair.before), _results(pair.after)
    is_settled = pair.before.is_closed and pair.after.is_closed and not (before.veiled or after.veiled)
    first = {row.statement.pk: row for row in before.rows}
    sources = sources_of(pair, [row.statement for row in after.rows], [row.statement for row in before.rows])
    groups = list(dict.fromkeys([*before.groups, *after.groups]))
    lines = [
        _line(first[sources[row.statement.pk]], row, groups, is_settled=is_settled)
        for row in after.rows
        if row.statement.pk in sources
    ]
    lines.sort(key=lambda one: not one.is_new)
    return TwoRounds(pair, lines, len(after.rows) - len(lines), is_settled)


def sources_of(pair: RoundPair, asked: list[Statement], known: list[Statement]) -> dict[int, int]:
    """The statement of the first round that each of the second repeats: copied from it, or the same words.

    One query. A statement that was split, merged or worded anew is another one: its votes are not compared.
    """
    copied, keys = asked_before(pair.before.initiative), {one.pk for one in known}
    by_words = {_words(one): one.pk for one in known}
    found = {}
    for one in asked:
        source: int | None = copied.get(one.pk)
        while source is not None and source not in keys:
            source = copied.get(source)
        source = source or by_words.get(_words(one))
        if source is not None:
            found[one.pk] = source
    return found


def begun_from(initiative: Initiative, statement: int) -> dict[str, str]:
    """The first words of a passage from a statement that people could see; none where it is not there."""
    rows = Statement.objects.filter(consultation__initiative=initiative, state=Statement.State.SHOWN)
    found = rows.exclude(consultation__state=Consultation.State.DRAFT).filter(pk=statement).first()
    return {"text": found.text or found.text_en, "text_en": found.text_en} if found else {}


def _words(statement: Statement) -> str:
    return " ".join((statement.text or statement.text_en).casefold().split())


def _results(consultation: Consultation) -> Results:
    if consultation.state == Consultation.State.DRAFT:
        rows = [StatementResult(one, {}) for one in consultation.statements.filter(state="shown")]
        return Results(consultation, groups_of(consultation), rows)
    return results_of(consultation)


def _line(
    before: StatementResult, after: StatementResult, groups: list[str], *, is_settled: bool
) -> StatementPair:
    pairs = []
    for group in groups:
        shown, later = _figure(before.figures, group), _figure(after.figures, group)
        change = change_between(shown, later) if is_settled else Change.NOT_TOLD
        pairs.append(GroupPair(group, shown, later, change))
    return StatementPair(before, after, tuple(pairs))


def _figure(figures: Mapping[str, Presented], group: str) -> Presented:
    return figures.get(group, HIDDEN)
