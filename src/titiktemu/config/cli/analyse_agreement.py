"""`./titiktemu analyse agreement FILE.csv`: how far raters agree, in four figures."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from titiktemu.analysis.agreement.levels import Level
from titiktemu.analysis.agreement.ratings import NoRatings, read_ratings
from titiktemu.analysis.agreement.report import Report, report
from titiktemu.config.cli.arguments import natural
from titiktemu.config.cli.texts import _

WRONG_USE, SEED = 2, 1


def main(arguments: Sequence[str]) -> int:
    """Run the command. Returns 0; 2 with a sentence on standard error where the file cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        ratings = read_ratings(
            options.file.read_bytes(),
            options.file.name,
            options.level,
            has_header=not options.no_header,
            is_transposed=options.transpose,
        )
    except NoRatings as error:
        sys.stderr.write(_(error.template).format(**error.values) + "\n")
        return WRONG_USE
    except OSError as error:
        sentence = _("{path} cannot be read: {reason}.")
        sys.stderr.write(sentence.format(path=error.filename, reason=error.strerror) + "\n")
        return WRONG_USE
    for remark in ratings.remarks:
        sys.stderr.write(_(remark) + "\n")
    found = report(ratings, options.level, seed=options.seed, say=_)
    sys.stdout.write(
        json.dumps(found, indent=1, ensure_ascii=False) + "\n" if options.json else _table(found)
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./titiktemu analyse agreement",
        description=_("Tell how far raters agree: rows are subjects, columns are raters."),
    )
    parser.add_argument(
        "file", type=Path, metavar="FILE.csv", help=_("the ratings; empty fields are missing")
    )
    parser.add_argument(
        "--level",
        type=Level,
        choices=list(Level),
        required=True,
        metavar="nominal|ordinal|interval|ratio",
        help=_("what may be done with the values: tell apart, order, subtract, divide"),
    )
    parser.add_argument("--transpose", action="store_true", help=_("rows are raters, columns are subjects"))
    parser.add_argument("--no-header", action="store_true", help=_("the first row holds ratings"))
    parser.add_argument(
        "--seed", type=natural, default=SEED, help=_("start of the random numbers (default 1)")
    )
    parser.add_argument("--json", action="store_true", help=_("print everything as JSON"))
    return parser


def _table(found: Report) -> str:
    """The four figures, each with its n or the reason why it is not there."""
    names = {
        "kendall_w": _("Kendall's W"),
        "krippendorff_alpha": _("Krippendorff's alpha"),
        "fleiss_kappa": _("Fleiss' kappa"),
        "cohen_kappa": _("Cohen's kappa"),
    }
    return "".join(f"{names[key]:<22} {_line(figure)}\n" for key, figure in found.items())


def _line(figure: dict[str, Any]) -> str:
    if figure["estimate"] is None:
        return f"–  {figure['reason']}"
    sentence = _("{estimate}, n = {n}")
    if figure.get("low") is not None:
        sentence = _("{estimate} ({low} to {high}), n = {n}")
    ends = {name: f"{figure[name]:.3f}" for name in ("low", "high") if figure.get(name) is not None}
    return sentence.format(
        estimate=f"{figure['estimate']:.3f}", n=figure.get("subjects", figure.get("n_units")), **ends
    )
