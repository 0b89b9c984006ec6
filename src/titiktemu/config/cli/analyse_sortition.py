"""`./titiktemu analyse sortition`: the fairest lottery for a panel with quotas, and a draw to repeat."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from titiktemu.analysis.csv_rows import decode
from titiktemu.analysis.participation import gini
from titiktemu.analysis.sortition.files import read_people, read_quotas
from titiktemu.analysis.sortition.lottery import Lottery, draw, make, read, write
from titiktemu.analysis.sortition.people import Refused
from titiktemu.config.cli.arguments import natural
from titiktemu.config.cli.texts import _

WRONG_USE, CERTAIN = 2, 1 - 1e-6


def main(arguments: Sequence[str]) -> int:
    """Run the command. Returns 0; 2 with a sentence on standard error where no panel can be drawn."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.draw is None and None in (options.respondents, options.categories, options.size):
        parser.error(_("--respondents, --categories and --size are needed, or --draw"))
    try:
        lottery = read(decode(options.draw.read_bytes())) if options.draw else _make(options)
        if options.lottery:
            options.lottery.write_bytes(write(lottery).encode())
    except Refused as error:
        sys.stderr.write(_(error.template).format(**error.values) + "\n")
        return WRONG_USE
    except OSError as error:
        sentence = _("{path} cannot be read or written: {reason}.")
        sys.stderr.write(sentence.format(path=error.filename, reason=error.strerror) + "\n")
        return WRONG_USE
    panel = draw(lottery, options.seed)
    found = {"probabilities": lottery.probabilities, "panel": panel}
    sys.stdout.write(json.dumps(found, indent=1) + "\n" if options.json else _table(lottery, panel))
    return 0


def _make(options: argparse.Namespace) -> Lottery:
    quotas = read_quotas(options.categories.read_bytes(), options.categories.name)
    features = sorted({quota.feature for quota in quotas})
    file = options.respondents
    people = read_people(file.read_bytes(), file.name, features, options.household)
    return make(people, quotas, options.size)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./titiktemu analyse sortition",
        description=_("Draw a panel among volunteers: quotas are met, and the least chance is the greatest."),
    )
    parser.add_argument(
        "--respondents", type=Path, metavar="R.csv", help=_("the volunteers, one in each row")
    )
    parser.add_argument(
        "--categories", type=Path, metavar="C.csv", help=_("the quotas: category, feature, min, max")
    )
    parser.add_argument("--size", type=natural, metavar="K", help=_("seats of the panel"))
    parser.add_argument(
        "--seed", default="1", help=_("any text, such as numbers thrown in public (default 1)")
    )
    parser.add_argument(
        "--household", metavar="COL", help=_("column of the address: no two of one household on a panel")
    )
    parser.add_argument(
        "--lottery",
        type=Path,
        metavar="FILE.json",
        help=_("write the lottery, to be published before the draw"),
    )
    parser.add_argument(
        "--draw", type=Path, metavar="FILE.json", help=_("draw from a lottery that was written before")
    )
    parser.add_argument("--json", action="store_true", help=_("print everything as JSON"))
    return parser


def _table(lottery: Lottery, panel: Sequence[str]) -> str:
    """The lottery in figures, and the panel, for reading."""
    chances = list(lottery.probabilities.values())
    rows = [
        (_("Volunteers"), len(chances)),
        (_("Least chance"), f"{min(chances):.4f}"),
        (_("Greatest chance"), f"{max(chances):.4f}"),
        (_("Inequality of chances (Gini)"), f"{gini(chances):.4f}"),
        (_("Certain to be drawn"), sum(chance > CERTAIN for chance in chances)),
        (_("Never drawn"), sum(chance <= 0 for chance in chances)),
        (_("Fingerprint of the lottery"), lottery.fingerprint),
        (_("Panel"), ", ".join(panel)),
    ]
    return "\n".join(f"{name:<34} {value}" for name, value in rows) + "\n"
