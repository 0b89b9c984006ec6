"""One thing that waits for a reader."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wait:
    """One thing that waits for the reader, with the one link that leads to it."""

    text: str
    url: str
    label: str
    note: str = ""
