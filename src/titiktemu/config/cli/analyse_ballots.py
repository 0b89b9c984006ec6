"""`./titiktemu analyse ballots FILE.pb --rule RULE`: a ballot file in the format of Pabulib, counted."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from titiktemu.analysis.ballots import pabulib
from titiktemu.analysis.ballots.approval import Utility
from titiktemu.analysis.ballots.completion import Completion
from titiktemu.analysis.ballots.counting import How, Outcome, Rule, count
from titiktemu.analysis.ballots.election import BadBallots, Ties
from titiktemu.config.cli.texts import _

WRONG_USE = 2


def main(arguments: Sequence[str]) -> int:
    """Run the command.

    Returns 0; 2 where the file cannot be read or counted, with a sentence on standard error.
    """
    options = _parser().parse_args(arguments)
    how = How(options.rule, options.ties, options.completion, options.utility, options.by_side)
    try:
        election, remarks = pabulib.read(options.file.read_bytes())
        outcome = count(election, how)
    except OSError as error:
        sentence = _("{path} cannot be read: {reason}.")
        return _refuse(sentence.format(path=options.file, reason=error.strerror))
    except BadBallots as error:
        return _refuse(_(error.template).format(**error.values))
    for remark in remarks:
        sys.stderr.write(_(remark.template).format(**remark.values) + "\n")
    found = {
        "winners": outcome.winners,
        "ranking": outcome.ranking,
        "cost": _plain(outcome.cost),
        "budget": _plain(outcome.budget),
    }
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n" if options.json else _table(outcome))
    return 0


def _refuse(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return WRONG_USE


def _plain(number: Fraction | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number.denominator == 1 else float(number)


def _table(outcome: Outcome) -> str:
    """Projects from the best on, the winners marked, for reading."""
    lines = [
        f"{place:>4}  {_('chosen') if one in outcome.winners else '':<10} {one}"
        for place, one in enumerate(outcome.ranking, 1)
    ]
    if outcome.budget is not None and outcome.cost is not None:
        sentence = _("They cost {cost} of a budget of {budget}.")
        numbers = {"cost": pabulib.decimal(outcome.cost), "budget": pabulib.decimal(outcome.budget)}
        lines.append(sentence.format(**numbers))
    return "\n".join(lines) + "\n"


def _parser() -> argparse.ArgumentParser:
    ballots = argparse.ArgumentParser(
        prog="./titiktemu analyse ballots",
        description=_("Count a ballot file in the format of Pabulib by a rule that was fixed before."),
    )
    ballots.add_argument("file", type=Path, metavar="FILE.pb", help=_("the ballot file"))
    ballots.add_argument("--rule", type=Rule, choices=list(Rule), required=True, help=_("how to choose"))
    ballots.add_argument(
        "--completion",
        type=Completion,
        choices=list(Completion),
        default=Completion.NONE,
        help=_("what happens with money that equal shares leave (default: none)"),
    )
    ballots.add_argument(
        "--utility",
        type=Utility,
        choices=list(Utility),
        default=Utility.COST,
        help=_("whether a funded project is worth its cost (the default) or counts as one"),
    )
    ballots.add_argument(
        "--ties", type=Ties, choices=list(Ties), default=Ties.IDENTIFIER, help=_("who comes first of equals")
    )
    ballots.add_argument("--by-side", action="store_true", help=_("give each side half of the budget"))
    ballots.add_argument("--json", action="store_true", help=_("print everything as JSON"))
    return ballots
