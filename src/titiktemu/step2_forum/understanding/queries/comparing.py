"""What a wording changes against another, part by part; and every version of a passage."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.utils.formats import date_format

from titiktemu.meetings.wording_diff import Piece, word_diff
from titiktemu.step2_forum.understanding.figures import FIGURES, shown_number
from titiktemu.step2_forum.understanding.models import Claim, Passage, Stance, Wording
from titiktemu.step2_forum.understanding.words import FIELD_WORDS


@dataclass(frozen=True)
class Change:
    """One part of a wording that differs, with what came in and what went out."""

    name: str
    pieces: tuple[Piece, ...]

    @property
    def label(self) -> str:
        """The part in words."""
        return str(FIELD_WORDS[self.name])


@dataclass(frozen=True)
class Figure:
    """One part of the figures of a target, as the page writes it; "" where it is missing."""

    name: str
    text: str

    @property
    def label(self) -> str:
        """The part in words."""
        return str(FIELD_WORDS[self.name])


@dataclass(frozen=True)
class Version:
    """One wording among all, what it changed, and what was said of it."""

    wording: Wording
    how: Literal["stands", "stood", "waits", "aside"]
    changes: tuple[Change, ...]
    stances: tuple[Stance, ...]


def changes_of(before: Wording, after: Wording) -> tuple[Change, ...]:
    """Every part that differs, in the order of the page."""
    parts = ((name, shown_part(before, name), shown_part(after, name)) for name in FIELD_WORDS)
    return tuple(Change(name, tuple(word_diff(old, new))) for name, old, new in parts if old != new)


def figures_of(wording: Wording) -> tuple[Figure, ...]:
    """The figures of a target, gaps among them."""
    return tuple(Figure(name, shown_part(wording, name)) for name in FIGURES)


def shown_part(wording: Wording, name: str) -> str:
    """A part of a wording as the reader would write it."""
    value = getattr(wording, name)
    if isinstance(value, Decimal):
        return shown_number(value)
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return str(value or "")


def versions_of(passage: Passage) -> list[Version]:
    """Every wording, the newest first, each against the one that its writer saw. Two queries."""
    rows = {one.number: one for one in Wording.objects.filter(passage=passage).prefetch_related("stances")}
    stood = set()
    number = passage.version
    while number in rows:
        stood.add(number)
        number = rows[number].base
    return [
        Version(
            one,
            _how(one, passage, stood),
            changes_of(rows[one.base], one) if one.base in rows else (),
            tuple(one.stances.all()),
        )
        for one in sorted(rows.values(), key=lambda one: -one.number)
    ]


def earlier_claims(passage: Passage) -> list[Claim]:
    """Claims that were taken out or replaced. One query."""
    gone = Claim.objects.filter(passage=passage).exclude(removed_at=None, replaced_by=None)
    return list(gone.select_related("replaced_by", "piece__issue", "dataset"))


def _how(one: Wording, passage: Passage, stood: set[int]) -> Literal["stands", "stood", "waits", "aside"]:
    if one.number == passage.version:
        return "stands"
    if one.is_beside:
        return "waits"
    return "stood" if one.number in stood else "aside"
