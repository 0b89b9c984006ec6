"""The three answers to a statement, counted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people agreed, disagreed and passed.

    Raises
    ------
    ValueError
        If a count is negative.

    Examples
    --------
    >>> counts = Counts(agree=6, disagree=2, passed=1)
    >>> counts.answered, counts.opinions, counts.share
    (9, 8, 0.75)
    >>> Counts(1, 0, 2) + Counts(0, 1, 1)
    Counts(agree=1, disagree=1, passed=3)
    """

    agree: int
    disagree: int
    passed: int

    def __post_init__(self) -> None:
        if min(self.agree, self.disagree, self.passed) < 0:
            raise ValueError(f"counts are zero or more, got {self}")

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.agree + other.agree, self.disagree + other.disagree, self.passed + other.passed)

    @property
    def answered(self) -> int:
        """People who answered in any way, passes included."""
        return self.agree + self.disagree + self.passed

    @property
    def opinions(self) -> int:
        """People who said yes or no; a pass is neither."""
        return self.agree + self.disagree

    @property
    def share(self) -> float | None:
        """Share agreeing among those with an opinion; None where nobody had one."""
        return self.agree / self.opinions if self.opinions else None

    @property
    def passed_share(self) -> float | None:
        """Share passing among those who answered; None where nobody answered."""
        return self.passed / self.answered if self.answered else None
