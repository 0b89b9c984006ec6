"""`permissions-doc`: writes docs/permissions.md from the one table of permissions."""

import argparse
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from django.utils import translation

from titiktemu.config.cli import loading
from titiktemu.config.cli.texts import _
from titiktemu.foundation.permissions import RULES, Action, Reach
from titiktemu.foundation.words import Role

PAGE = Path(loading.ROOT) / "docs" / "permissions.md"
INTRODUCTION = """# Who may do what

Made from `foundation/permissions.py` by `python -m titiktemu permissions-doc`; do not edit it by hand, a
test compares the two.

Each verb stands in the code, in this table and in the audit chain under the same word. **yes** means for any
side; **own** only for the person's own side (government or civil society); **other** only for the other one
of these two. A person has the roles of their places in an initiative, and nobody's role reaches into another
initiative; everybody is also *public*. In an initiative that is not public all verbs but `foundation.join`
(an open link is itself the invitation) are kept from those who are none of its people. Whether it is *time*
for something is no permission: services say so with a sentence of their own.
"""
CELLS = {Reach.ANY: "yes", Reach.OWN: "own", Reach.OPPOSITE: "other"}


def page() -> str:
    """The whole page, in English, as the table says it now."""
    with translation.override("en"):
        parts = [INTRODUCTION]
        for room, actions in groupby(Action, key=lambda action: str(action).split(".")[0]):
            parts += [f"## {room}\n", _table(list(actions))]
        return "\n".join(parts)


def _table(actions: list[Action]) -> str:
    head = ["verb", *(str(role.label).lower() for role in Role)]
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for action in actions:
        cells = [CELLS[RULES[action][role]] if role in RULES[action] else "" for role in Role]
        lines.append(f"| `{action}` | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Write the page; with ``--check`` only say whether it is as it should be (1 where it is not)."""
    parser = argparse.ArgumentParser(
        prog="python -m titiktemu permissions-doc",
        description=_("Write docs/permissions.md from the table of permissions."),
    )
    parser.add_argument("--check", action="store_true", help=_("Only say whether the page is up to date."))
    if not parser.parse_args(arguments).check:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    sys.stdout.write(_("docs/permissions.md is stale: run python -m titiktemu permissions-doc.") + "\n")
    return 1
