"""`./titiktemu analyse KIND …`: which module makes which analysis of plain files, or of what is made up."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from titiktemu.analysis.marking import gettext_noop
from titiktemu.config.cli import loading
from titiktemu.config.cli.arguments import natural
from titiktemu.config.cli.texts import _

FILES = {
    "opinion": gettext_noop("count and map an exported Pol.is conversation"),
    "survey": gettext_noop("estimate shares, means and totals of a population from a sample"),
    "sortition": gettext_noop("draw a panel with quotas among volunteers, with the fairest chances"),
    "ballots": gettext_noop("count a ballot file by a rule that was fixed before"),
    "agreement": gettext_noop("tell how far raters agree"),
    "causes": gettext_noop("compare two sides' causal links, weigh them, and find loops"),
    "text": gettext_noop("fold near-duplicates of texts, find topics and keywords, learn codes"),
}
"""Analyses of files; ``analyse_<name>.main`` makes each, and loads only what it needs."""
MADE_UP = {
    "states": gettext_noop("how often intervals and states are right, as tables"),
    "routing": gettext_noop("how soon statements are told in several ways of routing, as tables"),
    "tables": gettext_noop("how many made-up messy files are read as they are meant, as tables"),
}
"""Tables of the documents, worked out from what is made up; ``analyse_<name>.<name>(runs)`` gives each."""


def main(arguments: Sequence[str]) -> int:
    """Run the analysis that is asked for. Returns its exit code; 2 for wrong use."""
    kind = arguments[0] if arguments else ""
    if kind in FILES:
        return int(loading.plain(f"analyse_{kind}").main(arguments[1:]))
    options = _parser().parse_args(arguments)
    made = getattr(loading.plain(f"analyse_{options.kind}"), options.kind)
    sys.stdout.write(made(options.runs))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./titiktemu analyse",
        description=_("Analyse data on this machine. Nothing is stored and nothing is sent."),
    )
    kinds = parser.add_subparsers(required=True, dest="kind", metavar="|".join([*FILES, *MADE_UP]))
    for name, sentence in FILES.items():
        kinds.add_parser(name, help=_(sentence), add_help=False)
    for name, sentence in MADE_UP.items():
        simulated = kinds.add_parser(name, help=_(sentence), description=_(sentence))
        simulated.add_argument(
            "--runs", type=natural, default=40, help=_("how much is made up for each table (default 40)")
        )
    return parser
