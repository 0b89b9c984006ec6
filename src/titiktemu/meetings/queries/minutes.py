"""The minutes as they stand: each passage with its wordings and what each side says."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.meetings.models import Meeting, Minutes, Passage, PassageVersion, PassageVoice
from titiktemu.meetings.queries import meetings_of
from titiktemu.meetings.wording_diff import Piece, word_diff


@dataclass(frozen=True)
class SideWord:
    """What one side says of the wording that stands; nothing is nothing, however long ago it was asked."""

    side: str
    word: str = ""
    reason: str = ""
    said_at: datetime | None = None

    @property
    def label(self) -> str:
        """In words."""
        return str(PassageVoice.Word(self.word).label) if self.word else ""


@dataclass(frozen=True)
class PassageLine:
    """A passage with everything that its page shows."""

    passage: Passage
    stands: PassageVersion
    words: tuple[SideWord, ...]
    changed: tuple[Piece, ...]
    """Against the wording before it; empty for the first."""
    beside: tuple[tuple[PassageVersion, tuple[Piece, ...]], ...]
    versions: int

    @property
    def is_settled(self) -> bool:
        """One acceptance from each side that was asked."""
        return all(one.word == PassageVoice.Word.APPROVED for one in self.words)

    @property
    def is_disputed(self) -> bool:
        """Whether a side disputes it."""
        return any(one.word == PassageVoice.Word.DISPUTED for one in self.words)


def sides_asked(meeting: Meeting) -> tuple[str, ...]:
    """Whose word settles a passage: both sides; in a meeting of one side alone that side."""
    return (meeting.side,) if meeting.side else tuple(str(side) for side in BOTH_SIDES)


def minutes_of(meeting: Meeting) -> Minutes:
    """The minutes; empty ones before the first word. One query."""
    return Minutes.objects.filter(meeting=meeting).select_related("paper").first() or Minutes(meeting=meeting)


def passage_lines(meeting: Meeting) -> list[PassageLine]:
    """All passages in order. Three queries, however many there are."""
    passages = list(Passage.objects.filter(minutes__meeting=meeting).select_related("item", "minutes"))
    versions: dict[int, dict[int, PassageVersion]] = {}
    for one in PassageVersion.objects.filter(passage__in=passages):
        versions.setdefault(one.passage_id, {})[one.number] = one
    voices: dict[int, dict[str, PassageVoice]] = {}
    for voice in PassageVoice.objects.filter(version__passage__in=passages).order_by("said_at", "pk"):
        voices.setdefault(voice.version_id, {})[voice.side] = voice
    asked = sides_asked(meeting)
    return [_line(one, versions[one.pk], voices, asked) for one in passages]


def silent_sides(meeting: Meeting) -> set[str]:
    """Sides that have said nothing yet of some wording that stands. Three queries."""
    return {word.side for line in passage_lines(meeting) for word in line.words if not word.word}


def unanswered_minutes(actor: Actor, initiative: Initiative, side: str) -> list[tuple[Meeting, int]]:
    """Meetings with how many passages the side has said nothing of, where no paper is issued. Two queries."""
    said = PassageVoice.objects.filter(version=OuterRef("pk"), side=side)
    rows = PassageVersion.objects.filter(
        ~Exists(said),
        number=F("passage__version"),
        passage__minutes__meeting__initiative=initiative,
        passage__minutes__paper=None,
    )
    counted = rows.values_list("passage__minutes__meeting").annotate(many=Count("pk"))
    many = dict(counted.order_by())
    found = meetings_of(actor, initiative).filter(Q(side="") | Q(side=side), pk__in=many)
    return [(one, many[one.pk]) for one in found.order_by("starts_at", "number")]


def _line(
    passage: Passage,
    versions: dict[int, PassageVersion],
    voices: dict[int, dict[str, PassageVoice]],
    asked: tuple[str, ...],
) -> PassageLine:
    stands = versions[passage.version]
    said = voices.get(stands.pk, {})
    words = tuple(
        SideWord(side, said[side].word, said[side].reason, said[side].said_at)
        if side in said
        else SideWord(side)
        for side in asked
    )
    before = versions.get(stands.base)
    beside = tuple(
        (one, tuple(word_diff(stands.text, one.text))) for one in versions.values() if one.is_beside
    )
    changed = tuple(word_diff(before.text, stands.text)) if before else ()
    return PassageLine(passage, stands, words, changed, beside, len(versions))


def versions_of(passage: Passage) -> list[tuple[PassageVersion, list[Piece], list[PassageVoice]]]:
    """Every wording, the newest first, with what changed against the one its writer saw. Two queries."""
    rows = {
        one.number: one for one in PassageVersion.objects.filter(passage=passage).prefetch_related("voices")
    }
    return [
        (one, word_diff(rows[one.base].text, one.text) if one.base in rows else [], list(one.voices.all()))
        for one in sorted(rows.values(), key=lambda one: -one.number)
    ]
