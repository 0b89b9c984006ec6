"""How far a delivery is, in words: the five marks of its way, and what is to be done next and by whom."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from titiktemu.catalogue.models import Delivery

State = Delivery.State
MARKS: Final = (_("Sent and read"), _("Table confirmed"), _("Protected"), _("Decided"), _("Released"))
AT: Final[dict[str, int]] = {
    State.RECEIVING: 0,
    State.RECEIVED: 0,
    State.READING: 0,
    State.UNREADABLE: 0,
    State.TO_CONFIRM: 1,
    State.PREPARING: 1,
    State.TO_PROTECT: 2,
    State.PROTECTING: 2,
    State.TO_DECIDE: 3,
    State.PUBLISHING: 4,
    State.RELEASED: 5,
}
"""How many marks are behind it."""
WORKING: Final = frozenset({State.READING, State.PREPARING, State.PROTECTING, State.PUBLISHING})
"""States in which the worker is at it, or will be."""
NEXT: Final[dict[str, Promise | str]] = {
    State.RECEIVING: _(
        "Only a part of the file has arrived. Choose the same file again: sending goes on where it ended."
    ),
    State.RECEIVED: _("The file is here, but reading it was stopped. Have it read again, or discard it."),
    State.READING: _(
        "The machine is looking for the table in the file, and for what each column means. You may leave this"
        " page; the work goes on."
    ),
    State.UNREADABLE: _("Nothing was lost and nothing was released. You can send another file."),
    State.TO_CONFIRM: _(
        "The file is read. Now look whether the table was understood rightly; nothing goes on before somebody"
        " has confirmed it."
    ),
    State.PREPARING: _(
        "The confirmed table is being written, and personal data is being looked for in it. You may leave"
        " this page."
    ),
    State.TO_PROTECT: _(
        "The table is ready. Now say what is done so that no person can be found in it; where there is none,"
        " one press is enough."
    ),
    State.PROTECTING: _(
        "What you chose is being done, and it is tried what an attacker could still learn. You may leave this"
        " page."
    ),
    State.TO_DECIDE: _(
        "Everything is ready. Now a person of the side whose data this is decides, by name and with a reason,"
        " whether it may be released."
    ),
    State.PUBLISHING: _("The release is being written. It is there whole or not at all."),
    State.RELEASED: _("This delivery became a release. Nothing is left to do."),
    State.DISCARDED: _("This delivery was put aside. Its file is deleted; only the reason is left."),
}
"""What is to be done next."""


@dataclass(frozen=True)
class Mark:
    """One of the marks on the way."""

    label: str
    is_done: bool
    is_here: bool


def marks_of(delivery: Delivery) -> list[Mark]:
    """The way of a delivery; nothing of one that was put aside."""
    if delivery.state not in AT:
        return []
    at = AT[delivery.state]
    return [Mark(str(label), place < at, place == at) for place, label in enumerate(MARKS)]


def next_words(delivery: Delivery) -> str:
    """What is to be done next."""
    return str(NEXT[delivery.state])
