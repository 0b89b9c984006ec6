"""Passages as they stand: the wording, what each side says of it, what waits beside, the claims."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.meetings.wording_diff import Piece, word_diff
from titiktemu.step2_forum.understanding.figures import fingerprint
from titiktemu.step2_forum.understanding.models import Acceptance, Claim, Passage, Stance, Wording
from titiktemu.step2_forum.understanding.words import PassageKind, StanceWord

AMENDED = "amended"
"""What a side said that wrote another wording and nothing of the one that stands."""


@dataclass(frozen=True)
class SideStance:
    """What one side says of the wording that stands; nothing is nothing, however long ago it was asked."""

    side: str
    word: str = ""
    reason: str = ""
    query: str = ""
    said_at: datetime | None = None
    accepts_figures: bool = False


@dataclass(frozen=True)
class PassageLine:
    """A passage with everything that its page shows."""

    passage: Passage
    stands: Wording
    stances: tuple[SideStance, ...]
    """Government first."""
    beside: tuple[tuple[Wording, tuple[Piece, ...]], ...]
    """Wordings that wait, with what they change."""
    claims: tuple[Claim, ...]
    needs: int
    """Data needs that stand behind it."""
    figures: str
    """Fingerprint of the figures of a target; "" where there are none."""

    @property
    def is_endorsed(self) -> bool:
        """Whether both sides endorse the wording that stands."""
        return all(one.word == StanceWord.ENDORSED for one in self.stances)

    @property
    def is_disputed(self) -> bool:
        """Whether a side disputes it."""
        return any(one.word == StanceWord.DISPUTED for one in self.stances)

    @property
    def are_figures_accepted(self) -> bool:
        """One acceptance from each side for every figure: of the target, and of each claim that has one."""
        own = not self.figures or all(one.accepts_figures for one in self.stances)
        return own and all(one.is_accepted for one in self.claims if one.value is not None)

    @property
    def is_agreed(self) -> bool:
        """Endorsed by both, every figure accepted by both."""
        return self.is_endorsed and self.are_figures_accepted

    @property
    def counts_open_data(self) -> bool:
        """Whether it says how open data helps and a data need stands behind it."""
        return bool(self.stands.helps) and self.needs > 0


def lines_of(initiative: Initiative) -> list[PassageLine]:
    """All passages that are not taken out, by kind, then number. Five queries, however many there are."""
    passages = list(
        Passage.objects.filter(initiative=initiative, removed_at=None).annotate(needs=Count("data_needs"))
    )
    order = {str(kind): place for place, kind in enumerate(PassageKind)}
    passages.sort(key=lambda one: (order[one.kind], one.number))
    return _lines(passages)


def line_of(passage: Passage) -> PassageLine:
    """One passage, whether taken out or not. Five queries."""
    return _lines(list(Passage.objects.filter(pk=passage.pk).annotate(needs=Count("data_needs"))))[0]


def endorsed_passages(initiative: Initiative) -> list[PassageLine]:
    """What both sides endorse with every figure accepted: what a statement may be made of."""
    return [one for one in lines_of(initiative) if one.is_agreed]


def _lines(passages: Sequence[Passage]) -> list[PassageLine]:
    wordings: dict[int, dict[int, Wording]] = defaultdict(dict)
    for wording in Wording.objects.filter(passage__in=passages):
        wordings[wording.passage_id][wording.number] = wording
    stances: dict[tuple[int, str], Stance] = {}
    for stance in Stance.objects.filter(wording__passage__in=passages).order_by("said_at", "pk"):
        stances[stance.wording_id, stance.side] = stance
    accepted = {
        (one.passage_id, one.side, one.figures) for one in Acceptance.objects.filter(passage__in=passages)
    }
    claims: dict[int, list[Claim]] = defaultdict(list)
    standing = Claim.objects.filter(passage__in=passages, removed_at=None, replaced_by=None)
    for claim in standing.select_related("piece", "dataset"):
        claims[claim.passage_id].append(claim)
    return [_line(one, wordings[one.pk], stances, accepted, tuple(claims[one.pk])) for one in passages]


def _line(
    passage: Passage,
    wordings: dict[int, Wording],
    stances: dict[tuple[int, str], Stance],
    accepted: set[tuple[int, str, str]],
    claims: tuple[Claim, ...],
) -> PassageLine:
    stands = wordings[passage.version]
    figures = fingerprint(stands)
    waits = [one for one in wordings.values() if one.is_beside]
    beside = tuple((one, tuple(word_diff(stands.text, one.text))) for one in waits)
    said = []
    for side in BOTH_SIDES:
        stance = stances.get((stands.pk, str(side)))
        accepts = bool(figures) and (passage.pk, str(side), figures) in accepted
        if stance is not None:
            told = (str(stance.word), stance.reason, stance.query, stance.said_at)
            said.append(SideStance(str(side), *told, accepts_figures=accepts))
        else:
            word = AMENDED if str(side) in {one.side for one in waits} else ""
            said.append(SideStance(str(side), word, accepts_figures=accepts))
    needs = int(getattr(passage, "needs", 0))
    return PassageLine(passage, stands, tuple(said), beside, claims, needs, figures)
