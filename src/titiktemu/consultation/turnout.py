"""How many people answered, as coarsely as the release policy asks."""

from dataclasses import dataclass

from titiktemu.analysis.disclosure import OPEN_STEP, SHARE_FROM, SHOWN_FROM, STEP, TENTHS_FROM
from titiktemu.consultation.models import Consultation
from titiktemu.consultation.queries import electorates_of, groups_of, vote_total, voters_by_group


@dataclass(frozen=True)
class Turnout:
    """How many of a group answered anything.

    ``people`` is exact from 20 once voting has closed; below it is the bound that was reached (0, 5 or 10),
    because who is the sixth of six could be found by watching. While voting goes on it moves in steps, as
    every figure does. ``electorate`` is None where nobody can know it.
    """

    group: str
    people: int
    is_exact: bool
    electorate: int | None = None


def turnout_of(consultation: Consultation) -> list[Turnout]:
    """How many of each group answered, in the order in which groups are shown; two queries."""
    voters, electorates = voters_by_group(consultation), electorates_of(consultation)
    moving = not consultation.is_closed
    return [
        _turnout(group, voters.get(group, 0), electorates.get(group), moving=moving)
        for group in groups_of(consultation)
    ]


def _turnout(group: str, voted: int, electorate: int | None, *, moving: bool) -> Turnout:
    people, is_exact = coarse(voted)
    if moving:
        # An exact live number would tell the moment at which one of them voted.
        step = OPEN_STEP if electorate is None else STEP
        people, is_exact = people // step * step if people > TENTHS_FROM else people, False
    # "At least 5 of 5" says the same as "5 of 5", only worse.
    return Turnout(group, people, is_exact or people == electorate, electorate)


def coarse(people: int) -> tuple[int, bool]:
    """A number of people as it may be shown: itself from 20, else the bound it reached; and which of both."""
    if people >= SHARE_FROM:
        return people, True
    return max(bound for bound in (0, SHOWN_FROM, TENTHS_FROM) if people >= bound), False


def votes_about(consultation: Consultation) -> int:
    """How many votes there are, rounded down to tens, so that nobody can count single votes coming in."""
    return vote_total(consultation) // 10 * 10


def held_groups(consultation: Consultation) -> frozenset[str]:
    """Groups of fewer than 20 people while voting goes on: their figures are shown when it closes."""
    if consultation.is_closed:
        return frozenset()
    sizes = electorates_of(consultation)
    return frozenset(group for group, size in sizes.items() if size is not None and size < SHARE_FROM)
