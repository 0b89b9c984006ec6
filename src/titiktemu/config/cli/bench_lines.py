"""One line of a bench, and the table they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from titiktemu.config.cli.texts import _


@dataclass(frozen=True)
class Line:
    """What was done, what was measured, what was wanted, and whether it was met."""

    work: str
    measured: str
    target: str
    met: bool | None


def table(lines: Sequence[Line]) -> str:
    """The lines as a table in Markdown."""
    met = {True: _("met"), False: _("missed"), None: "–"}
    head = f"| {_('work')} | {_('measured')} | {_('target')} | |\n|---|---|---|---|\n"
    return head + "".join(
        f"| {line.work} | {line.measured} | {line.target} | {met[line.met]} |\n" for line in lines
    )
