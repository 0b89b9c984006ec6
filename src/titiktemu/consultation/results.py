"""What a consultation says: per statement, side and state, all of it past the gate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from titiktemu.analysis.common_ground import SideVotes, State, Verdict, judge
from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import SHARE_FROM, SHARE_OF_WORD, Kind, Presented, Word
from titiktemu.analysis.needs import shown_need
from titiktemu.candour import gate
from titiktemu.candour.gate import Cell, CorrectedShown
from titiktemu.consultation.models import Consultation, Statement
from titiktemu.consultation.queries import (
    TOPIC,
    WITHOUT_ALIKE,
    electorates_of,
    groups_of,
    shown_statements,
)
from titiktemu.consultation.queries.veil import is_veiled
from titiktemu.foundation.words import BOTH_SIDES, Side

ORDER = (State.COMMON_GROUND, State.SIDES_DIFFER, State.DIFFER_WITHIN, State.NOT_YET_KNOWN, None)
NOTHING = Counts(0, 0, 0)


@dataclass(frozen=True)
class Need:
    """How many more votes of a side would tell; ``votes`` None where no number would."""

    side: Side
    votes: int | None


@dataclass(frozen=True)
class StatementResult:
    """One statement's figures as they may be shown.

    ``state`` is None in a consultation without sides. ``rejected`` is common ground on a no. ``held`` says
    that a side is small and its figures are shown only when voting closes. ``corrected`` are shares by group
    as a draw by pure chance would have given them, ``without_alike`` the figures without those who answered
    everything alike.
    """

    statement: Statement
    figures: Mapping[str, Presented]
    state: State | None = None
    needs: tuple[Need, ...] = ()
    held: bool = False
    rejected: bool = False
    corrected: Mapping[str, CorrectedShown] = field(default_factory=dict)
    without_alike: Mapping[str, Presented] = field(default_factory=dict)

    @property
    def strength(self) -> float:
        """Place within the statements of one state, from shown figures alone: the weaker side first."""
        places = [_place(figure) for group, figure in self.figures.items() if group in BOTH_SIDES]
        places = places or [_place(figure) for figure in self.figures.values()]
        if self.state is State.SIDES_DIFFER:
            return max(places) - min(places)
        if self.rejected:
            return -max(places)
        return min(places, default=0.0)


def _place(figure: Presented) -> float:
    if figure.kind is Kind.HIDDEN:
        return -1.0
    if figure.low is not None:
        return figure.low
    return figure.share if figure.share is not None else SHARE_OF_WORD[figure.word or Word.FEW_OPINIONS]


@dataclass(frozen=True)
class Results:
    """A consultation's results and how many statements are in each state.

    ``veiled`` says that figures are hidden from everybody now; then there are none in it.
    """

    consultation: Consultation
    groups: list[str]
    rows: list[StatementResult]
    veiled: bool = False

    def in_state(self, state: State) -> list[StatementResult]:
        """The statements in this state, strongest first."""
        return [row for row in self.rows if row.state is state]

    @property
    def agreements(self) -> list[StatementResult]:
        """The statements that both sides accept, strongest first."""
        return [row for row in self.in_state(State.COMMON_GROUND) if not row.rejected]

    @property
    def refusals(self) -> list[StatementResult]:
        """The statements that both sides reject."""
        return [row for row in self.in_state(State.COMMON_GROUND) if row.rejected]

    @property
    def agreed(self) -> int:
        """How many statements both sides accept."""
        return len(self.agreements)

    @property
    def refused(self) -> int:
        """How many statements both sides reject."""
        return len(self.refusals)

    @property
    def differing(self) -> int:
        """On how many statements the sides differ."""
        return len(self.in_state(State.SIDES_DIFFER))


@dataclass(frozen=True)
class _Known:
    """All that was released of a consultation; nothing while its figures are hidden."""

    consultation: Consultation
    groups: list[str]
    electorates: Mapping[str, int | None]
    released: Mapping[Cell, Counts]
    corrected: Mapping[Cell, CorrectedShown]
    without_alike: Mapping[Cell, Counts]


def results_of(consultation: Consultation) -> Results:
    """Every shown statement with its figures and its state; a fixed number of queries whatever the size."""
    statements = list(shown_statements(consultation))
    keys = [] if (veiled := is_veiled(consultation)) else [statement.pk for statement in statements]
    known = _Known(
        consultation,
        groups_of(consultation),
        electorates_of(consultation),
        gate.frozen(TOPIC, keys),
        gate.corrected(TOPIC, keys),
        gate.frozen(WITHOUT_ALIKE, keys),
    )
    rows = [_result(statement, known) for statement in statements]
    rows.sort(key=lambda row: (ORDER.index(row.state), row.rejected, -row.strength, row.statement.number))
    return Results(consultation, known.groups, rows, veiled)


def _result(statement: Statement, known: _Known) -> StatementResult:
    counts = {group: known.released.get((statement.pk, group)) for group in known.groups}
    figures = {group: gate.shown(counts[group]) for group in known.groups}
    beside: dict[str, Any] = {
        "corrected": _of(statement, known.corrected, known.groups),
        "without_alike": {
            group: gate.shown_coarsely(one)
            for group, one in _of(statement, known.without_alike, known.groups).items()
        },
    }
    if not known.consultation.has_sides:
        return StatementResult(statement, figures, **beside)
    votes = {side: SideVotes(counts[side] or NOTHING, known.electorates.get(side)) for side in BOTH_SIDES}
    verdict = judge(votes[Side.GOVERNMENT], votes[Side.CIVIL_SOCIETY])
    # Of a side of which nothing may be said about agreement, no state may be said that follows from it.
    silent = any(figures[side].word is Word.FEW_OPINIONS for side in BOTH_SIDES)
    return StatementResult(
        statement,
        figures,
        state=State.NOT_YET_KNOWN if silent else verdict.state,
        needs=() if silent else _needs(known, votes, verdict),
        held=_is_held(known),
        rejected=verdict.rejected and not silent,
        **beside,
    )


def _of[Kept](statement: Statement, table: Mapping[Cell, Kept], groups: list[str]) -> dict[str, Kept]:
    return {group: table[statement.pk, group] for group in groups if (statement.pk, group) in table}


def _needs(known: _Known, votes: Mapping[Side, SideVotes], verdict: Verdict) -> tuple[Need, ...]:
    # After the close no vote can come; the number would only tell how many of a small side answered.
    if known.consultation.is_closed:
        return ()
    waiting = [side for side in BOTH_SIDES if side in verdict.needed]
    return tuple(Need(side, shown_need(votes[side], verdict.needed[side])) for side in waiting)


def _is_held(known: _Known) -> bool:
    sizes = [known.electorates.get(side) for side in BOTH_SIDES]
    return not known.consultation.is_closed and any(one is not None and one < SHARE_FROM for one in sizes)
