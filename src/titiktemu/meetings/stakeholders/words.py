"""Words of this room that tables, pages and files share."""

from typing import Final

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.words import BOTH_SIDES, SIDE_OF_KIND, OrganisationKind, Side

LEADING: Final = "leading"
"""Stands for those who lead the initiative, where groups rate."""
CITIZENS: Final = Side.CITIZENS.value

KINDS: Final[list[tuple[str, str | Promise]]] = [
    *((kind.value, kind.label) for kind in OrganisationKind),
    (CITIZENS, Side.CITIZENS.label),
]
"""Groups of stakeholders: the kinds of organisation that the house knows, and citizens, who are none."""
GROUPS: Final[list[tuple[str, str | Promise]]] = [
    *((side.value, side.label) for side in BOTH_SIDES),
    (LEADING, _("Those who lead")),
]
"""Who rates, each as one and for itself alone."""


class Tie(models.TextChoices):
    """How one stakeholder is linked to another, read from the first to the second."""

    COMMISSIONS = "commissions", _("commissions")
    FUNDS = "funds", _("funds")
    OVERSEES = "oversees", _("oversees")
    ADVISES = "advises", _("advises")
    COOPERATES = "cooperates", _("cooperates with")
    CONFLICT = "conflict", _("is in conflict with")

    @property
    def is_mutual(self) -> bool:
        """Whether it has no direction."""
        return self in (Tie.COOPERATES, Tie.CONFLICT)

    @property
    def in_short(self) -> str:
        """For pictures, where it stands on the line and not in a sentence."""
        short = {Tie.COOPERATES: _("cooperation"), Tie.CONFLICT: _("conflict")}
        return str(short.get(self, self.label))


class Level(models.IntegerChoices):
    """How much power or interest, in the eyes of one group."""

    NONE = 0, _("none at all")
    LITTLE = 1, _("a little")
    SOME = 2, _("quite some")
    MUCH = 3, _("a lot")


HIGH: Final = Level.SOME.value
"""From here on power or interest counts as high."""


class Quarter(models.TextChoices):
    """What a group may do with those in one quarter of the grid."""

    CLOSE = "close", _("Work closely with them")
    CONTENT = "content", _("Keep them content")
    HEARD = "heard", _("Keep them informed and hear them")
    WATCHED = "watched", _("Look at them now and then")


def quarter_of(power: int, interest: int) -> Quarter:
    """The quarter of the grid.

    >>> quarter_of(3, 0).value, quarter_of(1, 2).value
    ('content', 'heard')
    """
    if power >= HIGH:
        return Quarter.CLOSE if interest >= HIGH else Quarter.CONTENT
    return Quarter.HEARD if interest >= HIGH else Quarter.WATCHED


def kind_words(kind: str) -> str:
    """A group of stakeholders in words."""
    return str(dict(KINDS).get(kind, kind))


def side_of_kind(kind: str) -> Side:
    """The side as which somebody of this kind is invited.

    >>> [side_of_kind(one).value for one in ("opd", "community", "media", "citizens")]
    ['government', 'civil_society', 'other', 'citizens']
    """
    return Side.CITIZENS if kind == CITIZENS else SIDE_OF_KIND.get(kind, Side.OTHER)
