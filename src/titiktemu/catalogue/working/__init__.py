"""What the worker does with a delivery. Nothing here writes rows: `tasks` does, all at once, in the end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from titiktemu.analysis.marking import gettext_noop
from titiktemu.catalogue.models import Job

UNDECIDED = gettext_noop(
    "Nobody has decided that exactly this may be released, or something changed since. Please decide anew."
)


class Failed(Exception):
    """The work cannot be done. ``template`` is one English sentence, the key of its translation."""

    def __init__(self, template: str, **values: Any) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values


class Cancelled(Exception):
    """Somebody asked the work to end."""


class Tell(Protocol):
    """Told how far the work is; raises `Cancelled` where somebody wants it to end."""

    def __call__(self, part: float) -> None:
        """So much of the stage is done, from 0 to 1."""

    def stage(self, word: Job.Stage, begins: float, ends: float) -> None:
        """A stage begins, which goes from one part of the whole work to another."""


@dataclass(frozen=True)
class Outcome:
    """What came of the work: fields of the delivery, and files to keep under the names of its fields."""

    fields: Mapping[str, Any]
    files: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True)
class Released:
    """A release that is ready to be written: fields of its row, and its files by kind with their names."""

    fields: Mapping[str, Any]
    files: Mapping[str, tuple[Path, str]]
