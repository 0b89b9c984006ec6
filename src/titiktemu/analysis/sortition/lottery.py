"""A lottery with numbered tickets, and the draw from it, which anybody can repeat by hand or machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Any

import numpy as np

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.sortition.leximin import leximin
from titiktemu.analysis.sortition.panels import Floats, Panels
from titiktemu.analysis.sortition.people import Kind, Person, Quota, Refused, gather
from titiktemu.analysis.sortition.relief import explain

TICKETS = 1_000_000_000
"""So many that rounding to whole tickets changes no chance by a millionth."""
NOT_A_LOTTERY = gettext_noop("This is no lottery that was written here.")


@dataclass(frozen=True, slots=True)
class Lottery:
    """Panels with how many tickets each has; who is in each kind.

    Attributes
    ----------
    features : tuple of str
    kinds : tuple of Kind
    panels : tuple of tuple of int
        How many of each kind, in lexicographic order.
    tickets : tuple of int
        Of each panel. The first panel has tickets 0 to tickets[0] - 1, and so on.
    """

    features: tuple[str, ...]
    kinds: tuple[Kind, ...]
    panels: tuple[tuple[int, ...], ...]
    tickets: tuple[int, ...]

    @property
    def probabilities(self) -> dict[str, float]:
        """Chance of each person, exactly as the tickets give it; its sum is the number of seats."""
        weights = np.array(self.tickets) / sum(self.tickets)
        seats = weights @ np.array(self.panels)
        chances = {
            one: min(1.0, float(seat / len(kind.people)))
            for kind, seat in zip(self.kinds, seats, strict=True)
            for one in kind.people
        }
        return dict(sorted(chances.items()))

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the lottery in writing: what is made known before the draw."""
        return hashlib.sha256(write(self).encode()).hexdigest()


def make(people: Sequence[Person], quotas: Sequence[Quota], size: int, tickets: int = TICKETS) -> Lottery:
    """The fairest lottery for a panel of the given size (leximin).

    Parameters
    ----------
    people, quotas
        In any order: the lottery does not depend on it.
    size : int
        Seats.
    tickets : int
        To how many equal tickets probabilities are rounded. With 1,000 the draw can be made with three balls
        from an urn of ten; chances then are off by a few thousandths.

    Raises
    ------
    Refused
        Where people or quotas contradict themselves, or no panel meets the quotas; the sentence says what
        stands in the way or the least change that helps.

    Examples
    --------
    >>> quotas = [Quota("sex", "f", 1, 1), Quota("sex", "m", 1, 1)]
    >>> people = [Person(name, {"sex": sex}) for name, sex in zip("abc", "ffm", strict=True)]
    >>> lottery = make(people, quotas, 2)
    >>> lottery.probabilities
    {'a': 0.5, 'b': 0.5, 'c': 1.0}
    >>> draw(lottery, "7")
    ('b', 'c')
    """
    pool = gather(people, quotas, size)
    try:
        mixture = leximin(Panels(pool))
    except ValueError:
        raise explain(pool) from None
    shares = _tickets(mixture.weights, tickets)
    kept = [at for at, share in enumerate(shares) if share]
    panels = tuple(tuple(int(many) for many in mixture.panels[at]) for at in kept)
    return Lottery(pool.features, pool.kinds, panels, tuple(shares[at] for at in kept))


def _tickets(weights: Floats, tickets: int) -> list[int]:
    """Whole tickets by the largest remainder; among equals the earlier panel."""
    exact = weights * tickets
    whole = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: tickets - int(whole.sum())]] += 1
    return [int(one) for one in whole]


def draw(lottery: Lottery, seed: str) -> tuple[str, ...]:
    """Draw the panel that a seed gives, in the order of ids.

    The SHA-256 of ``ticket|seed``, as a number, modulo the number of tickets, is the ticket drawn; it names
    the panel. Then households of each circle stand in the order of the SHA-256 of ``person|seed|id`` (in
    hexadecimal digits; of a household the id that sorts first), and kinds take as many from the front as the
    panel says, the first kind first; of a household the person of the kind whose own SHA-256 comes first.
    Without households that is: of each kind the people whose SHA-256 comes first.
    """
    ticket = int(_hash("ticket", seed), 16) % sum(lottery.tickets)
    at = next(place for place, end in enumerate(accumulate(lottery.tickets)) if ticket < end)
    drawn: list[str] = []
    for circle in sorted({kind.circle for kind in lottery.kinds}):
        inside = [place for place, kind in enumerate(lottery.kinds) if kind.circle == circle]
        of_circle = [lottery.kinds[place].households for place in inside]
        first = [min(min(one) for one in together) for together in zip(*of_circle, strict=True)]
        queue = iter(sorted(range(len(first)), key=lambda one: _hash("person", seed, first[one])))
        for place, households in zip(inside, of_circle, strict=True):
            turns = islice(queue, lottery.panels[at][place])
            drawn += [min(households[turn], key=lambda one: _hash("person", seed, one)) for turn in turns]
    return tuple(sorted(drawn))


def _hash(*words: str) -> str:
    return hashlib.sha256("|".join(words).encode()).hexdigest()


def write(lottery: Lottery) -> str:
    """The lottery as JSON, always the same characters for the same lottery."""
    found: dict[str, Any] = {
        "features": lottery.features,
        "kinds": [
            {"values": kind.values, "circle": kind.circle, "households": kind.households}
            for kind in lottery.kinds
        ],
        "panels": [
            {"tickets": tickets, "people": panel}
            for panel, tickets in zip(lottery.panels, lottery.tickets, strict=True)
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> Lottery:
    """The lottery that was written.

    Raises
    ------
    Refused
        Where the text is none.
    """
    try:
        found: Mapping[str, Any] = json.loads(text)
        kinds = tuple(
            Kind(tuple(one["values"]), int(one["circle"]), tuple(tuple(home) for home in one["households"]))
            for one in found["kinds"]
        )
        panels = tuple(tuple(int(many) for many in one["people"]) for one in found["panels"])
        tickets = tuple(int(one["tickets"]) for one in found["panels"])
        lottery = Lottery(tuple(found["features"]), kinds, panels, tickets)
    except (ValueError, KeyError, TypeError):
        raise Refused(NOT_A_LOTTERY) from None
    if write(lottery) != text or not panels or min(tickets) < 1:
        raise Refused(NOT_A_LOTTERY)
    return lottery
