"""How far a passage is, and what of it waits for a side, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.step2_forum.understanding.figures import missing_figures
from titiktemu.step2_forum.understanding.queries.passages import AMENDED, PassageLine, SideStance
from titiktemu.step2_forum.understanding.words import PassageKind, StanceWord


def stance_words(stance: SideStance) -> str:
    """What a side says, in words; silence is said, too."""
    if stance.word == AMENDED:
        return _("Wrote another wording")
    return str(StanceWord(stance.word).label) if stance.word else _("No answer yet")


def state_words(line: PassageLine) -> str:
    """How far a passage is, in one line."""
    if line.passage.removed_at is not None:
        return _("Taken out")
    if line.is_agreed:
        return _("Endorsed by both sides")
    if line.is_disputed:
        return _("Disputed")
    if line.is_endorsed:
        return _("Endorsed by both; figures still wait")
    return _("Waits for answers")


def lacks_of(line: PassageLine) -> list[str]:
    """What a target still lacks before its figures can be accepted."""
    return missing_figures(line.stands) if line.passage.kind == PassageKind.TARGET else []


def can_accept(line: PassageLine, side: str) -> bool:
    """Whether the figures of a target are complete and wait for this side."""
    if line.passage.kind != PassageKind.TARGET or not line.figures or lacks_of(line):
        return False
    return not _stance(line, side).accepts_figures


def waits_of(line: PassageLine, side: str) -> list[str]:
    """What waits for a side at a passage, in sentences; nothing where there is no such side."""
    if side not in BOTH_SIDES or line.passage.removed_at is not None:
        return []
    found = []
    if _stance(line, side).word in {"", AMENDED}:
        found.append(_("Your side has not endorsed or disputed this wording yet."))
    if any(wording.side != side for wording, _pieces in line.beside):
        found.append(_("Another wording was written at the same time and waits."))
    if can_accept(line, side):
        found.append(_("The figures wait to be accepted by your side."))
    many = sum(one.value is not None and not one.is_accepted_by(side) for one in line.claims)
    if many:
        text = ngettext(
            "%(many)d figure of a claim waits to be accepted by your side.",
            "%(many)d figures of claims wait to be accepted by your side.",
            many,
        )
        found.append(text % {"many": many})
    return found


def _stance(line: PassageLine, side: str) -> SideStance:
    return line.stances[0 if side == Side.GOVERNMENT else 1]
