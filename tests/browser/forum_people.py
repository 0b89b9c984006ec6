"""Who is in the hall: two of each side with their leaders, whoever leads, a guest, a projector."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.browser.walkers import PATIENCE, Walker
from titiktemu.foundation.actors import STRANGER, Actor
from titiktemu.foundation.words import Side

PHONE, LAPTOP = 360, 1280


@dataclass(frozen=True)
class Hall:
    """Everybody of the forum, each with a page of their own; both sides hold phones."""

    facilitator: Walker
    speaking: dict[Side, Walker]
    colleagues: dict[Side, Walker]
    leaders: dict[Side, Walker]
    places: dict[Side, list[int]]
    opens: Callable[..., Walker]
    leading: Actor
    patience: int = PATIENCE

    @property
    def official(self) -> Walker:
        """Who speaks for government."""
        return self.speaking[Side.GOVERNMENT]

    @property
    def activist(self) -> Walker:
        """Who speaks for civil society."""
        return self.speaking[Side.CIVIL_SOCIETY]

    def stranger(self) -> Walker:
        """Somebody without an account, on a phone."""
        return self.opens(STRANGER, PHONE)

    def projector(self, name: str, *more: Any) -> Walker:
        """The screen on the wall."""
        wall = self.opens(self.leading, LAPTOP)
        wall.goes_to(name, *more)
        return wall
