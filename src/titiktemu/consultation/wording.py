"""How a statement may be worded: cleaned, not empty, not too long, not there already."""

import unicodedata
from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from titiktemu.consultation.models import STATEMENT_LENGTH, Consultation, Statement
from titiktemu.foundation.errors import RuleBroken

MOST_PASTED = 1000
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def cleaned(text: str) -> str:
    """One line without double spaces, control characters, and marks that turn what follows around.

    Arabic or Hebrew words run from right to left by themselves; an override would turn its neighbours.
    """
    kept = "".join(one if unicodedata.category(one) not in {"Cc", "Cs"} else " " for one in text)
    return " ".join("".join(one for one in kept if one not in TURNING).split())


def check_new(consultation: Consultation, text: str, text_en: str) -> None:
    """Raise RuleBroken for a statement that is empty, too long, or there already."""
    # Letters or digits: a statement of characters without width would be an empty card.
    if not any(letter.isalnum() for letter in text + text_en):
        raise RuleBroken(_("Please write the statement."))
    if max(len(text), len(text_en)) > STATEMENT_LENGTH:
        raise RuleBroken(
            _("A statement has at most %(most)d characters. Yours is kept; please shorten it.")
            % {"most": STATEMENT_LENGTH}
        )
    same = Q(text__iexact=text) if text else Q()
    same |= Q(text_en__iexact=text_en) if text_en else Q()
    if consultation.statements.exclude(state=Statement.State.HIDDEN).filter(same).exists():
        raise RuleBroken(_("This statement is there already."))


def problems_of(consultation: Consultation, lines: Sequence[str]) -> list[tuple[int, str]]:
    """What is wrong with pasted lines: line number from 1 and a sentence. One query for any number."""
    if len(lines) > MOST_PASTED:
        return [
            (MOST_PASTED + 1, _("At most %(most)d statements are added at once.") % {"most": MOST_PASTED})
        ]
    there = consultation.statements.exclude(state=Statement.State.HIDDEN).values_list("text", "text_en")
    seen = {text.casefold() for pair in there for text in pair if text}
    found = []
    for place, line in enumerate(lines, 1):
        text = cleaned(line)
        if not any(letter.isalnum() for letter in text):
            found.append((place, _("There is nothing in this line.")))
        elif len(text) > STATEMENT_LENGTH:
            said = _("Too long: %(has)d of %(most)d characters.")
            found.append((place, said % {"has": len(text), "most": STATEMENT_LENGTH}))
        elif text.casefold() in seen:
            found.append((place, _("This statement is there already.")))
        seen.add(text.casefold())
    return found
