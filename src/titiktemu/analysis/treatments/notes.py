"""What a treatment tells the person who decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from titiktemu.analysis.marking import gettext_noop

NOT_READ = gettext_noop("{count} values of {column} could not be read and were emptied.")
STILL_ALIKE = gettext_noop(
    "{count} people are in groups in which fewer than {least} values of {column} occur."
)


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence with its values.

    Attributes
    ----------
    template : str
        One English sentence; the key of its translation.
    values : mapping
        What stands in its places.
    """

    template: str
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """In English."""
        return self.template.format(**self.values)

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"template": self.template, "values": self.values}


def not_read(column: str, count: int) -> list[Note]:
    """A note on values that could not be read, if there were any."""
    return [Note(NOT_READ, {"count": count, "column": column})] if count else []
