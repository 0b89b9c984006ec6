"""Kinds of meetings. The column takes any word, so that a later step adds its kinds here and nowhere else."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: Final[dict[str, Promise | str]] = {
    "forum": _("Forum"),
    "focus_group": _("Focus group"),
    "interview": _("Interview"),
    "sector_consultation": _("Sector consultation"),
    "training": _("Training"),
    "learning": _("Learning session"),
    "meeting": _("Meeting"),
}
"""The word that is kept, and its name."""


def kind_name(kind: str) -> str:
    """The name of a kind in the reader's language; an unknown one is shown as it is kept."""
    return str(KINDS.get(kind, kind.replace("_", " ").capitalize()))


def kind_choices() -> list[tuple[str, str]]:
    """(word, name) of the kinds, for forms."""
    return [(kind, str(name)) for kind, name in KINDS.items()]
