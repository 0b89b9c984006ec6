"""`./titiktemu analyse causes`: who shares which causal link, what drives, which loops there are."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from titiktemu.analysis.causal_maps.table import BadTable, read_links, report
from titiktemu.config.cli.texts import _

WRONG_USE = 2


def main(arguments: Sequence[str]) -> int:
    """Run the command. Returns 0; 2 with a sentence on standard error for a table that cannot be read."""
    parser = argparse.ArgumentParser(
        prog="./titiktemu analyse causes",
        description=_("Causal maps: who shares which link, what drives, which loops there are."),
    )
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE.csv",
        help=_("the links: cause, effect, and if told sign (+, - or 0) and side"),
    )
    parser.add_argument("--json", action="store_true", help=_("print everything as JSON"))
    options = parser.parse_args(arguments)
    try:
        found = report(read_links(options.file.read_bytes()))
    except BadTable as error:
        sys.stderr.write(_(error.template).format(**error.values) + "\n")
        return WRONG_USE
    except OSError as error:
        sentence = _("{path} cannot be read or written: {reason}.")
        sys.stderr.write(sentence.format(path=error.filename, reason=error.strerror) + "\n")
        return WRONG_USE
    text = json.dumps(found, indent=1, ensure_ascii=False) if options.json else _table(found)
    sys.stdout.write(text + "\n")
    return 0


def _table(found: dict[str, Any]) -> str:
    """The index, the loops and the cards that drive most, for reading."""
    rows = [(_("Cards"), str(found["nodes"])), (_("Links"), str(found["links"]))]
    if "shared_understanding" in found:
        index = found["shared_understanding"]
        rows.append((_("Shared understanding"), f"{index['shared']} / {index['links']}"))
        rows += [(one["standing"], f"{one['cause']} → {one['effect']}") for one in found["standings"]]
    drives = sorted(
        found["influence"].items(), key=lambda one: -(one[1]["drives"] + one[1]["drives_indirectly"])
    )
    rows += [(one["part"], name) for name, one in drives[:10]]
    rows += [
        (_("Loop") + (" +" if loop["sign"] > 0 else " -"), " → ".join(loop["nodes"]))
        for loop in found["loops"][:10]
    ]
    return "\n".join(f"{name:<22} {value}" for name, value in rows)
