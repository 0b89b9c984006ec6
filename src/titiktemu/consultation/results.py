"""What a consultation says: per statement, side and state, all of it past the gate."""

from collections.abc import Mapping
from dataclasses import dataclass

from titiktemu.analysis.common_ground import SideVotes, State, judge
from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import SHARE_FROM, SHARE_OF_WORD, Kind, Presented, Word
from titiktemu.analysis.needs import shown_need
from titiktemu.candour import gate
from titiktemu.candour.gate import Cell
from titiktemu.consultation.models import Consultation, Statement
from titiktemu.consultation.queries import TOPIC, electorates_of, groups_of, shown_statements
from titiktemu.foundation.words import BOTH_SIDES, Side

ORDER = (State.COMMON_GROUND, State.SIDES_DIFFER, State.NEITHER_AGREES, State.NOT_YET_KNOWN, None)
NOTHING = Counts(0, 0, 0)


@dataclass(frozen=True)
class Need:
    """How many more votes of a side would tell; ``votes`` None where no number would."""

    side: Side
    votes: int | None


@dataclass(frozen=True)
class StatementResult:
    """One statement's figures as they may be shown.

    ``state`` is None in a consultation without sides. ``held`` says that a side is small and its figures
    are shown only when voting closes.
    """

    statement: Statement
    figures: Mapping[str, Presented]
    state: State | None = None
    needs: tuple[Need, ...] = ()
    held: bool = False

    @property
    def strength(self) -> float:
        """Place within the statements of one state, from shown figures alone: the weaker side first."""
        places = [_place(figure) for group, figure in self.figures.items() if group in BOTH_SIDES]
        places = places or [_place(figure) for figure in self.figures.values()]
        if self.state is State.SIDES_DIFFER:
            return max(places) - min(places)
        return min(places, default=0.0)


def _place(figure: Presented) -> float:
    if figure.kind is Kind.HIDDEN:
        return -1.0
    if figure.low is not None:
        return figure.low
    return figure.share if figure.share is not None else SHARE_OF_WORD[figure.word or Word.FEW_OPINIONS]


@dataclass(frozen=True)
class Results:
    """A consultation's results and how many statements are in each state."""

    consultation: Consultation
    groups: list[str]
    rows: list[StatementResult]

    def in_state(self, state: State) -> list[StatementResult]:
        """The statements in this state, strongest first."""
        return [row for row in self.rows if row.state is state]

    @property
    def agreed(self) -> int:
        """How many statements are common ground."""
        return len(self.in_state(State.COMMON_GROUND))

    @property
    def differing(self) -> int:
        """On how many statements the sides differ."""
        return len(self.in_state(State.SIDES_DIFFER))


def results_of(consultation: Consultation) -> Results:
    """Every shown statement with its figures and its state; three queries whatever the size."""
    statements = list(shown_statements(consultation))
    released = gate.frozen(TOPIC, [statement.pk for statement in statements])
    electorates = electorates_of(consultation)
    groups = groups_of(consultation)
    rows = [_result(consultation, statement, released, electorates) for statement in statements]
    rows.sort(key=lambda row: (ORDER.index(row.state), -row.strength, row.statement.number))
    return Results(consultation, groups, rows)


def _result(
    consultation: Consultation,
    statement: Statement,
    released: Mapping[Cell, Counts],
    electorates: Mapping[str, int | None],
) -> StatementResult:
    groups = groups_of(consultation)
    counts = {group: released.get((statement.pk, group)) for group in groups}
    figures = {group: gate.shown(counts[group]) for group in groups}
    if not consultation.has_sides:
        return StatementResult(statement, figures)
    votes = {side: SideVotes(counts[side] or NOTHING, electorates.get(side)) for side in BOTH_SIDES}
    verdict = judge(votes[Side.GOVERNMENT], votes[Side.CIVIL_SOCIETY])
    # Of a side of which nothing may be said about agreement, no state may be said that follows from it.
    silent = [side for side in BOTH_SIDES if figures[side].word is Word.FEW_OPINIONS]
    state = State.NOT_YET_KNOWN if silent else verdict.state
    # After the close no vote can come; the number would only tell how many of a small side answered.
    waits = not consultation.is_closed and not silent
    needs = (
        ()
        if not waits
        else tuple(
            Need(side, shown_need(votes[side], verdict.needed[side]))
            for side in BOTH_SIDES
            if side in verdict.needed
        )
    )
    held = not consultation.is_closed and any(
        (size := electorates.get(side)) is not None and size < SHARE_FROM for side in BOTH_SIDES
    )
    return StatementResult(statement, figures, state, needs, held)
