"""What `./titiktemu analyse survey` takes."""

from __future__ import annotations

import argparse
from pathlib import Path

from titiktemu.analysis.survey.designs import Lonely
from titiktemu.analysis.survey.share_intervals import LEVEL, Interval
from titiktemu.config.cli.texts import _


def parser() -> argparse.ArgumentParser:
    """The arguments, with a sentence for each."""
    made = argparse.ArgumentParser(
        prog="./titiktemu analyse survey",
        description=_("Estimate totals, means, shares and quantiles of a population from a sample of it."),
    )
    made.add_argument("data", type=Path, metavar="DATA.csv", help=_("answers, one row for each person"))
    _design(made)
    asked = made.add_argument_group(_("what to estimate, at least one"))
    for name, sentence in {
        "--mean": _("means of numbers"),
        "--total": _("totals of numbers, or people by level of a text"),
        "--share": _("the share of every level"),
        "--quantile": _("quantiles of numbers"),
    }.items():
        asked.add_argument(name, nargs="+", action="extend", default=[], metavar="COL", help=sentence)
    sentence = _("the ratio of two totals")
    asked.add_argument("--ratio", nargs=2, action="append", default=[], metavar="COL", help=sentence)
    _manner(made)
    return made


def _design(made: argparse.ArgumentParser) -> None:
    made.add_argument("--weights", metavar="COL", help=_("how many of the population each row stands for"))
    made.add_argument("--strata", metavar="COL", help=_("strata of the first stage"))
    for name, sentence in {
        "--cluster": _("clusters, one column for each stage"),
        "--fpc": _("population size, or sampling fraction where at most 1, one column for each stage"),
    }.items():
        made.add_argument(name, nargs="+", action="extend", default=[], metavar="COL", help=sentence)
    sentence = _("known totals, with the columns variable, level, total")
    made.add_argument("--rake", type=Path, metavar="MARGINS.csv", help=sentence)
    sentence = _("people were not drawn by chance (online, quota, volunteers): intervals are model-based")
    made.add_argument("--not-drawn", action="store_true", help=sentence)
    made.add_argument(
        "--lonely",
        choices=[one.value for one in Lonely],
        default=Lonely.REFUSE.value,
        help=_("strata with a single unit: refuse (the default), or measure it from the mean of all"),
    )


def _manner(made: argparse.ArgumentParser) -> None:
    made.add_argument("--by", metavar="COL", help=_("estimate for each group of this column"))
    sentence = _("which quantiles (default 0.5, the median)")
    made.add_argument("--probability", nargs="+", type=part, default=[0.5], metavar="P", help=sentence)
    made.add_argument(
        "--interval",
        choices=[one.value for one in Interval],
        default=Interval.LOGIT.value,
        help=_("how intervals of shares are made (default logit)"),
    )
    sentence = _("confidence of intervals (default 0.95)")
    made.add_argument("--confidence", type=part, default=LEVEL, metavar="P", help=sentence)
    made.add_argument("--json", action="store_true", help=_("print everything as JSON"))


def part(text: str) -> float:
    """A number between 0 and 1."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < 1:
        raise argparse.ArgumentTypeError(_("{value} is no number between 0 and 1").format(value=text))
    return number
