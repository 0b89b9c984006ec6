"""One line of what a meeting is made up of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figures:
    """How many of a trait are wanted, expected and came; None where nobody said.

    ``value`` is a side, a sex, the name of a region, or "" where the trait is its own value.
    """

    trait: str
    value: str = ""
    wanted: int | None = None
    expected: int | None = None
    came: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return self.wanted is None and self.expected is None and self.came is None
