"""A passage as its pages show it to one reader."""

from collections.abc import Iterable
from dataclasses import dataclass

from titiktemu.step2_forum.understanding.figures import shown_number
from titiktemu.step2_forum.understanding.models import Claim, Wording
from titiktemu.step2_forum.understanding.queries.comparing import Change, Figure, changes_of, figures_of
from titiktemu.step2_forum.understanding.queries.passages import PassageLine, SideStance
from titiktemu.step2_forum.understanding.queries.waiting import (
    can_accept,
    lacks_of,
    stance_words,
    state_words,
    waits_of,
)
from titiktemu.step2_forum.understanding.words import FIELD_WORDS, PassageKind, StanceWord


@dataclass(frozen=True)
class Shown:
    """A passage with what waits for the reader's side ("" where the reader speaks for none)."""

    line: PassageLine
    side: str

    @property
    def state(self) -> str:
        """How far it is, in words."""
        return state_words(self.line)

    @property
    def stances(self) -> list[tuple[SideStance, str]]:
        """What each side says, with its words; government first."""
        return [(one, stance_words(one)) for one in self.line.stances]

    @property
    def waits(self) -> list[str]:
        """What waits for the reader's side."""
        return waits_of(self.line, self.side)

    @property
    def can_endorse(self) -> bool:
        """Whether an endorsement of the reader's side would be news."""
        mine = [one for one in self.line.stances if one.side == self.side]
        return self._is_open and bool(mine) and mine[0].word != StanceWord.ENDORSED

    @property
    def can_dispute(self) -> bool:
        """Whether the reader's side may dispute it."""
        return self._is_open and bool(self.side)

    @property
    def can_accept(self) -> bool:
        """Whether the figures wait for the reader's side."""
        return bool(self.side) and self.line.passage.removed_at is None and can_accept(self.line, self.side)

    @property
    def is_target(self) -> bool:
        """Whether it has figures."""
        return self.line.passage.kind == PassageKind.TARGET

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures, gaps among them."""
        return figures_of(self.line.stands)

    @property
    def lacks(self) -> list[str]:
        """The figures that are missing, in words."""
        return [str(FIELD_WORDS[name]) for name in lacks_of(self.line)]

    @property
    def beside(self) -> list[tuple[Wording, tuple[Change, ...]]]:
        """Wordings that wait, with what they would change."""
        return [(one, changes_of(self.line.stands, one)) for one, _pieces in self.line.beside]

    @property
    def claims(self) -> list["ShownClaim"]:
        """The claims, each with its figure as the page writes it."""
        return [ShownClaim(one, self.side) for one in self.line.claims]

    def changes_since(self, before: Wording | None) -> tuple[Change, ...]:
        """What the standing wording changed against an earlier one."""
        return changes_of(before, self.line.stands) if before is not None else ()

    @property
    def _is_open(self) -> bool:
        return self.line.passage.removed_at is None and not self.line.is_endorsed


@dataclass(frozen=True)
class ShownClaim:
    """A claim, and whether its figure waits for the reader's side."""

    claim: Claim
    side: str

    @property
    def figure(self) -> str:
        """Its figure as the page writes it."""
        return " ".join(filter(None, (shown_number(self.claim.value), self.claim.unit)))

    @property
    def has_figure(self) -> bool:
        """Whether there is a figure to accept."""
        return self.claim.value is not None

    @property
    def can_accept(self) -> bool:
        """Whether it waits for the reader's side."""
        return bool(self.side) and self.has_figure and not self.claim.is_accepted_by(self.side)


def shown_lines(lines: Iterable[PassageLine], side: str) -> list[Shown]:
    """Passages as a reader of this side sees them."""
    return [Shown(one, side) for one in lines]
